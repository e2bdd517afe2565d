"""One writer at a time: a lock the operating system frees by itself when a program dies."""

import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from starapp.foundation.dates import moment_text, utc_now
from starapp.foundation.problems import Unavailable

_LOCKED_BYTE = 1 << 20


class InUse(Unavailable):
    """Somebody else has the workspace open for writing; it can still be opened read-only."""


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
        self.path.unlink(missing_ok=True)


def take(workspace: Path, *, who: str) -> WriterLock:
    """Takes the writer's lock of a workspace file for this program.

    Raises:
        InUse: says who has it, on which PC and since when.
        Unavailable: the folder cannot be written to.
    """
    path = workspace.with_name(f"{workspace.name}-lock")
    try:
        handle = path.open("a+b")
    except OSError as fault:
        raise Unavailable(
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
    _write_holder(handle, who)
    return WriterLock(path, handle)


def _write_holder(handle: BinaryIO, who: str) -> None:
    handle.seek(0)
    handle.truncate()
    said = {"who": who, "pc": platform.node(), "since": utc_now().isoformat()}
    handle.write(json.dumps(said).encode())
    handle.flush()


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
