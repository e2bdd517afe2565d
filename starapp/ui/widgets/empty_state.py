"""What goes here, why it is empty, and one button."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from starapp.ui import theme
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.labels import Words


class _Disc(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(theme.px(52), theme.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accentTint"))
        painter.drawEllipse(QRectF(self.rect()))
        shown = theme.pixmap(self._icon, colour="accent", size=24, ratio=self.devicePixelRatioF())
        side = theme.px(24)
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, shown)


class EmptyState(QFrame):
    """A dashed card for a list with nothing in it yet.

    Attributes:
        button: the one button, or None.
    """

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        icon: str = "",
        button: str = "",
        pressed: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("look", "cardDashed")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 22, 24, 22)
        box.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignHCenter
        if icon:
            box.addWidget(_Disc(icon), 0, middle)
        self.title = Words(title, "cardTitle", wrap=True)
        self.text = Words(text, "table", ink="muted", wrap=True)
        for label in (self.title, self.text):
            label.setAlignment(middle)
            box.addWidget(label)
        self.text.setVisible(bool(text))
        self.button: Button | None = None
        if button and pressed is not None:
            self.offer(button, pressed)

    def offer(self, button: str, pressed: Callable[[], object]) -> None:
        """Puts the one button under the words."""
        self.button = Button(button, kind="main", pressed=pressed)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)  # noqa: S101 # made above
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_words(self, title: str, text: str = "") -> None:
        """Changes the words."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
