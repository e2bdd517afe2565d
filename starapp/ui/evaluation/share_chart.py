"""The painted chart of totals by the share of price: three lines, the place asked about, the turn."""

import math
from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from starapp.evaluation.price_share import AtShare, ShareLines
from starapp.ui import theme
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named

LEFT, RIGHT = 30, 12
"""Room beside the frame at text size 100, the same for the slider under it."""
_HIGH = 128
_LINES = (
    ("ink", 2.6, Qt.PenStyle.SolidLine),
    ("accent", 2.2, Qt.PenStyle.DashLine),
    ("inkMuted", 1.8, Qt.PenStyle.DotLine),
)
_STEPS = (5, 10, 20, 25)


def line_pen(place: int) -> QPen:
    """The pen of the first, second or third line: solid, dashed, dotted."""
    colour, wide, style = _LINES[place]
    pen = QPen(theme.colour(colour), wide, style)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def axis_font() -> QFont:
    """Figures on an axis, a little smaller than hints."""
    made = theme.font("hint")
    made.setPixelSize(theme.px(12))
    return made


class ShareChart(QWidget):
    """Total points of the first three bids while price counts for 0 to 100 per cent."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "Total points if price counted for more or less", key="shareChart")
        self._lines: ShareLines | None = None
        self._at: AtShare | None = None
        self._share = Fraction(0)
        self._bottom, self._top, self._step = 0, 100, 25
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: ShareLines, *, said: str) -> None:
        """Shows the lines.

        Args:
            lines: of at most three bids.
            said: the same in words, for screen readers.
        """
        self._lines = lines
        self._share = lines.now
        self._at = next(point for point in lines.points if point.share == lines.now)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self._scale(lines)
        self.update()

    def show_share(self, share: Fraction, at: AtShare | None) -> None:
        """Moves the marker; ``at`` may come later than the share."""
        self._share, self._at = share, at
        self.update()

    def marker(self) -> tuple[Fraction, AtShare | None]:
        """Where the marker stands and what is known there."""
        return self._share, self._at

    def _scale(self, lines: ShareLines) -> None:
        """Whole steps that hold every line, in four bands or fewer."""
        totals = [
            total
            for point in lines.points
            for bid in lines.bids
            if (total := point.total(bid)) is not None
        ] or [Fraction(0), Fraction(100)]
        low, high = min(totals), max(totals)
        for step in _STEPS:
            self._step = step
            self._bottom = math.floor(low / step) * step
            self._top = max(math.ceil(high / step) * step, self._bottom + step)
            if (self._top - self._bottom) // step <= 4:
                break

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(_HIGH))

    def frame(self) -> QRectF:
        """The frame the lines are drawn in."""
        edge = theme.px(8)
        return QRectF(self.rect()).adjusted(theme.px(LEFT), edge, -theme.px(RIGHT), -edge)

    def _x(self, box: QRectF, share: Fraction) -> float:
        return box.left() + box.width() * float(share) / 100

    def _y(self, box: QRectF, total: Fraction) -> float:
        return box.bottom() - box.height() * float(total - self._bottom) / (
            self._top - self._bottom
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._lines is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.frame()
        if self._lines.first is not None:
            left, right = self._x(box, self._lines.stays_from), self._x(box, self._lines.stays_to)
            shade = QRectF(left, box.top(), right - left, box.height())
            contrast = theme.current().mode is theme.Mode.HIGH_CONTRAST
            painter.fillRect(shade, theme.colour("accentTint" if contrast else "accentWash"))
        self._axis(painter, box)
        for place in reversed(range(len(self._lines.bids))):
            painter.setPen(line_pen(place))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for part in self._parts(box, self._lines, self._lines.bids[place]):
                painter.drawPolyline(part)
        self._turns(painter, box, self._lines)
        self._place(painter, box, self._lines)

    def _axis(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(axis_font())
        high = painter.fontMetrics().height()
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for points in range(self._bottom, self._top + 1, self._step):
            at = self._y(box, Fraction(points))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(box.left(), at), QPointF(box.right(), at))
            painter.setPen(theme.colour("inkMuted"))
            room = QRectF(0, at - high / 2, box.left() - theme.px(6), high)
            painter.drawText(room, right, str(points))

    def _parts(self, box: QRectF, lines: ShareLines, bid: str) -> list[QPolygonF]:
        """The line of a bid, broken where it is not ranked."""
        parts: list[list[QPointF]] = [[]]
        for point in lines.points:
            total = point.total(bid)
            if total is not None:
                parts[-1].append(QPointF(self._x(box, point.share), self._y(box, total)))
            elif parts[-1]:
                parts.append([])
        return [QPolygonF(part) for part in parts if len(part) > 1]

    def _turns(self, painter: QPainter, box: QRectF, lines: ShareLines) -> None:
        """A dashed line and a diamond where first place changes."""
        turns = (
            (lines.below, lines.stays_from),
            (lines.above, lines.stays_to),
        )
        for whole, share in turns:
            if whole is None:
                continue
            across = self._x(box, share)
            painter.setPen(QPen(theme.colour("redSolid"), 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom()))
            here = next((point for point in lines.points if point.share == share), None)
            total = here.total(lines.first) if here is not None and lines.first else None
            if total is not None:
                self._diamond(painter, QPointF(across, self._y(box, total)))

    def _diamond(self, painter: QPainter, middle: QPointF) -> None:
        half = theme.px(5)
        painter.setPen(QPen(theme.colour("surface"), 1.5))
        painter.setBrush(theme.colour("redSolid"))
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(middle.x(), middle.y() - half),
                    QPointF(middle.x() + half, middle.y()),
                    QPointF(middle.x(), middle.y() + half),
                    QPointF(middle.x() - half, middle.y()),
                ]
            )
        )

    def _place(self, painter: QPainter, box: QRectF, lines: ShareLines) -> None:
        """The share asked about, with a ring on the line of the bid that leads there."""
        if self._share != lines.now:
            across = self._x(box, lines.now)
            painter.setPen(QPen(theme.colour("inkMuted"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom()))
        across = self._x(box, self._share)
        painter.setPen(QPen(theme.colour("ink"), 1.6))
        painter.drawLine(QLineF(across, box.top(), across, box.bottom()))
        if self._at is None or not self._at.totals or self._at.share != self._share:
            return
        best = self._at.totals[0][1]
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("ink"), 2))
        half = theme.px(4)
        painter.drawEllipse(QPointF(across, self._y(box, best)), half, half)


class _Sample(QWidget):
    """A short piece of a line."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self.setFixedSize(theme.px(24), theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(line_pen(self._place))
        middle = self.height() / 2
        path = QPainterPath(QPointF(0, middle))
        path.lineTo(self.width(), middle)
        painter.drawPath(path)


def chart_key(lines: ShareLines, names: Mapping[str, str]) -> QWidget:
    """Which line is whose."""
    entries = []
    for place, bid in enumerate(lines.bids):
        entry = QWidget()
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(_Sample(place))
        row.addWidget(Words(names[bid], "hint"))
        entries.append(entry)
    return flow(*entries)
