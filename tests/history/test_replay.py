"""The history played again finds every row that somebody changed, put in or took out by hand."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Column, Table

from starapp.app import open_workspace
from starapp.foundation.problems import Problem
from starapp.history.history import broken_links
from starapp.history.replay import replayed, rows_apart
from starapp.sample.workspace import Until
from starapp.storage.base import Base
from starapp.storage.changes import OUTSIDE, tracked
from starapp.verify import CHECKS, verify
from tests.make.every_record import other_value
from tests.make.samples import Samples

NOT_FOUND = {
    "file_fact": "the name of the workspace and that it is the sample: about the file",
    "draft": "typed and not saved: nobody has said it yet",
}
"""Tables in which a change by hand is not found. The history itself is chained."""


@pytest.fixture(scope="module")
def concluded(samples: Samples, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole sample."""
    return samples.copy(Until.CONCLUDED, tmp_path_factory.mktemp("concluded") / "sample.star")


@pytest.fixture
def by_hand(tmp_path: Path) -> Callable[..., Path]:
    """Copies a workspace and changes the copy with SQL, as somebody does who has the file."""

    def change(source: Path, *statements: str) -> Path:
        path = tmp_path / f"changed {len(list(tmp_path.iterdir()))}.star"
        shutil.copyfile(source, path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA ignore_check_constraints=ON")
            for sql in statements:
                connection.execute(sql)
            connection.commit()
        return path

    return change


def found(path: Path) -> tuple[Problem, ...]:
    """What the check of rows says of a file."""
    workspace = open_workspace(path, read_only=True)
    try:
        with workspace.store.reading() as session:
            return tuple(rows_apart(session))
    finally:
        workspace.close()


def count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        rows: int = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        return rows


def columns(number: int) -> Iterator[tuple[Table, Column[object]]]:
    """The column with this number of every table that has so many, without the keys."""
    for table in tracked():
        plain = [column for column in table.columns if not column.primary_key]
        if number < len(plain):
            yield table, plain[number]


MOST = max(len(table.columns) for table in tracked())


def test_every_row_of_every_table_of_the_sample_is_named(concluded: Path) -> None:
    workspace = open_workspace(concluded, read_only=True)
    try:
        with workspace.store.reading() as session:
            named = [place for place, said in replayed(session).items() if not said.gone]
            assert list(rows_apart(session)) == []
    finally:
        workspace.close()
    for table in tracked():
        assert sum(place[0] == table.name for place in named) == count(concluded, table.name)
    assert len(named) > 300


def test_a_workspace_with_a_row_in_every_table_is_in_order(filled_file: Path) -> None:
    assert [table.name for table in tracked() if count(filled_file, table.name) < 2] == []
    assert found(filled_file) == ()


@pytest.mark.parametrize("which", ["concluded", "filled_file"])
def test_a_change_of_any_column_of_any_table_is_found(
    which: str, request: pytest.FixtureRequest, by_hand: Callable[..., Path]
) -> None:
    """One column of every table at a time, in all its rows: each row is told with the column."""
    source: Path = request.getfixturevalue(which)
    for number in range(MOST):
        changed = list(columns(number))
        path = by_hand(
            source,
            *(f'UPDATE "{t.name}" SET "{c.name}" = {other_value(c)}' for t, c in changed),
        )
        told = found(path)
        for table, column in changed:
            rows = [one for one in told if one.place.startswith(f"{table.name.replace('_', ' ')} ")]
            named = [one for one in rows if column.name.replace("_", " ") in one.words]
            assert len(named) >= count(source, table.name), f"{table.name}.{column.name}"
        path.unlink()


def test_a_key_changed_by_hand_is_a_row_put_in_and_a_row_taken_out(
    filled_file: Path, by_hand: Callable[..., Path]
) -> None:
    for table in tracked():
        for column in table.primary_key:
            sql = f'UPDATE "{table.name}" SET "{column.name}" = "{column.name}" || \'x\''
            told = [one.code for one in found(by_hand(filled_file, sql))]
            assert sorted(told) == ["planted"] * 2 + ["removed"] * 2, f"{table.name}.{column.name}"


def test_a_row_taken_out_of_any_table_is_found(
    filled_file: Path, by_hand: Callable[..., Path]
) -> None:
    for table in tracked():
        sql = f'DELETE FROM "{table.name}" WHERE rowid = (SELECT min(rowid) FROM "{table.name}")'
        (problem,) = found(by_hand(filled_file, sql))
        assert problem.code == "removed"
        assert problem.words.endswith("It was removed outside STAR.")


def test_a_row_put_into_any_table_is_found(
    empty_file: Path, filled_file: Path, by_hand: Callable[..., Path]
) -> None:
    """Into a new workspace, of which the history has told nothing yet."""
    for table in tracked():
        with_row = f'INSERT INTO "{table.name}" SELECT * FROM source."{table.name}" LIMIT 1'
        planted = by_hand(empty_file, f"ATTACH '{filled_file}' AS source", with_row)
        (problem,) = found(planted)
        assert problem.code == "planted"


def test_every_column_of_the_history_is_chained(
    concluded: Path, by_hand: Callable[..., Path]
) -> None:
    for column in Base.metadata.tables["history"].columns:
        path = by_hand(
            concluded,
            f'UPDATE history SET "{column.name}" = {other_value(column)} WHERE number = 100',
        )
        workspace = open_workspace(path, read_only=True)
        try:
            with workspace.store.reading() as session:
                assert list(broken_links(session)), column.name
        finally:
            workspace.close()


def test_what_is_not_found_is_what_is_outside_the_history() -> None:
    assert {*NOT_FOUND, "history"} == set(OUTSIDE)


def test_verify_tells_what_was_changed_and_after_which_entry(
    concluded: Path, by_hand: Callable[..., Path]
) -> None:
    path = by_hand(
        concluded,
        "UPDATE award SET person_told = '2026-09-20'",
        "UPDATE agreed_score SET reason = 'Other words.' WHERE criterion = 'Q1'",
        "DELETE FROM movement WHERE rowid = 1",
    )
    told = {
        (one.place.rsplit(" ", 1)[0], re.sub(r"(?<=[Ee]ntry )\d+", "N", one.words))
        for one in verify(path)
    }
    assert ("award", "person told: changed outside STAR after entry N of the history.") in told
    assert ("agreed score", "reason: changed outside STAR after entry N of the history.") in told
    gone = "Entry N of the history names it, and it is gone. It was removed outside STAR."
    assert ("movement", gone) in told
    assert "the rows the history names" in CHECKS


def test_a_value_nobody_can_have_written_is_told_and_stops_nothing(
    concluded: Path, by_hand: Callable[..., Path]
) -> None:
    path = by_hand(
        concluded,
        "UPDATE price_schedule SET rates = 'no JSON', stated_weekly = 'much'",
        "UPDATE bid SET received = 'yesterday', salt = ''",
        "UPDATE agreed_score SET state = 'splendid'",
    )
    assert len(found(path)) == count(concluded, "price_schedule") + count(concluded, "bid") + count(
        concluded, "agreed_score"
    )
