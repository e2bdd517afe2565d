"""A process that copies a workspace, or goes back to a copy, until it is killed.

Prints a line before each round, so that it is killed in the middle of one.
"""

import sys
from pathlib import Path

from starapp.backups.folder import copies_of
from starapp.backups.going_back import put_back
from starapp.backups.going_back_rules import Wish
from starapp.backups.looking import look_at
from starapp.backups.making import make_copy
from starapp.backups.rotation import Kind
from starapp.foundation.dates import utc_now
from starapp.history.acting import Actor, Role

MOST = 10**9
OFFICER = Actor("", "Priya Officer", frozenset({Role.PROCUREMENT}))


def copying(file: Path, root: Path) -> None:
    """Makes one copy."""
    identity = look_at(file).first
    make_copy(file, root=root, identity=identity, now=utc_now(), most=MOST)


def going_back(file: Path, root: Path) -> None:
    """Puts the oldest copy back."""
    oldest = [one for one in copies_of(root, file) if one.kind is Kind.BY_ITSELF][-1]
    shown = look_at(file).last.digest
    wish = Wish(OFFICER, "Reason")
    put_back(file, oldest, wish, shown=shown, root=root, most=MOST, now=utc_now())


if __name__ == "__main__":
    act = {"copying": copying, "going_back": going_back}[sys.argv[1]]
    while True:
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        act(Path(sys.argv[2]), Path(sys.argv[3]))
