"""A text field that marks, while you type, what could say who the person is."""

from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from starapp.foundation.dates import local_date
from starapp.foundation.signs import many_lines
from starapp.specifications.privacy import Find, Fix, find_all
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.widgets.typed import Typed
from starapp.ui.work import Job

CHECK_MS = 600
"""The privacy check runs this long after the last key."""
LONG = 20_000
"""Longer texts, in characters, are checked off the main thread."""


class PrivacyEdit(QTextEdit):
    """Plain text with numbered marks; the marks are not part of the text.

    Signals:
        settled: the text, when the person left the field or stopped typing.
        found: the finds, 600 ms after the last key.

    Attributes:
        typed: follows what is typed.
    """

    settled = Signal(str)
    found = Signal(object)

    def __init__(self, desk: Desk, *, lines: int = 4, check: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._lines = lines
        self._check = check
        self._kept: frozenset[tuple[str, str]] = frozenset()
        self._job: Job | None = None
        self.finds: tuple[Find, ...] = ()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.typed = Typed(self, read=self.toPlainText, write=self._write)
        self.typed.settled.connect(self.settled)
        self._checking = QTimer(self)
        self._checking.setSingleShot(True)
        self._checking.setInterval(CHECK_MS)
        self._checking.timeout.connect(self._look)
        self.textChanged.connect(self._edited)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        theme.notifier().changed.connect(self._restyled)
        self._space_lines()
        self._grow()

    def value(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def show_value(self, text: str) -> None:
        """Shows what is stored without telling anyone; looks it over at once."""
        self.typed.show(text)
        self._look()

    def _write(self, text: str) -> None:
        self.setPlainText(text)
        self._space_lines()

    def _space_lines(self) -> None:
        """Leaves room over the lines for the numbers of the marks; no step of undo."""
        document = self.document()
        document.setUndoRedoEnabled(False)
        look = QTextBlockFormat()
        look.setLineHeight(132, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(look)
        document.setUndoRedoEnabled(True)

    def keep(self, kept: frozenset[tuple[str, str]]) -> None:
        """Finds of these kinds and words are kept with a reason and not marked."""
        if kept != self._kept:
            self._kept = kept
            self._look()

    def mend(self, fix: Fix) -> None:
        """Writes it another way, as one step."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(fix.start)
        cursor.setPosition(fix.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(fix.words)
        self.typed.settle()
        self._look()

    def go_to(self, find: Find) -> None:
        """Selects a find and takes the focus."""
        cursor = self.textCursor()
        cursor.setPosition(find.start)
        cursor.setPosition(find.end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(many_lines(source.text()))
        self.ensureCursorVisible()

    def _edited(self) -> None:
        self.typed.edited()
        self._checking.start()

    def _look(self) -> None:
        self._checking.stop()
        if not self._check:
            return
        text = self.toPlainText()
        today = local_date(self._desk.now())
        if len(text) <= LONG:
            self._show_finds(text, find_all(text, today=today))
            return
        if self._job is not None:
            self._job.stop()
        self._job = self._desk.work.render(
            partial(find_all, text, today=today), then=partial(self._show_finds, text)
        )

    def _show_finds(self, text: str, finds: tuple[Find, ...]) -> None:
        if text != self.toPlainText():
            return
        self.finds = tuple(f for f in finds if (f.kind.value, f.text) not in self._kept)
        self._mark()
        self.found.emit(self.finds)

    def _mark(self) -> None:
        marks = []
        for find in self.finds:
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(theme.colour("amberBg"))
            look.setForeground(theme.colour("ink"))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(theme.colour("redSolid"))
            mark.format = look
            cursor = QTextCursor(self.document())
            cursor.setPosition(find.start)
            cursor.setPosition(find.end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            marks.append(mark)
        self.setExtraSelections(marks)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.finds or self._checking.isActive():
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.bold(theme.font("keycap"), 700))
        side = theme.px(15)
        for number, find in enumerate(self.finds, 1):
            cursor = QTextCursor(self.document())
            cursor.setPosition(find.end)
            end = self.cursorRect(cursor)
            box = QRectF(end.left() - side / 2, end.top() - side / 2 + 3, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("redSolid"))
            painter.drawEllipse(box)
            painter.setPen(theme.colour("onDanger"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number))

    def _restyled(self) -> None:
        self._mark()
        self._grow()

    def _grow(self) -> None:
        """As tall as the text, from its least lines up to twenty."""
        line = theme.px(23)
        needed = int(self.document().size().height()) + 16
        self.setMinimumHeight(min(max(needed, self._lines * line + 16), 20 * line))
        self.updateGeometry()

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type] # Qt hands a QResizeEvent
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self.minimumHeight())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.typed.leave()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.typed.shown()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
            return
        super().keyPressEvent(event)
