"""The chair leads the panel to agreed scores, and closes moderation; only then prices unseal."""

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from starapp.bids.bid import Bid
from starapp.bids.price_commands import unseal_prices
from starapp.competitions.competition import Competition, State
from starapp.competitions.queries import competition
from starapp.competitions.stages import Action, move, require
from starapp.criteria.evaluation_model import Kind
from starapp.evaluation.attendance import absent_members, quorum_problems
from starapp.evaluation.meeting_queries import newest_meeting, parked_items, stored_parked
from starapp.evaluation.moderation import (
    Agreement,
    agreement_problems,
    left_to_agree,
    shortfalls,
)
from starapp.evaluation.panel_facts import (
    agreed_numbers,
    bid_in_play,
    bids_in_play,
    hidden_names,
    require_chair,
    score_states,
    seats,
    standing_agreements,
    stopped_bids,
    stored_agreement,
    stored_scores,
)
from starapp.evaluation.reason_checks import wording_problems
from starapp.evaluation.records import AgreedScoreRecord, MovementRecord, NotTakenFurtherRecord
from starapp.evaluation.result import ScoreState
from starapp.evaluation.seats import Due, Seat, not_scored, scorers
from starapp.foundation.change import Change, changed
from starapp.foundation.exact import plain
from starapp.foundation.problems import Problem, raise_if, refuse
from starapp.history.history import actor, note, now

TOUCHED = ("moderation", "scores", "competitions")


def agree_score(
    session: Session, *, competition_id: str, bid_id: str, criterion: str, agreement: Agreement
) -> Change:
    """Records the agreed score of one question of one bid, with reason, note and who agrees.

    Individual scores of the question are frozen for this bid from here on.

    Raises:
        CannotDo: not the chair, agreed already, parked, scores missing, too few of its members in
            the room, or the agreement is incomplete.
    """
    require(session, competition_id, Action.MODERATE)
    require_chair(session, competition_id)
    place = competition(session, competition_id)
    bid = bid_in_play(session, competition_id, bid_id)
    _require_open(session, bid, criterion)
    members = _members(session, place, bid, criterion)
    hidden = hidden_names(session, competition_id, bid)
    absent = absent_members(members, newest_meeting(session, competition_id))
    raise_if(
        [
            *quorum_problems(members, absent=absent, criterion=criterion),
            *agreement_problems(agreement, model=place.model, members=members, absent=absent),
            *wording_problems(agreement.reason, hidden, place="reason"),
        ]
    )
    _freeze(session, competition_id, bid_id=bid_id, criterion=criterion)
    _store(session, competition_id, bid_id=bid_id, criterion=criterion, entry=agreement)
    said = agreement.state.value if agreement.score is None else plain(agreement.score)
    note(
        session, f"agreed score of bid {bid.label}, {criterion} set to {said}",
        about=("bid", bid_id), reason=agreement.reason.strip(), competition_id=competition_id,
    )  # fmt: skip
    return changed(f"Bid {bid.label}, {criterion} agreed at {said}", *TOUCHED)


def reopen_agreed(
    session: Session, *, competition_id: str, bid_id: str, criterion: str, reason: str
) -> Change:
    """Takes an agreed score back to be discussed again; leaves a mark that stays.

    A decision not to take the bid further that rests on this score is withdrawn with it.

    Raises:
        CannotDo: not the chair, nothing agreed, or no reason.
    """
    require(session, competition_id, Action.MODERATE)
    require_chair(session, competition_id)
    bid = bid_in_play(session, competition_id, bid_id)
    record = stored_agreement(session, bid_id=bid_id, criterion=criterion)
    if record is None or not record.standing:
        raise refuse("", f"{criterion} of bid {bid.label} is not agreed.", "not_agreed")
    require_reason(reason)
    _move(session, record, to=(ScoreState.NOT_SCORED, None), reason=reason)
    record.standing = False
    session.flush()
    _withdraw_if_met(session, competition(session, competition_id), bid)
    note(
        session, f"agreed score of bid {bid.label}, {criterion} reopened",
        about=("bid", bid_id), reason=reason.strip(), competition_id=competition_id,
    )  # fmt: skip
    return changed(f"Bid {bid.label}, {criterion} reopened", *TOUCHED)


def not_take_further(session: Session, *, competition_id: str, bid_id: str, reason: str) -> Change:
    """Decides to stop with a bid that already misses a minimum; the rest may stay unagreed.

    Raises:
        CannotDo: not the chair, the bid misses no minimum, decided already, or no reason.
    """
    require(session, competition_id, Action.MODERATE)
    require_chair(session, competition_id)
    place = competition(session, competition_id)
    bid = bid_in_play(session, competition_id, bid_id)
    if bid_id in stopped_bids(session, competition_id):
        raise refuse("", f"This was decided for bid {bid.label} already.", "decided")
    missed = shortfalls(place.model, agreed_numbers(session, competition_id).get(bid_id, {}))
    if not missed:
        raise refuse(
            "", f"Bid {bid.label} can still meet every minimum, so it goes on.", "not_short"
        )
    require_reason(reason)
    session.add(
        NotTakenFurtherRecord(
            competition_id=competition_id,
            bid_id=bid_id,
            reason=reason.strip(),
            criteria=[one.criterion for one in missed],
            decided=now(session),
            person_name=actor(session).name,
        )
    )
    note(
        session, f"bid {bid.label} not taken further", about=("bid", bid_id),
        reason=reason.strip(), competition_id=competition_id,
    )  # fmt: skip
    return changed(f"Bid {bid.label} is not taken further", *TOUCHED)


def close_moderation(session: Session, *, competition_id: str) -> Change:
    """Closes moderation when everything is agreed or excused, and then unseals the prices.

    The history shows the close before the unsealing, so the order can be proved.

    Raises:
        CannotDo: not the chair, or something is left to agree; one problem per bid.
    """
    require(session, competition_id, Action.CLOSE_MODERATION)
    require_chair(session, competition_id)
    raise_if(unfinished_problems(session, competition(session, competition_id)))
    note(
        session, "moderation closed", about=("competition", competition_id),
        competition_id=competition_id,
    )  # fmt: skip
    move(session, competition_id, State.PRICED)
    session.flush()
    unseal_prices(session, competition_id=competition_id)
    return changed("Moderation closed and prices unsealed", *TOUCHED, "prices", "bids", "results")


def reopen_moderation(session: Session, *, competition_id: str, reason: str) -> Change:
    """Goes back to moderation after it was closed; the record keeps that prices were seen.

    Raises:
        CannotDo: not the chair, too late, or no reason.
    """
    require(session, competition_id, Action.REOPEN_MODERATION)
    require_chair(session, competition_id)
    require_reason(reason)
    move(session, competition_id, State.MODERATING)
    note(
        session, "moderation reopened after prices were seen",
        about=("competition", competition_id), reason=reason.strip(),
        competition_id=competition_id,
    )  # fmt: skip
    return changed("Moderation reopened", *TOUCHED, "results")


def unfinished_problems(session: Session, place: Competition) -> tuple[Problem, ...]:
    """What keeps moderation from closing: per bid, what is not agreed or has no score."""
    bids = bids_in_play(session, place.id)
    agreed = {
        (record.bid_id, record.criterion) for record in standing_agreements(session, place.id)
    }
    stopped = stopped_bids(session, place.id)
    left = left_to_agree(place.model, bids=[bid.id for bid in bids], agreed=agreed, stopped=stopped)
    numbers = agreed_numbers(session, place.id)
    found = []
    for bid in bids:
        codes = [code for bid_id, code in left if bid_id == bid.id]
        if codes:
            words = f"Bid {bid.label}: agree {', '.join(codes)}."
            found.append(Problem(bid.id, words, "not_agreed"))
        empty = [
            code
            for bid_id, code in sorted(agreed)
            if bid_id == bid.id and code not in numbers.get(bid.id, {})
        ]
        if empty and bid.id not in stopped:
            words = f"Bid {bid.label}: {', '.join(empty)} needs a score for the bid to be ranked."
            found.append(Problem(bid.id, words, "no_score"))
    found.extend(_recused_since(session, place, bids))
    found.extend(_still_parked(session, place, [bid for bid in bids if bid.id not in stopped]))
    return tuple(found)


def _still_parked(session: Session, place: Competition, bids: Iterable[Bid]) -> Iterator[Problem]:
    """What is parked of the bids that go on."""
    letters = {bid.id: bid.label for bid in bids}
    for one in parked_items(session, place.id):
        if one.taken_up is None and one.bid_id in letters:
            words = f"Bid {letters[one.bid_id]}, {one.criterion} is parked: {one.reason}"
            yield Problem(one.bid_id, words, "parked")


def _recused_since(session: Session, place: Competition, bids: Iterable[Bid]) -> Iterator[Problem]:
    """Agreements that count somebody who was kept from the bid after they were recorded."""
    letters = {bid.id: bid.label for bid in bids}
    panel = seats(session, place.id)
    for record in standing_agreements(session, place.id):
        question = place.model.criterion(record.criterion)
        able = {seat.id for seat in scorers(panel, question, record.bid_id)}
        out = [
            seat.title(place.model)
            for seat in panel
            if seat.id in record.agreed_by and seat.id not in able
        ]
        if out and record.bid_id in letters:
            words = (
                f"Bid {letters[record.bid_id]}, {record.criterion}: {', '.join(out)} agreed and may "
                "not score this bid any more. Reopen it and agree it without them."
            )
            yield Problem(record.bid_id, words, "recused")


def require_reason(reason: str) -> None:
    """Raises CannotDo when a reason that is asked for is empty."""
    if not reason.strip():
        raise refuse("reason", "Write the reason.", "no_reason")


def _require_open(session: Session, bid: Bid, criterion: str) -> None:
    record = stored_agreement(session, bid_id=bid.id, criterion=criterion)
    if record is not None and record.standing:
        raise refuse(
            "",
            f"{criterion} of bid {bid.label} is agreed. Reopen it with a reason to change it.",
            "agreed",
        )
    if stored_parked(session, bid_id=bid.id, criterion=criterion) is not None:
        words = f"{criterion} of bid {bid.label} is parked. Take it up again to agree it."
        raise refuse("", words, "parked")


def _members(session: Session, place: Competition, bid: Bid, criterion: str) -> dict[str, str]:
    """Seat to role title of everyone who scores the question, when all their scores are in."""
    question = next((q for q in place.model.leaves(Kind.SCORED) if q.code == criterion), None)
    if question is None:
        raise refuse("", "This question is not scored.", "not_scored")
    panel: tuple[Seat, ...] = scorers(seats(session, place.id), question, bid.id)
    titles = {seat.id: seat.title(place.model) for seat in panel}
    due = [Due(bid.id, criterion, seat.id) for seat in panel]
    waiting = not_scored(due, score_states(session, place.id))
    raise_if(
        [
            Problem(
                f"scores.{one.seat_id}",
                f"{titles[one.seat_id]} has not scored this yet.",
                "missing",
            )
            for one in waiting
        ]
    )
    return titles


def _freeze(session: Session, competition_id: str, *, bid_id: str, criterion: str) -> None:
    for record in stored_scores(session, competition_id):
        if (record.bid_id, record.criterion) == (bid_id, criterion) and record.frozen is None:
            record.frozen = now(session)


def _store(
    session: Session, competition_id: str, *, bid_id: str, criterion: str, entry: Agreement
) -> None:
    record = stored_agreement(session, bid_id=bid_id, criterion=criterion)
    if record is None:
        record = AgreedScoreRecord(
            competition_id=competition_id, bid_id=bid_id, criterion=criterion, standing=False,
            state=ScoreState.NOT_SCORED, score=None,
        )  # fmt: skip
        session.add(record)
    _move(session, record, to=(entry.state, entry.score), reason=entry.reason)
    record.state, record.score = entry.state, entry.score
    record.reason, record.note = entry.reason.strip(), entry.note.strip()
    record.agreed_by = sorted(entry.agreed_by)
    record.differing = {seat: why.strip() for seat, why in entry.differing.items() if why.strip()}
    record.standing = True
    record.agreed = now(session)


def _move(
    session: Session, record: AgreedScoreRecord, *, to: tuple[ScoreState, object], reason: str
) -> None:
    """Adds a movement from what stands now."""
    before = (record.state, record.score) if record.standing else (ScoreState.NOT_SCORED, None)
    session.add(
        MovementRecord(
            competition_id=record.competition_id,
            bid_id=record.bid_id,
            criterion=record.criterion,
            before_state=before[0],
            before_score=before[1],
            after_state=to[0],
            after_score=to[1],
            reason=reason.strip(),
            person_id=actor(session).person_id,
            person_name=actor(session).name,
            moment=now(session),
        )
    )


def _withdraw_if_met(session: Session, place: Competition, bid: Bid) -> None:
    """Withdraws the decision not to take a bid further when no minimum is missed any more."""
    decision = stopped_bids(session, place.id).get(bid.id)
    if decision is None:
        return
    if not shortfalls(place.model, agreed_numbers(session, place.id).get(bid.id, {})):
        decision.withdrawn = now(session)
        note(
            session, f"decision not to take bid {bid.label} further withdrawn",
            about=("bid", bid.id), competition_id=place.id,
        )  # fmt: skip
