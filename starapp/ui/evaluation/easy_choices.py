"""The choices of a score in plain words and large type, and short reasons to pick from."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import Level
from starapp.ui import theme
from starapp.ui.evaluation.score_cards import ScoreCard
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.flow import FlowLayout
from starapp.ui.widgets.named import named, restyle

HIGH = 56
"""Height of a choice in pixels at text size 100; no target is under 48."""
MOST_BLOCKS = 10


class EasyChoice(ScoreCard):
    """One score: number, plain word, and as many filled blocks as the score."""

    def __init__(self, level: Level) -> None:
        super().__init__(level)
        self._word = level.plain or level.label
        self._blocks = (0, 0)
        named(self, f"{self.value}, {self._word}", key=f"easy-{self.value}")
        self.setToolTip("")

    def show_blocks(self, filled: int, of: int) -> None:
        """Shows so many blocks filled; none for a scale too long to draw."""
        self._blocks = (filled, of) if of <= MOST_BLOCKS else (0, 0)
        self.update()

    def heightForWidth(self, width: int) -> int:
        return theme.px(HIGH)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(380), theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, on = self.isChecked(), self.isEnabled()
        painter.setPen(QPen(theme.colour("accentEdge" if chosen else "lineStrong"), 2))
        painter.setBrush(theme.colour("accent" if chosen else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        side = theme.px(42)
        box = QRectF(theme.px(10), (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface" if chosen else "surfaceSunk"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setFont(theme.font("easyChoice"))
        painter.setPen(theme.colour("ink" if on or chosen else "inkFaint"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.value)
        painter.setPen(theme.colour("onAccent" if chosen else "ink" if on else "inkFaint"))
        room = QRect(theme.px(80), 0, self.width() - theme.px(80), self.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self._word)
        self._draw_blocks(painter)

    def _draw_blocks(self, painter: QPainter) -> None:
        filled, of = self._blocks
        ink = theme.colour("onAccent" if self.isChecked() else "ink")
        wide, high, gap = theme.px(15), theme.px(26), theme.px(6)
        left = self.width() - theme.px(18) - of * (wide + gap)
        for place in range(of):
            box = QRectF(left + place * (wide + gap), (self.height() - high) / 2, wide, high)
            painter.setPen(QPen(ink, 2))
            painter.setBrush(ink if place < filled else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)


class ReasonChips(QWidget):
    """Short reasons to pick, each at least 48 pixels high.

    Signals:
        changed: the ones picked, in the order offered.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[str, Button] = {}
        self.own = self._chip("Type my own words")
        self.own.setObjectName("ownWords")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, spacing=10)
        box.addWidget(self._holder)

    def show_offers(self, offers: Sequence[str]) -> None:
        """Shows the reasons that can be picked, and the choice to type."""
        while self._flow.count():
            self._flow.takeAt(0)
        for words in list(self.chips):
            if words not in offers:
                self.chips.pop(words).deleteLater()
        for words in offers:
            if words not in self.chips:
                chip = self._chip(words)
                chip.setObjectName(f"reason-{len(self.chips) + 1}")
                chip.toggled.connect(self._tell)
                self.chips[words] = chip
            self._flow.addWidget(self.chips[words])
        self._flow.addWidget(self.own)
        theme.set_icon(self.own, "keyboard", size=20)

    def _chip(self, words: str) -> Button:
        chip = Button(words)
        chip.setCheckable(True)
        chip.setProperty("sized", "easyChip")
        theme.set_icon(chip, "plus", size=20)
        return chip

    def pick(self, picked: Sequence[str]) -> None:
        """Shows which are picked without telling anyone."""
        for words, chip in self.chips.items():
            chip.blockSignals(True)  # noqa: FBT003 # Qt's own call
            chip.setChecked(words in picked)
            chip.blockSignals(False)  # noqa: FBT003 # Qt's own call
            self._dress(chip)

    def picked(self) -> tuple[str, ...]:
        """The ones picked, in the order offered."""
        return tuple(words for words, chip in self.chips.items() if chip.isChecked())

    def _tell(self) -> None:
        for chip in self.chips.values():
            self._dress(chip)
        self.changed.emit(self.picked())

    def _dress(self, chip: Button) -> None:
        theme.set_icon(chip, "check" if chip.isChecked() else "plus", size=20)
        restyle(chip)
