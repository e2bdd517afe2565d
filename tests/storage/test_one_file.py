"""One workspace is one file: whenever no save is under way, it alone holds all that was confirmed."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from starapp.app import create_workspace, open_private_copy, open_workspace
from starapp.history.history import last_entry
from starapp.sample.story import SetClock, Story
from starapp.sample.workspace import STEPS, Until
from starapp.storage.copying import copy_under_lock
from starapp.storage.open_file import APPLICATION_ID, FORMAT, engine_for, read_mark
from starapp.storage.upgrade import make_file, needs_upgrade
from starapp.storage.writer_lock import Unwritable
from starapp.verify import verify
from tests.drive.kills import age
from tests.make.samples import Samples

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
WORKSPACES = ROOT / "tests" / "files" / "workspaces"
EVERY = 5
"""Of so many copies one is read whole, and of all the newest entry."""
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps locks per handle")


@pytest.fixture
def path(tmp_path: Path, samples: Samples) -> Path:
    """A workspace file with a competition in it, closed."""
    (tmp_path / "work").mkdir()
    return samples.copy(Until.DRAFTED, tmp_path / "work" / "work.star")


def beside(path: Path) -> list[str]:
    """The names of the files in the folder of a file."""
    return sorted(one.name for one in path.parent.iterdir())


def ask(path: Path, *statements: str, query: str = "mode=ro") -> list[tuple[object, ...]]:
    """What a file answers to somebody who is not STAR."""
    with closing(sqlite3.connect(f"{path.as_uri()}?{query}", uri=True)) as other:
        return [row for one in statements for row in other.execute(one)]


def test_after_every_command_of_the_story_the_file_alone_has_everything(tmp_path: Path) -> None:
    """The whole sample is played; after each command the bytes of the one file are opened elsewhere."""
    clock = SetClock()
    path = tmp_path / "work" / "sample.star"
    workspace = create_workspace(path, name="Sample", sample=True, clock=clock)
    alone = tmp_path / "alone.star"
    told: list[int] = []

    def look() -> None:
        with workspace.store.reading() as session:
            last = last_entry(session)
        shutil.copyfile(path, alone)
        newest = "SELECT number, digest FROM history ORDER BY number DESC LIMIT 1"
        whole = [("ok",)] if len(told) % EVERY == 0 else []
        checks = ["PRAGMA quick_check(1)"] if whole else []
        assert ask(alone, *checks, newest, query="mode=ro&immutable=1") == [*whole, last]
        assert last is not None
        told.append(last[0])

    story = Looking(workspace, clock, look)
    with workspace.made_whole(), closing(workspace):
        for step in STEPS:
            for play in step.plays:
                play(story)
        assert beside(path) == ["sample.star", "sample.star-lock"]
    assert len(told) > 200
    assert told == sorted(told)
    shutil.copyfile(path, alone)
    assert verify(alone) == ()


@pytest.mark.parametrize("read_only", [False, True])
def test_every_connection_writes_one_file_and_lasting(path: Path, *, read_only: bool) -> None:
    engine = engine_for(path, read_only=read_only)
    with ExitStack() as held:
        for _ in range(4):
            connection = held.enter_context(engine.connect())
            assert told_by(connection) == {
                "journal_mode": "delete",
                "synchronous": 2 if read_only else EXTRA,
                "foreign_keys": 1,
                "busy_timeout": 5000,
            }
    engine.dispose()


EXTRA = 3


def told_by(connection: Connection) -> dict[str, object]:
    """The settings of a connection, as read back."""
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}


def marks(path: Path) -> tuple[int, int]:
    """Application id and format, read by hand from the header of a closed file."""
    with path.open("rb") as file:
        header = file.read(100)
    assert header[18:20] == b"", "the header says there is a log"
    return int.from_bytes(header[68:72]), int.from_bytes(header[60:64])


def by_make_file(path: Path) -> Path:
    make_file(path)
    return path


def by_create(path: Path) -> Path:
    create_workspace(path, name="New").close()
    return path


def by_saving_a_copy(path: Path) -> Path:
    workspace = create_workspace(path, name="New")
    workspace.store.copy_to(path.with_name("copy.star"))
    workspace.close()
    return path.with_name("copy.star")


def by_copying(path: Path) -> Path:
    copy_under_lock(by_create(path), path.with_name("copy.star"), now=NOW)
    return path.with_name("copy.star")


def by_upgrading(path: Path) -> Path:
    shutil.copyfile(WORKSPACES / "format-1.star", path)
    open_workspace(path, upgrade=True).close()
    return path


def by_upgrading_what_an_earlier_star_left_half_done(path: Path) -> Path:
    by_create(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=6")
        connection.execute("PRAGMA application_id=0x53544152")
        connection.execute("PRAGMA journal_mode=WAL")
    open_workspace(path).close()
    return path


@pytest.mark.parametrize(
    "way",
    [
        by_make_file, by_create, by_saving_a_copy, by_copying, by_upgrading,
        by_upgrading_what_an_earlier_star_left_half_done,
    ],
)  # fmt: skip
def test_however_a_file_is_made_it_has_its_mark(
    tmp_path: Path, way: Callable[[Path], Path]
) -> None:
    made = way(tmp_path / "made.star")
    assert marks(made) == (APPLICATION_ID, FORMAT)
    assert not needs_upgrade(made)
    assert verify(made) == ()


EARLIER = """
import os, sqlite3, sys
from contextlib import closing
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=WAL")
connection.execute("BEGIN")
connection.execute("UPDATE file_fact SET value='by an earlier STAR' WHERE name='name'")
connection.execute("COMMIT")
print("done", flush=True)
sys.stdin.readline()
os.kill(os.getpid(), 9)
"""
"""An earlier STAR, which kept a log beside the file, and is killed after it has saved."""
STOPPED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size=2")
connection.execute("BEGIN")
connection.execute("UPDATE history SET words = words || hex(randomblob(3000))")
print("done", flush=True)
sys.stdin.readline()
os.kill(os.getpid(), 9)
"""
"""A program that is killed while it saves."""


@contextmanager
def program(source: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """A program at the point where it says that it is done; it ends when a line comes in."""
    command = [sys.executable, "-c", source, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "done\n"
        yield child
        with suppress(OSError):
            child.communicate("\n")


def name_by_writing(path: Path) -> str:
    with closing(open_workspace(path)) as workspace:
        return workspace.name


def name_by_reading(path: Path) -> str:
    with closing(open_workspace(path, read_only=True)) as workspace:
        return workspace.name


def name_by_private_copy(path: Path) -> str:
    with closing(open_private_copy(path)) as workspace:
        return workspace.name


@pytest.mark.parametrize("opened", [name_by_writing, name_by_reading, name_by_private_copy])
def test_the_log_of_a_killed_earlier_star_is_folded_in(
    path: Path, opened: Callable[[Path], str]
) -> None:
    with program(EARLIER, path):
        assert beside(path) == ["work.star", "work.star-shm", "work.star-wal"]
    assert path.with_name("work.star-wal").stat().st_size
    assert opened(path) == "by an earlier STAR"
    assert beside(path) == ["work.star"]
    assert marks(path) == (APPLICATION_ID, FORMAT)
    assert verify(path) == ()


def test_a_file_open_in_an_earlier_star_is_read_and_not_written(path: Path) -> None:
    with program(EARLIER, path):
        with pytest.raises(Unwritable, match="earlier version of STAR"):
            open_workspace(path)
        assert name_by_reading(path) == "by an earlier STAR"
        assert verify(path) == ()
    assert name_by_writing(path) == "by an earlier STAR"
    assert beside(path) == ["work.star"]


@pytest.mark.parametrize("opened", [name_by_writing, name_by_reading, name_by_private_copy])
def test_what_a_program_left_that_was_killed_while_it_saved_is_rolled_back(
    path: Path, opened: Callable[[Path], str]
) -> None:
    before = path.read_bytes()
    with program(STOPPED, path):
        pass
    assert path.read_bytes() != before
    assert path.with_name("work.star-journal").stat().st_size
    assert read_mark(path).format == FORMAT
    assert opened(path) == "Northvale sample"
    assert beside(path) == ["work.star"]
    assert verify(path) == ()


def test_what_others_left_unfinished_beside_it_goes_when_it_is_opened_to_write(path: Path) -> None:
    left = path.with_name(".work.star-12345678.star-part")
    left.write_bytes(b"half a copy")
    age([left])
    name_by_reading(path)
    assert left.exists()
    name_by_writing(path)
    assert beside(path) == ["work.star"]


class Looking(Story):
    """The story, with a look at the file after each command."""

    def __init__(self, workspace, clock: SetClock, look: Callable[[], None]) -> None:
        super().__init__(workspace, clock)
        self.look = look

    def do(self, command, *, by: str = ""):
        done = super().do(command, by=by)
        self.look()
        return done
