"""The cards on the left of moderation: all scores, and what changed."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.evaluation.moderation_board import Board, BoardCell
from starapp.evaluation.queries import Movement
from starapp.evaluation.result import ScoreState
from starapp.foundation.dates import clock_text, local_date, short_day
from starapp.foundation.exact import plain
from starapp.ui.evaluation.score_matrix import Key, MatrixCell, ScoreMatrix
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.choices import Segmented
from starapp.ui.widgets.labels import Words

SHOWN_CHANGES = 8


class BoardCard(Card):
    """Every question of every bid, with far-apart flags.

    Signals:
        picked: bid and criterion of the cell a person moved to.
    """

    picked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("All scores", padded=False)
        self.setObjectName("allScores")
        self.only = Segmented("Show", [("all", "All"), ("far", "Far apart")], key="onlyFar")
        self.only.chosen.connect(self._filter)
        self.add_right(self.only)
        self.matrix = ScoreMatrix("All scores, questions by bids", side=40, key="boardGrid")
        self.matrix.picked.connect(self._tell)
        self.key = Words("", "hint", ink="muted", wrap=True)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(12, 8, 12, 12)
        box.addWidget(self.matrix)
        box.addWidget(self.key)
        self.add(inner)
        self._board: Board | None = None

    def show_board(self, board: Board, key: Key) -> None:
        """Shows the board with the ink border at a cell."""
        self._board = board
        far = sum(cell.far for cell in board.cells.values())
        self.key.setText(
            f"A plain number is the agreed score. Amber shows the points between highest and "
            f"lowest: {far} are far apart."
        )
        self._filter(self.only.value())
        self.go_to(key)

    def _filter(self, which: str) -> None:
        if self._board is None:
            return
        rows = [
            (question.code, question.code)
            for question in self._board.questions
            if which != "far"
            or any(self._board.cells[bid, question.code].far for bid, _ in self._board.bids)
        ]
        columns = [(bid, f"Bid {letter}" if len(self._board.bids) < 5 else letter)
                   for bid, letter in self._board.bids]  # fmt: skip
        stopped = self._board.stopped_bids()
        cells = {
            (code, bid): _look(cell, out=bid in stopped and not cell.settled)
            for (bid, code), cell in self._board.cells.items()
            if which != "far" or cell.far
        }
        self.matrix.show_cells(rows, columns, cells)

    def go_to(self, key: Key) -> None:
        """Moves the ink border."""
        self.matrix.go_to((key[1], key[0]))

    def _tell(self, code: str, bid: str) -> None:
        self.picked.emit(bid, code)


def _look(cell: BoardCell, *, out: bool) -> MatrixCell:
    where = f"{cell.bid_title}, {cell.question.code}"
    agreed = cell.agreed
    if agreed is not None and agreed.standing:
        text = plain(agreed.score) if agreed.score is not None else "n/a"
        return MatrixCell(text, "agreed", f"{where}: agreed at {text}")
    if out:
        return MatrixCell("–", "out", f"{where}: not taken further")
    if cell.far and cell.apart is not None:
        apart = plain(cell.apart)
        return MatrixCell(apart, "far", f"{where}: {apart} points apart", "arrow-left-right")
    if cell.waiting:
        return MatrixCell(
            "", "open", f"{where}: waiting for {', '.join(cell.waiting)}", "hourglass"
        )
    return MatrixCell("", "open", f"{where}: not agreed yet")


class ChangesCard(Card):
    """The newest changes of agreed scores, newest first."""

    def __init__(self) -> None:
        super().__init__("What changed")
        self.setObjectName("whatChanged")
        self.body.setContentsMargins(16, 10, 16, 12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)

    def show_board(self, board: Board) -> None:
        """Shows the movements of a board."""
        clear(self._lines)
        letters = dict(board.bids)
        newest = list(reversed(board.movements))[:SHOWN_CHANGES]
        if not newest:
            self._lines.addWidget(Words("No score is agreed yet.", "table", ink="muted"))
        for movement in newest:
            self._lines.addWidget(_line(movement, letters.get(movement.bid_id, "")))
        more = len(board.movements) - len(newest)
        if more > 0:
            self._lines.addWidget(Words(f"{more} earlier, in the record", "hint", ink="muted"))


def _line(movement: Movement, letter: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    when = Words(clock_text(movement.moment), "table", ink="muted")
    when.setToolTip(f"{short_day(local_date(movement.moment))}, {movement.by}")
    row.addWidget(when)
    row.addWidget(Words(change_words(movement, letter), "table", wrap=True), 1)
    holder.setToolTip(movement.reason)
    return holder


def change_words(movement: Movement, letter: str) -> str:
    """One change in words: "Bid B, Q3 agreed at 4"."""
    what = f"Bid {letter}, {movement.criterion}"
    if movement.after[0] is ScoreState.NOT_SCORED:
        return f"{what} reopened, was {_said(movement.before)}"
    return f"{what} agreed at {_said(movement.after)}"


def _said(value: tuple[ScoreState, Decimal | None]) -> str:
    state, score = value
    return state.value if score is None else plain(score)
