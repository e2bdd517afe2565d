"""Issued letters: the blocks, the PDF and its SHA-256, kept for ever."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from starapp.storage.base import ID, Record, sealed, shown
from starapp.storage.column_types import SHA256, JsonValue, UtcMoment


class LetterRecord(Record):
    """One letter as it was issued; never changed afterwards, only superseded by a later one.

    Attributes:
        number: 1, 2, 3 within the competition, in the order of issue.
        blocks: the document as content blocks, from which the PDF was made.
        supersedes_id: the letter this one corrects, if any.
    """

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("competition_id", "number"),)

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"))
    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"))
    provider_id: Mapped[str] = shown(ID, ForeignKey("provider.id"))
    provider_name: Mapped[str] = shown(Text)
    kind: Mapped[str] = shown(Text)
    number: Mapped[int] = shown()
    title: Mapped[str] = sealed(Text)
    blocks: Mapped[Any] = sealed(JsonValue)
    pdf: Mapped[bytes] = sealed(LargeBinary)
    sha256: Mapped[str] = sealed(SHA256)
    pages: Mapped[int] = shown()
    issued_by: Mapped[str] = shown(ID)
    issued_by_name: Mapped[str] = shown(Text)
    issued_at: Mapped[datetime] = shown(UtcMoment)
    supersedes_id: Mapped[str | None] = shown(ID, ForeignKey("letter.id"))
