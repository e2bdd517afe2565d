"""What screens and later parts read of competitions: frozen values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.competitions.competition import Competition, Stage, State, Timetable
from starapp.competitions.eligibility import Eligible, eligible
from starapp.competitions.records import (
    CompetitionRecord,
    ExtensionRecord,
    InvitationRecord,
    QuestionRecord,
)
from starapp.competitions.stage_rules import stage_of
from starapp.criteria.evaluation_model import EvaluationModel
from starapp.criteria.queries import model as stored_model
from starapp.criteria.stored_form import model_from_json
from starapp.foundation.dates import local_date
from starapp.foundation.problems import refuse
from starapp.history.history import now
from starapp.organisation.purchasing_systems import PurchasingSystem
from starapp.organisation.queries import body, system
from starapp.organisation.records import BodyRecord, LotRecord
from starapp.organisation.system_form import system_from_json
from starapp.providers.queries import providers
from starapp.regimes.regime import Regime
from starapp.specifications.package_cost import VolumeLine
from starapp.specifications.queries import package

DATES = tuple(Timetable.__dataclass_fields__)


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
class FrozenRules:
    """What a competition bought under: the system's rules and the volumes, frozen at publication.

    Attributes:
        guide_weekly: pounds a week at the lot's ceilings; None where a ceiling is missing.
        frozen: False before publication, when these are the rules of today.
    """

    system: PurchasingSystem
    lot_id: str
    volumes: tuple[VolumeLine, ...]
    guide_weekly: Decimal | None
    frozen: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """A provider that was invited; ``reason`` is why it declined."""

    provider_id: str
    provider_code: str
    provider_name: str
    sent: datetime
    document: str
    declined: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class NotInvited:
    """A provider of the lot that is not invited; ``by_hand``: eligible, left out by a person."""

    provider_id: str
    provider_code: str
    provider_name: str
    reason: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer; ``provider_name`` is for the record and never leaves."""

    id: str
    number: int
    provider_name: str
    asked: datetime
    question: str
    answer: str
    answered: datetime | None


@dataclass(frozen=True, slots=True)
class Extension:
    """A deadline that was moved."""

    before: datetime
    after: datetime
    reason: str
    made: datetime
    made_by: str


def stored(session: Session, competition_id: str) -> CompetitionRecord:
    """The record of a competition, for this capability's own use.

    Raises:
        CannotDo: when there is none.
    """
    record = session.get(CompetitionRecord, competition_id)
    if record is None:
        raise refuse("", "This competition is no longer here.", "gone")
    return record


def competition(session: Session, competition_id: str) -> Competition:
    """One competition.

    Raises:
        CannotDo: when there is none with this id.
    """
    return competition_value(session, stored(session, competition_id))


def competitions(session: Session) -> tuple[CompetitionRow, ...]:
    """Every competition, newest reference first."""
    newest = select(CompetitionRecord.id).order_by(
        CompetitionRecord.year.desc(), CompetitionRecord.number.desc()
    )
    ids = tuple(session.scalars(newest))
    rows = competition_rows(session, ids)
    return tuple(rows[one] for one in ids)


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


def competition_value(session: Session, row: CompetitionRecord) -> Competition:
    """The frozen value of a stored competition; before publication with the model as it is now."""
    return Competition(
        id=row.id,
        reference=row.reference,
        title=row.title,
        state=row.state,
        body_id=row.body_id,
        system_id=row.system_id,
        lot_id=row.lot_id,
        package_id=row.package_id,
        model_id=row.model_id,
        regime=Regime(row.regime),
        model=_model(session, row),
        model_fingerprint=row.model_fingerprint,
        specification_digest=row.specification_digest,
        timetable=timetable_of(row),
    )


def _model(session: Session, row: CompetitionRecord) -> EvaluationModel:
    if row.model is None:
        return stored_model(session, row.model_id).model
    return model_from_json(row.model)


def timetable_of(row: CompetitionRecord) -> Timetable:
    """The dates of a stored competition."""
    return Timetable(**{name: getattr(row, name) for name in DATES})


def rules(session: Session, competition_id: str) -> FrozenRules:
    """The rules and volumes bids are priced by: frozen at publication, those of today before."""
    row = stored(session, competition_id)
    if row.rules is None:
        wanted = package(session, row.package_id)
        return FrozenRules(
            system(session, row.system_id), row.lot_id, wanted.volumes, wanted.guide_weekly,
            frozen=False,
        )  # fmt: skip
    guide = row.rules["guide_weekly"]
    return FrozenRules(
        system=system_from_json(row.rules["system"]),
        lot_id=row.lot_id,
        volumes=tuple(
            VolumeLine(x["rate_code"], x["item"], Fraction(x["quantity"]), x["unit"], x["weekly"])
            for x in row.rules["volumes"]
        ),
        guide_weekly=None if guide is None else Decimal(guide),
        frozen=True,
    )


def volumes(session: Session, competition_id: str) -> tuple[VolumeLine, ...]:
    """The lines of the price schedule as frozen at publication; the package's before."""
    return rules(session, competition_id).volumes


def of_package(session: Session, package_id: str) -> str:
    """Identity of the newest competition of a package that was not abandoned, or empty."""
    query = (
        select(CompetitionRecord.id)
        .where(
            CompetitionRecord.package_id == package_id,
            CompetitionRecord.state != State.ABANDONED,
        )
        .order_by(CompetitionRecord.created.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none() or ""


def who_is_eligible(session: Session, competition_id: str) -> Eligible:
    """Who would be invited today, and the reason for each other provider of the lot."""
    row = stored(session, competition_id)
    where = package(session, row.package_id).area_body_id
    by_hand = select(InvitationRecord).where(
        InvitationRecord.competition_id == competition_id, InvitationRecord.by_hand
    )
    return eligible(
        providers(session),
        system(session, row.system_id).lot(row.lot_id),
        where,
        today=local_date(now(session)),
        area_name=body(session, where).name,
        excluded={one.provider_id: one.left_out for one in session.scalars(by_hand)},
    )


def invitations(session: Session, competition_id: str) -> tuple[InvitationRecord, ...]:
    """The stored lines about providers, by code, for this capability's own use."""
    query = (
        select(InvitationRecord)
        .where(InvitationRecord.competition_id == competition_id)
        .order_by(InvitationRecord.provider_code)
    )
    return tuple(session.scalars(query))


def invited(session: Session, competition_id: str) -> tuple[Invited, ...]:
    """Every provider that was invited, by code; nobody before publication."""
    return tuple(
        Invited(
            row.provider_id, row.provider_code, row.provider_name, row.sent, row.document,
            row.declined, row.decline_reason,
        )
        for row in invitations(session, competition_id)
        if row.sent is not None
    )  # fmt: skip


def declined(session: Session, competition_id: str) -> tuple[Invited, ...]:
    """Those that declined, with their reasons."""
    return tuple(one for one in invited(session, competition_id) if one.declined is not None)


def left_out(session: Session, competition_id: str) -> tuple[NotInvited, ...]:
    """Every provider of the lot that is not invited, with the reason, by code."""
    if stored(session, competition_id).state is State.BUILDING:
        return tuple(
            NotInvited(x.provider.id, x.provider.code, x.provider.name, x.reason, x.by_choice)
            for x in who_is_eligible(session, competition_id).left_out
        )
    return tuple(
        NotInvited(x.provider_id, x.provider_code, x.provider_name, x.left_out, x.by_hand)
        for x in invitations(session, competition_id)
        if x.sent is None
    )


def questions(session: Session, competition_id: str) -> tuple[Question, ...]:
    """The log of questions and answers in order."""
    query = (
        select(QuestionRecord)
        .where(QuestionRecord.competition_id == competition_id)
        .order_by(QuestionRecord.number)
    )
    return tuple(
        Question(
            row.id, row.number, row.provider_name, row.asked, row.question, row.answer,
            row.answered,
        )
        for row in session.scalars(query)
    )  # fmt: skip


def extensions(session: Session, competition_id: str) -> tuple[Extension, ...]:
    """Every time the deadline was moved, oldest first."""
    query = (
        select(ExtensionRecord)
        .where(ExtensionRecord.competition_id == competition_id)
        .order_by(ExtensionRecord.made)
    )
    return tuple(
        Extension(row.before, row.after, row.reason, row.made, row.made_by)
        for row in session.scalars(query)
    )


def count_competitions(session: Session) -> int:
    """How many competitions have not ended."""
    query = select(func.count(CompetitionRecord.id)).where(
        CompetitionRecord.state.not_in([State.CONCLUDED, State.ABANDONED])
    )
    return session.scalar(query) or 0
