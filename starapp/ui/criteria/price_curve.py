"""The painted curve of a price formula: points by price, with the worked example marked."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from starapp.criteria.price_formulas import CurvePoint
from starapp.foundation.exact import money
from starapp.ui import theme
from starapp.ui.widgets.named import named


class PriceCurve(QWidget):
    """A line from the lowest to the highest price."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "Points by price", key="priceCurve")
        self._points: tuple[CurvePoint, ...] = ()
        self._most = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_curve(self, points: Sequence[CurvePoint], *, most: int, said: str) -> None:
        """Shows a curve.

        Args:
            points: in order of price; none shows an empty frame.
            most: points at the top of the frame.
            said: the same in words, for screen readers.
        """
        self._points, self._most = tuple(points), max(most, 1)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("hint"))
        high = painter.fontMetrics().height()
        wide = painter.fontMetrics().horizontalAdvance("100") + 8
        box = QRectF(self.rect()).adjusted(wide, high / 2, -8, -high - 6)
        painter.setPen(QPen(theme.colour("inkMuted"), 1))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for share in (0, 1):
            at = box.bottom() - box.height() * share
            words = str(self._most * share)
            painter.drawText(QRectF(0, at - high / 2, wide - 6, high), right, words)
            painter.drawLine(QPointF(box.left(), at), QPointF(box.right(), at))
        if not self._points:
            return
        self._prices(painter, box, high)
        line = QPolygonF([self._spot(box, n, p) for n, p in enumerate(self._points)])
        painter.setPen(QPen(theme.colour("price"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(line)

    def _prices(self, painter: QPainter, box: QRectF, high: int) -> None:
        room = QRectF(box.left(), box.bottom() + 4, box.width(), high)
        first, last = money(self._points[0].price), money(self._points[-1].price)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), first)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight), last)

    def _spot(self, box: QRectF, place: int, point: CurvePoint) -> QPointF:
        along = place / max(len(self._points) - 1, 1)
        up = float(point.points) / self._most
        return QPointF(box.left() + box.width() * along, box.bottom() - box.height() * up)
