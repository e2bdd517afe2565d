"""Runs the ranking on the record and stores everything needed to run it again."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.competitions.queries import competition
from starapp.competitions.stages import Action, require
from starapp.evaluation.ranking import rank
from starapp.evaluation.records import RunRecord
from starapp.evaluation.run_inputs import run_inputs
from starapp.foundation.canonical import fingerprint
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import refuse
from starapp.history.history import actor, note, now


def run_evaluation(session: Session, *, competition_id: str) -> Change:
    """Ranks the bids by the published model from agreed scores, answers and unsealed prices.

    Raises:
        CannotDo: moderation is not closed, the model is not the published one, or the ranking
            needs something first.
    """
    require(session, competition_id, Action.RUN)
    place = competition(session, competition_id)
    if place.model.fingerprint() != place.model_fingerprint:
        raise refuse(
            "",
            "The evaluation model is not the one that was published, so nothing was worked out. "
            "Choose Go back to an earlier copy in the File menu, open one and compare the two.",
            "model_changed",
        )
    inputs = run_inputs(session, place)
    result = rank(place.model, inputs)
    earlier = session.scalar(
        select(func.max(RunRecord.number)).where(RunRecord.competition_id == competition_id)
    )
    record = RunRecord(
        competition_id=competition_id,
        number=(earlier or 0) + 1,
        rules=place.model_fingerprint,
        inputs=inputs,
        inputs_hash=fingerprint(inputs),
        result=result,
        made=now(session),
        person_name=actor(session).name,
    )
    session.add(record)
    session.flush()
    note(
        session, "evaluation run", about=("competition", competition_id),
        competition_id=competition_id,
    )  # fmt: skip
    return changed("Result worked out", "results", "competitions", made=record.id)
