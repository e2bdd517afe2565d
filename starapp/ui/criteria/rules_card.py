"""The rules of the sum: rounding, score rule, comparator, tie-break, spread."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import EvaluationModel, Kind, RoundingStage, ScoreRule
from starapp.criteria.model_checks import LOWER_PRICE, MOST_PLACES
from starapp.foundation.exact import plain
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.criteria.model_rows import tie_words
from starapp.ui.widgets.buttons import IconButton
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.text_fields import ExactField

STAGES = {
    RoundingStage.NONE.value: "Nowhere: the sum is exact",
    RoundingStage.CRITERION.value: "Points of each question",
    RoundingStage.PRICE_RATIO.value: "The share of the price",
    RoundingStage.TOTAL.value: "The total",
}
SCORE_RULES = {
    ScoreRule.SCORE_OVER_MAX.value: "Score ÷ highest score × weight",
    ScoreRule.SCALE_OFFSET.value: "(Score − lowest) ÷ (highest − lowest) × weight",
}
COMPARATORS = {">=": "At least the minimum", ">": "More than the minimum"}


class RulesCard(Card):
    """Choices that decide the sum and the order."""

    def __init__(self, draft: ModelDraft) -> None:
        super().__init__("Rules of the sum")
        self._draft = draft
        self.stage = Choice(list(STAGES.items()))
        self.places = ExactField(places=0, least=Decimal(0), most=Decimal(MOST_PLACES))
        self.score_rule = Choice(list(SCORE_RULES.items()))
        self.comparator = Choice(list(COMPARATORS.items()))
        self.spread = ExactField(places=2, least=Decimal(0), most=Decimal(100))
        self.tie = Choice(empty="Choose")
        self.fields = {
            "stage": LabelledField("Rounded before ranking", self.stage, key="roundingStage"),
            "places": LabelledField("Decimal places", self.places, key="roundingPlaces"),
            "score_rule": LabelledField(
                "How a score becomes points", self.score_rule, key="scoreRule"
            ),
            "comparator": LabelledField("A bid passes with", self.comparator, key="comparator"),
            "spread": LabelledField(
                "Talk when scores differ by", self.spread, hint="Points between two people",
                key="spreadFlag",
            ),
        }  # fmt: skip
        self.add(field_row(self.fields["stage"], self.fields["places"], stretch=(2, 1)))
        self.add(self.fields["score_rule"])
        self.add(field_row(self.fields["comparator"], self.fields["spread"]))
        self.add(Words("When two bids are level, in this order", "label"))
        holder = QWidget()
        self._ties = QVBoxLayout(holder)
        self._ties.setContentsMargins(0, 0, 0, 0)
        self.add(holder)
        self.tie_field = LabelledField("Add a rule", self.tie, key="addTieRule")
        self.tie_field.setVisible(not draft.locked)
        self.add(self.tie_field)
        self._shown: tuple[str, ...] | None = None
        self._connect()

    def _connect(self) -> None:
        self.stage.chosen.connect(self._stage)
        self.score_rule.chosen.connect(self._score_rule)
        self.comparator.chosen.connect(self._comparator)
        self.places.settled.connect(self._places)
        self.spread.settled.connect(self._spread)
        self.tie.chosen.connect(self._add_tie)

    def show_model(self) -> None:
        """Shows what the draft holds."""
        model = self._draft.model
        self.stage.choose(model.rounding.stage.value)
        self.score_rule.choose(model.score_rule.value)
        self.comparator.choose(model.comparator)
        if not self.places.problem():
            self.places.show_exact(Decimal(model.rounding.places))
        if not self.spread.problem():
            self.spread.show_exact(model.spread_flag)
        self._show_ties(model)
        if self._draft.locked:
            said = {
                "stage": STAGES[model.rounding.stage.value],
                "places": str(model.rounding.places),
                "score_rule": SCORE_RULES[model.score_rule.value],
                "comparator": COMPARATORS[model.comparator],
                "spread": plain(model.spread_flag),
            }
            for name, words in said.items():
                self.fields[name].set_read_only(words)

    def _show_ties(self, model: EvaluationModel) -> None:
        clear(self._ties)
        for place, code in enumerate(model.tie_break):
            self._ties.addWidget(self._tie_row(model, place, code))
        if not model.tie_break:
            self._ties.addWidget(Words("No rule yet.", "body", ink="muted"))
        known = [c.code for c in model.criteria if c.kind is not Kind.PASS_FAIL]
        if model.leaves(Kind.PRICE):
            known.append(LOWER_PRICE)
        left = [code for code in known if code not in model.tie_break]
        self.tie.show_options([(code, tie_words(model, code)) for code in left])
        self.tie.choose("")

    def _tie_row(self, model: EvaluationModel, place: int, code: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = tie_words(model, code)
        line.addWidget(Words(f"{place + 1}. {words}", "body", wrap=True), 1)
        if not self._draft.locked:
            for icon, verb, act in (
                ("arrow-up", "Earlier", partial(self.move_tie, place, by=-1)),
                ("arrow-down", "Later", partial(self.move_tie, place, by=1)),
                ("trash-2", "Remove", partial(self.remove_tie, place)),
            ):
                key = f"tie{verb}{place + 1}"
                line.addWidget(IconButton(icon, f"{verb}: {words}", pressed=act, key=key))
        return row

    def _put_ties(self, ties: tuple[str, ...]) -> None:
        self._draft.put(replace(self._draft.model, tie_break=ties), "change the tie-break")

    def move_tie(self, place: int, *, by: int) -> None:
        """Moves a rule earlier or later."""
        ties = list(self._draft.model.tie_break)
        other = place + by
        if 0 <= other < len(ties):
            ties[place], ties[other] = ties[other], ties[place]
            self._put_ties(tuple(ties))

    def remove_tie(self, place: int) -> None:
        """Takes a rule out."""
        ties = self._draft.model.tie_break
        self._put_ties(ties[:place] + ties[place + 1 :])

    def _add_tie(self, code: str) -> None:
        if code:
            self._put_ties((*self._draft.model.tie_break, code))

    def _stage(self, value: str) -> None:
        model = self._draft.model
        rounding = replace(model.rounding, stage=RoundingStage(value))
        self._draft.put(replace(model, rounding=rounding), "change the rounding")

    def _score_rule(self, value: str) -> None:
        model = replace(self._draft.model, score_rule=ScoreRule(value))
        self._draft.put(model, "change the score rule")

    def _comparator(self, value: str) -> None:
        self._draft.put(replace(self._draft.model, comparator=value), "change the comparator")

    def _number(self, name: str, field: ExactField) -> Decimal | None:
        value = field.value_exact()
        self.fields[name].show_problem(
            field.problem() or ("" if field.value() else "Enter a number.")
        )
        return value

    def _places(self, _typed: str) -> None:
        value = self._number("places", self.places)
        if value is not None:
            model = self._draft.model
            rounding = replace(model.rounding, places=int(value))
            self._draft.put(replace(model, rounding=rounding), "change the decimal places")

    def _spread(self, _typed: str) -> None:
        value = self._number("spread", self.spread)
        if value is not None:
            self._draft.put(replace(self._draft.model, spread_flag=value), "change the spread")
