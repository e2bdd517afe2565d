"""One record of every class there is, made from its columns, so that no table is forgotten."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Date, Enum, Integer, LargeBinary, Table

from starapp import schema
from starapp.history.acting import Actor
from starapp.history.history import note
from starapp.storage.base import Base
from starapp.storage.changes import tracked
from starapp.storage.column_types import ExactDecimal, JsonValue, UtcMoment
from starapp.storage.store import Store

RECORDS = schema.RECORDS
FIRST = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


def record_class(table: Table) -> type[Base]:
    """The one class whose rows a table holds."""
    (found,) = (one.class_ for one in Base.registry.mappers if one.local_table is table)
    return found


def value(column: Column[Any], number: int) -> Any:
    """A value of a column that is another one for every number."""
    match column.type:
        case Boolean():
            return bool(number % 2)
        case Integer():
            return number
        case ExactDecimal():
            return Decimal(number).scaleb(-column.type.places)
        case Date():
            return FIRST.date() + timedelta(days=number)
        case UtcMoment():
            return FIRST + timedelta(minutes=number)
        case JsonValue():
            return {"said": [f"{column.name} {number}"]}
        case LargeBinary():
            return f"{column.name} {number}".encode()
        case Enum():
            options = column.type.enum_class or column.type.enums
            return list(options)[number % len(list(options))]
    return f"{column.name} {number}"[: column.type.length or 60]


def new_record(table: Table, number: int, keys: dict[str, str]) -> Base:
    """A record of a table whose foreign keys are the keys given by table."""
    columns = record_class(table).__mapper__.columns  # type: ignore[attr-defined] # by the registry
    wanted: dict[str, object] = {}
    for column in columns:
        if column.name in {"id", "revision", "salt"}:
            continue
        parent = next((key.column.table.name for key in column.foreign_keys), "")
        if not parent:
            wanted[column.name] = value(column, number)
        elif parent != table.name:
            wanted[column.name] = keys[parent]
    return record_class(table)(**wanted)


def one_of_each(store: Store, by: Actor, number: int = 1) -> None:
    """Adds one row to every table, a command for each."""
    keys: dict[str, str] = {}
    for table in tracked():
        with store.writing(by=by) as session:
            record = new_record(table, number, keys)
            session.add(record)
            note(session, "row added", about=(table.name, ""))
            session.flush()
            keys[table.name] = getattr(record, "id", "")


def other_value(column: Column[Any]) -> str:
    """SQL for another value of a column than the one a row has, of its kind and unlike in each row."""
    name = f'"{column.name}"'
    match column.type:
        case Boolean():
            return f"1 - {name}"
        case Enum():
            first, second = list(column.type.enums)[:2]
            return f"CASE {name} WHEN '{first}' THEN '{second}' ELSE '{first}' END"
        case Date():
            return f"date(coalesce({name}, '2026-01-01'), '+1 day')"
        case UtcMoment():
            return "strftime('%Y-%m-%dT%H:%M:%S', '2001-01-01', rowid || ' minutes') || '.000000Z'"
        case JsonValue():
            return "'[\"' || rowid || '\"]'"
        case LargeBinary():
            return f"CAST(coalesce({name}, x'00') || x'00' AS BLOB)"
        case Integer() | ExactDecimal():
            return f"coalesce({name}, 0) + 1000"
    return f"coalesce({name}, '') || 'x'"
