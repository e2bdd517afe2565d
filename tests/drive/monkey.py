"""Somebody who presses anything: random keys, clicks, typing and places, the same for a seed."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from traceback import format_exception

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.exceptions import capture_exceptions

from starapp.ui.desk import Place
from tests.drive.office import Office
from tests.drive.wrong_typing import VALUES

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
KEYS = (
    *((key, NONE) for key in (
        Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Space,
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
        Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete,
        Qt.Key.Key_Insert, Qt.Key.Key_Backspace, Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F6,
        Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_0, Qt.Key.Key_3, Qt.Key.Key_9, Qt.Key.Key_A,
        Qt.Key.Key_D, Qt.Key.Key_N, Qt.Key.Key_R,
    )),
    *((key, CTRL) for key in (
        Qt.Key.Key_F, Qt.Key.Key_G, Qt.Key.Key_K, Qt.Key.Key_S, Qt.Key.Key_Z, Qt.Key.Key_Y,
        Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_D, Qt.Key.Key_Return,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_Comma,
        Qt.Key.Key_Home, Qt.Key.Key_End,
    )),
    *((key, SHIFT) for key in (Qt.Key.Key_Backtab, Qt.Key.Key_F6, Qt.Key.Key_Down)),
    *((key, ALT) for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Return)),
)  # fmt: skip
"""Keys that stay in the window; those that leave it have tests of their own."""
PRESSES = ("10,000 words", "nul", "half a sign")
"""Values that only cost time here; other tests put them in every field."""


OF_THE_SYSTEM = (QFileDialog, QPrintDialog)
"""Dialogs that are not ours, and ask on in their own way."""


@contextmanager
def menus_close() -> Iterator[None]:
    """A menu that opens waits for its own answer, inside the key that opened it: it is closed."""

    def close() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            menu.close()

    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(close)
    timer.start()
    try:
        yield
    finally:
        timer.stop()


class Monkey:
    """Random deeds in a window, each noted, so that what broke can be done again.

    Attributes:
        deeds: what was done, in words, oldest first.
        faults: what was raised, each with the deed before it.
    """

    def __init__(self, office: Office, places: Sequence[Place], *, who: str, seed: int) -> None:
        self.office = office
        self._who = who
        self.deeds: list[str] = []
        self.faults: list[str] = []
        self._chance = random.Random(seed)
        self._places = places
        self._values = [words for name, words in VALUES.items() if name not in PRESSES]

    def play(self, steps: int) -> None:
        """Does so many random things."""
        ways: list[Callable[[], str]] = [self._key] * 6 + [self._press] * 5
        ways += [self._type] * 3 + [self._click] * 2 + [self._go]
        for _ in range(steps):
            self.do(self._chance.choice(ways))

    def do(self, deed: Callable[[], str]) -> None:
        """Does one thing and takes what is raised."""
        with capture_exceptions() as raised, menus_close():
            self.deeds.append(deed())
            self._let_files_be()
            self.office.settle()
            if self.office.program.window is None:
                self.deeds.append("come back")
                self._come_back()
        for kind, fault, trace in raised:
            last = "".join(format_exception(kind, fault, trace)[-4:])
            self.faults.append(f"{self.deeds[-3:]}: {last}")

    def _let_files_be(self) -> None:
        """No file and no printer is chosen: a monkey would write where it should not."""
        while isinstance(front := self.office.root, OF_THE_SYSTEM):
            front.reject()

    def _come_back(self) -> None:
        """The search panel closes the workspace too; it is opened again."""
        while isinstance(front := self.office.root, QDialog):
            front.reject()
        self.office.reopen(who=self._who)

    def _front(self) -> QWidget:
        front = self.office.root
        if not front.isActiveWindow():
            front.activateWindow()
            QApplication.processEvents()
        return front

    def _key(self) -> str:
        key, held = self._chance.choice(KEYS)
        front = self._front()
        here = QApplication.focusWidget() or front
        if not has_menu(here):
            self.office.bot.keyClick(here, key, held)
        return f"{held.name} {key.name}"

    def _press(self) -> str:
        front = self._front()
        found = [
            one
            for one in front.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and not has_menu(one)
        ]
        if not found:
            return "nothing to press"
        one = self._chance.choice(found)
        said = f"press {one.objectName() or one.text()}"
        one.click()
        return said

    def _type(self) -> str:
        front = self._front()
        found = [
            one
            for kind in (QLineEdit, QPlainTextEdit, QTextEdit)
            for one in front.findChildren(kind)
            if one.isVisible() and one.isEnabled() and not one.isReadOnly()
        ]
        if not found:
            return "nothing to type in"
        one, words = self._chance.choice(found), self._chance.choice(self._values)
        one.setFocus()
        QApplication.clipboard().setText(words)
        self.office.bot.keyClick(one, Qt.Key.Key_V, CTRL)
        return f"paste {words[:20]!r} in {one.objectName()}"

    def _click(self) -> str:
        front = self._front()
        found = [
            one
            for one in front.findChildren(QWidget)
            if one.isVisible() and not isinstance(one, QComboBox) and not has_menu(one)
        ]
        if not found:
            return "nothing to click"
        one = self._chance.choice(found)
        spot = QPoint(
            self._chance.randrange(max(one.width(), 1)),
            self._chance.randrange(max(one.height(), 1)),
        )
        said = f"click {type(one).__name__} {one.objectName()}"
        self.office.bot.mouseClick(one, Qt.MouseButton.LeftButton, pos=spot)
        return said

    def _go(self) -> str:
        while isinstance(front := self.office.root, QDialog):
            front.reject()
        place = self._chance.choice(self._places)
        self.office.window.go(place)
        return f"go to {place}"


def has_menu(one: QWidget) -> bool:
    """A menu would wait for its own answer; its entries have tests of their own."""
    return isinstance(one, QPushButton | QToolButton) and one.menu() is not None
