"""Competitions by the page for lists, and found by their reference or title; sorted in SQL."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from starapp.competitions.competition import State
from starapp.competitions.queries import competition_rows
from starapp.competitions.records import CompetitionRecord
from starapp.foundation.found import Found
from starapp.organisation.records import BodyRecord

MOST_FOUND = 8
SORTS = {
    "reference": (CompetitionRecord.year, CompetitionRecord.number),
    "title": (CompetitionRecord.title,),
    "state": (CompetitionRecord.state,),
    "deadline": (CompetitionRecord.deadline,),
    "body": (BodyRecord.name,),
}
"""Columns a list can be sorted by."""


@dataclass(frozen=True, slots=True)
class CompetitionFilter:
    """What a list is narrowed to; empty parts let everything through.

    Attributes:
        ended: shows those that ended too.
    """

    text: str = ""
    body_id: str = ""
    ended: bool = True


def competition_ids(
    session: Session, wanted: CompetitionFilter, *, by: str = "", descending: bool = False
) -> tuple[str, ...]:
    """Identities of the competitions that match, in order; newest reference first unless sorted."""
    query = _narrow(
        select(CompetitionRecord.id).join(BodyRecord, BodyRecord.id == CompetitionRecord.body_id),
        wanted,
    )
    columns = SORTS.get(by)
    if columns is None:
        columns, descending = SORTS["reference"], True
    order = [c.desc() if descending else c.asc() for c in columns]
    return tuple(
        session.scalars(
            query.order_by(*(one.nulls_last() for one in order), CompetitionRecord.reference)
        )
    )


def _narrow(query: Select[Any], wanted: CompetitionFilter) -> Select[Any]:
    for word in wanted.text.split():
        query = query.where(
            or_(
                CompetitionRecord.reference.icontains(word, autoescape=True),
                CompetitionRecord.title.icontains(word, autoescape=True),
            )
        )
    if wanted.body_id:
        query = query.where(CompetitionRecord.body_id == wanted.body_id)
    if not wanted.ended:
        ended = [State.CONCLUDED, State.ABANDONED]
        query = query.where(CompetitionRecord.state.not_in(ended))
    return query


def find(session: Session, text: str) -> tuple[Found, ...]:
    """Competitions whose reference or title holds every word, newest first."""
    if not text.strip():
        return ()
    query = _narrow(select(CompetitionRecord.id), CompetitionFilter(text)).order_by(
        CompetitionRecord.year.desc(), CompetitionRecord.number.desc()
    )
    ids = tuple(session.scalars(query.limit(MOST_FOUND)))
    rows = competition_rows(session, ids)
    return tuple(Found("competition", one, rows[one].reference, rows[one].title) for one in ids)
