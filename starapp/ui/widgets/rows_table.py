"""The tables of the program: long lists over SQL pages, and short lists handed over whole."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from starapp.ui import preferences, theme
from starapp.ui.widgets.focus_ring import draw_ring
from starapp.ui.widgets.named import named
from starapp.ui.widgets.row_delegate import RowDelegate
from starapp.ui.widgets.rows_model import Column, LoadIds, LoadRows, Order, RowsModel

R = TypeVar("R")
_SPARE = 26


class _Head(QHeaderView):
    """Column heads: an arrow beside the name that sorts, and the one for sorting by."""

    def __init__(self, model: RowsModel[Any], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(theme.size_of("tableHead"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSectionSize(theme.px(40))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.colour("surfaceSunk"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        painter.setPen(theme.colour("line"))
        if self.visualIndex(logical) < self.count() - 1:
            painter.drawLine(rect.right(), rect.top() + 8, rect.right(), rect.bottom() - 8)
        column = self._rows.column_of(logical)
        if column is not None:
            self._words(painter, rect.adjusted(10, 0, -10, 0), column)
        painter.restore()

    def _words(self, painter: QPainter, room: QRect, column: Column[Any]) -> None:
        sorted_by = column.sort is not None and self._rows.order.by == column.sort
        painter.setFont(theme.font("tableHead"))
        painter.setPen(theme.colour("ink" if sorted_by else "inkMuted"))
        arrow = theme.px(20) if sorted_by else 0
        title = painter.fontMetrics().elidedText(
            column.title, Qt.TextElideMode.ElideRight, room.width() - arrow
        )
        wide = painter.fontMetrics().horizontalAdvance(title)
        left = room.right() - wide - arrow if column.numeric else room.left()
        painter.drawText(
            QRect(left, room.top(), wide + 4, room.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            title,
        )
        if sorted_by:
            name = "arrow-down" if self._rows.order.descending else "arrow-up"
            picture = theme.pixmap(
                name, colour="ink", size=16, ratio=painter.device().devicePixelRatioF()
            )
            painter.drawPixmap(left + wide + 5, room.center().y() - theme.px(16) // 2 + 1, picture)


class RowsTable(QTableView, Generic[R]):
    """A table over SQL pages that keeps its selection and its top row by id.

    Signals:
        picked: the id of the row that is now current.
        opened: the id of the row opened by Enter or a double click.
        ticks_changed: which rows are ticked has changed.

    Args:
        name: what it lists, for screen readers.
        columns: the columns, left to right.
        load_ids: gives all ids in an ``Order``.
        load_rows: gives the rows of some ids.
        row_height: 40, 37 dense, 56 with two lines.
        ticks: a first column of tick boxes; Space ticks.
        remember: a name under which widths are kept, or empty.
    """

    picked = Signal(str)
    opened = Signal(str)
    ticks_changed = Signal()

    def __init__(
        self,
        name: str,
        columns: tuple[Column[R], ...],
        load_ids: LoadIds,
        load_rows: LoadRows[R],
        *,
        row_height: int = 40,
        ticks: bool = False,
        remember: str = "",
        key: str = "",
    ) -> None:
        super().__init__()
        named(self, name, key=key)
        self.rows: RowsModel[R] = RowsModel(columns, load_ids, load_rows, ticks=ticks, parent=self)
        self.setModel(self.rows)
        self._drawn = RowDelegate(self.rows, row_height=row_height, parent=self)
        self.setItemDelegate(self._drawn)
        self._row_height = row_height
        self._remember = remember
        self._current = ""
        self._quiet = False
        self._dress()
        self.rows.ticks_changed.connect(self.ticks_changed)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._moved)

    def _dress(self) -> None:
        self.setProperty("ownRing", "yes")
        self.setHorizontalHeader(_Head(self.rows, self))
        head = self.horizontalHeader()
        head.sectionClicked.connect(self._sort)
        head.sectionResized.connect(self._keep_widths)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(self._row_height))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._sizes()
        theme.notifier().changed.connect(self._sizes)

    def _sizes(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(self._row_height))
        self.horizontalHeader().setFixedHeight(theme.size_of("tableHead"))
        self._fit_columns()

    def reload(self) -> None:
        """Loads again; keeps what is chosen and what is at the top, by id."""
        top = self.rows.id_at(self.rowAt(0))
        kept = self._current
        self._quiet = True
        self.rows.reload()
        self._quiet = False
        place = self.rows.place_of(kept)
        if place >= 0:
            self._quiet = True
            self.setCurrentIndex(self.rows.index(place, 0))
            self._quiet = False
        elif kept:
            self._current = ""
            self.picked.emit("")
        top_place = self.rows.place_of(top)
        if top_place > 0:
            self.scrollTo(self.rows.index(top_place, 0), QTableView.ScrollHint.PositionAtTop)
        self._fit_columns()
        self.updateGeometry()

    def current(self) -> str:
        """The id of the current row, or empty."""
        return self._current

    def current_row(self) -> R | None:
        """The current row, or None."""
        return self.rows.row(self.rows.place_of(self._current)) if self._current else None

    def words_of_current(self) -> str:
        """The cells of the current row as text, with tabs between, for the clipboard."""
        row = self.current_row()
        return "" if row is None else "\t".join(one.text(row) for one in self.rows.columns)

    def choose(self, row_id: str) -> None:
        """Makes a row current and brings it into view."""
        place = self.rows.place_of(row_id)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))

    def ticked(self) -> frozenset[str]:
        """The ids of the ticked rows."""
        return self.rows.ticked()

    def order(self) -> Order:
        """How the rows are sorted."""
        return self.rows.order

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self._quiet:
            return
        found = self.rows.id_at(now.row())
        if found != self._current:
            self._current = found
            self.picked.emit(found)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.id_at(index.row()))

    def _sort(self, section: int) -> None:
        column = self.rows.column_of(section)
        if column is None:
            every = frozenset(self.rows.ids())
            self.rows.set_ticked(frozenset() if self.rows.ticked() == every else every)
            return
        if column.sort is None:
            return
        now = self.rows.order
        self.rows.order = Order(
            column.sort, descending=now.by == column.sort and not now.descending
        )
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if index.isValid():
                self._open(index)
            return
        if event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            first = event.key() == Qt.Key.Key_Home
            self.setCurrentIndex(
                self.rows.index(0 if first else self.rows.rowCount() - 1, int(self.rows.ticks))
            )
            return
        if event.key() == Qt.Key.Key_Space and self.rows.ticks and index.isValid():
            self._tick(index)
            return
        super().keyPressEvent(event)

    def _tick(self, index: QModelIndex) -> None:
        cell = self.rows.index(index.row(), 0)
        on = self.rows.id_at(index.row()) in self.rows.ticked()
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        self.rows.setData(cell, state, Qt.ItemDataRole.CheckStateRole)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self.rows.ticks and index.isValid() and index.column() == 0:
            self._tick(index)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._drawn.hovered:
            self._drawn.hovered = row
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        index = self.currentIndex()
        box = QRectF(self.viewport().rect())
        if index.isValid():
            line = self.visualRect(index)
            box = QRectF(0, line.top(), self.viewport().width(), line.height())
        draw_ring(painter, box.adjusted(3, 3, -3, -3), radius=4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        if self._restore_widths():
            return
        head = self.horizontalHeader()
        head.blockSignals(True)  # noqa: FBT003 # Qt's own call
        first = int(self.rows.ticks)
        if first:
            self.setColumnWidth(0, theme.px(44))
        widths = [self._needed(section) for section in range(first, self.rows.columnCount())]
        loose = [i for i, column in enumerate(self.rows.columns) if not column.width] or [0]
        left = self.viewport().width() - sum(widths) - (theme.px(44) if first else 0)
        for place, width in enumerate(widths):
            share = left // len(loose) if place in loose and left > 0 else 0
            self.setColumnWidth(place + first, width + share)
        head.blockSignals(False)  # noqa: FBT003 # Qt's own call

    def _needed(self, section: int) -> int:
        column = self.rows.column_of(section)
        if column is not None and column.width:
            return theme.px(column.width)
        title = (
            self.horizontalHeader()
            .fontMetrics()
            .horizontalAdvance(column.title if column is not None else "")
        )
        cells = [
            self._drawn.width_of(self.rows.index(row, section))
            for row in range(min(self.rows.rowCount(), 20))
        ]
        return max([title + theme.px(_SPARE) + 10, *cells])

    def _keep_widths(self) -> None:
        if self._remember:
            widths = [self.columnWidth(place) for place in range(self.rows.columnCount())]
            preferences.keep_numbers(f"tables/{self._remember}", widths)

    def _restore_widths(self) -> bool:
        kept = preferences.numbers(f"tables/{self._remember}") if self._remember else ()
        if len(kept) != self.rows.columnCount():
            return False
        self.horizontalHeader().blockSignals(True)  # noqa: FBT003 # Qt's own call
        for section, width in enumerate(kept):
            self.setColumnWidth(section, width)
        self.horizontalHeader().blockSignals(False)  # noqa: FBT003 # Qt's own call
        return True


class ListTable(RowsTable[R], Generic[R]):
    """A table of a short list handed over whole; as tall as its rows unless ``scrolls``."""

    def __init__(
        self,
        name: str,
        columns: tuple[Column[R], ...],
        key_of: Callable[[R], str],
        *,
        row_height: int = 40,
        ticks: bool = False,
        scrolls: bool = False,
        key: str = "",
    ) -> None:
        self._key_of = key_of
        self._rows_held: dict[str, R] = {}
        self._scrolls = scrolls
        super().__init__(
            name,
            columns,
            self._held_ids,
            self._held_rows,
            row_height=row_height,
            ticks=ticks,
            key=key,
        )
        if not scrolls:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Shows these rows, in this order."""
        self._rows_held = {self._key_of(row): row for row in rows}
        self.reload()

    def _held_ids(self, order: Order) -> list[str]:
        return list(self._rows_held)

    def _held_rows(self, ids: Sequence[str]) -> dict[str, R]:
        return {row_id: self._rows_held[row_id] for row_id in ids}

    def sizeHint(self) -> QSize:
        rows = max(len(self._rows_held), 1)
        high = theme.size_of("tableHead") + rows * theme.px(self._row_height) + 2
        return QSize(super().sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        small = super().minimumSizeHint()
        return small if self._scrolls else QSize(small.width(), self.sizeHint().height())
