"""The base of every driver: finds widgets by object name, types, presses and waits for work."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from starapp.ui.desk import Desk
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.rows_table import RowsTable

W = TypeVar("W", bound=QWidget)


class Driver:
    """Acts on a screen as a person would, and waits until the desk's work is done."""

    def __init__(self, bot: QtBot, desk: Desk, root: QWidget) -> None:
        self.bot = bot
        self.desk = desk
        self.root = root

    def find(self, kind: type[W], name: str) -> W:
        """The widget of a kind with an object name; fails when there is none or more than one."""
        found = [one for one in self.root.findChildren(kind, name) if one.isVisibleTo(self.root)]
        assert found, f"no {kind.__name__} {name!r} among {self.names(kind)}"
        assert len(found) == 1, f"{len(found)} widgets are called {name!r}"
        return found[0]

    def names(self, kind: type[QWidget]) -> list[str]:
        """The object names of the visible widgets of a kind."""
        return sorted(
            one.objectName() for one in self.root.findChildren(kind) if one.isVisibleTo(self.root)
        )

    def press(self, name: str) -> None:
        """Presses a button, a link or a radio card with the mouse, and waits."""
        button = self.find(QAbstractButton, name)
        assert button.isEnabled(), f"{name} is off: {button.toolTip()}"
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def type(self, name: str, words: str) -> None:
        """Types words into a field in place of what is there, and leaves it."""
        field = self._field(name)
        field.setFocus()
        field.selectAll()
        if words:
            self.bot.keyClicks(field, words)
        else:
            self.bot.keyClick(field, Qt.Key.Key_Delete)
        self.bot.keyClick(field, Qt.Key.Key_Tab)
        self.settle()

    def _field(self, name: str) -> QLineEdit | QPlainTextEdit:
        lines = [w for w in self.root.findChildren(QLineEdit, name) if w.isVisibleTo(self.root)]
        if lines:
            return lines[0]
        return self.find(QPlainTextEdit, name)

    def choose(self, name: str, value: str) -> None:
        """Chooses a value of a drop-down list by the keyboard."""
        box = self.find(QComboBox, name)
        assert isinstance(box, Choice)
        place = box.findData(value)
        assert place >= 0, f"{name} has no {value!r}"
        box.setCurrentIndex(place)
        box.activated.emit(place)
        self.settle()

    def tick(self, name: str, *, on: bool = True) -> None:
        """Ticks a box, or takes its tick away."""
        box = self.find(QCheckBox, name)
        if box.isChecked() is not on:
            box.click()
        self.settle()

    def pick(self, value: str) -> None:
        """Presses the radio card, segment or score of a value."""
        for name in (f"choose-{value}", f"score-{value}"):
            found = [w for w in self.root.findChildren(QRadioButton, name) if w.isVisible()]
            if found:
                found[0].click()
                self.settle()
                return
        raise AssertionError(f"nothing to pick for {value!r} among {self.names(QRadioButton)}")

    def table(self, name: str) -> RowsTable[object]:
        """A table by its object name."""
        return self.find(RowsTable, name)

    def cells(self, name: str) -> list[list[str]]:
        """The words of every cell of a table, row by row."""
        model = self.table(name).rows
        first = int(model.ticks)
        return [
            [str(model.index(row, c).data()) for c in range(first, model.columnCount())]
            for row in range(model.rowCount())
        ]

    def choose_row(self, name: str, row_id: str) -> None:
        """Makes a row current."""
        self.table(name).choose(row_id)
        self.settle()

    def keys(self, widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Presses a key on a widget, and waits."""
        held = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            held |= one
        self.bot.keyClick(widget, key, held)
        self.settle()

    def answer(self, *, yes: bool, typed: str = "", ticked: bool = False) -> None:
        """Answers the question the desk asked last."""
        question = self.desk.question
        assert question is not None
        assert question.isVisible()
        inner = Driver(self.bot, self.desk, question)
        if typed:
            inner.type("mustType", typed)
        if ticked:
            inner.tick("mustTick")
        inner.press("yes" if yes else "no")

    def settle(self) -> None:
        """Waits until nothing is queued or running, and what was made anew is in sight."""
        self.bot.waitUntil(lambda: self.desk.work.idle, timeout=20_000)
        QApplication.processEvents()
