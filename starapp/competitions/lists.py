"""Competitions by the page for lists, and found by their reference or title; sorted in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from starapp.competitions.competition import Stage, State
from starapp.competitions.records import CompetitionRecord
from starapp.competitions.stage_rules import stage_of
from starapp.foundation.found import Found
from starapp.history.history import now
from starapp.organisation.records import BodyRecord, LotRecord

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
class CompetitionRow:
    """A competition in a list."""

    id: str
    reference: str
    title: str
    state: State
    stage: Stage
    body: str
    lot: str
    deadline: datetime | None


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
        like = f"%{word.replace('%', '').replace('_', '')}%"
        query = query.where(
            or_(CompetitionRecord.reference.ilike(like), CompetitionRecord.title.ilike(like))
        )
    if wanted.body_id:
        query = query.where(CompetitionRecord.body_id == wanted.body_id)
    if not wanted.ended:
        ended = [State.CONCLUDED, State.ABANDONED]
        query = query.where(CompetitionRecord.state.not_in(ended))
    return query


def competition_rows(session: Session, ids: Sequence[str]) -> Mapping[str, CompetitionRow]:
    """The competitions with these identities; one that is gone is left out."""
    query = (
        select(
            CompetitionRecord.id,
            CompetitionRecord.reference,
            CompetitionRecord.title,
            CompetitionRecord.state,
            CompetitionRecord.deadline,
            BodyRecord.name.label("body"),
            LotRecord.code.label("lot_code"),
            LotRecord.name.label("lot_name"),
        )
        .join(BodyRecord, BodyRecord.id == CompetitionRecord.body_id)
        .join(LotRecord, LotRecord.id == CompetitionRecord.lot_id)
        .where(CompetitionRecord.id.in_(ids))
    )
    moment = now(session)
    return {
        row.id: CompetitionRow(
            row.id,
            row.reference,
            row.title,
            row.state,
            stage_of(row.state, deadline=row.deadline, now=moment),
            row.body,
            f"{row.lot_code} {row.lot_name}",
            row.deadline,
        )
        for row in session.execute(query)
    }


def find(session: Session, text: str) -> tuple[Found, ...]:
    """Competitions whose reference or title holds every word, newest first."""
    if not text.strip():
        return ()
    query = _narrow(
        select(CompetitionRecord.id, CompetitionRecord.reference, CompetitionRecord.title),
        CompetitionFilter(text),
    ).order_by(CompetitionRecord.year.desc(), CompetitionRecord.number.desc())
    rows = session.execute(query.limit(MOST_FOUND))
    return tuple(Found("competition", row.id, row.reference, row.title) for row in rows)
