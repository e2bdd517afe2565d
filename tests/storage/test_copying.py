"""A copy of a workspace in use is whole, checked, put in place in one step, and holds nobody up."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from starapp.foundation.problems import Unavailable
from starapp.sample.workspace import Until
from starapp.storage.byte_copy import COMMAND, child_command
from starapp.storage.copying import copy_held, copy_under_lock
from starapp.verify import verify
from tests.make.samples import Samples

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path, samples: Samples) -> Path:
    """A workspace file with a competition in it, closed."""
    (tmp_path / "work").mkdir()
    return samples.copy(Until.DRAFTED, tmp_path / "work" / "work.star")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where a copy goes: a folder of its own."""
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies" / "copy.star"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as found:
        found.execute("PRAGMA journal_mode=DELETE")
        yield found


def beside(path: Path) -> list[str]:
    """The names of the files in the folder of a file."""
    return sorted(one.name for one in path.parent.iterdir())


@pytest.mark.parametrize("copy", [copy_under_lock, copy_held])
def test_a_copy_has_the_same_content(
    connection: sqlite3.Connection, path: Path, target: Path, copy
) -> None:
    assert copy(connection, target, now=NOW) == ()
    assert target.read_bytes()[100:] == path.read_bytes()[100:]
    assert verify(target) == ()
    assert beside(target) == ["copy.star"]
    assert beside(path) == ["work.star"]


def test_under_the_lock_the_copy_is_the_same_bytes_and_the_lock_is_let_go(
    connection: sqlite3.Connection, path: Path, target: Path
) -> None:
    copy_under_lock(connection, target, now=NOW)
    assert target.read_bytes() == path.read_bytes()
    with closing(sqlite3.connect(path, timeout=0)) as other:
        other.execute("UPDATE file_fact SET value='changed'")
        other.commit()


def test_a_file_with_a_log_beside_it_is_copied_with_what_is_in_the_log(
    path: Path, target: Path
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as log:
        log.execute("PRAGMA journal_mode=WAL")
        log.execute("UPDATE file_fact SET value='in the log'")
        assert path.with_name("work.star-wal").stat().st_size
        copy_under_lock(path, target, now=NOW)
    with closing(sqlite3.connect(target)) as read:
        assert set(read.execute("SELECT value FROM file_fact")) == {("in the log",)}
        assert read.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_what_lies_in_the_way_is_moved_aside_and_named(
    connection: sqlite3.Connection, target: Path, ending: str
) -> None:
    foreign = target.with_name(target.name + ending)
    target.write_bytes(b"an earlier copy")
    for number in range(1, 3):
        foreign.write_bytes(bytes([number]) * 4096)
        (aside,) = copy_under_lock(connection, target, now=NOW)
        assert not foreign.exists()
        assert aside.read_bytes() == bytes([number]) * 4096
        assert "moved aside 2026-11-02 093000" in aside.name
    assert verify(target) == ()
    assert len(beside(target)) == 3


def test_a_damaged_file_gives_no_copy_and_the_earlier_one_stays(path: Path, target: Path) -> None:
    target.write_bytes(b"an earlier copy")
    with path.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\xaa" * 4096 * 30)
    with pytest.raises(Unavailable, match="damaged"):
        copy_under_lock(path, target, now=NOW)
    assert target.read_bytes() == b"an earlier copy"
    assert beside(target) == ["copy.star"]


def test_what_was_moved_aside_is_back_when_the_copy_cannot_take_its_place(
    connection: sqlite3.Connection, target: Path
) -> None:
    (target / "full").mkdir(parents=True)
    foreign = target.with_name("copy.star-wal")
    foreign.write_bytes(b"theirs")
    with pytest.raises(Unavailable):
        copy_under_lock(connection, target, now=NOW)
    assert foreign.read_bytes() == b"theirs"
    assert beside(target) == ["copy.star", "copy.star-wal"]


def test_damage_in_any_page_gives_no_copy(path: Path, target: Path) -> None:
    whole = path.read_bytes()
    for start in range(4096, len(whole), 4096 * 41):
        path.write_bytes(whole[:start] + b"\xaa" * 4096 + whole[start + 4096 :])
        with pytest.raises(Unavailable, match="damaged"):
            copy_under_lock(path, target, now=NOW)
        assert beside(target) == []


def test_what_a_killed_copy_left_is_cleared_but_not_one_under_way(
    connection: sqlite3.Connection, target: Path
) -> None:
    import os

    old, young = (target.with_name(f".copy.star-{one * 8}.star-part") for one in "oy")
    mine = target.with_name(".copy.star-mine.star-part")
    for one in (old, young, mine, old.with_name(f"{old.name}-journal")):
        one.write_bytes(b"part")
        os.utime(one, (0, 0))
    os.utime(young)
    copy_under_lock(connection, target, now=NOW)
    assert beside(target) == sorted(["copy.star", young.name, mine.name])


@pytest.mark.parametrize(
    "command",
    [child_command(), (sys.executable, "-m", "starapp", COMMAND)],
    ids=["python", "frozen"],
)
def test_the_process_that_copies_waits_until_it_is_told(
    path: Path, target: Path, command: tuple[str, ...]
) -> None:
    with subprocess.Popen(
        [*command, str(path), str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        assert not target.exists()
        child.communicate(b"\n")
    assert child.returncode == 0
    assert target.read_bytes() == path.read_bytes()
