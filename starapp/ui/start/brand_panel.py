"""The painted panel at the left of the welcome: the mark, what STAR is for, where data stays."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.ui import theme
from starapp.ui.shell.brand import Mark, star
from starapp.ui.widgets.labels import Icon, Words

_FOR = (
    ("clipboard-list", "Write what a person needs, and what a good life looks like for them."),
    ("scale", "Score bids together, with the people who will live with the choice."),
    ("shield-check", "See how a result was reached, and how sure it is."),
)


class BrandPanel(QWidget):
    """Decoration and three sentences; nothing to press."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("brandPanel")
        light = theme.current().mode == theme.Mode.LIGHT
        self._ink = "onAccent" if light else "ink"
        box = QVBoxLayout(self)
        box.setContentsMargins(48, 50, 40, 40)
        box.setSpacing(18)
        box.addWidget(
            Mark(
                side=44,
                ground=self._ink if light else "accent",
                ink="accentHover" if light else "onAccent",
                words=self._ink,
            )
        )
        box.addSpacing(60)
        box.addWidget(self._words("Choose the right support, fairly", "easyTitle", large=True))
        for icon, words in _FOR:
            box.addLayout(self._line(icon, words, 24))
        box.addStretch(1)
        stays = "STAR needs no internet and sends nothing anywhere. Your work is where you save it."
        box.addLayout(self._line("hard-drive", stays, 20))

    def _words(self, text: str, role: str, *, large: bool = False) -> Words:
        label = Words(text, role, wrap=True)
        size = f"font-size:{theme.px(36)}px; font-weight:700;" if large else ""
        label.setStyleSheet(f"color:{theme.colour(self._ink).name()}; {size}")
        return label

    def _line(self, icon: str, words: str, size: int) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(Icon(icon, colour=self._ink, size=size), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words(words, "cardTitle" if size > 20 else "table"), 1)
        return line

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        light = theme.current().mode == theme.Mode.LIGHT
        painter.fillRect(self.rect(), theme.colour("accentHover" if light else "surface"))
        painter.setPen(QPen(theme.colour(self._ink), 1))
        painter.setBrush(theme.colour(self._ink))
        centre = QPointF(self.width() * 0.8, self.height() * 0.74)
        for radius in (0.56, 0.42, 0.2):
            painter.setOpacity(0.07)
            painter.drawPolygon(star(centre, self.width() * radius))
