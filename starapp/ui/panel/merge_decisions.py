"""Answers that were written another way since: which of the two scores counts."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.panel.merge import MergeRow
from starapp.panel.working_copy import Key
from starapp.ui import theme
from starapp.ui.panel.file_reading import given_text
from starapp.ui.widgets.buttons import Button, button_row
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable


class MergeDecisions(QWidget):
    """Rows that need a decision, and a button for each of the two.

    Signals:
        edited: a row was decided.
    """

    edited = Signal()

    def __init__(self, rows: Sequence[MergeRow]) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self._decided: dict[Key, bool] = {}
        self.list: ListTable[MergeRow] = ListTable(
            "Answers that were written another way since",
            (
                Column("Answer", _answer, strong=True, width=130),
                Column("In the workspace", _was, tip=_was),
                Column("On the paper", _returned, tip=_returned),
                Column("Counts", self._counts, width=150),
            ),
            _id,
            scrolls=True,
            key="paperDecisions",
        )
        self.list.setFixedHeight(theme.px(150))
        self.keep = Button(
            "The workspace counts", size="small", pressed=partial(self._decide, take=False),
            key="keepWorkspace",
        )  # fmt: skip
        self.take = Button(
            "The paper counts", size="small", pressed=partial(self._decide, take=True),
            key="takePaper",
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        words = "These scores were written another way since. Ask the member which counts."
        box.addWidget(Words(words, "table", wrap=True))
        box.addWidget(self.list)
        box.addWidget(button_row(self.keep, self.take))
        self.list.show_rows(self._rows)
        self.list.choose(_id(self._rows[0]))

    def left(self) -> int:
        """How many rows are still to be decided."""
        return len(self._rows) - len(self._decided)

    def chosen(self) -> dict[Key, bool]:
        """For each row decided, whether the paper counts."""
        return dict(self._decided)

    def _counts(self, row: MergeRow) -> str:
        if row.key not in self._decided:
            return "Choose"
        return "The paper" if self._decided[row.key] else "The workspace"

    def _decide(self, *, take: bool) -> None:
        row = self.list.current_row()
        if row is None:
            return
        self._decided[row.key] = take
        waiting = [one for one in self._rows if one.key not in self._decided]
        self.list.show_rows(self._rows)
        self.list.choose(_id(waiting[0] if waiting else row))
        self.edited.emit()


def _id(row: MergeRow) -> str:
    return f"{row.bid}.{row.code}"


def _answer(row: MergeRow) -> str:
    return f"Bid {row.bid}, {row.code}"


def _was(row: MergeRow) -> str:
    return given_text(row.was)


def _returned(row: MergeRow) -> str:
    return given_text(row.returned)
