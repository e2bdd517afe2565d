"""Whatever looks at the open workspace, the locks SQLite holds on it stay held."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from starapp.app import Workspace, open_private_copy, open_workspace
from starapp.cli import run
from starapp.foundation.problems import CannotDo, Unavailable
from starapp.foundation.whole_files import read_whole, write_whole
from starapp.history.acting import SYSTEM
from starapp.organisation.commands import add_body
from starapp.panel.pack_check import checked_lines, read_score_file
from starapp.sample.workspace import Until
from starapp.storage.copying import copy_under_lock
from starapp.storage.open_file import check_mark, identity, read_mark, settle_to_read
from starapp.storage.private_copy import private_copy
from starapp.storage.upgrade import make_file, needs_upgrade
from starapp.ui.bids.documents_field import read_document
from starapp.ui.panel.file_reading import read_bytes
from starapp.verify import verify
from tests.make.samples import Samples

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ANOTHER = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    other.execute("UPDATE file_fact SET value='by another program'")
    print("wrote")
except sqlite3.OperationalError as fault:
    print(fault)
"""


def saved_under(path: Path) -> None:
    write_whole(path, b"%PDF-1.7")


def copied_onto_itself(path: Path) -> None:
    copy_under_lock(path, path, now=NOW)


def copied(path: Path) -> None:
    copy_under_lock(path, path.with_name("copy.star"), now=NOW)


def copied_privately(path: Path) -> None:
    private_copy(path).remove()


def read_only(path: Path) -> None:
    open_workspace(path, read_only=True).close()


def a_second_time(path: Path) -> None:
    open_workspace(path).close()


def read_chosen(path: Path) -> None:
    read_whole(path, most=10**9)


def read_aside(path: Path) -> None:
    open_private_copy(path).close()


def on_the_command_line(name: str, *more: str) -> Callable[[Path], object]:
    def look(path: Path) -> object:
        return run([name, str(path), *more])

    look.__name__ = name
    return look


LOOKS: tuple[Callable[[Path], object], ...] = (
    read_mark, check_mark, identity, settle_to_read, needs_upgrade, make_file, verify, read_only,
    a_second_time, read_aside, copied, copied_onto_itself, copied_privately, saved_under,
    read_chosen, read_document, read_bytes, read_score_file, checked_lines,
    on_the_command_line("verify"), on_the_command_line("pack-check"),
    on_the_command_line("evaluate"), on_the_command_line("returns", "--competition", "none", "x"),
    on_the_command_line("export-case", "--competition", "none", "--out", "case.json"),
)  # fmt: skip
"""Everything in the program that is handed the path of a workspace, or of a file somebody chose."""


@pytest.fixture
def workspace(tmp_path: Path, samples: Samples):
    """A workspace that is open for writing."""
    with closing(open_workspace(samples.copy(Until.DRAFTED, tmp_path / "work.star"))) as found:
        yield found


def another_writes(path: Path) -> str:
    """What happens to another program that writes to the file now."""
    command = [sys.executable, "-S", "-c", ANOTHER, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps locks for each handle")
def test_reading_the_file_by_hand_would_let_others_in(workspace: Workspace) -> None:
    """What the other test rests on: without care, this happens."""
    with workspace.store.writing(by=SYSTEM) as session:
        add_body(session, name="Ours")
        session.flush()
        assert another_writes(workspace.path) == "database is locked"
        workspace.path.read_bytes()
        assert another_writes(workspace.path) == "wrote"
        session.rollback()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.__name__)
def test_while_we_save_another_program_is_kept_out_whoever_looks(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look
) -> None:
    monkeypatch.chdir(tmp_path)
    with workspace.store.writing(by=SYSTEM) as session:
        add_body(session, name="Ours")
        session.flush()
        with suppress(Unavailable, CannotDo, OSError):
            look(workspace.path)
        assert another_writes(workspace.path) == "database is locked"
    assert verify(workspace.path) == ()
