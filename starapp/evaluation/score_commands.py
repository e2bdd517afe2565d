"""Members write their own scores; the chair closes individual scoring and opens moderation."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.price_commands import lookers
from starapp.competitions.competition import Competition, State
from starapp.competitions.queries import competition
from starapp.competitions.stages import Action, move, require
from starapp.criteria.evaluation_model import Criterion, Kind
from starapp.evaluation.moderation import LONGEST_REASON, scale_words
from starapp.evaluation.panel_facts import (
    bid_in_play,
    bids_in_play,
    require_chair,
    score_states,
    seat_value,
    seats,
    stored_agreement,
    stored_scores,
    stored_seat,
)
from starapp.evaluation.records import IndividualScoreRecord, SeatRecord
from starapp.evaluation.result import ScoreState
from starapp.evaluation.seats import Due, due_scores, not_scored
from starapp.foundation.change import Change, changed
from starapp.foundation.enumerating import bids_named
from starapp.foundation.exact import plain
from starapp.foundation.problems import Problem, raise_if, refuse
from starapp.history.history import actor, note, now


def record_score(
    session: Session,
    *,
    seat_id: str,
    bid_id: str,
    criterion: str,
    state: ScoreState,
    score: Decimal | None,
    reason: str,
) -> Change:
    """Writes the score a member gives one question of one bid, in place of their earlier one.

    An answer recorded from a meeting (a criterion that is not written) may still be scored while
    other questions are moderated, until the panel agrees it for that bid.

    Raises:
        CannotDo: somebody else's seat or question, not cleared, frozen, off the scale, no reason.
    """
    seat = stored_seat(session, seat_id)
    require(session, seat.competition_id, Action.SCORE)
    place = competition(session, seat.competition_id)
    question = _own_question(session, seat, place, bid_id=bid_id, criterion=criterion)
    _require_unfrozen(session, place, question, bid_id)
    raise_if(_score_problems(place, state, score, reason))
    bid = bid_in_play(session, seat.competition_id, bid_id)
    _write(session, seat, bid_id=bid_id, criterion=criterion, state=state, score=score, why=reason)
    said = plain(score) if score is not None else state.value
    words = f"Bid {bid.label}, {criterion}: {said}"
    note(
        session, "individual score written", about=("bid", bid_id),
        competition_id=seat.competition_id,
    )  # fmt: skip
    return changed(words, "scores")


def mark_missing(
    session: Session, *, seat_id: str, bid_id: str, criterion: str, state: ScoreState, reason: str
) -> Change:
    """Records, by the chair, that a score that is missing will not come, and why.

    Raises:
        CannotDo: not the chair, a score is there already, frozen, or no reason.
    """
    seat = stored_seat(session, seat_id)
    require(session, seat.competition_id, Action.SCORE)
    require_chair(session, seat.competition_id)
    place = competition(session, seat.competition_id)
    question = _question(place, criterion)
    _require_unfrozen(session, place, question, bid_id)
    bid = bid_in_play(session, seat.competition_id, bid_id)
    problems = []
    if not seat_value(seat).may_score(question, bid_id):
        problems.append(Problem("", "This person does not score this question.", "not_theirs"))
    if state not in {ScoreState.ABSTAINED, ScoreState.NOT_APPLICABLE}:
        problems.append(Problem("state", "Choose abstained or not applicable.", "state"))
    if not reason.strip():
        problems.append(Problem("reason", "Write why this score is missing.", "no_reason"))
    states = score_states(session, seat.competition_id)
    if not not_scored([Due(bid_id, criterion, seat_id)], states):
        problems.append(Problem("", "This score is there already.", "scored"))
    raise_if(problems)
    _write(session, seat, bid_id=bid_id, criterion=criterion, state=state, score=None, why=reason)
    note(
        session, f"missing score marked {state.value}", about=("bid", bid_id),
        reason=reason, competition_id=seat.competition_id,
    )  # fmt: skip
    return changed(f"Bid {bid.label}, {criterion} marked {state.value}", "scores")


def open_moderation(session: Session, *, competition_id: str) -> Change:
    """Freezes every individual score of a written question for ever and opens moderation.

    Raises:
        CannotDo: not the chair, or scores are missing; one problem per member and question.
    """
    require(session, competition_id, Action.OPEN_MODERATION)
    require_chair(session, competition_id)
    place = competition(session, competition_id)
    raise_if(missing_problems(session, place))
    written = {q.code for q in place.model.leaves(Kind.SCORED) if q.written}
    for record in stored_scores(session, competition_id):
        if record.criterion in written:
            record.frozen = now(session)
    move(session, competition_id, State.MODERATING)
    note(
        session, "individual scores frozen and moderation opened",
        about=("competition", competition_id), competition_id=competition_id,
    )  # fmt: skip
    return changed("Moderation opened", "scores", "moderation", "competitions", "panel")


def missing_problems(session: Session, place: Competition) -> tuple[Problem, ...]:
    """Who has not scored what, of the written questions: one problem per member and question."""
    panel = seats(session, place.id)
    labels = {bid.id: bid.label for bid in bids_in_play(session, place.id)}
    due = due_scores(place.model, panel, labels)
    missing = [
        one
        for one in not_scored(due, score_states(session, place.id))
        if place.model.criterion(one.criterion).written
    ]
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in missing:
        grouped.setdefault((one.seat_id, one.criterion), []).append(labels[one.bid_id])
    titles = {seat.id: seat.title(place.model) for seat in panel}
    return tuple(
        Problem(
            f"{seat_id}.{code}",
            f"{titles[seat_id]} has not scored {code} for {bids_named(letters)}. "
            "Wait for the score, or mark it abstained or not applicable.",
            "missing",
        )
        for (seat_id, code), letters in grouped.items()
    )


def _question(place: Competition, criterion: str) -> Criterion:
    for question in place.model.leaves(Kind.SCORED):
        if question.code == criterion:
            return question
    raise refuse("", "This question is not scored.", "not_scored")


def _own_question(
    session: Session, seat: SeatRecord, place: Competition, *, bid_id: str, criterion: str
) -> Criterion:
    """The question, when the actor sits on the seat, is cleared, and the question is theirs."""
    if seat.person_id != actor(session).person_id:
        raise refuse("", "Only the member themselves can write this score.", "not_own")
    if seat.person_id in lookers(session, place.id):
        words = "You saw the prices before they were unsealed, so you cannot score these bids."
        raise refuse("", words, "saw_prices")
    if seat.stood_down is not None:
        raise refuse("", "You left this panel, so you do not score here any more.", "left")
    if seat.barred or bid_id in seat.excluded:
        raise refuse("", "The chair decided that you do not score this, because of an interest.",
                     "barred")  # fmt: skip
    if seat.cleared is None:
        raise refuse("", "Declare your interests first. Scoring opens when the chair clears you.",
                     "not_cleared")  # fmt: skip
    question = _question(place, criterion)
    if not seat_value(seat).scores(question):
        raise refuse("", f"{criterion} is not one of your questions.", "not_theirs")
    return question


def _require_unfrozen(
    session: Session, place: Competition, question: Criterion, bid_id: str
) -> None:
    """Raises CannotDo when moderation of the question began."""
    agreed = stored_agreement(session, bid_id=bid_id, criterion=question.code)
    if agreed is not None or (place.state is not State.SCORING and question.written):
        raise refuse("", "Moderation began, so individual scores cannot change.", "frozen")


def _score_problems(
    place: Competition, state: ScoreState, score: Decimal | None, reason: str
) -> tuple[Problem, ...]:
    found = []
    if state is ScoreState.SCORED and (score is None or score not in place.model.scores):
        found.append(Problem("score", f"Choose {scale_words(place.model)}.", "off_scale"))
    if state is not ScoreState.SCORED and score is not None:
        found.append(Problem("score", "Take the score away, or choose scored.", "score_and_state"))
    if state is not ScoreState.NOT_SCORED and not reason.strip():
        found.append(Problem("reason", "Write why.", "no_reason"))
    if len(reason) > LONGEST_REASON:
        found.append(
            Problem("reason", f"Shorten the reason to {LONGEST_REASON:,} characters.", "too_long")
        )
    return tuple(found)


def _write(
    session: Session,
    seat: SeatRecord,
    *,
    bid_id: str,
    criterion: str,
    state: ScoreState,
    score: Decimal | None,
    why: str,
) -> None:
    query = select(IndividualScoreRecord).where(
        IndividualScoreRecord.seat_id == seat.id,
        IndividualScoreRecord.bid_id == bid_id,
        IndividualScoreRecord.criterion == criterion,
    )
    record = session.scalars(query).one_or_none()
    if record is None:
        record = IndividualScoreRecord(
            competition_id=seat.competition_id, seat_id=seat.id, bid_id=bid_id, criterion=criterion
        )
        session.add(record)
    record.state, record.score, record.reason = state, score, why.strip()
    record.written = now(session)
