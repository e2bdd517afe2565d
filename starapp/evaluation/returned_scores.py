"""Scores a member gave away from the workspace: what is there from them, what may change, writing."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.price_commands import lookers
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.evaluation.given_score import GivenScore
from starapp.evaluation.panel_facts import (
    bids_in_play,
    seat_value,
    standing_agreements,
    stopped_bids,
    stored_seat,
)
from starapp.evaluation.records import IndividualScoreRecord
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_sheet import CellKey
from starapp.evaluation.seats import due_scores
from starapp.foundation.problems import Problem
from starapp.history.history import now


def seat_problems(session: Session, seat_id: str) -> tuple[Problem, ...]:
    """Why no score of a seat can be taken now."""
    seat = stored_seat(session, seat_id)
    if competition(session, seat.competition_id).state is not State.SCORING:
        words = "Scores are taken while scoring is open. Scoring has not begun or is over."
        return (Problem("", words, "closed"),)
    if seat.person_id in lookers(session, seat.competition_id):
        words = "This person saw the prices before they were unsealed, so cannot score these bids."
        return (Problem("", words, "saw_prices"),)
    if seat.stood_down is not None:
        return (Problem("", "This person left the panel, so their scores count no more.", "left"),)
    if seat.barred:
        words = "The chair decided that this person does not score, because of an interest."
        return (Problem("", words, "barred"),)
    if seat.cleared is None:
        words = "An interest of this person waits for the chair. Decide it first."
        return (Problem("", words, "not_cleared"),)
    return ()


def wanted_of_seat(session: Session, seat_id: str) -> tuple[CellKey, ...]:
    """Bid and written question of each score that is wanted from a seat, question by question."""
    seat = stored_seat(session, seat_id)
    model = competition(session, seat.competition_id).model
    stopped = stopped_bids(session, seat.competition_id)
    bids = [b.id for b in bids_in_play(session, seat.competition_id) if b.id not in stopped]
    return tuple(
        (one.bid_id, one.criterion)
        for one in due_scores(model, [seat_value(seat)], bids)
        if model.criterion(one.criterion).written
    )


def scores_of_seat(session: Session, seat_id: str) -> dict[CellKey, GivenScore]:
    """What is there from a seat, to hold a score file against it."""
    return {
        key: GivenScore(record.state, record.score, record.reason)
        for key, record in _records(session, seat_id).items()
        if record.state is not ScoreState.NOT_SCORED
    }


def closed_scores(session: Session, seat_id: str) -> dict[CellKey, str]:
    """Which scores of a seat can no longer change, and why."""
    seat = stored_seat(session, seat_id)
    frozen = {key for key, record in _records(session, seat_id).items() if record.frozen}
    agreed = {(r.bid_id, r.criterion) for r in standing_agreements(session, seat.competition_id)}
    return {
        **dict.fromkeys(frozen, "Moderation began, so this score cannot change."),
        **dict.fromkeys(agreed, "The panel agreed this score already."),
    }


def write_scores(
    session: Session, *, seat_id: str, scores: Mapping[CellKey, GivenScore | None]
) -> None:
    """Puts scores of a seat in place of what is there; None makes it "not scored".

    The caller has held them against the scale and against what is closed.
    """
    seat = stored_seat(session, seat_id)
    there = _records(session, seat_id)
    for (bid_id, criterion), given in scores.items():
        record = there.get((bid_id, criterion))
        if given is None:
            if record is not None:
                record.state, record.score, record.reason = ScoreState.NOT_SCORED, None, ""
                record.written = now(session)
            continue
        if record is None:
            record = IndividualScoreRecord(
                competition_id=seat.competition_id,
                seat_id=seat_id,
                bid_id=bid_id,
                criterion=criterion,
            )
            session.add(record)
        record.state, record.score, record.reason = given.state, given.score, given.reason
        record.written = now(session)


def _records(session: Session, seat_id: str) -> dict[CellKey, IndividualScoreRecord]:
    query = select(IndividualScoreRecord).where(IndividualScoreRecord.seat_id == seat_id)
    return {(record.bid_id, record.criterion): record for record in session.scalars(query)}
