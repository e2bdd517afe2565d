"""Stored decisions: recommendation, sign-off, returns, standstill, signing."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from starapp.storage.base import ID, Record
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

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), unique=True)
    run_id: Mapped[str] = mapped_column(ID, ForeignKey("evaluation_run.id"))
    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"))
    recommended_by: Mapped[str] = mapped_column(ID)
    recommended_by_name: Mapped[str] = mapped_column(Text)
    recommended_at: Mapped[datetime] = mapped_column(UtcMoment)
    statement: Mapped[str] = mapped_column(Text)
    approved_by: Mapped[str | None] = mapped_column(ID)
    approved_by_name: Mapped[str | None] = mapped_column(Text)
    approved_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    notice_day: Mapped[date | None] = mapped_column(Date)
    notice_published: Mapped[datetime | None] = mapped_column(UtcMoment)
    standstill: Mapped[Any] = mapped_column(JsonValue, default=None, nullable=True)
    confirmed: Mapped[Any] = mapped_column(JsonValue, default=dict)
    person_told: Mapped[date | None] = mapped_column(Date)
    signed: Mapped[date | None] = mapped_column(Date)


class ReturnRecord(Record):
    """One time an approver sent a result back, with the reason."""

    __tablename__ = "award_return"

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    returned_by: Mapped[str] = mapped_column(ID)
    returned_by_name: Mapped[str] = mapped_column(Text)
    returned_at: Mapped[datetime] = mapped_column(UtcMoment)
    reason: Mapped[str] = mapped_column(Text)
