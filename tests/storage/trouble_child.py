"""A process in trouble of its own: a disk that is full, or files it may not change.

Prints one line for each thing it tried: ``saved``, ``opened``, ``made`` or what it was told.
"""

import os
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from starapp.app import create_workspace, open_workspace
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import write_whole
from starapp.history.acting import SYSTEM
from starapp.organisation.commands import add_body
from starapp.storage.store import Store
from starapp.verify import verify

NOBODY = 65534
"""The user without rights, taken when the tests run as root, whom no right can stop."""


def limit(size: int) -> None:
    """From now on no file of this process grows past a size in bytes; -1 lifts the limit."""
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (most if size < 0 else size, most))


def say(words: str) -> None:
    """Prints a line at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def tell(done: str, act: Callable[[], object]) -> None:
    """Tries something and prints how it went, after the limit is lifted so that it can."""
    try:
        act()
        words = done
    except Unavailable as away:
        words = str(away)
    limit(-1)
    say(words)


def add(store: Store, name: str) -> None:
    """Adds a body of a name."""
    with store.writing(by=SYSTEM) as session:
        add_body(session, name=name)


def many(store: Store) -> None:
    """Adds more bodies in one action than a small disk takes."""
    with store.writing(by=SYSTEM) as session:
        for number in range(300):
            add_body(session, name=f"Body {number:04} {'x' * 100}")
            session.flush()


def full_while_saving(path: Path, room: int) -> None:
    """Saves one, has no room for many, and saves one again when there is room."""
    store = open_workspace(path).store
    tell("saved", lambda: add(store, "Before"))
    limit(room)
    tell("saved", lambda: many(store))
    tell("saved", lambda: add(store, "After"))
    store.close()


def full_while_opening(path: Path, room: int) -> None:
    """Opens a workspace when there is no room."""
    limit(room)
    tell("opened", lambda: open_workspace(path, upgrade=True).close())
    tell("opened", lambda: open_workspace(path, upgrade=True).close())


def full_while_making(path: Path, room: int) -> None:
    """Makes a workspace when there is no room, and again when there is."""
    limit(room)
    tell("made", lambda: create_workspace(path, name="New").close())
    say("left" if list(path.parent.glob("*")) else "nothing left")
    tell("made", lambda: create_workspace(path, name="New").close())


def full_while_copying(path: Path, room: int) -> None:
    """Saves a copy over an older file when there is no room."""
    store = open_workspace(path).store
    copy = path.with_name("copy.star")
    copy.write_bytes(b"older")
    limit(room)
    tell("copied", lambda: store.copy_to(copy))
    store.close()


def full_while_printing(path: Path, room: int) -> None:
    """Saves a document over an older one when there is no room."""
    limit(room)
    tell("written", lambda: write_whole(path, b"%PDF" * 100_000))


def become_nobody() -> None:
    """From now on this process has no rights of its own; what it needs is loaded before."""
    with tempfile.TemporaryDirectory() as folder:
        create_workspace(Path(folder) / "loads.star", name="Loads").close()
        verify(Path(folder) / "loads.star")
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def left_behind(path: Path, _room: int) -> None:
    """Opens and checks, as somebody who may only read, what another program left."""
    become_nobody()
    tell("opened", lambda: open_workspace(path, read_only=True).close())
    tell("checked", lambda: verify(path))


def no_right(path: Path, _room: int) -> None:
    """Opens for writing, then for reading, as somebody who may only read."""
    become_nobody()
    tell("opened", lambda: open_workspace(path).close())
    read = open_workspace(path, read_only=True).store
    tell("saved", lambda: add(read, "Never"))
    read.close()


WAYS: dict[str, Callable[[Path, int], None]] = {
    way.__name__: way
    for way in (
        full_while_saving,
        full_while_opening,
        full_while_making,
        full_while_copying,
        full_while_printing,
        no_right,
        left_behind,
    )
}


if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
