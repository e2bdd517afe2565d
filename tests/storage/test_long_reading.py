"""However long somebody reads, nobody who saves waits for it; private copies leave nothing behind."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy.orm import Session

from starapp.app import Workspace, open_private_copy, open_workspace
from starapp.history.acting import SYSTEM
from starapp.organisation.commands import add_body
from starapp.organisation.queries import bodies
from starapp.sample.workspace import Until
from starapp.storage.copying import _copy_held_still, copy_held
from starapp.storage.private_copy import clear_left
from starapp.verify import verify
from tests.drive.kills import age
from tests.make.samples import Samples

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
MEGABYTES = int(os.environ.get("STAR_MEGABYTES", "60"))
"""How much larger the file is made, so that reading it takes long."""
A_PERSON_PAUSES = 0.2
"""Seconds between two saves: far fewer than the quickest person needs."""
LONGEST_WAIT = 1000
"""Milliseconds a save may wait."""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def path(tmp_path: Path, samples: Samples) -> Path:
    (tmp_path / "work").mkdir()
    return samples.copy(Until.DRAFTED, tmp_path / "work" / "work.star")


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with closing(open_workspace(path)) as found:
        yield found


def add(workspace: Workspace, name: str) -> None:
    with workspace.store.writing(by=SYSTEM) as session:
        add_body(session, name=name)


def made_large(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE padding (content BLOB)")
        for _ in range(MEGABYTES):
            connection.execute("INSERT INTO padding VALUES (randomblob(1000000))")


@pytest.mark.parametrize("saves", [0, 1, 2, 100])
def test_a_query_sees_one_state_though_others_save_while_it_runs(
    workspace: Workspace, temporary: Path, saves: int
) -> None:
    asked: list[int] = []

    def query(session: Session) -> tuple[int, int]:
        first = len(bodies(session))
        asked.append(first)
        if len(asked) <= saves:
            add(workspace, f"Body {len(asked)}")
        return first, len(bodies(session))

    before, after = workspace.store.read(query)
    assert before == after
    assert len(asked) == min(saves, 3) + 1
    assert list(temporary.iterdir()) == []


def test_what_a_query_refuses_is_passed_on(workspace: Workspace) -> None:
    with pytest.raises(LookupError, match="nothing there"):
        workspace.store.read(_refuse)


def _refuse(session: Session) -> None:
    bodies(session)
    raise LookupError("nothing there")


CHECKING = """
import sys
from pathlib import Path
from threading import Event
from starapp.verify import verify
print("begins", flush=True)
verify(Path(sys.argv[1]))
print("ends", flush=True)
"""
READING = """
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from starapp.app import open_workspace
from starapp.organisation.queries import bodies
with closing(open_workspace(Path(sys.argv[1]), read_only=True)) as found:
    for line in sys.stdin:
        print(len(found.store.read(bodies)), flush=True)
"""


def started(source: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", source, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def test_a_save_while_a_large_file_is_checked_and_read_elsewhere_waits_a_moment(path: Path) -> None:
    made_large(path)
    with (
        closing(open_workspace(path)) as workspace,
        started(CHECKING, path) as checking,
        started(READING, path) as reading,
    ):
        assert checking.stdout is not None
        assert reading.stdin is not None
        assert reading.stdout is not None
        assert checking.stdout.readline() == "begins\n"
        waits, seen = [], 0
        while checking.poll() is None:
            reading.stdin.write("\n")
            reading.stdin.flush()
            begun = time.monotonic_ns()
            add(workspace, f"Body {len(waits)}")
            waits.append((time.monotonic_ns() - begun) // 1_000_000)
            seen = int(reading.stdout.readline())
            Event().wait(A_PERSON_PAUSES)
        reading.stdin.close()
        assert checking.stdout.read() == "ends\n"
    assert len(waits) > 1
    assert seen >= len(waits) - 1
    assert max(waits) < LONGEST_WAIT


def test_a_copy_that_takes_too_long_lets_the_lock_go(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert not _copy_held_still(connection, path, tmp_path / "part", milliseconds=0)
        assert not connection.in_transaction
        with closing(sqlite3.connect(path, timeout=0)) as other, other:
            other.execute("UPDATE file_fact SET value='changed'")


def test_others_save_between_the_steps_of_a_copy(path: Path, tmp_path: Path) -> None:
    made_large(path)
    target = tmp_path / "copy.star"
    with (
        closing(open_workspace(path)) as workspace,
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as connection,
        ThreadPoolExecutor(1) as beside,
    ):
        copying = beside.submit(copy_held, connection, target, now=NOW)
        waits = []
        for number in range(3):
            begun = time.monotonic_ns()
            add(workspace, f"Body {number}")
            waits.append((time.monotonic_ns() - begun) // 1_000_000)
        assert copying.result() == ()
    assert max(waits) < LONGEST_WAIT
    with closing(open_private_copy(target)) as found, found.store.reading() as session:
        assert bodies(session)


def test_a_private_copy_is_private_and_goes(path: Path, temporary: Path) -> None:
    with closing(open_private_copy(path)) as found:
        (folder,) = temporary.iterdir()
        assert folder.stat().st_mode & 0o777 == (0o700 if os.name != "nt" else 0o777)
        assert found.path == path
    assert list(temporary.iterdir()) == []
    assert verify(path) == ()
    assert list(temporary.iterdir()) == []


HOLDING = """
import sys
from pathlib import Path
from threading import Event
from starapp.app import open_private_copy
found = open_private_copy(Path(sys.argv[1]))
print("holds", flush=True)
sys.stdin.readline()
"""


def test_what_a_killed_program_left_goes_at_the_next_start_and_nothing_in_use(
    path: Path, temporary: Path
) -> None:
    with started(HOLDING, path) as first, started(HOLDING, path) as second:
        for one in (first, second):
            assert one.stdout is not None
            assert one.stdout.readline() == "holds\n"
        folders = set(temporary.iterdir())
        assert len(folders) == 2
        clear_left()
        assert set(temporary.iterdir()) == folders
        first.send_signal(signal.SIGKILL)
        first.wait()
        clear_left()
        assert len(set(temporary.iterdir())) == 1
        second.kill()
    clear_left()
    assert list(temporary.iterdir()) == []


def test_of_a_private_copy_that_was_never_finished_nothing_stays_for_long(temporary: Path) -> None:
    """Killed before there was a copy, or while it was taken away; others may begin one this moment."""
    for name in ("star-reading-begun", "star-reading-stopped", "star-reading-going", "mine"):
        (temporary / name).mkdir()
    (temporary / "star-reading-begun" / "work.star-lock").touch()
    (temporary / "star-reading-stopped" / "work.star-lock").touch()
    (temporary / "star-reading-going" / "work.star").touch()
    age([temporary / "star-reading-stopped", temporary / "mine"])
    clear_left()
    assert sorted(one.name for one in temporary.iterdir()) == ["mine", "star-reading-begun"]
    age([temporary / "star-reading-begun"])
    clear_left()
    assert [one.name for one in temporary.iterdir()] == ["mine"]
