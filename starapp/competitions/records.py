"""Stored competitions: dates, what was frozen at publication, providers, questions, extensions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Enum, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from starapp.competitions.competition import State
from starapp.storage.base import ID, Record
from starapp.storage.column_types import SHA256, JsonValue, UtcMoment

COMPETITION_STATE = Enum(
    State,
    native_enum=False,
    create_constraint=True,
    name="competition_state",
    length=20,
    values_callable=lambda states: [state.value for state in states],
)


class CompetitionRecord(Record):
    """One call-off.

    Attributes:
        year, number: of the reference MC-year-number.
        specification, model, rules: frozen at publication; None before.
        specification_digest, model_fingerprint: of what was frozen; empty before.
    """

    __tablename__ = "competition"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_competition_state", "state"),
        Index("ix_competition_deadline", "deadline"),
    )

    reference: Mapped[str] = mapped_column(Text, unique=True)
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    state: Mapped[State] = mapped_column(COMPETITION_STATE, default=State.BUILDING)
    body_id: Mapped[str] = mapped_column(ID, ForeignKey("body.id"), index=True)
    system_id: Mapped[str] = mapped_column(ID, ForeignKey("purchasing_system.id"))
    lot_id: Mapped[str] = mapped_column(ID, ForeignKey("lot.id"), index=True)
    package_id: Mapped[str] = mapped_column(ID, ForeignKey("package.id"), index=True)
    model_id: Mapped[str] = mapped_column(ID, ForeignKey("evaluation_model.id"), index=True)
    regime: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(UtcMoment)
    invitation: Mapped[datetime | None] = mapped_column(UtcMoment)
    questions_by: Mapped[datetime | None] = mapped_column(UtcMoment)
    answers_by: Mapped[datetime | None] = mapped_column(UtcMoment)
    deadline: Mapped[datetime | None] = mapped_column(UtcMoment)
    scoring_by: Mapped[date | None]
    moderation: Mapped[date | None]
    meeting: Mapped[date | None]
    decision: Mapped[date | None]
    letters: Mapped[date | None]
    transition: Mapped[date | None]
    support_starts: Mapped[date | None]
    first_review: Mapped[date | None]
    published: Mapped[datetime | None] = mapped_column(UtcMoment)
    published_by: Mapped[str] = mapped_column(Text, default="")
    specification: Mapped[Any] = mapped_column(JsonValue, nullable=True)
    specification_digest: Mapped[str] = mapped_column(Text, default="")
    model: Mapped[Any] = mapped_column(JsonValue, nullable=True)
    model_fingerprint: Mapped[str] = mapped_column(Text, default="")
    rules: Mapped[Any] = mapped_column(JsonValue, nullable=True)
    ended_reason: Mapped[str] = mapped_column(Text, default="")


class InvitationRecord(Record):
    """A provider that was eligible or considered: invited, or left out with the reason.

    Before publication only those left out by hand have a row; publication writes all of them.

    Attributes:
        left_out: the reason; empty for an invited provider.
        by_hand: an eligible provider was left out by a person.
        document: SHA-256 of the invitation's content; empty when not invited.
        declined: when the provider said it will not bid.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("competition_id", "provider_id"),)

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    provider_id: Mapped[str] = mapped_column(ID, ForeignKey("provider.id"), index=True)
    provider_code: Mapped[str] = mapped_column(Text)
    provider_name: Mapped[str] = mapped_column(Text)
    left_out: Mapped[str] = mapped_column(Text, default="")
    by_hand: Mapped[bool] = mapped_column(default=False)
    sent: Mapped[datetime | None] = mapped_column(UtcMoment)
    document: Mapped[str] = mapped_column(SHA256, default="")
    declined: Mapped[datetime | None] = mapped_column(UtcMoment)
    decline_reason: Mapped[str] = mapped_column(Text, default="")


class QuestionRecord(Record):
    """A provider's question; the answer goes to everyone without saying who asked."""

    __tablename__ = "provider_question"
    __table_args__ = (UniqueConstraint("competition_id", "number"),)

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    number: Mapped[int]
    provider_id: Mapped[str] = mapped_column(ID, ForeignKey("provider.id"))
    provider_name: Mapped[str] = mapped_column(Text)
    asked: Mapped[datetime] = mapped_column(UtcMoment)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered: Mapped[datetime | None] = mapped_column(UtcMoment)
    answered_by: Mapped[str] = mapped_column(Text, default="")


class ExtensionRecord(Record):
    """A deadline that was moved to a later moment, with the reason told to every provider."""

    __tablename__ = "deadline_extension"

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    before: Mapped[datetime] = mapped_column(UtcMoment)
    after: Mapped[datetime] = mapped_column(UtcMoment)
    reason: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(UtcMoment)
    made_by: Mapped[str] = mapped_column(Text)
