"""Types in every field of what is in front, and looks for it again when it was opened anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from starapp.app import open_workspace
from starapp.foundation.dates import LONDON
from starapp.organisation.queries import people
from starapp.ui.desk import Desk, Place
from starapp.ui.kept_text import key_of
from starapp.ui.main_window import MainWindow
from starapp.ui.program import Program
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import ExactField
from starapp.ui.widgets.typed import Typed
from tests.drive.wrong_typing import same

Found = dict[tuple[str, str], str]
"""What was typed, by the place and the field."""


class Reopened:
    """One workspace file, opened again and again by the same person at the same time."""

    def __init__(self, bot: QtBot, app: QApplication, path: Path, *, at: str, who: str) -> None:
        self.bot, self.app, self.path, self.who = bot, app, path, who
        self.moment = datetime.fromisoformat(at).replace(tzinfo=LONDON).astimezone(UTC)
        self.window = self._open()

    def _open(self) -> MainWindow:
        workspace = open_workspace(self.path)
        workspace.store.clock = lambda: self.moment
        with workspace.store.reading() as session:
            actor = next(one.actor() for one in people(session) if one.name == self.who)
        window = MainWindow(workspace, Desk(workspace.store, actor), Program(self.app))
        window.resize(1440, 900)
        with self.bot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    def again(self) -> None:
        """Closes the window as its cross does, and opens the file again."""
        self.close()
        self.window = self._open()

    def close(self) -> None:
        """Closes the window as its cross does, with no wait at all."""
        assert self.window.close(), "the window did not close"
        self.window.deleteLater()
        self.app.processEvents()

    def go(self, place: Place) -> None:
        """Goes to a place and waits for it."""
        self.window.go(place)
        self.settle()
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)

    def settle(self) -> None:
        """Waits until nothing is queued or running."""
        self.bot.waitUntil(lambda: self.window.desk.work.idle, timeout=20_000)
        self.app.processEvents()

    def fields(self, root: QWidget | None = None) -> list[Typed]:
        """The fields in sight that somebody may type in, and whose text is kept."""
        root = root or self.window
        return [
            one
            for one in root.findChildren(Typed)
            if one.kept
            and one.editor.window() is root
            and one.editor.isVisible()
            and one.target.isEnabled()
            and not one.target.isReadOnly()  # type: ignore[attr-defined] # every editor has it
        ]

    def key(self, one: Typed) -> tuple[str, str]:
        """Place and field."""
        return key_of(self.window.typing, one.target)

    def type_everywhere(
        self, typed: str, root: QWidget | None = None, *, but: tuple[str, ...] = ()
    ) -> Found:
        """Types something at the end of every field but some; gives what each held then."""
        found: Found = {}
        for key in [
            self.key(one) for one in self.fields(root) if one.target.objectName() not in but
        ]:
            one = self.field(key, root)
            if one is None:
                continue  # saving the one before showed other fields
            one.target.setFocus()
            self.bot.keyClick(one.target, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
            if isinstance(one.target, QLineEdit):
                self.bot.keyClick(one.target, Qt.Key.Key_End)
            words = "7" if isinstance(one.editor, ExactField) else typed
            self.bot.keyClicks(one.target, words)
            found[key] = one.read()
        return found

    def field(self, key: tuple[str, str], root: QWidget | None = None) -> Typed | None:
        """The field of a place and a name, if it is in sight."""
        return next((one for one in self.fields(root) if self.key(one) == key), None)

    def buttons(self) -> set[str]:
        """The names of the buttons in sight that can be pressed."""
        return {
            one.objectName()
            for one in self.window.shown.findChildren(Button)
            if one.isVisible() and one.isEnabled()
        }

    def opened_by(self, place: Place, name: str) -> Sheet | None:
        """Presses a button of a place; gives the dialog it opened, if it opened one."""
        if self.window.travel.now != place:
            self.go(place)
        found = [
            one
            for one in self.window.shown.findChildren(Button, name)
            if one.isVisible() and one.isEnabled()
        ]
        if not found:
            return None
        found[0].click()
        self.settle()
        front = dialogs()
        return front[-1] if front and isinstance(front[-1], Sheet) else None

    def leave_dialogs(self) -> None:
        """Closes every dialog as Esc does."""
        for _ in range(5):
            for one in reversed(dialogs()):
                one.reject()
                self.settle()
        for one in QApplication.topLevelWidgets():
            if one.isVisible() and one is not self.window:
                one.close()

    def lost(self, found: Found, root: QWidget | None = None) -> list[str]:
        """Which texts are not shown where they were typed."""
        said = []
        for key, text in found.items():
            one = self.field(key, root)
            shown = [one] if one is not None else self.fields(root)  # its name may be what changed
            if not any(_holds(one.read(), text) for one in shown):
                said.append(f"{key}: {text!r} became {[one.read() for one in shown][:1]}")
        return said


def _holds(held: str, typed: str) -> bool:
    return same(typed, held) and len(held.split()) >= len(typed.split())


def dialogs() -> list[QDialog]:
    """The dialogs in front, the last opened last."""
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one.isVisible()
    ]


@contextmanager
def closed_at_the_end(made: Reopened) -> Iterator[Reopened]:
    """Closes whatever is open when the test ends."""
    try:
        yield made
    finally:
        for one in dialogs():
            one.close()
        made.window.typing.end()
        made.window.lose_and_close()
        made.app.processEvents()
