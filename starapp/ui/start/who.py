"""Who is using this PC: the person the record will name for what is done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from starapp.organisation.people import Person
from starapp.ui import theme
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable


def _name(person: Person) -> str:
    return person.name


def _title(person: Person) -> str:
    return person.title


def _roles(person: Person) -> str:
    return ", ".join(sorted(role.value for role in person.roles)).capitalize()


def _id(person: Person) -> str:
    return person.id


_PEOPLE: tuple[Column[Person], ...] = (
    Column("Name", _name, strong=True, second=_title),
    Column("Roles", _roles),
)


class WhoIsUsing(Sheet):
    """Lists the people of the workspace.

    Signals:
        chosen: the ``Person``.
    """

    chosen = Signal(object)

    def __init__(self, people: Sequence[Person], *, parent: QWidget | None = None) -> None:
        super().__init__(
            "Who is using this PC?",
            text="The record names this person for everything done from now on.",
            width=560,
            parent=parent,
        )
        self.setObjectName("whoIsUsing")
        self.people = tuple(people)
        self.table: ListTable[Person] = ListTable(
            "People", _PEOPLE, _id, row_height=56, scrolls=True
        )
        self.table.setMinimumHeight(theme.px(min(34 + 56 * max(len(people), 2), 400)))
        self.table.show_rows(people)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self._take)
        self.add(self.table, 1)
        self.cancel = Button("Cancel", pressed=self.reject)
        self.use = Button("Go on", kind="main", pressed=self._go_on, key="goOn")
        self.use.off("Choose a person first.")
        self.add_answers(self.cancel, self.use)
        if people:
            self.table.choose(people[0].id)
        self.table.setFocus()

    def _pick(self, person_id: str) -> None:
        person = self.table.current_row()
        if person_id and person is not None:
            self.use.on()
            self.use.set_text(f"Go on as {person.name}")

    def _go_on(self) -> None:
        self._take(self.table.current())

    def _take(self, person_id: str) -> None:
        """Takes the person of the row that was opened, and nobody else."""
        person = next((one for one in self.people if one.id == person_id), None)
        if person is not None:
            self.accept()
            self.chosen.emit(person)
