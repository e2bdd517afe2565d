"""The slider under the chart: asks what would happen if price counted for another share."""

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from starapp.evaluation.price_share import AtShare
from starapp.foundation.exact import plain, points
from starapp.ui import theme
from starapp.ui.evaluation.share_chart import LEFT, RIGHT, axis_font
from starapp.ui.widgets.focus_ring import draw_ring
from starapp.ui.widgets.named import named

_KNOB = 18
_GAP = 2


def per_cent(share: Fraction) -> str:
    """A share as people read it: "25%", "33.33%"."""
    whole = plain(share) if share.denominator == 1 else points(share, 2)
    return f"{whole}%"


class ShareSlider(QSlider):
    """Whole per cent from 0 to 100; arrows move by 1, Home and Esc go back to the real weight.

    Signals:
        asked: the share asked about, exact; the real weight when it went back.
    """

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        named(self, "If price counted for, in per cent of all marks", key="shareSlider")
        self.setProperty("ownRing", "yes")
        self.setRange(0, 100)
        self.setPageStep(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._now = Fraction(0)
        self._home = True
        self._turns: tuple[int, ...] = ()
        self.valueChanged.connect(self._moved)

    def show_now(self, now: Fraction, turns: tuple[AtShare | None, ...]) -> None:
        """Goes to the real weight and marks where first place changes; asks nothing."""
        self._now = now
        self._turns = tuple(int(turn.share) for turn in turns if turn is not None)
        self._stand_at_home()

    def share(self) -> Fraction:
        """The share it stands at, exact: the real weight need not be a whole per cent."""
        return self._now if self._home else Fraction(self.value())

    def at_home(self) -> bool:
        """Tells whether it stands at the real weight."""
        return self._home

    def go_home(self) -> None:
        """Goes back to the real weight."""
        if not self._home:
            self._stand_at_home()
            self.asked.emit(self._now)

    def _stand_at_home(self) -> None:
        self._home = True
        self.blockSignals(True)  # noqa: FBT003 # Qt's own call
        self.setValue(int(self._now + Fraction(1, 2)))
        self.blockSignals(False)  # noqa: FBT003 # Qt's own call
        self.update()

    def _moved(self, value: int) -> None:
        self._home = Fraction(value) == self._now
        self.asked.emit(self.share())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home or (event.key() == Qt.Key.Key_Escape and not self._home):
            self.go_home()
            event.accept()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.go_home()

    def _go_to(self, spot: QPointF) -> None:
        left, wide = self._groove()
        along = (spot.x() - left) / wide * 100
        self.setValue(min(max(int(along + 0.5), 0), 100))

    def spot(self, share: int) -> QPointF:
        """Where a whole per cent is on the groove, in its own pixels."""
        return QPointF(self._x(Fraction(share)), float(theme.px(_KNOB / 2 + 5)))

    def _groove(self) -> tuple[float, float]:
        """Where it begins and how wide it is: as wide as the frame of the chart."""
        left = float(theme.px(LEFT))
        return left, max(self.width() - left - theme.px(RIGHT), 1.0)

    def _x(self, share: Fraction) -> float:
        left, wide = self._groove()
        return left + wide * float(share) / 100

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(_KNOB + 10 + 20))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(180), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, wide = self._groove()
        middle = theme.px(_KNOB / 2 + 5)
        at = self._x(self.share())
        high = theme.px(4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("lineStrong"))
        painter.drawRoundedRect(QRectF(left, middle - high / 2, wide, high), 2, 2)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(left, middle - high / 2, at - left, high), 2, 2)
        half = theme.px(_KNOB) / 2
        knob = QRectF(at - half, middle - half, 2 * half, 2 * half)
        painter.setPen(QPen(theme.colour("accentEdge"), 1.5))
        painter.drawEllipse(knob)
        if self.hasFocus():
            draw_ring(painter, knob.adjusted(1, 1, -1, -1), radius=half)
        self._figures(painter, middle + half + theme.px(3))

    def _figures(self, painter: QPainter, top: float) -> None:
        """The figures under the groove; what matters more keeps its place."""
        wanted = [(self._now, f"{per_cent(self._now)} now", "ink", True)]
        if not self._home:
            asked = Fraction(self.value())
            wanted.insert(0, (asked, per_cent(asked), "accent", True))
        wanted += [(Fraction(turn), f"{turn}%", "redText", True) for turn in self._turns]
        wanted += [(Fraction(end), f"{end}%", "inkMuted", False) for end in (0, 100)]
        taken: list[QRectF] = []
        for share, words, ink, heavy in wanted:
            font = axis_font()
            painter.setFont(theme.bold(font) if heavy else font)
            wide = painter.fontMetrics().horizontalAdvance(words)
            left = min(max(self._x(share) - wide / 2, 0), self.width() - wide)
            room = QRectF(left, top, wide + 1, painter.fontMetrics().height())
            if any(room.adjusted(-_GAP, 0, _GAP, 0).intersects(other) for other in taken):
                continue
            taken.append(room)
            painter.setPen(theme.colour(ink))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter), words)
