"""The mark of the program: a star on a rounded square, painted so that it is always sharp."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from starapp.ui import theme


def star(centre: QPointF, radius: float) -> QPolygonF:
    """A five-pointed star."""
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.47
        turn = -pi / 2 + corner * pi / 5
        points.append(QPointF(centre.x() + reach * cos(turn), centre.y() + reach * sin(turn)))
    return QPolygonF(points)


def draw_mark(painter: QPainter, box: QRectF, *, ground: str, ink: str) -> None:
    """Draws the mark in a box with two token colours."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box, box.width() * 0.24, box.width() * 0.24)
    painter.setBrush(theme.colour(ink))
    centre = box.center() + QPointF(0, box.width() * 0.03)
    painter.drawPolygon(star(centre, box.width() * 0.36))
    painter.restore()


def window_icon() -> QIcon:
    """The icon of every window."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_mark(painter, QRectF(0, 0, side, side), ground="accent", ink="onAccent")
        painter.end()
        made.addPixmap(picture)
    return made


class Mark(QWidget):
    """The mark with the name beside it."""

    def __init__(
        self, *, side: int = 26, ground: str = "accent", ink: str = "onAccent", words: str = "ink"
    ) -> None:
        super().__init__()
        self._side = side
        self._ground = ground
        self._ink = ink
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_side(self, side: int) -> None:
        """Draws it larger or smaller."""
        self._side = side
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side * 3.6), theme.px(self._side + 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(self._side)
        top = (self.height() - side) / 2
        draw_mark(painter, QRectF(0, top, side, side), ground=self._ground, ink=self._ink)
        font = theme.bold(theme.font("sectionTitle"), 700)
        font.setPixelSize(theme.px(self._side * 0.72))
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 1.2)
        painter.setFont(font)
        painter.setPen(theme.colour(self._words))
        room = self.rect().adjusted(side + theme.px(10), 0, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), "STAR")
