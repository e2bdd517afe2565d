"""Remembers which workspace files this process has open, so that nobody reads one by hand.

A process that opens and closes a file loses every lock it holds on it (on Linux and macOS), and
SQLite holds such locks; so this is a fact about the whole process.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

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


def is_held(path: Path) -> bool:
    """Tells whether a path leads to a workspace that is open here."""
    try:
        found = path.stat()
    except OSError:
        return False
    return _HELD[(found.st_dev, found.st_ino)] > 0
