"""Messages in the page: for your information, done, check this, could not; and read-only bars."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from starapp.ui import theme
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.labels import Icon, Words

NoticeKind = Literal["info", "success", "warning", "error"]
_LOOKS = {
    "info": ("blue", "info"),
    "success": ("green", "circle-check"),
    "warning": ("amber", "triangle-alert"),
    "error": ("red", "circle-x"),
}


class Notice(QFrame):
    """A tinted message with an icon: a strong start, more words, maybe a link or buttons.

    Args:
        kind: info, success, warning or error.
        strong: the first words, in bold.
        text: the rest; says what to do.
        link: words of a link at the end, or empty.
        pressed: called by the link.
    """

    def __init__(
        self,
        kind: NoticeKind,
        strong: str,
        text: str = "",
        *,
        link: str = "",
        pressed: Callable[[], object] | None = None,
        icon: str = "",
    ) -> None:
        super().__init__()
        self._tone, usual = _LOOKS[kind]
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 11, 16, 11)
        row.setSpacing(12)
        self._icon = Icon(icon or usual, colour=f"{self._tone}Text")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._words = QVBoxLayout()
        self._words.setSpacing(4)
        self.label = Words("", "table", wrap=True, rich=True)
        self._words.addWidget(self.label)
        row.addLayout(self._words, 1)
        self.link: Link | None = None
        if link:
            self.link = Link(link, pressed=pressed, ink=f"{self._tone}Text")
            self._words.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_words(strong, text)

    def show_words(self, strong: str, text: str = "") -> None:
        """Changes the words."""
        from html import escape

        self.label.setText(f"<b>{escape(strong)}</b> {escape(text)}".strip())
        self.setAccessibleName(f"{strong} {text}".strip())

    def show_kind(self, kind: NoticeKind) -> None:
        """Changes the kind."""
        self._tone, icon = _LOOKS[kind]
        self._icon.show_icon(icon, colour=f"{self._tone}Text")
        self.update()

    def add(self, widget: QWidget) -> None:
        """Puts buttons or more under the words."""
        self._words.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(f"{self._tone}Solid"), 1))
        painter.setBrush(theme.colour(f"{self._tone}Bg"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class LockedBar(QFrame):
    """The grey bar of a locked record, with what may still be done as a link."""

    def __init__(
        self,
        text: str,
        *,
        link: str = "",
        pressed: Callable[[], object] | None = None,
        icon: str = "lock",
    ) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        row.addWidget(Icon(icon, size=16))
        self.words = Words(text, "table", wrap=True)
        row.addWidget(self.words, 1)
        self.link: Link | None = None
        if link:
            self.link = Link(link, pressed=pressed)
            row.addWidget(self.link)

    def show_words(self, text: str) -> None:
        """Changes the words."""
        self.words.setText(text)
