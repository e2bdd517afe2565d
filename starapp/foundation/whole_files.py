"""Reads a file somebody chose, and writes one whole or not at all, with the access it had."""

import ctypes
import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TypeVar

from starapp.foundation.file_access import give_access
from starapp.foundation.file_names import check_name
from starapp.foundation.held_files import is_held
from starapp.foundation.problems import Unavailable
from starapp.foundation.unfinished_files import begin_beside, clear_unfinished

Found = TypeVar("Found")
PAUSES = (20, 60, 120, 300, 500, 900)
"""Milliseconds between tries at a file that another program holds for a moment, under 2 s in all."""
_HELD, _FOREIGN_LOCK, _DENIED = 32, 33, 5
_AWAY = {53, 59, 64, 67, 121, 1231}
"""What Windows says of a share that does not answer."""
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_UNREACHABLE = {
    getattr(errno, name)
    for name in (
        "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "ECONNRESET",
        "ENODEV", "ENXIO", "EREMOTEIO",
    )
    if hasattr(errno, name)
}  # fmt: skip


def read_whole(path: Path, *, most: int) -> bytes:
    """The bytes of a file that somebody chose, named or dropped.

    Args:
        path: the file.
        most: bytes; a larger file is not read.

    Raises:
        Unavailable: it is too large, no file, not there, may not be read, or is the workspace that
            is open.
    """
    try:
        require_not_held(path)
        if path.stat().st_size > most:
            size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1_000} KB"
            raise Unavailable(
                f"{path.name} is larger than {size}. Choose another file, or make it smaller."
            )
        return path.read_bytes()
    except OSError as fault:
        why = fault.strerror or "the disk refused"
        raise Unavailable(
            f"{path.name} cannot be read ({why}). Look whether it is still in {path.parent} and who "
            "may open it."
        ) from None


def require_not_held(path: Path) -> None:
    """Stops before the workspace that is open is opened by hand as well.

    Raises:
        PermissionError: it is; ``strerror`` has the words.
    """
    if is_held(path):
        raise PermissionError(errno.EACCES, "it is the workspace that is open", str(path))


def write_whole(path: Path, data: bytes) -> Path:
    """Writes bytes to a file and gives its path when they are safe on the disk.

    A link is followed, so that what it leads to is written. A replaced file keeps its access.

    Raises:
        Unavailable: the name cannot be, there is no room or no right, or another program has the
            file; an older file stays as it was.
    """
    check_name(path)
    if is_held(path):
        raise Unavailable(f"{path.name} is the workspace that is open. Choose another name.")
    fresh: Path | None = None
    try:
        path = path.resolve() if path.is_symlink() else path
        if path.exists() and not path.is_file():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        handle, fresh = begin_beside(path)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        clear_unfinished(fresh)
        put_in_place(fresh, path)
    except OSError as fault:
        if fresh is not None:
            with suppress(OSError):
                fresh.unlink()
        raise not_written(path, fault) from None
    return path


def put_in_place(fresh: Path, target: Path) -> None:
    """Puts a finished file in the place of a target beside it, for good.

    The target's owner, group, mode and access list are kept, or a new one gets its folder's (see
    ``give_access``). On Windows the system replaces the file, which keeps its access list,
    attributes and name; where it cannot, the file is renamed and gets its folder's access list.
    A target that another program holds for a moment is tried again for up to two seconds.

    Raises:
        OSError: it cannot be put there; ``not_written`` has the words. Nothing was changed.
    """
    give_access(fresh, target)
    patiently(lambda: _replace(fresh, target))
    _keep_folder(target.parent)


def put_new(fresh: Path, target: Path) -> None:
    """Puts a finished file in a place where there is none, for good, with its folder's access.

    Raises:
        FileExistsError: there is one; it stays.
        OSError: it cannot be put there. Nothing was changed.
    """
    give_access(fresh, target)
    patiently(lambda: _name_new(fresh, target))
    _keep_folder(target.parent)


def patiently(
    step: Callable[[], Found],
    *,
    passing: Callable[[OSError], bool] | None = None,
    pause: Callable[[int], None] | None = None,
) -> Found:
    """Does a step again a few times while a file is held by another program only for a moment.

    Args:
        step: what is done; it raises while it cannot be.
        passing: tells which faults may pass; what Windows says of a file somebody holds when not
            given, because elsewhere an open file can be replaced.
        pause: waits so many milliseconds.
    """
    may_pass = passing or (lambda fault: os.name == "nt" and isinstance(fault, PermissionError))
    wait = pause or _wait
    for milliseconds in PAUSES:
        try:
            return step()
        except OSError as fault:
            if not may_pass(fault):
                raise
        wait(milliseconds)
    return step()


def _wait(milliseconds: int) -> None:
    """Nobody tells us when another program lets go of a file."""
    Event().wait(milliseconds / 1000)


def not_written(path: Path, fault: OSError) -> Unavailable:
    """What the person is told when a file could not be written."""
    held = getattr(fault, "winerror", None)
    taken = held == _DENIED and path.exists() and os.access(path, os.W_OK)
    return Unavailable(
        f"{path.name} could not be written to {path.parent}. "
        f"{reason(fault.errno, _HELD if taken else held, fault.strerror or '')}"
    )


def does_not_answer(number: int | None, windows: int | None = None) -> bool:
    """Tells whether the system says that a disk or a share cannot be reached."""
    return windows in _AWAY or number in _UNREACHABLE


def reason(number: int | None, windows: int | None = None, said: str = "") -> str:
    """Why the disk refused, and what to do.

    Args:
        number: of the fault, as ``errno`` names it.
        windows: of the fault, as Windows numbers it.
        said: what the system says, for a fault we do not know.
    """
    if windows in {_HELD, _FOREIGN_LOCK} or number in {errno.ETXTBSY, errno.EBUSY}:
        return "It is open in another program. Close it there, or choose another name."
    if does_not_answer(number, windows):
        return (
            "The disk or network folder does not answer. Connect to it again, or choose another "
            "folder."
        )
    if number in _NO_ROOM:
        return "There is no room for it. Make some room or choose another folder."
    if number in {errno.EACCES, errno.EPERM}:
        return "You may not write there. Ask for the right to, or choose another folder."
    if number == errno.EROFS:
        return "Nothing can be changed on that disk. Choose another folder."
    if number in {errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY}:
        return "That name is taken by something that is not a file. Choose another name."
    if number in {errno.ENOENT, errno.ENOTDIR}:
        return "That folder is not there. Choose another folder."
    if number == errno.ENAMETOOLONG:
        return "The name is too long. Choose a shorter one."
    if number in {errno.EINVAL, errno.EILSEQ}:
        return "The disk does not take that name. Choose another name."
    why = f" ({said})" if said else ""
    return f"The disk refused{why}. Check it, or choose another folder."


def _replace(fresh: Path, target: Path) -> None:
    windows = getattr(ctypes, "windll", None)
    if windows is not None and target.exists():  # pragma: no cover - runs on Windows only
        replaced = windows.kernel32.ReplaceFileW(str(target), str(fresh), None, 0, None, None)
        if replaced:
            return
    fresh.replace(target)


def _name_new(fresh: Path, target: Path) -> None:
    if os.name != "nt":  # elsewhere a rename takes the place of what is there
        with suppress(OSError):
            target.hardlink_to(fresh)
            return
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    fresh.rename(target)


def _keep_folder(folder: Path) -> None:
    """Makes the new name in a folder last through a power cut, where folders can be asked to."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
