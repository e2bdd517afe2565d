"""The five-step ladder of an outcome: now solid, goal hatched; arrow keys change the goal."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from starapp.specifications.outcomes import STEPS
from starapp.ui import theme
from starapp.ui.widgets.named import named


def ladder_words(now: int | None, goal: int | None) -> str:
    """Step 2 now, goal 4."""
    if now is None and goal is None:
        return "No steps chosen"
    first = f"Step {now} now" if now is not None else "Now not chosen"
    return f"{first}, goal {goal}" if goal is not None else f"{first}, no goal yet"


class Ladder(QWidget):
    """Five steps. Left and Right change where the person is now, Up and Down the goal.

    Signals:
        changed: the two steps, each a number or None.
    """

    changed = Signal(object, object)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.now: int | None = None
        self.goal: int | None = None
        self.read_only = False
        named(self, "Steps", key=key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            "Left and Right: where the person is now. Up and Down: the goal. "
            "Press a step for now, Shift and press for the goal."
        )

    def show_steps(self, now: int | None, goal: int | None) -> None:
        """Shows steps without telling anyone."""
        self.now, self.goal = now, goal
        self.setAccessibleName(f"Steps: {ladder_words(now, goal)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(22) * STEPS + 8, theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _put(self, now: int | None, goal: int | None) -> None:
        if self.read_only or (now, goal) == (self.now, self.goal):
            return
        self.show_steps(now, goal)
        self.changed.emit(now, goal)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        change = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Down: (0, -1),
            Qt.Key.Key_Up: (0, 1),
        }.get(Qt.Key(event.key()))
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._put(None, None)
        elif change is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            now = _moved(self.now, change[0])
            self._put(now, _moved(self.goal, change[1]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step = min(max(int(event.position().x() // theme.px(22)) + 1, 1), STEPS)
        self.setFocus()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._put(self.now, step)
        else:
            self._put(step, self.goal)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = theme.px(18), theme.px(8)
        for step in range(1, STEPS + 1):
            box = QRectF(4 + (step - 1) * theme.px(22), (self.height() - high) / 2, wide, high)
            solid = self.now is not None and step <= self.now
            hatched = not solid and self.goal is not None and step <= self.goal
            painter.setPen(QPen(theme.colour("accent" if solid or hatched else "lineStrong"), 1))
            ground = QBrush(theme.colour("accent" if solid else "surface"))
            painter.setBrush(_hatch() if hatched else ground)
            painter.drawRoundedRect(box, 2, 2)


def _moved(step: int | None, change: int) -> int | None:
    if not change:
        return step
    return min(max((step or 0) + change, 1), STEPS)


def _hatch() -> QBrush:
    tile = QPixmap(6, 6)
    tile.fill(theme.colour("accentTint"))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent"), 1.6))
    for offset in (-6, 0, 6):
        painter.drawLine(offset, 6, offset + 6, 0)
    painter.end()
    return QBrush(tile)
