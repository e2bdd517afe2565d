"""Settings, Rate types: the lines of every price schedule."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.foundation.problems import Problem
from starapp.organisation.purchasing_systems import PurchasingSystem, RateType, Unit
from starapp.organisation.queries import system
from starapp.organisation.rate_types import add_rate_type, remove_rate_type
from starapp.organisation.system_commands import save_system
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import CommandDialog
from starapp.ui.settings.system_page import SystemPage
from starapp.ui.widgets.buttons import Button, IconButton
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.choices import Check, Choice
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.form import SavedForm, Values, column_of
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.named import named
from starapp.ui.widgets.text_fields import TextField

Command = Callable[[Session], Change]
UNITS = [(unit.value, unit.value[:1].upper() + unit.value[1:]) for unit in Unit]


class AddRate(CommandDialog):
    """Asks what a new rate type is called and what it buys."""

    def __init__(self, desk: Desk, system_id: str) -> None:
        text = "It stands on the price schedule of every competition made from now on."
        super().__init__(desk, "Add a rate type", yes="Add rate type", text=text)
        self._system_id = system_id
        self.name = TextField()
        self.unit = Choice(UNITS)
        self.add_field("name", LabelledField("Name", self.name, key="newName"))
        self.add_field("unit", LabelledField("Paid by the", self.unit, key="newUnit"))
        self.name.setFocus()

    def command(self) -> Command:
        """Adds the rate type."""
        return partial(
            add_rate_type,
            system_id=self._system_id,
            name=self.name.value(),
            unit=Unit(self.unit.value()),
        )


class RatesPage(SystemPage):
    """The rate types of a system."""

    title = "Rate types"
    line = "The lines of every price schedule. A published competition keeps its own."

    def build(self) -> None:
        """Builds the card; its lines come with the system."""
        self.rate_dialog: AddRate | None = None
        self._shown_for: tuple[str, tuple[str, ...]] = ("", ())
        self.rates: SavedForm | None = None
        self.add_rate = Button(
            "Add rate type", icon="plus", size="small", pressed=self.add_new_rate, key="addRate"
        )
        hide_unless(self.add_rate, wanted=not self.read_only)
        self.card = Card("Rate types")
        self.card.add_right(self.add_rate)
        self.cards = [self.card]

    def show_system(self, shown: PurchasingSystem) -> None:
        """Shows a line per rate type."""
        wanted = (shown.id, tuple(rate.code for rate in shown.rate_types))
        if self.rates is not None and wanted == self._shown_for:
            self.rates.reload()
            return
        self._shown_for = wanted
        clear(self.card.body)
        self.rates = SavedForm(
            self._desk, self._read_rates, self._save_rates, read_only=self.read_only
        )
        form = self.rates
        lines = column_of(
            *(self._line(form, rate, first=not n) for n, rate in enumerate(shown.rate_types))
        )
        form.setParent(lines)
        self.follow(form)
        self.card.add(lines)
        self.rates.start()

    def _line(self, form: SavedForm, rate: RateType, *, first: bool) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        name, unit = TextField(), Choice(UNITS)
        floor = Check("Hourly floor", key=f"floor-{rate.code}")
        form.hold(f"rate_types.{rate.code}.name", name)
        form.hold(f"rate_types.{rate.code}.unit", unit)
        form.hold(f"rate_types.{rate.code}.floor", floor)
        line.addWidget(name, 4)
        line.addWidget(unit, 2)
        line.addWidget(floor, 2)
        if not self.read_only:
            press = partial(self._ask_remove, rate)
            line.addWidget(
                IconButton(
                    "trash-2", f"Remove {rate.name}", pressed=press, key=f"remove-{rate.code}"
                )
            )
        holder.setFocusProxy(name)
        words = "Name, what it is paid by, and whether the lot's hourly floor applies"
        field = LabelledField(words if first else "", holder)
        field.label.setVisible(first)
        named(name, f"{rate.name}, name", key=f"name-{rate.code}")
        named(unit, f"{rate.name}, paid by", key=f"unit-{rate.code}")
        floor.setAccessibleName(f"{rate.name}, hourly floor")
        form.fields[f"rate_types.{rate.code}"] = field
        form.words[f"rate_types.{rate.code}"] = partial(_told, name, unit, floor)
        return field

    def _read_rates(self, session: Session) -> Values:
        values: dict[str, object] = {}
        for rate in system(session, self.system_id).rate_types:
            values[f"rate_types.{rate.code}.name"] = rate.name
            values[f"rate_types.{rate.code}.unit"] = rate.unit.value
            values[f"rate_types.{rate.code}.floor"] = rate.hourly_floor
        return values

    def _save_rates(self, changed: Values) -> Command:
        return partial(_edit_rates, system_id=self.system_id, changed=dict(changed))

    def add_new_rate(self) -> None:
        """Asks for a new rate type."""
        self.rate_dialog = AddRate(self._desk, self.system_id)
        self.rate_dialog.accepted.connect(self.reload)
        self.rate_dialog.open()

    def _ask_remove(self, rate: RateType) -> None:
        self._desk.ask(
            f"Remove {rate.name}?",
            text="It no longer stands on new price schedules. Earlier competitions keep it.",
            yes="Remove rate type",
            risky=True,
            then=partial(self._remove, rate.code),
        )

    def _remove(self, code: str) -> None:
        command = partial(remove_rate_type, system_id=self.system_id, code=code)
        self._desk.work.do(command, done=self._removed, refused=self._refused)

    def _removed(self, _change: Change) -> None:
        self.reload()

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems)


def _told(name: TextField, unit: Choice, floor: Check) -> str:
    words = f"{name.value()}, by the {unit.currentText().lower()}"
    return f"{words}, hourly floor applies" if floor.isChecked() else words


def _edit_rates(session: Session, *, system_id: str, changed: Values) -> Change:
    now = system(session, system_id)
    rates = tuple(
        replace(
            rate,
            name=changed.get(f"rate_types.{rate.code}.name", rate.name),
            unit=Unit(changed.get(f"rate_types.{rate.code}.unit", rate.unit)),
            hourly_floor=changed.get(f"rate_types.{rate.code}.floor", rate.hourly_floor),
        )
        for rate in now.rate_types
    )
    return save_system(session, values=replace(now, rate_types=rates))
