"""A workspace file of every format that was ever given out still opens, verifies and keeps its PDFs."""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from starapp.app import open_workspace
from starapp.letters.records import LetterRecord
from starapp.storage.open_file import engine_for
from starapp.storage.upgrade import current, head
from starapp.verify import verify

STORED = sorted((Path(__file__).parents[1] / "files" / "workspaces").glob("format-*.star"))


def test_there_is_a_stored_file_to_open() -> None:
    assert STORED


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
