"""Opens and makes workspace files: pragmas, marks in the file, and one writer at a time."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from starapp.foundation.problems import Unavailable
from starapp.storage.faults import (
    Damaged,
    held,
    in_words,
    is_damage,
    number,
    trouble_with,
    while_held,
)
from starapp.storage.sqlite_uri import sqlite_uri
from starapp.storage.writer_lock import Unwritable

APPLICATION_ID = 0x53544152
"""The four letters STAR in the file's header."""
FORMAT = 7
"""Version of the file form as a whole; a newer one is refused."""
BUSY_MILLISECONDS = 5000
BESIDE = ("-journal", "-wal", "-shm")
"""Endings of what SQLite keeps beside a file; those of another file would damage it."""
STILL = "mode=ro&immutable=1"
"""For a file that nobody changes: no lock is taken, and nothing is made beside it."""
BEGIN = "begin"
"""The execution option that says how a transaction starts."""
TO_WRITE = "BEGIN IMMEDIATE"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the header of a file says it is."""

    application_id: int
    format: int


def read_mark(path: Path) -> Mark:
    """Reads the application id and format version of a file, through SQLite and never by hand.

    Raises:
        Damaged: what is there is no SQLite file, or no whole one.
        Unavailable: the file cannot be read; says why.
    """
    found = trouble_with(path)
    if found is not None:
        raise found
    try:
        return while_held(partial(_look, path))
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        if is_damage(fault):
            raise Damaged(
                f"{path.name} is not a STAR workspace, or it is damaged. "
                "Choose a file that ends in .star, or open your latest backup copy."
            ) from fault
        words = in_words(fault, path)
        raise (words if isinstance(words, Unavailable) else held(path)) from fault


def _look(path: Path) -> Mark:
    if not any(_beside(path)):  # without a log a file stands still, and none is made by looking
        with suppress(sqlite3.Error):
            return _marks(path, STILL)
    try:
        return _marks(path, "mode=ro")
    except sqlite3.Error as fault:
        unfinished = number(fault) == sqlite3.SQLITE_READONLY and _may_write(path)
        if not unfinished or _marks(path, STILL).application_id != APPLICATION_ID:
            raise
    settle(path)
    return _marks(path, "mode=ro")


def _marks(path: Path, query: str) -> Mark:
    with closing(connect(path, query)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    return Mark(application, version)


def check_mark(path: Path) -> Mark:
    """Gives the mark of a workspace this program can open.

    Raises:
        Unavailable: another program's file, or one made by a newer STAR.
    """
    mark = read_mark(path)
    if mark.application_id != APPLICATION_ID:
        raise Unavailable(f"{path.name} is not a STAR workspace. Choose a file that ends in .star.")
    if mark.format > FORMAT:
        raise Unavailable(
            f"{path.name} was made by a newer version of STAR (file format {mark.format}; "
            f"this version reads up to {FORMAT}). Update STAR to open it."
        )
    return mark


def connect(path: Path, query: str, *, milliseconds: int = 0) -> sqlite3.Connection:
    """Opens a database file as SQLite's own reading or writing, waiting so long for others."""
    return sqlite3.connect(
        sqlite_uri(path.resolve(), query),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=milliseconds / 1000,
    )


def _beside(path: Path) -> Iterator[Path]:
    """The journal or log beside a file that holds a part of it."""
    for ending in BESIDE:
        found = path.with_name(path.name + ending)
        if found.exists() and (ending == "-shm" or found.stat().st_size):
            yield found


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def settle(path: Path) -> None:
    """Finishes what a program left that was stopped, so that the file alone is the workspace.

    A journal is rolled back; the log of an earlier STAR is folded in and never made again.

    Raises:
        sqlite3.Error: SQLite cannot read or write the file, or another program has the log in use.
    """
    with closing(connect(path, "mode=rw")) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()


def settle_to_write(path: Path) -> None:
    """Does so before a file is written to, trying for a while.

    Raises:
        Unwritable: another program reads it the way an earlier STAR does.
        Unavailable: it cannot be read or written.
    """
    try:
        while_held(partial(settle, path))
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        if number(fault) == sqlite3.SQLITE_BUSY:
            raise in_older_use(path) from fault
        raise in_words(fault, path, opening=True) from fault


def settle_to_read(path: Path) -> None:
    """Does so before and after a file is only read, where that is needed, allowed and possible."""
    if any(_beside(path)) and _may_write(path):
        with suppress(sqlite3.Error, UnicodeDecodeError):
            settle(path)


def in_older_use(path: Path) -> Unwritable:
    """Words for a file that a program reads the way an earlier STAR does."""
    return Unwritable(
        f"{path.name} is open in another program, most likely an earlier version of STAR, so "
        "it cannot be changed from here now. Close it there, or open it read-only."
    )


def engine_for(path: Path, *, read_only: bool = False) -> Engine:
    """Gives an engine for one workspace file with every pragma set on every connection."""
    engine = create_engine(
        "sqlite://", creator=_Opener(path, read_only=read_only), poolclass=QueuePool
    )
    event.listen(engine, "begin", _begin)
    return engine


class _Opener:
    """Gives connections to one file: only the first may make it, and none meets another file."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path = path
        self._read_only = read_only
        self._reads = ""
        self._file: tuple[int, int] | None = None

    def __call__(self) -> sqlite3.Connection:
        if self._file is not None and identity(self._path) != self._file:
            raise moved(self._path)
        try:
            connection = connect(self._path, self._way(), milliseconds=BUSY_MILLISECONDS)
            self._set(connection)
        except UnicodeDecodeError as fault:
            raise in_words(fault, self._path) from fault
        self._file = self._file or identity(self._path)
        return connection

    def _way(self) -> str:
        if not self._read_only:
            return "mode=rw" if self._file else "mode=rwc"
        if not self._reads:
            self._reads = while_held(partial(_way_to_read, self._path))
        return self._reads

    def _set(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("PRAGMA foreign_keys=ON")
            if not self._read_only:
                self._keep_in_one_file(connection)
        except BaseException:
            connection.close()
            raise

    def _keep_in_one_file(self, connection: sqlite3.Connection) -> None:
        """No log beside the file, and what is confirmed stays so through a power cut."""
        connection.execute("PRAGMA synchronous=EXTRA")
        if connection.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",):
            raise in_older_use(self._path)


def identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def moved(path: Path) -> Unavailable:
    """Words for a file that is not where it was opened."""
    return Unavailable(
        f"{path.name} is no longer in {path.parent}: it was moved, renamed, replaced or deleted "
        "while STAR had it open. Nothing was saved to it. Put the file back, or choose Save a copy "
        "in the File menu to keep everything up to here."
    )


def _way_to_read(path: Path) -> str:
    """How a file is opened to read; one an earlier STAR left where nobody may write stands still."""
    try:
        with closing(connect(path, "mode=ro")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as fault:
        refused = number(fault) in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not refused or any(_beside(path)):
            raise
        return STILL
    return "mode=ro"


def _begin(connection: Connection) -> None:
    """Starts a transaction as the options of the connection want it; "" means none.

    Without one, each statement sees the newest state and holds nobody up when it is done.
    """
    begin = connection.get_execution_options().get(BEGIN, "BEGIN")
    if begin == TO_WRITE:  # pages remembered from before may not be of this file any more
        connection.exec_driver_sql("PRAGMA shrink_memory")
    if begin:
        connection.exec_driver_sql(begin)


def set_mark(connection: Connection) -> None:
    """Writes the application id and format version into the file's header."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={FORMAT}")
