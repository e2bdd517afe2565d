"""What people do with bids as they arrive and while they are checked."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import BidState
from starapp.bids.bid_entry import BidEntry, entry_problems, is_late
from starapp.bids.records import (
    AnswerRecord,
    BidDocumentRecord,
    BidRecord,
    CheckRecord,
    PriceScheduleRecord,
)
from starapp.competitions.queries import competition, invited, volumes
from starapp.competitions.stages import Action, require
from starapp.criteria.evaluation_model import Kind
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import moment_text
from starapp.foundation.problems import raise_if, refuse
from starapp.history.history import note, now

SET_ASIDE_CODES = ("non_compliant", "excluded", "abnormally_low")
LEAST_FACTS = 5


def receive_bid(
    session: Session,
    *,
    competition_id: str,
    entry: BidEntry,
    received: datetime | None = None,
    how: str = "",
) -> Change:
    """Records a bid and seals it; one that came after the deadline is logged as late.

    Args:
        session: of the command.
        competition_id: where it belongs.
        entry: what arrived.
        received: the time of receipt when it came by another way than this PC; needs ``how``.
        how: how it arrived, for example "by email to the bids address".

    Raises:
        CannotDo: not invited, a bid already there, a time still to come, or problems of the entry.
    """
    require(session, competition_id, Action.RECEIVE)
    place = competition(session, competition_id)
    moment = received or now(session)
    _check_receipt(
        session, competition_id, entry.provider_id, moment, typed=received is not None, how=how
    )
    raise_if([*entry_problems(entry, place.model, volumes(session, competition_id))])
    deadline = place.timetable.deadline
    late = deadline is not None and is_late(moment, deadline)
    record = BidRecord(
        competition_id=competition_id,
        provider_id=entry.provider_id,
        received=moment,
        recorded=now(session),
        how=how.strip(),
        state=(BidState.LATE if late else BidState.SEALED).value,
        seal=entry.seal(moment),
    )
    session.add(record)
    session.flush()
    _store_content(session, record.id, entry)
    words = "late bid logged and kept sealed" if late else "bid received and sealed"
    _note(session, words, record)
    return changed(
        "Late bid logged" if late else "Bid sealed", "bids", "competitions", made=record.id
    )


def _check_receipt(
    session: Session,
    competition_id: str,
    provider_id: str,
    moment: datetime,
    *,
    typed: bool,
    how: str,
) -> None:
    chosen = {one.provider_id: one for one in invited(session, competition_id)}
    if provider_id not in chosen:
        raise refuse(
            "provider", "This provider was not invited, so its bid cannot count.", "uninvited"
        )
    others = select(BidRecord).where(
        BidRecord.competition_id == competition_id,
        BidRecord.provider_id == provider_id,
        BidRecord.state != BidState.WITHDRAWN.value,
    )
    if session.scalars(others).first() is not None:
        words = "There is a bid from this provider. Record its withdrawal first."
        raise refuse("provider", words, "twice")
    if moment > now(session):
        raise refuse("received", "Choose a time that is not still to come.", "future")
    if moment < chosen[provider_id].invited:
        raise refuse("received", "Choose a time after the invitations went out.", "early")
    if typed and len(how.split()) < 2:
        raise refuse("how", "Say how it arrived, for example by email to the bids address.", "how")


def _store_content(session: Session, bid_id: str, entry: BidEntry) -> None:
    for code, text in entry.answers:
        if text.strip():
            session.add(AnswerRecord(bid_id=bid_id, criterion=code, text=text))
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
    rates = [[code, format(rate, "f")] for code, rate in entry.rates]
    session.add(PriceScheduleRecord(bid_id=bid_id, rates=rates, stated_weekly=entry.stated_weekly))


def withdraw_bid(session: Session, *, bid_id: str, reason: str) -> Change:
    """Records that a provider withdrew its bid; it stays in the record, unopened or unscored.

    Raises:
        CannotDo: no reason, or it is withdrawn already.
    """
    record = session.get_one(BidRecord, bid_id)
    require(session, record.competition_id, Action.WITHDRAW)
    if record.state == BidState.WITHDRAWN:
        raise refuse("", "This bid is withdrawn already.", "withdrawn")
    if len(reason.split()) < 2:
        raise refuse("reason", "Write how and why the provider withdrew.", "reason")
    record.state = BidState.WITHDRAWN.value
    record.set_aside, record.set_aside_words = "withdrawn", reason.strip()
    _note(session, "bid withdrawn", record, reason=reason)
    return changed("Withdrawal recorded", "bids", "competitions")


def set_bid_aside(session: Session, *, bid_id: str, code: str, facts: str) -> Change:
    """Sets an opened bid aside with the facts relied on (Procurement Act 2023 s.19(3), s.26-30).

    A price is a question first: for an abnormally low price the question, the answer and the
    decision must be on record (s.19(4)).

    Raises:
        CannotDo: unknown ground, no facts, a bid not opened, or a price never asked about.
    """
    record = session.get_one(BidRecord, bid_id)
    require(session, record.competition_id, Action.SET_ASIDE)
    if code not in SET_ASIDE_CODES:
        raise refuse("code", "Choose the ground.", "code")
    if record.state != BidState.OPENED:
        raise refuse("", "Only an opened bid can be set aside.", "state")
    if len(facts.split()) < LEAST_FACTS:
        raise refuse("facts", "Write the facts you rely on; the provider is told them.", "facts")
    if code == "abnormally_low":
        _price_was_asked(session, record)
    record.state, record.set_aside, record.set_aside_words = (
        BidState.SET_ASIDE.value,
        code,
        facts.strip(),
    )
    _note(session, f"bid set aside: {code.replace('_', ' ')}", record, reason=facts)
    return changed("Bid set aside", "bids", "competitions", "moderation", "results")


def _price_was_asked(session: Session, record: BidRecord) -> None:
    from starapp.bids.queries import price_questions

    asked = [
        one for one in price_questions(session, record.competition_id) if one.bid_id == record.id
    ]
    if not any(one.answered and one.finding for one in asked):
        raise refuse(
            "code",
            "Ask the provider about its price first, and record the answer and your finding "
            "(section 19(4)).",
            "not asked",
        )


def take_bid_back(session: Session, *, bid_id: str, reason: str) -> Change:
    """Puts a bid that was set aside back among the others, with a reason.

    Raises:
        CannotDo: no reason, or it is not set aside.
    """
    record = session.get_one(BidRecord, bid_id)
    require(session, record.competition_id, Action.SET_ASIDE)
    if record.state != BidState.SET_ASIDE:
        raise refuse("", "This bid is not set aside.", "state")
    if len(reason.split()) < 3:
        raise refuse("reason", "Say why, in a sentence.", "reason")
    record.state, record.set_aside, record.set_aside_words = BidState.OPENED.value, "", ""
    _note(session, "bid put back", record, reason=reason)
    return changed("Bid put back", "bids", "competitions", "moderation", "results")


def record_check(
    session: Session, *, bid_id: str, item: str, passed: bool, words: str = ""
) -> Change:
    """Records a line of the compliance checklist, or a pass/fail question by its code.

    Raises:
        CannotDo: the bid is sealed, or a failed line without words.
    """
    record = session.get_one(BidRecord, bid_id)
    require(session, record.competition_id, Action.CHECK)
    if record.opened is None:
        raise refuse("", "Open the bid first.", "sealed")
    if not passed and len(words.split()) < 2:
        raise refuse("words", "Say what is missing or wrong.", "words")
    query = select(CheckRecord).where(CheckRecord.bid_id == bid_id, CheckRecord.item == item)
    check = session.scalars(query).one_or_none()
    if check is None:
        check = CheckRecord(bid_id=bid_id, item=item)
        session.add(check)
    check.passed, check.words, check.checked = passed, words.strip(), now(session)
    _note(session, f"{item}: {'passed' if passed else 'not passed'}", record)
    return changed("Check recorded", "bids")


def record_meeting(session: Session, *, bid_id: str, criterion: str, text: str) -> Change:
    """Records what was seen at the meeting with the person; only for a question without answer.

    Raises:
        CannotDo: the question has a written answer, or the text is empty.
    """
    record = session.get_one(BidRecord, bid_id)
    require(session, record.competition_id, Action.RECORD_MEETING)
    model = competition(session, record.competition_id).model
    asked = model.criterion(criterion)
    if asked.kind is not Kind.SCORED or asked.written:
        raise refuse("criterion", "This question has a written answer.", "written")
    if not text.strip():
        raise refuse("text", "Write what was seen and said.", "empty")
    query = select(AnswerRecord).where(
        AnswerRecord.bid_id == bid_id, AnswerRecord.criterion == criterion
    )
    row = session.scalars(query).one_or_none()
    if row is None:
        row = AnswerRecord(bid_id=bid_id, criterion=criterion, meeting=True)
        session.add(row)
    row.text = text
    _note(session, f"meeting recorded for {criterion}", record)
    return changed("Meeting recorded", "bids", "scores")


def late_by(received: datetime, deadline: datetime) -> str:
    """How late a bid came, in words: "4 minutes 11 seconds late"."""
    seconds = int((received - deadline).total_seconds())
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (rest, "second")]
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
    return f"{' '.join(said[:2])} late ({moment_text(received)})"


def _note(session: Session, words: str, record: BidRecord, *, reason: str = "") -> None:
    about = ("bid", record.id)
    note(session, words, about=about, reason=reason, competition_id=record.competition_id)
