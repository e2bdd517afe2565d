"""What people do to set a competition up and run it until the deadline."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.competitions.competition import State, Timetable
from starapp.competitions.queries import DATES, competition, who_is_eligible
from starapp.competitions.records import (
    CompetitionRecord,
    InvitationRecord,
    LeftOutRecord,
    QuestionRecord,
)
from starapp.competitions.stages import Action, move, require
from starapp.competitions.timetable import timetable_problems
from starapp.criteria.queries import model as stored_model
from starapp.criteria.stored_form import model_to_json
from starapp.documents.stored import to_json
from starapp.foundation.canonical import plain_value
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import local_date, moment_text
from starapp.foundation.problems import Problem, raise_if, refuse
from starapp.history.history import note, now
from starapp.organisation.people_checks import name_problems
from starapp.organisation.queries import letterhead, system
from starapp.organisation.system_form import system_to_json
from starapp.specifications.package import PackageState
from starapp.specifications.queries import for_bidders, package
from starapp.specifications.stage_commands import enter_competition, leave_competition

TOUCHED = ("competitions", "packages")
LONGEST_TEXT = 4000


def create_competition(
    session: Session, *, package_id: str, model_id: str, title: str = "", reference: str = ""
) -> Change:
    """Makes a competition from a locked package and a locked model.

    Raises:
        CannotDo: the package or the model is not locked, or the package is in use already.
    """
    wanted, chosen = package(session, package_id), stored_model(session, model_id)
    problems = []
    if wanted.state is not PackageState.READY:
        words = f"{wanted.reference} is {wanted.state.value}. Lock its specification first."
        problems.append(Problem("package", words, "package"))
    if chosen.locked is None:
        problems.append(Problem("model", f"{chosen.name} is a draft. Lock it first.", "model"))
    raise_if(problems)
    name = title.strip() or wanted.title
    raise_if([*name_problems("title", "a title", name)])
    enter_competition(session, package_id=package_id)
    rules = system(session, wanted.system_id)
    record = CompetitionRecord(
        reference=reference or _next_reference(session),
        title=name,
        state=State.BUILDING.value,
        body_id=wanted.body_id,
        system_id=wanted.system_id,
        lot_id=wanted.lot_id,
        package_id=package_id,
        model_id=model_id,
        regime=rules.regime.value,
        model=model_to_json(chosen.model),
        model_fingerprint=chosen.fingerprint,
        specification_digest=wanted.digest,
        support_starts=wanted.start_target,
        made=now(session),
    )
    session.add(record)
    session.flush()
    _note(session, f"competition {record.reference} made", record.id)
    return changed(f"{record.reference} made", *TOUCHED, made=record.id)


def _next_reference(session: Session) -> str:
    year = local_date(now(session)).year
    start = f"MC-{year}-"
    used = session.scalars(
        select(CompetitionRecord.reference).where(CompetitionRecord.reference.startswith(start))
    )
    numbers = [int(text) for one in used if (text := one.removeprefix(start)).isdigit()]
    return f"{start}{max(numbers, default=0) + 1:03}"


def edit_timetable(session: Session, *, competition_id: str, dates: Timetable) -> Change:
    """Saves the dates; they are checked when the invitations go out."""
    record = require(session, competition_id, Action.EDIT)
    for name in DATES:
        setattr(record, name, getattr(dates, name))
    _note(session, "timetable changed", competition_id)
    return changed("Timetable saved", "competitions")


def rename_competition(session: Session, *, competition_id: str, title: str) -> Change:
    """Changes the title before publication.

    Raises:
        CannotDo: no title.
    """
    record = require(session, competition_id, Action.EDIT)
    raise_if([*name_problems("title", "a title", title)])
    record.title = title.strip()
    _note(session, "title changed", competition_id)
    return changed("Title saved", "competitions")


def leave_out(session: Session, *, competition_id: str, provider_id: str, reason: str) -> Change:
    """Leaves an eligible provider out for a recorded reason.

    Raises:
        CannotDo: no reason, or the provider is not eligible anyway.
    """
    require(session, competition_id, Action.EDIT)
    if len(reason.split()) < 3:
        raise refuse("reason", "Say why this provider is left out, in a sentence.", "reason")
    if provider_id not in {p.id for p in who_is_eligible(session, competition_id).chosen}:
        raise refuse("provider", "This provider is not on the list of invitations.", "provider")
    session.add(
        LeftOutRecord(
            competition_id=competition_id,
            provider_id=provider_id,
            reason=reason.strip(),
            by_choice=True,
        )
    )
    _note(session, "eligible provider left out", competition_id, reason=reason)
    return changed("Provider left out", "competitions")


def put_back(session: Session, *, competition_id: str, provider_id: str) -> Change:
    """Puts a provider that was left out by choice back on the list."""
    require(session, competition_id, Action.EDIT)
    query = select(LeftOutRecord).where(
        LeftOutRecord.competition_id == competition_id,
        LeftOutRecord.provider_id == provider_id,
        LeftOutRecord.by_choice,
    )
    record = session.scalars(query).one_or_none()
    if record is None:
        raise refuse("provider", "This provider was not left out.", "provider")
    session.delete(record)
    _note(session, "provider put back on the list", competition_id)
    return changed("Provider put back", "competitions")


def publish(session: Session, *, competition_id: str) -> Change:
    """Sends the invitations: freezes specification, model and rules, and records who was left out.

    Raises:
        CannotDo: dates missing or out of order, nobody eligible, or no contact on the letterhead.
    """
    record = require(session, competition_id, Action.PUBLISH)
    dates = replace(competition(session, competition_id).timetable, invitation=now(session))
    who = who_is_eligible(session, competition_id)
    problems = [*timetable_problems(dates, now=now(session))]
    if not who.chosen:
        problems.append(
            Problem("providers", "No provider is eligible for this lot and area.", "nobody")
        )
    if not letterhead(session, record.body_id).email:
        words = "The letterhead has no email address for questions. Add it in Settings."
        problems.append(Problem("letterhead", words, "letterhead"))
    raise_if(problems)
    wanted = package(session, record.package_id)
    record.invitation = now(session)
    record.rules = system_to_json(system(session, record.system_id))
    record.volumes = plain_value(wanted.volumes)
    record.specification = to_json(for_bidders(session, record.package_id))
    record.specification_digest = wanted.digest
    for provider in who.chosen:
        session.add(
            InvitationRecord(
                competition_id=competition_id, provider_id=provider.id, invited=now(session)
            )
        )
    for left in who.left_out:
        if not left.by_choice:
            session.add(
                LeftOutRecord(
                    competition_id=competition_id, provider_id=left.provider.id, reason=left.reason
                )
            )
    move(session, competition_id, State.PUBLISHED)
    _note(session, f"{len(who.chosen)} providers invited", competition_id)
    return changed(f"{len(who.chosen)} invitations sent", *TOUCHED, "bids")


def record_decline(
    session: Session, *, competition_id: str, provider_id: str, reason: str
) -> Change:
    """Records that an invited provider will not bid, and why.

    Raises:
        CannotDo: no reason, not invited, or declined already.
    """
    require(session, competition_id, Action.DECLINE)
    record = _invitation(session, competition_id, provider_id)
    if record.declined is not None:
        raise refuse("provider", "This provider declined already.", "declined")
    if not reason.strip():
        raise refuse("reason", "Write the reason the provider gave.", "reason")
    record.declined, record.decline_reason = now(session), reason.strip()
    _note(session, "provider declined", competition_id, reason=reason)
    return changed("Decline recorded", "competitions", "bids")


def _invitation(session: Session, competition_id: str, provider_id: str) -> InvitationRecord:
    query = select(InvitationRecord).where(
        InvitationRecord.competition_id == competition_id,
        InvitationRecord.provider_id == provider_id,
    )
    record = session.scalars(query).one_or_none()
    if record is None:
        raise refuse("provider", "This provider was not invited.", "not invited")
    return record


def ask_question(
    session: Session, *, competition_id: str, question: str, provider_id: str | None = None
) -> Change:
    """Records a bidder's question; who asked is kept for the record only.

    Raises:
        CannotDo: no question, or the provider was not invited.
    """
    require(session, competition_id, Action.ASK)
    _check_text("question", "Write the question.", question)
    if provider_id is not None:
        _invitation(session, competition_id, provider_id)
    last = select(func.max(QuestionRecord.number)).where(
        QuestionRecord.competition_id == competition_id
    )
    record = QuestionRecord(
        competition_id=competition_id,
        number=(session.scalar(last) or 0) + 1,
        provider_id=provider_id,
        asked=now(session),
        question=question.strip(),
    )
    session.add(record)
    session.flush()
    _note(session, f"question {record.number} received", competition_id)
    return changed(
        f"Question {record.number} recorded", "questions", "competitions", made=record.id
    )


def answer_question(session: Session, *, question_id: str, answer: str) -> Change:
    """Answers a question to every invited provider, without naming who asked.

    Raises:
        CannotDo: no answer, or it names the provider that asked.
    """
    record = session.get_one(QuestionRecord, question_id)
    require(session, record.competition_id, Action.ANSWER)
    _check_text("answer", "Write the answer.", answer)
    if record.answered is not None:
        raise refuse(
            "answer", "This question was answered. Record a new one to add to it.", "answered"
        )
    record.answer, record.answered = answer.strip(), now(session)
    _note(session, f"question {record.number} answered to all", record.competition_id)
    return changed(f"Answer {record.number} sent to all", "questions", "competitions")


def _check_text(place: str, empty: str, text: str) -> None:
    if not text.strip():
        raise refuse(place, empty, "empty")
    if len(text) > LONGEST_TEXT:
        raise refuse(place, f"Use at most {LONGEST_TEXT:,} characters.", "long")


def extend_deadline(
    session: Session, *, competition_id: str, deadline: datetime, reason: str
) -> Change:
    """Gives everybody more time, before the deadline has passed.

    Raises:
        CannotDo: the deadline has passed, the new one is not later, or no reason.
    """
    record = require(session, competition_id, Action.EXTEND)
    if record.deadline is not None and now(session) > record.deadline:
        raise refuse("deadline", "The deadline has passed, so it cannot be extended.", "past")
    if record.deadline is not None and deadline <= record.deadline:
        words = f"Choose a time after {moment_text(record.deadline)}."
        raise refuse("deadline", words, "order")
    if len(reason.split()) < 3:
        raise refuse("reason", "Say why, in a sentence. It goes to every bidder.", "reason")
    record.deadline = deadline
    _note(session, f"deadline extended to {moment_text(deadline)}", competition_id, reason=reason)
    return changed("Deadline extended", "competitions")


def abandon(session: Session, *, competition_id: str, reason: str) -> Change:
    """Ends a competition without an award and frees its package.

    Raises:
        CannotDo: no reason, or the competition has ended.
    """
    record = require(session, competition_id, Action.ABANDON)
    if len(reason.split()) < 3:
        raise refuse("reason", "Say why the competition is abandoned, in a sentence.", "reason")
    move(session, competition_id, State.ABANDONED)
    if package(session, record.package_id).state is PackageState.IN_COMPETITION:
        leave_competition(session, package_id=record.package_id, reason=reason)
    _note(session, "competition abandoned", competition_id, reason=reason)
    return changed("Competition abandoned", *TOUCHED, "bids", "results", "awards")


def _note(session: Session, words: str, competition_id: str, *, reason: str = "") -> None:
    about = ("competition", competition_id)
    note(session, words, about=about, reason=reason, competition_id=competition_id)
