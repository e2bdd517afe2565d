"""Stored packages: the facts of a package, what is written about the person, and locked versions."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Enum, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from starapp.specifications.package import PackageState
from starapp.storage.base import ID, Record, sealed, shown
from starapp.storage.column_types import SHA256, ExactDecimal, JsonValue, UtcMoment

PACKAGE_STATE = Enum(
    PackageState,
    native_enum=False,
    create_constraint=True,
    name="package_state",
    length=30,
    values_callable=lambda states: [state.value for state in states],
)


class PackageRecord(Record):
    """One care package: everything but the words written about the person.

    Attributes:
        year, number: of the reference PKG-year-number.
        needs_digest: fingerprint of the texts.
        digest: fingerprint of the whole specification when it was made ready, else empty.
    """

    __tablename__ = "package"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_package_state", "state"),
    )

    reference: Mapped[str] = shown(Text, unique=True)
    year: Mapped[int] = shown()
    number: Mapped[int] = shown()
    state: Mapped[PackageState] = shown(PACKAGE_STATE, default=PackageState.DRAFT)
    title: Mapped[str] = sealed(Text)
    person_reference: Mapped[str] = sealed(Text)
    age_band: Mapped[str] = sealed(Text, default="")
    body_id: Mapped[str | None] = shown(ID, ForeignKey("body.id"), index=True)
    system_id: Mapped[str | None] = shown(ID, ForeignKey("purchasing_system.id"))
    lot_id: Mapped[str | None] = shown(ID, ForeignKey("lot.id"))
    area: Mapped[str] = sealed(Text, default="")
    area_body_id: Mapped[str | None] = shown(ID, ForeignKey("body.id"))
    start_target: Mapped[date | None] = shown()
    latest_start: Mapped[date | None] = shown()
    term_years: Mapped[int] = shown(default=0)
    extension_years: Mapped[int] = shown(default=0)
    current_weekly: Mapped[Decimal | None] = sealed(ExactDecimal(2))
    budget_weekly: Mapped[Decimal | None] = sealed(ExactDecimal(2))
    budget_shown: Mapped[bool] = shown(default=False)
    funders: Mapped[Any] = sealed(JsonValue, default=list)
    grid: Mapped[Any] = sealed(JsonValue, default=list)
    extras: Mapped[Any] = sealed(JsonValue)
    needs_digest: Mapped[str] = sealed(Text, default="")
    digest: Mapped[str] = sealed(Text, default="")
    locked: Mapped[datetime | None] = shown(UtcMoment)
    locked_by: Mapped[str] = shown(Text, default="")
    created: Mapped[datetime] = shown(UtcMoment)


class PackageTextRecord(Record):
    """What is written about the person.

    The history never forgets, so it has these words only as salted fingerprints: a name or number
    that is typed and taken out again is gone. A locked version keeps what bidders were given.
    """

    __tablename__ = "package_text"

    package_id: Mapped[str] = shown(ID, ForeignKey("package.id"), unique=True)
    needs: Mapped[Any] = sealed(JsonValue)
    outcomes: Mapped[Any] = sealed(JsonValue)
    kept: Mapped[Any] = sealed(JsonValue)


class PackageVersionRecord(Record):
    """A specification as it was locked: what bidders see, and the fingerprint of everything."""

    __tablename__ = "package_version"
    __table_args__ = (UniqueConstraint("package_id", "number"),)

    package_id: Mapped[str] = shown(ID, ForeignKey("package.id"), index=True)
    number: Mapped[int] = shown()
    made: Mapped[datetime] = shown(UtcMoment)
    made_by: Mapped[str] = shown(Text)
    digest: Mapped[str] = sealed(SHA256)
    for_bidders: Mapped[Any] = sealed(JsonValue)
