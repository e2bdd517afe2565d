"""Hands out sessions: one per action of a person, committed whole or not at all."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from starapp.foundation.dates import Clock, utc_now
from starapp.foundation.problems import Unavailable
from starapp.storage.copying import copy_open_file
from starapp.storage.drafts import Draft, Key, write_drafts

DAMAGED = ("malformed", "not a database", "unsupported file format")
"""What SQLite says of a file whose bytes are not what it wrote."""
BeforeCommit = Callable[[Session], None]
"""Called inside every writing transaction before it commits; raises to stop it."""


class Store:
    """A workspace file that is open.

    Attributes:
        read_only: nothing may be written through this store.
        clock: gives the moment now; handed in so that records can be made at a known time.
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
    ) -> None:
        self._engine = engine
        self._file = file
        self._mark = _mark_of(file) if file is not None else None
        self._sessions = sessionmaker(engine, expire_on_commit=False)
        self._before_commit = before_commit
        self._on_close = on_close
        self.clock = clock
        self.read_only = read_only

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that is never committed.

        Raises:
            Unavailable: when the file cannot be read, in words for the person.
        """
        with self._sessions() as session:
            session.info["now"] = self.clock()
            try:
                yield session
            except DatabaseError as fault:
                raise in_words(fault) from fault
            finally:
                session.rollback()

    @contextmanager
    def writing(self, *, by: object) -> Iterator[Session]:
        """A session for one command by one actor: commits on success, rolls back on any exception.

        Raises:
            Unavailable: read-only, disk full or file locked, in words for the person.
        """
        if self.read_only:
            raise Unavailable(
                "This workspace is open read-only, so nothing was changed. "
                "Close it and open it for writing to make changes."
            )
        self._require_file()
        with self._sessions() as session:
            session.info["actor"] = by
            session.info["now"] = self._now()
            try:
                yield session
                session.flush()
                self._before_commit(session)
                session.commit()
            except DatabaseError as fault:
                session.rollback()
                raise in_words(fault) from fault
            except BaseException:
                session.rollback()
                raise

    def keep_drafts(self, person_id: str, kept: Iterable[Draft], gone: Iterable[Key]) -> None:
        """Writes what a person typed and has not saved, outside the history.

        Raises:
            Unavailable: disk full, file locked or gone, in words for the person.
        """
        self._require_file()
        try:
            with self._engine.begin() as connection:
                write_drafts(connection, person_id, kept, gone)
        except DatabaseError as fault:
            raise in_words(fault) from fault

    def _require_file(self) -> None:
        """Stops before a change goes into a file that nobody would find again."""
        if self._file is None or _mark_of(self._file) == self._mark:
            return
        raise Unavailable(
            f"{self._file.name} is no longer in {self._file.parent}: it was moved, renamed or "
            "deleted while STAR had it open. The change was not saved. Put the file back, or "
            "choose Save a copy in the File menu to keep everything up to here."
        )

    def copy_to(self, target: Path) -> None:
        """Writes a whole copy of the workspace as it is now, even when its file was deleted.

        Raises:
            Unavailable: when the copy cannot be written; nothing is left behind.
        """
        own = self._file is not None and target.resolve() == self._file.resolve()
        if own and self._file is not None and _mark_of(self._file) == self._mark:
            raise Unavailable("Choose another name: this is the workspace that is open.")
        with self._engine.connect() as connection:
            copy_open_file(connection.connection.driver_connection, target)  # type: ignore[arg-type] # SQLite's own

    def _now(self) -> datetime:
        return self.clock()

    def close(self) -> None:
        """Closes every connection and gives the file free for others."""
        self._engine.dispose()
        if self._on_close is not None:
            self._on_close()
            self._on_close = None


def _mark_of(file: Path) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None when there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def in_words(fault: DatabaseError) -> Exception:
    """Turns what SQLite says into words for the person; other faults stay as they are."""
    text = str(fault.orig).lower()
    if "full" in text:
        return Unavailable(
            "The disk is full, so the change was not saved. Make some room and do it again."
        )
    if "locked" in text or "busy" in text:
        return Unavailable(
            "Another program is using the workspace file, so the change was not saved. "
            "Try again in a moment."
        )
    if "readonly" in text or "read-only" in text:
        return Unavailable(
            "The workspace file or its folder cannot be written to, so the change was not saved. "
            "Check that you may change files in that folder."
        )
    if any(words in text for words in DAMAGED):
        return Unavailable(
            "The workspace file is damaged. Close STAR and open your latest backup copy."
        )
    if "no such table" in text or "no such column" in text:
        return Unavailable("The workspace file is not complete. Open your latest backup copy.")
    if isinstance(fault, OperationalError) and ("unable to open" in text or "disk i/o" in text):
        return Unavailable(
            "The disk refused, so the change was not saved. Check that there is room, and that "
            "the folder or the network drive can be reached, then do it again."
        )
    return fault


def watch_changes(session_class: type[Session] = Session) -> None:
    """Makes every session remember what was new, changed and removed, for the history."""
    if not event.contains(session_class, "before_flush", _remember):
        event.listen(session_class, "before_flush", _remember)


def _remember(session: Session, _context: object, _instances: object) -> None:
    from starapp.storage.changes import collect

    session.info.setdefault("changes", []).extend(collect(session))


watch_changes()
