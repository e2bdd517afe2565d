"""The painted curve of a price formula: points by price, with the worked example marked."""

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from starapp.criteria.price_example import PriceExample, pounds
from starapp.foundation.exact import plain, round_exact
from starapp.ui import theme
from starapp.ui.widgets.named import named

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
_STEPS = (1, 2, 5)
MOST_TICKS = 5


def ticks(most: Fraction) -> tuple[Decimal, ...]:
    """Round numbers from nought up to the most, at most five: 0, 5, 10, 15, 20, 25."""
    if most <= 0:
        return (Decimal(0),)
    size = Decimal(1).scaleb(round_exact(most, 6).adjusted() - 1)
    steps = (size * step * 10**power for power in range(3) for step in _STEPS)
    step = next(one for one in steps if Fraction(one) * MOST_TICKS >= most)
    return tuple(step * n for n in range(MOST_TICKS + 1) if Fraction(step * n) <= most)


class PriceCurve(QWidget):
    """A line from the lowest price to past the highest; lower marks for dearer bids.

    Args:
        small: without prices and marks, for comparing many at a glance.
    """

    def __init__(self, *, small: bool = False, key: str = "priceCurve") -> None:
        super().__init__()
        named(self, "Points by price", key=key)
        self._small = small
        self._example: PriceExample | None = None
        self._most = Fraction(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_example(self, example: PriceExample | None, *, most: Decimal, said: str) -> None:
        """Shows a curve with its example.

        Args:
            example: None shows an empty frame.
            most: marks for price: the top of the frame; a formula in pounds has its own top.
            said: the same in words, for screen readers.
        """
        self._example = example
        self._most = Fraction(most) or Fraction(1)
        if example is not None and example.ordered:
            self._most = max((point.points for point in example.line), default=Fraction(1))
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120 if self._small else 260), theme.px(54 if self._small else 165))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(100 if self._small else 200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("hint"))
        box = self._frame(painter.fontMetrics())
        if not self._small:
            self._paint_marks(painter, box)
        if self._example is None:
            return
        self._paint_line(painter, box, self._example)
        if not self._small:
            self._paint_prices(painter, box, self._example)
            self._paint_example(painter, box, self._example)

    def _frame(self, metrics: QFontMetrics) -> QRectF:
        """Where the curve goes: room at the left for points, below for prices."""
        if self._small:
            return QRectF(self.rect()).adjusted(3, 4, -3, -4)
        wide = max(metrics.horizontalAdvance(plain(tick)) for tick in ticks(self._most)) + 10
        high = metrics.height()
        return QRectF(self.rect()).adjusted(wide, high * 0.8, -12, -high - 8)

    def _paint_marks(self, painter: QPainter, box: QRectF) -> None:
        high = painter.fontMetrics().height()
        for tick in ticks(self._most):
            at = self._height(box, Fraction(tick))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(box.left(), at), QPointF(box.right(), at))
            painter.setPen(theme.colour("inkMuted"))
            room = QRectF(0, at - high / 2, box.left() - 8, high)
            painter.drawText(room, _RIGHT, plain(tick))

    def _paint_line(self, painter: QPainter, box: QRectF, example: PriceExample) -> None:
        spots = [self._spot(box, point.price, point.points) for point in example.line]
        under = QPolygonF([*spots, QPointF(spots[-1].x(), box.bottom()),
                           QPointF(spots[0].x(), box.bottom())])  # fmt: skip
        wash = theme.colour("price")
        wash.setAlpha(46)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash)
        painter.drawPolygon(under)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("price"), 2 if self._small else 3))
        painter.drawPolyline(QPolygonF(spots))

    def _paint_prices(self, painter: QPainter, box: QRectF, example: PriceExample) -> None:
        """The prices of the example under the frame, the middle one first; none over another."""
        metrics = painter.fontMetrics()
        painter.setPen(theme.colour("inkMuted"))
        taken: list[QRectF] = []
        low, middle, high = example.prices
        for price in (middle, high, low):
            words = pounds(price)
            wide = metrics.horizontalAdvance(words)
            at = self._spot(box, price, Fraction(0)).x()
            left = min(max(at - wide / 2, 0.0), self.width() - wide)
            room = QRectF(left, box.bottom() + 6, wide + 2, metrics.height())
            if not any(room.adjusted(-6, 0, 6, 0).intersects(other) for other in taken):
                painter.drawText(room, _MIDDLE, words)
                taken.append(room)

    def _paint_example(self, painter: QPainter, box: QRectF, example: PriceExample) -> None:
        spot = self._spot(box, example.prices[1], example.values[1])
        pen = QPen(theme.colour("ink"), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(box.left(), spot.y()), spot)
        painter.drawLine(spot, QPointF(spot.x(), box.bottom()))
        painter.setPen(QPen(theme.colour("ink"), 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(spot, 5, 5)
        shown = round_exact(example.values[1], 2)
        words = f"{pounds(shown)}" if example.ordered else f"{shown} points"
        painter.setFont(theme.bold(theme.font("hint")))
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(words) + 4
        left = min(spot.x() + 10, box.right() - wide)
        above = spot.y() - metrics.height() - 6
        top = above if above >= 0 else spot.y() + 8
        room = QRectF(left, top, wide, metrics.height())
        painter.fillRect(room, theme.colour("surface"))
        painter.drawText(room, _MIDDLE, words)

    def _height(self, box: QRectF, value: Fraction) -> float:
        return box.bottom() - box.height() * float(value / self._most)

    def _spot(self, box: QRectF, price: Decimal, value: Fraction) -> QPointF:
        assert self._example is not None  # noqa: S101 - only painted with an example
        first, last = self._example.line[0].price, self._example.line[-1].price
        along = float((price - first) / (last - first))
        return QPointF(box.left() + box.width() * along, self._height(box, value))
