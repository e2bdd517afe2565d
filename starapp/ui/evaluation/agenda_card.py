"""What comes next: the questions left to agree, by question or in the order of the agenda."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.evaluation.agenda import Item
from starapp.evaluation.moderation_board import Board
from starapp.foundation.exact import apart, plain
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.choices import Segmented
from starapp.ui.widgets.labels import Words

Key = tuple[str, str]
SHOWN = 6
HINTS = {
    "questions": "Question by question.",
    "agenda": "Points apart times weight, then closeness to a minimum.",
}


class AgendaCard(Card):
    """The next items as links, in the order the chair chose.

    Signals:
        picked: bid and criterion of an item pressed.
    """

    picked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Next")
        self.setObjectName("agendaCard")
        self.body.setContentsMargins(16, 10, 16, 12)
        self.order = Segmented(
            "Order", [("questions", "Questions"), ("agenda", "Agenda")], key="agendaOrder"
        )
        self.order.chosen.connect(self._show)
        self.add_right(self.order)
        self.hint = Words("", "hint", ink="muted", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addWidget(self.hint)
        self.body.addLayout(self._lines)
        self._board: Board | None = None
        self._wished: frozenset[Key] = frozenset()

    def show_board(self, board: Board, wished: Collection[Key] = ()) -> None:
        """Shows what is left; hidden when nothing is or moderation is closed.

        Args:
            board: the newest.
            wished: what a member asked to talk about.
        """
        self._board = board
        self._wished = frozenset(wished)
        self.setVisible(board.open and bool(board.left()))
        self._show(self.order.value())

    def keys(self) -> tuple[Key, ...]:
        """What is left, in the order chosen; what is parked is not among it."""
        return tuple(item.key for item in self._items())

    def _items(self) -> tuple[Item, ...]:
        if self._board is None:
            return ()
        parked = self._board.parked_now()
        items = [item for item in self._board.agenda() if item.key not in parked]
        if self.order.value() != "agenda":
            place = {key: number for number, key in enumerate(self._board.left())}
            items.sort(key=lambda item: place[item.key])
        return tuple(items)

    def _show(self, order: str) -> None:
        clear(self._lines)
        self.hint.setText(HINTS[order])
        items = self._items()
        before: QWidget = self.order.button("agenda")
        for item in items[:SHOWN]:
            line = self._line(item)
            self._lines.addWidget(line)
            line.show()
            link = line.findChild(Link)
            if link is not None:
                self.setTabOrder(before, link)
                before = link
        if len(items) > SHOWN:
            self._lines.addWidget(Words(f"and {len(items) - SHOWN} more", "hint", ink="muted"))

    def _line(self, item: Item) -> QWidget:
        bid, code = item.key
        letter = dict(self._board.bids)[bid] if self._board else ""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        link = Link(
            f"Bid {letter}, {code}",
            pressed=partial(self.picked.emit, bid, code),
            key=f"next-{letter}-{code}",
        )
        row.addWidget(link)
        words = agenda_words(item, wished=item.key in self._wished)
        row.addWidget(Words(words, "hint", ink="muted", wrap=True), 1)
        return holder


def agenda_words(item: Item, *, wished: bool = False) -> str:
    """Why an item stands where it stands: "2 apart × 18; 0.25 from its minimum"."""
    asked = "; a member asks to talk about it" if wished else ""
    if item.apart is None:
        return "to be scored" + asked
    said = f"{plain(item.apart)} apart × {plain(item.weight)}"
    if item.margin is not None:
        said += f"; {apart(item.margin, 0)[0]} from its minimum"
    return said + asked
