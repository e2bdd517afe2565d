"""Settings, Lots and limits: the lots of a system, each with its ceilings and floors."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.organisation.purchasing_systems import Lot, PurchasingSystem, RateType
from starapp.organisation.queries import system
from starapp.organisation.system_commands import save_lot
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import CommandDialog
from starapp.ui.settings.limits_card import LimitsCard
from starapp.ui.settings.system_page import SystemPage
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.choices import Switch
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.form import SavedForm, Values
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.text_fields import LongText, TextField
from starapp.ui.widgets.typed import about

Command = Callable[[Session], Change]
PLACES = ("code", "name", "description", "cqc_required")


def _id(row: Lot) -> str:
    return row.id


def _code(row: Lot) -> str:
    return row.code


def _name(row: Lot) -> str:
    return row.name


def _cqc(row: Lot) -> str:
    return "Needed" if row.cqc_required else "Not needed"


def _set(row: Lot) -> str:
    number = sum(1 for x in row.limits if x.ceiling is not None or x.floor is not None)
    if not number:
        return "No rate type"
    return f"{number} rate types" if number != 1 else "1 rate type"


COLUMNS: tuple[Column[Lot], ...] = (
    Column("Lot", _code, width=80, strong=True),
    Column("Name", _name),
    Column("CQC registration", _cqc, width=170),
    Column("Limits set for", _set, width=150),
)


class AddLot(CommandDialog):
    """Asks for the code and name of a new lot."""

    def __init__(self, desk: Desk, system_id: str) -> None:
        super().__init__(desk, "Add a lot", yes="Add lot")
        self._system_id = system_id
        self.code = TextField(most=12)
        self.name = TextField()
        hint = "Short, for example L2"
        self.add_field("code", LabelledField("Code", self.code, hint=hint, key="newCode"))
        self.add_field("name", LabelledField("Name", self.name, key="newName"))
        self.code.setFocus()

    def command(self) -> Command:
        """Adds the lot."""
        lot = Lot("", self.code.value(), self.name.value())
        return partial(save_lot, system_id=self._system_id, lot=lot)


class LotsPage(SystemPage):
    """The list of lots, the fields of the chosen one, and its limits."""

    title = "Lots and limits"
    line = "A published competition keeps the limits it was published with."

    def build(self) -> None:
        """Builds the list and the form."""
        self.add_dialog: AddLot | None = None
        self._chosen = ""
        self._limits_for: tuple[str, tuple[RateType, ...]] = ("", ())
        self.limits: LimitsCard | None = None
        self.add_lot = Button(
            "Add lot", icon="plus", size="small", pressed=self.add_new_lot, key="addLot"
        )
        hide_unless(self.add_lot, wanted=not self.read_only)
        listed = Card("Lots", padded=False)
        listed.add_right(self.add_lot)
        self.table: ListTable[Lot] = ListTable("Lots", COLUMNS, _id, key="lots")
        self.table.picked.connect(self._pick_lot)
        listed.add(self.table)
        self.lot_form = SavedForm(
            self._desk, self._read_lot, self._save_lot, read_only=self.read_only
        )
        self.follow(self.lot_form)
        self.lot_card = Card("Chosen lot")
        self._build_lot()
        self._holder = Card(padded=False)
        self._holder.setProperty("look", "page")
        self.cards = [listed, self.lot_card, self._holder]

    def _build_lot(self) -> None:
        add = self.lot_form.add
        code = add("code", "Code", TextField(most=12))
        name = add("name", "Name", TextField())
        self.lot_card.add(field_row(code, name, stretch=(1, 4)))
        about = LongText(lines=2, count=False)
        self.lot_card.add(add("description", "What it is for", about, optional=True))
        cqc = Switch("Providers need CQC registration", key="cqcRequired")
        self.lot_card.add(self.lot_form.hold("cqc_required", cqc))

    def show_system(self, shown: PurchasingSystem) -> None:
        """Shows the lots of the system."""
        self.table.show_rows(shown.lots)
        known = {lot.id for lot in shown.lots}
        for card in (self.lot_card, self._holder):
            card.setVisible(bool(known))
        if self._chosen in known:
            self.lot_form.reload()
            self._show_limits(shown)
        elif shown.lots:
            self.table.choose(shown.lots[0].id)

    def _pick_lot(self, lot_id: str) -> None:
        self._chosen = lot_id
        if not lot_id:
            return
        shown = self.stored()
        self.lot_card.title.setText(f"Lot {shown.lot(lot_id).code}")
        self.errors.show_problems(())
        about(self.lot_card, lot_id)
        self.lot_form.start()
        self._show_limits(shown)

    def _show_limits(self, shown: PurchasingSystem) -> None:
        wanted = (self._chosen, shown.rate_types)
        if self.limits is not None and wanted == self._limits_for:
            self.limits.form.reload()
            return
        self._limits_for = wanted
        about(self._holder, self._chosen)
        clear(self._holder.body)
        self.limits = LimitsCard(
            self._desk, system_id=shown.id, lot_id=self._chosen, rates=shown.rate_types,
            read_only=self.read_only,
        )  # fmt: skip
        self.follow(self.limits.form)
        self._holder.add(self.limits)

    def _read_lot(self, session: Session) -> Values:
        lot = system(session, self.system_id).lot(self._chosen)
        return {place: getattr(lot, place) for place in PLACES}

    def _save_lot(self, changed: Values) -> Command:
        return partial(
            _edit_lot, system_id=self.system_id, lot_id=self._chosen, changed=dict(changed)
        )

    def add_new_lot(self) -> None:
        """Asks for a new lot."""
        self.add_dialog = AddLot(self._desk, self.system_id)
        self.add_dialog.accepted.connect(self._lot_added)
        self.add_dialog.open()

    def _lot_added(self) -> None:
        self.reload()
        if self.add_dialog is not None and self.add_dialog.done_change is not None:
            self.table.choose(self.add_dialog.done_change.made)


def _edit_lot(session: Session, *, system_id: str, lot_id: str, changed: Values) -> Change:
    lot = system(session, system_id).lot(lot_id)
    return save_lot(session, system_id=system_id, lot=replace(lot, **changed))
