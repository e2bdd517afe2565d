"""Nothing of a bid, a price or a person's life stands in the history, not even to be guessed."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Column
from sqlalchemy.orm import Session

from starapp.app import open_workspace
from starapp.history.acting import Actor
from starapp.history.history import entries, note
from starapp.history.replay import rows_apart
from starapp.sample.workspace import Until
from starapp.storage.base import Base, is_shown
from starapp.storage.changes import tracked
from starapp.storage.column_types import ExactDecimal, JsonValue
from starapp.storage.store import Store
from tests.make.every_record import new_record, one_of_each, record_class, value
from tests.make.samples import Samples

LEAST = 4
"""Shorter values stand in every file by chance."""
CONTENT = (
    "bid_answer",
    "bid_document",
    "price_schedule",
    "price_question",
    "package_text",
    "score_return",
    "paper_entry",
    "workspace_keys",
)
"""Tables that hold what bidders and commissioners wrote, each word of it to be looked for."""
NAME_OF_A_MODEL = ("package", "person_reference")
"""The sample's model is called "Person J, complex supported living" by those who made it."""


@pytest.fixture(scope="module")
def concluded(samples: Samples, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole sample."""
    return samples.copy(Until.CONCLUDED, tmp_path_factory.mktemp("concluded") / "sample.star")


@pytest.fixture(scope="module")
def told(concluded: Path) -> str:
    """Everything the columns of the history hold, as text."""
    with closing(sqlite3.connect(concluded)) as file:
        return "\n".join(
            str(value) for row in file.execute("SELECT * FROM history") for value in row
        )


@pytest.fixture(scope="module")
def numbers(told: str) -> set[Decimal]:
    """Every number that stands alone in the history."""
    return {Decimal(one) for one in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", told)}


@pytest.fixture(scope="module")
def pages(concluded: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a file in which only the history is left."""
    path = tmp_path_factory.mktemp("pages") / "history.star"
    shutil.copyfile(concluded, path)
    with closing(sqlite3.connect(path)) as file:
        for table in Base.metadata.tables:
            if table != "history":
                file.execute(f'DROP TABLE "{table}"')
        file.commit()
        file.execute("VACUUM")
    return path.read_bytes()


def leaves(said: object) -> Iterator[str]:
    """Every text and figure of a JSON value."""
    if isinstance(said, dict):
        for one in said.values():
            yield from leaves(one)
    elif isinstance(said, list):
        for one in said:
            yield from leaves(one)
    elif said is not None and not isinstance(said, bool):
        yield str(said)


def is_figure(text: str) -> bool:
    """Tells whether a text is a number: it is looked for as one, as digits stand in fingerprints."""
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None


def sealed_columns() -> list[Column[object]]:
    """Every sealed column of every table."""
    return [one for table in tracked() for one in table.columns if not is_shown(one)]


def stored(path: Path, column: Column[object]) -> list[str | bytes]:
    """What a column holds, as text or bytes."""
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute(f'SELECT "{column.name}" FROM "{column.table.name}"').fetchall()
    return [one if isinstance(one, bytes) else str(one) for (one,) in rows if one is not None]


def own_words(path: Path) -> set[str]:
    """What the purchasing system publishes: codes, domains and limits stand in bids too."""
    with closing(sqlite3.connect(path)) as file:
        (system,) = file.execute("SELECT outcome_domains, rate_types FROM purchasing_system")
        return {leaf for one in system for leaf in leaves(json.loads(one))}


def limits(path: Path) -> set[Decimal]:
    """The ceilings and floors, which everybody may see."""
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT ceiling, floor FROM rate_limit")
        return {Decimal(one).scaleb(-4) for row in rows for one in row if one is not None}


def test_no_sealed_value_stands_in_the_history(
    concluded: Path, told: str, numbers: set[Decimal], pages: bytes
) -> None:
    looked_for = 0
    for column in sealed_columns():
        if (column.table.name, column.name) == NAME_OF_A_MODEL:
            continue
        for one in stored(concluded, column):
            if len(one) >= LEAST:
                looked_for += 1
                where = f"{column.table.name}.{column.name}: {one[:40]!r}"
                if isinstance(one, str) and is_figure(one):
                    places = column.type.places if isinstance(column.type, ExactDecimal) else 0
                    assert Decimal(one).scaleb(-places) not in numbers, where
                    continue
                assert str(one) not in told, where
                assert (one if isinstance(one, bytes) else one.encode()) not in pages, where
    assert looked_for > 500


def test_no_word_of_a_bid_or_about_a_person_stands_in_the_history(
    concluded: Path, told: str, pages: bytes
) -> None:
    public, looked_for = own_words(concluded), 0
    for column in sealed_columns():
        if column.table.name not in CONTENT or column.name == "salt":
            continue
        for one in stored(concluded, column):
            if isinstance(one, bytes):
                continue
            parts = leaves(json.loads(one)) if isinstance(column.type, JsonValue) else (one,)
            for text in parts:
                if len(text) >= LEAST and text not in public and not is_figure(text):
                    looked_for += 1
                    assert text not in told, f"{column.table.name}.{column.name}: {text[:40]!r}"
                    assert text.encode() not in pages, f"{column.table.name}.{column.name}"
    assert looked_for > 60


def test_no_price_stands_in_the_history(concluded: Path, numbers: set[Decimal]) -> None:
    with closing(sqlite3.connect(concluded)) as file:
        rows = file.execute("SELECT rates, stated_weekly FROM price_schedule").fetchall()
    rates = {Decimal(rate) for one, _ in rows for _, rate in json.loads(one)}
    weekly = {Decimal(one).scaleb(-2) for _, one in rows if one is not None}
    prices = {one for one in rates | weekly if len(str(one)) >= LEAST} - limits(concluded)
    assert len(prices) > 20
    assert prices & numbers == set()


def test_the_same_words_in_two_rows_have_fingerprints_of_their_own(
    store: Store, commissioner: Actor
) -> None:
    one_of_each(store, commissioner)
    seen: dict[str, list[str]] = {}
    with store.writing(by=commissioner) as session:
        for number in (2, 3):
            session.add(
                record_class(Base.metadata.tables["body"])(code=f"{number}", name="n", kind="k")
            )
        provider = {
            "name": "Same",
            "kind": "",
            "status": "",
            "cqc_rating": "",
            "phone": "01632 960001",
        }
        for number in (2, 3):
            kind = record_class(Base.metadata.tables["provider"])
            session.add(kind(**provider, code=f"{number}"))
        note(session, "two providers added", about=("provider", ""))
    with store.reading() as session:
        for change in entries(session)[0].changes:
            for name, field in change["fields"].items():
                if field.get("sealed"):
                    seen.setdefault(name, []).append(field["after"])
    assert len(seen["phone"]) == 2
    assert all(len(set(prints)) == len(prints) for prints in seen.values())


def test_nothing_is_left_of_a_row_that_was_removed(store: Store, commissioner: Actor) -> None:
    """With the row goes its salt, and neither it nor the value stands in the history."""
    one_of_each(store, commissioner)
    table = Base.metadata.tables["price_question"]
    with store.writing(by=commissioner) as session:
        row = session.query(record_class(table)).one()
        salt = row.salt  # type: ignore[attr-defined] # every record has one
        session.delete(row)
        note(session, "taken away", about=("price question", ""))
    with store.reading() as session:
        kept = json.dumps([one.changes for one in entries(session)])
        assert list(rows_apart(session)) == []
    assert salt not in kept
    assert not [c for c in table.columns if not is_shown(c) and f'"{value(c, 1)}"' in kept]


def test_a_row_without_a_salt_is_not_written(store: Store, commissioner: Actor) -> None:
    def add(session: Session) -> None:
        body = new_record(Base.metadata.tables["body"], 1, {})
        body.salt = ""  # type: ignore[attr-defined] # every record has one
        session.add(body)
        note(session, "body added", about=("body", ""))

    with pytest.raises(ValueError, match="no salt"), store.writing(by=commissioner) as session:
        add(session)
    with store.reading() as session:
        assert entries(session) == ()


def test_a_draft_model_takes_its_rehearsals_along_and_the_history_says_so(
    store: Store, commissioner: Actor
) -> None:
    from starapp.criteria.commands import delete_model

    with store.writing(by=commissioner) as session:
        model = record_class(Base.metadata.tables["evaluation_model"])(name="Draft", model={})
        session.add(model)
        session.flush()
        table = Base.metadata.tables["rehearsal"]
        session.add(new_record(table, 1, {"evaluation_model": model.id}))  # type: ignore[attr-defined] # a record
        note(session, "model tried", about=("model", ""))
    with store.writing(by=commissioner) as session:
        delete_model(session, model_id=model.id)  # type: ignore[attr-defined] # a record
    with store.reading() as session:
        newest = entries(session)[0].changes
        assert {(one["did"], one["table"]) for one in newest} == {
            ("removed", "evaluation_model"),
            ("removed", "rehearsal"),
        }
        assert list(rows_apart(session)) == []


def test_a_workspace_in_use_is_in_order_at_every_point_of_the_story(
    samples: Samples, tmp_path: Path
) -> None:
    for until in Until:
        workspace = open_workspace(
            samples.copy(until, tmp_path / f"{until.name}.star"), read_only=True
        )
        with workspace.store.reading() as session:
            assert list(rows_apart(session)) == [], until
        workspace.close()
