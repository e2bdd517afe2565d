"""Who may see what of a bid in which state of its competition. One place for every query."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import BidState
from starapp.bids.bid_entry import BidDocument, BidEntry
from starapp.bids.records import (
    AnswerRecord,
    BidDocumentRecord,
    BidRecord,
    PriceScheduleRecord,
    PriceUnsealingRecord,
)
from starapp.competitions.competition import State
from starapp.competitions.queries import rules, stored
from starapp.foundation.problems import refuse
from starapp.organisation.purchasing_systems import Sealing

BEFORE_OPENING = frozenset({State.BUILDING, State.PUBLISHED})
BEFORE_PRICES = BEFORE_OPENING | {State.OPENED, State.SCORING, State.MODERATING}


def stored_bid(session: Session, bid_id: str) -> BidRecord:
    """The record of a bid, for this capability's own use.

    Raises:
        CannotDo: when there is none.
    """
    record = session.get(BidRecord, bid_id)
    if record is None:
        raise refuse("", "This bid is no longer here.", "gone")
    return record


def require_opened(record: BidRecord) -> None:
    """Refuses to show the content of a bid that is sealed.

    Raises:
        CannotDo: with code "sealed".
    """
    if record.opened is None:
        raise refuse("", "This bid is sealed. It can be read after it is opened.", "sealed")


def unsealing(session: Session, competition_id: str) -> PriceUnsealingRecord | None:
    """When prices were unsealed, or None."""
    query = select(PriceUnsealingRecord).where(
        PriceUnsealingRecord.competition_id == competition_id
    )
    return session.scalars(query).one_or_none()


def prices_are_open(session: Session, competition_id: str) -> bool:
    """Tells whether prices may be seen: after quality is closed, or with the answers by rule.

    While moderation is open again they are sealed again; the history keeps that they were seen.
    """
    state = stored(session, competition_id).state
    together = rules(session, competition_id).system.sealing is Sealing.WITH_QUALITY
    if state not in BEFORE_OPENING and together and state is not State.ABANDONED:
        return True
    return state not in BEFORE_PRICES and unsealing(session, competition_id) is not None


def require_prices_open(session: Session, competition_id: str) -> None:
    """Refuses to show prices before they are unsealed.

    Raises:
        CannotDo: with code "sealed".
    """
    if not prices_are_open(session, competition_id):
        raise refuse("", why_sealed(session, competition_id), "sealed")


def why_sealed(session: Session, competition_id: str) -> str:
    """Until when the prices of a competition are sealed whose prices are not open, a sentence."""
    state = stored(session, competition_id).state
    if state is State.ABANDONED:
        return "The competition was abandoned, so its prices stay sealed."
    if rules(session, competition_id).system.sealing is Sealing.WITH_QUALITY:
        return "Prices are sealed until all bids are opened."
    return "Prices are sealed until moderation is closed."


def still_sealed(session: Session, competition_id: str) -> list[BidRecord]:
    """Bids that may be opened and are not yet, by letter, then in order of receipt."""
    query = (
        select(BidRecord)
        .where(BidRecord.competition_id == competition_id, BidRecord.state == BidState.SEALED)
        .order_by(BidRecord.label, BidRecord.received, BidRecord.id)
    )
    return sorted(session.scalars(query), key=lambda row: (len(row.label), row.label))


def sealed_content(session: Session, record: BidRecord) -> BidEntry:
    """What is stored of a bid, in the form its seal was made over."""
    answers = list(
        session.scalars(
            select(AnswerRecord).where(
                AnswerRecord.bid_id == record.id, AnswerRecord.meeting.is_(False)
            )
        )
    )
    files = session.scalars(select(BidDocumentRecord).where(BidDocumentRecord.bid_id == record.id))
    schedule = session.scalars(
        select(PriceScheduleRecord).where(PriceScheduleRecord.bid_id == record.id)
    ).one_or_none()
    return BidEntry(
        provider_id=record.provider_id,
        answers=tuple((row.criterion, row.text) for row in answers),
        documents=tuple(BidDocument(f.name, f.media_type, f.content) for f in files),
        rates=rates_of(schedule) if schedule else (),
        stated_weekly=schedule.stated_weekly if schedule else None,
        pages=tuple(
            (row.criterion, number, begins) for row in answers for number, begins in row.pages
        ),
    )


def rates_of(schedule: PriceScheduleRecord) -> tuple[tuple[str, Decimal], ...]:
    """The rates of a stored price schedule, in pounds by code."""
    return tuple((code, Decimal(text)) for code, text in schedule.rates)


def seal_holds(session: Session, record: BidRecord) -> bool:
    """Tells whether a bid is what arrived: answers, files and price schedule."""
    return sealed_content(session, record).seal(record.received) == record.seal
