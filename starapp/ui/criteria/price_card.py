"""How price turns into points: the formula, its numbers, its curve and a worked example."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from math import ceil

from starapp.criteria.evaluation_model import Kind, PriceBasis, PriceRule
from starapp.criteria.price_formula import PricePool
from starapp.criteria.price_formulas import (
    FORMULAS,
    curve,
    formula_problems,
    price_points,
    worked_example,
)
from starapp.foundation.exact import money, plain, points
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.criteria.model_rows import BASIS_NAMES
from starapp.ui.criteria.price_curve import PriceCurve
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Choice, Option, RadioCards
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.text_fields import ExactField

LOWEST, OTHER, HIGHEST = Decimal(90000), Decimal(100000), Decimal(130000)
MOST_PRICE = Decimal(100_000_000)


class PriceCard(Card):
    """Radio cards of formulas; the same example for each so that they compare."""

    def __init__(self, draft: ModelDraft) -> None:
        super().__init__("How price turns into points")
        self._draft = draft
        options = [
            Option(f.code, f.name, f"{f.sum_words}. {f.weakness}") for f in FORMULAS.values()
        ]
        self.formula = RadioCards("Price formula", options, key="priceFormula")
        self.formula.chosen.connect(self._choose)
        self.locked_words = Words("", "body", wrap=True)
        self.basis = Choice([(basis.value, words) for basis, words in BASIS_NAMES.items()])
        self.basis.chosen.connect(self._base)
        self.basis_field = LabelledField("Price that is compared", self.basis, key="priceBasis")
        self.add(self.formula)
        self.add(self.locked_words)
        self.parameters: dict[tuple[str, str], LabelledField] = {}
        for formula in FORMULAS.values():
            for one in formula.parameters:
                editor = ExactField(places=2, least=Decimal(0), most=MOST_PRICE, unit="£")
                editor.settled.connect(partial(self._set, one.name, editor))
                field = LabelledField(one.label, editor, hint=one.help, key=f"price-{one.name}")
                self.parameters[formula.code, one.name] = field
                self.add(field)
        self.add(self.basis_field)
        self.curve = PriceCurve()
        self.add(self.curve)
        self.example = Words("", "body", wrap=True)
        self.example.setObjectName("priceExample")
        self.add(self.example)
        self.formula.setVisible(not draft.locked)
        self.locked_words.setVisible(draft.locked)

    def show_model(self) -> None:
        """Shows what the draft holds."""
        rule = self._draft.model.price
        formula = FORMULAS[rule.formula]
        self.formula.choose(rule.formula)
        self.locked_words.setText(f"{formula.name}: {formula.sum_words}. {formula.weakness}")
        self.basis.choose(rule.basis.value)
        known = dict(rule.parameters)
        for (code, name), field in self.parameters.items():
            field.setVisible(code == rule.formula)
            assert isinstance(field.editor, ExactField)  # noqa: S101 - made above
            if not field.editor.problem():
                value = known.get(name)
                field.editor.show_exact(None if value is None else Decimal(plain(value)))
            if self._draft.locked:
                field.set_read_only(money(known[name]) if name in known else "Not set")
        if self._draft.locked:
            self.basis_field.set_read_only(BASIS_NAMES[rule.basis])
        self._show_example(rule)

    def _show_example(self, rule: PriceRule) -> None:
        leaves = self._draft.model.leaves(Kind.PRICE)
        weight = leaves[0].weight if leaves else Decimal(0)
        wrong = next(formula_problems(rule), None)
        if not leaves or wrong is not None:
            said = wrong.words if wrong else "There is no price criterion, so price does not count."
            self.curve.show_curve((), most=ceil(weight), said=said)
            self.example.setText(said)
            return
        given = price_points(rule, weight, OTHER, PricePool((LOWEST, OTHER)))
        shown = worked_example(rule, weight, lowest=LOWEST, price=OTHER)
        said = (
            f"Example: the lowest bid is {money(LOWEST)} and this bid is {money(OTHER)}. "
            f"{shown} = {points(given)} points."
        )
        line = curve(rule, weight, lowest=LOWEST, highest=HIGHEST)
        self.curve.show_curve(line, most=ceil(weight), said=said)
        self.example.setText(said)

    def _put(self, rule: PriceRule, name: str) -> None:
        self._draft.put(replace(self._draft.model, price=rule), name)

    def _choose(self, code: str) -> None:
        rule = self._draft.model.price
        if code != rule.formula:
            self._put(replace(rule, formula=code, parameters=()), "change the price formula")

    def _base(self, value: str) -> None:
        rule = self._draft.model.price
        self._put(replace(rule, basis=PriceBasis(value)), "change the price compared")

    def _set(self, name: str, editor: ExactField, typed: str) -> None:
        rule = self._draft.model.price
        self.parameters[rule.formula, name].show_problem(editor.problem())
        value = editor.value_exact()
        if value is None and typed:
            return
        known = {key: one for key, one in rule.parameters if key != name}
        if value is not None:
            known[name] = value
        order = [one.name for one in FORMULAS[rule.formula].parameters]
        pairs = tuple((key, known[key]) for key in order if key in known)
        self._put(replace(rule, parameters=pairs), f"change “{name}” price")
