"""A short message at the bottom left for 8 seconds, with one action; never for errors."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from starapp.ui import theme
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.labels import Icon, Words

SHOWN_MS = 8000


class Toast(QFrame):
    """One message; waits while the pointer or the focus is on it."""

    def __init__(
        self,
        words: str,
        *,
        action: str = "",
        act: Callable[[], None] | None = None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "toast")
        self.setObjectName("toast")
        self.setAccessibleName(words)
        self.setMinimumWidth(theme.px(380))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 16, 10)
        row.setSpacing(12)
        light = theme.current().mode == theme.Mode.LIGHT
        ink = "surface" if light else "ink"
        row.addWidget(Icon("check", colour=ink, size=16))
        row.addWidget(Words(words, "body", wrap=True), 1)
        self.link: Link | None = None
        if act is not None:
            self.link = Link(action or "Undo", ink=ink)
            self.link.clicked.connect(act)
            self.link.clicked.connect(self.close)
            row.addWidget(self.link)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.close)

    def appear(self, *, left: int, bottom: int) -> None:
        """Shows it with its lower left corner at a point of the parent."""
        self.adjustSize()
        self.move(QPoint(left, bottom - self.height()))
        self.show()
        self.raise_()
        self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)
