"""A grid of small square cells: bids by questions. Arrow keys move; the ink border says where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from starapp.ui import theme
from starapp.ui.widgets.named import named

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, str]

CLEAR = (
    "QTableView, QHeaderView, QTableCornerButton::section { background: transparent; border: 0 }"
)
"""The grid lies on whatever is behind it."""

_GROUNDS = {
    "done": ("accentTint", "line", "ink"),
    "agreed": ("surfaceSunk", "line", "ink"),
    "far": ("amberBg", "amberSolid", "amberText"),
    "open": ("surface", "lineStrong", "inkMuted"),
    "out": ("greyBg", "line", "inkMuted"),
}


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one cell shows.

    Attributes:
        text: a score, a few signs, or empty.
        look: done, agreed, far, open or out.
        said: the cell in words, for the tooltip and screen readers.
        icon: before the text, or empty.
    """

    text: str
    look: str
    said: str
    icon: str = ""


class MatrixModel(QAbstractTableModel):
    """Cells by row and column key; a pair without a cell cannot be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[str, str], ...] = ()
        self.columns: tuple[tuple[str, str], ...] = ()
        self.cells: Mapping[Key, MatrixCell] = {}

    def show_cells(
        self,
        rows: Sequence[tuple[str, str]],
        columns: Sequence[tuple[str, str]],
        cells: Mapping[Key, MatrixCell],
    ) -> None:
        """Shows other cells; a change of cells alone keeps the current cell."""
        if tuple(rows) == self.rows and tuple(columns) == self.columns:
            self.cells = cells
            if rows and columns:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
            return
        self.beginResetModel()
        self.rows, self.columns, self.cells = tuple(rows), tuple(columns), cells
        self.endResetModel()

    def cell(self, index: Index) -> MatrixCell | None:
        """The cell at an index."""
        key = self.key(index)
        return None if key is None else self.cells.get(key)

    def key(self, index: Index) -> Key | None:
        """The row and column keys of an index."""
        if not index.isValid():
            return None
        return self.rows[index.row()][0], self.columns[index.column()][0]

    def place(self, key: Key) -> QModelIndex:
        """The index of a pair of keys; invalid when it is not there."""
        rows = [row for row, _ in self.rows]
        columns = [column for column, _ in self.columns]
        if key[0] not in rows or key[1] not in columns:
            return QModelIndex()
        return self.index(rows.index(key[0]), columns.index(key[1]))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.cell(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | int | None:
        cell = self.cell(index)
        if cell is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return cell.said
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignCenter)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | int | None:
        names = self.columns if orientation == Qt.Orientation.Horizontal else self.rows
        if role == Qt.ItemDataRole.DisplayRole and section < len(names):
            return names[section][1]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Vertical:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        return None


class _Squares(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        view = self.parent()
        if not isinstance(model, MatrixModel) or not isinstance(view, ScoreMatrix):
            return
        cell = model.cell(index)
        if cell is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(2.5, 2.5, -2.5, -2.5)
        here = view.currentIndex() == index
        ground, edge, ink = _GROUNDS[cell.look]
        painter.setPen(QPen(theme.colour("ink" if here else edge), 2.5 if here else 1))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.bold(theme.font("table")))
        room = box
        if cell.icon:
            side = theme.px(14)
            text = painter.fontMetrics().horizontalAdvance(cell.text)
            left = box.center().x() - (side + 2 + text) / 2
            shown = theme.pixmap(cell.icon, colour=ink, size=14, ratio=view.devicePixelRatioF())
            painter.drawPixmap(int(left), int(box.center().y() - side / 2), shown)
            room = QRectF(left + side + 2, box.top(), text + 2, box.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), cell.text)
        painter.restore()


class _Names(QHeaderView):
    """Row or column names without the usual ground and lines of a table head."""

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        model = self.model()
        painter.save()
        upright = self.orientation() == Qt.Orientation.Vertical
        painter.setFont(theme.bold(theme.font("hint")))
        painter.setPen(theme.colour("inkMuted" if not upright else "ink"))
        align = Qt.AlignmentFlag.AlignVCenter
        align |= Qt.AlignmentFlag.AlignLeft if upright else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(
            rect.adjusted(2 if upright else 0, 0, 0, 0),
            int(align),
            str(model.headerData(logical, self.orientation()) or ""),
        )
        painter.restore()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.bold(theme.font("hint")))
        if self.orientation() == Qt.Orientation.Horizontal:
            return QSize(super().sizeHint().width(), metrics.height() + theme.px(6))
        names = [
            str(self.model().headerData(row, self.orientation()) or "")
            for row in range(self.count())
        ]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        return QSize(widest + theme.px(10), super().sizeHint().height())


class ScoreMatrix(QTableView):
    """The grid.

    Signals:
        picked: row key and column key of the cell a person moved to.
    """

    picked = Signal(str, str)

    def __init__(self, name: str, *, side: int = 38, key: str = "") -> None:
        super().__init__()
        named(self, name, key=key)
        self._side = side
        self._telling = True
        self.matrix = MatrixModel(self)
        self.setHorizontalHeader(_Names(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Names(Qt.Orientation.Vertical, self))
        self.setModel(self.matrix)
        self.setStyleSheet(CLEAR)
        self.setItemDelegate(_Squares(self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setProperty("look", "matrix")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setSectionsClickable(False)
            head.setHighlightSections(False)
        self._sizes()
        theme.notifier().changed.connect(self._sizes)

    def _sizes(self) -> None:
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setMinimumSectionSize(1)
            head.setDefaultSectionSize(theme.px(self._side))
        self.setMaximumHeight(self.sizeHint().height())
        self.updateGeometry()

    def show_cells(
        self,
        rows: Sequence[tuple[str, str]],
        columns: Sequence[tuple[str, str]],
        cells: Mapping[Key, MatrixCell],
    ) -> None:
        """Shows rows and columns of (key, heading) and the cells where they meet."""
        self.matrix.show_cells(rows, columns, cells)
        self._sizes()
        self.viewport().update()

    def go_to(self, key: Key) -> None:
        """Moves the ink border without telling anyone."""
        self._telling = False
        self.setCurrentIndex(self.matrix.place(key))
        self._telling = True
        self.viewport().update()

    def current_key(self) -> Key | None:
        """Where the border is."""
        return self.matrix.key(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        key = self.matrix.key(current)
        if self._telling and key is not None and key in self.matrix.cells:
            self.picked.emit(*key)

    def sizeHint(self) -> QSize:
        width = self.verticalHeader().sizeHint().width()
        height = self.horizontalHeader().sizeHint().height()
        side = theme.px(self._side)
        return QSize(
            width + side * self.matrix.columnCount() + 4,
            height + side * self.matrix.rowCount() + 4,
        )

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.px(160)), hint.height())
