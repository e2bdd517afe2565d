"""What people do between a result and a signed agreement: recommend, sign off, publish, sign."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.awards.decision_rules import (
    BY_HAND,
    Recommendation,
    reason_problems,
    sign_off_problems,
    signing_problems,
)
from starapp.awards.queries import standstill_on
from starapp.awards.records import AwardRecord, ReturnRecord
from starapp.bids.checking import accept_open_checks
from starapp.bids.price_enquiry_queries import undecided_prices
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.competitions.stages import Action, move, require, require_organiser
from starapp.evaluation.queries import moderator_id, run
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import day_text, local_date
from starapp.foundation.problems import raise_if, refuse
from starapp.history.history import actor, note, now
from starapp.specifications.stage_commands import mark_awarded


def recommend(session: Session, *, competition_id: str, statement: str) -> Change:
    """Sends the result for sign-off.

    Raises:
        CannotDo: not an organiser, no result, no bid ranked, a tie for first place that the rules
            do not settle, or a low or high price that nobody decided about.
    """
    require_organiser(session)
    require(session, competition_id, Action.RECOMMEND)
    raise_if([*reason_problems(statement, what="this bid should win")])
    latest = run(session, competition_id)
    winner = latest.result.winner
    if winner is None:
        raise refuse(
            "",
            "No bid can be recommended: no bid is ranked, or the first place is tied and the "
            "published rules do not settle it. Abandon the competition, or ask your legal lead.",
            "no_winner",
        )
    raise_if(undecided_prices(session, competition_id))
    who = actor(session)
    record = session.scalars(
        select(AwardRecord).where(AwardRecord.competition_id == competition_id)
    ).one_or_none()
    if record is None:
        record = AwardRecord(competition_id=competition_id, confirmed={})
        session.add(record)
    record.run_id = latest.id
    record.bid_id = winner
    record.recommended_by = who.person_id
    record.recommended_by_name = who.name
    record.recommended_at = now(session)
    record.statement = statement.strip()
    move(session, competition_id, State.RECOMMENDED)
    _note(session, "result sent for sign-off", competition_id, reason=statement)
    return changed("Result sent for sign-off", "awards", "competitions", "results")


def approve(
    session: Session, *, competition_id: str, accepted: Mapping[str, str] = MappingProxyType({})
) -> Change:
    """Signs the result off.

    Args:
        session: of the command.
        competition_id: whose result.
        accepted: for each bid whose compliance check is open, why the result stands with it.

    Raises:
        CannotDo: not an approver, or the moderator or the recommender themselves, or a price that
            nobody decided about, which only the team can settle, or an open check not answered for.
    """
    require(session, competition_id, Action.APPROVE)
    record = stored_award(session, competition_id)
    who = actor(session)
    raise_if([*sign_off_problems(who, _recommendation(session, record))])
    raise_if(undecided_prices(session, competition_id))
    accept_open_checks(session, competition_id=competition_id, answers=accepted)
    record.approved_by = who.person_id
    record.approved_by_name = who.name
    record.approved_at = now(session)
    move(session, competition_id, State.APPROVED)
    mark_awarded(session, package_id=competition(session, competition_id).package_id)
    _note(session, "result signed off", competition_id)
    return changed("Result signed off", "awards", "competitions", "results", "packages", "letters")


def return_result(session: Session, *, competition_id: str, reason: str) -> Change:
    """Sends the result back to the team with a reason.

    Raises:
        CannotDo: no reason, or the person may not decide.
    """
    require(session, competition_id, Action.RETURN_RESULT)
    record = stored_award(session, competition_id)
    who = actor(session)
    raise_if(
        [
            *sign_off_problems(who, _recommendation(session, record)),
            *reason_problems(reason, what="the result goes back"),
        ]
    )
    session.add(
        ReturnRecord(
            competition_id=competition_id,
            returned_by=who.person_id,
            returned_by_name=who.name,
            returned_at=now(session),
            reason=reason.strip(),
        )
    )
    move(session, competition_id, State.PRICED)
    _note(session, "result returned", competition_id, reason=reason)
    return changed("Result returned", "awards", "competitions", "results")


def confirm(session: Session, *, competition_id: str, line: str, words: str = "") -> Change:
    """Ticks a line of the award checklist that a person confirms.

    Raises:
        CannotDo: for a line that follows from the record and cannot be ticked.
    """
    require_organiser(session)
    require(session, competition_id, Action.PREPARE_AWARD)
    if line not in BY_HAND:
        raise refuse(line, "This line is ticked by doing it.", "not by hand")
    record = stored_award(session, competition_id)
    said = words.strip() or f"{actor(session).name}, {day_text(local_date(now(session)))}"
    record.confirmed = {**record.confirmed, line: said}
    _note(session, f"award checklist: {line.replace('_', ' ')} confirmed", competition_id)
    return changed("Checklist line ticked", "awards")


def plan_notice(session: Session, *, competition_id: str, day: date) -> Change:
    """Sets the day the award notice will be published; letters print the standstill from it.

    Raises:
        CannotDo: the day is past, or beyond the published calendar.
    """
    require_organiser(session)
    require(session, competition_id, Action.ISSUE_LETTERS)
    record = stored_award(session, competition_id)
    if day < local_date(now(session)):
        raise refuse("notice_day", "Choose today or a later day for the notice.", "past")
    standstill_on(session, competition_id, day)
    record.notice_day = day
    _note(session, f"award notice planned for {day_text(day)}", competition_id)
    return changed("Notice day set", "awards", "letters")


def publish_notice(session: Session, *, competition_id: str) -> Change:
    """Records that the award notice was published today and starts the standstill.

    Raises:
        CannotDo: today is not the day the issued letters name.
    """
    require_organiser(session)
    require(session, competition_id, Action.PUBLISH_NOTICE)
    record = stored_award(session, competition_id)
    today = local_date(now(session))
    if record.notice_day != today:
        raise refuse("notice_day", _another_day(record.notice_day, today), "day")
    found = standstill_on(session, competition_id, today)
    record.notice_published = now(session)
    record.standstill = found.period.as_json()
    move(session, competition_id, State.STANDSTILL)
    waits = "standstill started" if found.working_days else "no standstill is offered"
    _note(session, f"award notice published, {waits}", competition_id)
    return changed("Notice published", "awards", "competitions")


def _another_day(planned: date | None, today: date) -> str:
    """Why the notice cannot be recorded on another day than the issued letters name."""
    named = day_text(planned) if planned else "no day"
    words = f"The letters name {named} as the day of the notice, and today is {day_text(today)}."
    if planned is not None and planned > today:
        return f"{words} Publish it on that day."
    return f"{words} Issued letters cannot be changed here. Ask your legal lead how to go on."


def tell_person(session: Session, *, competition_id: str, day: date) -> Change:
    """Records the day the person and their family were told.

    Raises:
        CannotDo: in the future, or before the result was signed off.
    """
    require_organiser(session)
    require(session, competition_id, Action.PREPARE_AWARD)
    record = stored_award(session, competition_id)
    if day > local_date(now(session)):
        raise refuse("person_told", "Choose today or an earlier day.", "future")
    if record.approved_at is not None and day < local_date(record.approved_at):
        signed_off = day_text(local_date(record.approved_at))
        words = f"The result was signed off on {signed_off}. Choose that day or a later one."
        raise refuse("person_told", words, "early")
    record.person_told = day
    _note(session, f"person and family told on {day_text(day)}", competition_id)
    return changed("Recorded", "awards")


def sign_agreement(session: Session, *, competition_id: str, day: date) -> Change:
    """Records the day both sides signed, and ends the competition.

    Raises:
        CannotDo: before the standstill has ended (Procurement Act 2023 s.51(1)), or in the future.
    """
    require_organiser(session)
    require(session, competition_id, Action.CONCLUDE)
    record = stored_award(session, competition_id)
    today = local_date(now(session))
    if record.notice_published is None or record.notice_day is None:
        raise refuse("signed", "Publish the award notice first.", "notice")
    earliest = standstill_on(session, competition_id, record.notice_day).period.earliest_signing
    problems = [*signing_problems(day, earliest)]
    if day > today:
        raise refuse("signed", "Choose today or an earlier day.", "future")
    raise_if(problems)
    record.signed = day
    move(session, competition_id, State.CONCLUDED)
    _note(session, f"agreement signed on {day_text(day)}", competition_id)
    return changed("Agreement signed", "awards", "competitions")


def stored_award(session: Session, competition_id: str) -> AwardRecord:
    """Gives the stored decision of a competition.

    Raises:
        CannotDo: when the result has not been sent for sign-off.
    """
    found = session.scalars(
        select(AwardRecord).where(AwardRecord.competition_id == competition_id)
    ).one_or_none()
    if found is None:
        raise refuse("", "Send the result for sign-off first.", "no award")
    return found


def _recommendation(session: Session, record: AwardRecord) -> Recommendation:
    return Recommendation(record.recommended_by, moderator_id(session, record.competition_id))


def _note(session: Session, words: str, competition_id: str, *, reason: str = "") -> None:
    note(
        session,
        words,
        about=("competition", competition_id),
        reason=reason,
        competition_id=competition_id,
    )
