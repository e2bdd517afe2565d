"""Stored competitions: dates, what was frozen at publication, providers, questions, extensions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Enum, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from starapp.competitions.competition import State
from starapp.storage.base import ID, Record, sealed, shown
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

    reference: Mapped[str] = shown(Text, unique=True)
    year: Mapped[int] = shown()
    number: Mapped[int] = shown()
    title: Mapped[str] = sealed(Text)
    state: Mapped[State] = shown(COMPETITION_STATE, default=State.BUILDING)
    body_id: Mapped[str] = shown(ID, ForeignKey("body.id"), index=True)
    system_id: Mapped[str] = shown(ID, ForeignKey("purchasing_system.id"))
    lot_id: Mapped[str] = shown(ID, ForeignKey("lot.id"), index=True)
    package_id: Mapped[str] = shown(ID, ForeignKey("package.id"), index=True)
    model_id: Mapped[str] = shown(ID, ForeignKey("evaluation_model.id"), index=True)
    regime: Mapped[str] = shown(Text)
    created: Mapped[datetime] = shown(UtcMoment)
    invitation: Mapped[datetime | None] = shown(UtcMoment)
    questions_by: Mapped[datetime | None] = shown(UtcMoment)
    answers_by: Mapped[datetime | None] = shown(UtcMoment)
    deadline: Mapped[datetime | None] = shown(UtcMoment)
    scoring_by: Mapped[date | None] = shown()
    moderation: Mapped[date | None] = shown()
    meeting: Mapped[date | None] = shown()
    decision: Mapped[date | None] = shown()
    letters: Mapped[date | None] = shown()
    transition: Mapped[date | None] = shown()
    support_starts: Mapped[date | None] = shown()
    first_review: Mapped[date | None] = shown()
    published: Mapped[datetime | None] = shown(UtcMoment)
    published_by: Mapped[str] = shown(Text, default="")
    specification: Mapped[Any] = sealed(JsonValue, nullable=True)
    specification_digest: Mapped[str] = sealed(Text, default="")
    model: Mapped[Any] = shown(JsonValue, nullable=True)
    model_fingerprint: Mapped[str] = shown(Text, default="")
    rules: Mapped[Any] = sealed(JsonValue, nullable=True)
    ended_reason: Mapped[str] = shown(Text, default="")


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

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    provider_id: Mapped[str] = shown(ID, ForeignKey("provider.id"), index=True)
    provider_code: Mapped[str] = shown(Text)
    provider_name: Mapped[str] = shown(Text)
    left_out: Mapped[str] = shown(Text, default="")
    by_hand: Mapped[bool] = shown(default=False)
    sent: Mapped[datetime | None] = shown(UtcMoment)
    document: Mapped[str] = sealed(SHA256, default="")
    declined: Mapped[datetime | None] = shown(UtcMoment)
    decline_reason: Mapped[str] = shown(Text, default="")


class QuestionRecord(Record):
    """A provider's question; the answer goes to everyone without saying who asked."""

    __tablename__ = "provider_question"
    __table_args__ = (UniqueConstraint("competition_id", "number"),)

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    number: Mapped[int] = shown()
    provider_id: Mapped[str] = shown(ID, ForeignKey("provider.id"))
    provider_name: Mapped[str] = shown(Text)
    asked: Mapped[datetime] = shown(UtcMoment)
    question: Mapped[str] = sealed(Text)
    answer: Mapped[str] = sealed(Text, default="")
    answered: Mapped[datetime | None] = shown(UtcMoment)
    answered_by: Mapped[str] = shown(Text, default="")


class ExtensionRecord(Record):
    """A deadline that was moved to a later moment, with the reason told to every provider."""

    __tablename__ = "deadline_extension"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    before: Mapped[datetime] = shown(UtcMoment)
    after: Mapped[datetime] = shown(UtcMoment)
    reason: Mapped[str] = shown(Text)
    made: Mapped[datetime] = shown(UtcMoment)
    made_by: Mapped[str] = shown(Text)
