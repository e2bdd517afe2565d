"""Tags: a word with an icon on a tint; never clickable."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from starapp.ui import theme

Tone = Literal["grey", "blue", "teal", "green", "amber", "red", "purple"]
"""Grey not started, blue in progress, teal open, green done, amber soon, red late, purple agreed."""


@dataclass(frozen=True, slots=True)
class TagLook:
    """What a tag shows; also given to table cells."""

    text: str
    tone: Tone = "grey"
    icon: str = ""


def _inks(tone: str) -> tuple[str, str]:
    return ("accentTint", "accent") if tone == "teal" else (f"{tone}Bg", f"{tone}Text")


def tag_size(look: TagLook) -> QSize:
    """How much room a tag takes."""
    width = QFontMetrics(theme.font("tag")).horizontalAdvance(look.text) + theme.px(16)
    if look.icon:
        width += theme.px(16) + theme.px(5)
    return QSize(width, theme.size_of("tag"))


def draw_tag(painter: QPainter, box: QRect, look: TagLook, ratio: float = 1.0) -> None:
    """Draws a tag in a box of its own size."""
    ground, ink = _inks(look.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bordered = theme.current().mode == theme.Mode.HIGH_CONTRAST
    painter.setPen(QPen(theme.colour(ink), 1) if bordered else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    left = box.left() + theme.px(8)
    if look.icon:
        side = theme.px(16)
        shown = theme.pixmap(look.icon, colour=ink, size=16, ratio=ratio)
        painter.drawPixmap(left, box.center().y() - side // 2 + 1, shown)
        left += side + theme.px(5)
    painter.setFont(theme.font("tag"))
    painter.setPen(theme.colour(ink))
    room = QRect(left, box.top(), box.right() - left, box.height())
    painter.drawText(
        room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), look.text
    )
    painter.restore()


class Tag(QWidget):
    """A tag on the screen; screen readers say its words."""

    def __init__(self, text: str, tone: Tone = "grey", icon: str = "") -> None:
        super().__init__()
        self._look = TagLook(text, tone, icon)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tag(self, text: str, tone: Tone = "grey", icon: str = "") -> None:
        """Shows another state."""
        self._look = TagLook(text, tone, icon)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def look(self) -> TagLook:
        """What it shows."""
        return self._look

    def sizeHint(self) -> QSize:
        return tag_size(self._look)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_tag(painter, self.rect(), self._look, self.devicePixelRatioF())
