"""Whatever commands do to rows of any kind, the history played again gives the rows that are there."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from starapp.evaluation.records import Frozen
from starapp.history.acting import Actor
from starapp.history.history import broken_links, note, write_entries
from starapp.history.replay import rows_apart
from starapp.storage.changes import tracked
from starapp.storage.open_file import engine_for
from starapp.storage.store import Store
from tests.make.every_record import new_record, record_class, value

SOMEBODY = Actor("", "Somebody")
TABLES = st.sampled_from(tracked())
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), TABLES, st.integers(10, 40), st.booleans()),
        st.tuples(st.just("change"), TABLES, st.integers(10, 40), st.booleans()),
        st.tuples(st.just("remove"), TABLES, st.integers(0, 5), st.booleans()),
        st.tuples(st.just("link"), TABLES, st.integers(0, 3), st.booleans()),
    ),
    min_size=1,
    max_size=6,
)
"""What one command does: to which table, with which value, and whether it is flushed at once."""


@contextmanager
def workspace(empty: Path) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.star"
        shutil.copyfile(empty, path)
        store = Store(engine_for(path), before_commit=write_entries)
        try:
            yield store
        finally:
            store.close()


def rows(session: Session, table: Table) -> list[object]:
    """The records of a table in the order of their keys."""
    return list(session.scalars(select(record_class(table)).order_by(*table.primary_key)))


def add(session: Session, table: Table, number: int) -> None:
    keys = {
        key.column.table.name: getattr(rows(session, key.column.table)[0], "id", "")
        for key in table.foreign_keys
    }
    session.add(new_record(table, number, keys))


def change(session: Session, table: Table, number: int) -> None:
    """Gives half of the columns of one row another value; in every third, a null where it may be."""
    found = rows(session, table)
    for place, column in enumerate(table.columns):
        plain = column.name not in {"revision", "salt"} and not column.primary_key
        if found and plain and not column.foreign_keys and (place + number) % 2:
            empty = column.nullable and number % 3 == 0
            setattr(
                found[number % len(found)], column.name, None if empty else value(column, number)
            )


def remove(session: Session, table: Table, number: int) -> None:
    found = rows(session, table)
    if found:
        session.delete(found[number % len(found)])


def link(session: Session, _table: Table, number: int) -> None:
    """Takes a provider's lots and areas away and puts them in again, as its form does."""
    tables = {table.name: table for table in tracked()}
    provider, lot, body = (rows(session, tables[name]) for name in ("provider", "lot", "body"))
    lots, areas = record_class(tables["provider_lot"]), record_class(tables["provider_area"])
    if provider and lot and body:
        kept = provider[number % len(provider)]
        kept.lots = [lots(lot_id=lot[-1].id)] if number % 2 else []  # type: ignore[attr-defined] # by its class
        kept.areas = [areas(body_id=one.id) for one in body[:number]]  # type: ignore[attr-defined] # by its class


DONE = {"add": add, "change": change, "remove": remove, "link": link}


def command(store: Store, steps: list[tuple[str, Table, int, bool]]) -> None:
    """One command; what the file or a record refuses leaves nothing, as for a person."""
    try:
        with store.writing(by=SOMEBODY) as session:
            note(session, "something done", about=("thing", ""))
            for what, table, number, at_once in steps:
                DONE[what](session, table, number)
                if at_once:
                    session.flush()
    except (IntegrityError, Frozen, IndexError):
        pass


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(commands=st.lists(STEPS, min_size=1, max_size=5))
def test_the_history_gives_every_row_as_it_is(
    filled_file: Path, commands: list[list[tuple[str, Table, int, bool]]]
) -> None:
    with workspace(filled_file) as store:
        for steps in commands:
            command(store, steps)
        with store.reading() as session:
            assert list(rows_apart(session)) == []
            assert list(broken_links(session)) == []
