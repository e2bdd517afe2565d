"""What screens and later parts read of bids; sealed content is refused, never greyed out."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from starapp.bids.bid import Bid, BidPrice, BidState
from starapp.bids.bid_price import PriceFlag, compared_amount, price_bid, price_flags
from starapp.bids.records import (
    AnswerRecord,
    BidDocumentRecord,
    BidRecord,
    CheckRecord,
    PriceQuestionRecord,
    PriceScheduleRecord,
)
from starapp.bids.sealing import require_opened, require_prices_open
from starapp.competitions.queries import competition, guide_weekly, rules, volumes
from starapp.foundation.problems import refuse
from starapp.history.acting import Role
from starapp.history.history import actor
from starapp.providers.records import ProviderRecord


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A file of an opened bid, without its content."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a bid's compliance checklist."""

    bid_id: str
    item: str
    passed: bool
    words: str
    checked: datetime


@dataclass(frozen=True, slots=True)
class PriceQuestion:
    """A question about a price, with what became of it."""

    id: str
    bid_id: str
    asked: datetime
    question: str
    answered: datetime | None
    answer: str
    finding: str
    decision: str


@dataclass(frozen=True, slots=True)
class CheckedPrice:
    """A price as the price checker sees it before it is unsealed to others."""

    bid_id: str
    price: BidPrice
    flags: tuple[PriceFlag, ...]


def bids(session: Session, competition_id: str) -> tuple[Bid, ...]:
    """Every bid received, opened or not, by letter and then by time of receipt."""
    query = (
        select(BidRecord, ProviderRecord.code, ProviderRecord.name)
        .join(ProviderRecord, ProviderRecord.id == BidRecord.provider_id)
        .where(BidRecord.competition_id == competition_id)
        .order_by(BidRecord.label == "", BidRecord.label, BidRecord.received, BidRecord.id)
    )
    return tuple(_bid(row, code, name) for row, code, name in session.execute(query))


def bid(session: Session, bid_id: str) -> Bid:
    """One bid.

    Raises:
        NoResultFound: when there is none with this id.
    """
    row = session.get_one(BidRecord, bid_id)
    provider = session.get_one(ProviderRecord, row.provider_id)
    return _bid(row, provider.code, provider.name)


def _bid(row: BidRecord, code: str, name: str) -> Bid:
    return Bid(
        id=row.id,
        competition_id=row.competition_id,
        provider_id=row.provider_id,
        provider_code=code,
        provider_name=name,
        label=row.label,
        received=row.received,
        state=BidState(row.state),
        seal=row.seal,
        set_aside=row.set_aside,
        set_aside_words=row.set_aside_words,
    )


def answers(session: Session, bid_id: str) -> dict[str, str]:
    """The answers of an opened bid by criterion, with the record of a meeting.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed.
    """
    require_opened(session.get_one(BidRecord, bid_id))
    query = select(AnswerRecord).where(AnswerRecord.bid_id == bid_id)
    return {row.criterion: row.text for row in session.scalars(query)}


def answer(session: Session, bid_id: str, criterion: str) -> str | None:
    """One answer of an opened bid; None where the question was not answered.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed.
    """
    return answers(session, bid_id).get(criterion)


def documents(session: Session, bid_id: str) -> tuple[StoredDocument, ...]:
    """The files of an opened bid.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed.
    """
    require_opened(session.get_one(BidRecord, bid_id))
    query = (
        select(BidDocumentRecord)
        .where(BidDocumentRecord.bid_id == bid_id)
        .order_by(BidDocumentRecord.name)
        .options(defer(BidDocumentRecord.content))
    )
    return tuple(
        StoredDocument(row.id, row.name, row.media_type, row.size, row.sha256)
        for row in session.scalars(query)
    )


def document_content(session: Session, document_id: str) -> bytes:
    """The bytes of one file of an opened bid.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed.
    """
    row = session.get_one(BidDocumentRecord, document_id)
    require_opened(session.get_one(BidRecord, row.bid_id))
    return row.content


def prices(session: Session, competition_id: str) -> tuple[BidPrice, ...]:
    """The prices of every opened bid, priced against the frozen volumes.

    Raises:
        CannotDo: with code "sealed" until prices are unsealed.
    """
    require_prices_open(session, competition_id)
    return tuple(one.price for one in _priced(session, competition_id))


def price_check(session: Session, competition_id: str) -> tuple[CheckedPrice, ...]:
    """Prices with their questions, for the price checker only; ``record_price_check`` comes first.

    Raises:
        CannotDo: for anybody else, while prices are sealed.
    """
    if not actor(session).can(Role.FINANCE):
        require_prices_open(session, competition_id)
    return _priced(session, competition_id)


def asks_about_price(session: Session, competition_id: str) -> frozenset[str]:
    """Identities of bids whose price raises a question; says nothing of amounts."""
    return frozenset(one.bid_id for one in _priced(session, competition_id) if one.flags)


def price_questions_raised(
    session: Session, competition_id: str
) -> dict[str, tuple[PriceFlag, ...]]:
    """Per bid the questions its price raises, once prices are unsealed.

    Raises:
        CannotDo: with code "sealed" until prices are unsealed.
    """
    require_prices_open(session, competition_id)
    return {one.bid_id: one.flags for one in _priced(session, competition_id) if one.flags}


def _priced(session: Session, competition_id: str) -> tuple[CheckedPrice, ...]:
    place, system = competition(session, competition_id), rules(session, competition_id)
    lines, lot = volumes(session, competition_id), system.lot(place.lot_id)
    guide = guide_weekly(session, competition_id)
    query = (
        select(PriceScheduleRecord, BidRecord)
        .join(BidRecord, BidRecord.id == PriceScheduleRecord.bid_id)
        .where(BidRecord.competition_id == competition_id, BidRecord.opened.is_not(None))
        .order_by(BidRecord.label)
    )
    found = []
    for schedule, row in session.execute(query):
        rates = {code: Decimal(text) for code, text in schedule.rates}
        price = price_bid(rates, lines, system)
        flags = price_flags(
            price,
            lot=lot,
            system=system,
            guide_weekly=guide,
            stated_weekly=schedule.stated_weekly,
        )
        priced = BidPrice(
            bid_id=row.id,
            rates=tuple(sorted(rates.items())),
            price=price,
            stated_weekly=schedule.stated_weekly,
            compared=compared_amount(price, place.model.price.basis),
        )
        found.append(CheckedPrice(row.id, priced, tuple(flags)))
    return tuple(found)


def checks(session: Session, competition_id: str) -> tuple[Check, ...]:
    """Every line of the compliance checklists."""
    query = (
        select(CheckRecord)
        .join(BidRecord, BidRecord.id == CheckRecord.bid_id)
        .where(BidRecord.competition_id == competition_id)
        .order_by(CheckRecord.item)
    )
    return tuple(
        Check(row.bid_id, row.item, row.passed, row.words, row.checked)
        for row in session.scalars(query)
    )


def passes(session: Session, competition_id: str) -> dict[str, dict[str, bool]]:
    """Per bid the outcome of the model's pass/fail questions that were checked."""
    from starapp.criteria.evaluation_model import Kind

    codes = {c.code for c in competition(session, competition_id).model.leaves(Kind.PASS_FAIL)}
    found: dict[str, dict[str, bool]] = {}
    for check in checks(session, competition_id):
        if check.item in codes:
            found.setdefault(check.bid_id, {})[check.item] = check.passed
    return found


def price_questions(session: Session, competition_id: str) -> tuple[PriceQuestion, ...]:
    """The log of questions about prices, oldest first."""
    query = (
        select(PriceQuestionRecord)
        .join(BidRecord, BidRecord.id == PriceQuestionRecord.bid_id)
        .where(BidRecord.competition_id == competition_id)
        .order_by(PriceQuestionRecord.asked)
    )
    return tuple(
        PriceQuestion(
            row.id,
            row.bid_id,
            row.asked,
            row.question,
            row.answered,
            row.answer,
            row.finding,
            row.decision,
        )
        for row in session.scalars(query)
    )


def bid_of(session: Session, competition_id: str, provider_id: str) -> Bid:
    """The bid of a provider that counts, withdrawn ones left out.

    Raises:
        CannotDo: when the provider has not bid.
    """
    for one in bids(session, competition_id):
        if one.provider_id == provider_id and one.state is not BidState.WITHDRAWN:
            return one
    raise refuse("provider", "This provider has not bid.", "no bid")
