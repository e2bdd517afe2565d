"""Stored evaluation models: the whole model as canonical JSON, draft or locked."""

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.orm import Mapped

from starapp.storage.base import Record, shown
from starapp.storage.column_types import SHA256, JsonValue, UtcMoment


class ModelRecord(Record):
    """One model. A locked one never changes: its fingerprint is printed on documents."""

    __tablename__ = "evaluation_model"

    name: Mapped[str] = shown(Text)
    model: Mapped[Any] = shown(JsonValue)
    locked: Mapped[datetime | None] = shown(UtcMoment)
    locked_by: Mapped[str] = shown(Text, default="")
    fingerprint: Mapped[str | None] = shown(SHA256)
