"""Stored bids; what is sealed is kept apart from the bid's own row and out of the history.

The seal on the bid's row is the fingerprint of all of it, so the history proves what arrived
without showing it.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from starapp.storage.base import ID, Record
from starapp.storage.column_types import SHA256, ExactDecimal, JsonValue, UtcMoment


class BidRecord(Record):
    """One bid without its content.

    Attributes:
        how: how it arrived when the time was typed by hand, with who vouches for it.
        seal: fingerprint over answers, documents and price schedule as received.
    """

    __tablename__ = "bid"

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    provider_id: Mapped[str] = mapped_column(ID, ForeignKey("provider.id"))
    label: Mapped[str] = mapped_column(Text, default="")
    received: Mapped[datetime] = mapped_column(UtcMoment)
    recorded: Mapped[datetime] = mapped_column(UtcMoment)
    how: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(SHA256)
    opened: Mapped[datetime | None] = mapped_column(UtcMoment)
    late_accepted: Mapped[str] = mapped_column(Text, default="")
    set_aside: Mapped[str] = mapped_column(Text, default="")
    set_aside_words: Mapped[str] = mapped_column(Text, default="")


class AnswerRecord(Record):
    """The answer to one question, or the panel's record of a meeting (``meeting`` True)."""

    __tablename__ = "answer"
    __untracked__ = True
    __table_args__ = (UniqueConstraint("bid_id", "criterion"),)

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"))
    criterion: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    meeting: Mapped[bool] = mapped_column(default=False)


class BidDocumentRecord(Record):
    """A file that came with a bid, byte for byte."""

    __tablename__ = "bid_document"
    __untracked__ = True

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(SHA256)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PriceScheduleRecord(Record):
    """The rates of one bid, sealed until prices are unsealed."""

    __tablename__ = "price_schedule"
    __untracked__ = True

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"), unique=True)
    rates: Mapped[Any] = mapped_column(JsonValue)
    stated_weekly: Mapped[Decimal | None] = mapped_column(ExactDecimal(2))


class OpeningRecord(Record):
    """The opening of one competition's bids, and the moment its prices were unsealed."""

    __tablename__ = "opening"

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), unique=True)
    first_opener: Mapped[str] = mapped_column(ID, ForeignKey("person.id"))
    second_opener: Mapped[str] = mapped_column(ID, ForeignKey("person.id"))
    began: Mapped[datetime] = mapped_column(UtcMoment)
    finished: Mapped[datetime | None] = mapped_column(UtcMoment)
    prices_unsealed: Mapped[datetime | None] = mapped_column(UtcMoment)


class CheckRecord(Record):
    """One line of a bid's compliance checklist; a pass/fail question has its criterion code."""

    __tablename__ = "bid_check"
    __table_args__ = (UniqueConstraint("bid_id", "item"),)

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"))
    item: Mapped[str] = mapped_column(Text)
    passed: Mapped[bool]
    words: Mapped[str] = mapped_column(Text, default="")
    checked: Mapped[datetime] = mapped_column(UtcMoment)


class PriceQuestionRecord(Record):
    """A question to a bidder about its price, with answer, finding and decision."""

    __tablename__ = "price_question"

    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"), index=True)
    asked: Mapped[datetime] = mapped_column(UtcMoment)
    question: Mapped[str] = mapped_column(Text)
    answered: Mapped[datetime | None] = mapped_column(UtcMoment)
    answer: Mapped[str] = mapped_column(Text, default="")
    finding: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[str] = mapped_column(Text, default="")
    decided: Mapped[datetime | None] = mapped_column(UtcMoment)
