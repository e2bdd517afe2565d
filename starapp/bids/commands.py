"""What people do with bids as they arrive, are withdrawn, and are recorded from a meeting."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import BidState
from starapp.bids.bid_entry import BidEntry, entry_problems, is_late, time_apart
from starapp.bids.records import (
    AnswerRecord,
    BidDocumentRecord,
    BidRecord,
    PriceScheduleRecord,
)
from starapp.bids.sealing import stored_bid
from starapp.competitions.competition import State
from starapp.competitions.queries import Invited, competition, invited, volumes
from starapp.competitions.stages import Action, require, require_organiser
from starapp.criteria.evaluation_model import Kind
from starapp.foundation.change import Change, changed
from starapp.foundation.exact import plain
from starapp.foundation.problems import raise_if, refuse
from starapp.history.acting import Role
from starapp.history.history import actor, note, now

TOUCHED = ("bids", "competitions")
STILL_OPENING = frozenset({State.PUBLISHED, State.OPENED})
LONGEST_TEXT = 20_000


def receive_bid(
    session: Session,
    *,
    competition_id: str,
    entry: BidEntry,
    received: datetime | None = None,
    how: str = "",
) -> Change:
    """Records a bid and seals it; one that came after the deadline is logged and kept sealed.

    At 12:00:00 for a deadline of 12:00 a bid is on time; at 12:00:01 it is late.

    Args:
        session: of the command.
        competition_id: where it belongs.
        entry: what arrived.
        received: the time of receipt when it came another way than this PC; needs ``how``.
        how: how it arrived, for example "by email to the bids address".

    Raises:
        CannotDo: not invited, a bid there already, a time still to come, or problems of the entry.
    """
    place = competition(session, competition_id)
    require(session, competition_id, Action.RECEIVE)
    require_organiser(session)
    moment = received or now(session)
    sender = _sender(session, competition_id, entry.provider_id)
    _check_receipt(session, sender, moment, typed=received is not None, how=how)
    _require_only_bid(session, competition_id, entry.provider_id)
    raise_if([*entry_problems(entry, place.model, volumes(session, competition_id))])
    deadline = place.timetable.deadline
    late = deadline is not None and is_late(moment, deadline)
    if not late and place.state not in STILL_OPENING:
        words = "Scoring has started, so a bid that came on time cannot join. Ask your legal lead."
        raise refuse("received", words, "scoring")
    record = BidRecord(
        competition_id=competition_id,
        provider_id=entry.provider_id,
        provider_code=sender.provider_code,
        provider_name=sender.provider_name,
        received=moment,
        recorded=now(session),
        recorded_by=actor(session).name,
        how=how.strip(),
        state=BidState.LATE if late else BidState.SEALED,
        seal=entry.seal(moment),
    )
    session.add(record)
    session.flush()
    _store_content(session, record.id, entry)
    if late and deadline is not None:
        said = f"Bid from {sender.provider_name} logged, {time_apart(moment, deadline)}"
        noted(session, "late bid logged and kept sealed", record)
    else:
        said = f"Bid from {sender.provider_name} sealed"
        noted(session, "bid received and sealed", record)
    return changed(said, *TOUCHED, made=record.id)


def _sender(session: Session, competition_id: str, provider_id: str) -> Invited:
    for one in invited(session, competition_id):
        if one.provider_id == provider_id:
            return one
    words = "Choose a provider that was invited. A bid from any other cannot count."
    raise refuse("provider", words, "uninvited")


def _check_receipt(
    session: Session, sender: Invited, moment: datetime, *, typed: bool, how: str
) -> None:
    if moment > now(session):
        raise refuse("received", "Choose a time that is not still to come.", "future")
    if moment < sender.sent:
        raise refuse("received", "Choose a time after the invitations went out.", "early")
    if typed and len(how.split()) < 2:
        raise refuse("how", "Say how it arrived, for example by email to the bids address.", "how")


def _require_only_bid(session: Session, competition_id: str, provider_id: str) -> None:
    others = select(BidRecord.id).where(
        BidRecord.competition_id == competition_id,
        BidRecord.provider_id == provider_id,
        BidRecord.state != BidState.WITHDRAWN,
    )
    if session.scalars(others).first() is not None:
        words = "There is a bid from this provider. Record its withdrawal first."
        raise refuse("provider", words, "twice")


def _store_content(session: Session, bid_id: str, entry: BidEntry) -> None:
    for code, text in entry.answers:
        if text.strip():
            pages = [[number, begins] for of, number, begins in entry.pages if of == code]
            session.add(AnswerRecord(bid_id=bid_id, criterion=code, text=text.strip(), pages=pages))
    for document in entry.documents:
        session.add(
            BidDocumentRecord(
                bid_id=bid_id,
                name=document.name,
                media_type=document.media_type,
                size=len(document.content),
                sha256=document.sha256,
                content=document.content,
            )
        )
    rates = [[code, plain(rate)] for code, rate in entry.rates]
    session.add(PriceScheduleRecord(bid_id=bid_id, rates=rates, stated_weekly=entry.stated_weekly))


def withdraw_bid(session: Session, *, bid_id: str, reason: str) -> Change:
    """Records that a provider withdrew its bid; it stays in the record, unopened or unscored.

    Raises:
        CannotDo: no reason, or it is withdrawn already.
    """
    record = stored_bid(session, bid_id)
    require(session, record.competition_id, Action.WITHDRAW)
    require_organiser(session)
    if record.state is BidState.WITHDRAWN:
        raise refuse("", "This bid is withdrawn already.", "withdrawn")
    if len(reason.split()) < 2:
        raise refuse("reason", "Write how and why the provider withdrew.", "no_reason")
    record.state = BidState.WITHDRAWN
    record.set_aside, record.set_aside_words = "withdrawn", reason.strip()
    noted(session, "bid withdrawn by its provider", record, reason=reason)
    return changed(f"Withdrawal of {record.provider_name} recorded", *TOUCHED, "moderation")


def record_meeting(session: Session, *, bid_id: str, criterion: str, text: str) -> Change:
    """Records what was seen at the meeting with the person, for a question without an answer.

    Raises:
        CannotDo: the question has a written answer, the bid is not opened, or the text is empty.
    """
    record = stored_bid(session, bid_id)
    require(session, record.competition_id, Action.RECORD_MEETING)
    if not actor(session).can(Role.PROCUREMENT, Role.COMMISSIONER, Role.ADMINISTRATOR, Role.PANEL):
        raise refuse("", "Only the panel or a procurement officer records a meeting.", "role")
    if record.state is not BidState.OPENED:
        raise refuse("", f"This bid is {record.state.value}, so no meeting counts.", "state")
    leaves = competition(session, record.competition_id).model.leaves(Kind.SCORED)
    if criterion not in {leaf.code for leaf in leaves if not leaf.written}:
        raise refuse("criterion", "Choose a question that has no written answer.", "written")
    if not text.strip():
        raise refuse("text", "Write what was seen and said.", "empty")
    if len(text) > LONGEST_TEXT:
        raise refuse("text", f"Use at most {LONGEST_TEXT:,} characters.", "long")
    query = select(AnswerRecord).where(
        AnswerRecord.bid_id == bid_id, AnswerRecord.criterion == criterion
    )
    row = session.scalars(query).one_or_none()
    if row is None:
        row = AnswerRecord(bid_id=bid_id, criterion=criterion, meeting=True, pages=[])
        session.add(row)
    row.text = text.strip()
    noted(session, f"meeting recorded for {criterion}", record)
    return changed(f"Meeting recorded for bid {record.label}", "bids", "scores")


def noted(session: Session, words: str, record: BidRecord, *, reason: str = "") -> None:
    """Writes what was done to a bid into the history."""
    about = ("bid", record.id)
    note(session, words, about=about, reason=reason.strip(), competition_id=record.competition_id)
