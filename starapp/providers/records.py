"""Stored providers with the lots and areas they work in."""

from datetime import date
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from starapp.storage.base import ID, Base, Record
from starapp.storage.column_types import JsonValue


class ProviderLotRecord(Base):
    """A provider is admitted to a lot."""

    __tablename__ = "provider_lot"

    provider_id: Mapped[str] = mapped_column(ID, ForeignKey("provider.id"), primary_key=True)
    lot_id: Mapped[str] = mapped_column(ID, ForeignKey("lot.id"), primary_key=True, index=True)


class ProviderAreaRecord(Base):
    """A provider works in a body's area."""

    __tablename__ = "provider_area"

    provider_id: Mapped[str] = mapped_column(ID, ForeignKey("provider.id"), primary_key=True)
    body_id: Mapped[str] = mapped_column(ID, ForeignKey("body.id"), primary_key=True, index=True)


class ProviderRecord(Record):
    """A provider in the register; never deleted.

    Attributes:
        lot_ids, area_ids: the same as the rows of the link tables, kept for the history.
        first_insurance_end: earliest end of a policy, for sorting and filtering.
    """

    __tablename__ = "provider"
    __table_args__ = (Index("ix_provider_name", "name"), Index("ix_provider_status", "status"))

    code: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    status_reason: Mapped[str] = mapped_column(Text, default="")
    status_from: Mapped[date | None] = mapped_column(Date)
    lot_ids: Mapped[Any] = mapped_column(JsonValue, default=list)
    area_ids: Mapped[Any] = mapped_column(JsonValue, default=list)
    cqc_rating: Mapped[str] = mapped_column(Text)
    cqc_date: Mapped[date | None] = mapped_column(Date)
    employers_liability: Mapped[date | None] = mapped_column(Date)
    public_liability: Mapped[date | None] = mapped_column(Date)
    professional_indemnity: Mapped[date | None] = mapped_column(Date)
    first_insurance_end: Mapped[date | None] = mapped_column(Date, index=True)
    contact_name: Mapped[str] = mapped_column(Text, default="")
    address_lines: Mapped[Any] = mapped_column(JsonValue, default=list)
    email: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    unique_identifier: Mapped[str] = mapped_column(Text, default="")
    company_number: Mapped[str] = mapped_column(Text, default="")
    charity_number: Mapped[str] = mapped_column(Text, default="")
    cqc_provider_id: Mapped[str] = mapped_column(Text, default="")
    cqc_location_id: Mapped[str] = mapped_column(Text, default="")
    ods_code: Mapped[str] = mapped_column(Text, default="")
    vat_number: Mapped[str] = mapped_column(Text, default="")
    duns_number: Mapped[str] = mapped_column(Text, default="")
    local_head_office: Mapped[bool] = mapped_column(default=False)

    lots: Mapped[list[ProviderLotRecord]] = relationship(cascade="all, delete-orphan")
    areas: Mapped[list[ProviderAreaRecord]] = relationship(cascade="all, delete-orphan")
