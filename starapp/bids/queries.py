"""What screens and later parts read of bids; sealed content is refused, never greyed out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import Bid, BidPrice, BidState, PriceOutcome
from starapp.bids.bid_price import PriceFlag, compared_amount, price_bid, price_flags
from starapp.bids.compliance import BidContent, CheckLine, Outcome, check_lines
from starapp.bids.low_prices import OthersLimits, findings_of, limits_of
from starapp.bids.records import (
    AnswerRecord,
    BidDocumentRecord,
    BidRecord,
    CheckRecord,
    OpeningLineRecord,
    PriceLookRecord,
    PriceQuestionRecord,
    PriceScheduleRecord,
)
from starapp.bids.sealing import (
    prices_are_open,
    rates_of,
    require_opened,
    require_prices_open,
    seal_holds,
    stored_bid,
)
from starapp.competitions.queries import competition, rules
from starapp.criteria.evaluation_model import Kind
from starapp.foundation.problems import refuse


@dataclass(frozen=True, slots=True)
class Arrival:
    """What anybody may see of a bid from the moment it arrives.

    Attributes:
        how: how it arrived, when the time of receipt was typed by hand.
        late_decision: accepted, kept sealed, or empty.
    """

    bid: Bid
    recorded: datetime
    recorded_by: str
    how: str
    opened: datetime | None
    late_decision: str
    late_reason: str
    late_decided_by: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A file of an opened bid, without its content; ``size`` in bytes."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PriceQuestion:
    """A question about a price, with what became of it.

    Attributes:
        raised: what the price raised when it was asked about, in words with amounts.
        answer_by: the last day for an answer, where one was named.
        no_answer: none came by that day; ``answered`` tells when that was recorded.
    """

    id: str
    bid_id: str
    asked: datetime
    question: str
    answered: datetime | None
    answer: str
    finding: str
    decision: str
    asked_by: str = ""
    raised: str = ""
    answer_by: date | None = None
    no_answer: bool = False
    outcome: PriceOutcome | None = None
    decided: datetime | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class QuestionStand:
    """How far the newest question about a bid's price is.

    Attributes:
        stage: asked, answered or decided.
        outcome: what was decided; None before that.
    """

    stage: str
    outcome: PriceOutcome | None


@dataclass(frozen=True, slots=True)
class CheckedPrice:
    """A price with the questions it raises."""

    bid_id: str
    price: BidPrice
    flags: tuple[PriceFlag, ...]


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One line of the record of opening."""

    number: int
    moment: datetime
    bid_id: str
    words: str


def bids(session: Session, competition_id: str) -> tuple[Bid, ...]:
    """Every bid received, in order of receipt; letters only of opened ones."""
    return tuple(_bid(row) for row in _rows(session, competition_id))


def arrivals(session: Session, competition_id: str) -> tuple[Arrival, ...]:
    """Every bid with how it was received and what was decided if it came late."""
    return tuple(
        Arrival(
            _bid(row), row.recorded, row.recorded_by, row.how, row.opened,
            row.late_decision, row.late_reason, row.late_decided_by,
        )
        for row in _rows(session, competition_id)
    )  # fmt: skip


def _rows(session: Session, competition_id: str) -> tuple[BidRecord, ...]:
    query = (
        select(BidRecord)
        .where(BidRecord.competition_id == competition_id)
        .order_by(BidRecord.received, BidRecord.id)
    )
    return tuple(session.scalars(query))


def bid(session: Session, bid_id: str) -> Bid:
    """One bid.

    Raises:
        CannotDo: when there is none with this id.
    """
    return _bid(stored_bid(session, bid_id))


def _bid(row: BidRecord) -> Bid:
    return Bid(
        id=row.id,
        competition_id=row.competition_id,
        provider_id=row.provider_id,
        provider_code=row.provider_code,
        provider_name=row.provider_name,
        label=row.label if row.opened is not None else "",
        received=row.received,
        state=row.state,
        seal=row.seal,
        set_aside=row.set_aside,
        set_aside_words=row.set_aside_words,
    )


def bid_of(session: Session, competition_id: str, provider_id: str) -> Bid:
    """The bid of a provider that counts, withdrawn ones left out.

    Raises:
        CannotDo: when the provider has not bid.
    """
    for one in bids(session, competition_id):
        if one.provider_id == provider_id and one.state is not BidState.WITHDRAWN:
            return one
    raise refuse("provider", "This provider has not bid.", "no_bid")


def answers(session: Session, bid_id: str) -> dict[str, str]:
    """The answers of an opened bid by criterion, with the record of a meeting.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed.
    """
    require_opened(stored_bid(session, bid_id))
    query = select(AnswerRecord).where(AnswerRecord.bid_id == bid_id)
    return {row.criterion: row.text for row in session.scalars(query)}


def answer(session: Session, bid_id: str, criterion: str) -> str | None:
    """One answer of an opened bid; None where the question was not answered.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed.
    """
    return answers(session, bid_id).get(criterion)


def pages(session: Session, bid_id: str, criterion: str) -> tuple[tuple[int, str], ...]:
    """On which page of the bid a paragraph begins: page number and first words.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed.
    """
    require_opened(stored_bid(session, bid_id))
    query = select(AnswerRecord).where(
        AnswerRecord.bid_id == bid_id, AnswerRecord.criterion == criterion
    )
    row = session.scalars(query).one_or_none()
    return tuple((number, begins) for number, begins in row.pages) if row else ()


def documents(session: Session, bid_id: str) -> tuple[StoredDocument, ...]:
    """The files of an opened bid, by name.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed.
    """
    require_opened(stored_bid(session, bid_id))
    query = (
        select(BidDocumentRecord)
        .where(BidDocumentRecord.bid_id == bid_id)
        .order_by(BidDocumentRecord.name)
    )
    return tuple(
        StoredDocument(row.id, row.name, row.media_type, row.size, row.sha256)
        for row in session.scalars(query)
    )


def document_content(session: Session, document_id: str) -> bytes:
    """The bytes of one file of an opened bid.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed, or when there is no such file.
    """
    row = session.get(BidDocumentRecord, document_id)
    if row is None:
        raise refuse("", "This document is no longer here.", "gone")
    require_opened(stored_bid(session, row.bid_id))
    return row.content


def prices(session: Session, competition_id: str) -> tuple[BidPrice, ...]:
    """The prices of every opened bid, priced against the frozen volumes, by letter.

    Raises:
        CannotDo: with code "sealed" until prices are unsealed.
    """
    require_prices_open(session, competition_id)
    return tuple(one.price for one in _priced(session, competition_id))


def checked_prices(session: Session, competition_id: str) -> tuple[CheckedPrice, ...]:
    """Prices with the questions they raise, once prices are unsealed.

    Raises:
        CannotDo: with code "sealed" until prices are unsealed.
    """
    require_prices_open(session, competition_id)
    return _priced(session, competition_id)


def price_check(session: Session, competition_id: str, *, look_id: str) -> tuple[CheckedPrice, ...]:
    """Prices with their questions for the look a price checker recorded just before.

    Raises:
        CannotDo: with code "sealed" without a recorded look at this competition.
    """
    look = session.get(PriceLookRecord, look_id)
    if look is None or look.competition_id != competition_id:
        raise refuse("", "No look at these prices is recorded, so they stay sealed.", "sealed")
    return _priced(session, competition_id)


def asks_about_price(session: Session, competition_id: str) -> frozenset[str]:
    """Identities of opened bids whose price raises a question; says nothing of amounts."""
    return frozenset(one.bid_id for one in _priced(session, competition_id) if one.flags)


def price_flags_by_bid(
    session: Session, competition_id: str
) -> Mapping[str, tuple[PriceFlag, ...]]:
    """What each opened bid's price raises, for commands; screens read checked prices instead."""
    return {one.bid_id: one.flags for one in _priced(session, competition_id)}


def _priced(session: Session, competition_id: str) -> tuple[CheckedPrice, ...]:
    basis = competition(session, competition_id).model.price.basis
    frozen = rules(session, competition_id)
    query = (
        select(PriceScheduleRecord, BidRecord)
        .join(BidRecord, BidRecord.id == PriceScheduleRecord.bid_id)
        .where(BidRecord.competition_id == competition_id, BidRecord.opened.is_not(None))
    )
    found = []
    for schedule, row in sorted(session.execute(query), key=lambda x: _order(x[1].label)):
        price = price_bid(dict(rates_of(schedule)), frozen.volumes, frozen.system)
        flags = price_flags(
            price,
            lot=frozen.system.lot(frozen.lot_id),
            system=frozen.system,
            guide_weekly=frozen.guide_weekly,
            stated_weekly=schedule.stated_weekly,
        )
        priced = BidPrice(
            bid_id=row.id,
            rates=rates_of(schedule),
            price=price,
            stated_weekly=schedule.stated_weekly,
            compared=compared_amount(price, basis),
        )
        found.append((row, CheckedPrice(row.id, priced, tuple(flags))))
    return _beside_others(found, limits_of(frozen.system))


def _beside_others(
    found: list[tuple[BidRecord, CheckedPrice]], limits: OthersLimits
) -> tuple[CheckedPrice, ...]:
    """Adds what each price raises beside the others that are still in play."""
    play = {row.id: one.price.compared for row, one in found if row.state is BidState.OPENED}
    together = []
    for row, one in found:
        others = [amount for other, amount in play.items() if other != row.id]
        raised = (
            PriceFlag(finding.rule.value, "", finding.words)
            for finding in findings_of(one.price.compared, others, limits)
        )
        together.append(replace(one, flags=(*one.flags, *raised)))
    return tuple(together)


def _order(label: str) -> tuple[int, str]:
    return len(label), label


def compliance(session: Session, bid_id: str) -> tuple[CheckLine, ...]:
    """Every line of an opened bid's compliance check.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed.
    """
    record = stored_bid(session, bid_id)
    require_opened(record)
    schedule = session.scalars(
        select(PriceScheduleRecord).where(PriceScheduleRecord.bid_id == bid_id)
    ).one_or_none()
    given = session.scalars(select(CheckRecord).where(CheckRecord.bid_id == bid_id))
    frozen = rules(session, record.competition_id)
    return check_lines(
        competition(session, record.competition_id).model,
        BidContent(
            words={code: len(text.split()) for code, text in answers(session, bid_id).items()},
            documents=len(documents(session, bid_id)),
            priced=frozenset(code for code, _ in rates_of(schedule)) if schedule else frozenset(),
        ),
        wanted_rates={line.rate_code: line.item for line in frozen.volumes},
        answered={row.item: (row.outcome, row.words) for row in given},
    )


def passes(session: Session, competition_id: str) -> Mapping[str, dict[str, bool]]:
    """Per bid the outcome of the model's pass or fail questions that were settled."""
    codes = {c.code for c in competition(session, competition_id).model.leaves(Kind.PASS_FAIL)}
    query = (
        select(CheckRecord)
        .join(BidRecord, BidRecord.id == CheckRecord.bid_id)
        .where(
            BidRecord.competition_id == competition_id,
            CheckRecord.item.in_(codes),
            CheckRecord.outcome != Outcome.TO_SETTLE,
        )
    )
    found: dict[str, dict[str, bool]] = {}
    for row in session.scalars(query):
        found.setdefault(row.bid_id, {})[row.item] = row.outcome is Outcome.PASSED
    return found


def broken_seals(session: Session, competition_id: str) -> frozenset[str]:
    """Identities of bids whose content is not what arrived."""
    return frozenset(
        row.id for row in _rows(session, competition_id) if not seal_holds(session, row)
    )


def opening_lines(session: Session, competition_id: str) -> tuple[OpeningLine, ...]:
    """The record of opening, oldest line first."""
    query = (
        select(OpeningLineRecord)
        .where(OpeningLineRecord.competition_id == competition_id)
        .order_by(OpeningLineRecord.number)
    )
    return tuple(
        OpeningLine(row.number, row.moment, row.bid_id or "", row.words)
        for row in session.scalars(query)
    )


def price_questions(
    session: Session, competition_id: str, *, look_id: str = ""
) -> tuple[PriceQuestion, ...]:
    """The log of questions about prices, oldest first; their words name amounts.

    Raises:
        CannotDo: with code "sealed" while prices are sealed, without a recorded look.
    """
    look = session.get(PriceLookRecord, look_id) if look_id else None
    if look is None or look.competition_id != competition_id:
        require_prices_open(session, competition_id)
    return tuple(
        PriceQuestion(
            row.id, row.bid_id, row.asked, row.question, row.answered, row.answer, row.finding,
            row.decision, row.asked_by, row.raised, row.answer_by, row.no_answer, row.outcome,
            row.decided, row.decided_by,
        )
        for row in _price_questions(session, competition_id)
    )  # fmt: skip


def price_questions_open(session: Session, competition_id: str) -> Mapping[str, str]:
    """Per bid how far a question about its price is, without any amount: asked, answered."""
    return {bid_id: one.stage for bid_id, one in question_stands(session, competition_id).items()}


def question_stands(session: Session, competition_id: str) -> Mapping[str, QuestionStand]:
    """Per bid where the newest question about its price stands, without any amount."""
    found: dict[str, QuestionStand] = {}
    for row in _price_questions(session, competition_id):
        stage = "decided" if row.decided else "answered" if row.answered else "asked"
        found[row.bid_id] = QuestionStand(stage, row.outcome)
    return found


def _price_questions(session: Session, competition_id: str) -> tuple[PriceQuestionRecord, ...]:
    query = (
        select(PriceQuestionRecord)
        .join(BidRecord, BidRecord.id == PriceQuestionRecord.bid_id)
        .where(BidRecord.competition_id == competition_id)
        .order_by(PriceQuestionRecord.asked, PriceQuestionRecord.id)
    )
    return tuple(session.scalars(query))


def prices_visible(session: Session, competition_id: str) -> bool:
    """Tells whether prices may be seen by everybody now."""
    return prices_are_open(session, competition_id)
