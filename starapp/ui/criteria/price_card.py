"""How price turns into points: the formula, its numbers, its curve and a worked example."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import Kind, PriceBasis, PriceRule
from starapp.criteria.price_example import EXAMPLE_QUALITY, PriceExample, pounds, price_example
from starapp.criteria.price_formula import Parameter
from starapp.criteria.price_formulas import FORMULAS, formula_problems
from starapp.foundation.exact import Exact, money, plain, round_exact
from starapp.ui import theme
from starapp.ui.criteria.compare_formulas import CompareFormulas, formula_facts
from starapp.ui.criteria.formula_choice import FormulaChoice
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.criteria.model_rows import BASIS_NAMES
from starapp.ui.criteria.price_curve import PriceCurve
from starapp.ui.criteria.price_table import MOST_PRICE, PriceTable, Rows
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Facts, Words, hairline
from starapp.ui.widgets.text_fields import ExactField

BESIDE_FROM = 500
MOST_NUMBER = Decimal(1000)


class PriceCard(Card):
    """Formulas at the left; the curve of the chosen one with its example at the right."""

    def __init__(self, draft: ModelDraft) -> None:
        super().__init__("How price turns into points")
        self._draft = draft
        self.sheet: CompareFormulas | None = None
        self.compare = Link(f"Compare all {len(FORMULAS)}", pressed=self.show_all,
                            key="compareFormulas")  # fmt: skip
        self.add_right(self.compare)
        self.formula = FormulaChoice()
        self.formula.chosen.connect(self._choose)
        self.locked_words = Words("", "cardTitle", wrap=True)
        self.curve = PriceCurve()
        self.example = Words("", "table", wrap=True)
        self.example.setObjectName("priceExample")
        self.add(self._top())
        self.parameters: dict[tuple[str, str], LabelledField] = {}
        for formula in FORMULAS.values():
            for one in formula.parameters:
                self.parameters[formula.code, one.name] = self._parameter(one)
        self.table = PriceTable()
        self.table.settled.connect(self._tabled)
        self.add(self.table)
        self.basis = Choice([(basis.value, words) for basis, words in BASIS_NAMES.items()])
        self.basis.chosen.connect(self._base)
        self.basis_field = LabelledField("Price that is compared", self.basis, key="priceBasis")
        self.add(self.basis_field)
        self.add(hairline())
        self.facts = Facts(name_width=110)
        self.add(self.facts)
        self.formula.setVisible(not draft.locked)
        self.locked_words.setVisible(draft.locked)

    def _top(self) -> QWidget:
        """The choice beside the curve, or over it where the card is narrow."""
        holder = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(16)
        shown = QVBoxLayout()
        for widget in (self.locked_words, self.curve, self.example):
            shown.addWidget(widget)
        shown.addStretch(1)
        self._beside.addWidget(self.formula, 1)
        self._beside.addLayout(shown, 1)
        return holder

    def _parameter(self, one: Parameter) -> LabelledField:
        most = MOST_PRICE if one.pounds else MOST_NUMBER
        editor = ExactField(
            places=2 if one.pounds else 4,
            least=Decimal(0),
            most=most,
            unit="£" if one.pounds else "",
        )
        editor.settled.connect(partial(self._set, one.name, editor))
        field = LabelledField(one.label, editor, hint=one.help, key=f"price-{one.name}")
        self.add(field)
        return field

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(BESIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(way)

    def show_model(self) -> None:
        """Shows what the draft holds."""
        rule = self._draft.model.price
        formula = FORMULAS[rule.formula]
        self.formula.choose(rule.formula)
        self.locked_words.setText(formula.name)
        self.basis.choose(rule.basis.value)
        self._show_parameters(rule)
        self._show_table(rule)
        if self._draft.locked:
            self.basis_field.set_read_only(BASIS_NAMES[rule.basis])
        self.facts.show_facts(*formula_facts(formula))
        self._show_example(rule)

    def _show_parameters(self, rule: PriceRule) -> None:
        known = dict(rule.parameters)
        kinds = {one.name: one for one in FORMULAS[rule.formula].parameters}
        for (code, name), field in self.parameters.items():
            field.setVisible(code == rule.formula)
            if code != rule.formula:
                continue
            value = known.get(name)
            assert isinstance(field.editor, ExactField)  # noqa: S101 - made above
            if not field.editor.problem():
                field.editor.show_exact(None if value is None else round_exact(value, 4))
            if self._draft.locked:
                field.set_read_only(_written(kinds[name], value))

    def _show_table(self, rule: PriceRule) -> None:
        words = FORMULAS[rule.formula].table
        self.table.setVisible(words is not None)
        if words is None:
            return
        if self._draft.locked:
            self.table.set_read_only(words, rule.table)
            return
        self.table.show_table(words, rule.table)
        if self.table.lines() == rule.table:
            wrong = next(formula_problems(rule), None)
            self.table.show_problem(wrong.words if wrong else "")

    def _show_example(self, rule: PriceRule) -> None:
        leaves = self._draft.model.leaves(Kind.PRICE)
        weight = leaves[0].weight if leaves else Decimal(0)
        if not leaves:
            said = "There is no price criterion, so price does not count."
            self.curve.show_example(None, most=weight, said=said)
            self.example.setText(said)
            return
        wrong = next(formula_problems(rule), None)
        shown = price_example(rule, weight)
        said = f"{wrong.words} The curve shows an example." if wrong else _example_words(shown)
        self.curve.show_example(shown, most=weight, said=said)
        self.example.setText(said)

    def show_all(self) -> None:
        """Opens every formula side by side."""
        leaves = self._draft.model.leaves(Kind.PRICE)
        weight = leaves[0].weight if leaves and leaves[0].weight else Decimal(100)
        now = self._draft.model.price.formula
        self.sheet = CompareFormulas(
            weight, now, may_pick=not self._draft.locked, parent=self.window()
        )
        self.sheet.picked.connect(self._choose)
        self.sheet.open()

    def _put(self, rule: PriceRule, name: str) -> None:
        self._draft.put(replace(self._draft.model, price=rule), name)

    def _choose(self, code: str) -> None:
        rule = self._draft.model.price
        if code != rule.formula:
            new = replace(rule, formula=code, parameters=(), table=())
            self._put(new, "change the price formula")

    def _base(self, value: str) -> None:
        rule = self._draft.model.price
        self._put(replace(rule, basis=PriceBasis(value)), "change the price compared")

    def _tabled(self, rows: Rows) -> None:
        rule = self._draft.model.price
        if rows != rule.table:
            self._put(replace(rule, table=rows), "change the price table")

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
        label = next(o.label for o in FORMULAS[rule.formula].parameters if o.name == name)
        self._put(replace(rule, parameters=pairs), f"change “{label.lower()}”")


def _written(parameter: Parameter, value: Exact | None) -> str:
    if value is None:
        return "Not set"
    return money(value) if parameter.pounds else plain(value)


def _example_words(example: PriceExample) -> str:
    low, this, high = (pounds(price) for price in example.prices)
    if example.ordered:
        quality = plain(EXAMPLE_QUALITY)
        return f"Example: this bid {this} with {quality} quality points.\n{example.words}"
    return f"Example: bids of {low}, {this} and {high}; this bid {this}.\n{example.words}"
