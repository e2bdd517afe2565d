"""Ways in which a file does not take a save for a while: full, read-only, held, moved."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import event

from tests.drive.every_field import Reopened

Cause = Callable[[Reopened], AbstractContextManager[None]]
unix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such limit, and does not let open files move"
)
HOLD = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
file.execute("ROLLBACK")
"""


@contextmanager
def full_disk(_office: Reopened | None = None) -> Iterator[None]:
    """No file of this process can grow, as on a full disk."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def _pragma(office: Reopened, on: str, off: str) -> Iterator[None]:
    engine = office.window.workspace.store._engine
    wanted = [on]

    def at_checkout(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        connection.execute(f"PRAGMA {wanted[0]}")

    event.listen(engine, "checkout", at_checkout)
    try:
        yield
    finally:
        wanted[0] = off


def read_only(office: Reopened) -> AbstractContextManager[None]:
    """SQLite is told that nothing may be written."""
    return _pragma(office, "query_only=ON", "query_only=OFF")


@contextmanager
def held(office: Reopened) -> Iterator[None]:
    """Another process is in the middle of a change."""
    command = [sys.executable, "-c", HOLD, str(office.path)]
    with (
        _pragma(office, "busy_timeout=50", "busy_timeout=5000"),
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other,
    ):
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate("\n")


@contextmanager
def moved(office: Reopened) -> Iterator[None]:
    """The file is somewhere else for a while."""
    elsewhere = office.path.with_name("elsewhere.star")
    office.path.rename(elsewhere)
    try:
        yield
    finally:
        elsewhere.rename(office.path)
