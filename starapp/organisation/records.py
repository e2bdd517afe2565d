"""Stored bodies, people, letterheads and purchasing systems."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from starapp.foundation.exact import RATE_PLACES
from starapp.storage.base import ID, Record
from starapp.storage.column_types import ExactDecimal, JsonValue


class BodyRecord(Record):
    """A council or NHS body."""

    __tablename__ = "body"

    code: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)


class PersonRecord(Record):
    """Somebody who uses the workspace; never deleted, only made inactive."""

    __tablename__ = "person"

    name: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    body_id: Mapped[str] = mapped_column(ID, ForeignKey("body.id"))
    roles: Mapped[Any] = mapped_column(JsonValue, default=list)
    active: Mapped[bool] = mapped_column(default=True)


class LetterheadRecord(Record):
    """What one body prints on its letters."""

    __tablename__ = "letterhead"

    body_id: Mapped[str] = mapped_column(ID, ForeignKey("body.id"), unique=True)
    name: Mapped[str] = mapped_column(Text)
    department: Mapped[str] = mapped_column(Text, default="")
    address_lines: Mapped[Any] = mapped_column(JsonValue, default=list)
    email: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    signatory_name: Mapped[str] = mapped_column(Text, default="")
    signatory_title: Mapped[str] = mapped_column(Text, default="")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    logo_alternative: Mapped[str] = mapped_column(Text, default="")
    other_formats: Mapped[str] = mapped_column(Text, default="")
    identifier: Mapped[str] = mapped_column(Text, default="")
    complaints: Mapped[str] = mapped_column(Text, default="")


class SystemRecord(Record):
    """A purchasing system; lots and rate limits are rows of their own.

    Attributes:
        rate_types: list of code, name, unit and whether the hourly floor applies.
    """

    __tablename__ = "purchasing_system"

    reference: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    lead_body_id: Mapped[str] = mapped_column(ID, ForeignKey("body.id"))
    run_by: Mapped[str] = mapped_column(Text)
    start: Mapped[date] = mapped_column(Date)
    end: Mapped[date] = mapped_column(Date)
    regime: Mapped[str] = mapped_column(Text)
    annual_factor: Mapped[Decimal] = mapped_column(ExactDecimal(4))
    outcome_domains: Mapped[Any] = mapped_column(JsonValue)
    rate_types: Mapped[Any] = mapped_column(JsonValue)
    sealing: Mapped[str] = mapped_column(Text)
    rounding: Mapped[str] = mapped_column(Text)
    late_rule: Mapped[str] = mapped_column(Text)
    light_touch_threshold: Mapped[Decimal] = mapped_column(ExactDecimal(2))
    standstill_days: Mapped[int]
    voluntary_standstill: Mapped[bool]
    low_percent: Mapped[Decimal] = mapped_column(ExactDecimal(2))
    high_percent: Mapped[Decimal] = mapped_column(ExactDecimal(2))
    others_low_percent: Mapped[Decimal | None] = mapped_column(ExactDecimal(2))
    others_high_percent: Mapped[Decimal | None] = mapped_column(ExactDecimal(2))
    spread_limit: Mapped[Decimal | None] = mapped_column(ExactDecimal(2))
    names_shown: Mapped[bool] = mapped_column(default=False)
    admission: Mapped[Any] = mapped_column(JsonValue, default=list)


class LotRecord(Record):
    """A lot of a purchasing system."""

    __tablename__ = "lot"
    __table_args__ = (UniqueConstraint("system_id", "code"),)

    system_id: Mapped[str] = mapped_column(ID, ForeignKey("purchasing_system.id"))
    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    cqc_required: Mapped[bool]
    position: Mapped[int]


class RateLimitRecord(Record):
    """Ceiling and floor of one rate in one lot."""

    __tablename__ = "rate_limit"
    __table_args__ = (UniqueConstraint("lot_id", "rate_code"),)

    lot_id: Mapped[str] = mapped_column(ID, ForeignKey("lot.id"))
    rate_code: Mapped[str] = mapped_column(Text)
    ceiling: Mapped[Decimal | None] = mapped_column(ExactDecimal(RATE_PLACES))
    floor: Mapped[Decimal | None] = mapped_column(ExactDecimal(RATE_PLACES))
    source: Mapped[str] = mapped_column(Text, default="")
