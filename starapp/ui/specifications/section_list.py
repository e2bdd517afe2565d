"""The sections of a specification with their states; a narrow strip where there is no room."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from starapp.specifications.care_needs import Section
from starapp.specifications.readiness import Progress, SectionState
from starapp.ui import theme
from starapp.ui.widgets.buttons import IconButton
from starapp.ui.widgets.card import Scroll
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.progress import Progress as Bar

LOOKS = {
    Progress.DONE: ("circle-check", "greenSolid"),
    Progress.WARNING: ("triangle-alert", "amberSolid"),
    Progress.STARTED: ("circle-dot", "blueSolid"),
    Progress.TO_DO: ("circle", "greySolid"),
}
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class SectionButton(QAbstractButton):
    """One section: its name, its state in words, and an icon for the state."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section
        self.state = SectionState(section, Progress.TO_DO, "")
        self.narrow = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(section.heading)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, section.heading, key=f"section-{section.value}")

    def show_state(self, state: SectionState) -> None:
        """Shows how far the section is."""
        self.state = state
        self.setAccessibleName(f"{self.section.heading}, {state.words}")
        self.setToolTip(f"{self.section.heading}: {state.words}")
        self.update()

    def sizeHint(self) -> QSize:
        if self.narrow:
            return QSize(theme.px(34), theme.px(34))
        return QSize(theme.px(200), theme.px(45))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(26 if self.narrow else 150), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            ground = "accentTint" if self.isChecked() else "surfaceHover"
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(box, 7, 7)
        if self.isChecked():
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, 3, 4, self.height() - 6), 2, 2)
        icon, colour = LOOKS[self.state.progress]
        side = theme.px(18)
        shown = theme.pixmap(icon, colour=colour, size=18, ratio=self.devicePixelRatioF())
        left = (self.width() - side) / 2 if self.narrow else self.width() - side - theme.px(10)
        painter.drawPixmap(int(left), (self.height() - side) // 2, shown)
        if not self.narrow:
            self._draw_words(painter, left - theme.px(6))

    def _draw_words(self, painter: QPainter, right: float) -> None:
        start = theme.px(13)
        room = right - start
        half = self.height() / 2
        lines = (
            (theme.bold(theme.font("table")), "ink", self.text(), half - theme.px(19)),
            (theme.font("hint"), "inkMuted", self.state.words, half - theme.px(1)),
        )
        for font, ink, words, top in lines:
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            fitted = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(start, top, room, theme.px(19)), _LEFT, fitted)


class SectionList(QFrame):
    """The sections in order, and how many are complete.

    Signals:
        opened: the section that was pressed.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        named(self, "Sections", key="sections")
        self._narrow = False
        self._folded = False
        self.title = Words("Sections", "label")
        self.count = Words("", "hint", ink="muted")
        self.fold = IconButton("panel-left-open", "Show or hide section names", key="foldSections")
        self.fold.clicked.connect(self._toggle)
        self.bar = Bar("Sections complete")
        self.bar.words.hide()
        self.bar.count.hide()
        self.buttons = {section: SectionButton(section) for section in Section}
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        head.addWidget(self.fold)
        scroll = Scroll(margin=2, spacing=3)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for section, button in self.buttons.items():
            button.clicked.connect(partial(self.opened.emit, section))
            scroll.add(button)
        scroll.body.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self.bar)
        box.addWidget(scroll, 1)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def show_states(self, states: tuple[SectionState, ...], shown: Section) -> None:
        """Shows every state, and which section is open."""
        for state in states:
            self.buttons[state.section].show_state(state)
        self.buttons[shown].setChecked(True)
        done = sum(state.progress is Progress.DONE for state in states)
        self.count.setText(f"{done} of {len(states)} done")
        self.bar.show_count(done, len(states))

    def set_narrow(self, *, narrow: bool) -> None:
        """A strip of icons, or names and states."""
        if narrow != self._narrow:
            self._narrow = self._folded = narrow
            self._dress()

    def next_section(self, shown: Section, step: int) -> Section:
        """The section before or after one, or the same at the end."""
        order = list(Section)
        return order[min(max(order.index(shown) + step, 0), len(order) - 1)]

    def _toggle(self) -> None:
        self._folded = not self._folded
        self._dress()

    def _dress(self) -> None:
        for button in self.buttons.values():
            button.narrow = self._folded
            button.updateGeometry()
        for part in (self.title, self.count, self.bar):
            part.setVisible(not self._folded)
        self.setFixedWidth(theme.px(56 if self._folded else 228))
        self.update()
