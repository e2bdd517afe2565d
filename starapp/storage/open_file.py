"""Opens and makes workspace files: pragmas, marks in the file, and one writer at a time."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from starapp.foundation.problems import Unavailable
from starapp.storage.network_share import on_network_share

APPLICATION_ID = 0x53544152
"""The four letters STAR in the file's header."""
FORMAT = 8
"""Version of the file form as a whole; a newer one is refused."""
BUSY_MILLISECONDS = 5000


@dataclass(frozen=True, slots=True)
class Mark:
    """What the header of a file says it is."""

    application_id: int
    format: int


def read_mark(path: Path) -> Mark:
    """Reads the application id and format version of a file.

    Raises:
        Unavailable: when the file cannot be read or is no SQLite file.
    """
    if path.is_dir():
        raise Unavailable(f"{path} is a folder. Choose a file that ends in .star.")
    if not path.is_file():
        raise Unavailable(f"There is no file {path.name} in {path.parent}. It may have been moved.")
    try:
        connection = sqlite3.connect(_uri(path, _still_query(path)), uri=True)
        try:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as fault:
        raise Unavailable(
            f"{path.name} is not a STAR workspace, or it is damaged. "
            "Choose a file that ends in .star, or open your latest backup copy."
        ) from fault
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


def _uri(path: Path, query: str) -> str:
    return f"file:{quote(path.resolve().as_posix())}?{query}"


def engine_for(path: Path, *, read_only: bool = False) -> Engine:
    """Gives an engine for one workspace file with every pragma set on every connection."""
    query = _read_only_query(path) if read_only else "mode=rw"
    first = iter(() if read_only else ("mode=rwc",))
    journal = "DELETE" if on_network_share(path) else "WAL"

    def connect() -> sqlite3.Connection:
        way = next(first, query)  # a file that vanished later is never made anew, and empty
        return sqlite3.connect(
            _uri(path, way), uri=True, check_same_thread=False, timeout=BUSY_MILLISECONDS / 1000
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _pragmas(journal="" if read_only else journal))
    event.listen(engine, "begin", _begin)
    return engine


def _pragmas(*, journal: str) -> Callable[[sqlite3.Connection, object], None]:
    def apply(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        if journal:
            cursor.execute(f"PRAGMA journal_mode={journal}")
            cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    return apply


def _read_only_query(path: Path) -> str:
    """A file in a folder that cannot be written to has no log beside it, so it stands still."""
    if not os.access(path.parent, os.W_OK):
        return _still_query(path)
    return "mode=ro"


def _still_query(path: Path) -> str:
    """For a look of a moment: without a log beside it a file stands still, and none is made."""
    return "mode=ro" if _log(path).exists() else "mode=ro&immutable=1"


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def after_reading(path: Path) -> Callable[[], None]:
    """Gives what to do when a read-only opening ends, so that no empty log stays beside the file.

    SQLite makes the log for a reader, and only somebody who may write can take it away again. It
    does so itself when the last connection closes; a log that was there before is left alone.
    """
    alone = not _log(path).exists()

    def clear() -> None:
        if alone and _log(path).exists():
            with suppress(sqlite3.Error):
                connection = sqlite3.connect(_uri(path, "mode=rw"), uri=True, timeout=0)
                connection.execute("PRAGMA user_version").fetchone()
                connection.close()

    return clear


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def set_mark(engine: Engine) -> None:
    """Writes the application id and format version into the file's header."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={FORMAT}")
