"""Keeps backup copies of the open workspace, by itself and beside the work."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache, partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from starapp.backups.folder import copies_in, place_of
from starapp.backups.making import Kept, Made, keep_up, make_copy
from starapp.backups.rotation import Copy
from starapp.foundation.dates import Clock
from starapp.foundation.problems import Unavailable
from starapp.ui.backups import choices

LOOKS_EVERY_MS = 60_000
TRIES_AGAIN = timedelta(minutes=10)
AGAIN = "STAR tries again by itself."
_NUMBERS = count()
_log = logging.getLogger("star.backups")


class _Answers(QObject):
    """Carries answers of threads to the main thread; lives as long as the program."""

    ended = Signal(object, object)


@cache
def _answers() -> _Answers:
    return _Answers()


class KeptCopies(QObject):
    """The backup copies of one open workspace.

    Attributes:
        copies: those there are, the newest first; each was read again when it was made.
        trouble: why the last one could not be made, in words; empty when it could.
        busy: something is being copied or looked up.

    Signals:
        told: one of these changed.
        failed: the first failure after things went well; words that say what to do.

    Args:
        file: the workspace; None where no file is open.
        clock: gives the moment now.
        writes: it is open for writing here. Only who writes makes copies.
    """

    told = Signal()
    failed = Signal(str)

    def __init__(self, file: Path | None, clock: Clock, *, writes: bool) -> None:
        super().__init__()
        self._file = file
        self._clock = clock
        self._identity = ""
        self.writes = writes
        self.copies: tuple[Copy, ...] = ()
        self.trouble = ""
        self.busy = False
        self._not_before: datetime | None = None
        self._number = next(_NUMBERS)
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="copies")
        _answers().ended.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self, identity: str) -> None:
        """From now on looks every minute whether a copy is due.

        Args:
            identity: hash of the first entry of the workspace's history.
        """
        self._identity = identity
        self.count()
        if self.writes:
            self._timer.start()

    def stop(self) -> None:
        """Makes no more copies, not even at closing."""
        self._timer.stop()
        self.writes = False

    def look(self) -> None:
        """Makes a copy when one is due."""
        if self._not_before is None or self._clock() >= self._not_before:
            self._run(self._job(keep_up))

    def make_now(self) -> None:
        """Makes a copy whatever the time."""
        self._run(self._job(make_copy))

    def count(self) -> None:
        """Looks which copies there are."""
        root = choices.folder()
        if self._file is not None and root is not None:
            self._run(partial(_known, place_of(root, self._file, self._identity)))

    def close(self) -> None:
        """Copies what was changed since the last copy; the program ends when that is done."""
        self._timer.stop()
        job = self._job(partial(keep_up, wait=False))
        if job is not None:
            self._threads.submit(_quietly, job)
        self._threads.shutdown(wait=False)

    def _job(self, work: Callable[..., object]) -> Callable[[], object] | None:
        root = choices.folder()
        if not self.writes or self._file is None or root is None or not self._identity:
            return None
        return partial(
            work,
            self._file,
            root=root,
            identity=self._identity,
            now=self._clock(),
            most=choices.megabytes() * choices.MEGABYTE,
        )

    def _run(self, job: Callable[[], object] | None) -> None:
        if job is None or self.busy:
            return
        self.busy = True
        self.told.emit()
        self._threads.submit(_answered, self._number, job)

    @Slot(object, object)
    def _take(self, owner: int, answer: object) -> None:
        if owner != self._number:
            return
        self.busy = False
        match answer:
            case Unavailable():
                self._failed(str(answer))
            case BaseException():
                raise answer
            case Kept():
                self.copies = answer.copies
                if answer.made is not None:
                    self._went_well()
            case Made():
                self._went_well()
                self.count()
        self.told.emit()

    def _went_well(self) -> None:
        self.trouble = ""
        self._not_before = None

    def _failed(self, words: str) -> None:
        first = not self.trouble
        self.trouble = f"{words} {AGAIN}"
        self._not_before = self._clock() + TRIES_AGAIN
        _log.warning("no backup copy could be made")
        if first:
            self.failed.emit(f"No backup copy could be made. {self.trouble}")


def _known(place: Path) -> Kept:
    return Kept(copies_in(place))


def _answered(owner: int, job: Callable[[], object]) -> None:
    try:
        answer = job()
    except BaseException as fault:  # noqa: BLE001 # raised again on the main thread
        answer = fault
    _answers().ended.emit(owner, answer)


def _quietly(job: Callable[[], object]) -> None:
    """The window is gone; whoever opens the workspace next is told."""
    try:
        job()
    except Unavailable:
        _log.warning("no backup copy could be made at closing")
