"""The list of competitions: found by words, sorted in the file, opened with Enter."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.competitions.lists import CompetitionFilter, competition_ids
from starapp.competitions.queries import CompetitionRow, competition_rows
from starapp.competitions.stages import ORGANISERS
from starapp.foundation.dates import moment_text
from starapp.ui.competitions.header_facts import STATUS
from starapp.ui.competitions.new_competition import NewCompetition
from starapp.ui.desk import Desk, Place
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import PageHead
from starapp.ui.widgets.choices import Switch
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.rows_model import Column, Order
from starapp.ui.widgets.rows_table import RowsTable
from starapp.ui.widgets.tags import TagLook
from starapp.ui.widgets.text_fields import TextField


def _reference(row: CompetitionRow) -> str:
    return row.reference


def _title(row: CompetitionRow) -> str:
    return row.title


def _lot(row: CompetitionRow) -> str:
    return row.lot


def _state(row: CompetitionRow) -> str:
    return STATUS[row.state][0]


def _tag(row: CompetitionRow) -> TagLook:
    return TagLook(*STATUS[row.state])


def _body(row: CompetitionRow) -> str:
    return row.body


def _deadline(row: CompetitionRow) -> str:
    return moment_text(row.deadline) if row.deadline else "Not set"


COLUMNS: tuple[Column[CompetitionRow], ...] = (
    Column("Reference", _reference, sort="reference", width=130, strong=True),
    Column("Competition", _title, sort="title", second=_lot),
    Column("Bought by", _body, sort="body", width=170),
    Column("State", _state, sort="state", tag=_tag, width=180),
    Column("Deadline", _deadline, sort="deadline", width=200),
)


class CompetitionsPage(QWidget):
    """Every competition of the workspace."""

    title = "Competitions"
    help_topic = "competitions"
    touches = frozenset({"competitions", "bids"})

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self.setObjectName("competitionsPage")
        self._desk = desk
        self.dialog: NewCompetition | None = None
        self._may = desk.actor().can(*ORGANISERS) and not desk.read_only()
        self.new = Button(
            "New competition", kind="main", icon="plus", pressed=self.add_new, key="newCompetition"
        )
        hide_unless(self.new, wanted=self._may)
        head = PageHead(self.title, "From a locked specification to a signed agreement.")
        self.models = Button(
            "Evaluation models", icon="list", pressed=self.open_models, key="openModels"
        )
        head.add_right(self.models, self.new)
        self.search = TextField(kept=False)
        named(self.search, "Find a competition", key="findCompetition")
        self.search.setPlaceholderText("Reference or title")
        self.search.textChanged.connect(self._narrow)
        self.ended = Switch("Show those that ended", on=True, key="showEnded")
        self.ended.turned.connect(self._narrow)
        self.count = Words("", "hint", ink="muted")
        self.count.setObjectName("competitionCount")
        self.table: RowsTable[CompetitionRow] = RowsTable(
            "Competitions", COLUMNS, self._load_ids, self._load_rows, row_height=56,
            remember="competitions", key="competitions",
        )  # fmt: skip
        self.table.opened.connect(self._open)
        self.empty = EmptyState(
            "No competitions yet",
            "A competition asks the providers of a lot to bid for one package.",
            icon="scale",
            button="Start a competition" if self._may else "",
            pressed=self.add_new,
        )
        self.nothing = EmptyState(
            "Nothing found", "Try fewer words, or show those that ended.", icon="search"
        )
        self._build(head)
        self._new_action = QAction("New competition", self)
        self._new_action.setEnabled(self._may)
        self._new_action.triggered.connect(self.add_new)
        self.reload()
        if place.part == "new":
            self.add_new()

    def _build(self, head: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        self.search.setMaximumWidth(420)
        line.addWidget(self.search, 2)
        line.addWidget(self.ended)
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

    def open_models(self) -> None:
        """Goes to what bids are judged by."""
        self._desk.go(Place("models"))

    def actions(self) -> list[QAction]:
        """New competition."""
        return [self._new_action]

    def main_action(self) -> QAction:
        """Starts a new competition."""
        return self._new_action

    def reload(self) -> None:
        """Shows what is in the file now."""
        self.table.reload()
        every = len(self._desk.work.read(partial(competition_ids, wanted=CompetitionFilter())))
        found = len(self.table.rows.ids())
        self.empty.setVisible(not every)
        self.nothing.setVisible(bool(every) and not found)
        self.table.setVisible(bool(found))
        self.search.setEnabled(bool(every))
        self.ended.setEnabled(bool(every))
        self.count.setText(f"{found:,} of {every:,}")

    def find_here(self) -> None:
        """Ctrl+F: puts the focus in the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def _narrow(self, _changed: object = None) -> None:
        self.reload()

    def _wanted(self) -> CompetitionFilter:
        return CompetitionFilter(self.search.value(), ended=self.ended.isChecked())

    def _load_ids(self, order: Order) -> Sequence[str]:
        query = partial(
            competition_ids, wanted=self._wanted(), by=order.by, descending=order.descending
        )
        return self._desk.work.read(query)

    def _load_rows(self, ids: Sequence[str]) -> dict[str, CompetitionRow]:
        return dict(self._desk.work.read(partial(competition_rows, ids=ids)))

    def _open(self, competition_id: str) -> None:
        self._desk.go(Place("competition", competition_id))

    def add_new(self) -> None:
        """Asks for a package and a model, and makes a competition."""
        if not self._may:
            return
        self.dialog = NewCompetition(self._desk, parent=self.window())
        self.dialog.made.connect(self._made)
        self.dialog.open()

    def _made(self, competition_id: str) -> None:
        self._desk.go(Place("competition", competition_id, "invitations"))
