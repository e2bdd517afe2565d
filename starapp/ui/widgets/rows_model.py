"""The one table model: ids of the whole result, rows by the page, sorted and filtered by SQL."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter

from starapp.ui.widgets.tags import TagLook

R = TypeVar("R")
PAGE = 200
PAGES_KEPT = 20
GONE = "no longer here"
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of a table.

    Attributes:
        title: the head.
        text: the words of a row's cell.
        sort: the name ``load_ids`` knows the order by, or None when it cannot be sorted.
        numeric: right aligned.
        second: a second, quieter line in the cell.
        tag: a tag in place of the text; None for no tag in this row.
        strong: semibold.
        mono: for seals and fingerprints.
        icon: (icon name, token colour) before the text, or None.
        ink: a token colour for the text, or empty for ink.
        accessible: words for screen readers where the text alone is not clear.
        tip: the tooltip.
        width: in pixels at text size 100; 0 shares what is left.
        paint: draws the cell in place of its text, which is still what is read and copied.
    """

    title: str
    text: Callable[[R], str]
    sort: str | None = None
    numeric: bool = False
    second: Callable[[R], str] | None = None
    tag: Callable[[R], TagLook | None] | None = None
    strong: bool = False
    mono: bool = False
    icon: Callable[[R], tuple[str, str] | None] | None = None
    ink: Callable[[R], str] | None = None
    accessible: Callable[[R], str] | None = None
    tip: Callable[[R], str] | None = None
    width: int = 0
    paint: Callable[[QPainter, QRect, R], None] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """How the rows are sorted: a column's ``sort`` name, or empty for the query's own order."""

    by: str = ""
    descending: bool = False


LoadIds = Callable[[Order], Sequence[str]]
LoadRows = Callable[[Sequence[str]], Mapping[str, R]]


class RowsModel(QAbstractTableModel, Generic[R]):
    """Holds ids and a few pages of rows.

    Signals:
        ticks_changed: which rows are ticked has changed.
    """

    ticks_changed = Signal()

    def __init__(
        self,
        columns: tuple[Column[R], ...],
        load_ids: LoadIds,
        load_rows: LoadRows[R],
        *,
        ticks: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._load_ids = load_ids
        self._load_rows = load_rows
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._pages: OrderedDict[int, dict[str, R]] = OrderedDict()
        self.order = Order()
        self.ticks = ticks
        self._ticked: set[str] = set()

    def reload(self) -> None:
        """Asks for the ids again and forgets the rows."""
        self.beginResetModel()
        self._ids = list(self._load_ids(self.order))
        self._places = {row_id: place for place, row_id in enumerate(self._ids)}
        self._pages.clear()
        self.endResetModel()

    def ids(self) -> tuple[str, ...]:
        """The ids of all rows in the order shown."""
        return tuple(self._ids)

    def id_at(self, row: int) -> str:
        """The id of a row, or empty."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def place_of(self, row_id: str) -> int:
        """Where a row is now, or -1."""
        return self._places.get(row_id, -1)

    def row(self, row: int) -> R | None:
        """The row shown at a place, or None when it is no longer there."""
        if not 0 <= row < len(self._ids):
            return None
        number = row // PAGE
        if number not in self._pages:
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            self._pages[number] = dict(self._load_rows(wanted))
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number].get(self._ids[row])

    def ticked(self) -> frozenset[str]:
        """The ids of the ticked rows that are still shown."""
        return frozenset(self._ticked & self._places.keys())

    def set_ticked(self, ids: frozenset[str]) -> None:
        """Ticks exactly these rows."""
        self._ticked = set(ids)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))
        self.ticks_changed.emit()

    def column_of(self, section: int) -> Column[R] | None:
        """The column shown in a section; None for the column of tick boxes."""
        place = section - (1 if self.ticks else 0)
        return self.columns[place] if 0 <= place < len(self.columns) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self.columns) + (1 if self.ticks else 0)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.ticks and index.isValid() and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.column_of(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if column is not None and column.numeric
                else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title if column is not None else ""
        if role == Qt.ItemDataRole.AccessibleTextRole and column is None:
            return "Chosen"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.column_of(index.column())
        if column is None:
            return self._tick_data(index.row(), role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in _TEXT_ROLES:
            return None
        row = self.row(index.row())
        if row is None:
            return GONE if index.column() == int(self.ticks) else ""
        return _text(column, row, role)

    def _tick_data(self, row: int, role: int) -> object:
        on = self._ids[row] in self._ticked
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "chosen" if on else "not chosen"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.ticks or index.column() != 0:
            return False
        row_id = self.id_at(index.row())
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked.add(row_id)
        else:
            self._ticked.discard(row_id)
        self.dataChanged.emit(index, index, [role])
        self.ticks_changed.emit()
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by asking for the ids again in another order."""
        chosen = self.column_of(column)
        if chosen is None or chosen.sort is None:
            return
        self.order = Order(chosen.sort, descending=order == Qt.SortOrder.DescendingOrder)
        self.reload()


_TEXT_ROLES = {
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
    int(Qt.ItemDataRole.ToolTipRole),
}


def _text(column: Column[R], row: R, role: int) -> str | None:
    if role == Qt.ItemDataRole.ToolTipRole:
        return column.tip(row) if column.tip is not None else None
    text = column.text(row)
    if role == Qt.ItemDataRole.DisplayRole:
        return text
    if column.accessible is not None:
        return column.accessible(row)
    look = column.tag(row) if column.tag is not None else None
    parts = [look.text if look is not None and look.text != text else "", text]
    if column.second is not None:
        parts.append(column.second(row))
    return ", ".join(part for part in parts if part)
