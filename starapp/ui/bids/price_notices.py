"""What stands above the result about prices: what to ask, what to decide, and what was decided."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.bids.bid import PriceOutcome
from starapp.bids.price_enquiry_queries import PriceStand, price_stands
from starapp.bids.queries import prices_visible
from starapp.competitions.queries import competition
from starapp.competitions.stage_rules import Action, may
from starapp.competitions.stages import ORGANISERS
from starapp.history.acting import Role
from starapp.ui.bids.price_question_card import decision_words
from starapp.ui.bids.price_sheet import PriceSheet
from starapp.ui.desk import Desk
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.notices import Notice


class PriceNotices(QWidget):
    """One notice for each price that asks a question; a link leads to its four steps.

    Attributes:
        sheet: the sheet that was opened last.
        waiting: a price is not decided yet.
    """

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__()
        self.setObjectName("priceNotices")
        self._desk = desk
        self._id = competition_id
        self._may = False
        self.waiting = False
        self.sheet: PriceSheet | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self.reload()

    def reload(self) -> None:
        """Reads how every price stands; shows nothing while prices are sealed."""
        stands, open_still = self._desk.work.read(partial(_stands, competition_id=self._id))
        who = self._desk.actor()
        self._may = open_still and not self._desk.read_only() and who.can(Role.FINANCE, *ORGANISERS)
        self.waiting = any(one.to_do for one in stands)
        clear(self._box)
        for one in stands:
            self._box.addWidget(self._notice(one))
        if not stands or self.parent() is not None:  # with no parent yet it would be a window
            self.setVisible(bool(stands))

    def _notice(self, one: PriceStand) -> Notice:
        pressed = partial(self.open_sheet, one.bid_id)
        if one.to_do:
            notice = Notice(
                "warning", one.headline or f"Bid {one.letter} was asked about its price.",
                one.to_do, link="Open the four steps" if self._may else "See the price",
                pressed=pressed,
            )  # fmt: skip
        else:
            notice = Notice(
                "info", _settled(one), _decided(one), link="See the question", pressed=pressed
            )
        notice.setObjectName(f"price-{one.letter}")
        if notice.link is not None:
            notice.link.setObjectName(f"openPrice-{one.letter}")
            words = f"{notice.link.text()} about bid {one.letter}"
            notice.link.setAccessibleName(words)
        return notice

    def open_sheet(self, bid_id: str) -> None:
        """Shows one bid's price with its questions."""
        self.sheet = PriceSheet(
            self._desk, self._id, may_ask=self._may, only=bid_id, parent=self.window()
        )
        self.sheet.open()


def _settled(one: PriceStand) -> str:
    low = one.question is not None and one.question.outcome is PriceOutcome.ABNORMALLY_LOW
    if low:
        return f"Bid {one.letter} is set aside as abnormally low."
    return f"Bid {one.letter} was asked about its price and stays in."


def _decided(one: PriceStand) -> str:
    if one.question is None:
        return ""
    words = decision_words(one.question).replace("The bid stays in. ", "")
    return words.replace("Set aside as abnormally low.\n", "").replace("\n", " ")


def _stands(session: Session, competition_id: str) -> tuple[tuple[PriceStand, ...], bool]:
    """How every price stands, and whether questions may still be asked."""
    if not prices_visible(session, competition_id):
        return (), False
    state = competition(session, competition_id).state
    return price_stands(session, competition_id), may(state, Action.CHECK_PRICES)
