"""The amber list of what could say who the person is, with a one-press fix for each."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from starapp.specifications.privacy import Find
from starapp.ui import theme
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.labels import Icon, Shortened, Words
from starapp.ui.widgets.named import named


class _Number(QWidget):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def sizeHint(self) -> QSize:
        return QSize(theme.px(20), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(20)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("redSolid"))
        painter.drawEllipse(box)
        painter.setPen(theme.colour("onDanger"))
        painter.setFont(theme.bold(theme.font("hint"), 700))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class FindsBand(QFrame):
    """One line for each find; hidden while there is none.

    Signals:
        mended: the ``Fix`` that was pressed.
        kept: the ``Find`` somebody wants to keep and explain.
        pointed: the ``Find`` whose line was reached.
    """

    mended = Signal(object)
    kept = Signal(object)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._finds: tuple[Find, ...] = ()
        self._can_change = True
        named(self, "Privacy check", key=f"{key}-privacy")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 9, 12, 10)
        self._box.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = Words("", "label", wrap=True)
        head.addWidget(Icon("shield-alert", colour="amberText", size=20), 0, _TOP)
        head.addWidget(self.title, 1)
        self._box.addLayout(head)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(10)
        self._lines.setVerticalSpacing(6)
        self._lines.setColumnStretch(1, 2)
        self._lines.setColumnStretch(2, 5)
        self._box.addLayout(self._lines)
        self.hide()

    def show_finds(self, finds: tuple[Find, ...], *, can_change: bool = True) -> None:
        """Shows the finds, numbered as in the text."""
        if (finds, can_change) == (self._finds, self._can_change):
            return
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._finds, self._can_change = finds, can_change
        clear(self._lines)
        many = f"{len(finds)} things" if len(finds) != 1 else "1 thing"
        self.title.setText(f"{many} here could say who the person is")
        for row, find in enumerate(finds):
            self._add(row, find)
        self.setVisible(bool(finds))
        if had_focus:
            self.focus_first()

    def _add(self, row: int, find: Find) -> None:
        self._lines.addWidget(_Number(row + 1), row, 0, _TOP)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(find.kind.value, "label"))
        words.addWidget(Shortened(f"“{find.text}”", "table"))
        self._lines.addLayout(words, row, 1, _TOP)
        if not self._can_change:
            return
        fix, key = find.fixes[0], f"{self._key}-fix-{row + 1}"
        pressed = partial(self.mended.emit, fix)
        buttons = [Button(fix.label, size="small", pressed=pressed, key=key)]
        if find.kind.may_stay:
            buttons.append(self._keep_button(row, find))
        for button in buttons:
            button.setAccessibleName(f"{button.text()}, {find.kind.value} {row + 1}")
        self._lines.addWidget(flow(*buttons), row, 2, _TOP)

    def _keep_button(self, row: int, find: Find) -> Button:
        key = f"{self._key}-keep-{row + 1}"
        pressed = partial(self.kept.emit, find)
        return Button("Keep and explain", size="small", pressed=pressed, key=key)

    def focus_first(self) -> bool:
        """Moves the focus to the first fix; tells whether there is one."""
        first = self.findChild(Button)
        if first is None or self.isHidden():
            return False
        first.setFocus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Enter on a line keeps its find."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            for row in range(len(self._finds)):
                line = self._lines.itemAtPosition(row, 2)
                holder = line.widget() if line is not None else None
                on_line = holder is not None and holder.isAncestorOf(self.focusWidget())
                if on_line and self._finds[row].kind.may_stay:
                    self.kept.emit(self._finds[row])
                    return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("amberSolid"))
        painter.setBrush(theme.colour("amberBg"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


_TOP = Qt.AlignmentFlag.AlignVCenter
