"""Issued letters: the blocks, the PDF and its SHA-256, kept for ever."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from starapp.storage.base import ID, Record
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

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"))
    bid_id: Mapped[str] = mapped_column(ID, ForeignKey("bid.id"))
    provider_id: Mapped[str] = mapped_column(ID, ForeignKey("provider.id"))
    provider_name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    blocks: Mapped[Any] = mapped_column(JsonValue)
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(SHA256)
    pages: Mapped[int]
    issued_by: Mapped[str] = mapped_column(ID)
    issued_by_name: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime] = mapped_column(UtcMoment)
    supersedes_id: Mapped[str | None] = mapped_column(ID, ForeignKey("letter.id"))
