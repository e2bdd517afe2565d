"""An agreed score as a record: score, reason, note, who agreed; or why there is none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from starapp.evaluation.moderation_board import Board, BoardCell
from starapp.evaluation.queries import Agreed
from starapp.foundation.dates import moment_text
from starapp.foundation.exact import plain
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Facts, Words


class AgreedRecord(Card):
    """Read-only; the chair may reopen it with a reason while moderation is open.

    Signals:
        reopened: the person pressed Reopen.
        taken_up: the person pressed Take up again.
    """

    reopened = Signal()
    taken_up = Signal()

    def __init__(self) -> None:
        super().__init__("Agreed score")
        self.setObjectName("agreedRecord")
        self.body.setContentsMargins(16, 12, 16, 14)
        self.reopen = Button("Reopen", size="small", pressed=self.reopened.emit, key="reopen")
        self.back = Button("Take up again", size="small", pressed=self.taken_up.emit, key="takeUp")
        self.add_right(self.reopen, self.back)
        self._lines = QVBoxLayout()
        self.body.addLayout(self._lines)

    def show_cell(self, board: Board, cell: BoardCell, *, writable: bool, names: bool) -> None:
        """Shows the record of a question, or why nothing is agreed; the note only with names."""
        clear(self._lines)
        self.reopen.setVisible(writable and cell.settled)
        self.back.setVisible(writable and cell.key in board.parked_now())
        agreed = cell.agreed
        if agreed is None or not agreed.standing:
            self._lines.addWidget(Words(_nothing(board, cell), "table", ink="muted", wrap=True))
            return
        self._lines.addWidget(Facts(*_facts(board, cell, agreed, names=names), name_width=130))


def _nothing(board: Board, cell: BoardCell) -> str:
    if cell.bid_id in board.stopped_bids():
        return f"{cell.bid_title} is not taken further, so this was not agreed."
    parked = board.parked_now().get(cell.key)
    if parked is not None:
        return f"Parked {moment_text(parked.parked)}: {parked.reason}"
    if cell.waiting:
        return f"Waiting for {', '.join(cell.waiting)} to score."
    return "Not agreed yet. The chair writes the agreed score."


def _facts(board: Board, cell: BoardCell, agreed: Agreed, *, names: bool) -> list[tuple[str, str]]:
    if agreed.score is None:
        score = agreed.state.value.capitalize()
    else:
        level = board.model.level(agreed.score)
        score = f"{plain(agreed.score)}, {level.label}"
    found = [("Score", score), ("Reason", agreed.reason)]
    if agreed.note and names:
        found.append(("Discussed", agreed.note))
    found.append(("Agreed by", ", ".join(cell.agreeing())))
    found.extend(
        (f"Not {title}" if names else "Not one member", why) for title, why in cell.not_agreeing()
    )
    if cell.silent():
        found.append(("Not in the room", "; ".join(cell.silent())))
    found.append(("When", moment_text(agreed.agreed)))
    return found
