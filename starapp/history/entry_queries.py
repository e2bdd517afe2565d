"""What a record says of itself without its changes: where it ends, and what was done since.

Reads only columns that every format of the file has, so that older copies can be asked too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.history.records import HistoryRecord


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of one entry: its number, the hash that holds all before it, and its moment."""

    number: int
    digest: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done, as a sentence has it."""

    number: int
    moment: datetime
    person: str
    words: str


def last_mark(session: Session) -> Mark | None:
    """Where the record ends; None in a file without a record."""
    newest = (
        select(HistoryRecord.number, HistoryRecord.digest, HistoryRecord.moment)
        .order_by(HistoryRecord.number.desc())
        .limit(1)
    )
    row = session.execute(newest).one_or_none()
    return None if row is None else Mark(row.number, row.digest, row.moment)


def first_digest(session: Session) -> str:
    """The hash of the entry that began the record; tells workspaces of one name apart."""
    return session.scalar(select(HistoryRecord.digest).where(HistoryRecord.number == 1)) or ""


def digests(session: Session, numbers: Sequence[int] | None = None) -> dict[int, str]:
    """The hashes of the entries of some numbers that are there; of every entry without numbers."""
    query = select(HistoryRecord.number, HistoryRecord.digest)
    if numbers is not None:
        query = query.where(HistoryRecord.number.in_(numbers))
    return {row.number: row.digest for row in session.execute(query)}


def newest_done(session: Session, *, most: int) -> tuple[Done, ...]:
    """What was done last, the newest first."""
    rows = session.execute(
        select(
            HistoryRecord.number,
            HistoryRecord.moment,
            HistoryRecord.person_name,
            HistoryRecord.words,
        )
        .order_by(HistoryRecord.number.desc())
        .limit(most)
    )
    return tuple(Done(row.number, row.moment, row.person_name, row.words) for row in rows)
