"""Where two entries of a paper sheet differ: look at the paper again, answer by answer."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.foundation.enumerating import listed
from starapp.panel.double_entry import Discrepancy
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.paper_codes import paper_code
from starapp.panel.paper_queries import PaperSheet
from starapp.panel.working_copy import Key
from starapp.ui import theme
from starapp.ui.panel.paper_answer_form import PaperAnswerForm, said
from starapp.ui.panel.paper_typing import row_id
from starapp.ui.widgets.buttons import Button, button_row
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable


class PaperSettling(QWidget):
    """The list of differences, and what the paper says for each.

    Signals:
        edited: a difference was settled.
    """

    edited = Signal()

    def __init__(self, sheet: PaperSheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.settled: dict[Key, ReturnedScore | None] = {}
        first, second = (one.person for one in sheet.entries)
        self.words = Words("", "table", wrap=True)
        self.list: ListTable[Discrepancy] = ListTable(
            "Where the two entries differ", self._columns(first, second), _id, scrolls=True,
            key="paperDifferences",
        )  # fmt: skip
        self.list.setFixedHeight(theme.px(190))
        self.list.picked.connect(self._picked)
        self.form = PaperAnswerForm(sheet.model)
        self.form.reason.typed.kept = False  # what the paper says is read again from the paper
        self.form.edited.connect(self._typed)
        self.first = Button(
            f"As {first} typed", size="small", pressed=partial(self._take, 0), key="firstIsRight"
        )
        self.second = Button(
            f"As {second} typed", size="small", pressed=partial(self._take, 1), key="secondIsRight"
        )
        self.nothing = Button(
            "Nothing is on the paper", size="small", pressed=self._nothing, key="nothingThere"
        )
        self.buttons = button_row(self.first, self.second, self.nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for widget in (self.words, self.list, self.buttons, self.form):
            box.addWidget(widget)
        self._show_list()
        if sheet.differences:
            self._show(sheet.differences[0])

    def _columns(self, first: str, second: str) -> tuple[Column[Discrepancy], ...]:
        return (
            Column("Answer", self._answer, second=_differs, strong=True, width=150),
            Column(first, _first, tip=_first, width=245),
            Column(second, _second, tip=_second, width=245),
            Column("On the paper", self._says, tip=self._says, width=245),
        )

    def _answer(self, one: Discrepancy) -> str:
        return f"{paper_code(self._sheet.pack.id, one.key)}, Bid {one.key[0]}"

    def _says(self, one: Discrepancy) -> str:
        return said(self.settled[one.key]) if one.key in self.settled else "Look at the paper"

    def left(self) -> int:
        """How many differences are still to be settled."""
        return sum(one.key not in self.settled for one in self._sheet.differences)

    def chosen(self) -> Mapping[Key, ReturnedScore | None]:
        """What stands on the paper for each difference that is settled."""
        return dict(self.settled)

    def _current(self) -> Discrepancy | None:
        return self.list.current_row()

    def _show_list(self) -> None:
        shown = bool(self._sheet.differences)
        self.list.show_rows(self._sheet.differences)
        for widget in (self.list, self.buttons, self.form):
            widget.setVisible(shown)
        left = self.left()
        if not shown:
            self.words.setText("The two entries agree on every answer.")
        elif left:
            what = "answer" if left == 1 else "answers"
            self.words.setText(f"Look at the paper again for {left} {what}.")
        else:
            self.words.setText("Every difference is settled.")

    def _show(self, one: Discrepancy) -> None:
        self.list.choose(_id(one))
        bid, code = one.key
        title = f"What the paper says: Bid {bid}, {code}"
        self.form.show_answer(one.key, title, self.settled.get(one.key, one.first or one.second))

    def _picked(self, name: str) -> None:
        one = next((one for one in self._sheet.differences if _id(one) == name), None)
        if one is not None:
            self._show(one)

    def _take(self, which: int) -> None:
        one = self._current()
        if one is not None:
            self._settle(one, (one.first, one.second)[which])

    def _nothing(self) -> None:
        one = self._current()
        if one is not None:
            self._settle(one, None)

    def _typed(self) -> None:
        one = self._current()
        if one is not None:
            self.settled[one.key] = self.form.value()
            self._show_list()
            self.list.choose(_id(one))
            self.edited.emit()

    def _settle(self, one: Discrepancy, says: ReturnedScore | None) -> None:
        self.settled[one.key] = says
        self._show_list()
        waiting = [d for d in self._sheet.differences if d.key not in self.settled]
        self._show(waiting[0] if waiting else one)
        self.edited.emit()


def _id(one: Discrepancy) -> str:
    return row_id(one.key)


def _differs(one: Discrepancy) -> str:
    return f"{listed(one.differs)}".capitalize()


def _first(one: Discrepancy) -> str:
    return said(one.first)


def _second(one: Discrepancy) -> str:
    return said(one.second)
