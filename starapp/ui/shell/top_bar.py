"""The bar over the sheet: back, forward, where you are, search, organisation, person."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from starapp.ui import theme
from starapp.ui.desk import Place
from starapp.ui.screens import Crumb
from starapp.ui.widgets.buttons import IconButton
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.labels import Icon, Shortened
from starapp.ui.widgets.named import named

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


class _Flat(QAbstractButton):
    """A painted button of the top bar that Enter and Space press."""

    def __init__(self, words: str, *, key: str) -> None:
        super().__init__()
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        named(self, words, key=key)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.click()
            return
        super().keyPressEvent(event)

    def hover(self, painter: QPainter) -> None:
        """Draws the ground under the pointer."""
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chromeHover"))
            painter.drawRoundedRect(self.rect(), 7, 7)


class CrumbButton(_Flat):
    """A place further out that can be gone back to."""

    def __init__(self, words: str, place: Place) -> None:
        super().__init__(words, key=f"crumb-{place.kind}-{place.part}".rstrip("-"))
        self.place = place
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.font("table")).horizontalAdvance(self.text())
        return QSize(wide + theme.px(10), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(70)), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.hover(painter)
        painter.setFont(theme.font("table"))
        painter.setPen(theme.colour("inkMuted"))
        room = self.rect().adjusted(4, 0, -4, 0)
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _MIDDLE, words)


class SearchButton(_Flat):
    """Looks like a field; opens the search panel."""

    def __init__(self) -> None:
        super().__init__("Search or jump to", key="search")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme.px(300))
        self.setToolTip("Search or jump to (Ctrl+K)")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("lineStrong"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        side = theme.px(16)
        shown = theme.pixmap("search", size=16, ratio=self.devicePixelRatioF())
        painter.drawPixmap(theme.px(11), (self.height() - side) // 2, shown)
        painter.setFont(theme.font("keycap"))
        wide = painter.fontMetrics().horizontalAdvance("Ctrl+K") + 12
        cap = QRectF(self.width() - wide - 7, (self.height() - 18) / 2, wide, 18)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("surfaceSunk"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(theme.colour("inkMuted"))
        painter.drawText(cap, _MIDDLE, "Ctrl+K")
        painter.setFont(theme.font("table"))
        room = self.rect().adjusted(theme.px(35), 0, -wide - 12, 0)
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, words)


class PersonButton(_Flat):
    """Initials, name and an arrow; opens the person's menu."""

    def __init__(self) -> None:
        super().__init__("", key="person")
        self._initials = ""

    def show_person(self, name: str, initials: str) -> None:
        """Shows who is using this PC."""
        self._initials = initials
        self.setText(name)
        self.setAccessibleName(f"{name} is using this PC")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.font("table")).horizontalAdvance(self.text())
        return QSize(wide + theme.px(70), theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.hover(painter)
        side = theme.px(28)
        disc = QRectF(theme.px(4), (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(disc)
        painter.setFont(theme.font("tag"))
        painter.setPen(theme.colour("onAccent"))
        painter.drawText(disc, _MIDDLE, self._initials)
        painter.setFont(theme.bold(theme.font("table"), 500))
        painter.setPen(theme.colour("ink"))
        painter.drawText(self.rect().adjusted(theme.px(40), 0, 0, 0), _LEFT, self.text())
        small = theme.px(16)
        shown = theme.pixmap("chevron-down", size=16, ratio=self.devicePixelRatioF())
        painter.drawPixmap(self.width() - small - 6, (self.height() - small) // 2, shown)


class TopBar(QWidget):
    """The bar itself.

    Signals:
        went: a crumb's place.
        back_wanted, forward_wanted, search_wanted: the buttons.

    Attributes:
        person_menu: filled by the window.
    """

    went = Signal(object)
    back_wanted = Signal()
    forward_wanted = Signal()
    search_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAccessibleName("Where you are")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = IconButton("arrow-left", "Back")
        self.forward = IconButton("arrow-right", "Forward")
        self.back.clicked.connect(self.back_wanted)
        self.forward.clicked.connect(self.forward_wanted)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(2)
        self.search = SearchButton()
        self.search.clicked.connect(self.search_wanted)
        self.body_icon = Icon("landmark", size=16)
        self.body = Shortened("", "table")
        self.body.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.person = PersonButton()
        self.person_menu = QMenu(self)
        self.person.clicked.connect(self._open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 16, 4)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addLayout(self._crumbs, 3)
        row.addWidget(self.search, 2)
        row.addSpacing(10)
        row.addWidget(self.body_icon)
        row.addWidget(self.body)
        row.addSpacing(6)
        row.addWidget(self.person)

    def show_crumbs(self, crumbs: list[Crumb]) -> None:
        """Shows where the person is, from the outside in."""
        clear(self._crumbs)
        for number, (words, place) in enumerate(crumbs):
            if number:
                self._crumbs.addWidget(Icon("chevron-right", size=16))
            if place is not None and number < len(crumbs) - 1:
                crumb = CrumbButton(words, place)
                crumb.clicked.connect(partial(self.went.emit, place))
                self._crumbs.addWidget(crumb)
            else:
                last = Shortened(words, "label")
                self._crumbs.addWidget(last, 1)

    def show_travel(self, *, back: bool, forward: bool) -> None:
        """Switches the arrows on and off."""
        self.back.on() if back else self.back.off("There is no page before this one")
        self.forward.on() if forward else self.forward.off("There is no page after this one")

    def show_body(self, name: str) -> None:
        """Shows the person's organisation."""
        self.body.setText(name)
        self.body.setVisible(bool(name))
        self.body_icon.setVisible(bool(name))

    def _open_menu(self) -> None:
        corner = self.person.mapToGlobal(self.person.rect().bottomLeft())
        self.person_menu.popup(corner)
