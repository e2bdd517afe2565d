"""What screens and other parts read of evaluation models."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.criteria.records import ModelRecord
from starapp.criteria.stored_form import model_from_json
from starapp.foundation.found import Found

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model with its state.

    Attributes:
        locked: when it was locked, None for a draft.
        fingerprint: of the locked rules; empty for a draft.
    """

    id: str
    name: str
    locked: datetime | None
    locked_by: str
    fingerprint: str
    model: EvaluationModel

    @property
    def state(self) -> str:
        """Draft or locked."""
        return "locked" if self.locked else "draft"


def models(session: Session) -> tuple[StoredModel, ...]:
    """Every model by name."""
    rows = session.scalars(select(ModelRecord).order_by(ModelRecord.name, ModelRecord.id))
    return tuple(_value(row) for row in rows)


def model(session: Session, model_id: str) -> StoredModel:
    """One model.

    Raises:
        NoResultFound: when there is none with this id.
    """
    return _value(session.get_one(ModelRecord, model_id))


def find(session: Session, text: str) -> tuple[Found, ...]:
    """Models whose name holds the text, for the search."""
    query = select(ModelRecord.id, ModelRecord.name).where(
        ModelRecord.name.icontains(text, autoescape=True)
    )
    rows = session.execute(query.order_by(ModelRecord.name).limit(MOST_FOUND))
    return tuple(Found("model", row.id, "Model", row.name) for row in rows)


def _value(row: ModelRecord) -> StoredModel:
    return StoredModel(
        row.id,
        row.name,
        row.locked,
        row.locked_by,
        row.fingerprint or "",
        model_from_json(row.model),
    )
