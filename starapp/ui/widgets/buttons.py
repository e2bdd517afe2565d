"""Buttons: main, other, risky and quiet; links; icon buttons; filter chips."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget

from starapp.ui import theme
from starapp.ui.widgets.named import named, restyle

Kind = Literal["main", "other", "risky", "quiet"]
Size = Literal["small", "middle", "large", "easy"]
ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
"""Left to what holds the button: a list, a board, a row."""
_ICON_COLOURS = {"main": "onAccent", "risky": "onDanger", "quiet": "accent", "other": "ink"}


class Button(QPushButton):
    """A button with a verb on it.

    Args:
        text: the verb: "Save PDFs", not "OK". Also the accessible name.
        kind: main (one in a region), other, risky (red, last step only) or quiet.
        icon: an icon's name, or empty.
        size: small 30, middle 36, large 44, easy 56.
        pressed: connected to ``clicked``.
        key: the object name; made from the text when empty.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = "other",
        icon: str = "",
        size: Size = "middle",
        pressed: Callable[[], object] | None = None,
        key: str = "",
    ) -> None:
        super().__init__(text)
        self._kind: str = kind
        self._tip = ""
        self.setProperty("kind", kind)
        self.setProperty("sized", size)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        named(self, text, key=key)
        if icon:
            self.set_icon(icon)
        if pressed is not None:
            self.clicked.connect(pressed)

    def set_icon(self, name: str) -> None:
        """Shows an icon before the words."""
        size = 16 if self.property("sized") == "small" else 20
        theme.set_icon(self, name, colour=_ICON_COLOURS[self._kind], size=size)

    def icon_last(self) -> None:
        """Puts the icon after the words: on, next, later."""
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        kept = self.property("themeIcon")
        if kept:
            self.set_icon(kept[0])

    def set_text(self, text: str) -> None:
        """Changes the words and the accessible name; the object name stays."""
        self.setText(text)
        self.setAccessibleName(text)

    def set_kind(self, kind: Kind) -> None:
        """Makes it a main, other, risky or quiet button."""
        self._kind = kind
        self.setProperty("kind", kind)
        kept = self.property("themeIcon")
        if kept:
            self.set_icon(kept[0])
        restyle(self)

    def off(self, reason: str) -> None:
        """Switches the button off and says why in the tooltip and to screen readers."""
        self.setEnabled(False)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def on(self) -> None:
        """Switches the button on again."""
        self.setEnabled(True)
        self.setToolTip(self._tip)
        self.setAccessibleDescription("")

    def set_tip(self, tip: str) -> None:
        """The tooltip while the button is on."""
        self._tip = tip
        if self.isEnabled():
            self.setToolTip(tip)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        if event.key() in ARROWS:
            event.ignore()
            return
        super().keyPressEvent(event)


class Link(QAbstractButton):
    """Underlined words that go somewhere or do something small; yellow ground with focus."""

    def __init__(
        self,
        text: str,
        *,
        pressed: Callable[[], object] | None = None,
        ink: str = "link",
        role: str = "table",
        key: str = "",
    ) -> None:
        super().__init__()
        self._ink = ink
        self._role = role
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownRing", "yes")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        named(self, text, key=key)
        if pressed is not None:
            self.clicked.connect(pressed)

    def set_text(self, text: str) -> None:
        """Changes the words and the accessible name."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self._metrics_font()
        size = QFontMetrics(metrics)
        return QSize(size.horizontalAdvance(self.text()) + 6, max(size.height() + 6, theme.px(24)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._metrics_font()
        painter.setFont(font)
        ink = theme.colour(self._ink if self.isEnabled() else "inkFaint")
        height = painter.fontMetrics().height()
        top = (self.height() - height) // 2
        line = top + height
        if self.hasFocus():
            painter.fillRect(self.rect(), theme.colour("focus"))
            ink = theme.colour("focusInk")
        painter.setPen(ink)
        painter.drawText(3, top, self.width(), height, Qt.AlignmentFlag.AlignLeft, self.text())
        thick = 3 if self.hasFocus() else 2 if self.underMouse() else 1
        painter.setPen(QPen(ink, thick))
        edge = self.height() - 2 if self.hasFocus() else line
        start, end = (0, self.width()) if self.hasFocus() else (3, self.width() - 3)
        painter.drawLine(start, edge, end, edge)

    def _metrics_font(self) -> QFont:
        return theme.bold(theme.font(self._role))


class IconButton(QToolButton):
    """A well known tool shown as an icon alone, with a tooltip and an accessible name."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        pressed: Callable[[], object] | None = None,
        colour: str = "ink",
        size: int = 20,
        key: str = "",
    ) -> None:
        super().__init__()
        self.setToolTip(name)
        named(self, name, key=key)
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme.px(30), theme.px(30))
        theme.set_icon(self, icon, colour=colour, size=size)
        if pressed is not None:
            self.clicked.connect(pressed)

    def off(self, reason: str) -> None:
        """Switches it off and says why."""
        self.setEnabled(False)
        self.setToolTip(f"{self._name}. {reason}")
        self.setAccessibleDescription(reason)

    def on(self) -> None:
        """Switches it on again."""
        self.setEnabled(True)
        self.setToolTip(self._name)
        self.setAccessibleDescription("")


class Chip(QPushButton):
    """A filter that is on (tinted, with a cross) or a menu to set it (with an arrow)."""

    def __init__(
        self, text: str, *, on: bool = False, pressed: Callable[[], object] | None = None
    ) -> None:
        super().__init__(text)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setAutoDefault(False)
        named(self, text)
        self.show_chip(text, on=on)
        if pressed is not None:
            self.clicked.connect(pressed)

    def show_chip(self, text: str, *, on: bool) -> None:
        """Changes the words and whether the filter is on."""
        self.setText(text)
        self.setAccessibleName(f"{text}, remove this filter" if on else text)
        self.setProperty("chip", "on" if on else "off")
        theme.set_icon(self, "x" if on else "chevron-down", size=16)
        restyle(self)


def button_row(*widgets: QWidget, spread: bool = False) -> QWidget:
    """Puts buttons side by side: from the left, or to the right when ``spread``."""
    from PySide6.QtWidgets import QHBoxLayout

    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    if spread:
        line.addStretch(1)
    for widget in widgets:
        line.addWidget(widget)
    if not spread:
        line.addStretch(1)
    return holder
