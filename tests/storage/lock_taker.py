"""A process that takes and frees the writer's lock, and counts whether anybody else had it too.

What it holds it proves by a second lock that knows nothing of the first. Prints how often two had
it at once; with 0 takes it goes on, with a line for each, until it is killed. With ``colleague`` it
takes the lock once, as somebody without an administrator's rights, and prints how that went.
"""

import os
import sys
from pathlib import Path

from starapp.storage.writer_lock import InUse, Unwritable, take

NOBODY = 65534


def alone(inside: Path) -> int | None:
    """Enters a place with room for one; nothing when somebody is in it."""
    try:
        if sys.platform == "win32":
            return os.open(inside, os.O_CREAT | os.O_EXCL)
        import fcntl

        handle = os.open(inside, os.O_CREAT | os.O_RDWR)
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return None
    return handle


def leave(inside: Path, handle: int) -> None:
    """Leaves the place for the next."""
    os.close(handle)
    if sys.platform == "win32":
        inside.unlink()


def main(workspace: Path, takes: int) -> None:
    """Takes the lock so many times."""
    inside = workspace.with_name("inside")
    taken = together = 0
    while not takes or taken < takes:
        try:
            lock = take(workspace, who="Sam Sample")
        except InUse:
            continue
        taken += 1
        handle = alone(inside)
        if handle is None:
            together += 1
        if not takes:
            sys.stdout.write(f"{together}\n")
            sys.stdout.flush()
        if handle is not None:
            leave(inside, handle)
        lock.free()
    sys.stdout.write(f"{together}\n")


def colleague(workspace: Path) -> None:
    """Takes it once, as somebody else where this runs as an administrator."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        lock = take(workspace, who="me")
    except Unwritable as away:
        sys.stdout.write(str(away))
    else:
        sys.stdout.write(f"taken after {lock.left_by and lock.left_by.who}")
        lock.free()


if __name__ == "__main__":
    if sys.argv[2] == "colleague":
        colleague(Path(sys.argv[1]))
    else:
        main(Path(sys.argv[1]), int(sys.argv[2]))
