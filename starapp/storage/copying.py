"""Copies a workspace file while it is open, so that the copy is whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

from starapp.foundation.problems import Unavailable


def copy_file(source: Path, target: Path) -> None:
    """Writes a whole copy of a workspace beside, then puts it in place of any older file.

    Raises:
        Unavailable: when the copy cannot be written; nothing is left behind.
    """
    if target.resolve() == source.resolve():
        raise Unavailable("Choose another name: this is the workspace that is open.")
    try:
        read = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as fault:
        raise Unavailable(f"{source.name} cannot be read. Check that it is there.") from fault
    with closing(read):
        copy_open_file(read, target)


def copy_open_file(read: sqlite3.Connection, target: Path) -> None:
    """Writes a whole copy of what a connection has open, even when its file was deleted.

    Raises:
        Unavailable: when the copy cannot be written; nothing is left behind.
    """
    unfinished = target.with_name(f"{target.name}-part")
    try:
        with closing(sqlite3.connect(unfinished)) as write:
            read.backup(write)
            write.execute("PRAGMA journal_mode=DELETE")
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as fault:
        unfinished.unlink(missing_ok=True)
        raise Unavailable(
            f"The copy could not be written to {target.parent}. "
            "Check that there is room and that you may write there."
        ) from fault
