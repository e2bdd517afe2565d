"""The opening: two people, after the deadline, one bid at a time, each step recorded for good."""

import secrets
from collections.abc import Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.bids.bid import BidState
from starapp.bids.commands import TOUCHED, noted
from starapp.bids.records import BidRecord, OpeningLineRecord, OpeningRecord
from starapp.bids.sealing import seal_holds, still_sealed, stored_bid
from starapp.competitions.competition import State
from starapp.competitions.records import CompetitionRecord
from starapp.competitions.stages import ORGANISERS, Action, move, require, require_organiser
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import has_passed, moment_text
from starapp.foundation.problems import refuse
from starapp.foundation.reasons import says_too_little
from starapp.history.acting import Role
from starapp.history.history import actor, note, now
from starapp.organisation.people import Person
from starapp.organisation.queries import person

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters() -> Iterator[str]:
    """A to Z, then AA, AB and so on."""
    yield from LETTERS
    for first in LETTERS:
        for second in LETTERS:
            yield first + second


def label_bids(session: Session, *, competition_id: str, labels: Mapping[str, str]) -> Change:
    """Sets the letters bids are known by while they are scored; before any is opened.

    Raises:
        CannotDo: not every sealed bid has a letter of its own, or the opening has begun.
    """
    require(session, competition_id, Action.LABEL)
    require_organiser(session)
    if meetings(session, competition_id):
        raise refuse("labels", "The opening has begun, so the letters stay.", "begun")
    sealed = still_sealed(session, competition_id)
    known = set(letters())
    given = [labels.get(record.id, "") for record in sealed]
    if len(set(given)) != len(given) or not known.issuperset(given):
        raise refuse("labels", "Give each bid a letter of its own.", "letters")
    for record, letter in zip(sealed, given, strict=True):
        record.label = letter
    _note(session, "letters of the bids set", competition_id)
    return changed("Letters set", *TOUCHED)


def shuffle_labels(session: Session, *, competition_id: str) -> Change:
    """Gives the sealed bids letters at random, so that a letter says nothing about arrival.

    Raises:
        CannotDo: the opening has begun.
    """
    sealed = still_sealed(session, competition_id)
    secrets.SystemRandom().shuffle(sealed)
    chosen = {record.id: letter for record, letter in zip(sealed, letters(), strict=False)}
    return label_bids(session, competition_id=competition_id, labels=chosen)


def begin_opening(session: Session, *, competition_id: str, second_opener: str) -> Change:
    """Begins the opening with the person at this PC and a second person; letters are fixed here.

    Raises:
        CannotDo: before the deadline, nothing to open, the same person twice, or one who may not.
    """
    place = require(session, competition_id, Action.OPEN)
    require_organiser(session)
    _require_after_deadline(session, place)
    if running(session, competition_id) is not None:
        raise refuse("", "The opening has begun already.", "begun")
    first, second = _openers(session, second_opener)
    sealed = still_sealed(session, competition_id)
    if not sealed:
        words = "No bid that came on time is waiting, so there is nothing to open."
        raise refuse("", words, "none")
    session.add(
        OpeningRecord(
            competition_id=competition_id,
            first_id=first.id,
            first_name=first.name,
            second_id=second.id,
            second_name=second.name,
            began=now(session),
        )
    )
    _give_letters(session, competition_id, sealed)
    _write_line(session, competition_id, f"{first.name} and {second.name} began the opening")
    _note(session, f"opening begun by {first.name} and {second.name}", competition_id)
    return changed("Opening begun", *TOUCHED)


def _require_after_deadline(session: Session, place: CompetitionRecord) -> None:
    if place.deadline is None or not has_passed(place.deadline, now(session)):
        when = moment_text(place.deadline) if place.deadline else "it is set"
        raise refuse("", f"Bids stay sealed until the deadline, {when}.", "sealed")


def _openers(session: Session, second_opener: str) -> tuple[Person, Person]:
    first_id = actor(session).person_id
    if not first_id:
        raise refuse("", "Choose who you are first. Both openers go on the record.", "nobody")
    if not second_opener:
        raise refuse("second_opener", "Choose the second opener.", "empty")
    if first_id == second_opener:
        raise refuse("second_opener", "Two different people open the bids.", "same")
    first, second = person(session, first_id), person(session, second_opener)
    for one in (first, second):
        if not one.active or one.roles.isdisjoint(ORGANISERS):
            words = f"{one.name} cannot open bids. Choose a commissioner or procurement officer."
            raise refuse("second_opener", words, "role")
    return first, second


def _give_letters(session: Session, competition_id: str, sealed: list[BidRecord]) -> None:
    taken = set(
        session.scalars(select(BidRecord.label).where(BidRecord.competition_id == competition_id))
    )
    free = (letter for letter in letters() if letter not in taken)
    for record in sealed:
        if not record.label:
            record.label = next(free)


def open_bid(session: Session, *, bid_id: str) -> Change:
    """Opens one bid after checking every seal; the last one ends the opening.

    Raises:
        CannotDo: the opening has not begun, another person is at the PC, not its turn, or a seal
            is broken, which stops the opening of all.
    """
    record = stored_bid(session, bid_id)
    competition_id = record.competition_id
    require(session, competition_id, Action.OPEN)
    meeting = running(session, competition_id)
    if meeting is None:
        raise refuse("", "Begin the opening with two people first.", "not_begun")
    if actor(session).person_id not in {meeting.first_id, meeting.second_id}:
        raise refuse("", "Only the two openers can open bids.", "opener")
    if record.state is not BidState.SEALED:
        raise refuse("", f"This bid is {record.state.value} and is not opened.", "state")
    sealed = still_sealed(session, competition_id)
    _require_whole(session, sealed)
    if sealed[0].id != bid_id:
        raise refuse("", f"Open bid {sealed[0].label} first.", "turn")
    record.state, record.opened = BidState.OPENED, now(session)
    words = f"Bid {record.label}, {record.provider_name}, opened; seal unbroken"
    _write_line(session, competition_id, words, bid_id=bid_id)
    noted(session, f"bid {record.label} opened, seal unbroken", record)
    if len(sealed) == 1:
        _finish(session, meeting)
    return changed(f"Bid {record.label} opened", *TOUCHED, "panel")


def _require_whole(session: Session, sealed: list[BidRecord]) -> None:
    for record in sealed:
        if not seal_holds(session, record):
            raise refuse(
                record.id,
                f"The seal of the bid from {record.provider_name} is broken: its content changed "
                "after it arrived. Stop the opening and tell your administrator and legal lead.",
                "seal",
            )


def _finish(session: Session, meeting: OpeningRecord) -> None:
    meeting.ended = now(session)
    competition_id = meeting.competition_id
    _write_line(session, competition_id, "No bid is left to open")
    if session.get_one(CompetitionRecord, competition_id).state is State.PUBLISHED:
        move(session, competition_id, State.OPENED)
    _note(session, "opening ended, no bid left to open", competition_id)


def stop_opening(session: Session, *, competition_id: str) -> Change:
    """Ends the meeting and leaves the other bids sealed; two openers begin again later.

    Raises:
        CannotDo: no opening is running, or another person is at the PC.
    """
    require(session, competition_id, Action.OPEN)
    meeting = running(session, competition_id)
    if meeting is None:
        raise refuse("", "No opening is running.", "not_begun")
    if actor(session).person_id not in {meeting.first_id, meeting.second_id}:
        raise refuse("", "Only the two openers can stop the opening.", "opener")
    left = still_sealed(session, competition_id)
    if left:
        number = "1 bid" if len(left) == 1 else f"{len(left)} bids"
        meeting.ended = now(session)
        _write_line(session, competition_id, f"Opening stopped; {number} stayed sealed")
        _note(session, f"opening stopped, {number} still sealed", competition_id)
    else:
        _finish(session, meeting)
    return changed("Opening stopped", *TOUCHED, "panel")


def accept_late_bid(session: Session, *, bid_id: str, reason: str) -> Change:
    """Accepts a late bid for a written reason; an approver decides, before scoring starts.

    The bid is then opened like the others (Procurement Act 2023 s.19(3)(d), (6) and (11)).

    Raises:
        CannotDo: not an approver, no reason, or the bid is not late.
    """
    record = _late_bid(session, bid_id, reason)
    if not actor(session).can(Role.APPROVER):
        raise refuse("", "Only an approver can accept a late bid.", "role")
    record.state = BidState.SEALED
    record.late_decision = "accepted"
    if meetings(session, record.competition_id):
        _give_letters(session, record.competition_id, [record])
    return _decided_late(session, record, reason, "late bid accepted")


def keep_late_bid_sealed(session: Session, *, bid_id: str, reason: str) -> Change:
    """Records the decision that a late bid stays sealed.

    Raises:
        CannotDo: no reason, or the bid is not late.
    """
    record = _late_bid(session, bid_id, reason)
    require_organiser_or_approver(session)
    record.late_decision = "kept sealed"
    return _decided_late(session, record, reason, "late bid kept sealed")


def require_organiser_or_approver(session: Session) -> None:
    """Raises CannotDo unless the actor runs competitions or signs them off."""
    if not actor(session).can(*ORGANISERS, Role.APPROVER):
        words = "Only a procurement officer, commissioner or approver can do this."
        raise refuse("", words, "role")


def _late_bid(session: Session, bid_id: str, reason: str) -> BidRecord:
    record = stored_bid(session, bid_id)
    require(session, record.competition_id, Action.DECIDE_LATE)
    if record.state is not BidState.LATE:
        raise refuse("", "This bid is not a late bid.", "state")
    if says_too_little(reason):
        words = "Say in a sentence why. It stays in the record."
        raise refuse("reason", words, "no_reason")
    return record


def _decided_late(session: Session, record: BidRecord, reason: str, words: str) -> Change:
    record.late_reason, record.late_decided_by = reason.strip(), actor(session).name
    noted(session, words, record, reason=reason)
    return changed(words.capitalize(), *TOUCHED)


def meetings(session: Session, competition_id: str) -> tuple[OpeningRecord, ...]:
    """Every meeting of openers, oldest first."""
    query = (
        select(OpeningRecord)
        .where(OpeningRecord.competition_id == competition_id)
        .order_by(OpeningRecord.began)
    )
    return tuple(session.scalars(query))


def running(session: Session, competition_id: str) -> OpeningRecord | None:
    """The meeting that has not ended, or None."""
    return next((one for one in meetings(session, competition_id) if one.ended is None), None)


def _write_line(
    session: Session, competition_id: str, words: str, *, bid_id: str | None = None
) -> None:
    last = select(func.max(OpeningLineRecord.number)).where(
        OpeningLineRecord.competition_id == competition_id
    )
    session.add(
        OpeningLineRecord(
            competition_id=competition_id,
            number=(session.scalar(last) or 0) + 1,
            moment=now(session),
            bid_id=bid_id,
            words=words,
        )
    )
    session.flush()


def _note(session: Session, words: str, competition_id: str) -> None:
    about = ("competition", competition_id)
    note(session, words, about=about, competition_id=competition_id)
