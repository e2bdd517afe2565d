"""Stored bids; what is sealed is kept apart from the bid's own row.

The history holds answers, files and prices as salted fingerprints: it proves what arrived and
shows none of it.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Enum, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from starapp.bids.bid import BidState, PriceOutcome
from starapp.bids.compliance import Outcome
from starapp.foundation.exact import MONEY_PLACES
from starapp.storage.base import ID, Record, sealed, shown
from starapp.storage.column_types import SHA256, ExactDecimal, JsonValue, UtcMoment

BID_STATE = Enum(
    BidState,
    native_enum=False,
    create_constraint=True,
    name="bid_state",
    length=20,
    values_callable=lambda states: [state.value for state in states],
)
OUTCOME = Enum(
    Outcome,
    native_enum=False,
    create_constraint=True,
    name="check_outcome",
    length=20,
    values_callable=lambda outcomes: [outcome.value for outcome in outcomes],
)

PRICE_OUTCOME = Enum(
    PriceOutcome,
    native_enum=False,
    name="price_outcome",
    length=20,
    values_callable=lambda outcomes: [outcome.value for outcome in outcomes],
)


class BidRecord(Record):
    """That a bid arrived, its seal, and what became of it.

    Attributes:
        recorded: when it was typed in; ``received`` is when it arrived.
        how: how it arrived when the time of receipt was typed by hand, or empty.
        label: the letter; hidden from queries until the bid is opened.
        late_decision: "accepted" or "kept sealed", empty while nobody decided.
    """

    __tablename__ = "bid"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    provider_id: Mapped[str] = shown(ID, ForeignKey("provider.id"), index=True)
    provider_code: Mapped[str] = shown(Text)
    provider_name: Mapped[str] = shown(Text)
    received: Mapped[datetime] = shown(UtcMoment)
    recorded: Mapped[datetime] = shown(UtcMoment)
    recorded_by: Mapped[str] = shown(Text)
    how: Mapped[str] = shown(Text, default="")
    state: Mapped[BidState] = shown(BID_STATE)
    seal: Mapped[str] = sealed(SHA256)
    label: Mapped[str] = shown(Text, default="")
    opened: Mapped[datetime | None] = shown(UtcMoment)
    set_aside: Mapped[str] = shown(Text, default="")
    set_aside_words: Mapped[str] = sealed(Text, default="")
    late_decision: Mapped[str] = shown(Text, default="")
    late_reason: Mapped[str] = shown(Text, default="")
    late_decided_by: Mapped[str] = shown(Text, default="")


class AnswerRecord(Record):
    """A bid's answer to one question as it arrived, or the panel's record of a meeting.

    Attributes:
        criterion: code of the question, or "summary" for the cover page.
        pages: on which page of the bid a paragraph begins: its number and first words.
        meeting: written by the panel after meeting the person; not under the seal.
    """

    __tablename__ = "bid_answer"
    __table_args__ = (UniqueConstraint("bid_id", "criterion"),)

    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"), index=True)
    criterion: Mapped[str] = shown(Text)
    text: Mapped[str] = sealed(Text)
    pages: Mapped[Any] = sealed(JsonValue, default=list)
    meeting: Mapped[bool] = shown(default=False)


class BidDocumentRecord(Record):
    """A file that came with a bid, byte for byte."""

    __tablename__ = "bid_document"
    __table_args__ = (UniqueConstraint("bid_id", "name"),)

    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"), index=True)
    name: Mapped[str] = sealed(Text)
    media_type: Mapped[str] = sealed(Text)
    size: Mapped[int] = sealed()
    sha256: Mapped[str] = sealed(SHA256)
    content: Mapped[bytes] = sealed(LargeBinary, deferred=True)


class PriceScheduleRecord(Record):
    """The rates of one bid, apart from the bid and sealed until prices are unsealed.

    Attributes:
        rates: pairs of rate code and pounds as text.
    """

    __tablename__ = "price_schedule"

    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"), unique=True)
    rates: Mapped[Any] = sealed(JsonValue)
    stated_weekly: Mapped[Decimal | None] = sealed(ExactDecimal(MONEY_PLACES))


class CheckRecord(Record):
    """One line of a bid's compliance check that a person answered."""

    __tablename__ = "bid_check"
    __table_args__ = (UniqueConstraint("bid_id", "item"),)

    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"), index=True)
    item: Mapped[str] = shown(Text)
    outcome: Mapped[Outcome] = shown(OUTCOME)
    words: Mapped[str] = shown(Text, default="")
    checked: Mapped[datetime] = shown(UtcMoment)
    checked_by: Mapped[str] = shown(Text)


class LeftCheckRecord(Record):
    """Lines of a bid's check that an organiser left open, and why; the newest one counts."""

    __tablename__ = "bid_check_left"

    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"), index=True)
    lines: Mapped[Any] = shown(JsonValue)
    reason: Mapped[str] = shown(Text)
    at: Mapped[datetime] = shown(UtcMoment)
    by: Mapped[str] = shown(Text)


class AcceptedCheckRecord(Record):
    """Open lines of a bid's check that an approver signed the result off with, and why."""

    __tablename__ = "bid_check_accepted"

    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"), index=True)
    lines: Mapped[Any] = shown(JsonValue)
    reason: Mapped[str] = shown(Text)
    at: Mapped[datetime] = shown(UtcMoment)
    by: Mapped[str] = shown(Text)


class OpeningRecord(Record):
    """A meeting of two openers; ``ended`` when all were opened or the rest stayed sealed."""

    __tablename__ = "opening"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    first_id: Mapped[str] = shown(ID, ForeignKey("person.id"))
    first_name: Mapped[str] = shown(Text)
    second_id: Mapped[str] = shown(ID, ForeignKey("person.id"))
    second_name: Mapped[str] = shown(Text)
    began: Mapped[datetime] = shown(UtcMoment)
    ended: Mapped[datetime | None] = shown(UtcMoment)


class OpeningLineRecord(Record):
    """One line of the record of opening; no command changes or removes it."""

    __tablename__ = "opening_line"
    __table_args__ = (UniqueConstraint("competition_id", "number"),)

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    number: Mapped[int] = shown()
    moment: Mapped[datetime] = shown(UtcMoment)
    bid_id: Mapped[str | None] = shown(ID, ForeignKey("bid.id"))
    words: Mapped[str] = shown(Text)


class PriceQuestionRecord(Record):
    """A question to a bidder about its price; its words name amounts, so the history seals them.

    Attributes:
        raised: what the price raised when it was asked about, in words.
        answer_by: the last day for an answer, where one was named.
        answered: when the answer, or that none came, was recorded.
        no_answer: none came by that day.
        finding: what the answer showed.
        outcome: what became of the bid; empty while undecided.
        decision: why, in words.
    """

    __tablename__ = "price_question"

    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"), index=True)
    asked: Mapped[datetime] = shown(UtcMoment)
    asked_by: Mapped[str] = shown(Text, default="")
    raised: Mapped[str] = sealed(Text, default="")
    question: Mapped[str] = sealed(Text)
    answer_by: Mapped[date | None] = shown(Date)
    answered: Mapped[datetime | None] = shown(UtcMoment)
    answer: Mapped[str] = sealed(Text, default="")
    no_answer: Mapped[bool] = shown(default=False)
    finding: Mapped[str] = sealed(Text, default="")
    outcome: Mapped[PriceOutcome | None] = shown(PRICE_OUTCOME)
    decision: Mapped[str] = sealed(Text, default="")
    decided: Mapped[datetime | None] = shown(UtcMoment)
    decided_by: Mapped[str] = shown(Text, default="")


class PriceLookRecord(Record):
    """A price checker looked at the amounts before they were unsealed."""

    __tablename__ = "price_look"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    person_id: Mapped[str] = shown(ID)
    person_name: Mapped[str] = shown(Text)
    moment: Mapped[datetime] = shown(UtcMoment)


class PriceUnsealingRecord(Record):
    """The moment the prices of a competition were unsealed."""

    __tablename__ = "price_unsealing"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), unique=True)
    moment: Mapped[datetime] = shown(UtcMoment)
    person_name: Mapped[str] = shown(Text)
