"""What screens, letters and reports read of an evaluation: frozen rows, never more than is due.

Before moderation opens a member sees only their own scores; before prices are unsealed there is
no result to read.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.evaluation.moderation import Shortfall, shortfalls
from starapp.evaluation.panel_facts import (
    agreed_numbers,
    bids_in_play,
    chair_of,
    score_states,
    seats,
    standing_agreements,
    stopped_bids,
    stored_scores,
    stored_seat,
)
from starapp.evaluation.records import (
    AgreedScoreRecord,
    IndividualScoreRecord,
    MovementRecord,
    RunRecord,
)
from starapp.evaluation.result import AgreedScore, Run, ScoreState
from starapp.evaluation.run_inputs import run_inputs
from starapp.evaluation.score_sheet import IndividualScore
from starapp.evaluation.seats import Due, due_scores, not_scored
from starapp.evaluation.stored_result import inputs_from_json, result_from_json
from starapp.foundation.canonical import fingerprint
from starapp.foundation.problems import refuse

BEFORE_MODERATION = frozenset({State.BUILDING, State.PUBLISHED, State.OPENED, State.SCORING})
BEFORE_PRICES = BEFORE_MODERATION | {State.MODERATING}


@dataclass(frozen=True, slots=True)
class Movement:
    """One change of an agreed score."""

    bid_id: str
    criterion: str
    before: tuple[ScoreState, Decimal | None]
    after: tuple[ScoreState, Decimal | None]
    reason: str
    by: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement with everything the record keeps of it.

    Attributes:
        standing: False while it is reopened.
    """

    bid_id: str
    criterion: str
    state: ScoreState
    score: Decimal | None
    reason: str
    note: str
    agreed_by: frozenset[str]
    differing: tuple[tuple[str, str], ...]
    standing: bool
    agreed: datetime


@dataclass(frozen=True, slots=True)
class Stopped:
    """A decision not to take a bid further."""

    bid_id: str
    reason: str
    criteria: tuple[str, ...]
    decided: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SeatProgress:
    """How many of the wanted scores one seat has written."""

    seat_id: str
    done: int
    wanted: int


def own_scores(session: Session, seat_id: str, *, person_id: str) -> tuple[IndividualScore, ...]:
    """The scores of one seat, for the person who sits on it.

    Raises:
        CannotDo: for anybody else.
    """
    if stored_seat(session, seat_id).person_id != person_id:
        raise refuse("", "Only the member themselves can see these scores.", "not_own")
    query = select(IndividualScoreRecord).where(IndividualScoreRecord.seat_id == seat_id)
    return tuple(_individual(record) for record in session.scalars(query))


def individual_scores(session: Session, competition_id: str) -> tuple[IndividualScore, ...]:
    """Every member's scores, once moderation has opened.

    Scores of a meeting stay out until all of that question's scores for the bid are in.

    Raises:
        CannotDo: with code "not_yet" before moderation opens.
    """
    place = competition(session, competition_id)
    if place.state in BEFORE_MODERATION:
        raise refuse("", "Scores are seen together when moderation opens.", "not_yet")
    waiting = {(one.bid_id, one.criterion) for one in waiting_scores(session, competition_id)}
    left = {one.id for one in seats(session, competition_id) if one.stood_down is not None}
    return tuple(
        _individual(record)
        for record in stored_scores(session, competition_id)
        if record.seat_id not in left
        and (record.frozen is not None or (record.bid_id, record.criterion) not in waiting)
    )


def progress(session: Session, competition_id: str) -> tuple[SeatProgress, ...]:
    """Counts only, for everyone to see: how far each member is.

    Meetings are counted from moderation on, because they are held after it has begun.
    """
    place = competition(session, competition_id)
    panel = [seat for seat in seats(session, competition_id) if not seat.chairs]
    stopped = stopped_bids(session, competition_id)
    bids = [bid.id for bid in bids_in_play(session, competition_id) if bid.id not in stopped]
    due = [
        one
        for one in due_scores(place.model, panel, bids)
        if place.state is not State.SCORING or place.model.criterion(one.criterion).written
    ]
    left = not_scored(due, score_states(session, competition_id))
    return tuple(
        SeatProgress(
            seat.id,
            sum(one.seat_id == seat.id for one in due)
            - sum(one.seat_id == seat.id for one in left),
            sum(one.seat_id == seat.id for one in due),
        )
        for seat in panel
    )


def agreements(session: Session, competition_id: str) -> tuple[Agreed, ...]:
    """Every agreement, standing or reopened."""
    query = select(AgreedScoreRecord).where(AgreedScoreRecord.competition_id == competition_id)
    return tuple(_agreed(record) for record in session.scalars(query))


def agreed_scores(session: Session, competition_id: str) -> tuple[AgreedScore, ...]:
    """The agreed scores that stand, with the reason letters print."""
    return tuple(
        AgreedScore(record.bid_id, record.criterion, record.state, record.score, record.reason)
        for record in standing_agreements(session, competition_id)
    )


def movements(session: Session, competition_id: str) -> tuple[Movement, ...]:
    """Every change of an agreed score, oldest first."""
    query = (
        select(MovementRecord)
        .where(MovementRecord.competition_id == competition_id)
        .order_by(MovementRecord.moment, MovementRecord.criterion, MovementRecord.bid_id)
    )
    return tuple(
        Movement(
            record.bid_id,
            record.criterion,
            (record.before_state, record.before_score),
            (record.after_state, record.after_score),
            record.reason,
            record.person_name,
            record.moment,
        )
        for record in session.scalars(query)
    )


def not_taken_further(session: Session, competition_id: str) -> tuple[Stopped, ...]:
    """The decisions to stop with a bid that count now."""
    return tuple(
        Stopped(
            record.bid_id, record.reason, tuple(record.criteria), record.decided, record.person_name
        )
        for record in stopped_bids(session, competition_id).values()
    )


def missed_minimums(session: Session, competition_id: str) -> dict[str, tuple[Shortfall, ...]]:
    """Per bid the minimums it misses already; bids that miss none are left out."""
    place = competition(session, competition_id)
    numbers = agreed_numbers(session, competition_id)
    found = {bid: shortfalls(place.model, scores) for bid, scores in numbers.items()}
    return {bid: missed for bid, missed in found.items() if missed}


def moderator_id(session: Session, competition_id: str) -> str:
    """Identity of the person who chairs, or empty when nobody was appointed."""
    chair = chair_of(session, competition_id)
    return chair.person_id if chair else ""


def latest_run(session: Session, competition_id: str) -> Run | None:
    """The newest run whose inputs are still the record's; None while moderation is open."""
    place = competition(session, competition_id)
    if place.state in BEFORE_PRICES:
        return None
    query = (
        select(RunRecord)
        .where(RunRecord.competition_id == competition_id)
        .order_by(RunRecord.number.desc())
        .limit(1)
    )
    record = session.scalars(query).one_or_none()
    if record is None:
        return None
    if place.state is State.PRICED and record.inputs_hash != fingerprint(
        run_inputs(session, place)
    ):
        return None
    return Run(
        id=record.id,
        number=record.number,
        result=result_from_json(record.result),
        inputs=inputs_from_json(record.inputs),
        fingerprint=record.inputs_hash,
        rules=record.rules,
        made=record.made,
        by=record.person_name,
        model=place.model,
    )


def run(session: Session, competition_id: str) -> Run:
    """The newest run that holds.

    Raises:
        CannotDo: with code "no_run" when there is none yet.
    """
    found = latest_run(session, competition_id)
    if found is None:
        raise refuse("", "Work out the result first.", "no_run")
    return found


def waiting_scores(session: Session, competition_id: str) -> tuple[Due, ...]:
    """The individual scores still to come; who and what, never the scores."""
    place = competition(session, competition_id)
    bids = [bid.id for bid in bids_in_play(session, competition_id)]
    due = due_scores(place.model, seats(session, competition_id), bids)
    return not_scored(due, score_states(session, competition_id))


def _individual(record: IndividualScoreRecord) -> IndividualScore:
    return IndividualScore(
        record.bid_id,
        record.criterion,
        record.seat_id,
        record.state,
        record.score,
        record.reason,
        record.frozen is not None,
    )


def _agreed(record: AgreedScoreRecord) -> Agreed:
    return Agreed(
        record.bid_id,
        record.criterion,
        record.state,
        record.score,
        record.reason,
        record.note,
        frozenset(record.agreed_by),
        tuple(sorted(record.differing.items())),
        record.standing,
        record.agreed,
    )
