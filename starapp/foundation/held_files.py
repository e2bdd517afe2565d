"""Remembers which workspace files this process has open, so that nobody reads one by hand.

A process that opens and closes a file loses every lock it holds on it (on Linux and macOS), and
SQLite holds such locks; so this is a fact about the whole process.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from starapp.foundation.problems import Unavailable

Identity = tuple[int, int]
"""Device and number of a file."""
_HELD: Counter[Identity] = Counter()


def hold(file: Identity | None) -> Callable[[], None]:
    """Marks a file as open until what is given back is called."""
    kept = [file] if file is not None else []
    _HELD.update(kept)

    def let_go() -> None:
        while kept:
            _HELD.subtract([kept.pop()])

    return let_go


def require_not_held(path: Path) -> None:
    """Stops before the open workspace is read or written by hand.

    Raises:
        Unavailable: the path is that of a workspace which is open.
    """
    try:
        found = path.stat()
    except OSError:
        return
    if _HELD[(found.st_dev, found.st_ino)] > 0:
        raise Unavailable(f"{path.name} is the workspace that is open. Choose another file.")
