"""What screens read of a practice answer: nobody's score but one's own before it is closed."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.competitions.queries import competition
from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.moderation import SeatScore, mean, spread
from starapp.evaluation.panel_facts import seats
from starapp.evaluation.result import ScoreState
from starapp.evaluation.seats import Seat
from starapp.panel.records import PracticeAnswerRecord, PracticeScoreRecord


@dataclass(frozen=True, slots=True)
class Practised:
    """What one member gave.

    Attributes:
        title: the role; the name stays out.
    """

    seat_id: str
    title: str
    score: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class PracticeView:
    """The practice answer of a competition.

    Attributes:
        id: empty where there is none.
        own: what the person reading gave; None where they did not or do not score.
        done: how many members have scored it, of ``members``.
        scores: everybody's, once it is closed; empty before.
        apart: points between highest and lowest, once it is closed.
        average: exact, once it is closed.
    """

    id: str
    criterion: str
    text: str
    note: str
    closed: datetime | None
    model: EvaluationModel
    own: Practised | None
    done: int
    members: int
    scores: tuple[Practised, ...]
    apart: Decimal | None
    average: Fraction | None


def newest_practice(session: Session, competition_id: str) -> PracticeAnswerRecord | None:
    """The practice answer that stands, for commands of this capability."""
    query = (
        select(PracticeAnswerRecord)
        .where(PracticeAnswerRecord.competition_id == competition_id)
        .order_by(PracticeAnswerRecord.made.desc(), PracticeAnswerRecord.id)
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def open_practice(session: Session, competition_id: str) -> tuple[str, str] | None:
    """Question and text of the practice answer while members still score it."""
    record = newest_practice(session, competition_id)
    if record is None or record.closed is not None:
        return None
    return record.criterion, record.text


def practice_scores(session: Session, answer_id: str) -> dict[str, PracticeScoreRecord]:
    """What was given, by seat, for commands of this capability."""
    query = select(PracticeScoreRecord).where(PracticeScoreRecord.answer_id == answer_id)
    return {record.seat_id: record for record in session.scalars(query)}


def practice_view(session: Session, competition_id: str, *, person_id: str) -> PracticeView:
    """The practice answer as one person may see it."""
    model = competition(session, competition_id).model
    panel = [
        seat
        for seat in seats(session, competition_id)
        if not seat.chairs and seat.stood_down is None and not seat.barred
    ]
    record = newest_practice(session, competition_id)
    if record is None:
        return PracticeView(
            "", "", "", "", None, model, None, 0, len(panel), (), None, None
        )  # fmt: skip
    given = practice_scores(session, record.id)
    told = [_practised(seat, model, given[seat.id]) for seat in panel if seat.id in given]
    own_seat = next((seat.id for seat in panel if seat.person_id == person_id), "")
    shown = tuple(told) if record.closed is not None else ()
    as_scores = [SeatScore(one.seat_id, ScoreState.SCORED, one.score, one.reason) for one in shown]
    return PracticeView(
        id=record.id,
        criterion=record.criterion,
        text=record.text,
        note=record.note,
        closed=record.closed,
        model=model,
        own=next((one for one in told if one.seat_id == own_seat), None),
        done=len(told),
        members=len(panel),
        scores=shown,
        apart=spread(as_scores) if shown else None,
        average=mean(as_scores) if shown else None,
    )


def _practised(seat: Seat, model: EvaluationModel, record: PracticeScoreRecord) -> Practised:
    return Practised(seat.id, seat.title(model), record.score, record.reason)
