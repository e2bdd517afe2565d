"""Stored competitions with what they froze, their invitations, declines and questions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from starapp.storage.base import ID, Record
from starapp.storage.column_types import SHA256, JsonValue, UtcMoment


class CompetitionRecord(Record):
    """One call-off.

    Attributes:
        model: the locked evaluation model as it was when the competition was made.
        rules: the purchasing system's rules, frozen at publication.
        volumes: the price lines bidders fill, frozen at publication.
        specification: the bidders' specification as blocks, frozen at publication.
    """

    __tablename__ = "competition"
    __table_args__ = (
        Index("ix_competition_state", "state"),
        Index("ix_competition_deadline", "deadline"),
    )

    reference: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    body_id: Mapped[str] = mapped_column(ID, ForeignKey("body.id"), index=True)
    system_id: Mapped[str] = mapped_column(ID, ForeignKey("purchasing_system.id"))
    lot_id: Mapped[str] = mapped_column(ID, ForeignKey("lot.id"))
    package_id: Mapped[str] = mapped_column(ID, ForeignKey("package.id"), index=True)
    model_id: Mapped[str] = mapped_column(ID, ForeignKey("evaluation_model.id"))
    regime: Mapped[str] = mapped_column(Text)
    model: Mapped[Any] = mapped_column(JsonValue)
    model_fingerprint: Mapped[str] = mapped_column(SHA256)
    specification_digest: Mapped[str] = mapped_column(Text, default="")
    rules: Mapped[Any] = mapped_column(JsonValue, default=None, nullable=True)
    volumes: Mapped[Any] = mapped_column(JsonValue, default=None, nullable=True)
    specification: Mapped[Any] = mapped_column(JsonValue, default=None, nullable=True)
    invitation: Mapped[datetime | None] = mapped_column(UtcMoment)
    questions_by: Mapped[datetime | None] = mapped_column(UtcMoment)
    answers_by: Mapped[datetime | None] = mapped_column(UtcMoment)
    deadline: Mapped[datetime | None] = mapped_column(UtcMoment)
    scoring_by: Mapped[date | None] = mapped_column(Date)
    moderation: Mapped[date | None] = mapped_column(Date)
    meeting: Mapped[date | None] = mapped_column(Date)
    decision: Mapped[date | None] = mapped_column(Date)
    letters: Mapped[date | None] = mapped_column(Date)
    transition: Mapped[date | None] = mapped_column(Date)
    support_starts: Mapped[date | None] = mapped_column(Date)
    first_review: Mapped[date | None] = mapped_column(Date)
    made: Mapped[datetime] = mapped_column(UtcMoment)


class InvitationRecord(Record):
    """A provider that was invited, and whether it declined and why."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("competition_id", "provider_id"),)

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"))
    provider_id: Mapped[str] = mapped_column(ID, ForeignKey("provider.id"))
    invited: Mapped[datetime] = mapped_column(UtcMoment)
    declined: Mapped[datetime | None] = mapped_column(UtcMoment)
    decline_reason: Mapped[str] = mapped_column(Text, default="")


class LeftOutRecord(Record):
    """A provider that was not invited, with the reason.

    Attributes:
        by_choice: it was eligible, and somebody left it out for a recorded reason.
    """

    __tablename__ = "left_out"
    __table_args__ = (UniqueConstraint("competition_id", "provider_id"),)

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"))
    provider_id: Mapped[str] = mapped_column(ID, ForeignKey("provider.id"))
    reason: Mapped[str] = mapped_column(Text)
    by_choice: Mapped[bool] = mapped_column(default=False)


class QuestionRecord(Record):
    """A bidder's question and the answer that went to all, without naming who asked."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("competition_id", "number"),)

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"))
    number: Mapped[int]
    provider_id: Mapped[str | None] = mapped_column(ID, ForeignKey("provider.id"))
    asked: Mapped[datetime] = mapped_column(UtcMoment)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered: Mapped[datetime | None] = mapped_column(UtcMoment)
