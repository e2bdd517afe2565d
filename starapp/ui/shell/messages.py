"""What the window says to the person: toasts, kept in a list, and dialogs for what is in the way."""

from collections.abc import Callable

from PySide6.QtWidgets import QMainWindow, QWidget

from starapp.ui.widgets.question import Told
from starapp.ui.widgets.toast import Toast

KEPT = 100


class Messages:
    """The toasts of one window.

    Attributes:
        shown: the words of every toast and note, the latest last.
        told: the last dialog about something in the way, or None.
    """

    def __init__(self, window: QMainWindow, sheet: QWidget) -> None:
        self._window = window
        self._sheet = sheet
        self._toast: Toast | None = None
        self.shown: list[str] = []
        self.told: Told | None = None

    def say(self, words: str, undo: Callable[[], None] | None) -> None:
        """Shows a toast in place of the one before."""
        self.note(words)
        if self._toast is not None:
            self._toast.hide()
            self._toast.deleteLater()
        self._toast = Toast(words, act=undo, parent=self._sheet)
        self._toast.appear(left=24, bottom=self._sheet.height() - 16)

    def note(self, words: str) -> None:
        """Keeps words in the list of messages without interrupting anybody."""
        self.shown.append(words)
        del self.shown[:-KEPT]

    def trouble(self, words: str) -> None:
        """Says in a dialog what is in the way and what to do."""
        if self.told is not None and self.told.isVisible():
            return
        self.tell("That was not done", words)

    def tell(self, title: str, words: str) -> None:
        """Shows words the person should read, in a dialog."""
        self.told = Told(title, words, parent=self._window)
        self.told.open()
