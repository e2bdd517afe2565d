"""The rail at the left: where you can go, with what is pinned, help and settings at the foot."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from starapp.ui import theme
from starapp.ui.desk import Place
from starapp.ui.shell.brand import Mark
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One item of the rail.

    Attributes:
        kinds: the kinds of place for which it is shown as chosen.
        key: a small key cap at its right, or empty.
    """

    place: Place
    words: str
    icon: str
    kinds: frozenset[str]
    key: str = ""


ENTRIES = (
    RailEntry(Place("home"), "Home", "house", frozenset({"home"})),
    RailEntry(Place("packages"), "Packages", "clipboard-list", frozenset({"packages", "package"})),
    RailEntry(
        Place("competitions"), "Competitions", "scale", frozenset({"competitions", "competition"})
    ),
    RailEntry(Place("models"), "Models", "list", frozenset({"models", "model"})),
    RailEntry(Place("providers"), "Providers", "building-2", frozenset({"providers", "provider"})),
    RailEntry(Place("reports"), "Reports", "chart-column", frozenset({"reports"})),
)
HELP = RailEntry(Place("help"), "Help", "circle-help", frozenset({"help"}), "F1")
SETTINGS = RailEntry(Place("settings"), "Settings", "settings", frozenset({"settings"}))


class RailItem(QAbstractButton):
    """One place to go; the chosen one is a card with a teal bar and semibold words."""

    def __init__(self, entry: RailEntry) -> None:
        super().__init__()
        self.entry = entry
        self._count = ""
        self._compact = False
        self.setText(entry.words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, entry.words, key=f"rail-{entry.place.kind}")

    def set_count(self, count: int | None) -> None:
        """Shows a number at the right; None shows nothing."""
        self._count = "" if count is None else str(count)
        self.setAccessibleDescription(self._count)
        self.update()

    def set_compact(self, *, compact: bool) -> None:
        """Icon above the word."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """The window says which item is chosen, not the press."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(96), theme.size_of("navItemCompact" if self._compact else "navItem"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(QPen(theme.colour("line"), 1) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface" if chosen else "chromeHover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if chosen:
            high = self.height() - theme.px(20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, (self.height() - high) / 2, 4, high), 2, 2)
        ink = "accent" if chosen else "inkMuted"
        shown = theme.pixmap(self.entry.icon, colour=ink, ratio=self.devicePixelRatioF())
        base = theme.font("body")
        painter.setFont(theme.bold(base) if chosen else theme.bold(base, 500))
        painter.setPen(theme.colour("ink"))
        side = theme.px(20)
        if self._compact:
            small = theme.font("tag") if chosen else theme.bold(theme.font("hint"), 500)
            painter.setFont(small)
            top = theme.px(7)
            painter.drawPixmap((self.width() - side) // 2, top, shown)
            room = self.rect().adjusted(0, top + side, 0, -theme.px(4))
            painter.drawText(room, _MIDDLE, self.text())
            return
        painter.drawPixmap(theme.px(12), (self.height() - side) // 2, shown)
        painter.drawText(self.rect().adjusted(theme.px(44), 0, -8, 0), _LEFT, self.text())
        self._end(painter, chosen=chosen)

    def _end(self, painter: QPainter, *, chosen: bool) -> None:
        room = self.rect().adjusted(0, 0, -theme.px(11), 0)
        if self._count:
            painter.setFont(theme.bold(theme.font("table"), 600 if chosen else 500))
            painter.setPen(theme.colour("ink" if chosen else "inkMuted"))
            painter.drawText(room, _RIGHT, self._count)
        if self.entry.key:
            painter.setFont(theme.font("keycap"))
            wide = painter.fontMetrics().horizontalAdvance(self.entry.key) + 10
            high = theme.px(18)
            cap = QRectF(room.right() - wide, (self.height() - high) / 2, wide, high)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(theme.colour("inkMuted"))
            painter.drawText(cap, _MIDDLE, self.entry.key)


class PinItem(QAbstractButton):
    """A pinned competition or package."""

    def __init__(self, place: Place, words: str, tip: str) -> None:
        super().__init__()
        self.place = place
        self.setText(words)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, f"{words}, {tip}" if tip else words, key=f"pin-{place.id}")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(96), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse():
            painter.setBrush(theme.colour("chromeHover"))
            painter.drawRoundedRect(self.rect(), 7, 7)
        painter.setBrush(theme.colour("accent"))
        dot = theme.px(8)
        painter.drawEllipse(QRectF(theme.px(12), (self.height() - dot) / 2, dot, dot))
        painter.setFont(theme.bold(theme.font("table"), 500))
        painter.setPen(theme.colour("ink"))
        room = self.rect().adjusted(theme.px(30), 0, -4, 0)
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, _LEFT, words)


class Rail(QWidget):
    """The rail itself.

    Signals:
        went: a place that was pressed.
    """

    went = Signal(object)

    def __init__(self, kinds: frozenset[str]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName("Places")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.items: list[RailItem] = []
        self._compact = False
        self._box = QVBoxLayout(self)
        self._box.setSpacing(3)
        self.mark = Mark()
        self._brand = QHBoxLayout()
        self._brand.addWidget(self.mark)
        self._brand.addStretch(1)
        self._box.addLayout(self._brand)
        self._box.addSpacing(6)
        for entry in ENTRIES:
            if entry.place.kind in kinds:
                self._add(entry)
        self.pinned_title = Words("Pinned", "tag", ink="muted")
        self._box.addSpacing(14)
        self._box.addWidget(self.pinned_title)
        self._pins = QVBoxLayout()
        self._pins.setSpacing(0)
        self._box.addLayout(self._pins)
        self._box.addStretch(1)
        self._add(HELP)
        if "settings" in kinds:
            self._add(SETTINGS)
        self.show_pins(())
        self.set_compact(compact=False)

    def _add(self, entry: RailEntry) -> None:
        item = RailItem(entry)
        item.clicked.connect(self._press)
        self.items.append(item)
        self._box.addWidget(item)

    def set_compact(self, *, compact: bool) -> None:
        """112 wide with the icon above the word, or 200 wide."""
        self._compact = compact
        self.setFixedWidth(theme.size_of("railCompact" if compact else "rail"))
        edge = 6 if compact else 10
        self._box.setContentsMargins(edge, 5, edge, 10)
        self._brand.setContentsMargins(12 if compact else 9, 0, 0, 0)
        self.mark.set_side(20 if compact else 26)
        for item in self.items:
            item.set_compact(compact=compact)
            item.setVisible(not (compact and item.entry is HELP))
        self._show_pins_title()

    def show_place(self, place: Place) -> None:
        """Marks where the person is."""
        for item in self.items:
            item.setChecked(place.kind in item.entry.kinds)

    def show_count(self, kind: str, count: int) -> None:
        """Shows how many there are of something."""
        for item in self.items:
            if item.entry.place.kind == kind:
                item.set_count(count)

    def show_pins(self, pins: tuple[tuple[Place, str, str], ...]) -> None:
        """Shows the pinned places: place, words and tooltip."""
        clear(self._pins)
        for place, words, tip in pins:
            item = PinItem(place, words, tip)
            item.clicked.connect(self._press_pin)
            self._pins.addWidget(item)
        self._show_pins_title()

    def _show_pins_title(self) -> None:
        shown = not self._compact and self._pins.count() > 0
        self.pinned_title.setVisible(shown)
        for place in range(self._pins.count()):
            item = self._pins.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(not self._compact)

    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, RailItem):
            self.went.emit(sender.entry.place)

    def _press_pin(self) -> None:
        sender = self.sender()
        if isinstance(sender, PinItem):
            self.went.emit(sender.place)
