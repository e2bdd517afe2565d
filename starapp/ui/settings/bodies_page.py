"""Settings, Bodies: the councils and NHS bodies that share the workspace."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.organisation.commands import BODY_KINDS, add_body, edit_body
from starapp.organisation.people import Body
from starapp.organisation.queries import bodies, body
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import CommandDialog
from starapp.ui.settings.setting_page import SettingPage
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.form import SavedForm, Values
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.text_fields import TextField
from starapp.ui.widgets.typed import about

Command = Callable[[Session], Change]
KINDS = [(kind, kind[:1].upper() + kind[1:]) for kind in BODY_KINDS]


def _id(row: Body) -> str:
    return row.id


def _code(row: Body) -> str:
    return row.code


def _name(row: Body) -> str:
    return row.name


def _kind(row: Body) -> str:
    return row.kind[:1].upper() + row.kind[1:]


COLUMNS: tuple[Column[Body], ...] = (
    Column("Code", _code, width=90),
    Column("Name", _name, strong=True),
    Column("Kind", _kind, width=150),
)


class AddBody(CommandDialog):
    """Asks for the name and kind of a new body."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Add a body", yes="Add body")
        self.name = TextField()
        self.kind = Choice(KINDS)
        self.add_field("name", LabelledField("Name", self.name, key="newName"))
        self.add_field("kind", LabelledField("Kind", self.kind, key="newKind"))
        self.name.setFocus()

    def command(self) -> Command:
        """Adds the body."""
        return partial(add_body, name=self.name.value(), kind=self.kind.value())


class BodiesPage(SettingPage):
    """The list of bodies and the form of the chosen one."""

    title = "Bodies"
    line = "Councils and NHS bodies that share the purchasing system. Areas of work are bodies too."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: AddBody | None = None
        self._chosen = ""
        self.add_button = Button("Add body", icon="plus", pressed=self.add_new, key="addBody")
        hide_unless(self.add_button, wanted=not self.read_only)
        self.head.add_right(self.add_button)
        self.empty = EmptyState(
            "No bodies yet", "Add the body you work for first.", icon="landmark"
        )
        self.table: ListTable[Body] = ListTable("Bodies", COLUMNS, _id, key="bodies")
        self.list = Card("All bodies", padded=False)
        self.list.add(self.table)
        self.form = SavedForm(desk, self._read, self._save, read_only=self.read_only)
        self.card = Card("Chosen body")
        self.card.add(
            field_row(
                self.form.add("name", "Name", TextField(), hint="As it is written in letters"),
                self.form.add("kind", "Kind", Choice(KINDS), hint="Council or NHS body"),
                stretch=(2, 1),
            )
        )
        self.follow(self.form)
        self.table.picked.connect(self._pick)
        for part in (self.empty, self.list, self.card):
            self.page.add(part)
        self.page.body.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Shows the bodies."""
        rows = self._desk.work.read(bodies)
        self.table.show_rows(rows)
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.card.setVisible(bool(rows))
        if not self._chosen and rows:
            self.table.choose(rows[0].id)
        elif self._chosen:
            self.form.reload()

    def _pick(self, body_id: str) -> None:
        self._chosen = body_id
        if body_id:
            self.card.title.setText(self._desk.work.read(partial(body, body_id=body_id)).code)
            about(self.card, body_id)
            self.form.start()

    def _read(self, session: Session) -> Values:
        found = body(session, self._chosen)
        return {"name": found.name, "kind": found.kind}

    def _save(self, changed: Values) -> Command:
        return partial(_edit, body_id=self._chosen, changed=changed)

    def add_new(self) -> None:
        """Asks for a new body."""
        self.dialog = AddBody(self._desk)
        self.dialog.accepted.connect(self._added)
        self.dialog.open()

    def _added(self) -> None:
        self.reload()
        if self.dialog is not None and self.dialog.done_change is not None:
            self.table.choose(self.dialog.done_change.made)


def _edit(session: Session, *, body_id: str, changed: Values) -> Change:
    now = body(session, body_id)
    values = {"name": now.name, "kind": now.kind} | dict(changed)
    return edit_body(session, body_id=body_id, name=values["name"], kind=values["kind"])
