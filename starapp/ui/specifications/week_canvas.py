"""The weekly support grid as one painted widget: drawn with the mouse or with the keyboard."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from starapp.foundation.dates import DAY_NAMES
from starapp.specifications.grid_checks import span_words
from starapp.specifications.support_grid import (
    DAYS,
    SLOTS,
    Block,
    Support,
    SupportGrid,
    copy_day,
    delete,
    paint,
    rub_out,
)
from starapp.ui import theme
from starapp.ui.specifications.week_drag import Doing, Drag, dragged
from starapp.ui.specifications.week_geometry import STRIP, WeekGeometry
from starapp.ui.specifications.week_painting import Shown, Span, draw_week
from starapp.ui.specifications.week_words import block_words, day_words, problem_spans, span_length
from starapp.ui.widgets.named import named

KEYS = {
    Qt.Key.Key_1: Support.ONE_TO_ONE,
    Qt.Key.Key_2: Support.TWO_TO_ONE,
    Qt.Key.Key_3: Support.SHARED,
    Qt.Key.Key_4: Support.WAKING_NIGHT,
    Qt.Key.Key_5: Support.SLEEP_IN,
    Qt.Key.Key_6: Support.NOT_NEEDED,
}
RUB_OUT = "rub_out"
"""The value of the tool that clears."""
_GRIP = 7


class _DayText(QWidget):
    """A day as screen readers find it, over its row; takes no mouse."""

    def __init__(self, parent: QWidget, day: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        named(self, DAY_NAMES[day], key=f"day{day}")


class WeekCanvas(QWidget):
    """Seven days from 07:00 to 07:00.

    Signals:
        edited: the week after a step, and the step's name for undo.
        previewed: the week as it would be while dragging.
        chose: the block that is chosen now, or None.
        tool_changed: the tool, a kind of support, "rub_out" or empty.
        wants_editor: Enter was pressed on a block.
        day_copied: a day was copied and can be put elsewhere.
    """

    edited = Signal(object, str)
    previewed = Signal(object)
    chose = Signal(object)
    tool_changed = Signal(str)
    wants_editor = Signal()
    day_copied = Signal()

    def __init__(self, price_of: Callable[[Block], str]) -> None:
        super().__init__()
        named(self, "Week of support", key="week")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("ownRing", "yes")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.grid = SupportGrid()
        self.chosen: Block | None = None
        self.tool = ""
        self.read_only = False
        self.day, self.slot, self.anchor = 0, 0, 0
        self._price_of = price_of
        self._drag: Drag | None = None
        self._steps: tuple[SupportGrid, Block, SupportGrid] | None = None
        self._tip, self._tip_at = "", QPointF()
        self._copied: int | None = None
        self._texts = [_DayText(self, day) for day in range(DAYS)]
        self._show_texts()

    def show_grid(self, grid: SupportGrid, *, read_only: bool = False) -> None:
        """Shows a week; what was chosen stays chosen when it is still there."""
        self.read_only = read_only
        self.grid = grid
        self._drag = None
        if self.chosen is not None and self.chosen not in grid.blocks:
            self._choose(grid.top(self.chosen.day, self.chosen.start))
        self._show_texts()
        self.update()

    def set_tool(self, tool: str) -> None:
        """Takes a tool: a kind of support, "rub_out", or empty for moving and choosing."""
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def choose(self, block: Block | None) -> None:
        """Chooses a block and puts the cursor on it."""
        if block is not None:
            self.day, self.slot, self.anchor = block.day, block.start, block.start
        self._choose(block)

    def jump(self, day: int, start: int) -> None:
        """Puts the cursor on a time and takes the focus."""
        self.day, self.slot, self.anchor = day, start, start
        self._choose(self.grid.top(day, start))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def selection(self) -> Span:
        """The half hours that are selected: at least the one the cursor is on."""
        first, last = sorted((self.slot, self.anchor))
        return Span(self.day, first, last + 1)

    def place(self) -> WeekGeometry:
        """Where everything lies at this size."""
        metrics = QFontMetrics(theme.bold(theme.font("table")))
        names = metrics.horizontalAdvance("Wednesday") + theme.px(24)
        if self.width() < theme.px(760):
            names = metrics.horizontalAdvance("Wed") + theme.px(24)
        hours = max(metrics.horizontalAdvance("copied"), metrics.horizontalAdvance("asleep"))
        top = theme.px(28)
        return WeekGeometry(
            left=names,
            right=self.width() - hours - theme.px(18),
            top=top,
            row=max((self.height() - top - 1) / DAYS, theme.px(22)),
            strip=theme.px(STRIP),
        )

    def sizeHint(self) -> QSize:
        return QSize(theme.px(800), theme.px(28 + 40 * DAYS))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(28 + 30 * DAYS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = Shown(
            grid=self.grid,
            problems=problem_spans(self.grid),
            chosen=self.chosen,
            cursor=self._cursor(),
            tip=self._tip,
            tip_at=self._tip_at,
            copied_day=self._copied,
        )
        draw_week(painter, self.place(), shown, focused=self.hasFocus())

    def _cursor(self) -> Span:
        span = self.selection()
        if span.end - span.start == 1 and self.chosen is not None:
            block = self.chosen
            if block.covers(self.day, self.slot):
                return Span(block.day, block.start, block.end)
        return span

    # ---- mouse ----

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place, spot = self.place(), event.position()
        if event.button() != Qt.MouseButton.LeftButton or not place.inside(spot):
            return
        self._steps = None
        day, slot = place.day_at(spot.y()), place.slot_at(spot.x())
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and day == self.day
        self.day, self.slot = day, slot
        self.anchor = self.anchor if extend else slot
        block = self._block_at(spot)
        doing = self._what_to_do(block, spot)
        self._choose(block)
        self.update()
        if self.read_only or doing is None:
            return
        self._drag = Drag(doing, self.grid, day, slot)
        self._drag.block = block if doing is not Doing.PAINT else None
        self._drag.copying = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)

    def _block_at(self, spot: QPointF) -> Block | None:
        place = self.place()
        day, slot = place.day_at(spot.y()), place.slot_at(spot.x())
        front = self.grid.at(day, slot)
        behind = self.grid.at(day, slot, background=True)
        if front is not None and behind is not None:
            box = place.block_box(front, over_background=True)
            return behind if spot.y() > box.bottom() else front
        return front or behind

    def _what_to_do(self, block: Block | None, spot: QPointF) -> Doing | None:
        """The chosen block is moved or stretched; elsewhere the tool paints."""
        if block is None or (self.tool and block != self.chosen):
            return Doing.PAINT if self.tool else None
        box = self.place().span_box(block.day, block.start, block.end)
        if abs(spot.x() - box.left()) <= _GRIP < box.width() / 2:
            return Doing.START
        if abs(spot.x() - box.right()) <= _GRIP < box.width() / 2:
            return Doing.END
        return Doing.MOVE

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position()
        if self._drag is None:
            self._show_pointer(spot)
            return
        drag, place = self._drag, self.place()
        slot = place.slot_at(spot.x())
        if not drag.moved and slot == drag.slot and place.day_at(spot.y()) == drag.day:
            return
        drag.moved = True
        after, block = dragged(drag, place, spot, self._painted)
        self.grid = after
        if block is not None:
            self._choose(block)
            self._say(block, spot)
        else:
            first, last = sorted((drag.slot, slot))
            self._tip = span_words(drag.day, first, last + 1)
            self._tip_at = spot
        self.previewed.emit(after)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self._tip = ""
        if drag is None:
            return
        if not drag.moved:
            if drag.doing is Doing.PAINT and self.chosen is None:
                self.grid, block = self._painted(
                    drag.grid, Span(drag.day, drag.slot, drag.slot + 1)
                )
                self._choose(block)
            else:
                self.update()
                return
        self._finish(drag.grid, self._name_of(drag))

    def _name_of(self, drag: Drag) -> str:
        day = DAY_NAMES[self.chosen.day if self.chosen is not None else drag.day]
        if drag.doing is Doing.PAINT:
            return self._paint_name(day)
        words = self.chosen.support.words if self.chosen else "support"
        verb = "move" if drag.doing is Doing.MOVE else "stretch"
        return f"{'copy' if drag.copying else verb} {words} on {day}"

    def _paint_name(self, day: str) -> str:
        if self.tool == RUB_OUT:
            return f"rub out on {day}"
        return f"paint {Support(self.tool).words} on {day}"

    def _painted(self, grid: SupportGrid, span: Span) -> tuple[SupportGrid, Block | None]:
        if self.tool == RUB_OUT:
            return self._cleared(grid, span), None
        length = span.end - span.start
        after = paint(grid, Block(span.day, span.start, length, Support(self.tool)))
        return after, after.at(span.day, span.start)

    def _cleared(self, grid: SupportGrid, span: Span) -> SupportGrid:
        """Individual support first; where there is none, the background."""
        length = span.end - span.start
        after = rub_out(grid, day=span.day, start=span.start, length=length)
        if after == grid:
            after = rub_out(grid, day=span.day, start=span.start, length=length, background=True)
        return after

    def _finish(self, before: SupportGrid, name: str) -> None:
        self._show_texts()
        self.update()
        if self.grid != before:
            self.edited.emit(self.grid, name)

    def _show_pointer(self, spot: QPointF) -> None:
        block = self._block_at(spot) if self.place().inside(spot) else None
        doing = self._what_to_do(block, spot)
        shape = {
            Doing.START: Qt.CursorShape.SizeHorCursor,
            Doing.END: Qt.CursorShape.SizeHorCursor,
            Doing.MOVE: Qt.CursorShape.OpenHandCursor,
            Doing.PAINT: Qt.CursorShape.CrossCursor,
        }.get(doing or Doing.MOVE, Qt.CursorShape.ArrowCursor)
        idle = self.read_only or doing is None or not self.place().inside(spot)
        self.setCursor(Qt.CursorShape.ArrowCursor if idle else shape)

    def _say(self, block: Block, spot: QPointF) -> None:
        price = self._price_of(block)
        words = f"{span_words(block.day, block.start, block.end).split(', ')[1]}, "
        self._tip = words + span_length(block.length) + (f", {price}" if price else "")
        self._tip_at = spot

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            wanted = {Qt.Key.Key_C, Qt.Key.Key_V, *(_ARROWS if self.chosen else ())}
            if ctrl and Qt.Key(event.key()) in wanted:
                event.accept()
                return True
        if event.type() == QEvent.Type.ToolTip:
            spot = QPointF(self.mapFromGlobal(self.cursor().pos()))
            block = self._block_at(spot) if self.place().inside(spot) else None
            if block is not None:
                QToolTip.showText(self.cursor().pos(), block_words(block), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()

    # ---- keyboard ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = Qt.Key(event.key()), event.modifiers()
        ctrl = bool(keys & Qt.KeyboardModifier.ControlModifier)
        shift = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS:
            self._arrow(key, ctrl=ctrl, shift=shift)
        elif ctrl and key in {Qt.Key.Key_C, Qt.Key.Key_V}:
            self._copy_or_paste(paste=key == Qt.Key.Key_V)
        elif not ctrl and (key in KEYS or key == Qt.Key.Key_0):
            self.set_tool(KEYS[key].value if key in KEYS else RUB_OUT)
            self._paint_selection()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_chosen()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.chosen is not None:
            self.wants_editor.emit()
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go(self.day, 0 if key == Qt.Key.Key_Home else SLOTS - 1, extend=shift)
        elif key == Qt.Key.Key_Escape and (self._drag or self.tool or self.anchor != self.slot):
            self._escape()
        else:
            super().keyPressEvent(event)

    def _arrow(self, key: Qt.Key, *, ctrl: bool, shift: bool) -> None:
        days, slots = _ARROWS[key]
        if ctrl:
            self._nudge(days, slots, stretching=shift)
        elif not (shift and days):
            self._go(self.day + days, self.slot + slots, extend=shift)

    def _go(self, day: int, slot: int, *, extend: bool) -> None:
        self._steps = None
        self.day = min(max(day, 0), DAYS - 1)
        self.slot = min(max(slot, 0), SLOTS - 1)
        if not extend:
            self.anchor = self.slot
        self._choose(self.grid.top(self.day, self.slot))
        self.update()

    def _nudge(self, days: int, slots: int, *, stretching: bool) -> None:
        """Ctrl and arrows move the chosen block; with Shift they change its end.

        Several presses count from the week before the first, so that a block that passes over
        others leaves them as they were.
        """
        if self.read_only or self.chosen is None:
            return
        block, before = self.chosen, self.grid
        if self._steps is not None and self._steps[2] == self.grid:
            before = delete(self._steps[0], self._steps[1])
        else:
            self._steps = (self.grid, block, self.grid)
            before = delete(self.grid, block)
        end = min(max(block.end + slots, block.start + 1), SLOTS)
        moved = replace(
            block,
            day=min(max(block.day + days, 0), DAYS - 1),
            start=min(max(block.start + slots, 0), SLOTS - block.length),
        )
        if stretching:
            moved = replace(block, length=end - block.start)
        after, verb = paint(before, moved), "stretch" if stretching else "move"
        old, self.grid = self.grid, after
        self._steps = (self._steps[0], self._steps[1], after)
        found = after.at(moved.day, moved.start, background=moved.background)
        self.choose(found)
        self._finish(old, f"{verb} {moved.support.words} on {DAY_NAMES[moved.day]}")

    def _paint_selection(self) -> None:
        if self.read_only:
            return
        self._steps = None
        span, before = self.selection(), self.grid
        self.grid, block = self._painted(self.grid, span)
        self._choose(block)
        self._finish(before, self._paint_name(DAY_NAMES[span.day]))

    def delete_chosen(self) -> None:
        """Takes the chosen block out."""
        if self.read_only or self.chosen is None:
            return
        block, before = self.chosen, self.grid
        self.grid = delete(self.grid, block)
        self._choose(None)
        self._finish(before, f"delete {block.support.words} on {DAY_NAMES[block.day]}")

    def _copy_or_paste(self, *, paste: bool) -> None:
        if not paste:
            self._copied = self.day
            self.day_copied.emit()
            self.update()
        elif self._copied is not None and not self.read_only:
            before = self.grid
            self.grid = copy_day(self.grid, source=self._copied, target=self.day)
            self._choose(self.grid.top(self.day, self.slot))
            names = DAY_NAMES[self._copied], DAY_NAMES[self.day]
            self._finish(before, f"copy {names[0]} to {names[1]}")

    def copy_this_day(self) -> None:
        """Remembers the day the cursor is on, as Ctrl+C does."""
        self._copy_or_paste(paste=False)

    def paste_day(self) -> None:
        """Puts the copied day here, as Ctrl+V does."""
        self._copy_or_paste(paste=True)

    def _escape(self) -> None:
        if self._drag is not None:
            self.grid = self._drag.grid
            self._drag, self._tip = None, ""
            self.previewed.emit(self.grid)
            self._choose(self.grid.top(self.day, self.slot))
        elif self.anchor != self.slot:
            self.anchor = self.slot
        else:
            self.set_tool("")
        self.update()

    # ---- what is chosen, and what is said ----

    def _choose(self, block: Block | None) -> None:
        if block != self.chosen:
            self.chosen = block
            self.chose.emit(block)
        span = self.selection()
        where = span_words(span.day, span.start, span.end)
        self.setAccessibleDescription(block_words(block) if block is not None else where)
        self.update()

    def _show_texts(self) -> None:
        for day, text in enumerate(self._texts):
            text.setAccessibleName(day_words(self.grid, day))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = self.place()
        for day, text in enumerate(self._texts):
            text.setGeometry(place.day_box(day).toRect())

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type] # Qt hands a QFocusEvent
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type] # Qt hands a QFocusEvent
        self.update()


_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
