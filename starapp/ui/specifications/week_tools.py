"""The tools over the week: a kind of support to paint with, rubbing out, undo, and copying a day."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from starapp.specifications.support_grid import Support
from starapp.ui import theme
from starapp.ui.specifications.week_canvas import RUB_OUT
from starapp.ui.specifications.week_painting import draw_swatch
from starapp.ui.widgets.buttons import IconButton
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.named import named

TOOLS = (
    (Support.ONE_TO_ONE.value, "1:1", "1"),
    (Support.TWO_TO_ONE.value, "2:1", "2"),
    (Support.SHARED.value, "Shared", "3"),
    (Support.WAKING_NIGHT.value, "Waking", "4"),
    (Support.SLEEP_IN.value, "Sleep-in", "5"),
    (Support.NOT_NEEDED.value, "No support", "6"),
    (RUB_OUT, "Rub out", "0"),
)


class ToolButton(QAbstractButton):
    """One tool: a swatch, its name and its key; pressed again it is put down."""

    def __init__(self, value: str, name: str, key: str) -> None:
        super().__init__()
        self.value = value
        self._key = key
        self.setText(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        named(self, f"{name}, key {key}", key=f"tool-{value}")
        self.setToolTip(f"Paint {name}: press {key}, or drag over the week")

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.bold(theme.font("table"))).horizontalAdvance(self.text())
        return QSize(words + theme.px(51), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            on = self.isChecked()
            painter.setPen(QPen(theme.colour("ink" if on else "line"), 2 if on else 1))
            painter.setBrush(theme.colour("surface" if on else "surfaceHover"))
            painter.drawRoundedRect(box, 6, 6)
        side = theme.px(18)
        mark = QRectF(theme.px(6), (self.height() - side) / 2, side, side)
        if self.value == RUB_OUT:
            shown = theme.pixmap("eraser", size=18, ratio=self.devicePixelRatioF())
            painter.drawPixmap(mark.topLeft(), shown)
        else:
            draw_swatch(painter, mark, Support(self.value))
        font = theme.font("table")
        painter.setFont(theme.bold(font) if self.isChecked() else font)
        painter.setPen(theme.colour("ink"))
        words = QRectF(self.rect()).adjusted(theme.px(28), 0, 0, 0)
        painter.drawText(words, _LEFT, self.text())
        self._draw_key(painter)

    def _draw_key(self, painter: QPainter) -> None:
        cap = QRectF(self.width() - theme.px(22), (self.height() - theme.px(19)) / 2,
                     theme.px(18), theme.px(19))  # fmt: skip
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("surfaceSunk"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(theme.colour("inkMuted"))
        painter.setFont(theme.font("keycap"))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._key)


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class WeekTools(QWidget):
    """The row of tools.

    Signals:
        taken: the tool, or empty when it was put down.

    Attributes:
        undo, redo, copy, paste: buttons of the page.
    """

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._buttons = {value: ToolButton(value, name, key) for value, name, key in TOOLS}
        for value, button in self._buttons.items():
            button.clicked.connect(partial(self._press, value))
        self.undo = IconButton("undo-2", "Undo", key="undoWeek")
        self.redo = IconButton("redo-2", "Redo", key="redoWeek")
        self.copy = IconButton("copy", "Copy this day (Ctrl+C)", key="copyDay")
        self.paste = IconButton(
            "clipboard-list", "Put the copied day here (Ctrl+V)", key="pasteDay"
        )
        self.paste.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 6)
        row.setSpacing(0)
        row.addWidget(flow(*self._buttons.values(), spacing=0), 1)
        for tool in (self.undo, self.redo, self.copy, self.paste):
            row.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)

    def show_copied(self) -> None:
        """A day was copied, so that it can be put elsewhere."""
        self.paste.show()

    def show_tool(self, tool: str) -> None:
        """Shows which tool is in hand."""
        for value, button in self._buttons.items():
            button.setChecked(value == tool)

    def _press(self, value: str) -> None:
        self.taken.emit(value if self._buttons[value].isChecked() else "")
