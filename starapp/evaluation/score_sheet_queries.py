"""Reads the sheet of one panel member."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from starapp.bids.bid import Bid
from starapp.bids.queries import answer
from starapp.competitions.competition import Competition, State
from starapp.competitions.queries import competition, rules
from starapp.criteria.evaluation_model import Kind
from starapp.evaluation.panel_facts import bids_in_play, seats, standing_agreements, stopped_bids
from starapp.evaluation.queries import own_scores
from starapp.evaluation.score_sheet import CellKey, IndividualScore, ScoreSheet
from starapp.evaluation.seats import Due, Seat, due_scores


def score_sheet(session: Session, competition_id: str, *, person_id: str) -> ScoreSheet | None:
    """The sheet of one person, or None when they do not score in this competition."""
    place = competition(session, competition_id)
    panel = seats(session, competition_id)
    seat = next((s for s in panel if s.person_id == person_id and not s.chairs), None)
    if seat is None:
        return None
    locked = _locked(place, seat)
    early = place.state in {State.BUILDING, State.PUBLISHED, State.OPENED}
    bids = () if early or seat.cleared is None else bids_in_play(session, competition_id)
    stopped = stopped_bids(session, competition_id)
    due = due_scores(place.model, [seat], [bid.id for bid in bids if bid.id not in stopped])
    scores = {
        (one.bid_id, one.criterion): one
        for one in own_scores(session, seat.id, person_id=person_id)
    }
    agreed = {(r.bid_id, r.criterion) for r in standing_agreements(session, competition_id)}
    return ScoreSheet(
        competition_id=competition_id,
        seat_id=seat.id,
        title=seat.title(place.model),
        locked=locked,
        model=place.model,
        bids=tuple((bid.id, bid.label) for bid in bids),
        questions=tuple(q for q in place.model.leaves(Kind.SCORED) if seat.scores(q)),
        wanted=tuple((one.bid_id, one.criterion) for one in due),
        writable=frozenset() if locked else _writable(place, due, scores, agreed),
        scores=scores,
        names=shown_names(session, competition_id, bids),
    )


def shown_names(session: Session, competition_id: str, bids: Iterable[Bid]) -> dict[str, str]:
    """Who each bid is from, where the rules the competition was published with show the panel."""
    if not rules(session, competition_id).system.names_shown:
        return {}
    return {bid.id: bid.provider_name for bid in bids}


def answer_text(session: Session, *, bid_id: str, criterion: str) -> str:
    """A bid's answer to one question as it was received; empty when there is none."""
    return answer(session, bid_id, criterion) or ""


def _locked(place: Competition, seat: Seat) -> str:
    if seat.stood_down is not None:
        return "You left this panel, so you do not score here any more."
    if seat.barred:
        return "The chair decided that you do not score here, because of an interest."
    if seat.cleared is None:
        return "Declare your interests first. Scoring opens when that is settled."
    if place.state in {State.BUILDING, State.PUBLISHED, State.OPENED}:
        return "Scoring has not started. The chair starts it when every declaration is settled."
    if place.state not in {State.SCORING, State.MODERATING}:
        return "Scoring is closed. You can read your scores; they cannot change."
    return ""


def _writable(
    place: Competition,
    due: tuple[Due, ...],
    scores: Mapping[CellKey, IndividualScore],
    agreed: set[CellKey],
) -> frozenset[CellKey]:
    """What may still be written: all of it while scoring, then only meetings not yet agreed."""
    found = set()
    for one in due:
        key = (one.bid_id, one.criterion)
        kept = scores.get(key)
        if key in agreed or (kept is not None and kept.frozen):
            continue
        if place.state is State.SCORING or not place.model.criterion(one.criterion).written:
            found.add(key)
    return frozenset(found)
