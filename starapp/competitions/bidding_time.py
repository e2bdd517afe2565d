"""What happens between the invitations and the deadline: declines, questions, answers, more time."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.competitions.commands import noted, require_reason
from starapp.competitions.queries import invitations
from starapp.competitions.records import (
    CompetitionRecord,
    ExtensionRecord,
    InvitationRecord,
    QuestionRecord,
)
from starapp.competitions.stages import Action, require, require_organiser
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import has_passed, local_date, moment_text
from starapp.foundation.problems import refuse
from starapp.history.history import actor, now

LONGEST_TEXT = 4_000


def record_decline(
    session: Session, *, competition_id: str, provider_id: str, reason: str
) -> Change:
    """Records that an invited provider will not bid, and why.

    Raises:
        CannotDo: not invited, declined already, or no reason.
    """
    require(session, competition_id, Action.DECLINE)
    require_organiser(session)
    record = invitation(session, competition_id, provider_id)
    if record.declined is not None:
        raise refuse("provider", f"{record.provider_name} declined already.", "declined")
    require_reason(reason, "Write the reason the provider gave.")
    record.declined, record.decline_reason = now(session), reason.strip()
    noted(session, f"{record.provider_name} declined", competition_id, reason=reason)
    return changed(f"{record.provider_name} declined", "competitions", "bids")


def invitation(session: Session, competition_id: str, provider_id: str) -> InvitationRecord:
    """The stored invitation of a provider.

    Raises:
        CannotDo: the provider was not invited.
    """
    for record in invitations(session, competition_id):
        if record.provider_id == provider_id and record.sent is not None:
            return record
    raise refuse("provider", "Choose a provider that was invited.", "not_invited")


def ask_question(
    session: Session, *, competition_id: str, provider_id: str, question: str
) -> Change:
    """Records a bidder's question; who asked is kept for the record and never leaves.

    Raises:
        CannotDo: the time for questions is over, no question, or the provider was not invited.
    """
    place = require(session, competition_id, Action.ASK)
    require_organiser(session)
    record = invitation(session, competition_id, provider_id)
    if place.questions_by is not None and has_passed(place.questions_by, now(session)):
        words = f"Questions could be asked until {moment_text(place.questions_by)}."
        raise refuse("question", f"{words} Extend the deadline if one must be answered.", "late")
    _require_text("question", "Write the question.", question)
    last = select(func.max(QuestionRecord.number)).where(
        QuestionRecord.competition_id == competition_id
    )
    made = QuestionRecord(
        competition_id=competition_id,
        number=(session.scalar(last) or 0) + 1,
        provider_id=provider_id,
        provider_name=record.provider_name,
        asked=now(session),
        question=question.strip(),
    )
    session.add(made)
    session.flush()
    noted(session, f"question {made.number} received", competition_id)
    words = f"Question {made.number} recorded"
    return changed(words, "questions", "competitions", made=made.id)


def answer_question(session: Session, *, question_id: str, answer: str) -> Change:
    """Answers a question in the log for bidders, without naming who asked.

    Raises:
        CannotDo: the deadline has passed, answered already, no answer, or it names a provider.
    """
    record = session.get(QuestionRecord, question_id)
    if record is None:
        raise refuse("", "This question is no longer here.", "gone")
    place = require(session, record.competition_id, Action.ANSWER)
    require_organiser(session)
    _require_before_deadline(session, place, "answer", "The deadline has passed.")
    if record.answered is not None:
        words = f"Question {record.number} is answered. Ask a new one to add to it."
        raise refuse("answer", words, "answered")
    _require_text("answer", "Write the answer.", answer)
    _require_anonymous(session, record.competition_id, answer)
    record.answer, record.answered = answer.strip(), now(session)
    record.answered_by = actor(session).name
    noted(session, f"question {record.number} answered", record.competition_id)
    words = f"Answer {record.number} is in the log. Send the log to every provider"
    return changed(words, "questions", "competitions")


def _require_anonymous(session: Session, competition_id: str, answer: str) -> None:
    for one in invitations(session, competition_id):
        if one.provider_name.casefold() in answer.casefold():
            words = f"Take out the name {one.provider_name}: every bidder may read the answer."
            raise refuse("answer", words, "names")


def extend_deadline(
    session: Session, *, competition_id: str, deadline: datetime, reason: str
) -> Change:
    """Gives everybody more time, before the deadline has passed.

    Raises:
        CannotDo: the deadline has passed, the new one is not later, or no reason.
    """
    place = require(session, competition_id, Action.EXTEND)
    require_organiser(session)
    before = place.deadline
    words = "The deadline has passed, so it cannot be extended."
    _require_before_deadline(session, place, "deadline", words)
    if before is None or deadline <= before:
        shown = moment_text(before) if before else "now"
        raise refuse("deadline", f"Choose a time after {shown}.", "order")
    later = (place.scoring_by, place.moderation, place.decision)
    first = next((day for day in later if day is not None), None)
    if first is not None and local_date(deadline) > first:
        words = "Scores are due before this day. Change the later dates first."
        raise refuse("deadline", words, "order")
    require_reason(reason, "Say why. The log for bidders prints it.")
    session.add(
        ExtensionRecord(
            competition_id=competition_id,
            before=before,
            after=deadline,
            reason=reason.strip(),
            made=now(session),
            made_by=actor(session).name,
        )
    )
    place.deadline = deadline
    noted(session, f"deadline extended to {moment_text(deadline)}", competition_id, reason=reason)
    return changed(f"Deadline is now {moment_text(deadline)}", "competitions", "bids")


def _require_before_deadline(
    session: Session, place: CompetitionRecord, field: str, words: str
) -> None:
    if place.deadline is not None and has_passed(place.deadline, now(session)):
        raise refuse(field, words, "past")


def _require_text(place: str, empty: str, text: str) -> None:
    if not text.strip():
        raise refuse(place, empty, "empty")
    if len(text) > LONGEST_TEXT:
        raise refuse(place, f"Use at most {LONGEST_TEXT:,} characters.", "long")
