"""How the panel agreed, in a few figures that decide nothing."""

from fractions import Fraction
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from starapp.evaluation.agreement import Figure
from starapp.evaluation.agreement_queries import PanelAgreement, agreement_of
from starapp.foundation.exact import points
from starapp.foundation.problems import CannotDo
from starapp.ui.desk import Desk
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Facts, Words
from starapp.ui.widgets.tags import Tag

ALPHA = "Krippendorff’s alpha (1 agrees, 0 is chance)"
W = "Kendall’s W (1 puts bids in the same order)"
ICC = "ICC(A,1) (1 gives the same scores)"


def shown(figure: Figure) -> str:
    """A figure to two places, or that it cannot be worked out."""
    if figure.value is None:
        return "Not defined"
    return points(figure.value, 2).replace("-", "−")


def severity_words(figure: Figure) -> str:
    """How strict a member was, in points of the scale."""
    if figure.value is None:
        return "Not defined"
    size = points(abs(figure.value), 2)
    if abs(figure.value) < Fraction(1, 200):
        return "As the others"
    return f"{size} {'more generous' if figure.value > 0 else 'stricter'}"


class AgreementCard(Card):
    """Members' severity and three figures, marked as indicative; from moderation on."""

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__("How the panel agreed")
        self.setObjectName("agreementCard")
        self._desk = desk
        self._competition_id = competition_id
        self.body.setContentsMargins(16, 12, 16, 14)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addWidget(Tag("Indicative", "grey", "info"))
        self.body.addLayout(self._lines)

    def reload(self) -> None:
        """Reads the figures; hidden until moderation has opened."""
        clear(self._lines)
        try:
            found = self._desk.work.read(partial(agreement_of, competition_id=self._competition_id))
        except CannotDo:
            self.hide()
            return
        self.setVisible(bool(found.members))
        self._show(found)

    def _show(self, found: PanelAgreement) -> None:
        facts = [(one.title, severity_words(one.figure)) for one in found.members]
        facts += [(ALPHA, shown(found.alpha)), (W, shown(found.w)), (ICC, shown(found.icc))]
        self._lines.addWidget(Facts(*facts))
        reasons = {
            figure.undefined for figure in (found.alpha, found.w, found.icc) if figure.undefined
        }
        for why in sorted(reasons):
            self._say(why)
        self._say(
            f"From {found.answers} answers. A small panel gives wide margins: these figures help "
            "the talk and pass or fail nobody."
        )

    def _say(self, words: str) -> None:
        self._lines.addWidget(Words(words, "hint", ink="muted", wrap=True))
