"""Fields to type in: one line, many lines, and exact numbers."""

from decimal import Decimal

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from starapp.foundation.exact import NotANumber, parse_decimal, plain, rate
from starapp.foundation.reasons import word_count, words_said
from starapp.foundation.signs import many_lines, one_line
from starapp.ui import theme
from starapp.ui.widgets.labels import Words

SETTLE_MS = 400
"""Typing is saved this long after the last key."""


class TextField(QLineEdit):
    """One line of text, with a unit inside at the right if given.

    Signals:
        settled: the text, 400 ms after the last key or on leaving the field.
        complained: words about what was typed; empty when it is fine again.
    """

    settled = Signal(str)
    complained = Signal(str)

    def __init__(self, text: str = "", *, unit: str = "", most: int = 0) -> None:
        super().__init__(text)
        self._unit = unit
        self._told = text
        if most:
            self.setMaxLength(most)
        self._cut = False
        self.inputRejected.connect(self._say_cut)
        if unit:
            self.setTextMargins(0, 0, self.fontMetrics().horizontalAdvance(unit) + 12, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._settle)
        self.textEdited.connect(self._typed)
        self._complaining = False
        self.editingFinished.connect(self._leave)

    def show_value(self, text: str) -> None:
        """Puts text in without telling anyone."""
        self._told = text
        if text != self.text():
            self.setText(text)

    def value(self) -> str:
        """What is typed, without spaces at the ends."""
        return self.text().strip()

    def _typed(self) -> None:
        plain_words = one_line(self.text())
        if plain_words != self.text():
            place = self.cursorPosition() - len(self.text()) + len(plain_words)
            self.setText(plain_words)
            self.setCursorPosition(max(place, 0))
        if self._cut and len(self.text()) < self.maxLength():
            self._cut = False
            self.complained.emit("")
        self._timer.start()

    def _say_cut(self) -> None:
        if len(self.text()) >= self.maxLength():
            self._cut = True
            self.complained.emit(f"Only {self.maxLength()} characters fit. The rest was left out.")

    def problem(self) -> str:
        """Words about what is typed, or empty."""
        return ""

    def _leave(self) -> None:
        """Says what is wrong first, so that whoever takes the value has the last word."""
        words = self.problem()
        if words or self._complaining:
            self._complaining = bool(words)
            self.complained.emit(words)
        self._settle()
        self._tidy()

    def _tidy(self) -> None:
        """Writes what was typed as it is always written; a field of words leaves it."""

    def _settle(self) -> None:
        self._timer.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.settled.emit(self.text().strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setPen(theme.colour("inkMuted"))
            painter.setFont(self.font())
            room = self.rect().adjusted(0, 0, -10, 0)
            painter.drawText(
                room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._unit
            )


class ExactField(TextField):
    """A field for an exact number; never a float.

    Says what is wrong when the person leaves it (``complained``), and ``settled`` is emitted with
    what was typed; read ``value_exact()``.
    """

    def __init__(
        self,
        value: Decimal | None = None,
        *,
        places: int = 2,
        least: Decimal | None = None,
        most: Decimal | None = None,
        unit: str = "",
        step: Decimal | None = None,
    ) -> None:
        super().__init__("", unit=unit)
        self._places = places
        self._least = least
        self._most = most
        self._step = step
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.show_exact(value)

    def show_exact(self, value: Decimal | None) -> None:
        """Shows a number, or nothing when it is missing."""
        self.show_value("" if value is None else self._written(value))

    def value_exact(self) -> Decimal | None:
        """The number typed, or None when the field is empty or what is typed is no such number."""
        try:
            return self._parsed()
        except NotANumber:
            return None

    def problem(self) -> str:
        """Words about what is typed, or empty when it is fine or missing."""
        if not self.text().strip():
            return ""
        try:
            self._parsed()
        except NotANumber as fault:
            return str(fault)
        return ""

    def _parsed(self) -> Decimal | None:
        if not self.text().strip():
            return None
        return parse_decimal(self.text(), places=self._places, least=self._least, most=self._most)

    def _written(self, value: Decimal) -> str:
        if self._unit.startswith("£"):
            return rate(value).removeprefix("£")
        return plain(value)

    def _tidy(self) -> None:
        value = self.value_exact()
        if value is not None:
            self.show_value(self._written(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if self._step is not None and event.key() in steps:
            self._move(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def _move(self, direction: int) -> None:
        now = self.value_exact()
        if self._step is None or self.isReadOnly():
            return
        wanted = (now or Decimal(0)) + direction * self._step
        if (self._least is not None and wanted < self._least) or (
            self._most is not None and wanted > self._most
        ):
            return
        self.setText(self._written(wanted))
        self._settle()


class PlainEdit(QPlainTextEdit):
    """Many lines of words; what is pasted comes without control characters."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(many_lines(source.text()))
        self.ensureCursorVisible()


class LongText(QWidget):
    """Many lines of text with a word count under it, and advice while the words are few.

    Signals:
        settled: the text, 400 ms after the last key or on leaving the field.

    Attributes:
        edit: the ``QPlainTextEdit`` inside.
        while_typing: ``settled`` also comes every 400 ms while somebody types on.
    """

    settled = Signal(str)

    def __init__(
        self, text: str = "", *, lines: int = 4, enough_words: int = 0, count: bool = True
    ) -> None:
        super().__init__()
        self.edit = PlainEdit(text)
        self.edit.setTabChangesFocus(True)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self._enough = enough_words
        self._lines = lines
        self._told = text
        self.while_typing = False
        self.count = Words("", "hint", ink="muted")
        if not count:
            self.count.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.edit, 1)
        box.addWidget(self.count)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._settle)
        self.edit.textChanged.connect(self._typed)
        self._tall()
        self._recount()

    def value(self) -> str:
        """What is typed, without spaces at the ends."""
        return self.edit.toPlainText().strip()

    def show_value(self, text: str) -> None:
        """Puts text in without telling anyone."""
        self._told = text
        if text != self.edit.toPlainText():
            self.edit.setPlainText(text)
        self._timer.stop()
        self._recount()

    def words(self) -> int:
        """How many words are typed."""
        return word_count(self.edit.toPlainText())

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QFocusEvent) and event.lostFocus():
            self._settle()
        return super().eventFilter(self.edit, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tall()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.minimumSizeHint().height())

    def _tall(self) -> None:
        self.edit.setMinimumHeight(self._lines * theme.px(22) + 18)

    def _typed(self) -> None:
        if not (self.while_typing and self._timer.isActive()):
            self._timer.start()
        self._recount()

    def _recount(self) -> None:
        self.count.setText(words_said(self.edit.toPlainText(), self._enough))

    def _settle(self) -> None:
        self._timer.stop()
        text = self.edit.toPlainText()
        if text != self._told:
            self._told = text
            self.settled.emit(text.strip())
