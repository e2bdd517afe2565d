"""Writes what is typed into the workspace while somebody types, at a pace the disk can keep."""

from collections.abc import Callable, Collection
from time import monotonic_ns

from PySide6.QtCore import QObject, QTimer, Signal

from starapp.foundation.problems import Problem
from starapp.storage.drafts import Key
from starapp.storage.store import Store
from starapp.ui.kept_text import Kept
from starapp.ui.widgets.typed import SOON_MS
from starapp.ui.work import Work

SLOW = 10
"""Where writing takes long, drafts are written after so many times the time the last one took."""


class DraftWriter(QObject):
    """The way of drafts to the file, one write at a time.

    Signals:
        wrote: a write was answered.

    Attributes:
        trouble: why the last write was refused, or empty.
    """

    wrote = Signal()

    def __init__(
        self,
        work: Work,
        person: Callable[[], str],
        texts: Callable[[], Collection[Kept]],
        *,
        read_only: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._person = person
        self._texts = texts
        self._idle = read_only
        self._gone: set[Key] = set()
        self._writing = False
        self._took_ms = 0
        self.trouble = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.write)

    def unkept(self) -> list[Kept]:
        """The texts that are not in the file as they are now."""
        return [one for one in self._texts() if one.written != one.version]

    @property
    def behind(self) -> bool:
        """The disk is so slow that what was typed last may be away for more than a moment."""
        return self._took_ms * SLOW > SOON_MS and bool(self.unkept())

    def schedule(self) -> None:
        """Writes soon."""
        if not (self._soon.isActive() or self._writing or self._idle):
            self._soon.start(max(SOON_MS, self._took_ms * SLOW))

    def drop(self, kept: Kept) -> None:
        """Takes a text out of the file, if it is there or on its way."""
        if kept.written >= 0 or self._writing:
            self._gone.add(kept.draft.key)
        self.schedule()

    def write(self) -> None:
        """Writes now."""
        self._soon.stop()
        unkept = self.unkept()
        if self._writing or self._idle or not (unkept or self._gone):
            return
        self._writing = True
        gone, self._gone = frozenset(self._gone), set()
        drafts = tuple(kept.draft for kept in unkept)
        versions = [(kept, kept.version) for kept in unkept]
        person = self._person()

        def put(store: Store) -> None:
            begun = monotonic_ns()
            store.keep_drafts(person, drafts, gone)
            self._took_ms = (monotonic_ns() - begun) // 1_000_000

        def then(_nothing: None) -> None:
            for kept, version in versions:
                kept.written = version
            self._answered("")

        def failed(problems: tuple[Problem, ...]) -> None:
            self._gone |= gone - {one.draft.key for one in self._texts()}
            self._answered(" ".join(problem.words for problem in problems))

        self._work.keep(put, then=then, failed=failed)

    def _answered(self, trouble: str) -> None:
        self._writing = False
        self.trouble = trouble
        if not trouble and (self.unkept() or self._gone):
            self.schedule()
        self.wrote.emit()

    def end(self) -> None:
        """Writes nothing from now on."""
        self._soon.stop()
        self._idle = True
