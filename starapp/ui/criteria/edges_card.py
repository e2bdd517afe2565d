"""What happens at the edges of the price formula: four choices, made before a model is locked."""

from dataclasses import replace
from functools import partial

from starapp.criteria.evaluation_model import Kind
from starapp.criteria.price_edges import (
    CEILING_WORDS,
    LEVEL_WORDS,
    ZERO_WORDS,
    AboveCeiling,
    EdgeRules,
    LevelPrices,
    ZeroPrice,
    edge_sentences,
)
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.criteria.price_table import MOST_PRICE
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.text_fields import ExactField

QUESTIONS = {
    "zero": ("A price of nought", [(one.value, ZERO_WORDS[one]) for one in ZeroPrice]),
    "above_ceiling": (
        "A price above the ceiling", [(one.value, CEILING_WORDS[one]) for one in AboveCeiling],
    ),
    "all_equal": ("All prices equal", [(one.value, LEVEL_WORDS[one]) for one in LevelPrices]),
    "single_bid": ("A single bid", [(one.value, LEVEL_WORDS[one]) for one in LevelPrices]),
}  # fmt: skip
NUMBERS = ("no", "one", "two", "three", "four")


class EdgesCard(Card):
    """Four choices and a ceiling; nothing is kept until all four are made."""

    def __init__(self, draft: ModelDraft) -> None:
        super().__init__("What happens at the edges")
        self._draft = draft
        self._made: dict[str, str] = {}
        self.choices: dict[str, Choice] = {}
        self.fields: dict[str, LabelledField] = {}
        for name, (label, options) in QUESTIONS.items():
            choice = self.choices[name] = Choice(options, empty="Choose")
            choice.chosen.connect(partial(self._choose, name))
            self.fields[name] = LabelledField(label, choice, key=f"edge-{name}")
        self.ceiling = ExactField(places=2, most=MOST_PRICE, unit="£")
        self.ceiling.settled.connect(self._set_ceiling)
        self.fields["ceiling"] = LabelledField(
            "Ceiling", self.ceiling, hint="Empty: none", key="edge-ceiling"
        )
        self.left = Words("", "body", ink="muted", wrap=True)
        self.left.setObjectName("edgesLeft")
        self.said = Words("", "body", wrap=True, selectable=True)
        self.add(self.left)
        fields = self.fields
        self._rows = [
            fields["zero"],
            field_row(fields["above_ceiling"], fields["ceiling"], stretch=(2, 1)),
            field_row(fields["all_equal"], fields["single_bid"]),
        ]
        for row in self._rows:
            self.add(row)
            row.setVisible(not draft.locked)
        self.add(self.said)
        self.said.setVisible(draft.locked)

    def show_model(self) -> None:
        """Shows what the draft holds; choices made so far stay while some are missing."""
        model = self._draft.model
        edges = model.price.edges
        self.setVisible(bool(model.leaves(Kind.PRICE)))
        self.said.setText("\n".join(edge_sentences(edges)))
        if edges is not None:
            self._made = {name: str(getattr(edges, name).value) for name in QUESTIONS}
            if not self.ceiling.problem():
                self.ceiling.show_exact(edges.ceiling)
        elif len(self._made) == len(QUESTIONS):
            self._made = {}
            self.ceiling.show_exact(None)
        for name, choice in self.choices.items():
            choice.choose(self._made.get(name, ""))
        self._show_left()

    def _show_left(self) -> None:
        left = len(QUESTIONS) - len(self._made)
        said = f"Choose all four before the model is locked. {NUMBERS[left].capitalize()} to go."
        self.left.setText(said)
        self.left.setVisible(bool(left) and not self._draft.locked)

    def _choose(self, name: str, value: str) -> None:
        self._made[name] = value
        self._show_left()
        self._put(f"change “{QUESTIONS[name][0].lower()}”")

    def _set_ceiling(self, typed: str) -> None:
        self.fields["ceiling"].show_problem(self.ceiling.problem())
        if self.ceiling.value_exact() is not None or not typed:
            self._put("change the ceiling")

    def _put(self, name: str) -> None:
        """Keeps the choices in the draft once there are four."""
        if len(self._made) < len(QUESTIONS):
            return
        edges = EdgeRules(
            zero=ZeroPrice(self._made["zero"]),
            above_ceiling=AboveCeiling(self._made["above_ceiling"]),
            ceiling=self.ceiling.value_exact(),
            all_equal=LevelPrices(self._made["all_equal"]),
            single_bid=LevelPrices(self._made["single_bid"]),
        )
        model = self._draft.model
        self._draft.put(replace(model, price=replace(model.price, edges=edges)), name)
