"""Finished competitions of the workspace whose bids can be tried with another model."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.queries import bids
from starapp.competitions.competition import Competition
from starapp.competitions.queries import competition
from starapp.competitions.records import CompetitionRecord
from starapp.criteria.evaluation_model import EvaluationModel, Kind
from starapp.evaluation.queries import latest_run
from starapp.evaluation.recompute import DECIDED
from starapp.evaluation.rehearsal import Earlier, LeftOut
from starapp.evaluation.result import Run
from starapp.evaluation.rules import rules_of


@dataclass(frozen=True, slots=True)
class Past:
    """What the past offers for trying a model."""

    fits: tuple[Earlier, ...]
    left_out: tuple[LeftOut, ...]


def earlier_competitions(session: Session, model: EvaluationModel) -> Past:
    """Every finished competition: those whose questions and price fit by code, and the others.

    Finished means that a result was recommended; competitions still running are never shown.
    """
    query = select(CompetitionRecord.id).where(CompetitionRecord.state.in_(DECIDED))
    fits: list[Earlier] = []
    left: list[LeftOut] = []
    for competition_id in session.scalars(query.order_by(CompetitionRecord.reference)):
        place, run = competition(session, competition_id), latest_run(session, competition_id)
        if run is None:
            continue
        why = next(_reasons(model, run), "")
        if why:
            left.append(LeftOut(place.reference, why))
        else:
            fits.append(_earlier(session, place, run))
    return Past(tuple(fits), tuple(left))


def _earlier(session: Session, place: Competition, run: Run) -> Earlier:
    names = tuple(
        (bid.id, f"Bid {bid.label}" if bid.label else "A bid that was not opened")
        for bid in bids(session, place.id)
    )
    return Earlier(place.reference, names, rules_of(run.model), run.inputs, run.result.winner)


def _reasons(model: EvaluationModel, run: Run) -> Iterator[str]:
    """Why the bids of a run cannot be ranked by the model."""
    old = run.model
    for kind, words in ((Kind.SCORED, "scores"), (Kind.PASS_FAIL, "has pass or fail for")):
        known = {leaf.code for leaf in old.leaves(kind)}
        missing = [leaf.code for leaf in model.leaves(kind) if leaf.code not in known]
        if missing:
            yield f"This model {words} {', '.join(missing)}, which it did not."
    scale = set(model.scores)
    if any(score not in scale for bid in run.inputs for score in bid.scores.values()):
        yield "Its scores are not all on the scale of this model."
    if model.leaves(Kind.PRICE) and not old.leaves(Kind.PRICE):
        yield "It compared no prices."
    elif model.leaves(Kind.PRICE) and model.price.basis is not old.price.basis:
        yield "It compared another price: " + old.price.basis.value.replace("_", " ") + "."
