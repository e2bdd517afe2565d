"""A workspace file of every format that was ever given out still opens, verifies and keeps its PDFs."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from starapp.app import open_workspace
from starapp.letters.records import LetterRecord
from starapp.storage.changes import tracked
from starapp.storage.open_file import FORMAT, engine_for
from starapp.storage.upgrade import NeedsUpgrade, current, head
from starapp.verify import verify

STORED = sorted((Path(__file__).parents[1] / "files" / "workspaces").glob("format-*.star"))


def test_there_is_a_stored_file_to_open() -> None:
    assert [one.stem for one in STORED] == [f"format-{number}" for number in range(1, FORMAT + 1)]


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_stored_file_opens_verifies_and_keeps_its_letters(stored: Path, tmp_path: Path) -> None:
    path = tmp_path / "work.star"
    shutil.copyfile(stored, path)
    workspace = open_workspace(
        path, upgrade=True, clock=lambda: datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    )
    try:
        with workspace.store.reading() as session:
            letters = session.scalars(select(LetterRecord)).all()
            assert letters
            for letter in letters:
                assert letter.pdf.startswith(b"%PDF")
                assert hashlib.sha256(letter.pdf).hexdigest() == letter.sha256
    finally:
        workspace.store.close()
    assert verify(path) == ()
    engine = engine_for(path, read_only=True)
    assert current(engine) == head()
    engine.dispose()


@pytest.mark.parametrize("stored", STORED[: FORMAT - 1], ids=lambda path: path.stem)
def test_an_upgraded_file_keeps_its_old_entries_and_names_every_row_once(
    stored: Path, tmp_path: Path
) -> None:
    """Entries from before say what they said; one more tells every row, so that changes show."""
    path = tmp_path / "work.star"
    shutil.copyfile(stored, path)
    with closing(sqlite3.connect(stored)) as file:
        before = file.execute("SELECT * FROM history ORDER BY number").fetchall()
    open_workspace(path, upgrade=True).close()
    open_workspace(path).close()
    with closing(sqlite3.connect(path)) as file:
        after = file.execute("SELECT * FROM history ORDER BY number").fetchall()
        salts = [
            salt
            for table in tracked()
            if "salt" in table.columns
            for (salt,) in file.execute(f'SELECT salt FROM "{table.name}"')
        ]
    assert after[:-1] == before
    assert after[-1][4] == "taken over from an earlier version of STAR, as it was"
    assert len(salts) > 300
    assert all(len(salt) == 32 for salt in salts)
    assert len(set(salts)) == len(salts)
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE bid_answer SET text = text || 'x' WHERE rowid = 1")
        file.execute("UPDATE award SET person_told = '2026-09-20'")
        file.execute("DELETE FROM letter WHERE rowid = 1")
        file.commit()
    told = {(one.place.rsplit(" ", 1)[0], one.code) for one in verify(path)}
    assert {("bid answer", "changed"), ("award", "changed"), ("letter", "removed")} <= told


def test_it_is_asked_first_and_nothing_was_done(tmp_path: Path) -> None:
    path = tmp_path / "work.star"
    shutil.copyfile(STORED[0], path)
    before = path.read_bytes()
    with pytest.raises(NeedsUpgrade, match=r"format 1; .* cannot open it .* whole copy"):
        open_workspace(path)
    assert path.read_bytes()[100:] == before[100:]
    assert [one.name for one in path.parent.iterdir()] == ["work.star"]


def test_a_file_of_an_earlier_version_is_verified_by_way_of_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "work.star"
    shutil.copyfile(STORED[FORMAT - 2], path)
    before = path.read_bytes()
    assert verify(path) == ()
    assert path.read_bytes() == before
