"""Stored evaluation models: the whole model as canonical JSON, draft or locked."""

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from starapp.storage.base import Record
from starapp.storage.column_types import SHA256, JsonValue, UtcMoment


class ModelRecord(Record):
    """One model. A locked one never changes: its fingerprint is printed on documents."""

    __tablename__ = "evaluation_model"

    name: Mapped[str] = mapped_column(Text)
    model: Mapped[Any] = mapped_column(JsonValue)
    locked: Mapped[datetime | None] = mapped_column(UtcMoment)
    locked_by: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str | None] = mapped_column(SHA256)
