"""One ranked bid: place, name, bar of the three parts, total; opens to show the working."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from starapp.criteria.evaluation_model import Part, RoundingRule
from starapp.evaluation.outcome import PART_TITLES, RankedRow, UnrankedRow
from starapp.foundation.exact import money
from starapp.ui import theme
from starapp.ui.evaluation.working_view import WorkingView
from starapp.ui.widgets.focus_ring import draw_ring
from starapp.ui.widgets.labels import Icon, Shortened, Words, hairline
from starapp.ui.widgets.named import named, restyle
from starapp.ui.widgets.points_bar import PointsBar, Segment
from starapp.ui.widgets.tags import Tag

_BAR = 4
"""How wide the bar at the left of an opened row is."""
MEANINGS = {Part.QUALITY: "quality", Part.PRICE: "price", Part.SOCIAL_VALUE: "social"}


class _Head(QFrame):
    """The part of a row that can be pressed and has the focus.

    Signals:
        pressed: by mouse, Enter or Space.
        wanted_open: True for Right, False for Left.
        moved: 1 or -1 for Down and Up.
    """

    pressed = Signal()
    wanted_open = Signal(bool)
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ownRing", "yes")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.pressed.emit()
            case Qt.Key.Key_Right:
                self.wanted_open.emit(True)  # noqa: FBT003 # Qt's own call
            case Qt.Key.Key_Left:
                self.wanted_open.emit(False)  # noqa: FBT003 # Qt's own call
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            draw_ring(painter, self.rect().toRectF().adjusted(4, 4, -4, -4))


class ResultRow(QFrame):
    """The frame that ranked and unranked bids share.

    Signals:
        moved: 1 or -1, to the row below or above.

    Attributes:
        head: takes the focus.
        opened: the working is shown.
    """

    moved = Signal(int)

    def __init__(self, *, name: str, key: str) -> None:
        super().__init__()
        named(self, name, key=key)
        self.opened = False
        self.head = _Head()
        named(self.head, name, key=f"{key}-head")
        self.head.pressed.connect(self.toggle)
        self.head.wanted_open.connect(self.set_open)
        self.head.moved.connect(self.moved)
        self.body = QWidget()
        self.body.hide()
        self.inside = QVBoxLayout(self.body)
        self.inside.setContentsMargins(theme.px(40), 4, 16, 14)
        self._chevron = Icon("chevron-right", size=16)
        self.line = QHBoxLayout(self.head)
        self.line.setContentsMargins(12, 8, 16, 8)
        self.line.setSpacing(12)
        self.line.addWidget(self._chevron)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addWidget(self.body)
        box.addWidget(hairline())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.opened:
            painter = QPainter(self)
            painter.fillRect(0, 0, _BAR, self.height(), theme.colour("accent"))

    def toggle(self) -> None:
        """Opens or closes the working."""
        self.set_open(not self.opened)

    def set_open(self, opened: bool) -> None:  # noqa: FBT001 # a slot
        """Shows or hides the working."""
        self.opened = opened
        self.body.setVisible(opened)
        self._chevron.show_icon("chevron-down" if opened else "chevron-right")
        self.setProperty("look", "wash" if opened else "")
        self.head.setAccessibleDescription("Opened" if opened else "Closed")
        restyle(self)


def _number(text: str) -> Words:
    made = Words(text, "sectionTitle", ink="muted")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setFixedWidth(theme.px(34))
    return made


class RankedLine(ResultRow):
    """A bid with a place."""

    def __init__(
        self, row: RankedRow, rule: RoundingRule, *, recommended: bool, minimums: bool
    ) -> None:
        super().__init__(
            name=f"{row.place}, {row.name}, {row.shown} points", key=f"bid-{row.letter}"
        )
        self.row = row
        self._number = _number(str(row.place))
        self.line.addWidget(self._number)
        self.line.addLayout(self._middle(row, recommended=recommended, minimums=minimums), 1)
        self.line.addLayout(self._total(row))
        self.working = WorkingView(row, rule)
        self.inside.addWidget(self.working)

    def set_open(self, opened: bool) -> None:  # noqa: FBT001 # a slot
        """Shows or hides the working; the place of an opened bid stands out."""
        super().set_open(opened)
        self._number.set_ink("accent" if opened else "muted")

    def _middle(self, row: RankedRow, *, recommended: bool, minimums: bool) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(10)
        name = Shortened(row.name, "cardTitle")
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        top.addWidget(name)
        top.addWidget(Words(f"Bid {row.letter}", "table", ink="muted"))
        if row.weekly is not None:
            top.addWidget(Words(f"{money(row.weekly)} a week", "table", ink="muted"))
        top.addStretch(1)
        if recommended:
            top.addWidget(Tag("First", "teal", "award"))
        if minimums:
            top.addWidget(Icon("check", colour="greenText", size=16))
            top.addWidget(Words("All minimums met", "hint", ink="green"))
        box.addLayout(top)
        bar = PointsBar(f"{row.name}, points of 100", key=f"bar-{row.letter}")
        bar.show_segments(
            *(
                Segment(MEANINGS[one.part], one.points, one.shown, PART_TITLES[one.part])
                for one in row.parts
            )
        )
        box.addWidget(bar)
        return box

    def _total(self, row: RankedRow) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(0)
        right = Qt.AlignmentFlag.AlignRight
        total = Words(row.shown, "total")
        total.setMinimumWidth(theme.px(96))
        total.setAlignment(right)
        behind = Words(
            f"{row.behind} behind" if row.behind else "points of 100", "hint", ink="muted"
        )
        behind.setAlignment(right)
        box.addWidget(total)
        box.addWidget(behind)
        return box


class UnrankedLine(ResultRow):
    """A bid without a place; every reason is in the opened part."""

    def __init__(self, row: UnrankedRow) -> None:
        super().__init__(
            name=f"Not ranked: {row.name}, {row.short}", key=f"bid-{row.letter or row.name}"
        )
        self.row = row
        self.line.addWidget(_number("–"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.addWidget(Words(row.name, "cardTitle"), 0, 0)
        after = f"Bid {row.letter}" if row.letter else ""
        if row.weekly is not None:
            after = f"{after}  {money(row.weekly)} a week"
        grid.addWidget(Words(after, "table", ink="muted"), 0, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(Tag("Not ranked", "red", "circle-x"), 0, 3)
        said = f"{row.reasons[0]}." if row.reasons else ""
        if row.weekly is not None:
            said += " Its price is left out of the price sum."
        grid.addWidget(Words(said, "hint", ink="muted", wrap=True), 1, 0, 1, 4)
        self.line.addLayout(grid, 1)
        short = Words(row.short, "hint", ink="muted")
        short.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        short.setMinimumWidth(theme.px(96))
        self.line.addWidget(short)
        for reason in row.reasons:
            self.inside.addWidget(Words(f"{reason}.", "table", wrap=True))
