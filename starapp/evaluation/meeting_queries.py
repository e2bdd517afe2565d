"""What moderation looks up about its meetings: who is in the room, and what is parked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.evaluation.attendance import Meeting
from starapp.evaluation.records import ModerationMeetingRecord, ParkedItemRecord


@dataclass(frozen=True, slots=True)
class Parked:
    """A question of a bid that was left for later.

    Attributes:
        taken_up: when the panel came back to it; None while it is parked.
    """

    bid_id: str
    criterion: str
    reason: str
    parked: datetime
    by: str
    taken_up: datetime | None


def meetings(session: Session, competition_id: str) -> tuple[Meeting, ...]:
    """Every recorded attendance, oldest first."""
    query = (
        select(ModerationMeetingRecord)
        .where(ModerationMeetingRecord.competition_id == competition_id)
        .order_by(ModerationMeetingRecord.number)
    )
    return tuple(
        Meeting(
            record.number,
            record.held,
            frozenset(record.present),
            frozenset(record.apologies),
            record.remark,
            record.person_name,
        )
        for record in session.scalars(query)
    )


def newest_meeting(session: Session, competition_id: str) -> Meeting | None:
    """The attendance that counts; None until one is recorded."""
    return next(reversed(meetings(session, competition_id)), None)


def stored_parked(session: Session, *, bid_id: str, criterion: str) -> ParkedItemRecord | None:
    """The record of one item while it is parked."""
    query = select(ParkedItemRecord).where(
        ParkedItemRecord.bid_id == bid_id,
        ParkedItemRecord.criterion == criterion,
        ParkedItemRecord.taken_up.is_(None),
    )
    return session.scalars(query).one_or_none()


def parked_items(session: Session, competition_id: str) -> tuple[Parked, ...]:
    """Everything that was ever parked, oldest first."""
    query = (
        select(ParkedItemRecord)
        .where(ParkedItemRecord.competition_id == competition_id)
        .order_by(ParkedItemRecord.parked, ParkedItemRecord.criterion, ParkedItemRecord.bid_id)
    )
    return tuple(
        Parked(
            record.bid_id,
            record.criterion,
            record.reason,
            record.parked,
            record.person_name,
            record.taken_up,
        )
        for record in session.scalars(query)
    )
