"""One writer at a time: a lock the operating system frees by itself when a program dies.

The lock is on a file beside the workspace, which also says who has it. A file that is locked has
lost nothing as long as its name still leads to it: who locks it looks again, and who gives it back
takes the name away first. Windows lets nobody take the name of an open file away, so there the
name goes last.
"""

import errno
import json
import os
import platform
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starapp.foundation.dates import moment_text, utc_now
from starapp.foundation.file_access import give_folder_access
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import patiently, reason

_LOCKED_BYTE = 1 << 20
_TRIES = 200
"""How often the file may be taken away while we open it, before we say that somebody has it."""
_LONGEST, _LONGEST_NAME = 4096, 100
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
"""What the system says when somebody else has the lock."""
_OPEN = (
    os.O_RDWR
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOINHERIT", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has, or had, a workspace open for writing.

    Attributes:
        who: the person's name; empty when the program did not know it.
        pc: the computer's name.
    """

    who: str
    pc: str
    since: datetime

    def in_words(self) -> str:
        """Ann Archer on PC-7 since 7 September 2026, 12:00."""
        return (
            f"{self.who or 'somebody'} on {self.pc or 'a computer without a name'} "
            f"since {moment_text(self.since)}"
        )


class Unwritable(Unavailable):
    """The workspace cannot be changed from here now; it can still be opened read-only."""


class InUse(Unwritable):
    """Somebody else has the workspace open for writing."""


class HeldElsewhere(Unwritable):
    """Another computer is named as having the workspace; only the person can know if it still has.

    Attributes:
        holder: who is named.
    """

    def __init__(self, workspace: Path, holder: Holder) -> None:
        self.holder = holder
        super().__init__(
            f"{workspace.name} was opened for writing by {holder.in_words()}, and STAR cannot see "
            "from this computer whether it was closed. Two people who change a workspace at once "
            "lose each other’s work. Ask them to close it, or make sure that nobody has it open."
        )


@dataclass(slots=True)
class WriterLock:
    """A held lock; ``free`` gives it back and removes the file beside the workspace.

    Attributes:
        own: what the file says of this program.
        left_by: who had the workspace before and did not close it, if anybody.
    """

    path: Path
    handle: int | None
    own: Holder
    left_by: Holder | None = None
    guard: socket.socket | None = None

    def free(self) -> None:
        """Gives the workspace free for the next writer; safe to call twice."""
        if self.handle is None:
            return
        theirs = self.other_writer() is not None
        handle, self.handle = self.handle, None
        if self.guard is not None:
            self.guard.close()
        if not theirs:
            with suppress(OSError):
                os.ftruncate(handle, 0)  # nobody may be told by a file that cannot be taken away
        if os.name != "nt" and not theirs and _named(handle, self.path):
            with suppress(OSError):
                self.path.unlink()
        _let_go(handle)
        if os.name == "nt" and not theirs:
            with suppress(OSError):
                patiently(self.path.unlink)

    def other_writer(self) -> Holder | None:
        """Who has put their name in the place of ours: a lock of another computer is not seen here.

        A program that keeps folders in step brings the name after both have begun.
        """
        if self.handle is None:
            return None
        try:
            with self.path.open("rb") as file:
                named = _read_holder(file.read(_LONGEST))
        except OSError:
            return None
        return named if named != self.own else None


def take(workspace: Path, *, who: str, anyway: bool = False) -> WriterLock:
    """Takes the writer's lock of a workspace file for this program.

    Every name of the file leads to the same lock: a link, ``..``, another spelling. A second name
    on the disk (a hard link) is told on Linux, for programs on this computer.

    Args:
        workspace: the file, which need not exist yet.
        who: is named to others.
        anyway: the person has made sure that nobody has it open on the computer that is named.

    Raises:
        InUse: says who has it, on which PC and since when.
        HeldElsewhere: another computer is named, and was not seen to close it.
        Unwritable: the file or its folder cannot be written to, or there is no room.
    """
    try:
        real = workspace.resolve()
    except (OSError, RuntimeError) as fault:
        raise Unwritable(f"{workspace.name} is a link that leads nowhere.") from fault
    if real.exists() and not os.access(real, os.W_OK):
        raise Unwritable(
            f"{workspace.name} cannot be changed: you have the right to read it only. "
            "Open it read-only, or ask for the right to change it."
        )
    path = real.with_name(f"{real.name}-lock")
    left: Holder | None = None
    for _ in range(_TRIES):
        handle, writable = _opened(path)
        if handle is None:
            continue
        lock = WriterLock(path, handle, Holder(who[:_LONGEST_NAME], _here(), utc_now()))
        try:
            _lock_or_say(handle, workspace, writable=writable)
            if not _named(handle, path):
                _close(lock)
                continue
            left = _left(handle, workspace, anyway=anyway) or left
            if not writable:
                _make_way(lock, left)
                continue
            lock.guard = _guard_of(real, workspace)
        except BaseException:
            _close(lock)
            raise
        lock.left_by = left
        _write_holder(lock)
        return lock
    raise InUse(f"{workspace.name} is being opened by somebody else. Try again in a moment.")


def _left(handle: int, workspace: Path, *, anyway: bool) -> Holder | None:
    """Who had it on this computer and did not close it.

    Raises:
        HeldElsewhere: another computer is named, where a lock may not be seen from here.
    """
    named = _holder(handle)
    if named is None or named.pc.casefold() == _here().casefold():
        return named
    if anyway:
        return None
    raise HeldElsewhere(workspace, named)


def _opened(path: Path) -> tuple[int | None, bool]:
    """The file of the lock, made when it is not there, and whether it may be written to.

    Nothing when it vanished meanwhile. A link in its place is not followed.
    """
    try:
        return patiently(lambda: _made(path)), True
    except FileExistsError:
        pass
    except OSError as fault:
        raise _unwritable(path, fault) from fault
    try:
        return os.open(path, _OPEN), True
    except FileNotFoundError:
        return None, False
    except PermissionError:
        try:
            return os.open(path, _OPEN & ~os.O_RDWR | os.O_RDONLY), False
        except FileNotFoundError:
            return None, False
        except OSError as fault:
            raise _in_the_way(path.name, None) from fault
    except OSError as fault:
        raise _in_the_way(path.name, None) from fault


def _made(path: Path) -> int:
    handle = os.open(path, _OPEN | os.O_CREAT | os.O_EXCL, 0o600)
    give_folder_access(path)
    return handle


def _lock_or_say(handle: int, workspace: Path, *, writable: bool) -> None:
    """Locks the file.

    Raises:
        InUse: somebody else has the lock.
        Unwritable: the disk knows no locks, so nothing would keep two writers apart.
    """
    try:
        _lock(handle)
    except OSError as fault:
        if fault.errno in _HELD:
            holder = _holder(handle)
            raise InUse(
                f"{workspace.name} is open for writing by "
                f"{holder.in_words() if holder else 'somebody else'}. "
                "You can open it read-only, or try again when they have closed it."
            ) from None
        if not writable:  # some shares lock only what may be written to
            raise _in_the_way(f"{workspace.name}-lock", _holder(handle)) from fault
        raise Unwritable(
            f"The disk or network folder with {workspace.name} cannot keep two writers apart. "
            "Copy the workspace to another folder to change it, or open it read-only."
        ) from fault


def _named(handle: int, path: Path) -> bool:
    """Tells whether the name still leads to the file that is open.

    On Windows it does: a file that somebody has open without leave to delete it keeps its name.
    """
    if os.name == "nt":
        return True
    try:
        return os.path.samestat(os.fstat(handle), path.stat(follow_symlinks=False))
    except OSError:
        return False


def _guard_of(real: Path, workspace: Path) -> socket.socket | None:
    """Holds the file itself, whatever its name, by a name of the system that ends with us.

    Raises:
        InUse: it is open for writing by another of its names.
    """
    if sys.platform == "linux" and real.exists():
        found = real.stat()
        name = f"\0star-writer-{found.st_dev:x}-{found.st_ino:x}"
        guard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            patiently(lambda: guard.bind(name), passing=_taken)
        except OSError as fault:
            guard.close()
            if not _taken(fault):
                return None
            raise InUse(
                f"{workspace.name} is open for writing on this computer under another name of the "
                "same file. You can open it read-only, or try again when it was closed."
            ) from None
        return guard
    return None


def _taken(fault: OSError) -> bool:
    return fault.errno == errno.EADDRINUSE


def _make_way(lock: WriterLock, left: Holder | None) -> None:
    """Takes away a file that somebody else left and only they may write to."""
    try:
        lock.path.unlink()
    except OSError as fault:
        raise _in_the_way(lock.path.name, left) from fault
    finally:
        _close(lock)


def _close(lock: WriterLock) -> None:
    """Closes without a word to anybody."""
    if lock.guard is not None:
        lock.guard.close()
    if lock.handle is not None:
        _let_go(lock.handle)
        lock.handle = None


def _let_go(handle: int) -> None:
    with suppress(OSError):
        _unlock(handle)
    os.close(handle)


def _unwritable(path: Path, fault: OSError) -> Unwritable:
    if fault.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        why = "Open the workspace read-only, or ask for the right to change files there."
    else:
        why = reason(fault.errno, getattr(fault, "winerror", None), fault.strerror or "")
    return Unwritable(f"STAR cannot write in {path.parent}. {why}")


def _in_the_way(name: str, left: Holder | None) -> Unwritable:
    whose = f", left by {left.in_words()}," if left else ""
    return Unwritable(
        f"The file {name}{whose} is in the way, and you may not change it. Open the workspace "
        "read-only, or ask whoever looks after the folder to delete that file when nobody has the "
        "workspace open."
    )


def _here() -> str:
    return platform.node()[:_LONGEST_NAME]


def _write_holder(lock: WriterLock) -> None:
    if lock.handle is None:
        return
    own = lock.own
    said = {"who": own.who, "pc": own.pc, "since": own.since.isoformat()}
    line = json.dumps(said).encode()
    try:
        os.ftruncate(lock.handle, 0)
        os.lseek(lock.handle, 0, os.SEEK_SET)
        whole = os.write(lock.handle, line) == len(line)
    except OSError:
        whole = False
    if not whole:
        lock.free()
        raise Unwritable(
            f"The disk refused to let STAR write in {lock.path.parent}. "
            "Make some room and open the workspace again, or open it read-only."
        )


def _holder(handle: int) -> Holder | None:
    """Who is named in the file that is open."""
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        return _read_holder(os.read(handle, _LONGEST))
    except OSError:
        return None


def _read_holder(text: bytes) -> Holder | None:
    """Who is named; nobody when it is empty or was cut short."""
    try:
        said = json.loads(text)
        since = datetime.fromisoformat(said["since"])
        moment_text(since)
        return Holder(str(said["who"])[:_LONGEST_NAME], str(said["pc"])[:_LONGEST_NAME], since)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


if sys.platform == "win32":  # pragma: no cover - runs on Windows only
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
