"""What scoring and moderation commands look up: seats, bids in play, the chair, what is agreed."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import Bid, BidState
from starapp.bids.queries import bids
from starapp.evaluation.reason_checks import Hidden
from starapp.evaluation.records import (
    AgreedScoreRecord,
    IndividualScoreRecord,
    NotTakenFurtherRecord,
    SeatRecord,
)
from starapp.evaluation.result import ScoreState
from starapp.evaluation.seats import Due, Seat
from starapp.foundation.problems import refuse
from starapp.history.history import actor
from starapp.organisation.queries import people


def seat_value(record: SeatRecord) -> Seat:
    """The frozen value of a stored seat."""
    return Seat(
        id=record.id,
        competition_id=record.competition_id,
        person_id=record.person_id,
        roles=tuple(record.roles),
        chairs=record.chairs,
        cleared=record.cleared,
        barred=record.barred,
        excluded=frozenset(record.excluded),
        stood_down=record.stood_down,
    )


def seats(session: Session, competition_id: str) -> tuple[Seat, ...]:
    """Everyone on the panel: members in the order of their roles, then the chair."""
    query = select(SeatRecord).where(SeatRecord.competition_id == competition_id)
    found = (seat_value(record) for record in session.scalars(query))
    return tuple(sorted(found, key=lambda seat: (seat.chairs, seat.roles, seat.id)))


def stored_seat(session: Session, seat_id: str) -> SeatRecord:
    """The record of a seat.

    Raises:
        CannotDo: when there is none any more.
    """
    record = session.get(SeatRecord, seat_id)
    if record is None:
        raise refuse("", "This person is no longer on the panel.", "gone")
    return record


def chair_of(session: Session, competition_id: str) -> Seat | None:
    """The seat of the person who leads the panel and moderation, if one was appointed."""
    return next((seat for seat in seats(session, competition_id) if seat.chairs), None)


def require_chair(session: Session, competition_id: str) -> Seat:
    """Gives the chair's seat when the actor sits on it.

    Raises:
        CannotDo: when somebody else tries to do what only the chair does.
    """
    seat = chair_of(session, competition_id)
    if seat is None:
        raise refuse("", "Appoint a chair first. The chair leads moderation.", "no_chair")
    if seat.person_id != actor(session).person_id:
        raise refuse("", "Only the chair of this panel can do this.", "not_chair")
    return seat


def bids_in_play(session: Session, competition_id: str) -> tuple[Bid, ...]:
    """The opened bids the panel scores, by label; late and set-aside bids are not among them."""
    opened = (bid for bid in bids(session, competition_id) if bid.state is BidState.OPENED)
    return tuple(sorted(opened, key=lambda bid: bid.label))


def bid_in_play(session: Session, competition_id: str, bid_id: str) -> Bid:
    """One opened bid of the competition.

    Raises:
        CannotDo: when the bid is not scored in this competition.
    """
    for bid in bids_in_play(session, competition_id):
        if bid.id == bid_id:
            return bid
    raise refuse("", "This bid is not one the panel scores.", "not_in_play")


def hidden_names(session: Session, competition_id: str, bid: Bid) -> Hidden:
    """Whose names must not stand in the reasons of a bid: other bidders and the panel."""
    others = [one for one in bids(session, competition_id) if one.id != bid.id]
    panel = {seat.person_id for seat in seats(session, competition_id)}
    return Hidden(
        own=bid.provider_name,
        bidders=tuple(one.provider_name for one in others),
        labels=tuple(one.label for one in others if one.label),
        people=tuple(one.name for one in people(session) if one.id in panel),
    )


def stored_scores(session: Session, competition_id: str) -> tuple[IndividualScoreRecord, ...]:
    """Every individual score of a competition."""
    query = select(IndividualScoreRecord).where(
        IndividualScoreRecord.competition_id == competition_id
    )
    return tuple(session.scalars(query))


def score_states(session: Session, competition_id: str) -> dict[Due, ScoreState]:
    """The state of each individual score that was written."""
    return {
        Due(record.bid_id, record.criterion, record.seat_id): record.state
        for record in stored_scores(session, competition_id)
    }


def stored_agreement(session: Session, *, bid_id: str, criterion: str) -> AgreedScoreRecord | None:
    """The record of one agreement, standing or reopened."""
    query = select(AgreedScoreRecord).where(
        AgreedScoreRecord.bid_id == bid_id, AgreedScoreRecord.criterion == criterion
    )
    return session.scalars(query).one_or_none()


def standing_agreements(session: Session, competition_id: str) -> tuple[AgreedScoreRecord, ...]:
    """The agreements that count now."""
    query = select(AgreedScoreRecord).where(
        AgreedScoreRecord.competition_id == competition_id, AgreedScoreRecord.standing.is_(True)
    )
    return tuple(session.scalars(query))


def agreed_numbers(session: Session, competition_id: str) -> Mapping[str, dict[str, Decimal]]:
    """Per bid the agreed scores that are scores."""
    found: dict[str, dict[str, Decimal]] = {}
    for record in standing_agreements(session, competition_id):
        if record.state is ScoreState.SCORED and record.score is not None:
            found.setdefault(record.bid_id, {})[record.criterion] = record.score
    return found


def stopped_bids(session: Session, competition_id: str) -> dict[str, NotTakenFurtherRecord]:
    """The decisions not to take a bid further that count now, by bid."""
    query = select(NotTakenFurtherRecord).where(
        NotTakenFurtherRecord.competition_id == competition_id,
        NotTakenFurtherRecord.withdrawn.is_(None),
    )
    return {record.bid_id: record for record in session.scalars(query)}
