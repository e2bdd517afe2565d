"""Turns what SQLite and the disk report into words; faults are told apart by number, not by English."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import does_not_answer, patiently

T = TypeVar("T")
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""SQLite says the bytes of a file are not what it wrote."""
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_REFUSED = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR})
_HELD_ON_WINDOWS = frozenset({32, 33})
"""Another program holds the file, or a part of it."""


class Damaged(Unavailable):
    """SQLite says that the bytes of the file are not what it wrote."""


def number(fault: BaseException | None) -> int:
    """The primary result code of a fault, also one that SQLAlchemy wraps; 0 when there is none."""
    return extended(fault) & 0xFF


def extended(fault: BaseException | None) -> int:
    """The whole result code of a fault."""
    code: int = getattr(getattr(fault, "orig", fault), "sqlite_errorcode", 0)
    return code


def is_damage(fault: BaseException | None) -> bool:
    """Tells whether the bytes of a file are not what SQLite wrote.

    Text that is no text makes the driver stop without a code, and while it tells of a damaged
    schema even with a fault of letters.
    """
    inner = getattr(fault, "orig", fault)
    if isinstance(inner, UnicodeDecodeError):
        return True
    if isinstance(inner, sqlite3.OperationalError) and not hasattr(inner, "sqlite_errorcode"):
        return True
    return number(inner) in DAMAGE


class _Held(OSError):
    """What SQLite says while another program has the file; it may pass."""

    def __init__(self, said: sqlite3.Error) -> None:
        super().__init__(str(said))
        self.said = said


def while_held(act: Callable[[], T]) -> T:
    """Does something with a file, again for up to two seconds while another program holds it.

    Raises:
        sqlite3.Error: what was in the way at the last try.
    """

    def step() -> T:
        try:
            return act()
        except sqlite3.Error as fault:
            if number(fault) in _BUSY | _REFUSED:
                raise _Held(fault) from fault
            raise

    try:
        return patiently(step, passing=lambda fault: isinstance(fault, _Held))
    except _Held as last:
        raise last.said from None


def in_words(
    fault: Exception, file: Path | None, *, saving: bool = False, opening: bool = False
) -> Exception:
    """Turns a fault of SQLite into words for the person; other faults stay as they are.

    Args:
        fault: as SQLite's driver or SQLAlchemy raised it.
        file: the workspace.
        saving: a change was to be saved and was not.
        opening: only what every whole file answers was asked, so no answer means damage.
    """
    name = file.name if file is not None else "The workspace file"
    lost = ", so the change was not saved" if saving else ""
    again = "Do it again in a moment." if saving else "Try again in a moment."
    code = number(fault)
    if is_damage(fault) or (opening and code == sqlite3.SQLITE_ERROR):
        return Damaged(f"{name} is damaged{lost}. Close STAR and open your latest backup copy.")
    if code == sqlite3.SQLITE_FULL:
        return Unavailable(f"The disk is full{lost}. Make some room and do it again.")
    if code in _BUSY:
        return Unavailable(f"Another program is using {name}{lost}. {again}")
    if extended(fault) in {sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY}:
        return Unavailable(_unfinished(name))
    if code == sqlite3.SQLITE_READONLY:
        return Unavailable(
            f"{name} or its folder cannot be written to{lost}. "
            "Check that you may change files in that folder."
        )
    if code in _REFUSED:
        found = trouble_with(file) if file is not None else None
        return found or Unavailable(
            f"The disk refused to let STAR use {name}{lost}. Check that there is room, and that "
            "the folder or the network drive can be reached, then do it again."
        )
    return fault


def _unfinished(name: str) -> str:
    return (
        f"A change to {name} was being saved when STAR or the computer stopped. Finishing that "
        "needs the right to change the file and its folder, which you do not have. Ask somebody "
        "who has that right to open it once, then open it again."
    )


def trouble_with(path: Path) -> Unavailable | None:
    """Says why a file cannot be opened, as far as the system tells; None when it says nothing."""
    try:
        path.stat()
    except OSError as fault:
        return of_disk(fault, path)
    if path.is_dir():
        return Unavailable(f"{path} is a folder. Choose a file that ends in .star.")
    if not os.access(path, os.R_OK):
        return Unavailable(
            f"You have no right to read {path.name}. Ask whoever looks after {path.parent} for it."
        )
    return None


def of_disk(fault: OSError, path: Path) -> Unavailable:
    """Words for what the system reports of a file; damage is never among it."""
    windows = getattr(fault, "winerror", None)
    if windows in _HELD_ON_WINDOWS:
        return held(path)
    if does_not_answer(fault.errno, windows):
        return Unavailable(
            f"The drive or network share with {path.name} cannot be reached now. "
            f"Check the connection to {path.parent}, then try again."
        )
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return Unavailable(
            f"There is no file {path.name} in {path.parent}. It may have been moved."
        )
    if isinstance(fault, PermissionError):
        return Unavailable(
            f"You have no right to read {path.name}, or another program holds it. Close other "
            f"programs that use it, or ask whoever looks after {path.parent} for the right."
        )
    return Unavailable(
        f"The disk refused to let STAR read {path.name} ({fault.strerror or fault}). "
        "Check the disk or the network drive, then try again."
    )


def held(path: Path) -> Unavailable:
    """Words for a file that another program holds and does not let go."""
    return Unavailable(
        f"Another program holds {path.name}, and did not let it go. This can be a virus scanner, "
        "a backup or a program that keeps folders in step. Wait a moment and open it again."
    )
