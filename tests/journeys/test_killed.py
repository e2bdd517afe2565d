"""Killed at any moment, whatever it does, STAR loses nothing it confirmed and leaves nothing behind.

``STAR_KILLS`` sets how many blows fall in each test; 25 makes 275 in some twenty minutes.
"""

import random
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from starapp.app import open_workspace
from starapp.backups.folder import copies_of
from starapp.backups.looking import read_file
from starapp.backups.making import make_copy
from starapp.foundation.dates import utc_now
from starapp.history.entry_queries import digests, first_digest
from starapp.panel.pack_file import open_pack
from starapp.sample.workspace import Until
from starapp.storage.open_file import FORMAT, read_mark, settle
from starapp.verify import verify
from tests.drive.kills import MOST, Blow, Desk, is_whole_letter, kills, worked_on
from tests.make.packs import PASSPHRASE
from tests.make.samples import Samples

FILES = Path(__file__).parents[1] / "files" / "workspaces"
OLDER = [FILES / f"format-{number}.star" for number in range(1, FORMAT)]
KILLS = kills()

pytestmark = [pytest.mark.crash, pytest.mark.timeout(120 + 20 * KILLS)]


@pytest.fixture
def desk(tmp_path: Path, samples: Samples) -> Desk:
    """A workspace, closed, and its folders."""
    made = Desk(tmp_path / "desk").made()
    samples.copy(Until.DRAFTED, made.file)
    return made


def nothing_is_lost(desk: Desk, confirmed: Iterable[object] = ()) -> None:
    """The next person finds every entry that was confirmed, and when they have closed it, no more
    than what they wanted.
    """
    known = worked_on(desk)
    assert [one for one in confirmed if known.get(one[0]) != one[1]] == []
    assert desk.left() == []
    assert verify(desk.file) == ()


@pytest.mark.parametrize(
    "way",
    ["saving", "saving_a_copy", "saving_a_copy_over_an_earlier_one", "opening", "reading_aside"],
)
def test_while_a_workspace_is_open(desk: Desk, way: str) -> None:
    blow = Blow(way, desk, random.Random(f"{way} 1"))
    for _ in range(KILLS):
        before = desk.copy.exists()
        confirmed = blow.fall(40 if way == "saving" else 3)
        if desk.copy.exists():
            assert verify(desk.copy) == ()
            if way == "saving_a_copy_over_an_earlier_one" and confirmed:
                copied = read_file(desk.copy, digests)
                assert copied.get(confirmed[-1][0]) == confirmed[-1][1]
        else:
            assert way == "saving_a_copy" or not (before or ("copy" in way and confirmed))
        nothing_is_lost(desk, confirmed)


def test_while_a_log_of_an_earlier_star_is_folded_in(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.file, isolation_level=None)) as earlier:
        earlier.execute("PRAGMA journal_mode=WAL")
        earlier.execute("UPDATE file_fact SET value='in the log' WHERE name='name'")
        beside = [desk.file.with_name(desk.file.name + end) for end in ("", "-wal")]
        left = {one: one.read_bytes() for one in beside}
    blow = Blow("opening", desk, random.Random("log"))
    for _ in range(KILLS):
        for one, content in left.items():
            one.write_bytes(content)
        blow.fall(0)
        nothing_is_lost(desk)
        with closing(open_workspace(desk.file)) as workspace:
            assert workspace.name == "in the log"


def test_while_an_older_workspace_is_upgraded(desk: Desk) -> None:
    formats = [*OLDER[:1], *reversed(OLDER[1:])]
    blow = Blow("upgrading", desk, random.Random("upgrading"))
    for number in range(max(KILLS, 2)):
        stored = formats[number % len(formats)]
        for left in desk.file.parent.iterdir():
            left.unlink()
        shutil.copyfile(stored, desk.file)
        settle(desk.file)
        older, form = content(desk.file), read_mark(desk.file).format
        confirmed = blow.fall(0)
        settle(desk.file)
        now = read_mark(desk.file).format
        assert now == form or now > max(form, 7)
        assert not confirmed or now > form
        copies = list(desk.file.parent.glob("work before upgrade *.star"))
        assert now == form or len(copies) == 1
        assert [content(one) == older for one in copies] in ([], [True])
        assert now > form or content(desk.file) == older
        nothing_is_lost(desk, confirmed)


def content(path: Path) -> str:
    """Everything in a file, as SQLite writes it out."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return "\n".join(connection.iterdump())


@pytest.mark.parametrize("way", ["backing_up", "going_back"])
def test_while_the_copies_are_worked_with(desk: Desk, way: str) -> None:
    identity = read_file(desk.file, first_digest)
    make_copy(desk.file, root=desk.root, identity=identity, now=utc_now(), most=MOST)
    blow = Blow(way, desk, random.Random(way))
    for _ in range(KILLS):
        worked_on(desk)
        before = set(read_file(desk.file, digests).values())
        confirmed = blow.fall(1)
        copies = copies_of(desk.root, desk.file)
        assert set(confirmed[-1:]) <= {one.path.name for one in copies}
        assert [one.path.name for one in copies if verify(one.path) != ()] == []
        assert verify(desk.file) == ()
        kept = set(read_file(desk.file, digests).values())
        for one in copies:
            kept |= set(read_file(one.path, digests).values())
        assert before <= kept
        nothing_is_lost(desk)


def test_while_documents_are_written(desk: Desk) -> None:
    blow = Blow("exporting", desk, random.Random("exporting"))
    for _ in range(KILLS):
        named = {name for names in blow.fall(4) for name in names}
        written = {one.name: one for one in desk.documents.glob("[!.]*")}
        assert named <= written.keys()
        for name, path in written.items():
            if name.startswith("letter"):
                assert is_whole_letter(path.read_bytes()), name
            elif path.suffix == ".starpack":
                assert open_pack(path, PASSPHRASE).base.wanted
        nothing_is_lost(desk)


def test_while_workspaces_are_made(desk: Desk) -> None:
    blow = Blow("making", desk, random.Random("making"))
    for _ in range(KILLS):
        named = set(blow.fall(2))
        made = {one.name: one for one in desk.documents.glob("*.star")}
        assert named <= made.keys()
        for path in made.values():
            open_workspace(path).close()
            assert verify(path) == ()
        nothing_is_lost(desk)
        for path in made.values():
            path.unlink()
