"""Progress with a count and Stop; grey shapes while something loads."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from starapp.ui import theme
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.labels import Words


class _Bar(QProgressBar):
    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)

    def sizeHint(self) -> QSize:
        return QSize(200, 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(theme.colour("greyBg"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(theme.colour("accent"))
        if self.maximum() > self.minimum():
            part = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
            painter.drawRoundedRect(QRectF(0, 0, box.width() * part, box.height()), 3, 3)
            return
        painter.setBrush(theme.colour("accent"))
        painter.setClipRect(self.rect())
        step = 22
        for left in range(-step, self.width() + step, step):
            painter.drawConvexPolygon(_slant(left, self.height(), step // 2))


def _slant(left: int, height: int, wide: int) -> list[QPoint]:
    return [
        QPoint(left + height, 0),
        QPoint(left + height + wide, 0),
        QPoint(left + wide, height),
        QPoint(left, height),
    ]


class Progress(QWidget):
    """What is being done, how far it is, and Stop.

    Args:
        words: for example "Making 6 letters".
        stop: called by the Stop link; without it there is no link.
    """

    def __init__(self, words: str, *, stop: Callable[[], object] | None = None) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        line = QHBoxLayout()
        self.words = Words(words, "table")
        self.count = Words("", "table")
        line.addWidget(self.words, 1)
        line.addWidget(self.count)
        self.stop_link: Link | None = None
        if stop is not None:
            self.stop_link = Link("Stop", pressed=stop)
            line.addWidget(self.stop_link)
        box.addLayout(line)
        self.bar = _Bar()
        self.bar.setAccessibleName(words)
        self.bar.setObjectName("progressBar")
        self.bar.setRange(0, 0)
        box.addWidget(self.bar)

    def show_count(self, done: int, of: int) -> None:
        """Shows "4 of 6"."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.count.setText(f"{done} of {of}")


class Loading(QWidget):
    """Grey row shapes that appear only after 400 ms."""

    def __init__(self, rows: int = 3) -> None:
        super().__init__()
        self._rows = rows
        self._shown = False
        self.setAccessibleName("Loading")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(400)
        self._timer.timeout.connect(self._show)
        self._timer.start()

    def sizeHint(self) -> QSize:
        return QSize(300, self._rows * theme.px(30) + 20)

    def _show(self) -> None:
        self._shown = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shown:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("greyBg"))
        high = theme.px(30)
        for row in range(self._rows):
            top = 14 + row * high
            painter.drawRoundedRect(QRectF(16, top, 18, 18), 5, 5)
            wide = (0.46, 0.36, 0.5)[row % 3] * self.width()
            painter.drawRoundedRect(QRectF(46, top + 3, wide, 12), 5, 5)
            painter.drawRoundedRect(QRectF(self.width() - 80, top, 64, 18), 5, 5)
