"""Stored declarations of interest: one row each time somebody declares."""

from datetime import datetime

from sqlalchemy import Enum, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from starapp.panel.declarations import Standing
from starapp.storage.base import ID, Record
from starapp.storage.column_types import UtcMoment

STANDING = Enum(
    Standing,
    native_enum=False,
    create_constraint=True,
    name="declaration_standing",
    length=30,
    values_callable=lambda states: [state.value for state in states],
)


class DeclarationRecord(Record):
    """What one person declared about one competition, and the decision on it.

    Attributes:
        number: 1 for the first declaration of the seat; the highest counts.
    """

    __tablename__ = "declaration"

    seat_id: Mapped[str] = mapped_column(ID, ForeignKey("seat.id"), index=True)
    number: Mapped[int]
    standing: Mapped[Standing] = mapped_column(STANDING)
    interest: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(UtcMoment)
    reason: Mapped[str] = mapped_column(Text, default="")
    decided: Mapped[datetime | None] = mapped_column(UtcMoment)
    decided_by: Mapped[str] = mapped_column(Text, default="")
