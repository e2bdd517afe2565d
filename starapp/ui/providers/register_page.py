"""The provider register: find the right providers, and see what is about to run out."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.foundation.dates import local_date
from starapp.history.acting import Role
from starapp.history.history import entries
from starapp.organisation.people import Body
from starapp.organisation.purchasing_systems import Lot
from starapp.organisation.queries import bodies, systems
from starapp.providers.queries import count, provider, provider_ids, provider_rows
from starapp.providers.register import Provider
from starapp.ui import theme
from starapp.ui.desk import Desk, Place
from starapp.ui.providers.filter_bar import FilterBar
from starapp.ui.providers.provider_columns import ProviderColumns
from starapp.ui.providers.provider_form import Offered, ProviderForm
from starapp.ui.providers.provider_panel import ProviderPanel
from starapp.ui.providers.status_dialog import REINSTATE, REMOVE, SUSPEND, StatusDialog, Step
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, PageHead
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.rows_model import Order
from starapp.ui.widgets.rows_table import RowsTable
from starapp.ui.widgets.split import Split

MAY_CHANGE = (Role.COMMISSIONER, Role.PROCUREMENT, Role.ADMINISTRATOR)
NEWEST = 20


class RegisterPage(QWidget):
    """The register with a filter line, a table and a side panel."""

    title = "Providers"
    help_topic = "providers"
    touches = frozenset({"providers", "systems", "organisation"})

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self.setObjectName("registerPage")
        self._desk = desk
        self._today = local_date(desk.now())
        self._lots: tuple[Lot, ...] = ()
        self._bodies: tuple[Body, ...] = ()
        self.dialog: ProviderForm | StatusDialog | None = None
        self._may_change = desk.actor().can(*MAY_CHANGE) and not desk.read_only()
        self._read_lots()
        self.add_button = Button(
            "Add provider", kind="main", icon="plus", pressed=self.add_new, key="addProvider"
        )
        hide_unless(self.add_button, wanted=self._may_change)
        self.filters = FilterBar()
        self.filters.offer(self._lots, self._bodies)
        self.filters.recall()
        self.panel = ProviderPanel(may_change=self._may_change)
        self._build_table()
        self._build_empty()
        self._lay_out()
        self._connect()
        self._make_actions()
        self.reload()
        self._start_with(place)

    def _read_lots(self) -> None:
        found = self._desk.work.read(systems)
        self._lots = tuple(lot for system in found for lot in system.lots)
        self._bodies = self._desk.work.read(bodies)

    def _build_table(self) -> None:
        columns = ProviderColumns(self._lots, self._today).columns()
        self.table: RowsTable[Provider] = RowsTable(
            "Providers", columns, self._load_ids, self._load_rows, row_height=56, key="providers"
        )

    def _build_empty(self) -> None:
        self.empty = EmptyState(
            "No providers yet",
            "The register holds every provider that was admitted, with its lots and areas.",
            icon="building-2",
            button="Add the first provider" if self._may_change else "",
            pressed=self.add_new,
        )
        self.nothing = EmptyState(
            "No provider matches",
            "Use fewer words or take a filter away.",
            icon="search",
            button="Clear filters",
            pressed=self.filters.clear,
        )

    def _lay_out(self) -> None:
        head = PageHead(self.title)
        head.add_right(self.add_button)
        self._list = Card(padded=False)
        self._list.add(self.table, 1)
        self._list.setMinimumWidth(theme.px(620))
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._list, 1)
        inner.addWidget(self.nothing)
        self.split = Split("providers", left, self.panel, parts=(70, 30))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 18, 24, 18)
        box.setSpacing(14)
        box.addWidget(head)
        box.addWidget(self.filters)
        box.addWidget(self.split, 1)
        box.addWidget(self.empty)
        box.addStretch(0)

    def _connect(self) -> None:
        self.filters.changed.connect(self._narrow)
        self.table.picked.connect(self._show)
        self.table.opened.connect(self._open)
        self.panel.close_button.clicked.connect(self._close_panel)
        self.panel.edit.clicked.connect(self.edit_chosen)
        self.panel.suspend.clicked.connect(partial(self.change_status, SUSPEND))
        self.panel.reinstate.clicked.connect(partial(self.change_status, REINSTATE))
        self.panel.remove.clicked.connect(partial(self.change_status, REMOVE))

    def _make_actions(self) -> None:
        for words, act in (
            ("Add provider", self.add_new),
            ("Edit provider", self.edit_chosen),
        ):
            action = QAction(words, self)
            action.setEnabled(self._may_change)
            action.triggered.connect(act)
            self.addAction(action)

    def main_action(self) -> QAction:
        """Adds a provider."""
        return self.actions()[0]

    def regions(self) -> tuple[QWidget, ...]:
        """The parts F6 goes through."""
        return (self.filters, self.table, self.panel)

    def _start_with(self, place: Place) -> None:
        if not place.id:
            return
        if self.table.rows.place_of(place.id) < 0:
            self.filters.clear()
        self.table.choose(place.id)
        self.split.show_panel()

    def reload(self) -> None:
        """Shows what is in the file now."""
        self._today = local_date(self._desk.now())
        before = self._lots
        self._read_lots()
        self.filters.offer(self._lots, self._bodies)
        if before != self._lots:
            self.table.rows.columns = ProviderColumns(self._lots, self._today).columns()
        self._narrow()
        self._show(self.table.current())

    def _narrow(self) -> None:
        self.table.reload()
        every = self._desk.work.read(count)
        found = len(self.table.rows.ids())
        self.filters.show_count(found, every)
        self.filters.setVisible(bool(every))
        self.split.setVisible(bool(every))
        self.empty.setVisible(not every)
        self.nothing.setVisible(bool(every) and not found)
        self._list.setVisible(bool(found))

    def _load_ids(self, order: Order) -> tuple[str, ...]:
        query = partial(
            provider_ids,
            narrowed=self.filters.wanted(self._today),
            by=order.by,
            descending=order.descending,
        )
        return self._desk.work.read(query)

    def _load_rows(self, ids: Sequence[str]) -> dict[str, Provider]:
        return self._desk.work.read(partial(provider_rows, ids=tuple(ids)))

    def _show(self, provider_id: str) -> None:
        if not provider_id:
            self.panel.show_nothing()
            return
        read = self._desk.work.read
        self.panel.show_provider(
            read(partial(provider, provider_id=provider_id)),
            lots=self._lots,
            areas={body.id: body.name for body in self._bodies},
            entries=read(partial(entries, about=("provider", provider_id), newest=NEWEST)),
            today=self._today,
        )

    def _open(self, provider_id: str) -> None:
        self.table.choose(provider_id)
        self.split.show_panel()

    def _close_panel(self) -> None:
        self.split.toggle_panel()
        self.table.setFocus()

    def find_here(self) -> None:
        """Ctrl+F: puts the focus in the search field."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def add_new(self) -> None:
        """Opens the form of a new provider."""
        self._open_form(None)

    def edit_chosen(self) -> None:
        """Opens the form of the chosen provider."""
        if self.table.current():
            self._open_form(self._chosen())

    def _open_form(self, entry: Provider | None) -> None:
        if not self._may_change:
            return
        self.dialog = ProviderForm(self._desk, Offered(self._lots, self._bodies), entry)
        self.dialog.accepted.connect(self._saved)
        self.dialog.open()

    def change_status(self, step: Step, _on: object = None) -> None:
        """Asks for the day and the reason, and changes the status."""
        self.dialog = StatusDialog(self._desk, self._chosen(), step)
        self.dialog.accepted.connect(self._saved)
        self.dialog.open()

    def _chosen(self) -> Provider:
        return self._desk.work.read(partial(provider, provider_id=self.table.current()))

    def _saved(self) -> None:
        change = self.dialog.done_change if self.dialog is not None else None
        self.reload()
        if change is not None and change.made:
            self.table.choose(change.made)
