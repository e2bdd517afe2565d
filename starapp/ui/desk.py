"""What every screen is handed: the work queue, the way to other places, and words to the person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from starapp.history.acting import Actor
from starapp.history.history import is_behind
from starapp.storage.store import Store
from starapp.ui.backups.keeper import KeptCopies
from starapp.ui.typing import Typing
from starapp.ui.widgets.question import Question
from starapp.ui.work import Work


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a person can be in the program.

    Attributes:
        kind: home, packages, package, competitions, competition, providers, provider, reports,
            settings or help.
        id: of the package, competition, provider or help topic.
        part: the section or stage within it.
    """

    kind: str
    id: str = ""
    part: str = ""


class Desk(QObject):
    """The one object a screen needs besides its own widgets.

    Attributes:
        file: the workspace file; None where a store was made without one.
        copies: its backup copies.

    Signals:
        went: a screen wants to go to a ``Place``.
        turned: a screen turned to another part of what it shows, a ``Place``, by itself.
        said: words for a toast, and a callable that undoes the step or None.
        acted: the person using this PC is now another ``Actor``.
    """

    went = Signal(object)
    turned = Signal(object)
    said = Signal(str, object)
    acted = Signal(object)

    def __init__(
        self,
        store: Store,
        actor: Actor,
        *,
        file: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._actor = actor
        self.question: Question | None = None
        self.work = Work(store, self.actor, parent=self)
        self.file = file
        self.copies = KeptCopies(file, self.now, writes=not store.read_only)
        self.typing = Typing(
            self.work,
            person=lambda: self._actor.person_id,
            now=self.now,
            read_only=store.read_only,
            parent=self,
        )

    def go(self, place: Place) -> None:
        """Goes to a place."""
        self.went.emit(place)

    def say(self, words: str, *, undo: Callable[[], None] | None = None) -> None:
        """Shows a toast; never for errors."""
        self.said.emit(words, undo)

    def ask(
        self,
        question: str,
        *,
        text: str,
        yes: str,
        then: Callable[[], None],
        no: str = "Cancel",
        risky: bool = False,
        must_tick: str = "",
        must_type: str = "",
    ) -> None:
        """Opens a dialog whose title is the question and whose buttons are the answers.

        Args:
            question: the title, for example "Send the result for sign-off?".
            text: what happens next.
            yes: the verb on the button that goes on.
            then: called when the person goes on.
            no: the verb on the button that goes back.
            risky: something would be lost: the safe answer has the focus and yes is red.
            must_tick: words of a box to tick first, or empty.
            must_type: a word to type first, or empty.
        """
        self.question = Question(
            question,
            text=text,
            yes=yes,
            no=no,
            risky=risky,
            must_tick=must_tick,
            must_type=must_type,
            parent=QApplication.activeWindow(),
        )
        self.question.accepted.connect(then)
        self.question.open()

    def actor(self) -> Actor:
        """The person using this PC."""
        return self._actor

    def act_as(self, actor: Actor) -> None:
        """From now on another person uses this PC; what the one before typed is saved first."""
        self.put_down()
        self._actor = actor
        self.typing.read()
        self.acted.emit(actor)

    def put_down(self) -> None:
        """Settles every field, and waits until what was typed is saved or kept as a draft."""
        self.typing.settle()
        self.typing.try_all()
        self.work.finish()
        self.typing.write()
        self.work.finish()

    def read_only(self) -> bool:
        """Tells whether nothing can be changed in this workspace."""
        return self._store.read_only

    def now(self) -> datetime:
        """The moment now that counts in the workspace, in UTC."""
        return self._store.now()

    def clock_behind(self) -> tuple[datetime, datetime] | None:
        """What this PC's clock shows and what counts, when the clock was set back; else None."""
        shown, counts = self._store.clock(), self._store.now()
        return (shown, counts) if is_behind(shown, counts) else None

    def close(self) -> None:
        """Ends the work queue after what is queued is done."""
        self.work.close()
