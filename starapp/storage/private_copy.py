"""Private copies of workspaces, for reading that takes long; nobody waits for it."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starapp.foundation.problems import Unavailable
from starapp.foundation.unfinished_files import is_old
from starapp.storage.copying import copy_to_read
from starapp.storage.writer_lock import WriterLock, take

_PREFIX = "star-reading-"
_LOCK = "-lock"


@dataclass(frozen=True, slots=True)
class PrivateCopy:
    """A copy that only this program and this person can read; ``remove`` takes it away."""

    path: Path
    lock: WriterLock

    def remove(self) -> None:
        """Takes the copy and its folder away; what cannot go now goes at the next start."""
        self.lock.free()
        shutil.rmtree(self.path.parent, ignore_errors=True)


def private_copy(source: Path) -> PrivateCopy:
    """Copies a workspace as it is now, damaged or not, into a folder of its own.

    Raises:
        Unavailable: there is no room for it, or the workspace cannot be read.
    """
    clear_left()
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    except OSError as fault:
        raise _no_room(Path(tempfile.gettempdir())) from fault
    copy = PrivateCopy(folder / source.name, take(folder / source.name, who=""))
    try:
        copy_to_read(source, copy.path)
    except OSError as fault:
        copy.remove()
        raise _no_room(folder.parent) from fault
    except BaseException:
        copy.remove()
        raise
    return copy


def _no_room(folder: Path) -> Unavailable:
    return Unavailable(
        f"STAR reads a private copy of the workspace, and cannot write it to {folder}. Make some "
        "room there and try again."
    )


def clear_left() -> None:
    """Takes away what this person's programs left that were stopped while they read."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError, Unavailable):
            if _own(folder) and (_begun(folder) or is_old(folder, time.time_ns())):
                for lock in folder.glob(f"*{_LOCK}"):
                    take(lock.with_name(lock.name.removesuffix(_LOCK)), who="").free()
                shutil.rmtree(folder, ignore_errors=True)


def _begun(folder: Path) -> bool:
    """Tells whether there is a copy; else the folder and its lock are being made this moment."""
    return any(not one.name.endswith(_LOCK) for one in folder.iterdir())


def _own(folder: Path) -> bool:
    found = folder.lstat()
    mine: Callable[[], int] | None = getattr(os, "getuid", None)
    return folder.is_dir() and not folder.is_symlink() and (mine is None or found.st_uid == mine())
