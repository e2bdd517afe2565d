"""The store commits whole or not at all, keeps decimals exact, and speaks in words."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import MetaData, String, func, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.exc import StaleDataError

from starapp.foundation.problems import CannotDo, Unavailable, refuse
from starapp.history.acting import Actor
from starapp.history.history import broken_links, entries, note, write_entries
from starapp.storage.base import Base, Record, shown
from starapp.storage.column_types import ExactDecimal, JsonValue, UtcMoment
from starapp.storage.open_file import FORMAT, check_mark, engine_for, set_mark
from starapp.storage.store import Store


class Own(Record):
    """Keeps the tables of this test out of the schema of the program."""

    __abstract__ = True
    metadata = MetaData()


class Thing(Own):
    """A record of this test only; nobody said whether the history shows its secret."""

    __tablename__ = "test_thing"

    name: Mapped[str] = shown(String(40))
    amount: Mapped[Decimal] = shown(ExactDecimal(4))
    when: Mapped[datetime | None] = shown(UtcMoment)
    extra: Mapped[object] = shown(JsonValue, default=dict)
    secret: Mapped[str] = mapped_column(String(40), default="")


@pytest.fixture
def things(tmp_path: Path, open_store) -> Store:
    path = tmp_path / "things.star"
    engine = engine_for(path)
    Base.metadata.create_all(engine)
    Own.metadata.create_all(engine)
    with engine.begin() as connection:
        set_mark(connection)
    engine.dispose()
    return open_store(path)


def add(store: Store, by: Actor, **fields: object) -> str:
    with store.writing(by=by) as session:
        thing = Thing(**{"name": "x", "amount": Decimal("21.4025"), **fields})
        session.add(thing)
        session.flush()
        note(session, "thing added", about=("thing", thing.id))
    return thing.id


def test_decimals_come_back_exact_and_sort_in_sql(things: Store, commissioner: Actor) -> None:
    for amount in ("0.1000", "0.2000", "999.9990", "1001.0000"):
        add(things, commissioner, amount=Decimal(amount))
    with things.reading() as session:
        assert session.scalar(select(func.max(Thing.amount))) == Decimal("1001.0000")
        total = session.scalar(select(func.sum(Thing.amount)).where(Thing.amount < 1))
        assert total == Decimal("0.3000")


@pytest.mark.parametrize("bad", [0.1, True, "1.0"])
def test_only_exact_numbers_are_stored(bad: object) -> None:
    with pytest.raises(TypeError):
        ExactDecimal(2).process_bind_param(bad, None)


def test_extra_places_are_refused_not_rounded() -> None:
    with pytest.raises(ValueError, match="more than 2"):
        ExactDecimal(2).process_bind_param(Decimal("0.001"), None)


def test_a_refused_command_leaves_nothing(things: Store, commissioner: Actor) -> None:
    with pytest.raises(CannotDo), things.writing(by=commissioner) as session:
        session.add(Thing(name="half", amount=Decimal(1)))
        session.flush()
        raise refuse("name", "No.")
    with things.reading() as session:
        assert session.scalar(select(func.count(Thing.id))) == 0


def test_records_cannot_change_without_a_note(things: Store, commissioner: Actor) -> None:
    with pytest.raises(RuntimeError, match="without a note"), things.writing(by=commissioner) as s:
        s.add(Thing(name="quiet", amount=Decimal(1)))


def test_history_holds_before_and_after(things: Store, commissioner: Actor) -> None:
    made = add(things, commissioner, when=datetime(2026, 8, 3, tzinfo=UTC))
    with things.writing(by=commissioner) as session:
        session.get_one(Thing, made).amount = Decimal("3.5")
        note(session, "amount changed", about=("thing", made), reason="typo")
    with things.reading() as session:
        newest = entries(session, about=("thing", made))[0]
        assert newest.reason == "typo"
        assert newest.changes == [
            {
                "did": "changed",
                "table": "test_thing",
                "row": {"id": made},
                "fields": {
                    "amount": {"before": "21.4025", "after": "3.5000"},
                    "revision": {"after": 2},
                },
            }
        ]
        assert list(broken_links(session)) == []


def test_a_stale_writer_is_told(things: Store, commissioner: Actor) -> None:
    made = add(things, commissioner)
    with things.reading() as early:
        mine = early.get_one(Thing, made)
        early.expunge(mine)
    with things.writing(by=commissioner) as session:
        session.get_one(Thing, made).name = "theirs"
        note(session, "renamed", about=("thing", made))
    with pytest.raises(StaleDataError), things.writing(by=commissioner) as session:
        mine.name = "mine"
        session.add(mine)
        note(session, "renamed", about=("thing", made))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE history SET words='other' WHERE number=1",
        "DELETE FROM history WHERE number=2",
        "UPDATE history SET digest=previous WHERE number=2",
    ],
)
def test_tampering_with_the_history_is_found(things: Store, commissioner: Actor, sql: str) -> None:
    for _ in range(3):
        add(things, commissioner)
    with things._engine.begin() as connection:
        connection.exec_driver_sql(sql)
    with things.reading() as session:
        assert list(broken_links(session))


@pytest.mark.parametrize("form", [FORMAT + 1, 99])
def test_a_newer_file_is_refused_in_words(tmp_path: Path, form: int) -> None:
    path = tmp_path / "new.star"
    engine = engine_for(path)
    with engine.begin() as connection:
        set_mark(connection)
    assert check_mark(path).format == FORMAT
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version={form}")
    engine.dispose()
    with pytest.raises(Unavailable, match="newer version"):
        check_mark(path)


@pytest.mark.parametrize("content", [b"", b"not a database at all, just text" * 40])
def test_another_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.star"
    path.write_bytes(content)
    with pytest.raises(Unavailable, match="not a STAR workspace"):
        check_mark(path)


def test_read_only_stores_refuse_to_write(things: Store, tmp_path: Path) -> None:
    reader = Store(
        engine_for(tmp_path / "things.star", read_only=True),
        before_commit=write_entries,
        read_only=True,
    )
    with pytest.raises(Unavailable, match="read-only"), reader.writing(by=None):
        pass
    reader.close()
