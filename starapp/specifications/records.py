"""Stored packages: the facts of a package, what is written about the person, and locked versions."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Enum, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from starapp.specifications.package import PackageState
from starapp.storage.base import ID, Record
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
        needs_digest: fingerprint of the texts, so that the history shows that they changed.
        digest: fingerprint of the whole specification when it was made ready, else empty.
    """

    __tablename__ = "package"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_package_state", "state"),
    )

    reference: Mapped[str] = mapped_column(Text, unique=True)
    year: Mapped[int]
    number: Mapped[int]
    state: Mapped[PackageState] = mapped_column(PACKAGE_STATE, default=PackageState.DRAFT)
    title: Mapped[str] = mapped_column(Text)
    person_reference: Mapped[str] = mapped_column(Text)
    age_band: Mapped[str] = mapped_column(Text, default="")
    body_id: Mapped[str | None] = mapped_column(ID, ForeignKey("body.id"), index=True)
    system_id: Mapped[str | None] = mapped_column(ID, ForeignKey("purchasing_system.id"))
    lot_id: Mapped[str | None] = mapped_column(ID, ForeignKey("lot.id"))
    area: Mapped[str] = mapped_column(Text, default="")
    area_body_id: Mapped[str | None] = mapped_column(ID, ForeignKey("body.id"))
    start_target: Mapped[date | None]
    latest_start: Mapped[date | None]
    term_years: Mapped[int] = mapped_column(default=0)
    extension_years: Mapped[int] = mapped_column(default=0)
    current_weekly: Mapped[Decimal | None] = mapped_column(ExactDecimal(2))
    budget_weekly: Mapped[Decimal | None] = mapped_column(ExactDecimal(2))
    budget_shown: Mapped[bool] = mapped_column(default=False)
    funders: Mapped[Any] = mapped_column(JsonValue, default=list)
    grid: Mapped[Any] = mapped_column(JsonValue, default=list)
    extras: Mapped[Any] = mapped_column(JsonValue)
    needs_digest: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(Text, default="")
    locked: Mapped[datetime | None] = mapped_column(UtcMoment)
    locked_by: Mapped[str] = mapped_column(Text, default="")
    created: Mapped[datetime] = mapped_column(UtcMoment)


class PackageTextRecord(Record):
    """What is written about the person.

    The history never forgets, so these words stay out of it: a name or number that is typed and
    taken out again is gone. The history has their fingerprint (``PackageRecord.needs_digest``),
    and a locked version keeps what bidders were given.
    """

    __tablename__ = "package_text"
    __untracked__ = True

    package_id: Mapped[str] = mapped_column(ID, ForeignKey("package.id"), unique=True)
    needs: Mapped[Any] = mapped_column(JsonValue)
    outcomes: Mapped[Any] = mapped_column(JsonValue)
    kept: Mapped[Any] = mapped_column(JsonValue)


class PackageVersionRecord(Record):
    """A specification as it was locked: what bidders see, and the fingerprint of everything."""

    __tablename__ = "package_version"
    __table_args__ = (UniqueConstraint("package_id", "number"),)

    package_id: Mapped[str] = mapped_column(ID, ForeignKey("package.id"), index=True)
    number: Mapped[int]
    made: Mapped[datetime] = mapped_column(UtcMoment)
    made_by: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(SHA256)
    for_bidders: Mapped[Any] = mapped_column(JsonValue)
