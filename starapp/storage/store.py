"""Hands out sessions: one per action of a person, committed whole or not at all."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, sessionmaker

from starapp.foundation.dates import Clock, utc_now
from starapp.foundation.held_files import hold
from starapp.foundation.problems import Unavailable
from starapp.storage.changes import watch_changes
from starapp.storage.copying import copy_held, copy_under_lock
from starapp.storage.drafts import Draft, Key, write_drafts
from starapp.storage.faults import in_words, is_damage, number
from starapp.storage.open_file import BEGIN, TO_WRITE, engine_for, identity, moved
from starapp.storage.private_copy import private_copy

T = TypeVar("T")
BeforeCommit = Callable[[Session], None]
"""Called inside every writing transaction before it commits; raises to stop it."""
Newest = Callable[[Session], object]
"""Gives what tells the newest confirmed change from every other, in this file or another."""
_SEEN_ANEW = 3
"""So often a query is asked because somebody saves meanwhile; then it is asked of a private copy."""


class Overwritten(Unavailable):
    """Another program changed the bytes of the workspace while it was open here."""


class Store:
    """A workspace file that is open.

    Attributes:
        read_only: nothing may be written through this store.
        clock: gives the moment now; handed in so that records can be made at a known time.
        newest: the moment of the newest entry a session found or wrote; None before the first.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        before_commit: BeforeCommit,
        clock: Clock = utc_now,
        read_only: bool = False,
        on_close: Callable[[], None] | None = None,
        file: Path | None = None,
        newest: Newest | None = None,
    ) -> None:
        self._engine = engine
        self._file = file
        self._identity = identity(file) if file is not None else None
        self._sessions = sessionmaker(engine, expire_on_commit=False)
        self._before_commit = before_commit
        self._on_close = on_close
        self._let_go = hold(self._identity)
        self.clock = clock
        self.newest: datetime | None = None
        self.read_only = read_only
        self._last_of = newest
        self._last: object = None
        if newest is not None and not read_only:
            with self.reading() as session:
                self._last = newest(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that is never committed; while it reads, nobody can save, so be brief.

        Raises:
            Unavailable: when the file cannot be read, in words for the person.
        """
        with self._reading("BEGIN") as session:
            yield session

    def read(self, query: Callable[[Session], T]) -> T:
        """Runs a query on one unchanged state, however long it takes, and holds nobody up.

        No lock is kept between its statements. Where somebody saved meanwhile it is asked again,
        in the end of a private copy.

        Raises:
            Unavailable: when the file cannot be read, in words for the person.
        """
        for _ in range(_SEEN_ANEW):
            with self._reading("") as session:
                before = _state(session)
                try:
                    found = query(session)
                except Exception:
                    if _state(session) == before:
                        raise
                    continue
                if _state(session) == before:
                    return found
        with self._aside() as session:
            return query(session)

    @contextmanager
    def _aside(self) -> Iterator[Session]:
        """A session on a private copy of the file."""
        if self._file is None:
            with self.reading() as session:
                yield session
            return
        copy = private_copy(self._file)
        engine = engine_for(copy.path, read_only=True)
        try:
            with Session(engine) as session:
                session.info["now"] = self.clock()
                yield session
        finally:
            engine.dispose()
            copy.remove()

    @contextmanager
    def _reading(self, begin: str) -> Iterator[Session]:
        with self._session(begin) as session:
            try:
                yield session
            except DatabaseError as fault:
                raise in_words(fault, self._file) from fault
            finally:
                session.rollback()
                self._keep_newest(session)

    @contextmanager
    def _session(self, begin: str) -> Iterator[Session]:
        with self._sessions(bind=self._engine.execution_options(**{BEGIN: begin})) as session:
            session.info["now"] = self.clock()
            yield session

    @contextmanager
    def writing(self, *, by: object) -> Iterator[Session]:
        """A session for one command by one actor: commits on success, rolls back on any exception.

        Raises:
            Overwritten: another program changed the file.
            Unavailable: read-only, disk full or file locked, in words for the person.
        """
        if self.read_only:
            raise Unavailable(
                "This workspace is open read-only, so nothing was changed. "
                "Close it and open it for writing to make changes."
            )
        self._require_file()
        with self._session(TO_WRITE) as session:
            session.info["actor"] = by
            try:
                self._require_own(session)
                yield session
                session.flush()
                self._before_commit(session)
                last = self._last_of(session) if self._last_of is not None else None
                session.commit()
                self._keep_newest(session)
            except DatabaseError as fault:
                session.rollback()
                raise in_words(fault, self._file, saving=True) from fault
            except BaseException:
                session.rollback()
                raise
            self._last = last

    def keep_drafts(self, person_id: str, kept: Iterable[Draft], gone: Iterable[Key]) -> None:
        """Writes what a person typed and has not saved, outside the history.

        Raises:
            Unavailable: disk full, file locked or gone, in words for the person.
        """
        self._require_file()
        with self._session(TO_WRITE) as session:
            try:
                self._require_own(session)
                write_drafts(session.connection(), person_id, kept, gone)
                session.commit()
            except DatabaseError as fault:
                raise in_words(fault, self._file, saving=True) from fault

    def _require_file(self) -> None:
        """Stops before a change goes into a file that nobody would find again."""
        if self._file is None:
            return
        if identity(self._file) != self._identity:
            raise moved(self._file)

    def _require_own(self, session: Session) -> None:
        """Stops before a change goes into a file that does not end with the last one saved here."""
        if self._last_of is None:
            return
        try:
            found = self._last_of(session)
        except DatabaseError as fault:
            if not is_damage(fault) and number(fault) != sqlite3.SQLITE_ERROR:
                raise
            found = fault
        if found != self._last:
            name = self._file.name if self._file is not None else "The workspace file"
            raise Overwritten(
                f"{name} was overwritten by another program while STAR had it open, most likely "
                "one that keeps folders in step between computers. The change was not saved, and "
                "STAR will not add to a file that is not as it left it. Choose Save a copy in the "
                "File menu to keep the file as it is now under another name. Then close the "
                "workspace, open it again to see what is in it, and make the change again."
            )

    def copy_to(self, target: Path) -> tuple[Path, ...]:
        """Writes a whole copy of the workspace as it is now, even when its file was deleted.

        Returns:
            Where files that lay in the way beside the copy were moved to.

        Raises:
            Unavailable: when the copy cannot be written; nothing is left behind.
        """
        in_place = self._file is not None and identity(self._file) == self._identity
        copy = copy_under_lock if in_place else copy_held
        try:
            with closing(self._engine.raw_connection()) as borrowed:
                read = borrowed.driver_connection
                assert isinstance(read, sqlite3.Connection)  # noqa: S101 - the driver STAR uses
                return copy(read, target, now=self.now())
        except sqlite3.Error as fault:
            raise in_words(fault, self._file, opening=True) from fault

    def _keep_newest(self, session: Session) -> None:
        self.newest = session.info.get("newest", self.newest)

    def now(self) -> datetime:
        """The moment now, never before the newest entry: a clock set back turns nothing back."""
        return max(shown := self.clock(), self.newest or shown)

    def close(self) -> None:
        """Closes every connection and gives the file free for others."""
        self._engine.dispose()
        self._let_go()
        if self._on_close is not None:
            self._on_close()
            self._on_close = None


def _state(session: Session) -> object:
    """A number that is another one after somebody else saved."""
    return session.scalar(text("PRAGMA data_version"))


watch_changes()
