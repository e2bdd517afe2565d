"""Settings, People: who uses the workspace, and what each may do."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.history.acting import Role
from starapp.organisation.commands import add_person, edit_person
from starapp.organisation.people import Person
from starapp.organisation.queries import bodies, people, person
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import CommandDialog
from starapp.ui.settings.setting_page import SettingPage
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, Section
from starapp.ui.widgets.choices import Check, Choice, Switch
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.form import SavedForm, Values
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.text_fields import TextField
from starapp.ui.widgets.typed import about

Command = Callable[[Session], Change]


def role_words(role: Role) -> str:
    """The role with a capital letter."""
    return role.value[:1].upper() + role.value[1:]


def _id(row: Person) -> str:
    return row.id


def _name(row: Person) -> str:
    return row.name


def _title(row: Person) -> str:
    return row.title or "No title"


def _roles(row: Person) -> str:
    told = ", ".join(role.value for role in Role if role in row.roles)
    told = told[:1].upper() + told[1:]
    return told if row.active else f"Left. Was {told.lower()}"


COLUMNS: tuple[Column[Person], ...] = (
    Column("Person", _name, second=_title, strong=True),
    Column("Roles", _roles),
)


class AddPerson(CommandDialog):
    """Asks who joins, from which body, with which roles."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Add a person", yes="Add person")
        self.name = TextField()
        self.title_field = TextField()
        self.body_choice = Choice(
            [(one.id, one.name) for one in desk.work.read(bodies)], empty="Choose a body"
        )
        self.roles = {role: Check(role_words(role), key=f"new-{role.name}") for role in Role}
        hint = "A name, or a role such as Lead commissioner"
        self.add_field("name", LabelledField("Person", self.name, hint=hint, key="newName"))
        self.add_field(
            "title",
            LabelledField("Title", self.title_field, hint="As records show it", key="newTitle"),
        )
        self.add_field("body", LabelledField("Body", self.body_choice, key="newBody"))
        self.add_field("roles", Section("Roles", "One or more"))
        self.add(flow(*self.roles.values()))
        self.name.setFocus()

    def command(self) -> Command:
        """Adds the person."""
        return partial(
            add_person,
            name=self.name.value(),
            title=self.title_field.value(),
            body_id=self.body_choice.value(),
            roles=frozenset(role for role, box in self.roles.items() if box.isChecked()),
        )


class PeoplePage(SettingPage):
    """The list of people and the form of the chosen one."""

    title = "People"
    line = "Nobody is deleted: who left is made inactive and stays in the record."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: AddPerson | None = None
        self._chosen = ""
        self.add_button = Button("Add person", icon="plus", pressed=self.add_new, key="addPerson")
        hide_unless(self.add_button, wanted=not self.read_only)
        self.head.add_right(self.add_button)
        self.empty = EmptyState("Nobody yet", "Add the people who use STAR.", icon="users")
        self.table: ListTable[Person] = ListTable(
            "People", COLUMNS, _id, row_height=56, key="people"
        )
        self.list = Card("Everybody", padded=False)
        self.list.add(self.table)
        self.form = SavedForm(desk, self._read, self._save, read_only=self.read_only)
        self.card = Card("Chosen person")
        self._build_form()
        self.follow(self.form)
        self.table.picked.connect(self._pick)
        for part in (self.empty, self.list, self.card):
            self.page.add(part)
        self.page.body.addStretch(1)
        self.reload()

    def _build_form(self) -> None:
        add = self.form.add
        self.body_choice = Choice()
        self.card.add(
            field_row(
                add("name", "Person", TextField(), hint="A name, or a role"),
                add("title", "Title", TextField(), hint="As records show it"),
            )
        )
        self.card.add(add("body", "Body", self.body_choice))
        self.card.add(Section("Roles", "One or more"))
        boxes = [Check(role_words(role), key=f"role-{role.name}") for role in Role]
        for role, box in zip(Role, boxes, strict=True):
            self.form.hold(role.value, box)
        self.card.add(flow(*boxes))
        self.card.add(self.form.hold("active", Switch("Works here now", key="active")))

    def reload(self) -> None:
        """Shows everybody."""
        self.body_choice.show_options([(b.id, b.name) for b in self._desk.work.read(bodies)])
        rows = self._desk.work.read(people)
        self.table.show_rows(rows)
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.card.setVisible(bool(rows))
        if not self._chosen and rows:
            self.table.choose(rows[0].id)
        elif self._chosen:
            self.form.reload()

    def _pick(self, person_id: str) -> None:
        self._chosen = person_id
        if person_id:
            found = self._desk.work.read(partial(person, person_id=person_id))
            self.card.title.setText(found.name)
            self.errors.show_problems(())
            about(self.card, person_id)
            self.form.start()

    def _read(self, session: Session) -> Values:
        return person_values(person(session, self._chosen))

    def _save(self, changed: Values) -> Command:
        return partial(_edit, person_id=self._chosen, changed=changed)

    def add_new(self) -> None:
        """Asks for a new person."""
        self.dialog = AddPerson(self._desk)
        self.dialog.accepted.connect(self._added)
        self.dialog.open()

    def _added(self) -> None:
        self.reload()
        if self.dialog is not None and self.dialog.done_change is not None:
            self.table.choose(self.dialog.done_change.made)


def person_values(found: Person) -> dict[str, object]:
    """The values of a person's fields; one for each role."""
    values: dict[str, object] = {role.value: role in found.roles for role in Role}
    return values | {
        "name": found.name,
        "title": found.title,
        "body": found.body_id,
        "active": found.active,
    }


def _edit(session: Session, *, person_id: str, changed: Values) -> Change:
    values = person_values(person(session, person_id)) | dict(changed)
    return edit_person(
        session,
        person_id=person_id,
        name=str(values["name"]),
        title=str(values["title"]),
        body_id=str(values["body"]),
        roles=frozenset(role for role in Role if values[role.value]),
        active=bool(values["active"]),
    )
