"""Choosing the price formula: four that are recommended as cards, the rest with a warning each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.criteria.price_formulas import FORMULAS
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.choices import Option, RadioCards
from starapp.ui.widgets.labels import Words

RECOMMENDED = ("lowest_over_bid", "fixed_band", "ceiling_saving", "monetised_quality")
OTHERS = tuple(code for code in FORMULAS if code not in RECOMMENDED)
MORE, FEWER = f"More formulas ({len(OTHERS)})", "Fewer formulas"


class FormulaChoice(QWidget):
    """Radio cards in two groups of which one card is chosen.

    Signals:
        chosen: the code of the formula the person chose.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards = RadioCards(
            "Price formula", [_card(c) for c in RECOMMENDED], key="priceFormula"
        )
        self.others = RadioCards(
            "More price formulas", [_warned(code) for code in OTHERS], key="moreFormulas"
        )
        self.more = Link(MORE, pressed=self._turn, key="showMoreFormulas")
        self.warning = Words("Each of these has a weakness to think about first.", "hint",
                             ink="muted", wrap=True)  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for group in (self.cards, self.others):
            layout = group.layout()
            assert layout is not None  # noqa: S101 - radio cards have one
            layout.setSpacing(6)
            group.chosen.connect(self._chosen)
        for widget in (self.cards, self.more, self.warning, self.others):
            box.addWidget(widget)
        box.addStretch(1)
        self._open(wanted=False)

    def value(self) -> str:
        """The formula chosen."""
        return self.cards.value() or self.others.value()

    def choose(self, code: str) -> None:
        """Shows a formula as chosen, without telling anyone."""
        self.cards.choose(code if code in RECOMMENDED else "")
        self.others.choose(code if code in OTHERS else "")
        if code in OTHERS:
            self._open(wanted=True)

    def _chosen(self, code: str) -> None:
        self.choose(code)
        self.chosen.emit(code)

    def _turn(self) -> None:
        self._open(wanted=self.others.isHidden())

    def _open(self, *, wanted: bool) -> None:
        self.others.setVisible(wanted)
        self.warning.setVisible(wanted)
        self.more.set_text(FEWER if wanted else MORE)


def _card(code: str) -> Option:
    formula = FORMULAS[code]
    return Option(code, formula.name, _capital(formula.sum_words))


def _warned(code: str) -> Option:
    formula = FORMULAS[code]
    return Option(code, formula.name, f"Warning: {formula.weakness}")


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
