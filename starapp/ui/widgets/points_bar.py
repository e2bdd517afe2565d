"""Painted bars: quality, price and social value on a scale of 100, and weights that must reach it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from starapp.ui import theme
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named

_SPARE = 6
_ON = {"quality": "onQuality", "price": "onPrice", "social": "onSocial"}


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar.

    Attributes:
        meaning: quality, price or social; nothing else has these colours.
        amount: how long it is on the scale.
        label: what is written inside if it fits; always in the tooltip.
        name: for screen readers: "Quality".
        chosen: drawn with an inner line.
    """

    meaning: str
    amount: Decimal | Fraction
    label: str
    name: str
    chosen: bool = False


class PointsBar(QWidget):
    """Segments on a scale; what is over the scale hangs out in red hatching.

    Args:
        name: what it shows, for screen readers.
        scale: the amount that fills the bar, usually 100.
        height: of the bar in pixels at text size 100.
    """

    def __init__(self, name: str, *, scale: int = 100, height: int = 22, key: str = "") -> None:
        super().__init__()
        named(self, name, key=key)
        self._name = name
        self._scale = scale
        self._high = height
        self._segments: tuple[Segment, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_segments(self, *segments: Segment) -> None:
        """Shows these parts, in the order quality, price, social value."""
        self._segments = segments
        said = ", ".join(f"{one.name} {one.label}" for one in segments)
        self.setToolTip(said)
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)
        self.update()

    def total(self) -> Fraction:
        """The sum of the parts."""
        return sum((Fraction(one.amount) for one in self._segments), Fraction(0))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(self._high))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(self._high))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        reach = max(self.total(), Fraction(self._scale))
        full = whole.width() * float(Fraction(self._scale) / reach)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(0, 0, full, whole.height()), 3, 3)
        painter.fillPath(ground, theme.colour("surfaceSunk"))
        left = 0.0
        for one in self._segments:
            wide = whole.width() * float(Fraction(one.amount) / reach)
            if wide > 0:
                self._segment(painter, QRectF(left, 0, wide, whole.height()), one)
            left += wide
        if theme.current().mode == theme.Mode.HIGH_CONTRAST:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(ground)
        if self.total() > self._scale:
            self._over(painter, QRectF(full, 0, whole.width() - full, whole.height()))

    def _segment(self, painter: QPainter, box: QRectF, one: Segment) -> None:
        inner = box.adjusted(0, 0, -2, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(one.meaning))
        painter.drawRoundedRect(inner, 3, 3)
        font = theme.bold(theme.font("hint"))
        wide = QFontMetrics(font).horizontalAdvance(one.label)
        fits = wide + 2 * _SPARE <= inner.width()
        self._pattern(painter, inner.adjusted(wide + 2 * _SPARE if fits else 0, 0, 0, 0), one)
        painter.setPen(theme.colour(_ON[one.meaning]))
        if one.chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(2.5, 2.5, -2.5, -2.5), 2, 2)
        if fits:
            painter.setFont(font)
            painter.drawText(
                inner.adjusted(_SPARE, 0, 0, 0),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
                one.label,
            )

    def _pattern(self, painter: QPainter, box: QRectF, one: Segment) -> None:
        if theme.current().mode != theme.Mode.HIGH_CONTRAST or box.width() <= 0:
            return
        styles = {"price": Qt.BrushStyle.FDiagPattern, "social": Qt.BrushStyle.Dense7Pattern}
        style = styles.get(one.meaning)
        if style is not None:
            painter.fillRect(box, QBrush(theme.colour(_ON[one.meaning]), style))

    def _over(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(box, theme.colour("redBg"))
        painter.fillRect(box, QBrush(theme.colour("redSolid"), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(theme.colour("redSolid"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


class _Dot(QWidget):
    def __init__(self, meaning: str) -> None:
        super().__init__()
        self._meaning = meaning
        self.setFixedSize(theme.px(11), theme.px(11))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._meaning))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)


class PointsKey(QWidget):
    """What the colours of a points bar mean: "Quality 60%"."""

    def __init__(self, *entries: tuple[str, str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for meaning, words in entries:
            row.addWidget(_Dot(meaning))
            row.addWidget(Words(words, "hint"))
            row.addSpacing(8)
