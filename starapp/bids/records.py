"""Stored bids; what is sealed is kept apart from the bid's own row and out of the history.

The seal on the bid's row is the fingerprint of all of it, so the history proves what arrived
without showing it.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Enum, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from starapp.bids.bid import BidState, PriceOutcome
from starapp.bids.compliance import Outcome
from starapp.foundation.exact import MONEY_PLACES
from starapp.storage.base import ID, Record
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

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    provider_id: Mapped[str] = mapped_column(ID, ForeignKey("provider.id"), index=True)
    provider_code: Mapped[str] = mapped_column(Text)
    provider_name: Mapped[str] = mapped_column(Text)
    received: Mapped[datetime] = mapped_column(UtcMoment)
    recorded: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[BidState] = mapped_column(BID_STATE)
    seal: Mapped[str] = mapped_column(SHA256)
    label: Mapped[str] = mapped_column(Text, default="")
    opened: Mapped[datetime | None] = mapped_column(UtcMoment)
    set_aside: Mapped[str] = mapped_column(Text, default="")
    set_aside_words: Mapped[str] = mapped_column(Text, default="")
    late_decision: Mapped[str] = mapped_column(Text, default="")
    late_reason: Mapped[str] = mapped_column(Text, default="")
    late_decided_by: Mapped[str] = mapped_column(Text, default="")


class AnswerRecord(Record):
    """A bid's answer to one question as it arrived, or the panel's record of a meeting.

    Attributes:
        criterion: code of the question, or "summary" for the cover page.
        pages: on which page of the bid a paragraph begins: its number and first words.
        meeting: written by the panel after meeting the person; not under the seal.
    """

    __tablename__ = "bid_answer"
    __table_args__ = (UniqueConstraint("bid_id", "criterion"),)
    __untracked__ = True

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"), index=True)
    criterion: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    pages: Mapped[Any] = mapped_column(JsonValue, default=list)
    meeting: Mapped[bool] = mapped_column(default=False)


class BidDocumentRecord(Record):
    """A file that came with a bid, byte for byte."""

    __tablename__ = "bid_document"
    __table_args__ = (UniqueConstraint("bid_id", "name"),)
    __untracked__ = True

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(SHA256)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class PriceScheduleRecord(Record):
    """The rates of one bid, apart from the bid and sealed until prices are unsealed.

    Attributes:
        rates: pairs of rate code and pounds as text.
    """

    __tablename__ = "price_schedule"
    __untracked__ = True

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"), unique=True)
    rates: Mapped[Any] = mapped_column(JsonValue)
    stated_weekly: Mapped[Decimal | None] = mapped_column(ExactDecimal(MONEY_PLACES))


class CheckRecord(Record):
    """One line of a bid's compliance check that a person answered."""

    __tablename__ = "bid_check"
    __table_args__ = (UniqueConstraint("bid_id", "item"),)

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"), index=True)
    item: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome] = mapped_column(OUTCOME)
    words: Mapped[str] = mapped_column(Text, default="")
    checked: Mapped[datetime] = mapped_column(UtcMoment)
    checked_by: Mapped[str] = mapped_column(Text)


class LeftCheckRecord(Record):
    """Lines of a bid's check that an organiser left open, and why; the newest one counts."""

    __tablename__ = "bid_check_left"

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"), index=True)
    lines: Mapped[Any] = mapped_column(JsonValue)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by: Mapped[str] = mapped_column(Text)


class AcceptedCheckRecord(Record):
    """Open lines of a bid's check that an approver signed the result off with, and why."""

    __tablename__ = "bid_check_accepted"

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"), index=True)
    lines: Mapped[Any] = mapped_column(JsonValue)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by: Mapped[str] = mapped_column(Text)


class OpeningRecord(Record):
    """A meeting of two openers; ``ended`` when all were opened or the rest stayed sealed."""

    __tablename__ = "opening"

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    first_id: Mapped[str] = mapped_column(ID, ForeignKey("person.id"))
    first_name: Mapped[str] = mapped_column(Text)
    second_id: Mapped[str] = mapped_column(ID, ForeignKey("person.id"))
    second_name: Mapped[str] = mapped_column(Text)
    began: Mapped[datetime] = mapped_column(UtcMoment)
    ended: Mapped[datetime | None] = mapped_column(UtcMoment)


class OpeningLineRecord(Record):
    """One line of the record of opening; no command changes or removes it."""

    __tablename__ = "opening_line"
    __table_args__ = (UniqueConstraint("competition_id", "number"),)

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    number: Mapped[int]
    moment: Mapped[datetime] = mapped_column(UtcMoment)
    bid_id: Mapped[str | None] = mapped_column(ID, ForeignKey("bid.id"))
    words: Mapped[str] = mapped_column(Text)


class PriceQuestionRecord(Record):
    """A question to a bidder about its price; its words name amounts, so the history has none.

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
    __untracked__ = True

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"), index=True)
    asked: Mapped[datetime] = mapped_column(UtcMoment)
    asked_by: Mapped[str] = mapped_column(Text, default="")
    raised: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text)
    answer_by: Mapped[date | None] = mapped_column(Date)
    answered: Mapped[datetime | None] = mapped_column(UtcMoment)
    answer: Mapped[str] = mapped_column(Text, default="")
    no_answer: Mapped[bool] = mapped_column(default=False)
    finding: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[PriceOutcome | None] = mapped_column(PRICE_OUTCOME)
    decision: Mapped[str] = mapped_column(Text, default="")
    decided: Mapped[datetime | None] = mapped_column(UtcMoment)
    decided_by: Mapped[str] = mapped_column(Text, default="")


class PriceLookRecord(Record):
    """A price checker looked at the amounts before they were unsealed."""

    __tablename__ = "price_look"

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    person_id: Mapped[str] = mapped_column(ID)
    person_name: Mapped[str] = mapped_column(Text)
    moment: Mapped[datetime] = mapped_column(UtcMoment)


class PriceUnsealingRecord(Record):
    """The moment the prices of a competition were unsealed."""

    __tablename__ = "price_unsealing"

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), unique=True)
    moment: Mapped[datetime] = mapped_column(UtcMoment)
    person_name: Mapped[str] = mapped_column(Text)
