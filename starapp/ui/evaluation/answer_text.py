"""A bid's answer as text to read, mark and cite; it is as tall as its words."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QTextEdit

from starapp.evaluation.reading import Span
from starapp.ui import theme
from starapp.ui.widgets.named import named

LINE = {"reading": 28, "easyBody": 38}
"""Height of a line in pixels at text size 100, by role."""


class AnswerText(QTextBrowser):
    """The words of one answer.

    Signals:
        marked: the highlights changed.

    Attributes:
        marks: the highlighted spans, in order, none touching another.
    """

    marked = Signal()

    def __init__(self, role: str = "reading") -> None:
        super().__init__()
        named(self, "The bid’s answer", key="answerText")
        self._role = role
        self.marks: tuple[Span, ...] = ()
        self._read_aloud: Span | None = None
        self._found: tuple[Span, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def text(self) -> str:
        """The words shown."""
        return self.toPlainText()

    def show_text(self, text: str, marks: Sequence[Span] = ()) -> None:
        """Shows other words with their highlights."""
        self.marks = tuple(marks)
        self._read_aloud, self._found = None, ()
        self.setPlainText(text)
        self._dress()

    def selected(self) -> Span | None:
        """What is selected, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return Span(cursor.selectionStart(), cursor.selectionEnd())

    def toggle_mark(self) -> bool:
        """Highlights the selection, or takes the highlights it touches away; False for none."""
        chosen = self.selected()
        if chosen is None:
            return False
        inside = [one for one in self.marks if one.first < chosen.last and chosen.first < one.last]
        if any(one.first <= chosen.first and chosen.last <= one.last for one in inside):
            left = [one for one in self.marks if one not in inside]
        else:
            first = min([chosen.first, *(one.first for one in inside)])
            last = max([chosen.last, *(one.last for one in inside)])
            left = [*(one for one in self.marks if one not in inside), Span(first, last)]
        self.marks = tuple(sorted(left, key=lambda one: one.first))
        self._paint()
        self.marked.emit()
        return True

    def find_all(self, words: str) -> int:
        """Shows every place where words stand, and moves to the first; gives how many."""
        text, wanted = self.text().casefold(), words.casefold()
        found, at = [], text.find(wanted) if wanted else -1
        while at >= 0:
            found.append(Span(at, at + len(wanted)))
            at = text.find(wanted, at + len(wanted))
        self._found = tuple(found)
        self._paint()
        return len(found)

    def place_of(self, span: Span) -> int:
        """How far down a span stands, in pixels."""
        return self.cursorRect(self._cursor(span)).top()

    def first_found(self) -> Span | None:
        """The first place found, or None."""
        return self._found[0] if self._found else None

    def read_along(self, span: Span | None) -> None:
        """Shows which sentence is being read aloud, or none."""
        self._read_aloud = span
        self._paint()

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(span.first, self.document().characterCount() - 1))
        last = min(span.last, self.document().characterCount() - 1)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _dress(self) -> None:
        letters = QTextCharFormat()
        letters.setFont(theme.font(self._role))
        shape = QTextBlockFormat()
        line = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        shape.setLineHeight(theme.px(LINE[self._role]), line)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)
        cursor.mergeCharFormat(letters)
        self._paint()
        self._fit()

    def _paint(self) -> None:
        looks = [(span, "marker", "onMarker") for span in self.marks]
        looks += [(span, "accentTint", "ink") for span in self._found]
        if self._read_aloud is not None:
            looks.append((self._read_aloud, "marker", "onMarker"))
        self.setExtraSelections([self._selection(*look) for look in looks])

    def _selection(self, span: Span, ground: str, ink: str) -> QTextEdit.ExtraSelection:
        chosen = QTextEdit.ExtraSelection()
        shape = QTextCharFormat()
        shape.setBackground(QColor(theme.colour(ground)))
        shape.setForeground(QColor(theme.colour(ink)))
        chosen.cursor, chosen.format = self._cursor(span), shape
        return chosen

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(self.viewport().width(), 1)
        self.document().setTextWidth(width)
        self.setFixedHeight(int(self.document().size().height()) + 6)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(400), self.height())
