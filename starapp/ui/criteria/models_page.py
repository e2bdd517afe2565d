"""The list of evaluation models: new from a starter, copy, delete a draft, open."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.criteria.commands import add_model, copy_model, delete_model
from starapp.criteria.criteria_tree import part_marks
from starapp.criteria.evaluation_model import Kind, Part
from starapp.criteria.queries import StoredModel, models
from starapp.criteria.templates import TEMPLATES
from starapp.foundation.canonical import seal_text
from starapp.foundation.change import Change
from starapp.foundation.exact import plain
from starapp.foundation.problems import Problem
from starapp.history.acting import Role
from starapp.ui.criteria.model_rows import PART_NAMES
from starapp.ui.criteria.new_model import NewModel
from starapp.ui.desk import Desk, Place
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, PageHead, Scroll
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.tags import TagLook


def _id(row: StoredModel) -> str:
    return row.id


def _name(row: StoredModel) -> str:
    return row.name


def _state(row: StoredModel) -> str:
    return row.state.capitalize()


def _tag(row: StoredModel) -> TagLook:
    return TagLook("Locked", "green", "lock") if row.locked else TagLook("Draft", "blue", "pencil")


def _parts(row: StoredModel) -> str:
    return "/".join(plain(part_marks(row.model, part)) for part in Part)


def _parts_said(row: StoredModel) -> str:
    marks = (f"{PART_NAMES[part]} {plain(part_marks(row.model, part))}%" for part in Part)
    return ", ".join(marks)


def _questions(row: StoredModel) -> str:
    return str(len(row.model.leaves(Kind.SCORED)) + len(row.model.leaves(Kind.PASS_FAIL)))


def _seal(row: StoredModel) -> str:
    return seal_text(row.fingerprint) if row.fingerprint else "Not locked yet"


MODEL_COLUMNS: tuple[Column[StoredModel], ...] = (
    Column("Model", _name, strong=True),
    Column("Quality/price/social", _parts, numeric=True, accessible=_parts_said, width=170),
    Column("Questions", _questions, numeric=True, width=100),
    Column("State", _state, tag=_tag, width=130),
    Column("Fingerprint", _seal, mono=True, width=220),
)


class ModelsPage(QWidget):
    """Every model of the workspace."""

    title = "Evaluation models"
    help_topic = "evaluation-model"
    touches = frozenset({"models"})

    def __init__(self, desk: Desk, _place: Place) -> None:
        super().__init__()
        self._desk = desk
        self.dialog: NewModel | None = None
        may = desk.actor().can(Role.COMMISSIONER, Role.PROCUREMENT) and not desk.read_only()
        self._may = may
        self.copy = Button("Copy", icon="copy", pressed=self.copy_chosen, key="copyModel")
        self.delete = Button(
            "Delete draft", icon="trash-2", pressed=self.ask_delete, key="deleteModel"
        )
        head = PageHead(self.title, "How bids are judged: questions, weights and rules.")
        head.add_right(self.delete, self.copy)
        hide_unless(self.copy, self.delete, wanted=may)
        self.errors = ErrorSummary()
        self.table: ListTable[StoredModel] = ListTable(
            "Evaluation models", MODEL_COLUMNS, _id, row_height=48, key="models"
        )
        self.table.opened.connect(self._open)
        self.table.picked.connect(self._picked)
        self.list = Card("Models", padded=False)
        self.list.add(self.table)
        page = Scroll()
        for widget in (head, self.errors, self.list, self._starters()):
            page.add(widget)
        page.body.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        self.reload()

    def _starters(self) -> QWidget:
        card = Card("Start a new model")
        hide_unless(card, wanted=self._may)
        for code, (title, holds, _) in TEMPLATES.items():
            card.add(Words(f"{title}: {holds}", "body", wrap=True))
            button = Button(f"Start from {title.lower()}", icon="plus",
                            pressed=partial(self.add_from, code), key=f"new-{code}")  # fmt: skip
            card.add(flow(button))
        return card

    def reload(self) -> None:
        """Shows what is in the file now."""
        rows = self._desk.work.read(models)
        self.table.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._picked(self.table.current())

    def _picked(self, _model_id: str) -> None:
        row = self.table.current_row()
        if row is None:
            self.copy.off("Choose a model in the list first.")
            self.delete.off("Choose a draft in the list first.")
            return
        self.copy.on()
        if row.locked:
            self.delete.off("A locked model cannot be deleted.")
        else:
            self.delete.on()

    def _open(self, model_id: str) -> None:
        self._desk.go(Place("model", model_id))

    def add_from(self, code: str) -> None:
        """Asks for a name and starts from a starter."""
        self._ask(TEMPLATES[code][2]().name, partial(self._add, code))

    def copy_chosen(self) -> None:
        """Asks for a name and copies the chosen model."""
        row = self.table.current_row()
        if row is not None:
            self._ask(f"{row.name}, copy", partial(self._copy, row.id))

    def _ask(self, name: str, then: Callable[[], None]) -> None:
        self.dialog = NewModel(name, parent=self.window())
        self.dialog.accepted.connect(then)
        self.dialog.open()

    def _add(self, code: str) -> None:
        assert self.dialog is not None  # noqa: S101 - it was just accepted
        model = replace(TEMPLATES[code][2](), name=self.dialog.name())
        self._do(partial(add_model, model=model))

    def _copy(self, model_id: str) -> None:
        assert self.dialog is not None  # noqa: S101 - it was just accepted
        self._do(partial(copy_model, model_id=model_id, name=self.dialog.name()))

    def _do(self, command: "partial[Change]") -> None:
        self._desk.work.do(command, done=self._made, refused=self._refused)

    def _made(self, change: Change) -> None:
        self.errors.show_problems(())
        self._desk.go(Place("model", change.made))

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems)

    def ask_delete(self) -> None:
        """Asks before a draft is deleted."""
        row = self.table.current_row()
        if row is not None and not row.locked:
            self._desk.ask(
                f"Delete {row.name}?",
                text="The draft and its questions are deleted. This cannot be undone.",
                yes="Delete draft",
                then=partial(self._delete, row.id),
                risky=True,
            )

    def _delete(self, model_id: str) -> None:
        command = partial(delete_model, model_id=model_id)
        self._desk.work.do(command, refused=self._refused)
