"""Draws the cells of a rows table: text, a second line, tags, icons, tick boxes and the ring."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from starapp.ui import theme
from starapp.ui.theme_proxy import draw_tick_box
from starapp.ui.widgets.rows_model import GONE, Column, RowsModel
from starapp.ui.widgets.tags import draw_tag, tag_size

Index = QModelIndex | QPersistentModelIndex
PAD = 10


class RowDelegate(QStyledItemDelegate):
    """Knows the columns of a ``RowsModel``."""

    def __init__(self, model: RowsModel[Any], *, row_height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._row_height = row_height
        self.hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.width_of(index), theme.px(self._row_height))

    def width_of(self, index: Index) -> int:
        """The width a cell needs to show everything."""
        column = self._model.column_of(index.column())
        row = self._model.row(index.row())
        if column is None or row is None:
            return theme.px(44)
        look = column.tag(row) if column.tag is not None else None
        metrics = QFontMetrics(_font(column))
        wide = tag_size(look).width() if look else metrics.horizontalAdvance(column.text(row))
        if column.icon is not None and column.icon(row) is not None:
            wide += theme.px(22)
        if column.second is not None:
            hint = QFontMetrics(theme.font("hint")).horizontalAdvance(column.second(row))
            wide = max(wide, hint)
        return wide + 2 * PAD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, box, index, chosen=chosen)
        column = self._model.column_of(index.column())
        if column is None:
            self._tick(painter, box, index)
        else:
            self._cell(painter, box, index, column)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, index: Index, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(box, theme.colour("accentTint"))
            if index.column() == 0:
                bar = QRect(box.left(), box.top(), 4, box.height())
                painter.fillRect(bar, theme.colour("accent"))
        elif index.row() == self.hovered:
            painter.fillRect(box, theme.colour("surfaceHover"))

    def _tick(self, painter: QPainter, box: QRect, index: Index) -> None:
        side = theme.px(18)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        corner = box.center()
        draw_tick_box(
            painter,
            QRectF(corner.x() - side / 2 + 1, corner.y() - side / 2 + 1, side, side),
            ticked=Qt.CheckState(state) == Qt.CheckState.Checked,
            partly=False,
            on=True,
        )

    def _cell(self, painter: QPainter, box: QRect, index: Index, column: Column[Any]) -> None:
        room = box.adjusted(PAD, 0, -PAD, -1)
        row = self._model.row(index.row())
        if row is None:
            painter.setPen(theme.colour("inkFaint"))
            painter.setFont(theme.font("table"))
            first = index.column() == int(self._model.ticks)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), GONE if first else "")
            return
        if column.paint is not None:
            column.paint(painter, room, row)
            return
        second = column.second(row) if column.second is not None else ""
        top = room
        if second:
            half = (room.height() - theme.px(38)) // 2
            top = QRect(room.left(), room.top() + half, room.width(), theme.px(20))
            under = QRect(room.left(), top.bottom() + 1, room.width(), theme.px(18))
            _draw(painter, under, second, theme.font("hint"), theme.colour("inkMuted"), column)
        look = column.tag(row) if column.tag is not None else None
        if look is not None:
            size = tag_size(look)
            left = room.right() - size.width() + 1 if column.numeric else room.left()
            place = QRect(left, top.center().y() - size.height() // 2 + 1, 0, 0)
            place.setSize(size)
            draw_tag(painter, place, look, painter.device().devicePixelRatioF())
            return
        top = self._icon(painter, top, column, row)
        ink = column.ink(row) if column.ink is not None else ""
        _draw(painter, top, column.text(row), _font(column), theme.colour(ink or "ink"), column)

    def _icon(self, painter: QPainter, room: QRect, column: Column[Any], row: object) -> QRect:
        shown = column.icon(row) if column.icon is not None else None
        if shown is None:
            return room
        name, ink = shown
        side = theme.px(16)
        picture = theme.pixmap(
            name, colour=ink, size=16, ratio=painter.device().devicePixelRatioF()
        )
        painter.drawPixmap(room.left(), room.center().y() - side // 2 + 1, picture)
        return room.adjusted(theme.px(22), 0, 0, 0)


def _font(column: Column[Any]) -> QFont:
    if column.mono:
        return theme.font("mono")
    base = theme.font("table")
    return theme.bold(base) if column.strong else base


def _draw(
    painter: QPainter,
    room: QRect,
    text: str,
    font: QFont,
    ink: QColor,
    column: Column[Any],
) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
