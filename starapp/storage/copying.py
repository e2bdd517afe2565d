"""Copies a workspace file while it is open, so that the copy is whole."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

from starapp.foundation.problems import Unavailable
from starapp.foundation.unfinished_files import begin_beside, clear_unfinished
from starapp.foundation.whole_files import not_written, put_in_place
from starapp.storage.byte_copy import child_command
from starapp.storage.faults import in_words, is_damage
from starapp.storage.open_file import (
    APPLICATION_ID,
    BESIDE,
    BUSY_MILLISECONDS,
    connect,
    settle_to_read,
)

HELD_MILLISECONDS = 250
"""No save is held up by a copy for longer than this."""
LONGEST_MILLISECONDS = 900
"""Unless somebody saves all the time, and a large file could never be copied otherwise."""
PAGES_IN_A_STEP = 200
PAUSE_MILLISECONDS = 5
_STARTS_AGAIN = 6
"""A copy in steps begins again when somebody saves; so many times, and then the save waits."""
NOT_WHOLE = (
    "The copy is not whole, so it was not kept: the workspace file is damaged. "
    "Choose Check the workspace in the Tools menu to see where."
)


def copy_under_lock(
    source: Path | sqlite3.Connection, target: Path, *, now: datetime
) -> tuple[Path, ...]:
    """Puts a whole, checked copy of a workspace in the place of any older file.

    The bytes are copied by another process while a read lock keeps every save away from the file;
    a file too large for that is copied in short steps. Works from any thread.

    Args:
        source: the workspace file, or an open connection to it that is in no transaction.
        target: where the copy goes.
        now: stands in the names of what was in the way and is moved aside.

    Returns:
        Where files that lay in the way beside the target are now; nearly always empty.

    Raises:
        Unavailable: when the copy cannot be made; nothing is left behind and an older copy stays.
    """
    with _reading(source) as read:
        path = _path_of(read)
        if path.exists() and target.exists() and target.samefile(path):
            raise Unavailable("Choose another name: this is the workspace that is open.")
        return _put(target, partial(_copy, read, path), now)


def copy_held(read: sqlite3.Connection, target: Path, *, now: datetime) -> tuple[Path, ...]:
    """Does the same for what a connection has open, even when its file was deleted."""
    return _put(target, partial(_copy_in_steps, read), now)


def copy_to_read(source: Path, target: Path) -> None:
    """Copies a workspace as it is now, whole or damaged, to a place where nobody else looks.

    Raises:
        OSError, Unavailable: the workspace cannot be read, or the copy not be written.
    """
    with _reading(source) as read:
        _copy(read, source, target)


@contextmanager
def _reading(source: Path | sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    if isinstance(source, sqlite3.Connection):
        yield source
        return
    try:
        settle_to_read(source)
        with closing(connect(source, "mode=ro", milliseconds=BUSY_MILLISECONDS)) as read:
            read.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield read
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        raise in_words(fault, source, opening=True) from fault


def _path_of(read: sqlite3.Connection) -> Path:
    (path,) = (row[2] for row in read.execute("PRAGMA database_list") if row[1] == "main")
    return Path(path)


def _put(target: Path, write: Callable[[Path], None], now: datetime) -> tuple[Path, ...]:
    """Has a copy written beside its place, checks it, and only then gives it its name."""
    part: Path | None = None
    try:
        handle, part = begin_beside(target)
        os.close(handle)
        write(part)
        clear_unfinished(part)
        _require_whole(part)
        _sync(part)
        return _replace(part, target, now)
    except OSError as fault:
        raise not_written(target, fault) from fault
    except sqlite3.Error as fault:
        if is_damage(fault):
            raise Unavailable(NOT_WHOLE) from fault
        raise Unavailable(
            f"{target.name} could not be written to {target.parent}. "
            "Check that there is room and that you may write there."
        ) from fault
    finally:
        if part is not None:
            _clear(part)


def _clear(part: Path) -> None:
    for name in (part.name, *(part.name + ending for ending in BESIDE)):
        with suppress(OSError):
            part.with_name(name).unlink()


def _empty(part: Path) -> None:
    """Begins again; the file stays, and with it who may read it."""
    with suppress(FileNotFoundError):
        os.truncate(part, 0)


def _copy(read: sqlite3.Connection, path: Path, part: Path) -> None:
    if _copy_held_still(read, path, part):
        return
    _empty(part)
    try:
        _copy_in_steps(read, part)
    except _AlwaysChanged:
        _empty(part)
        if not _copy_held_still(read, path, part, milliseconds=LONGEST_MILLISECONDS):
            raise


def _copy_held_still(
    read: sqlite3.Connection, path: Path, part: Path, *, milliseconds: int = HELD_MILLISECONDS
) -> bool:
    """Copies the bytes while a read lock is held; False when that does not work or takes long."""
    if read.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        return False  # a part of the workspace is in another file
    try:
        child = subprocess.Popen(  # noqa: S603 # this very program, on paths that are no shell text
            [*child_command(), str(path), str(part)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return False
    with child:
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 # both are pipes
        if child.stdout.readline().strip() != b"ready":
            return False
        read.execute("BEGIN")
        try:
            read.execute("SELECT count(*) FROM sqlite_master").fetchone()
            child.stdin.write(b"\n")
            child.stdin.flush()
            return child.wait(timeout=milliseconds / 1000) == 0
        except (OSError, subprocess.TimeoutExpired):
            child.kill()
            return False
        finally:
            read.execute("ROLLBACK")


class _AlwaysChanged(Unavailable):
    """Somebody saved again and again between the steps."""


def _copy_in_steps(read: sqlite3.Connection, part: Path) -> None:
    """Copies page by page with pauses, so that somebody can save in between."""
    begun, last = 0, -1

    def stepped(_status: int, remaining: int, _total: int) -> None:
        nonlocal begun, last
        begun += remaining > last
        last = remaining
        if begun > _STARTS_AGAIN:
            raise _AlwaysChanged(
                "The workspace was being changed all the time, so no copy could be made. "
                "Try again in a quiet moment."
            )

    with closing(sqlite3.connect(part)) as write:
        read.backup(write, pages=PAGES_IN_A_STEP, sleep=PAUSE_MILLISECONDS / 1000, progress=stepped)
        write.execute("PRAGMA journal_mode=DELETE")


def _require_whole(part: Path) -> None:
    """Reads the whole copy; a copy that nobody opened is a hope."""
    with closing(sqlite3.connect(part)) as read:
        found = read.execute("PRAGMA quick_check(1)").fetchall()
        mark = read.execute("PRAGMA application_id").fetchone()
    if found != [("ok",)] or mark != (APPLICATION_ID,):
        raise Unavailable(NOT_WHOLE)


def _sync(part: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _replace(part: Path, target: Path, now: datetime) -> tuple[Path, ...]:
    """Gives a finished file its name, after what lies beside that place was moved aside."""
    aside = set_aside(target, now=now)
    try:
        put_in_place(part, target)
    except OSError:
        for old, new in aside:
            with suppress(OSError):
                new.rename(old)
        raise
    return tuple(new for _, new in aside)


def set_aside(target: Path, *, now: datetime) -> tuple[tuple[Path, Path], ...]:
    """Renames what SQLite would take for a part of the file that comes to this place.

    Returns:
        The old and the new name of each.

    Raises:
        OSError: one of them cannot be renamed.
    """
    moved = []
    for ending in BESIDE:
        old = target.with_name(target.name + ending)
        if old.exists():
            new = _free(old.with_name(f"{old.name} moved aside {now:%Y-%m-%d %H%M%S}"))
            old.rename(new)
            moved.append((old, new))
    return tuple(moved)


def _free(path: Path) -> Path:
    """A name that nothing has yet."""
    return next(
        found
        for number in count(1)
        if not (
            found := path.with_name(f"{path.name} {number}" if number > 1 else path.name)
        ).exists()
    )
