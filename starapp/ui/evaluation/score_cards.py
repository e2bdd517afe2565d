"""The choices of a score, highest first: number, word and meaning; number keys choose."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import Level
from starapp.foundation.exact import plain
from starapp.ui import theme
from starapp.ui.widgets.named import named


class ScoreCard(QRadioButton):
    """One level of the scale as a wide button."""

    def __init__(self, level: Level) -> None:
        super().__init__()
        self.value = plain(level.score)
        self._label = level.label
        self._meaning = level.meaning
        named(self, f"{self.value}, {level.label}", key=f"score-{self.value}")
        self.setAccessibleDescription(level.meaning)
        self.setToolTip(level.meaning)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        label = QFontMetrics(theme.bold(theme.font("table"))).height()
        return max(theme.px(44), label + self._meaning_height(width) + theme.px(10))

    def _meaning_height(self, width: int) -> int:
        metrics = QFontMetrics(theme.font("hint"))
        wrap = int(Qt.TextFlag.TextWordWrap)
        return metrics.boundingRect(
            0, 0, max(width - self._left - theme.px(34), theme.px(60)), 1000, wrap, self._meaning
        ).height()

    @property
    def _left(self) -> int:
        return theme.px(8 + 34 + 12)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), self.heightForWidth(self.width() or theme.px(280)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(180), self.heightForWidth(max(self.width(), theme.px(180))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, on = self.isChecked(), self.isEnabled()
        painter.setPen(QPen(theme.colour("accentEdge" if chosen else "lineStrong"), 1))
        ground = "accent" if chosen else "surfaceHover" if self.underMouse() and on else "surface"
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        side = theme.px(34)
        box = QRectF(theme.px(8), (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface" if chosen else "surfaceSunk"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(theme.colour("ink" if on or chosen else "inkFaint"))
        painter.setFont(theme.bold(theme.font("sectionTitle"), 700))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.value)
        self._words(painter)

    def _words(self, painter: QPainter) -> None:
        chosen, on = self.isChecked(), self.isEnabled()
        label = theme.bold(theme.font("table"))
        first = QFontMetrics(label).height()
        below = self._meaning_height(self.width())
        top = (self.height() - first - below) // 2
        room = QRect(self._left, top, self.width() - self._left - theme.px(34), first)
        painter.setFont(label)
        painter.setPen(theme.colour("onAccent" if chosen else "ink" if on else "inkFaint"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self._label)
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour("onAccent" if chosen else "inkMuted" if on else "inkFaint"))
        wrap = int(Qt.TextFlag.TextWordWrap)
        painter.drawText(QRect(room.left(), top + first, room.width(), below), wrap, self._meaning)
        if chosen:
            side = theme.px(20)
            shown = theme.pixmap("circle-check", colour="onAccent", ratio=self.devicePixelRatioF())
            painter.drawPixmap(
                self.width() - side - theme.px(8), (self.height() - side) // 2, shown
            )


class ScoreCards(QWidget):
    """All levels of the scale; starts with none chosen.

    Signals:
        chosen: the score as plain text.
    """

    chosen = Signal(str)

    def __init__(self, name: str, *, card: Callable[[Level], ScoreCard] = ScoreCard) -> None:
        super().__init__()
        named(self, name, key="scoreCards")
        self.setProperty("ringGap", 3)
        self._make = card
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._tell)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(5)
        self.cards: dict[str, ScoreCard] = {}

    def show_levels(self, levels: Sequence[Level]) -> None:
        """Makes a card per level, highest first."""
        if self.cards:
            return
        for level in sorted(levels, key=lambda one: one.score, reverse=True):
            card = self._make(level)
            self.cards[card.value] = card
            self._group.addButton(card)
            self._box.addWidget(card)

    def value(self) -> str:
        """The score chosen, or empty."""
        return next((v for v, card in self.cards.items() if card.isChecked()), "")

    def choose(self, value: str) -> None:
        """Chooses a score without telling anyone; empty takes the choice away."""
        self._group.setExclusive(False)
        for one, card in self.cards.items():
            card.setChecked(one == value)
        self._group.setExclusive(True)

    def take_focus(self) -> None:
        """The keyboard goes to the score chosen, or to the scores as a whole: none is suggested."""
        chosen = self.cards.get(self.value())
        (chosen or self).setFocus()

    def press(self, value: str) -> bool:
        """Chooses as a person does; tells whether there is such a score."""
        card = self.cards.get(value)
        if card is None or not card.isEnabled():
            return False
        card.setFocus()
        card.click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event.text()):
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.chosen.emit(self.value())
