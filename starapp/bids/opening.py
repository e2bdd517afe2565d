"""The opening ceremony: two people, after the deadline, one bid at a time, each step recorded."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import BidState
from starapp.bids.bid_entry import BidDocument, BidEntry
from starapp.bids.records import (
    AnswerRecord,
    BidDocumentRecord,
    BidRecord,
    OpeningRecord,
    PriceScheduleRecord,
)
from starapp.bids.sealing import opening_of, still_sealed
from starapp.competitions.competition import State
from starapp.competitions.stages import Action, move, require
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import moment_text
from starapp.foundation.problems import refuse
from starapp.history.acting import Role
from starapp.history.history import actor, note, now
from starapp.organisation.queries import person

TOUCHED = ("bids", "competitions")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def label_bids(session: Session, *, competition_id: str, labels: Mapping[str, str]) -> Change:
    """Sets the letters bids are known by while they are scored; before any is opened.

    Raises:
        CannotDo: a letter twice, not a capital letter, or the opening has begun.
    """
    require(session, competition_id, Action.LABEL)
    if opening_of(session, competition_id) is not None:
        raise refuse("labels", "The opening has begun, so the letters stay.", "begun")
    if len(set(labels.values())) != len(labels) or not set(labels.values()) <= set(LETTERS):
        raise refuse("labels", "Give each bid a capital letter of its own.", "letters")
    for record in still_sealed(session, competition_id):
        if record.id in labels:
            record.label = labels[record.id]
    _note(session, "letters of the bids set", competition_id)
    return changed("Letters set", *TOUCHED)


def begin_opening(session: Session, *, competition_id: str, second_opener: str) -> Change:
    """Begins the opening with the person at this PC and a second person.

    Raises:
        CannotDo: before the deadline, the same person twice, or a panel member as opener.
    """
    record = require(session, competition_id, Action.OPEN)
    if record.deadline is None or now(session) <= record.deadline:
        when = moment_text(record.deadline) if record.deadline else "it is set"
        raise refuse("", f"Bids stay sealed until the deadline, {when}.", "sealed")
    if opening_of(session, competition_id) is not None:
        raise refuse("", "The opening has begun already.", "begun")
    first = actor(session)
    if not first.person_id or first.person_id == second_opener:
        raise refuse("second_opener", "Two different people open the bids.", "same")
    for opener in (person(session, first.person_id), person(session, second_opener)):
        if not opener.active or not opener.roles & {
            Role.PROCUREMENT,
            Role.COMMISSIONER,
            Role.ADMINISTRATOR,
        }:
            words = f"{opener.name} cannot open bids. Choose a commissioner or procurement officer."
            raise refuse("second_opener", words, "role")
    session.add(
        OpeningRecord(
            competition_id=competition_id,
            first_opener=first.person_id,
            second_opener=second_opener,
            began=now(session),
        )
    )
    _give_letters(session, competition_id)
    second = person(session, second_opener)
    _note(session, f"opening begun by {first.name} and {second.name}", competition_id)
    if not still_sealed(session, competition_id):
        raise refuse("", "No bid arrived on time, so there is nothing to open.", "none")
    return changed("Opening begun", *TOUCHED)


def _give_letters(session: Session, competition_id: str) -> None:
    sealed = still_sealed(session, competition_id)
    taken = {record.label for record in sealed if record.label}
    free = (letter for letter in _letters() if letter not in taken)
    for record in sealed:
        if not record.label:
            record.label = next(free)


def _letters() -> list[str]:
    return [*LETTERS, *(first + second for first in LETTERS for second in LETTERS)]


def open_bid(session: Session, *, bid_id: str) -> Change:
    """Opens one bid after checking its seal; the last one ends the opening.

    Raises:
        CannotDo: the opening has not begun, another person is at the PC, the bid is late or
            withdrawn, or its seal is broken, which stops the ceremony.
    """
    record = session.get_one(BidRecord, bid_id)
    place = require(session, record.competition_id, Action.OPEN)
    opening = opening_of(session, record.competition_id)
    if opening is None:
        raise refuse("", "Begin the opening with two people first.", "not begun")
    if actor(session).person_id not in {opening.first_opener, opening.second_opener}:
        raise refuse("", "Only the two openers can open bids.", "opener")
    if record.state != BidState.SEALED:
        raise refuse("", f"This bid is {record.state} and is not opened.", "state")
    if sealed_content(session, record).seal(record.received) != record.seal:
        raise refuse(
            "",
            "The seal of this bid is broken: its content changed after it arrived. Stop the "
            "opening and tell your administrator and legal lead.",
            "seal",
        )
    record.state, record.opened = BidState.OPENED.value, now(session)
    _note(session, f"bid {record.label} opened, seal checked", record.competition_id)
    if not [one for one in still_sealed(session, record.competition_id) if one.id != bid_id]:
        opening.finished = now(session)
        if place.state == State.PUBLISHED:
            move(session, record.competition_id, State.OPENED)
            _note(session, "all bids opened", record.competition_id)
    return changed(f"Bid {record.label} opened", *TOUCHED, "panel")


def sealed_content(session: Session, record: BidRecord) -> BidEntry:
    """What is stored of a bid, in the form its seal was made over."""
    answers = session.scalars(
        select(AnswerRecord).where(
            AnswerRecord.bid_id == record.id, AnswerRecord.meeting.is_(False)
        )
    )
    files = session.scalars(select(BidDocumentRecord).where(BidDocumentRecord.bid_id == record.id))
    schedule = session.scalars(
        select(PriceScheduleRecord).where(PriceScheduleRecord.bid_id == record.id)
    ).one()
    return BidEntry(
        provider_id=record.provider_id,
        answers=tuple((row.criterion, row.text) for row in answers),
        documents=tuple(BidDocument(f.name, f.media_type, f.content) for f in files),
        rates=tuple((code, rate) for code, rate in schedule.rates),
        stated_weekly=schedule.stated_weekly,
    )


def accept_late_bid(session: Session, *, bid_id: str, reason: str) -> Change:
    """Accepts a late bid for a written reason; needs an approver, before scoring starts.

    Raises:
        CannotDo: not an approver, no reason, or the bid is not late.
    """
    record = session.get_one(BidRecord, bid_id)
    require(session, record.competition_id, Action.OPEN)
    if not actor(session).can(Role.APPROVER):
        raise refuse("", "Only an approver can accept a late bid.", "role")
    if record.state != BidState.LATE:
        raise refuse("", "This bid is not late.", "state")
    if len(reason.split()) < LEAST_LATE_WORDS:
        raise refuse("reason", "Say what, outside the provider's control, made it late.", "reason")
    record.state, record.late_accepted = BidState.SEALED.value, reason.strip()
    opening = opening_of(session, record.competition_id)
    if opening is not None:
        opening.finished = None
    _give_letters_after(session, record)
    _note(session, "late bid accepted", record.competition_id, reason=reason)
    return changed("Late bid accepted", *TOUCHED)


LEAST_LATE_WORDS = 5


def _give_letters_after(session: Session, record: BidRecord) -> None:
    query = select(BidRecord.label).where(BidRecord.competition_id == record.competition_id)
    taken = set(session.scalars(query))
    record.label = next(letter for letter in _letters() if letter not in taken)


def _note(session: Session, words: str, competition_id: str, *, reason: str = "") -> None:
    about = ("competition", competition_id)
    note(session, words, about=about, reason=reason, competition_id=competition_id)
