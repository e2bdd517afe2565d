"""Keeps what a rehearsal found with the model, and reads it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.criteria.queries import model as stored_model
from starapp.evaluation.records import RehearsalRecord
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import refuse
from starapp.history.history import actor, note, now

KINDS = {"made-up": "made-up bids", "past": "past bids"}


@dataclass(frozen=True, slots=True)
class KeptRehearsal:
    """A rehearsal in the record.

    Attributes:
        current: the model is still as it was tried.
    """

    kind: str
    seed: int
    told: tuple[str, ...]
    noted: datetime
    by: str
    current: bool


def note_rehearsal(
    session: Session, *, model_id: str, rules: str, kind: str, seed: int, told: Sequence[str]
) -> Change:
    """Keeps the sentences of a rehearsal with its model, also with a locked one.

    Args:
        session: writing.
        model_id: the model that was tried.
        rules: its fingerprint when it was tried.
        kind: "made-up" or "past".
        seed: of the made-up bids.
        told: what was found.

    Raises:
        CannotDo: the model was changed since, or nothing was found.
    """
    found = stored_model(session, model_id)
    if kind not in KINDS or not told:
        raise refuse("", "Try the model first.", "nothing")
    if found.model.fingerprint() != rules:
        raise refuse("", "The model was changed since it was tried. Try it again.", "changed")
    record = RehearsalRecord(
        model_id=model_id,
        rules=rules,
        kind=kind,
        seed=seed,
        told=list(told),
        noted=now(session),
        person_name=actor(session).name,
    )
    session.add(record)
    session.flush()
    note(session, f"{found.name} tried with {KINDS[kind]}", about=("model", model_id))
    return changed("Kept with the model", "rehearsals", made=record.id)


def rehearsals(session: Session, model_id: str) -> tuple[KeptRehearsal, ...]:
    """Every rehearsal kept with a model, newest first."""
    now_rules = stored_model(session, model_id).model.fingerprint()
    query = (
        select(RehearsalRecord)
        .where(RehearsalRecord.model_id == model_id)
        .order_by(RehearsalRecord.noted.desc(), RehearsalRecord.id)
    )
    return tuple(
        KeptRehearsal(
            record.kind,
            record.seed,
            tuple(record.told),
            record.noted,
            record.person_name,
            record.rules == now_rules,
        )
        for record in session.scalars(query)
    )
