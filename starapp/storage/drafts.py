"""What somebody typed and is not saved yet: kept in the workspace beside the records, without history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Boolean, Column, Connection, Table, Text, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from starapp.foundation.problems import Unavailable
from starapp.storage.base import ID, Base
from starapp.storage.column_types import UtcMoment
from starapp.storage.open_file import engine_for

Key = tuple[str, str]
"""The place of a draft and its field within it."""

_DRAFTS = Table(
    "draft",
    Base.metadata,
    Column("person_id", ID, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("part", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("aside", Boolean, nullable=False),
    Column("moment", UtcMoment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One field's text as it was typed.

    Attributes:
        person_id: who typed it; nobody else is shown it.
        place: of the screen, as "kind/id"; ``part`` is the section or stage within it.
        field: names the field within its place.
        words: what the field and its screen are called.
        reason: why it could not be saved, or empty.
        aside: it was typed in a dialog that was closed without its answer.
    """

    person_id: str
    place: str
    field: str
    part: str
    words: str
    text: str
    reason: str
    aside: bool
    moment: datetime

    @property
    def key(self) -> Key:
        """Place and field."""
        return self.place, self.field


def drafts_of(session: Session, *, person_id: str) -> tuple[Draft, ...]:
    """Gives what a person typed and did not save, the oldest first."""
    own = select(_DRAFTS).where(_DRAFTS.c.person_id == person_id).order_by(_DRAFTS.c.moment)
    return tuple(Draft(**row._mapping) for row in session.execute(own))  # noqa: SLF001 # SQLAlchemy's public name


def write_drafts(
    connection: Connection, person_id: str, kept: Iterable[Draft], gone: Iterable[Key]
) -> None:
    """Keeps and takes away drafts of one person; not a step of the history."""
    for place, field in gone:
        connection.execute(
            delete(_DRAFTS).where(
                _DRAFTS.c.person_id == person_id,
                _DRAFTS.c.place == place,
                _DRAFTS.c.field == field,
            )
        )
    for one in kept:
        values = {column.name: getattr(one, column.name) for column in _DRAFTS.columns}
        put = insert(_DRAFTS).values(values)
        connection.execute(
            put.on_conflict_do_update(index_elements=_DRAFTS.primary_key, set_=values)
        )


def put_into(copy: Path, person_id: str, kept: Iterable[Draft]) -> None:
    """Puts drafts into a copy of the workspace, where its own file cannot be written to.

    Raises:
        Unavailable: the copy cannot be written to either.
    """
    engine = engine_for(copy)
    try:
        with engine.begin() as connection:
            write_drafts(connection, person_id, kept, ())
    except DatabaseError as fault:
        raise Unavailable(
            f"{copy.name} was made, but what you typed last could not be put in it. "
            "Copy that text somewhere else before you close."
        ) from fault
    finally:
        engine.dispose()
