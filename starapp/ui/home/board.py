"""The board: competitions in eight lanes by stage. Arrow keys move, Enter opens; nothing drags."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from starapp.reports.needs import CardRow, LaneRow
from starapp.ui import theme
from starapp.ui.widgets.buttons import ARROWS
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_ICONS = {
    "blue": "pencil",
    "amber": "clock",
    "red": "circle-alert",
    "purple": "split",
    "green": "hourglass",
    "grey": "circle",
}
_TITLE_LINES = 2


class BoardCard(QAbstractButton):
    """One competition or package."""

    def __init__(self, card: CardRow) -> None:
        super().__init__()
        self.card = card
        self.setText(card.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, f"{card.reference}, {card.title}, {card.fact}", key=f"card-{card.id}")
        self.setToolTip(f"{card.reference}: {card.title}")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(124), theme.px(24 + 18 * _TITLE_LINES + 32))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS or event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("surfaceHover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        room = self.rect().adjusted(theme.px(10), theme.px(7), -theme.px(8), -theme.px(6))
        high = theme.px(18)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.bold(theme.font("tag")))
        short = self.card.reference.rsplit("-", 1)[-1] or self.card.reference
        painter.drawText(QRect(room.left(), room.top(), room.width(), high), _LEFT, short)
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour("inkMuted"))
        body = QRect(room.left(), room.top() + high, room.width(), high * _TITLE_LINES)
        painter.drawText(body, _WRAP, _fitted(self.card.title, body.width()))
        self._fact(painter, QRect(room.left(), body.bottom() + 4, room.width(), high))

    def _fact(self, painter: QPainter, room: QRect) -> None:
        ink = f"{self.card.tone}Text"
        side = theme.px(14)
        shown = theme.pixmap(
            _ICONS[self.card.tone], colour=ink, size=14, ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(room.left(), room.center().y() - side // 2 + 1, shown)
        painter.setFont(theme.font("tag"))
        painter.setPen(theme.colour(ink))
        words = room.adjusted(side + 5, 0, 0, 0)
        cut = painter.fontMetrics().elidedText(
            self.card.fact, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, _LEFT, cut)


def _fitted(title: str, width: int) -> str:
    """The title cut to two lines, with dots where it goes on."""
    metrics = QFontMetrics(theme.font("hint"))
    words = title.split()
    for count in range(len(words), 0, -1):
        text = " ".join(words[:count]) + ("" if count == len(words) else " ...")
        box = metrics.boundingRect(QRect(0, 0, max(width, 1), 10_000), _WRAP, text)
        if box.height() <= metrics.lineSpacing() * _TITLE_LINES + 2:
            return text
    return metrics.elidedText(title, Qt.TextElideMode.ElideRight, width)


class _Nothing(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(theme.px(100), theme.px(56))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("lineStrong"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(theme.colour("inkMuted"))
        painter.setFont(theme.font("hint"))
        painter.drawText(self.rect().adjusted(10, 8, -8, -8), _WRAP, "Nothing at this stage")


class Lane(QFrame):
    """One stage with its cards."""

    def __init__(self, lane: LaneRow) -> None:
        super().__init__()
        self.setProperty("look", "cardSunk")
        self.setAccessibleName(f"{lane.stage}, {len(lane.cards)}")
        self.cards: list[BoardCard] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(Words("Evaluation" if "model" in lane.stage else lane.stage.value, "tag"), 1)
        head.addWidget(Words(str(len(lane.cards)), "hint", ink="muted"))
        box.addLayout(head)
        for card in lane.cards:
            made = BoardCard(card)
            self.cards.append(made)
            box.addWidget(made)
        if not lane.cards:
            box.addWidget(_Nothing())
        box.addStretch(1)


class Board(QWidget):
    """All lanes.

    Signals:
        opened: the ``CardRow`` that was pressed.
        moved: the card the keys went to.
    """

    opened = Signal(object)
    moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "Competitions by stage", key="board")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.lanes: list[Lane] = []

    def show_lanes(self, lanes: Sequence[LaneRow]) -> None:
        """Shows the lanes; keeps the focus on the card that had it."""
        focused = self.focusWidget()
        kept = focused.objectName() if focused is not None and focused.hasFocus() else ""
        clear(self._row)
        self.lanes = [Lane(lane) for lane in lanes]
        for lane in self.lanes:
            self._row.addWidget(lane, 1)
            for card in lane.cards:
                card.clicked.connect(self._press)
                if card.objectName() == kept:
                    card.setFocus()

    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, BoardCard):
            self.opened.emit(sender.card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        spot = self._spot()
        if spot is None:
            super().keyPressEvent(event)
            return
        lane, place = spot
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                cards = self.lanes[lane].cards
                self._focus(cards[max(0, min(place + step, len(cards) - 1))])
            case Qt.Key.Key_Right | Qt.Key.Key_Left:
                self._across(lane, place, 1 if event.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit(self.lanes[lane].cards[place].card)
            case _:
                super().keyPressEvent(event)

    def _spot(self) -> tuple[int, int] | None:
        for number, lane in enumerate(self.lanes):
            for place, card in enumerate(lane.cards):
                if card.hasFocus():
                    return number, place
        return None

    def _across(self, lane: int, place: int, step: int) -> None:
        number = lane + step
        while 0 <= number < len(self.lanes):
            cards = self.lanes[number].cards
            if cards:
                self._focus(cards[min(place, len(cards) - 1)])
                return
            number += step

    def _focus(self, card: BoardCard) -> None:
        card.setFocus()
        self.moved.emit(card)
