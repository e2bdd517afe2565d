"""Files beside the place they are written for, and what is left of them after a program was stopped.

Whoever is killed while writing leaves an unfinished file. Nobody has to take it away: the next who
writes in that folder does, and whoever opens a workspace there.
"""

import re
import tempfile
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".star-part"
_OURS = re.compile(r"\..*-[a-z0-9_]{8}\.star-part(-journal|-wal|-shm)?", re.DOTALL)
"""The names that ``begin_beside`` gives, and what SQLite puts beside such a file."""
_LONGEST = 40
_HOUR_IN_NANOSECONDS = 3_600_000_000_000


def begin_beside(target: Path) -> tuple[int, Path]:
    """Makes an empty file beside a place, which only this person may read, and gives its handle.

    Raises:
        OSError: it cannot be made.
    """
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name[:_LONGEST]}-", suffix=_SUFFIX, dir=target.parent
    )
    return handle, Path(name)


def clear_unfinished(beside: Path) -> None:
    """Takes away what was left in a folder by who was stopped while writing there.

    Args:
        beside: a file of that folder, written this moment. It tells the time as the disk does, and
            only what nobody has written to for an hour before goes.
    """
    with suppress(OSError):
        now = beside.stat().st_mtime_ns
        for left in beside.parent.iterdir():
            if _OURS.fullmatch(left.name) and left != beside and is_old(left, now):
                with suppress(OSError):
                    left.unlink()


def is_old(left: Path, now: int) -> bool:
    """Tells whether nobody has written to something for an hour before a moment in nanoseconds."""
    with suppress(OSError):
        return now - left.lstat().st_mtime_ns > _HOUR_IN_NANOSECONDS
    return False
