"""Follows what a person types in a field: kept as a draft at once, settled when they have done."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from starapp.ui.widgets.named import restyle

SOON_MS = 400
"""Typing is kept as a draft this long after a key, whether the person goes on typing or not."""
REST_MS = 2_000
"""A field settles when no key was pressed for so long."""
AGAIN_MS = 600_000
"""While the person stays in a field it settles by rest once in so long."""


class Keeper(Protocol):
    """Keeps what is typed until it is saved; the window has one, as ``keeps_typing``.

    Attributes:
        ended: the window is closed, and nothing is told any more.
    """

    ended: bool

    def typed(self, field: "Typed") -> None:
        """Another key was pressed."""

    def settling(self, field: "Typed") -> AbstractContextManager[None]:
        """A command given in here saves this field."""

    def rested(self, field: "Typed") -> None:
        """The person has done, and nothing new is to be told."""

    def showing(self, field: "Typed") -> str | None:
        """The unsaved text to show instead of the stored one, if there is any."""

    def under_way(self, field: "Typed") -> bool:
        """A command that saves this field was not answered yet."""

    def rewritten(self, field: "Typed") -> None:
        """What was typed is written the usual way."""

    def take_back(self, field: "Typed") -> None:
        """The person no longer wants what they typed."""

    def opened(self, dialog: QDialog) -> str:
        """Words about what was typed in this dialog before and not used, or empty."""

    def put_back(self, dialog: QDialog) -> None:
        """Puts what was typed before in the fields of a dialog."""

    def answered(self, dialog: QDialog, *, accepted: bool) -> None:
        """A dialog closes."""


def _fine() -> str:
    return ""


class Typed(QObject):
    """What was typed in one editor.

    Signals:
        settled: the text, when the person left the field, pressed Enter or stopped typing.
        unsaved: words to show beside the field, and why it was refused if it was; both are empty
            when what the field shows is saved.

    Attributes:
        stored: the text as it is in the file.
        kept: what is typed is kept as a draft; False for searches and secrets.
        restored: the text is a draft from before and nobody touched it since.
        while_typing: ``settled`` also comes every 400 ms while somebody types on.
        leave: what happens when the person leaves the editor.
        beside: gives the message shown beside the editor.
        says: what a text means, so that 12.5 and 12.50 are the same.
    """

    settled = Signal(str)
    unsaved = Signal(str, str)

    def __init__(
        self,
        editor: QWidget,
        *,
        read: Callable[[], str],
        write: Callable[[str], None],
        problem: Callable[[], str] = _fine,
        unfit: Callable[[], str] = _fine,
        says: Callable[[str], object] = str.strip,
        kept: bool = True,
    ) -> None:
        super().__init__(editor)
        self.editor = editor
        self.read = read
        self.problem = problem
        self.leave: Callable[[], None] = self.settle
        self.beside: Callable[[], str] = _fine
        self.says = says
        self.kept = kept
        self.restored = False
        self.while_typing = False
        self._write = write
        self._unfit = unfit
        self.stored = self._told = self._shown = read()
        self._soon = self._timer(SOON_MS, self.settle)
        self._rest = self._timer(REST_MS, self.rest)
        self._lately = self._timer(AGAIN_MS, self._lately_no_more)

    def _timer(self, wait: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(act)
        return timer

    def keeper(self) -> Keeper | None:
        """Who keeps what is typed here."""
        return keeper_of(self.editor) if self.kept else None

    @property
    def target(self) -> QWidget:
        """The widget with the name, which has the focus while somebody types."""
        return self.editor.focusProxy() or self.editor

    # ---- the person types ----

    def edited(self) -> None:
        """Says that the text may be another one now."""
        text = self.read()
        if text == self._shown:
            return
        self._shown = text
        self.restored = False
        if not self.while_typing:
            self._rest.start()
        elif not self._soon.isActive():
            self._soon.start()
        keeper = self.keeper()
        if keeper is not None:
            keeper.typed(self)

    def rest(self) -> None:
        """No key was pressed for a while."""
        if not self._lately.isActive():
            self._lately.start()
            self.settle()

    def _lately_no_more(self) -> None:
        if self.waits and not self._rest.isActive():
            self.settle()

    @property
    def waits(self) -> bool:
        """Something was typed and nobody was told yet."""
        return self.read() != self._told

    def settle(self) -> None:
        """Tells what was typed, once."""
        self._rest.stop()
        self._soon.stop()
        text, keeper = self.read(), self.keeper()
        if keeper is not None and keeper.ended:
            return
        if text == self._told:
            if keeper is not None:
                keeper.rested(self)
            return
        self._told, self.restored = text, False
        if keeper is None:
            self._tell(text)
            return
        with keeper.settling(self):
            self._tell(text)

    def _tell(self, text: str) -> None:
        if not self._unfit():
            self.settled.emit(text)

    def again(self) -> None:
        """Tells it once more, after it was refused."""
        self._told = self.stored
        self.settle()

    # ---- the program shows ----

    def show(self, text: str) -> None:
        """Shows what is stored without telling anyone; what is typed and not saved stays."""
        self.stored = text
        keeper = self.keeper()
        typed = keeper.showing(self) if keeper is not None else None
        if typed is None:
            self._told, self.restored = text, False
            self._rest.stop()
            self._soon.stop()
            self._put(text)
            return
        if keeper is None or not keeper.under_way(self):
            self._told = text
        self._put(typed)

    def shown(self) -> None:
        """The editor came in sight; what was typed here before comes back."""
        keeper = self.keeper()
        if keeper is not None and keeper.showing(self) not in {None, self.read()}:
            self.show(self.stored)

    def show_typed(self, text: str) -> None:
        """Shows text that somebody typed and that is not saved."""
        if text != self.read():
            self._write(text)
            self.edited()

    def rewrite(self, text: str) -> None:
        """Writes what was typed the usual way, which changes nothing."""
        if text == self.read():
            return
        was_stored = self.read() == self.stored
        self._told = text
        self._put(text)
        if was_stored:
            self.stored = text
        keeper = self.keeper()
        if keeper is not None:
            keeper.rewritten(self)

    def take_back(self) -> None:
        """Shows what is stored in place of what was typed."""
        told = self._told
        self._rest.stop()
        self._soon.stop()
        self._told, self.restored = self.stored, False
        self._put(self.stored)
        if told != self.stored:
            self.settled.emit(self.stored)

    def mark(self, words: str, reason: str) -> None:
        """Shows that what the field holds is not saved, or no longer."""
        target, before = self.target, self.target.property("unsaved")
        if words or before == "yes":
            target.setProperty("unsaved", "yes" if words else "no")
            restyle(target)
            if self.beside is _fine:
                target.setToolTip(f"{words} {reason}".strip())
        self.unsaved.emit(words, reason)

    def _put(self, text: str) -> None:
        self._shown = text
        if text != self.read():
            self._write(text)
            self._shown = self.read()


def keeper_of(widget: QWidget) -> Keeper | None:
    """Finds who keeps what is typed in a widget: the window it belongs to."""
    found: QWidget | None = widget
    while found is not None:
        keeper: Keeper | None = getattr(found, "keeps_typing", None)
        if keeper is not None:
            return keeper
        last, found = found, found.parentWidget()
    if isinstance(last, QDialog):  # one that was opened while no window was active
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and getattr(window, "keeps_typing", None) is not None:
                return window.keeps_typing  # type: ignore[no-any-return, attr-defined] # looked up above
    return None


def about(widget: QWidget, thing: str) -> None:
    """Says which thing the fields in a widget are about, where they show one after another."""
    widget.setProperty("about", thing)


def path_of(widget: QWidget) -> tuple[str, str]:
    """Names a widget by its place and the names of what it stands in, for as long as that lasts."""
    parts: list[str] = []
    found: QWidget | None = widget
    while found is not None:
        place = found.property("place")
        if place:
            return str(place), "/".join(reversed(parts))
        if isinstance(found, QDialog):
            parts.append(f"{type(found).__name__}: {found.windowTitle()}")
        elif found.objectName() and not found.objectName().startswith("qt_"):
            parts.append(found.objectName())
        thing = found.property("about")
        if thing:
            parts.append(f"({thing})")
        found = found.parentWidget()
    return "", "/".join(reversed(parts))
