"""Runs commands on one database thread and slow reading beside it; answers on the main thread."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, Signal, Slot
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from starapp.foundation.change import Change
from starapp.foundation.problems import CannotDo, Problem, Unavailable
from starapp.history.acting import Actor
from starapp.storage.faults import Damaged
from starapp.storage.store import Store

T = TypeVar("T")
Refused = Callable[[tuple[Problem, ...]], None]
Again = Callable[[], None]
Claim = Callable[[int, Again | None], bool]

CONFLICT = (
    "Somebody else changed this while you had it open, so your change was not saved. "
    "Look at theirs, then make your change again."
)

FAULT = "STAR met a fault of its own, so this was not saved."

_HELD = 16
"""Finished work is held this long, so that its last reference is never dropped by a thread."""


class Job:
    """Work in the background that the person can stop."""

    def __init__(self) -> None:
        self.stopped = False

    def stop(self) -> None:
        """Gives the work up: its answer is dropped."""
        self.stopped = True


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits on the main thread for an answer."""

    job: Callable[[], Any]
    then: Callable[[Any], None]
    refused: Refused | None
    handle: Job
    counted: bool
    written: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a thread gives back."""

    number: int
    value: object
    fault: BaseException | None = None


class Work(QObject):
    """The queue between screens and the store.

    Signals:
        changed: a command was done; carries its ``Change``.
        trouble: words about something in the way that no screen took.
        damaged: words, whenever the file turns out to be damaged; a screen may show them too.
        busy: True when something starts, False when nothing is queued or running.
        ended: a command was answered; carries its number and the problems, none when it was done.
        rested: nothing more waits to be written.

    Attributes:
        claim: told of every command and of how to give it again; tells whether the one who claims
            it also says why it was refused.
    """

    changed = Signal(object)
    trouble = Signal(str)
    damaged = Signal(str)
    busy = Signal(bool)
    ended = Signal(int, object)
    rested = Signal()
    _answered = Signal(object)

    def __init__(
        self, store: Store, actor: Callable[[], Actor], *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._actor = actor
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._side = ThreadPoolExecutor(max_workers=2, thread_name_prefix="beside")
        self.claim: Claim = _nobody
        self._open = 0
        self._writing = 0
        self._numbers = count()
        self._waiting: dict[int, _Waiting] = {}
        self._finished: deque[_Waiting] = deque(maxlen=_HELD)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Nothing is queued or running."""
        return self._open == 0

    def do(
        self,
        command: Callable[[Session], Change],
        *,
        done: Callable[[Change], None] | None = None,
        refused: Refused | None = None,
        again: Again | None = None,
    ) -> None:
        """Queues a command: committed whole, or refused and nothing changed.

        Args:
            command: takes a session and gives a ``Change``.
            done: called on the main thread with the change.
            refused: called with the problems; without it they are shown as trouble.
            again: saves what the screen goes on showing, when this was refused and the cause may
                have passed; does nothing when nothing is left to save.
        """
        actor = self._actor()
        number = next(self._numbers)
        claimed = self.claim(number, again)

        def job() -> Change:
            with self._store.writing(by=actor) as session:
                return command(session)

        def then(change: Change) -> None:
            self.ended.emit(number, ())
            _call(done, change)
            self.changed.emit(change)

        def not_done(problems: tuple[Problem, ...]) -> None:
            self.ended.emit(number, problems)
            if refused is not None and _alive(refused):
                refused(problems)
            elif not claimed:
                self.trouble.emit(" ".join(problem.words for problem in problems))

        self._start(self._writer, job, then, not_done, Job(), number)

    def keep(
        self,
        write: Callable[[Store], None],
        *,
        then: Callable[[None], None],
        failed: Callable[[tuple[Problem, ...]], None],
    ) -> None:
        """Queues a write that is no step of anybody's: what is typed. Screens do not wait for it."""
        self._start(self._writer, lambda: write(self._store), then, failed, Job(), counted=False)

    def finish(self) -> None:
        """Waits until everything queued was written or refused; the window waits with it."""
        loop = QEventLoop()
        self.rested.connect(loop.quit)
        if self._writing:
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self.rested.disconnect(loop.quit)

    def read(self, query: Callable[[Session], T]) -> T:
        """Runs a query at once; only for what takes milliseconds.

        Raises:
            Unavailable: when the file cannot be read.
        """
        return self._store.read(query)

    def fetch(self, query: Callable[[Session], T], *, then: Callable[[T], None]) -> Job:
        """Runs a query in the background."""
        return self._start(
            self._side, lambda: self.read(query), lambda got: _call(then, got), None, Job()
        )

    def render(
        self,
        job: Callable[[], T],
        *,
        then: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> Job:
        """Runs work without a session (a PDF, a file check) in the background.

        Args:
            job: takes nothing and gives the answer.
            then: called on the main thread with the answer.
            failed: called with words when something outside the program is in the way.
        """

        def refused(problems: tuple[Problem, ...]) -> None:
            words = " ".join(problem.words for problem in problems)
            if failed is None:
                self.trouble.emit(words)
            else:
                _call(failed, words)

        return self._start(self._side, job, lambda got: _call(then, got), refused, Job())

    def close(self) -> None:
        """Waits for what is queued, then ends the threads."""
        self._writer.shutdown(wait=True)
        self._side.shutdown(wait=True)

    def _start(
        self,
        pool: ThreadPoolExecutor,
        job: Callable[[], Any],
        then: Callable[[Any], None],
        refused: Refused | None,
        handle: Job,
        number: int | None = None,
        *,
        counted: bool = True,
    ) -> Job:
        self._open += counted
        self._writing += pool is self._writer
        if counted and self._open == 1:
            self.busy.emit(not self.idle)
        number = next(self._numbers) if number is None else number
        written = pool is self._writer
        self._waiting[number] = _Waiting(job, then, refused, handle, counted, written)

        def run() -> None:
            try:
                answer = _Answer(number, job())
            except BaseException as fault:  # noqa: BLE001 # raised again on the main thread
                answer = _Answer(number, None, fault)
            self._answered.emit(answer)

        pool.submit(run)
        return handle

    @Slot(object)
    def _deliver(self, answer: "_Answer") -> None:
        waiting = self._waiting.pop(answer.number)
        self._finished.append(waiting)
        try:
            if waiting.handle.stopped:
                return
            if answer.fault is not None:
                self._failed(answer.number, answer.fault, waiting.refused)
            else:
                waiting.then(answer.value)
        finally:
            self._writing -= waiting.written
            if waiting.written and not self._writing:
                self.rested.emit()
            self._open -= waiting.counted
            if waiting.counted and self._open == 0:
                self.busy.emit(not self.idle)

    def _failed(self, number: int, fault: BaseException, refused: Refused | None) -> None:
        if isinstance(fault, Damaged):
            self.damaged.emit(str(fault))
        match fault:
            case CannotDo():
                problems = fault.problems
            case StaleDataError():
                problems = (Problem("", CONFLICT, "conflict"),)
            case Unavailable():
                problems = (Problem("", str(fault), "unavailable"),)
            case _:
                self.ended.emit(number, (Problem("", FAULT, "fault"),))
                raise fault
        if refused is not None and _alive(refused):
            refused(problems)
        elif not isinstance(fault, Damaged):
            self.trouble.emit(" ".join(problem.words for problem in problems))


def _nobody(_number: int, _again: Again | None) -> bool:
    return False


def _alive(act: Callable[..., None]) -> bool:
    owner = getattr(act, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def _call(act: Callable[[T], None] | None, value: T) -> None:
    if act is not None and _alive(act):
        act(value)
