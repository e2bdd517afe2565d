"""Types one paper sheet: the answers as a list, the fields of one beside it, a code to go to."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.foundation.problems import CannotDo, Problem
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.paper_codes import answer_of, paper_code
from starapp.panel.paper_entries import PaperEntry
from starapp.panel.read_return import IssuedPack
from starapp.panel.working_copy import Key
from starapp.ui import theme
from starapp.ui.panel.paper_answer_form import PaperAnswerForm, said
from starapp.ui.widgets.buttons import Button, button_row
from starapp.ui.widgets.choices import Check
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.text_fields import TextField


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One answer of the sheet and what was typed of it."""

    key: Key
    code: str
    title: str
    typed: ReturnedScore | None


def row_id(key: Key) -> str:
    """Bid and question as one name."""
    return ".".join(key)


def _id(row: TypedRow) -> str:
    return row_id(row.key)


def _code(row: TypedRow) -> str:
    return row.code


def _title(row: TypedRow) -> str:
    return row.title


def _typed(row: TypedRow) -> str:
    return said(row.typed) if row.typed else ""


COLUMNS: tuple[Column[TypedRow], ...] = (
    Column("Code", _code, strong=True, width=110),
    Column("Answer", _title, width=150),
    Column("Typed", _typed, tip=_typed, width=240),
)


class PaperTyping(QWidget):
    """One person's entry.

    Signals:
        edited: something was typed; it is kept when the entry is kept.
    """

    edited = Signal()

    def __init__(self, pack: IssuedPack, model: EvaluationModel, own: PaperEntry | None) -> None:
        super().__init__()
        self._pack, self._model = pack, model
        self._typed = {one.key: one for one in own.scores} if own else {}
        self._key = pack.wanted[0]
        self.progress = Progress("Typed")
        self.code = TextField(kept=False)
        self.code.returnPressed.connect(self.go_to_code)
        self.code_field = LabelledField(
            "Go to a code", self.code, hint="Type the code beside the answer, then Enter.",
            key="paperCode",
        )  # fmt: skip
        self.list: ListTable[TypedRow] = ListTable(
            "Answers of the sheet", COLUMNS, _id, scrolls=True, key="paperRows"
        )
        self.list.setFixedHeight(theme.px(270))
        self.list.picked.connect(self._picked)
        self.form = PaperAnswerForm(model)
        self.form.edited.connect(self._edited)
        self.next = Button("Next answer", pressed=partial(self._step, 1), key="nextPaperAnswer")
        self.next.set_tip("Ctrl+Enter")
        self.signed = Check(
            "The declaration on the paper is signed", on=bool(own and own.signed), key="paperSigned"
        )
        self.signed.ticked.connect(self._ticked)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(self.next.click)
            self.addAction(action)
        self._show_rows()
        self._show(self._key)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.progress)
        left.addWidget(self.code_field)
        left.addWidget(self.list)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.form)
        right.addWidget(button_row(self.next))
        right.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(20)
        beside.addLayout(left, 3)
        beside.addLayout(right, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.signed)
        box.addLayout(beside, 1)

    def scores(self) -> tuple[ReturnedScore, ...]:
        """Everything typed, in the order of the sheet."""
        return tuple(self._typed[key] for key in self._pack.wanted if key in self._typed)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Goes to the first answer that is named."""
        named = {row_id(key): key for key in self._pack.wanted}
        for problem in problems:
            if problem.place in named:
                self._show(named[problem.place])
                return

    def go_to_code(self) -> None:
        """Goes to the answer whose code is typed."""
        try:
            key = answer_of(self._pack.id, self.code.value(), self._pack.wanted)
        except CannotDo as refused:
            self.code_field.show_problem(refused.problems[0].words)
            return
        self.code_field.clear_problem()
        self.code.clear()
        self._show(key)
        self.form.score.setFocus()

    def _rows(self) -> list[TypedRow]:
        return [
            TypedRow(
                key, paper_code(self._pack.id, key), f"Bid {key[0]}, {key[1]}", self._typed.get(key)
            )
            for key in self._pack.wanted
        ]

    def _show_rows(self) -> None:
        self.list.show_rows(self._rows())
        self.progress.show_count(len(self._typed), len(self._pack.wanted))

    def _show(self, key: Key) -> None:
        self._key = key
        bid, code = key
        question = self._model.criterion(code)
        title = f"{paper_code(self._pack.id, key)}: Bid {bid}, {code} {question.title}"
        self.form.show_answer(key, title, self._typed.get(key))
        self.list.choose(row_id(key))

    def _picked(self, name: str) -> None:
        key = next((key for key in self._pack.wanted if row_id(key) == name), None)
        if key is not None and key != self._key:
            self._show(key)

    def _edited(self) -> None:
        one = self.form.value()
        if one is None:
            self._typed.pop(self._key, None)
        else:
            self._typed[self._key] = one
        self._show_rows()
        self.list.choose(row_id(self._key))
        self.edited.emit()

    def _ticked(self, _on: bool) -> None:  # noqa: FBT001 # Qt's own signal
        self.edited.emit()

    def _step(self, by: int) -> None:
        wanted = self._pack.wanted
        self._show(wanted[(wanted.index(self._key) + by) % len(wanted)])
        self.form.score.setFocus()
