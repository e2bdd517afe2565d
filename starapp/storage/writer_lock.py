"""One writer at a time: a lock the operating system frees by itself when a program dies."""

import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from starapp.foundation.dates import moment_text, utc_now
from starapp.foundation.problems import Unavailable

_LOCKED_BYTE = 1 << 20


class Unwritable(Unavailable):
    """The workspace cannot be changed from here now; it can still be opened read-only."""


class InUse(Unwritable):
    """Somebody else has the workspace open for writing."""


@dataclass(slots=True)
class WriterLock:
    """A held lock; ``free`` gives it back and removes the file beside the workspace."""

    path: Path
    handle: BinaryIO | None

    def free(self) -> None:
        """Gives the workspace free for the next writer; safe to call twice."""
        if self.handle is None:
            return
        _unlock(self.handle)
        self.handle.close()
        self.handle = None
        with suppress(OSError):  # nobody may be told by a file that cannot be taken away
            self.path.unlink()


def take(workspace: Path, *, who: str) -> WriterLock:
    """Takes the writer's lock of a workspace file for this program.

    Raises:
        InUse: says who has it, on which PC and since when.
        Unwritable: the file or its folder cannot be written to, or there is no room.
    """
    if workspace.exists() and not os.access(workspace, os.W_OK):
        raise Unwritable(
            f"{workspace.name} cannot be changed: you have the right to read it only. "
            "Open it read-only, or ask for the right to change it."
        )
    path = workspace.with_name(f"{workspace.name}-lock")
    try:
        handle = path.open("a+b", buffering=0)
    except OSError as fault:
        raise Unwritable(
            f"STAR cannot write in {workspace.parent}. "
            "Open the workspace read-only, or ask for the right to change files there."
        ) from fault
    if not _try_lock(handle):
        holder = _holder(handle)
        handle.close()
        raise InUse(
            f"{workspace.name} is open for writing by {holder}. "
            "You can open it read-only, or try again when they have closed it."
        )
    lock = WriterLock(path, handle)
    try:
        _write_holder(handle, who)
    except OSError as fault:
        lock.free()
        raise Unwritable(
            f"The disk refused to let STAR write in {workspace.parent}. "
            "Make some room and open the workspace again, or open it read-only."
        ) from fault
    return lock


def _write_holder(handle: BinaryIO, who: str) -> None:
    handle.seek(0)
    handle.truncate()
    said = {"who": who, "pc": platform.node(), "since": utc_now().isoformat()}
    line = json.dumps(said).encode()
    if handle.write(line) < len(line):
        raise OSError("only a part was written")


def _holder(handle: BinaryIO) -> str:
    handle.seek(0)
    try:
        said = json.loads(handle.read(4096))
        since = moment_text(datetime.fromisoformat(said["since"]))
        return f"{said['who'] or 'somebody'} on {said['pc']} since {since}"
    except (ValueError, KeyError, TypeError, OSError):
        return "somebody else"


if os.name == "nt":  # pragma: no cover - runs on Windows only
    import msvcrt

    def _try_lock(handle: BinaryIO) -> bool:
        handle.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
        except OSError:
            return False
        return True

    def _unlock(handle: BinaryIO) -> None:
        handle.seek(_LOCKED_BYTE)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only

else:
    import fcntl

    def _try_lock(handle: BinaryIO) -> bool:
        try:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: BinaryIO) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_UN)
