"""The list of packages: found by words and state, sorted in the file, opened with Enter."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.dates import day_text
from starapp.foundation.exact import money, quantity
from starapp.history.acting import Role
from starapp.specifications.package import PackageState, PackageSummary
from starapp.specifications.queries import (
    Filter,
    count_packages,
    package_ids,
    package_rows,
    packages,
)
from starapp.ui.desk import Desk, Place
from starapp.ui.specifications.new_package import NewPackage
from starapp.ui.specifications.package_header import STATUS
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import PageHead
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.rows_model import Column, Order
from starapp.ui.widgets.rows_table import RowsTable
from starapp.ui.widgets.tags import TagLook
from starapp.ui.widgets.text_fields import TextField


def _reference(row: PackageSummary) -> str:
    return row.reference


def _title(row: PackageSummary) -> str:
    return row.title


def _person(row: PackageSummary) -> str:
    return f"{row.person_reference}, {row.area}" if row.area else row.person_reference


def _state(row: PackageSummary) -> str:
    return STATUS[row.state][0]


def _tag(row: PackageSummary) -> TagLook:
    return TagLook(*STATUS[row.state])


def _start(row: PackageSummary) -> str:
    return day_text(row.start_target) if row.start_target else "Not set"


def _guide(row: PackageSummary) -> str:
    return money(row.guide_weekly) if row.guide_weekly is not None else "Not known"


def _hours(row: PackageSummary) -> str:
    lines = {line.rate_code: line.quantity for line in row.volumes}
    return quantity(lines["hour_1to1"]) if "hour_1to1" in lines else "0"


PACKAGE_COLUMNS: tuple[Column[PackageSummary], ...] = (
    Column("Reference", _reference, sort="reference", width=150, strong=True),
    Column("Package", _title, sort="title", second=_person),
    Column("State", _state, sort="state", tag=_tag, width=190),
    Column("Start of support", _start, sort="start", width=170),
    Column("1:1 hours", _hours, numeric=True, width=100),
    Column("Guide a week", _guide, numeric=True, width=130),
)


class PackagesPage(QWidget):
    """Every package of the workspace."""

    title = "Packages"
    help_topic = "packages"
    touches = frozenset({"packages", "systems"})

    def __init__(self, desk: Desk, _place: Place) -> None:
        super().__init__()
        self._desk = desk
        self.dialog: NewPackage | None = None
        may = desk.actor().can(Role.COMMISSIONER, Role.PROCUREMENT) and not desk.read_only()
        self.new = Button(
            "New package", kind="main", icon="file-plus-2", pressed=self.add_new, key="newPackage"
        )
        self.copy = Button("Copy package", icon="copy", pressed=self.copy_chosen, key="copyPackage")
        hide_unless(self.new, self.copy, wanted=may)
        head = PageHead(self.title, "What is wanted for each person, ready for a competition.")
        head.add_right(self.copy, self.new)
        self.search = TextField(kept=False)
        named(self.search, "Find a package", key="findPackage")
        self.search.setPlaceholderText("Reference, title or area")
        self.search.textChanged.connect(self._filter)
        self.states = Choice(
            [("", "Every state"), *((s.value, STATUS[s][0]) for s in PackageState)]
        )
        named(self.states, "State", key="packageState")
        self.states.chosen.connect(self._filter)
        self.count = Words("", "hint", ink="muted")
        self.count.setObjectName("packageCount")
        self.table: RowsTable[PackageSummary] = RowsTable(
            "Packages", PACKAGE_COLUMNS, self._load_ids, self._load_rows, row_height=56,
            remember="packages", key="packages",
        )  # fmt: skip
        self.table.opened.connect(self._open)
        self.table.picked.connect(self._picked)
        self.empty = EmptyState(
            "No packages yet",
            "A package says what support one person needs, without saying who they are.",
            icon="clipboard-list",
            button="New package" if may else "",
            pressed=self.add_new,
        )
        self.nothing = EmptyState(
            "Nothing found", "Try fewer words or another state.", icon="search"
        )
        self._build(head)
        self._actions(may=may)
        self.reload()

    def _build(self, head: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        self.search.setMaximumWidth(420)
        self.states.setMaximumWidth(240)
        line.addWidget(self.search, 2)
        line.addWidget(self.states, 1)
        line.addStretch(1)
        line.addWidget(self.count)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 18, 24, 18)
        box.setSpacing(14)
        box.addWidget(head)
        box.addLayout(line)
        box.addWidget(self.table, 1)
        box.addWidget(self.empty)
        box.addWidget(self.nothing)
        box.addStretch(0)

    def _actions(self, *, may: bool) -> None:
        for words, act in (("New package", self.add_new), ("Copy package", self.copy_chosen)):
            action = QAction(words, self)
            action.setEnabled(may)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)

    def reload(self) -> None:
        """Shows what is in the file now."""
        self.table.reload()
        every = self._desk.work.read(partial(count_packages, wanted=Filter()))
        found = len(self.table.rows.ids())
        self.empty.setVisible(not every)
        self.nothing.setVisible(bool(every) and not found)
        self.table.setVisible(bool(found))
        self.search.setEnabled(bool(every))
        self.count.setText(f"{found:,} of {every:,}")
        self._picked(self.table.current())

    def find_here(self) -> None:
        """Ctrl+F: puts the focus in the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def _wanted(self) -> Filter:
        state = self.states.value()
        states = frozenset({PackageState(state)}) if state else frozenset()
        return Filter(self.search.value(), states)

    def _filter(self, _words: object = None) -> None:
        self.reload()

    def _load_ids(self, order: Order) -> tuple[str, ...]:
        query = partial(
            package_ids, wanted=self._wanted(), by=order.by, descending=order.descending
        )
        return self._desk.work.read(query)

    def _load_rows(self, ids: object) -> dict[str, PackageSummary]:
        assert isinstance(ids, list | tuple)  # noqa: S101 - a page of ids
        return dict(self._desk.work.read(partial(package_rows, ids=ids)))

    def _picked(self, package_id: str) -> None:
        if package_id:
            self.copy.on()
        else:
            self.copy.off("Choose a package in the list first.")

    def _open(self, package_id: str) -> None:
        self._desk.go(Place("package", package_id))

    def add_new(self) -> None:
        """Asks for a title and makes a package."""
        self._ask("")

    def copy_chosen(self) -> None:
        """Starts a new package from the chosen one."""
        if self.table.current():
            self._ask(self.table.current())

    def _ask(self, source: str) -> None:
        known = self._desk.work.read(packages)
        self.dialog = NewPackage(self._desk, known, copy_from=source, parent=self.window())
        self.dialog.made.connect(self._made)
        self.dialog.open()

    def _made(self, package_id: str) -> None:
        self._desk.go(Place("package", package_id, "about"))
