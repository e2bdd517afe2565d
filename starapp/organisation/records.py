"""Stored bodies, people, letterheads and purchasing systems."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from starapp.foundation.exact import RATE_PLACES
from starapp.storage.base import ID, Record, shown
from starapp.storage.column_types import ExactDecimal, JsonValue


class BodyRecord(Record):
    """A council or NHS body."""

    __tablename__ = "body"

    code: Mapped[str] = shown(Text, unique=True)
    name: Mapped[str] = shown(Text)
    kind: Mapped[str] = shown(Text)


class PersonRecord(Record):
    """Somebody who uses the workspace; never deleted, only made inactive."""

    __tablename__ = "person"

    name: Mapped[str] = shown(Text)
    title: Mapped[str] = shown(Text)
    body_id: Mapped[str] = shown(ID, ForeignKey("body.id"))
    roles: Mapped[Any] = shown(JsonValue, default=list)
    active: Mapped[bool] = shown(default=True)


class LetterheadRecord(Record):
    """What one body prints on its letters."""

    __tablename__ = "letterhead"

    body_id: Mapped[str] = shown(ID, ForeignKey("body.id"), unique=True)
    name: Mapped[str] = shown(Text)
    department: Mapped[str] = shown(Text, default="")
    address_lines: Mapped[Any] = shown(JsonValue, default=list)
    email: Mapped[str] = shown(Text, default="")
    phone: Mapped[str] = shown(Text, default="")
    signatory_name: Mapped[str] = shown(Text, default="")
    signatory_title: Mapped[str] = shown(Text, default="")
    logo: Mapped[bytes | None] = shown(LargeBinary)
    logo_alternative: Mapped[str] = shown(Text, default="")
    other_formats: Mapped[str] = shown(Text, default="")
    identifier: Mapped[str] = shown(Text, default="")
    complaints: Mapped[str] = shown(Text, default="")


class SystemRecord(Record):
    """A purchasing system; lots and rate limits are rows of their own.

    Attributes:
        rate_types: list of code, name, unit and whether the hourly floor applies.
    """

    __tablename__ = "purchasing_system"

    reference: Mapped[str] = shown(Text, unique=True)
    title: Mapped[str] = shown(Text)
    lead_body_id: Mapped[str] = shown(ID, ForeignKey("body.id"))
    run_by: Mapped[str] = shown(Text)
    start: Mapped[date] = shown(Date)
    end: Mapped[date] = shown(Date)
    regime: Mapped[str] = shown(Text)
    annual_factor: Mapped[Decimal] = shown(ExactDecimal(4))
    outcome_domains: Mapped[Any] = shown(JsonValue)
    rate_types: Mapped[Any] = shown(JsonValue)
    sealing: Mapped[str] = shown(Text)
    rounding: Mapped[str] = shown(Text)
    late_rule: Mapped[str] = shown(Text)
    light_touch_threshold: Mapped[Decimal] = shown(ExactDecimal(2))
    standstill_days: Mapped[int] = shown()
    voluntary_standstill: Mapped[bool] = shown()
    low_percent: Mapped[Decimal] = shown(ExactDecimal(2))
    high_percent: Mapped[Decimal] = shown(ExactDecimal(2))
    others_low_percent: Mapped[Decimal | None] = shown(ExactDecimal(2))
    others_high_percent: Mapped[Decimal | None] = shown(ExactDecimal(2))
    spread_limit: Mapped[Decimal | None] = shown(ExactDecimal(2))
    names_shown: Mapped[bool] = shown(default=False)
    admission: Mapped[Any] = shown(JsonValue, default=list)


class LotRecord(Record):
    """A lot of a purchasing system."""

    __tablename__ = "lot"
    __table_args__ = (UniqueConstraint("system_id", "code"),)

    system_id: Mapped[str] = shown(ID, ForeignKey("purchasing_system.id"))
    code: Mapped[str] = shown(Text)
    name: Mapped[str] = shown(Text)
    description: Mapped[str] = shown(Text)
    cqc_required: Mapped[bool] = shown()
    position: Mapped[int] = shown()


class RateLimitRecord(Record):
    """Ceiling and floor of one rate in one lot."""

    __tablename__ = "rate_limit"
    __table_args__ = (UniqueConstraint("lot_id", "rate_code"),)

    lot_id: Mapped[str] = shown(ID, ForeignKey("lot.id"))
    rate_code: Mapped[str] = shown(Text)
    ceiling: Mapped[Decimal | None] = shown(ExactDecimal(RATE_PLACES))
    floor: Mapped[Decimal | None] = shown(ExactDecimal(RATE_PLACES))
    source: Mapped[str] = shown(Text, default="")
