"""Whatever befalls a workspace file, it alone holds what was confirmed, and no change goes elsewhere.

``STAR_EXAMPLES=long`` lives many more lives, and longer ones.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from starapp.app import Workspace, create_workspace, open_private_copy, open_workspace
from starapp.foundation.problems import Unavailable
from starapp.history.acting import SYSTEM
from starapp.history.history import last_entry
from starapp.organisation.commands import add_body
from starapp.storage.copying import copy_under_lock
from starapp.storage.open_file import FORMAT, STILL
from starapp.storage.store import Overwritten
from starapp.storage.upgrade import NeedsUpgrade
from starapp.storage.writer_lock import InUse
from starapp.verify import verify

ROOT = Path(__file__).parents[2]
OLDEST = ROOT / "tests" / "files" / "workspaces" / "format-1.star"
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LIVES, STEPS = (200, 40) if os.environ.get("STAR_EXAMPLES") == "long" else (8, 14)
Entry = tuple[int, str]
"""Number and digest of a newest entry."""
READER = """
import sys
from contextlib import closing
from pathlib import Path
from starapp.app import open_workspace
from starapp.history.history import last_entry
for line in sys.stdin:
    path = Path(line.rstrip())
    with closing(open_workspace(path, read_only=True)) as found, found.store.reading() as session:
        print(*last_entry(session), flush=True)
"""


def newest(path: Path) -> Entry:
    """The newest entry of a file and of nothing beside it."""
    with closing(sqlite3.connect(f"{path.as_uri()}?{STILL}", uri=True)) as read:
        query = "SELECT number, digest FROM history ORDER BY number DESC LIMIT 1"
        number, digest = read.execute(query).fetchone()
    return number, digest


def is_older(path: Path) -> bool:
    """Tells whether the file is of an earlier format."""
    with closing(sqlite3.connect(f"{path.as_uri()}?{STILL}", uri=True)) as read:
        (form,) = read.execute("PRAGMA user_version").fetchone()
    return form < FORMAT


def entry(workspace: Workspace) -> Entry:
    """The newest entry that an open workspace shows."""
    with workspace.store.reading() as session:
        found = last_entry(session)
    assert found is not None
    return found


def read_only(path: Path) -> Workspace:
    return open_workspace(path, read_only=True)


class Life(RuleBasedStateMachine):
    """One file, and what people and programs do to it.

    Attributes:
        said: the newest entry of what lies under the name now; None when nothing does.
        ours: the entry that was confirmed last to who has it open for writing.
        held: the newest entry of the file they have open, which may have lost its name.
        kept: bytes that were the file once, each whole, with their newest entry.
    """

    empty: Path
    other_process: subprocess.Popen[str]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="star-life-"))
        self.aside = self.folder / "aside"
        for one in (self.aside, self.folder / "work"):
            one.mkdir()
        self.path = self.folder / "work" / "work.star"
        self.writer: Workspace | None = None
        self.said: Entry | None = None
        self.ours: Entry | None = None
        self.held: Entry | None = None
        self.own_name = False
        self.kept: list[tuple[bytes, Entry]] = []

    def teardown(self) -> None:
        if self.writer is not None:
            self.writer.close()
        shutil.rmtree(self.folder)

    def lies_there(self, said: Entry) -> None:
        """From now on this is under the name."""
        self.said = said
        if self.own_name:
            self.held = said

    @initialize(begins=st.sampled_from(["new", "old"]))
    def begin(self, begins: str) -> None:
        shutil.copyfile(self.empty if begins == "new" else OLDEST, self.path)
        self.lies_there(newest(self.path))
        self.somebody_puts_it_aside()

    # ---- with STAR ----

    @precondition(lambda self: self.said and not self.writer)
    @rule(upgrade=st.booleans())
    def open_to_write(self, *, upgrade: bool) -> None:
        older, before = is_older(self.path), self.said
        try:
            self.writer = open_workspace(self.path, upgrade=upgrade)
        except NeedsUpgrade:
            assert older
            assert not upgrade
            return
        assert upgrade or not older
        self.own_name, self.ours = True, entry(self.writer)
        self.lies_there(self.ours)
        assert before is not None
        assert self.said == before or (older and self.ours[0] == before[0] + 1)

    @precondition(lambda self: self.writer)
    @rule()
    def save(self) -> None:
        assert self.writer is not None
        assert self.ours is not None
        before = self.path.read_bytes() if self.said else b""
        try:
            with self.writer.store.writing(by=SYSTEM) as session:
                add_body(session, name=f"Body {self.ours[0]}")
        except Overwritten:
            assert self.own_name
            assert self.said != self.ours
        except Unavailable:
            assert not self.own_name
        else:
            assert self.own_name
            assert self.said == self.ours
            self.ours, before = (self.ours[0] + 1, newest(self.path)[1]), b""
            self.lies_there(self.ours)
        assert not before or self.path.read_bytes() == before

    @precondition(lambda self: self.writer)
    @rule()
    def close(self) -> None:
        assert self.writer is not None
        self.writer.close()
        self.writer, self.own_name = None, False

    @precondition(lambda self: self.writer)
    @rule()
    def save_a_copy(self) -> None:
        assert self.writer is not None
        copy = self.aside / "copy.star"
        self.writer.store.copy_to(copy)
        assert newest(copy) == self.held
        assert verify(copy) == ()

    @precondition(lambda self: self.writer and self.own_name)
    @rule()
    def a_second_person_opens_it(self) -> None:
        with pytest.raises(InUse):
            open_workspace(self.path)

    @precondition(lambda self: self.said)
    @rule(how=st.sampled_from([open_private_copy, read_only]))
    def somebody_reads(self, how: Callable[[Path], Workspace]) -> None:
        older = is_older(self.path)
        with closing(how(self.path)) as found:
            assert older or entry(found) == self.said

    @precondition(lambda self: self.said)
    @rule()
    def another_process_reads(self) -> None:
        child = self.other_process
        assert child.stdin is not None
        assert child.stdout is not None
        older = is_older(self.path)
        child.stdin.write(f"{self.path}\n")
        child.stdin.flush()
        number, digest = child.stdout.readline().split()
        assert older or (int(number), digest) == self.said

    @precondition(lambda self: self.said)
    @rule()
    def a_backup_is_made(self) -> None:
        copy = self.aside / "backup.star"
        copy_under_lock(self.path, copy, now=NOW)
        assert newest(copy) == self.said

    @precondition(lambda self: self.said)
    @rule()
    def it_is_checked(self) -> None:
        assert verify(self.path) == ()

    # ---- by others ----

    @precondition(lambda self: self.said)
    @rule()
    def somebody_puts_it_aside(self) -> None:
        assert self.said is not None
        self.kept.append((self.path.read_bytes(), self.said))

    @rule(data=st.data())
    def one_put_aside_comes_over_it(self, data: st.DataObject) -> None:
        """In place, as a program does that keeps folders in step; where there is none, anew."""
        content, said = data.draw(st.sampled_from(self.kept))
        self.comes_over_it(content, said)

    def comes_over_it(self, content: bytes, said: Entry) -> None:
        with self.path.open("r+b" if self.said else "wb") as file:
            file.write(content)
            file.truncate()
        self.lies_there(said)

    @precondition(lambda self: self.said and not is_older(self.path))
    @rule()
    def a_colleague_goes_on_with_it_elsewhere(self) -> None:
        """And what they saved comes over it."""
        theirs = self.aside / "theirs.star"
        shutil.copyfile(self.path, theirs)
        with closing(open_workspace(theirs)) as found:
            name = f"Theirs {entry(found)}"
            with found.store.writing(by=SYSTEM) as session:
                add_body(session, name=name)
            said = entry(found)
        self.comes_over_it(theirs.read_bytes(), said)

    @precondition(lambda self: self.said)
    @rule()
    def it_is_taken_away(self) -> None:
        self.somebody_puts_it_aside()
        self.path.unlink()
        self.said, self.own_name = None, False

    # ---- always ----

    @invariant()
    def the_file_alone_holds_what_was_confirmed(self) -> None:
        if self.said:
            alone = self.aside / "alone.star"
            shutil.copyfile(self.path, alone)
            assert newest(alone) == self.said

    @invariant()
    def nothing_is_beside_it_but_the_lock_of_who_writes(self) -> None:
        names = {one.name for one in self.path.parent.iterdir()}
        names -= {name for name in names if name.startswith("work before upgrade ")}
        wanted = {"work.star": self.said, "work.star-lock": self.writer}
        assert names == {name for name, there in wanted.items() if there}


@pytest.fixture
def reader() -> Iterator[subprocess.Popen[str]]:
    """Another process that reads what it is told to."""
    with subprocess.Popen(
        [sys.executable, "-c", READER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as child:  # fmt: skip
        yield child
        assert child.stdin is not None
        child.stdin.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody take away an open file")
@pytest.mark.timeout(120 + 10 * LIVES)
def test_any_life_of_a_file(tmp_path: Path, reader: subprocess.Popen[str]) -> None:
    Life.empty, Life.other_process = tmp_path / "new.star", reader
    create_workspace(Life.empty, name="Work").close()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
