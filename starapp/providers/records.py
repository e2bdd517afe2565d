"""Stored providers with the lots and areas they work in."""

from datetime import date
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, relationship

from starapp.storage.base import ID, Base, Record, sealed, shown
from starapp.storage.column_types import JsonValue


class ProviderLotRecord(Base):
    """A provider is admitted to a lot."""

    __tablename__ = "provider_lot"

    provider_id: Mapped[str] = shown(ID, ForeignKey("provider.id"), primary_key=True)
    lot_id: Mapped[str] = shown(ID, ForeignKey("lot.id"), primary_key=True, index=True)


class ProviderAreaRecord(Base):
    """A provider works in a body's area."""

    __tablename__ = "provider_area"

    provider_id: Mapped[str] = shown(ID, ForeignKey("provider.id"), primary_key=True)
    body_id: Mapped[str] = shown(ID, ForeignKey("body.id"), primary_key=True, index=True)


class ProviderRecord(Record):
    """A provider in the register; never deleted.

    Attributes:
        lot_ids, area_ids: the same as the rows of the link tables, as the history shows them.
        first_insurance_end: earliest end of a policy, for sorting and filtering.
    """

    __tablename__ = "provider"
    __table_args__ = (Index("ix_provider_name", "name"), Index("ix_provider_status", "status"))

    code: Mapped[str] = shown(Text, unique=True)
    name: Mapped[str] = shown(Text)
    kind: Mapped[str] = shown(Text)
    status: Mapped[str] = shown(Text)
    status_reason: Mapped[str] = shown(Text, default="")
    status_from: Mapped[date | None] = shown(Date)
    lot_ids: Mapped[Any] = shown(JsonValue, default=list)
    area_ids: Mapped[Any] = shown(JsonValue, default=list)
    cqc_rating: Mapped[str] = shown(Text)
    cqc_date: Mapped[date | None] = shown(Date)
    employers_liability: Mapped[date | None] = shown(Date)
    public_liability: Mapped[date | None] = shown(Date)
    professional_indemnity: Mapped[date | None] = shown(Date)
    first_insurance_end: Mapped[date | None] = shown(Date, index=True)
    contact_name: Mapped[str] = sealed(Text, default="")
    address_lines: Mapped[Any] = shown(JsonValue, default=list)
    email: Mapped[str] = sealed(Text, default="")
    phone: Mapped[str] = sealed(Text, default="")
    unique_identifier: Mapped[str] = shown(Text, default="")
    company_number: Mapped[str] = shown(Text, default="")
    charity_number: Mapped[str] = shown(Text, default="")
    cqc_provider_id: Mapped[str] = shown(Text, default="")
    cqc_location_id: Mapped[str] = shown(Text, default="")
    ods_code: Mapped[str] = shown(Text, default="")
    vat_number: Mapped[str] = shown(Text, default="")
    duns_number: Mapped[str] = shown(Text, default="")
    local_head_office: Mapped[bool] = shown(default=False)

    lots: Mapped[list[ProviderLotRecord]] = relationship(cascade="all, delete-orphan")
    areas: Mapped[list[ProviderAreaRecord]] = relationship(cascade="all, delete-orphan")
