"""The stored history: one row per command, each carrying the hash of the one before."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from starapp.storage.base import ID, Base
from starapp.storage.column_types import SHA256, JsonValue, UtcMoment


class HistoryRecord(Base):
    """One command: who, when, what, about which thing, why, and what changed.

    Attributes:
        number: 1 for the first; no number is missing.
        changes: each row the command added, changed or removed, named by its key, with its values
            before and after; of sealed columns with their salted fingerprints.
        previous: hash of the entry before, 64 zeros for the first.
        digest: SHA-256 over everything above in canonical JSON.
    """

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_about", "about_kind", "about_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    moment: Mapped[datetime] = mapped_column(UtcMoment, index=True)
    person_id: Mapped[str] = mapped_column(ID)
    person_name: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    about_kind: Mapped[str] = mapped_column(Text)
    about_id: Mapped[str] = mapped_column(ID)
    competition_id: Mapped[str | None] = mapped_column(ID, index=True)
    reason: Mapped[str] = mapped_column(Text)
    changes: Mapped[Any] = mapped_column(JsonValue)
    previous: Mapped[str] = mapped_column(SHA256)
    digest: Mapped[str] = mapped_column(SHA256)
