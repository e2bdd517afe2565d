"""What the chair records about a moderation meeting: who is in the room, and what is parked."""

from sqlalchemy.orm import Session

from starapp.competitions.queries import competition
from starapp.competitions.stages import Action, require
from starapp.criteria.evaluation_model import Kind
from starapp.evaluation.attendance import Attendance, attendance_problems
from starapp.evaluation.meeting_queries import meetings, stored_parked
from starapp.evaluation.moderation import LONGEST_REASON
from starapp.evaluation.panel_facts import (
    bid_in_play,
    require_chair,
    seats,
    stopped_bids,
    stored_agreement,
)
from starapp.evaluation.records import ModerationMeetingRecord, ParkedItemRecord
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import moment_text
from starapp.foundation.problems import raise_if, refuse
from starapp.history.history import actor, note, now

TOUCHED = ("moderation",)


def record_attendance(session: Session, *, competition_id: str, attendance: Attendance) -> Change:
    """Records who is in the room; it counts for everything agreed until the next one.

    Raises:
        CannotDo: not the chair, moderation is not open, or the attendance is incomplete.
    """
    require(session, competition_id, Action.MODERATE)
    require_chair(session, competition_id)
    panel = seats(session, competition_id)
    ids = [seat.id for seat in panel]
    raise_if(attendance_problems(attendance, seats=ids, now=now(session)))
    if attendance.held is None:
        raise refuse("held", "Write the date and the time of the meeting.", "no_time")
    session.add(
        ModerationMeetingRecord(
            competition_id=competition_id,
            number=len(meetings(session, competition_id)) + 1,
            held=attendance.held,
            present=sorted(attendance.present),
            apologies=sorted(attendance.apologies),
            remark=attendance.remark.strip(),
            noted=now(session),
            person_name=actor(session).name,
        )
    )
    session.flush()
    model = competition(session, competition_id).model
    there = ", ".join(seat.title(model) for seat in panel if seat.id in attendance.present)
    note(
        session, f"in the room for moderation on {moment_text(attendance.held)}: {there}",
        about=("competition", competition_id), competition_id=competition_id,
    )  # fmt: skip
    return changed("Who is in the room is recorded", *TOUCHED)


def park_item(
    session: Session, *, competition_id: str, bid_id: str, criterion: str, reason: str
) -> Change:
    """Leaves a question of a bid for later, with why; moderation cannot close with it.

    Raises:
        CannotDo: not the chair, agreed already, parked already, no question, or no reason.
    """
    require(session, competition_id, Action.MODERATE)
    require_chair(session, competition_id)
    bid = bid_in_play(session, competition_id, bid_id)
    codes = {one.code for one in competition(session, competition_id).model.leaves(Kind.SCORED)}
    if criterion not in codes:
        raise refuse("", "This question is not scored.", "not_scored")
    agreed = stored_agreement(session, bid_id=bid_id, criterion=criterion)
    if agreed is not None and agreed.standing:
        raise refuse("", f"{criterion} of bid {bid.label} is agreed already.", "agreed")
    if bid_id in stopped_bids(session, competition_id):
        raise refuse("", f"Bid {bid.label} is not taken further.", "stopped")
    if stored_parked(session, bid_id=bid_id, criterion=criterion) is not None:
        raise refuse("", f"{criterion} of bid {bid.label} is parked already.", "parked")
    if not reason.strip():
        raise refuse("reason", "Write in a word why this waits.", "no_reason")
    if len(reason) > LONGEST_REASON:
        raise refuse("reason", f"Shorten this to {LONGEST_REASON:,} characters.", "too_long")
    session.add(
        ParkedItemRecord(
            competition_id=competition_id,
            bid_id=bid_id,
            criterion=criterion,
            reason=reason.strip(),
            parked=now(session),
            person_name=actor(session).name,
        )
    )
    session.flush()
    note(
        session, f"bid {bid.label}, {criterion} parked", about=("bid", bid_id),
        reason=reason.strip(), competition_id=competition_id,
    )  # fmt: skip
    return changed(f"Bid {bid.label}, {criterion} parked", *TOUCHED)


def take_up(session: Session, *, competition_id: str, bid_id: str, criterion: str) -> Change:
    """Comes back to a parked question of a bid.

    Raises:
        CannotDo: not the chair, or it is not parked.
    """
    require(session, competition_id, Action.MODERATE)
    require_chair(session, competition_id)
    bid = bid_in_play(session, competition_id, bid_id)
    record = stored_parked(session, bid_id=bid_id, criterion=criterion)
    if record is None:
        raise refuse("", f"{criterion} of bid {bid.label} is not parked.", "not_parked")
    record.taken_up = now(session)
    session.flush()
    note(
        session, f"bid {bid.label}, {criterion} taken up again", about=("bid", bid_id),
        competition_id=competition_id,
    )  # fmt: skip
    return changed(f"Bid {bid.label}, {criterion} taken up again", *TOUCHED)
