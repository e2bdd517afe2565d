"""The lines of the search panel and how they are drawn: what was typed stands out."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from starapp.ui import theme
from starapp.ui.desk import Place

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class SearchLine:
    """One line: a head, a place to go, or an action to do."""

    words: str
    typed: str
    icon: str = ""
    keys: str = ""
    head: bool = False
    place: Place | None = None
    act: QAction | None = None


class LineDelegate(QStyledItemDelegate):
    """Draws heads small and quiet, lines with an icon and the typed part bold."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: SearchLine = index.data(Qt.ItemDataRole.UserRole)
        return QSize(200, theme.px(28 if line.head else 34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: SearchLine = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect
        if line.head:
            painter.setFont(theme.font("tag"))
            painter.setPen(theme.colour("inkMuted"))
            painter.drawText(box.adjusted(10, 4, 0, 0), _LEFT, line.words)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accentTint"))
            painter.drawRoundedRect(box, 6, 6)
        side = theme.px(16)
        ratio = painter.device().devicePixelRatioF()
        shown = theme.pixmap(line.icon, size=16, ratio=ratio)
        painter.drawPixmap(box.left() + 12, box.center().y() - side // 2 + 1, shown)
        self._words(painter, box.adjusted(12 + side + 12, 0, -12, 0), line)
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour("inkMuted"))
        painter.drawText(box.adjusted(0, 0, -12, 0), _RIGHT, line.keys)
        painter.restore()

    def _words(self, painter: QPainter, room: QRect, line: SearchLine) -> None:
        start = line.words.casefold().find(line.typed.casefold()) if line.typed else -1
        end = start + len(line.typed)
        parts = (
            [(line.words, False)]
            if start < 0
            else [
                (line.words[:start], False),
                (line.words[start:end], True),
                (line.words[end:], False),
            ]
        )
        painter.setPen(theme.colour("ink"))
        left = room.left()
        for words, strong in parts:
            base = theme.font("table")
            painter.setFont(theme.bold(base, 700) if strong else base)
            left_over = QRect(left, room.top(), room.right() - left, room.height())
            shown = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, left_over.width()
            )
            painter.drawText(left_over, _LEFT, shown)
            left += painter.fontMetrics().horizontalAdvance(words)
