"""What was written into which rows, as before and after values, for the history.

A change names its row by its primary key, so it is taken after the row was written: only then are
identities, defaults and the keys of child rows known.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column as Stored
from sqlalchemy import Connection, Table, event
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.orm import InstanceState, Mapper, Session

from starapp.foundation.canonical import Json, fingerprint, plain_value
from starapp.storage.base import Base, is_shown

OUTSIDE: Mapping[str, str] = {
    "history": "it is the history",
    "file_fact": "it is about the file and not about the work in it",
    "draft": "what is typed there is not said yet, and goes when it is",
}
"""Tables that are not part of the history, each with the reason. Every other table is."""
DIALECT = dialect()


def tracked() -> tuple[Table, ...]:
    """Every table whose rows the history names, in the order in which they point at each other."""
    return tuple(one for one in Base.metadata.sorted_tables if one.name not in OUTSIDE)


class Column:
    """How the history tells the values of one column: as they are, or as salted fingerprints."""

    def __init__(self, column: Stored[Any]) -> None:
        kind = column.type.dialect_impl(DIALECT)
        self._place = [column.table.name, column.name]
        self._into = kind.bind_processor(DIALECT) or _same
        self._out_of = kind.result_processor(DIALECT, None) or _same
        self.sealed = not is_shown(column)

    def told(self, stored: object, *, salt: object) -> Json:
        """Gives what an entry says of a value in the form in which the file holds it.

        Raises:
            ValueError: a sealed value of a row without a salt, which anybody could guess.
        """
        if self.sealed and not salt:
            raise ValueError(f"{'.'.join(self._place)} is sealed and its row has no salt")
        said = _plain(self._out_of(stored))
        return fingerprint([salt, *self._place, said]) if self.sealed else said

    def said(self, value: object, *, salt: object) -> Json:
        """Gives what an entry says of a record's value, the same as when it is read again."""
        return self.told(self._into(value), salt=salt)


def _same(value: object) -> object:
    return value


def _plain(value: object) -> Json:
    if isinstance(value, bytes):
        return f"{len(value)} bytes, SHA-256 {hashlib.sha256(value).hexdigest()}"
    return value.isoformat() if isinstance(value, datetime) else plain_value(value)


class Telling:
    """How the history tells the rows of one table.

    Attributes:
        key: columns of the primary key, which name a row.
        columns: every other column by name.
    """

    def __init__(self, table: Table) -> None:
        self.key = tuple(one.name for one in table.primary_key)
        self.columns = {one.name: Column(one) for one in table.columns if not one.primary_key}

    def row(self, values: Mapping[str, object]) -> dict[str, Json]:
        """What names a row."""
        return {name: plain_value(values[name]) for name in self.key}

    def salt(self, values: Mapping[str, object]) -> object:
        """The salt of a row; tables that hold nothing but keys have none."""
        return values["salt"] if "salt" in self.columns else None

    def fields(self, before: Mapping[str, Json], after: Mapping[str, Json]) -> dict[str, Json]:
        """What is known of each column before and after, and which are fingerprints."""
        sides = (("before", before), ("after", after))
        return {
            name: {side: known[name] for side, known in sides if name in known}
            | ({"sealed": True} if column.sealed else {})
            for name, column in self.columns.items()
            if name in before or name in after
        }


@cache
def telling(table: Table) -> Telling:
    """Gives how a table is told."""
    return Telling(table)


def stored_rows(session: Session, table: Table) -> Iterator[Mapping[str, object]]:
    """The rows of a table as the file holds them, even where no command can have written that."""
    connection: Any = session.connection().connection.driver_connection
    order = ", ".join(f'"{one.name}"' for one in table.primary_key)
    usual, connection.text_factory = connection.text_factory, _any_text
    try:
        rows = connection.execute(f'SELECT * FROM "{table.name}" ORDER BY {order}')  # noqa: S608 - names from the schema
        names = [column[0] for column in rows.description]
        for row in rows:
            yield dict(zip(names, row, strict=True))
    finally:
        connection.text_factory = usual


def _any_text(stored: bytes) -> str:
    return stored.decode(errors="surrogateescape")


def watch_changes() -> None:
    """Makes every session remember each row it added, changed or removed, whoever asked for it."""
    for happened, did, fields in (
        ("after_insert", "added", _added),
        ("after_update", "changed", _changed),
        ("after_delete", "removed", _removed),
    ):
        event.listen(Base, happened, _remembering(did, fields), propagate=True, raw=True)


State = InstanceState[Any]
Fields = Callable[[Telling, State], dict[str, Json]]


def _remembering(did: str, fields: Fields) -> Callable[[Mapper[Any], Connection, State], None]:
    def remember(mapper: Mapper[Any], _connection: Connection, state: State) -> None:
        table, session = mapper.local_table, state.session
        if session is None or not isinstance(table, Table) or table.name in OUTSIDE:
            return
        how = telling(table)
        found = fields(how, state)
        if found or did != "changed":
            row = how.row(state.dict)
            said = {"did": did, "table": table.name, "row": row, "fields": found}
            session.info.setdefault("changes", []).append(said)

    return remember


def _added(how: Telling, state: State) -> dict[str, Json]:
    values, salt = state.dict, how.salt(state.dict)
    return how.fields(
        {}, {name: one.said(values.get(name), salt=salt) for name, one in how.columns.items()}
    )


def _changed(how: Telling, state: State) -> dict[str, Json]:
    """What differs now; a value that was never looked at before it was replaced has no "before"."""
    values, past, salt = state.dict, state.attrs, how.salt(state.dict)
    before, after = {}, {}
    for name, column in how.columns.items():
        history = past[name].history
        if history.has_changes():
            after[name] = column.said(values[name], salt=salt)
            if history.deleted:
                before[name] = column.said(history.deleted[0], salt=salt)
    if after and "revision" in how.columns:
        after["revision"] = values["revision"]
    return how.fields(before, after)


def _removed(how: Telling, state: State) -> dict[str, Json]:
    values, salt = state.dict, how.salt(state.dict)
    return how.fields(
        {
            name: one.said(values[name], salt=salt)
            for name, one in how.columns.items()
            if name in values
        },
        {},
    )
