"""Plays the history again and compares what it says of every row with the rows as they are.

Entries name their rows since format 8. Rows of an older file are told once, when it is upgraded:
what happened to them before is in the history, but cannot be compared with them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Table, Text, select, type_coerce
from sqlalchemy.orm import Session

from starapp.foundation.canonical import Json, canonical_json
from starapp.foundation.problems import Problem
from starapp.history.history import note, write_entries
from starapp.history.records import HistoryRecord
from starapp.storage.changes import Telling, stored_rows, telling, tracked

UNREADABLE = {"not": "readable"}
"""Stands for a stored value that no command can have written; equal to nothing an entry says."""
Place = tuple[str, str]
"""A table, and what names a row of it as JSON."""


@dataclass(slots=True)
class Said:
    """What the history says of one row.

    Attributes:
        number: of the last entry that names the row.
        fields: column to the newest value and the entry that says it.
        gone: the last entry took the row away.
    """

    number: int = 0
    fields: dict[str, tuple[Json, int]] = field(default_factory=dict)
    gone: bool = False


def replayed(session: Session) -> dict[Place, Said]:
    """Gives what the history says of every row that an entry names, as of the newest entry."""
    rows: dict[Place, Said] = {}
    query = select(HistoryRecord.number, HistoryRecord.changes).order_by(HistoryRecord.number)
    for number, changes in session.execute(query.execution_options(yield_per=100)):
        for change in changes:
            if "row" in change:
                said = rows.setdefault((change["table"], canonical_json(change["row"])), Said())
                _say(said, number, change)
    return rows


def _say(said: Said, number: int, change: Mapping[str, Json]) -> None:
    said.number, said.gone = number, change["did"] == "removed"
    if change["did"] in {"added", "found", "removed"}:
        said.fields = {}
    fields = change["fields"]
    assert isinstance(fields, dict)  # noqa: S101 - narrowed
    for name, sides in fields.items():
        if "after" in sides:
            said.fields[name] = sides["after"], number


def rows_apart(session: Session) -> Iterator[Problem]:
    """Gives a problem for each row that is not what the history says of it."""
    known = replayed(session)
    for table in tracked():
        how = telling(table)
        for values in stored_rows(session, table):
            said = known.pop(_place(how, table, values), Said())
            place = _named(table.name, how.row(values))
            if not said.number:
                words = "No entry of the history made it. It was put in outside STAR."
                yield Problem(place, words, "planted")
            elif said.gone:
                words = f"Entry {said.number} of the history took it away. It was put back outside STAR."
                yield Problem(place, words, "planted")
            elif words := _differences(said, _told(how, values)):
                yield Problem(place, words, "changed")
    names = {table.name for table in tracked()}
    for (name, row), said in known.items():
        if name in names and not said.gone:
            words = f"Entry {said.number} of the history names it, and it is gone. It was removed outside STAR."
            yield Problem(_named(name, json.loads(row)), words, "removed")


def take_over(session: Session) -> None:
    """Tells every row of a file from before format 8 once, as it is, so that it can be compared.

    Called when a file is upgraded, in the same transaction.
    """
    told = type_coerce(HistoryRecord.changes, Text).contains('"row":{', autoescape=True)
    if session.scalar(select(HistoryRecord.number).where(told).limit(1)) is not None:
        return
    found = [
        {
            "did": "found",
            "table": table.name,
            "row": how.row(values),
            "fields": how.fields({}, _told(how, values)),
        }
        for table, how in ((table, telling(table)) for table in tracked())
        for values in stored_rows(session, table)
    ]
    if found:
        session.info["changes"] = found
        note(
            session,
            "taken over from an earlier version of STAR, as it was",
            about=("workspace", ""),
        )
        write_entries(session)


def _place(how: Telling, table: Table, values: Mapping[str, object]) -> Place:
    return table.name, canonical_json(how.row(values))


def _told(how: Telling, values: Mapping[str, object]) -> dict[str, Json]:
    """What an entry would say of a row now."""
    told: dict[str, Json] = {}
    for name, column in how.columns.items():
        try:
            told[name] = column.told(values[name], salt=how.salt(values))
        except (ValueError, TypeError, LookupError, ArithmeticError):
            told[name] = UNREADABLE
    return told


def _differences(said: Said, told: Mapping[str, Json]) -> str:
    """Says which columns are not what the entries say; empty when all are."""
    apart = sorted(name for name, (value, _) in said.fields.items() if told.get(name) != value)
    if not apart:
        return ""
    named = ", ".join(name.replace("_", " ") for name in apart)
    numbers = sorted({said.fields[name][1] for name in apart})
    entries = "entry" if len(numbers) == 1 else "entries"
    listed = ", ".join(str(number) for number in numbers)
    return f"{named}: changed outside STAR after {entries} {listed} of the history."


def _named(table: str, row: Mapping[str, Json]) -> str:
    return f"{table.replace('_', ' ')} {' '.join(str(part) for part in row.values())}"
