"""Every price formula side by side, with the same three bids, and those that are not offered."""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from starapp.criteria.price_example import EXAMPLE_QUALITY, PriceExample, pounds, price_example
from starapp.criteria.price_formula import PriceFormula
from starapp.criteria.price_formulas import EXAMPLE_PRICES, FORMULAS, REFUSED, example_rule
from starapp.foundation.exact import plain, round_exact
from starapp.ui import theme
from starapp.ui.criteria.price_curve import PriceCurve
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, Scroll
from starapp.ui.widgets.labels import Facts, Words, hairline
from starapp.ui.widgets.question import Sheet

REFUSED_NAMES = {
    "target_distance": "Closest to the middle or to a target",
    "lowest_over_bid_sum": "Lowest price for each line, added up",
    "best_normalised": "Quality as a share of the best bid’s quality",
    "log_ratio": "Logarithm of the price ratio",
    "power_ratio": "Power of the price ratio",
    "panel_average": "Average of the panel’s scores",
}
WIDE, HIGH = 1080, 640


class CompareFormulas(Sheet):
    """A table of formulas, a band of two lines each.

    Signals:
        picked: the code of the formula the person takes.
    """

    picked = Signal(str)

    def __init__(
        self, weight: Decimal, now: str, *, may_pick: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Compare the price formulas",
            text=f"Three bids of {', '.join(pounds(price) for price in EXAMPLE_PRICES)}, and "
            f"{plain(weight)} marks for price. Formulas that set price against quality take "
            f"{plain(EXAMPLE_QUALITY)} quality points for each bid and show what is compared: the "
            "lowest comes first.",
            parent=parent,
        )
        self.setObjectName("compareFormulas")
        self._weight, self._now, self._may_pick = weight, now, may_pick
        page = Scroll(margin=0, spacing=10)
        for code, formula in FORMULAS.items():
            page.add(self._band(code, formula))
        page.add(_refused())
        page.body.addStretch(1)
        self.add(page, 1)
        self.add_answers(Button("Close", kind="main", pressed=self.accept, key="closeCompare"))
        room = parent.window().size() if parent is not None else None
        wide = min(theme.px(WIDE), room.width() - 40) if room else theme.px(WIDE)
        high = min(theme.px(HIGH), room.height() - 40) if room else theme.px(HIGH)
        self.setMinimumWidth(min(theme.px(480), wide))
        self.resize(wide, high)

    def _picked(self, code: str) -> None:
        self._pick(code)

    def _band(self, code: str, formula: PriceFormula) -> QWidget:
        card = Card(formula.name, hint="Chosen now" if code == self._now else "")
        if self._may_pick and code != self._now:
            use = Button("Use this", size="small", key=f"use-{code}")
            use.setAccessibleName(f"Use {formula.name}")
            use.clicked.connect(partial(self._picked, code))
            card.add_right(use)
        example = price_example(example_rule(code), self._weight)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        curve = PriceCurve(small=True, key=f"curve-{code}")
        curve.show_example(example, most=self._weight, said=_said(formula, example))
        grid.addWidget(curve, 0, 0, 2, 1)
        cells = [*_figures(example), *_yes_and_no(formula)]
        for column, (name, value) in enumerate(cells, start=1):
            grid.addWidget(Words(name, "hint", ink="muted", wrap=True), 0, column)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(Words(value, "table", wrap=True), 1, column, top)
            grid.setColumnStretch(column, 2 if column > len(EXAMPLE_PRICES) else 1)
        card.add(holder)
        card.add(hairline())
        card.add(Facts(*formula_facts(formula), name_width=130))
        return card

    def _pick(self, code: str) -> None:
        self.picked.emit(code)
        self.accept()


def formula_facts(formula: PriceFormula) -> list[tuple[str, str]]:
    """What the editor and the sheet say of a formula."""
    return [
        ("The sum", formula.sum_words[0].upper() + formula.sum_words[1:] + "."),
        ("Weakness", formula.weakness),
        ("Price of nought", formula.at_zero),
        ("Very high price", formula.above_ceiling),
        ("Equal prices", formula.all_equal),
        ("One bidder", formula.one_bidder),
        ("Source", f"{formula.source}."),
    ]


def _figures(example: PriceExample) -> list[tuple[str, str]]:
    shown = (round_exact(value, 2) for value in example.values)
    words = (pounds(value) if example.ordered else f"{value}" for value in shown)
    return [(pounds(price), said) for price, said in zip(example.prices, words, strict=True)]


def _yes_and_no(formula: PriceFormula) -> list[tuple[str, str]]:
    return [
        ("Points depend on", "The other prices" if formula.relative else "This price alone"),
        ("Can a loser’s leaving change the winner?", "Yes" if formula.removal else "No"),
    ]


def _said(formula: PriceFormula, example: PriceExample) -> str:
    figures = "; ".join(f"{price}: {points}" for price, points in _figures(example))
    return f"{formula.name}. {figures}."


def _refused() -> Card:
    card = Card("Not offered")
    card.add(Facts(*((REFUSED_NAMES[code], why) for code, why in REFUSED.items()), name_width=220))
    return card
