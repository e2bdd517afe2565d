"""Triggers, views, tables and columns that somebody planted in a workspace file are found."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from starapp.app import create_workspace
from starapp.verify import verify


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed workspace."""
    workspace = create_workspace(tmp_path / "work.star", name="Work")
    workspace.close()
    return workspace.path


@pytest.mark.parametrize(
    ("statements", "places"),
    [
        (
            ["CREATE TRIGGER quiet AFTER INSERT ON agreed_score BEGIN SELECT 1; END"],
            {"trigger quiet"},
        ),
        (["CREATE VIEW bids_seen AS SELECT * FROM bid"], {"view bids_seen"}),
        (["CREATE TABLE notes (words TEXT)"], {"table notes"}),
        (
            ["ALTER TABLE lot RENAME TO other_lot", "CREATE VIEW lot AS SELECT * FROM other_lot"],
            {"table other_lot", "view lot", "table lot"},
        ),
        (["CREATE INDEX quick ON bid (lower(label))"], {"index quick"}),
        (["DROP INDEX ix_bid_provider_id"], {"index ix_bid_provider_id"}),
        (["ALTER TABLE award ADD COLUMN aside TEXT"], {"column award.aside"}),
        (["ALTER TABLE bid DROP COLUMN how"], {"column bid.how"}),
    ],
)
def test_what_the_program_did_not_make_is_told(
    file: Path, statements: list[str], places: set[str]
) -> None:
    assert verify(file) == ()
    with closing(sqlite3.connect(file)) as connection:
        for sql in statements:
            connection.execute(sql)
        connection.commit()
    told = {one.place: one.words for one in verify(file)}
    assert places <= set(told)
    assert all("outside STAR" in told[place] for place in places)
