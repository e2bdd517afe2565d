"""What the pages of a purchasing system share: which system, and how its fields are saved."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.foundation.dates import local_date
from starapp.foundation.exact import Rounding
from starapp.organisation.purchasing_systems import PurchasingSystem, Sealing
from starapp.organisation.queries import bodies, system, systems
from starapp.organisation.system_commands import add_system, save_system, starting_system
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import CommandDialog
from starapp.ui.settings.setting_page import SettingPage
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.date_fields import DateField
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.form import SavedForm, Values
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.text_fields import TextField
from starapp.ui.widgets.typed import about

Command = Callable[[Session], Change]
LISTS = ("outcome_domains", "admission")


class AddSystem(CommandDialog):
    """Asks what the system is called and who leads it; the rest starts with usual values."""

    def __init__(self, desk: Desk) -> None:
        text = "It starts with usual rates and rules, which you can change."
        super().__init__(desk, "Add a purchasing system", yes="Add system", text=text)
        known = [(one.id, one.name) for one in desk.work.read(bodies)]
        today = local_date(desk.now())
        self.reference = TextField()
        self.title_field = TextField()
        self.lead = Choice(known, empty="Choose a body")
        self.start = DateField(today, today=today)
        hint = "Short, for example FPS-2026"
        self.add_field(
            "reference", LabelledField("Reference", self.reference, hint=hint, key="newReference")
        )
        self.add_field("title", LabelledField("Title", self.title_field, key="newTitle"))
        self.add_field("lead_body_id", LabelledField("Led by", self.lead, key="newLead"))
        self.add_field("start", LabelledField("Starts on", self.start, key="newStart"))
        self._today = today
        self.reference.setFocus()

    def command(self) -> Command:
        """Adds the system with the usual rules."""
        values = starting_system(
            reference=self.reference.value(),
            title=self.title_field.value(),
            lead_body_id=self.lead.value(),
            start=self.start.day() or self._today,
        )
        return partial(add_system, values=values)


class SystemPage(SettingPage):
    """A page about one system; the choice of the system is shared by all of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: AddSystem | None = None
        self.system_id = ""
        self.systems = Choice()
        self.systems.chosen.connect(self._pick)
        self.systems_field = LabelledField("Purchasing system", self.systems, key="system")
        self.add_button = Button(
            "Add purchasing system", icon="plus", pressed=self.add_new, key="addSystem"
        )
        hide_unless(self.add_button, wanted=not self.read_only)
        self.head.add_right(self.add_button)
        self.empty = EmptyState(
            "No purchasing system yet",
            "A purchasing system holds the lots, rate types and rules every competition uses.",
            icon="layers",
        )
        self.form = SavedForm(desk, self._read, self._save, read_only=self.read_only)
        self.follow(self.form)
        self.cards: list[Card] = []
        self.page.add(self.empty)
        self.page.add(self.systems_field)
        self.build()
        for card in self.cards:
            self.page.add(card)
        self.page.body.addStretch(1)
        self.reload()

    def build(self) -> None:
        """Fills ``cards`` with the fields of the page."""
        raise NotImplementedError

    def show_system(self, shown: PurchasingSystem) -> None:
        """Shows what is not a field of the form."""

    def reload(self) -> None:
        """Shows the chosen system."""
        known = self._desk.work.read(systems)
        self.systems.show_options([(one.id, f"{one.reference} {one.title}") for one in known])
        self.systems_field.setVisible(len(known) > 1)
        self.empty.setVisible(not known)
        for card in self.cards:
            card.setVisible(bool(known))
        if not known:
            return
        if self.system_id in {one.id for one in known}:
            self.systems.choose(self.system_id)
            self.form.reload()
            self.show_system(self.stored())
        else:
            self._pick(known[0].id)

    def _pick(self, system_id: str) -> None:
        self.system_id = system_id
        self.systems.choose(system_id)
        self.errors.show_problems(())
        about(self.page, system_id)
        self.form.start()
        self.show_system(self.stored())

    def stored(self) -> PurchasingSystem:
        """The chosen system as it is in the file."""
        return self._desk.work.read(partial(system, system_id=self.system_id))

    def _read(self, session: Session) -> Values:
        found = system(session, self.system_id)
        return {place: _shown(getattr(found, place)) for place in self.form.editors}

    def _save(self, changed: Values) -> Command:
        return partial(edit_system, system_id=self.system_id, changed=changed)

    def add_new(self) -> None:
        """Asks for a new system."""
        self.dialog = AddSystem(self._desk)
        self.dialog.accepted.connect(self._added)
        self.dialog.open()

    def _added(self) -> None:
        if self.dialog is not None and self.dialog.done_change is not None:
            self.system_id = ""
            self.reload()
            self._pick(self.dialog.done_change.made)


def _shown(value: object) -> object:
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, Rounding | Sealing):
        return value.value
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def edit_system(session: Session, *, system_id: str, changed: Values) -> Change:
    """Saves some fields of a system as the fields of a form hold them."""
    values = dict(changed)
    for place in LISTS:
        if place in values:
            lines = str(values[place]).splitlines()
            values[place] = tuple(line.strip() for line in lines if line.strip())
    if "standstill_days" in values:
        values["standstill_days"] = int(values["standstill_days"])
    if "rounding" in values:
        values["rounding"] = Rounding(values["rounding"])
    if "sealing" in values:
        values["sealing"] = Sealing(values["sealing"])
    return save_system(session, values=replace(system(session, system_id), **values))
