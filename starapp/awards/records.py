"""Stored decisions: recommendation, sign-off, returns, standstill, signing."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Text
from sqlalchemy.orm import Mapped

from starapp.storage.base import ID, Record, shown
from starapp.storage.column_types import JsonValue, UtcMoment


class AwardRecord(Record):
    """The decision of one competition.

    Attributes:
        notice_day: London date the award notice is planned for, then published on.
        notice_published: when publication was recorded; None until then.
        standstill: the counted period, with the days skipped and the calendar's version.
        confirmed: names of checklist lines ticked by hand, with who and when.
    """

    __tablename__ = "award"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), unique=True)
    run_id: Mapped[str] = shown(ID, ForeignKey("evaluation_run.id"))
    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"))
    recommended_by: Mapped[str] = shown(ID)
    recommended_by_name: Mapped[str] = shown(Text)
    recommended_at: Mapped[datetime] = shown(UtcMoment)
    statement: Mapped[str] = shown(Text)
    approved_by: Mapped[str | None] = shown(ID)
    approved_by_name: Mapped[str | None] = shown(Text)
    approved_at: Mapped[datetime | None] = shown(UtcMoment)
    notice_day: Mapped[date | None] = shown(Date)
    notice_published: Mapped[datetime | None] = shown(UtcMoment)
    standstill: Mapped[Any] = shown(JsonValue, default=None, nullable=True)
    confirmed: Mapped[Any] = shown(JsonValue, default=dict)
    person_told: Mapped[date | None] = shown(Date)
    signed: Mapped[date | None] = shown(Date)


class ReturnRecord(Record):
    """One time an approver sent a result back, with the reason."""

    __tablename__ = "award_return"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    returned_by: Mapped[str] = shown(ID)
    returned_by_name: Mapped[str] = shown(Text)
    returned_at: Mapped[datetime] = shown(UtcMoment)
    reason: Mapped[str] = shown(Text)
