"""Lets a member leave while bids are scored, and somebody else come; the log of both stays."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.competitions.stages import Action, require, require_organiser
from starapp.criteria.evaluation_model import Kind
from starapp.evaluation.panel_facts import bids_in_play, seats, stored_seat
from starapp.evaluation.records import SeatRecord
from starapp.evaluation.seats import scorers
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import Problem, raise_if, refuse
from starapp.history.history import actor, note, now
from starapp.organisation.queries import person
from starapp.panel.commands import TOUCHED, appoint_member
from starapp.panel.records import PackRecord, ReplacementRecord

LEAST_SCORERS = 2


def replace_member(session: Session, *, seat_id: str, reason: str, person_id: str = "") -> Change:
    """Takes a member off the panel while bids are scored, and gives their roles to somebody else.

    Their scores stay in the record and count no more. Who comes must declare before scoring.

    Args:
        session: writing.
        seat_id: of the member who leaves.
        reason: why they leave.
        person_id: who comes; empty where enough people still score each question.

    Raises:
        CannotDo: scoring is not open, the chair, no reason, a person who was on this panel, or a
            question that too few people would score.
    """
    record = stored_seat(session, seat_id)
    place = require(session, record.competition_id, Action.SCORE)
    require_organiser(session)
    _require_leaving(record, place.state, reason)
    record.stood_down = now(session)
    leaver = person(session, record.person_id).name
    for pack in session.scalars(select(PackRecord).where(PackRecord.seat_id == seat_id)):
        pack.replaced = pack.replaced or now(session)
    new_seat, comer = None, ""
    if person_id:
        known = {seat.person_id for seat in seats(session, record.competition_id)}
        comer = person(session, person_id).name
        if person_id in known:
            words = f"{comer} is or was on this panel. Choose somebody else."
            raise refuse("person", words, "on_panel")
        new_seat = appoint_member(
            session,
            competition_id=record.competition_id,
            person_id=person_id,
            role_codes=list(record.roles),
        ).made
    else:
        session.flush()
        raise_if(_too_few(session, record.competition_id))
    session.add(
        ReplacementRecord(
            competition_id=record.competition_id,
            seat_id=seat_id,
            new_seat_id=new_seat,
            name=leaver,
            new_name=comer,
            reason=reason.strip(),
            made=now(session),
            person_name=actor(session).name,
        )
    )
    words = f"{leaver} left the panel" + (f", {comer} came" if comer else "")
    note(
        session, words, about=("seat", seat_id), reason=reason.strip(),
        competition_id=record.competition_id,
    )  # fmt: skip
    return changed(words, *TOUCHED, "packs", "scores", made=new_seat or "")


def _require_leaving(record: SeatRecord, state: State, reason: str) -> None:
    if state is not State.SCORING:
        words = "Members are replaced while bids are scored. After that attendance is recorded."
        raise refuse("", words, "not_scoring")
    if record.chairs:
        raise refuse("", "Appoint another chair instead.", "chair")
    if record.stood_down is not None:
        raise refuse("", "This person left the panel already.", "gone")
    if not reason.strip():
        raise refuse("reason", "Write why they leave.", "no_reason")


def _too_few(session: Session, competition_id: str) -> list[Problem]:
    """The questions that too few people would score: two for a written one, one for a meeting."""
    panel = seats(session, competition_id)
    model = competition(session, competition_id).model
    found = []
    for question in model.leaves(Kind.SCORED):
        least = LEAST_SCORERS if question.written else 1
        short = [
            bid.label
            for bid in bids_in_play(session, competition_id)
            if len(scorers(panel, question, bid.id)) < least
        ]
        if short:
            words = f"{question.code} would have too few people to score it. Choose who comes."
            found.append(Problem("person", words, "too_few"))
    return found
