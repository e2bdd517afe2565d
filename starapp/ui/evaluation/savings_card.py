"""The side card of savings: each definition with its own answer."""

from PySide6.QtWidgets import QVBoxLayout

from starapp.foundation.exact import money
from starapp.reports.award_report import SavingFacts
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Words, hairline


class SavingsCard(Card):
    """Savings of the first bid by definition; they are never added together."""

    def __init__(self) -> None:
        super().__init__("Savings by definition")
        self.setObjectName("savingsCard")
        self.body.setContentsMargins(16, 12, 16, 14)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)

    def show_savings(self, facts: SavingFacts | None) -> None:
        """Shows the savings; hidden when there are none to show."""
        clear(self._lines)
        self.setVisible(facts is not None and bool(facts.savings))
        if facts is None:
            return
        for place, one in enumerate(facts.savings):
            if place:
                self._lines.addWidget(hairline())
            period = "in the first year" if one.definition == "mean_bid" else "a year"
            self._lines.addWidget(Words(f"{money(one.annual)} {period}", "label", wrap=True))
            self._lines.addWidget(Words(one.words, "hint", ink="muted", wrap=True))
        self._lines.addWidget(
            Words("Different questions, so never added together.", "hint", ink="muted", wrap=True)
        )
