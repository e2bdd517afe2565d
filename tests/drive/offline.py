"""Drives the opening of a score pack and the offline scoring window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from starapp.ui.evaluation.easy_view import EasyView
from starapp.ui.panel.offline_window import OfflineWindow
from starapp.ui.panel.pack_opening import PackOpening


class OfflineDesk:
    """One person at a PC without a workspace."""

    def __init__(self, bot: QtBot, path: Path) -> None:
        self.bot = bot
        self.opening = PackOpening(path)

    @property
    def window(self) -> OfflineWindow:
        """The scoring window."""
        assert self.opening.window is not None
        return self.opening.window

    def open(self, passphrase: str) -> None:
        """Types the passphrase and waits until the pack is open, or the words why not."""
        self.opening.begin()
        self.try_passphrase(passphrase)

    def try_passphrase(self, passphrase: str) -> None:
        """Types a passphrase and presses Enter."""
        sheet = self.opening.sheet
        assert sheet is not None
        assert sheet.isVisible()
        field = sheet.findChild(QLineEdit, "passphrase")
        assert field is not None
        field.selectAll()
        self.bot.keyClicks(field, passphrase)
        self.bot.keyClick(field, Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: not sheet.progress.isVisible(), timeout=20_000)
        self.bot.waitUntil(lambda: not sheet.isVisible() or bool(self.refused()))
        self._in_front()

    def refused(self) -> str:
        """The words beside the passphrase."""
        sheet = self.opening.sheet
        return sheet.field.problem() if sheet is not None else ""

    def declare(self) -> None:
        """Ticks every line of the declaration and starts."""
        sheet = self.opening.declaration
        assert sheet is not None
        for tick in sheet.ticks:
            self.bot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
            if not tick.isChecked():
                self.bot.keyClick(tick, Qt.Key.Key_Space)
        self.press(sheet, "startScoring")
        self._in_front()

    def _in_front(self) -> None:
        """Waits until the scoring window, if it is there, has the keyboard."""
        window = self.opening.window
        if window is not None:
            window.activateWindow()
            self.bot.waitUntil(window.isActiveWindow)

    def press(self, root: QWidget, name: str) -> None:
        """Presses a button."""
        found = [b for b in root.findChildren(QAbstractButton, name) if b.isVisible()]
        assert len(found) == 1, f"{len(found)} visible buttons are called {name}"
        assert found[0].isEnabled(), found[0].toolTip()
        self.bot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def score(self, bid: str, code: str, score: str, reason: str) -> None:
        """Chooses a score by its key and pastes a reason, at one answer."""
        view = self.window.view
        view.go_to((bid, code))
        self.bot.keyClick(view, getattr(Qt.Key, f"Key_{score}"))
        edit = view.findChild(QPlainTextEdit, "reason")
        assert edit is not None
        edit.setFocus()
        edit.selectAll()
        QApplication.clipboard().setText(reason)
        self.bot.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.bot.keyClick(edit, Qt.Key.Key_Tab)

    def score_everything(self, reason: str = "Says who does it and how we will know") -> None:
        """Gives every answer 3, each with its own reason."""
        for bid, code in self.window.pack.base.wanted:
            self.score(bid, code, "3", f"{reason}, bid {bid}, {code}.")

    def easy(self) -> EasyView:
        """The easier-to-read form."""
        assert self.window.easy is not None
        return self.window.easy

    def words(self) -> str:
        """Every visible word of the window."""
        labels = self.window.findChildren(QLabel)
        return " ".join(label.text() for label in labels if label.isVisible())

    def close(self) -> None:
        """Closes whatever is open."""
        for one in (self.opening.window, self.opening.sheet, self.opening.declaration):
            if one is not None:
                one.close()
                one.deleteLater()
