"""Choosing one of several: a drop-down list, radio cards, segments, a score; and ticks, switches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from starapp.ui import theme
from starapp.ui.widgets.named import named

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its value, its words, and more words and an icon for cards."""

    value: str
    title: str
    text: str = ""
    icon: str = ""


def _options(given: Sequence[Option | tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(one if isinstance(one, Option) else Option(*one) for one in given)


class Choice(QComboBox):
    """A drop-down list of values with words.

    Signals:
        chosen: the value the person chose.
    """

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[Option | tuple[str, str]] = (), *, empty: str = ""
    ) -> None:
        super().__init__()
        self._empty = empty
        self.setMinimumHeight(theme.px(36))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_options(options)
        self.activated.connect(self._tell)

    def show_options(self, options: Sequence[Option | tuple[str, str]]) -> None:
        """Replaces the options; keeps what is chosen when it is still there."""
        kept = self.value()
        self.blockSignals(True)  # noqa: FBT003 # Qt's own call
        self.clear()
        for option in _options(options):
            self.addItem(option.title, option.value)
        self.setCurrentIndex(-1 if self._empty else 0)
        self.blockSignals(False)  # noqa: FBT003 # Qt's own call
        if kept:
            self.choose(kept)

    def value(self) -> str:
        """The value chosen, or empty."""
        found = self.currentData()
        return str(found) if found is not None else ""

    def choose(self, value: str) -> None:
        """Chooses a value without telling anyone; an unknown value chooses nothing."""
        self.setCurrentIndex(self.findData(value))

    def _tell(self) -> None:
        self.chosen.emit(self.value())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + theme.px(24), theme.size_of("field"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(120)), theme.size_of("field"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page, so that scrolling never changes an answer."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isEnabled()
        wrong = self.property("wrong") == "yes"
        edge = "redSolid" if wrong else "lineStrong" if on else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if wrong else 1))
        painter.setBrush(theme.colour("surface" if on else "surfaceSunk"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        words = self.currentText() or self._empty
        ink = "ink" if on and self.currentIndex() >= 0 else "inkMuted"
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font("body"))
        room = self.rect().adjusted(11, 0, -theme.px(32), 0)
        painter.drawText(
            room,
            _LEFT,
            painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width()),
        )
        side = theme.px(16)
        shown = theme.pixmap(
            "chevron-down",
            colour="ink" if on else "inkFaint",
            size=16,
            ratio=self.devicePixelRatioF(),
        )
        painter.drawPixmap(self.width() - side - 11, (self.height() - side) // 2, shown)


class Check(QCheckBox):
    """A box to tick.

    Signals:
        ticked: True or False, when the person changes it.
    """

    ticked = Signal(bool)

    def __init__(self, text: str, *, on: bool = False, key: str = "") -> None:
        super().__init__(text)
        named(self, text, key=key)
        self.setChecked(on)
        self.clicked.connect(self.ticked)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()


class Switch(QCheckBox):
    """A switch that acts at once; says On or Off."""

    turned = Signal(bool)

    def __init__(self, text: str, *, on: bool = False, key: str = "") -> None:
        super().__init__(text)
        named(self, text, key=key)
        self.setChecked(on)
        self.clicked.connect(self.turned)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font("body")).horizontalAdvance(self.text())
        return QSize(theme.px(48) + width, max(theme.px(28), 28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = theme.px(36), theme.px(20)
        top = (self.height() - high) / 2
        on = self.isChecked()
        track = QRectF(0.5, top, wide, high)
        painter.setPen(QPen(theme.colour("accent" if on else "lineStrong"), 1))
        painter.setBrush(theme.colour("accent" if on else "lineStrong"))
        painter.drawRoundedRect(track, high / 2, high / 2)
        knob = high - 5
        left = track.right() - knob - 2.5 if on else track.left() + 2.5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("onAccent" if on else "surface"))
        painter.drawEllipse(QRectF(left, top + 2.5, knob, knob))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink" if self.isEnabled() else "inkFaint"))
        painter.drawText(self.rect().adjusted(theme.px(46), 0, 0, 0), _LEFT, self.text())


class _Painted(QRadioButton):
    """A radio button whose whole face can be pressed."""

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)


class RadioCard(_Painted):
    """One card of a set: icon, title and a line of text."""

    def __init__(self, option: Option) -> None:
        super().__init__(option.title)
        self.option = option
        named(self, option.title, key=f"choose-{option.value}")
        self.setAccessibleDescription(option.text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        text = self._text_box(width)
        return text.bottom() + theme.px(16)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(250), self.heightForWidth(theme.px(250)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), self.heightForWidth(max(self.width(), theme.px(150))))

    def _left(self) -> int:
        return theme.px(66) if self.option.icon else theme.px(46)

    def _text_box(self, width: int) -> QRect:
        title = QFontMetrics(theme.font("cardTitle"))
        room = max(width - self._left() - theme.px(14), theme.px(60))
        head = title.boundingRect(
            0, 0, room, 1000, int(Qt.TextFlag.TextWordWrap), self.option.title
        ).height()
        top = theme.px(14) + head + 2
        high = 0
        if self.option.text:
            high = (
                QFontMetrics(theme.font("table"))
                .boundingRect(0, 0, room, 1000, int(Qt.TextFlag.TextWordWrap), self.option.text)
                .height()
            )
        return QRect(self._left(), top, room, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(QPen(theme.colour("accent" if chosen else "lineStrong"), 2 if chosen else 1))
        painter.setBrush(theme.colour("accentWash" if chosen else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        self._paint_mark(painter)
        box = self._text_box(self.width())
        wrap = int(Qt.TextFlag.TextWordWrap)
        painter.setPen(theme.colour("ink" if self.isEnabled() else "inkFaint"))
        painter.setFont(theme.font("cardTitle"))
        top = theme.px(14)
        painter.drawText(
            QRect(box.left(), top, box.width(), box.top() - top), wrap, self.option.title
        )
        painter.setFont(theme.font("table"))
        painter.setPen(theme.colour("inkMuted" if self.isEnabled() else "inkFaint"))
        painter.drawText(box.adjusted(0, 0, 0, 4), wrap, self.option.text)

    def _paint_mark(self, painter: QPainter) -> None:
        if self.option.icon:
            side = theme.px(36)
            ground = QRectF(theme.px(16), theme.px(14), side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accentTint"))
            painter.drawRoundedRect(ground, 8, 8)
            inner = theme.px(20)
            shown = theme.pixmap(self.option.icon, colour="accent", ratio=self.devicePixelRatioF())
            offset = (side - inner) / 2
            painter.drawPixmap(int(ground.left() + offset), int(ground.top() + offset), shown)
            return
        from starapp.ui.theme_proxy import draw_radio

        side = theme.px(20)
        draw_radio(
            painter,
            QRectF(theme.px(14), theme.px(15), side, side),
            chosen=self.isChecked(),
            on=self.isEnabled(),
        )


class _OneOf(QWidget):
    """Holds radio buttons of which one is chosen, or none yet."""

    chosen = Signal(str)

    def __init__(self, name: str, key: str) -> None:
        super().__init__()
        named(self, name, key=key)
        self._group = QButtonGroup(self)
        self._values: dict[str, QRadioButton] = {}
        self._group.buttonClicked.connect(self._tell)

    def _hold(self, value: str, button: QRadioButton) -> None:
        self._values[value] = button
        self._group.addButton(button)

    def button(self, value: str) -> QRadioButton:
        """The button of a value."""
        return self._values[value]

    def value(self) -> str:
        """The value chosen, or empty when none is."""
        return next((v for v, button in self._values.items() if button.isChecked()), "")

    def choose(self, value: str) -> None:
        """Chooses a value without telling anyone; empty takes the choice away."""
        if value in self._values:
            self._values[value].setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._values.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def _tell(self) -> None:
        self.chosen.emit(self.value())


class RadioCards(_OneOf):
    """Cards of which one is chosen; arrow keys move.

    Signals:
        chosen: the value.
    """

    def __init__(
        self, name: str, options: Sequence[Option], *, columns: int = 1, key: str = ""
    ) -> None:
        super().__init__(name, key)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        for place, option in enumerate(options):
            card = RadioCard(option)
            self._hold(option.value, card)
            grid.addWidget(card, place // columns, place % columns)


class _Segment(_Painted):
    def __init__(self, option: Option, place: str) -> None:
        super().__init__(option.title)
        self._option = option
        self._place = place
        named(self, option.title, key=f"choose-{option.value}")

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font("label")).horizontalAdvance(self._option.title)
        extra = theme.px(26) if self._option.icon else 0
        return QSize(width + extra + theme.px(26), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        path = QPainterPath()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        left = box.adjusted(0, 0, 0, 0)
        painter.save()
        if self._place != "only":
            painter.setClipRect(self.rect())
        if self._place in {"middle", "right"}:
            left = left.adjusted(-9, 0, 0, 0)
        if self._place in {"middle", "left"}:
            left = left.adjusted(0, 0, 9, 0)
        path.addRoundedRect(left, 7, 7)
        ground = "accent" if chosen else "surfaceHover" if self.underMouse() else "surface"
        painter.fillPath(path, theme.colour(ground))
        painter.setPen(QPen(theme.colour("accent" if chosen else "lineStrong"), 1))
        painter.drawPath(path)
        if self._place in {"middle", "right"} and not chosen:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(0, 4, 0, self.height() - 4)
        painter.restore()
        ink = "onAccent" if chosen else "ink"
        painter.setPen(theme.colour(ink))
        base = theme.font("table")
        painter.setFont(theme.bold(base) if chosen else theme.bold(base, 500))
        x = theme.px(13)
        if self._option.icon:
            shown = theme.pixmap(
                self._option.icon, colour=ink, size=16, ratio=self.devicePixelRatioF()
            )
            painter.drawPixmap(x, (self.height() - theme.px(16)) // 2, shown)
            x += theme.px(24)
            painter.drawText(self.rect().adjusted(x, 0, 0, 0), _LEFT, self._option.title)
        else:
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._option.title)


class Segmented(_OneOf):
    """A few short choices in one frame: Board or List.

    Signals:
        chosen: the value.
    """

    def __init__(
        self, name: str, options: Sequence[Option | tuple[str, str]], *, key: str = ""
    ) -> None:
        super().__init__(name, key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        made = _options(options)
        for index, option in enumerate(made):
            place = "left" if index == 0 else "right" if index == len(made) - 1 else "middle"
            segment = _Segment(option, "only" if len(made) == 1 else place)
            self._hold(option.value, segment)
            row.addWidget(segment)
        if made:
            self.choose(made[0].value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class _ScoreButton(_Painted):
    def __init__(self, value: str, word: str) -> None:
        super().__init__(value)
        self._word = word
        named(self, f"{value}, {word}" if word else value, key=f"score-{value}")
        self.setToolTip(word)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(46), theme.px(46))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        on = self.isEnabled()
        painter.setPen(QPen(theme.colour("accentEdge" if chosen else "lineStrong"), 1))
        ground = "accent" if chosen else "surfaceHover" if self.underMouse() and on else "surface"
        painter.setBrush(theme.colour(ground if on or chosen else "greyBg"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        painter.setPen(theme.colour("onAccent" if chosen else "ink" if on else "inkFaint"))
        painter.setFont(theme.bold(theme.font("sectionTitle"), 700))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())


_SCORES = tuple((digit, "") for digit in "012345")


class ScoreChoice(_OneOf):
    """Score buttons, 0 to the highest; starts with none chosen; number keys choose.

    Signals:
        chosen: the score as text.
    """

    def __init__(
        self,
        name: str,
        scores: Sequence[tuple[str, str]] = _SCORES,
        *,
        key: str = "",
    ) -> None:
        super().__init__(name, key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        for value, word in scores:
            button = _ScoreButton(value, word)
            self._hold(value, button)
            row.addWidget(button)
        row.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self._values.get(event.text())
        if button is not None and button.isEnabled():
            button.setFocus()
            button.click()
            return
        super().keyPressEvent(event)


Chosen = Callable[[str], None]
