"""What people do with evaluation models: add, edit, copy, lock, delete a draft."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.criteria.model_checks import model_problems
from starapp.criteria.records import ModelRecord
from starapp.criteria.stored_form import model_from_json, model_to_json
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import raise_if, refuse
from starapp.history.history import actor, note, now
from starapp.organisation.people_checks import name_problems


def add_model(session: Session, *, model: EvaluationModel) -> Change:
    """Adds a draft, from a template, a file or an empty model.

    Raises:
        CannotDo: no name, or one that is taken.
    """
    _name_is_free(session, model.name, but="")
    record = ModelRecord(name=model.name.strip(), model=model_to_json(model))
    session.add(record)
    session.flush()
    note(session, f"evaluation model {record.name} added", about=("model", record.id))
    return changed(f"{record.name} added", "models", made=record.id)


def copy_model(session: Session, *, model_id: str, name: str) -> Change:
    """Adds a draft with the same rules under another name.

    Raises:
        CannotDo: no name, or one that is taken.
    """
    source = model_from_json(session.get_one(ModelRecord, model_id).model)
    return add_model(session, model=replace(source, name=name.strip()))


def save_model(session: Session, *, model_id: str, model: EvaluationModel) -> Change:
    """Saves a draft as it stands; it may still be unfinished.

    Raises:
        CannotDo: the model is locked, or its name is empty or taken.
    """
    record = _draft(session, model_id)
    _name_is_free(session, model.name, but=model_id)
    record.name, record.model = model.name.strip(), model_to_json(model)
    note(session, f"evaluation model {record.name} changed", about=("model", record.id))
    return changed("Model saved", "models")


def lock_model(session: Session, *, model_id: str) -> Change:
    """Locks the rules for ever and keeps their fingerprint.

    Raises:
        CannotDo: with every problem that stands in the way, or when it is locked already.
    """
    record = _draft(session, model_id)
    model = model_from_json(record.model)
    raise_if(model_problems(model))
    record.locked, record.locked_by = now(session), actor(session).name
    record.fingerprint = model.fingerprint()
    note(session, f"evaluation model {record.name} locked", about=("model", record.id))
    return changed(f"{record.name} locked", "models")


def delete_model(session: Session, *, model_id: str) -> Change:
    """Deletes a draft.

    Raises:
        CannotDo: the model is locked.
    """
    record = _draft(session, model_id)
    session.delete(record)
    note(session, f"draft model {record.name} deleted", about=("model", record.id))
    return changed(f"{record.name} deleted", "models")


def _draft(session: Session, model_id: str) -> ModelRecord:
    record = session.get_one(ModelRecord, model_id)
    if record.locked is not None:
        raise refuse(
            "", f"{record.name} is locked and cannot change. Copy it to make another.", "locked"
        )
    return record


def _name_is_free(session: Session, name: str, *, but: str) -> None:
    raise_if([*name_problems("name", "a name for the model", name)])
    same = select(ModelRecord.id).where(ModelRecord.name == name.strip())
    if any(other != but for other in session.scalars(same)):
        raise refuse("name", f"There is already a model called {name.strip()}.", "taken")
