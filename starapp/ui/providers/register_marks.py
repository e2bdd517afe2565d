"""Small marks of the register: the lots of a provider, and four steps for a CQC rating."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from starapp.organisation.purchasing_systems import Lot
from starapp.providers.register import CqcRating, Provider
from starapp.ui import theme

STEPS = 4
_RATED = {
    CqcRating.OUTSTANDING: (4, "greenSolid"),
    CqcRating.GOOD: (3, "greenSolid"),
    CqcRating.REQUIRES_IMPROVEMENT: (2, "amberSolid"),
    CqcRating.INADEQUATE: (1, "redSolid"),
}
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
LOT_BOX = 28
RATING_WIDE = 38


def draw_lots(painter: QPainter, room: QRect, provider: Provider, lots: Sequence[Lot]) -> None:
    """Draws a box per lot: tinted where the provider is admitted, dashed where it is not."""
    wide, high = theme.px(LOT_BOX - 4), theme.px(22)
    left = room.left()
    painter.setFont(theme.font("hint"))
    for lot in lots:
        box = QRectF(left + 0.5, room.center().y() - high / 2 + 0.5, wide, high)
        if box.right() > room.right() + 4:
            return
        admitted = lot.id in provider.lots
        edge = "accent" if admitted else "lineStrong"
        style = Qt.PenStyle.SolidLine if admitted else Qt.PenStyle.DotLine
        painter.setPen(QPen(theme.colour(edge), 1, style))
        painter.setBrush(theme.colour("accentTint" if admitted else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(theme.bold(theme.font("hint")) if admitted else theme.font("hint"))
        painter.setPen(theme.colour("accent" if admitted else "inkMuted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), lot.code)
        left += theme.px(LOT_BOX)


def draw_steps(painter: QPainter, room: QRect, rating: CqcRating) -> None:
    """Draws four steps, filled from the left as far as the rating goes."""
    filled, colour = _RATED.get(rating, (0, "greySolid"))
    wide, high = theme.px(6), theme.px(14)
    top = room.center().y() - high / 2 + 0.5
    for step in range(STEPS):
        box = QRectF(room.left() + step * theme.px(8) + 0.5, top, wide, high)
        on = step < filled
        painter.setPen(QPen(theme.colour(colour if on else "lineStrong"), 1))
        painter.setBrush(theme.colour(colour if on else "surfaceSunk"))
        painter.drawRoundedRect(box, 2, 2)


def draw_rating(painter: QPainter, room: QRect, provider: Provider) -> None:
    """Draws the steps and the official words."""
    draw_steps(painter, room, provider.cqc_rating)
    painter.setFont(theme.font("table"))
    painter.setPen(theme.colour("ink"))
    words = room.adjusted(theme.px(RATING_WIDE), 0, 0, 0)
    painter.drawText(words, _LEFT, provider.cqc_rating.value)


class RatingMark(QWidget):
    """The steps of a rating beside its words in the side panel."""

    def __init__(self, rating: CqcRating) -> None:
        super().__init__()
        self._rating = rating
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(RATING_WIDE - 4), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_steps(painter, self.rect(), self._rating)
