"""A seal painted as a badge: a toothed disc with a lock, or a cross when it is broken."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from starapp.ui import theme

TEETH = 16


class SealBadge(QWidget):
    """Says in its accessible name whether the seal holds."""

    def __init__(self, *, size: int = 60) -> None:
        super().__init__()
        self._size = size
        self._broken = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_seal("", broken=False)

    def show_seal(self, seal: str, *, broken: bool) -> None:
        """Shows another seal."""
        self._broken = broken
        said = "broken" if broken else "unbroken"
        self.setAccessibleName(f"Seal {seal} {said}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        middle = QPointF(side / 2, side / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("redSolid" if self._broken else "accent"))
        painter.drawPolygon(_toothed(middle, side / 2 - 1))
        painter.setPen(theme.colour("onDanger" if self._broken else "onAccent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, side * 0.34, side * 0.34)
        icon = 24
        name = "x" if self._broken else "lock"
        colour = "onDanger" if self._broken else "onAccent"
        picture = theme.pixmap(name, colour=colour, size=icon, ratio=self.devicePixelRatioF())
        wide = theme.px(icon)
        painter.drawPixmap(int(middle.x() - wide / 2), int(middle.y() - wide / 2), picture)


def _toothed(middle: QPointF, radius: float) -> QPolygonF:
    points = []
    for step in range(TEETH * 2):
        far = radius if step % 2 == 0 else radius * 0.88
        angle = pi * step / TEETH
        points.append(QPointF(middle.x() + far * cos(angle), middle.y() + far * sin(angle)))
    return QPolygonF(points)
