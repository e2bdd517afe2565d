"""What a flush is about to change, as before and after values, for the history."""

import hashlib
from datetime import datetime

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import History

from starapp.foundation.canonical import Json, plain_value
from starapp.storage.base import Record

UNTRACKED = "__untracked__"
"""Class attribute of records that are not themselves part of the history (the history's own)."""


def collect(session: Session) -> list[dict[str, Json]]:
    """Gives one entry per record that is new, changed or removed in this flush."""
    found: list[dict[str, Json]] = []
    found.extend(_entry("added", record) for record in session.new if _tracked(record))
    for record in session.dirty:
        if _tracked(record) and session.is_modified(record):
            entry = _entry("changed", record)
            if entry["fields"]:
                found.append(entry)
    found.extend(_entry("removed", record) for record in session.deleted if _tracked(record))
    return sorted(found, key=lambda entry: (str(entry["table"]), str(entry["id"])))


def _tracked(record: object) -> bool:
    return isinstance(record, Record) and not getattr(record, UNTRACKED, False)


def _entry(kind: str, record: object) -> dict[str, Json]:
    assert isinstance(record, Record)  # noqa: S101 - narrowed by _tracked
    state = inspect(record)
    fields: dict[str, Json] = {}
    for column in state.mapper.column_attrs:
        name = column.key
        if name in {"id", "revision"}:
            continue
        before, after = _before_after(kind, state.attrs[name].history, getattr(record, name))
        if before != after:
            fields[name] = {"before": before, "after": after}
    return {"did": kind, "table": record.__tablename__, "id": record.id, "fields": fields}


def _before_after(kind: str, past: History, value: object) -> tuple[Json, Json]:
    if kind == "added":
        return None, _shown(value)
    if kind == "removed":
        return _shown(value), None
    if not past.has_changes():
        return None, None
    return _shown(past.deleted[0] if past.deleted else None), _shown(value)


def _shown(value: object) -> Json:
    if isinstance(value, bytes):
        return f"{len(value)} bytes, SHA-256 {hashlib.sha256(value).hexdigest()}"
    if isinstance(value, datetime):
        return value.isoformat()
    return plain_value(value)
