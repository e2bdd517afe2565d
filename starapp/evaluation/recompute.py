"""Runs every stored evaluation again and says where the record and the result disagree."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.competitions.competition import Competition, State
from starapp.competitions.queries import competition
from starapp.evaluation.ranking import rank
from starapp.evaluation.records import RunRecord
from starapp.evaluation.run_inputs import run_inputs
from starapp.evaluation.stored_result import inputs_from_json
from starapp.foundation.canonical import canonical_json, fingerprint
from starapp.foundation.problems import CannotDo, Problem

DECIDED = frozenset(
    {
        State.RECOMMENDED,
        State.APPROVED,
        State.ISSUED,
        State.STANDSTILL,
        State.CONCLUDED,
    }
)
"""States in which the newest run must still be what the record gives."""


def recompute_all(session: Session) -> Iterator[Problem]:
    """Gives a problem for each stored run, of any competition, that does not come out the same."""
    ids = select(RunRecord.competition_id).distinct().order_by(RunRecord.competition_id)
    for competition_id in session.scalars(ids).all():
        yield from recompute(session, competition_id)


def recompute(session: Session, competition_id: str) -> Iterator[Problem]:
    """Gives a problem for each run of one competition that does not come out the same again.

    Checks the fingerprints, ranks the stored inputs again, and, once a result is recommended,
    compares the newest run's inputs with the scores, answers and prices in the record.
    """
    place = competition(session, competition_id)
    if place.model.fingerprint() != place.model_fingerprint:
        yield Problem(place.reference, "The evaluation model is not the published one.", "model")
    query = (
        select(RunRecord)
        .where(RunRecord.competition_id == competition_id)
        .order_by(RunRecord.number)
    )
    runs = session.scalars(query).all()
    for record in runs:
        yield from _run_problems(place, record)
    if runs and place.state in DECIDED:
        yield from _record_problems(session, place, runs[-1])


def _run_problems(place: Competition, record: RunRecord) -> Iterator[Problem]:
    where = f"{place.reference}, run {record.number}"
    if record.rules != place.model_fingerprint:
        yield Problem(where, "The run followed another evaluation model.", "rules")
    if fingerprint(record.inputs) != record.inputs_hash:
        yield Problem(where, "The stored inputs were changed after the run.", "inputs")
    again = _ranked_again(place, record.inputs)
    if again is None or canonical_json(again) != canonical_json(record.result):
        yield Problem(where, "Ranking the stored inputs again gives another result.", "result")


def _ranked_again(place: Competition, inputs: Sequence[Mapping[str, Any]]) -> object:
    """The result of the stored inputs, or None when they cannot be ranked any more."""
    try:
        return rank(place.model, inputs_from_json(inputs))
    except (CannotDo, ArithmeticError, KeyError, TypeError, ValueError):
        return None


def _record_problems(session: Session, place: Competition, record: RunRecord) -> Iterator[Problem]:
    if fingerprint(run_inputs(session, place)) != record.inputs_hash:
        yield Problem(
            f"{place.reference}, run {record.number}",
            "The scores, answers or prices in the record are not the ones the result rests on.",
            "record",
        )
