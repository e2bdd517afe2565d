"""Each thing that goes wrong with a file has its own true words; damage is only what SQLite calls so."""

import errno
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy.exc import OperationalError

from starapp.app import open_private_copy, open_workspace
from starapp.foundation.problems import Unavailable
from starapp.sample.workspace import Until
from starapp.storage.faults import Damaged, in_words, of_disk
from starapp.verify import verify
from tests.make.samples import Samples

ROOT = Path(__file__).parents[2]
FILE = Path("work.star")


@pytest.fixture
def path(tmp_path: Path, samples: Samples) -> Path:
    return samples.copy(Until.DRAFTED, tmp_path / "work.star")


def to_write(path: Path) -> None:
    open_workspace(path).close()


def to_read(path: Path) -> None:
    open_workspace(path, read_only=True).close()


def aside(path: Path) -> None:
    open_private_copy(path).close()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema=ON")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("opened", [to_write, to_read, aside, verify])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sqlite_master SET sql='create nonsense' WHERE name='person'",
        "UPDATE sqlite_master SET sql=CAST(X'637265617465ff' AS TEXT) WHERE name='person'",
        "UPDATE sqlite_master SET rootpage=1000000 WHERE name='person'",
        "UPDATE sqlite_master SET type='nonsense' WHERE name='person'",
        "UPDATE sqlite_master SET tbl_name='nobody', name='nobody' WHERE name='person'",
        "DELETE FROM sqlite_master WHERE name='person'",
        "DELETE FROM sqlite_master",
        "DROP TABLE file_fact",
        "UPDATE file_fact SET value=CAST(X'ff61' AS TEXT)",
        "DELETE FROM alembic_version",
        "UPDATE alembic_version SET version_num='9999'",
    ],
)
def test_tables_changed_by_hand_are_told_and_nothing_breaks(
    path: Path, opened: Callable[[Path], object], statement: str
) -> None:
    change(path, statement)
    told = said_by(opened, path)
    if told is None:
        assert opened is aside, "it was opened as if nothing was wrong"
    else:
        assert any(words in told for words in ("damaged", "lacks", "newer version", "cannot read"))


def said_by(opened: Callable[[Path], object], path: Path) -> str | None:
    """What somebody is told who opens or checks a file; nothing when all seems well."""
    try:
        found = opened(path)
    except Unavailable as away:
        return str(away)
    return " ".join(problem.words for problem in found) if isinstance(found, tuple) else None


def test_text_that_is_no_text_is_told_while_reading(path: Path) -> None:
    change(path, "UPDATE person SET name=CAST(X'ff61' AS TEXT)")
    from starapp.organisation.queries import people

    with closing(open_workspace(path)) as found, pytest.raises(Damaged, match="damaged"):
        found.store.read(people)


HOLDING = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that holds the whole file."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


@pytest.mark.parametrize("opened", [to_write, to_read, verify])
def test_a_file_held_by_another_program_is_not_called_damaged(
    path: Path, holder: subprocess.Popen[str], opened: Callable[[Path], object]
) -> None:
    begun = time.monotonic_ns()
    with pytest.raises(Unavailable, match=r"[Aa]nother program") as told:
        opened(path)
    assert "damaged" not in str(told.value)
    assert opened is verify or (time.monotonic_ns() - begun) // 1_000_000 < 2 * 2000
    assert holder.poll() is None


def test_a_file_held_for_a_moment_is_opened(path: Path, holder: subprocess.Popen[str]) -> None:
    assert holder.stdin is not None
    timer = Timer(0.3, holder.communicate, ["\n"])
    timer.start()
    to_write(path)
    timer.join()


WITHOUT = """
import sys
import time
from pathlib import Path
sys.modules[sys.argv[2]] = None
from starapp.cli import run
sys.exit(run(["verify", sys.argv[1]]))
"""


@pytest.mark.parametrize(
    "library", ["cryptography", "openpyxl", "sqlalchemy", "alembic", "starapp.letters.queries"]
)
def test_a_library_that_cannot_be_loaded_is_named_and_the_file_is_not_blamed(
    path: Path, library: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(path), library],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = done.stdout + done.stderr
    assert "Traceback" not in told
    assert "damaged" not in told
    assert done.returncode == 0 or library in told


def fault(code: int) -> OperationalError:
    """A fault as SQLAlchemy hands it on."""
    said = sqlite3.OperationalError("in some language")
    said.sqlite_errorcode = code
    return OperationalError("SELECT 1", {}, said)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "disk is full, so the change was not saved"),
        (sqlite3.SQLITE_BUSY, "Another program is using work.star, so the change was not saved"),
        (sqlite3.SQLITE_LOCKED, "Another program is using"),
        (sqlite3.SQLITE_READONLY, "cannot be written to"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "was being saved when STAR or the computer stopped"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
        (sqlite3.SQLITE_IOERR_FSYNC, "The disk refused"),
        (sqlite3.SQLITE_CANTOPEN, "The disk refused"),
    ],
)
def test_each_number_of_sqlite_has_its_words(path: Path, code: int, words: str) -> None:
    told = in_words(fault(code), path, saving=True)
    assert isinstance(told, Unavailable)
    assert words in str(told)
    assert isinstance(told, Damaged) is ("damaged" in words)


def test_a_fault_of_the_program_stays_one() -> None:
    wrong = fault(sqlite3.SQLITE_ERROR)
    assert in_words(wrong, FILE) is wrong


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "There is no file work.star"),
        (errno.EACCES, "no right to read work.star"),
        (errno.ENOTCONN, "cannot be reached"),
        (errno.ETIMEDOUT, "cannot be reached"),
        (errno.EIO, "The disk refused"),
    ],
)
def test_each_number_of_the_system_has_its_words(number: int, words: str) -> None:
    told = str(of_disk(OSError(number, os.strerror(number)), FILE))
    assert words in told
    assert "damaged" not in told


class OfWindows(OSError):
    """What Windows reports; elsewhere the number of Windows has no place of its own."""

    def __init__(self, number: int, kind: int) -> None:
        super().__init__(kind, "in some language")
        self.winerror = number


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (32, errno.EACCES, "Another program holds work.star"),
        (53, errno.ENOENT, "cannot be reached"),
        (67, errno.ENOENT, "cannot be reached"),
    ],
)
def test_each_number_of_windows_has_its_words(number: int, kind: int, words: str) -> None:
    assert words in str(of_disk(OfWindows(number, kind), FILE))
