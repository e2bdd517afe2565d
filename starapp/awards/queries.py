"""What screens, letters and reports read of an award: frozen rows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.awards.records import AwardRecord, ReturnRecord
from starapp.awards.standstill import AwardStandstill, award_standstill, whole_value
from starapp.bids.bid import Bid, BidPrice
from starapp.bids.queries import bids, prices
from starapp.competitions.queries import competition, rules
from starapp.foundation.problems import refuse
from starapp.specifications.queries import package


@dataclass(frozen=True, slots=True)
class Award:
    """The decision of one competition as it stands."""

    competition_id: str
    run_id: str
    bid_id: str
    statement: str
    recommended_by: str
    recommended_by_id: str
    recommended_at: datetime
    approved_by: str
    approved_at: datetime | None
    notice_day: date | None
    notice_published: datetime | None
    confirmed: tuple[tuple[str, str], ...]
    person_told: date | None
    signed: date | None


@dataclass(frozen=True, slots=True)
class Returned:
    """One time a result went back."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What the winning bid costs over the whole term, in pounds."""

    bid: Bid
    price: BidPrice
    years: int
    whole_value: Decimal


def award(session: Session, competition_id: str) -> Award | None:
    """The decision, or None when the result was never sent for sign-off."""
    query = select(AwardRecord).where(AwardRecord.competition_id == competition_id)
    record = session.scalars(query).one_or_none()
    if record is None:
        return None
    return Award(
        competition_id=record.competition_id,
        run_id=record.run_id,
        bid_id=record.bid_id,
        statement=record.statement,
        recommended_by=record.recommended_by_name,
        recommended_by_id=record.recommended_by,
        recommended_at=record.recommended_at,
        approved_by=record.approved_by_name or "",
        approved_at=record.approved_at,
        notice_day=record.notice_day,
        notice_published=record.notice_published,
        confirmed=tuple(sorted(record.confirmed.items())),
        person_told=record.person_told,
        signed=record.signed,
    )


def returns(session: Session, competition_id: str) -> tuple[Returned, ...]:
    """Every time the result went back, oldest first."""
    query = (
        select(ReturnRecord)
        .where(ReturnRecord.competition_id == competition_id)
        .order_by(ReturnRecord.returned_at)
    )
    return tuple(
        Returned(record.returned_by_name, record.returned_at, record.reason)
        for record in session.scalars(query)
    )


def offer(session: Session, competition_id: str, bid_id: str) -> Offer:
    """The price of one bid over the package's whole term.

    Raises:
        CannotDo: while prices are sealed, or when the bid has no price.
    """
    wanted = package(session, competition(session, competition_id).package_id)
    found = next((p for p in prices(session, competition_id) if p.bid_id == bid_id), None)
    if found is None:
        raise refuse("", "This bid has no price.", "no price")
    bid = next(b for b in bids(session, competition_id) if b.id == bid_id)
    years = wanted.term_years + wanted.extension_years
    whole = whole_value(found.price.annual, found.price.one_off, years)
    return Offer(bid, found, years, whole)


def standstill_on(session: Session, competition_id: str, day: date) -> AwardStandstill:
    """The standstill if the award notice is published on a day.

    Raises:
        CannotDo: when there is no award yet, or the calendar does not reach that far.
    """
    decided = award(session, competition_id)
    if decided is None:
        raise refuse("", "Send the result for sign-off first.", "no award")
    where = competition(session, competition_id)
    value = offer(session, competition_id, decided.bid_id).whole_value
    return award_standstill(
        where.regime, rules(session, competition_id).system, notice_day=day, whole_value=value
    )
