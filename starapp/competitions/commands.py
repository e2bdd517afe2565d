"""What people do to set a competition up: make it, date it, choose providers, abandon it."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.competitions.competition import State, Timetable
from starapp.competitions.queries import DATES, invitations, timetable_of, who_is_eligible
from starapp.competitions.records import CompetitionRecord, InvitationRecord
from starapp.competitions.stages import Action, move, require, require_organiser
from starapp.competitions.timetable import MOMENTS, order_problems
from starapp.criteria.queries import model as stored_model
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import local_date
from starapp.foundation.problems import Problem, raise_if, refuse
from starapp.history.history import note, now
from starapp.organisation.people_checks import name_problems
from starapp.organisation.queries import system
from starapp.providers.register import Provider
from starapp.specifications.package import PackageState
from starapp.specifications.queries import package
from starapp.specifications.stage_commands import enter_competition, leave_competition

TOUCHED = ("competitions", "packages")
LONGEST_REASON = 1_000


def create_competition(
    session: Session,
    *,
    package_id: str,
    model_id: str,
    title: str = "",
    number: int | None = None,
) -> Change:
    """Makes a competition from a locked package and a locked model, with the next reference.

    ``number`` is used in place of the next one of the year when given.

    Raises:
        CannotDo: the package or the model is not locked, in use, or the number is taken.
    """
    require_organiser(session)
    wanted, chosen = package(session, package_id), stored_model(session, model_id)
    problems = []
    if wanted.state is not PackageState.READY:
        words = f"{wanted.reference} is {wanted.state.value}. Choose a package that is ready."
        problems.append(Problem("package", words, "package"))
    if chosen.locked is None:
        problems.append(Problem("model", f"{chosen.name} is a draft. Lock it first.", "model"))
    name = title.strip() or wanted.title
    problems.extend(name_problems("title", "a title", name))
    raise_if(problems)
    record = CompetitionRecord(
        **_reference(session, number),
        title=name,
        body_id=wanted.body_id,
        system_id=wanted.system_id,
        lot_id=wanted.lot_id,
        package_id=package_id,
        model_id=model_id,
        model_fingerprint=chosen.fingerprint,
        regime=system(session, wanted.system_id).regime.value,
        support_starts=wanted.start_target,
        created=now(session),
    )
    session.add(record)
    session.flush()
    noted(session, f"competition {record.reference} made", record.id)
    enter_competition(session, package_id=package_id)
    return changed(f"{record.reference} made", *TOUCHED, made=record.id)


def _reference(session: Session, number: int | None) -> dict[str, int | str]:
    year = local_date(now(session)).year
    if number is None:
        highest = select(func.max(CompetitionRecord.number)).where(CompetitionRecord.year == year)
        number = (session.scalar(highest) or 0) + 1
    taken = select(CompetitionRecord.id).where(
        CompetitionRecord.year == year, CompetitionRecord.number == number
    )
    if number < 1 or session.scalar(taken) is not None:
        raise refuse("number", "This number is taken. Choose another one.", "taken")
    return {"reference": f"MC-{year}-{number:03}", "year": year, "number": number}


def rename_competition(session: Session, *, competition_id: str, title: str) -> Change:
    """Changes the title before publication.

    Raises:
        CannotDo: published, or no title.
    """
    record = require(session, competition_id, Action.EDIT)
    require_organiser(session)
    raise_if([*name_problems("title", "a title", title)])
    record.title = title.strip()
    noted(session, "title changed", competition_id)
    return changed("Title saved", "competitions")


def edit_timetable(session: Session, *, competition_id: str, dates: Timetable) -> Change:
    """Saves the dates. Before publication all of them, in any order while being planned.

    After publication only those after the deadline change, and they must stay in order.

    Raises:
        CannotDo: a published date would change, or the later dates are out of order.
    """
    record = session.get(CompetitionRecord, competition_id)
    building = record is not None and record.state is State.BUILDING
    record = require(session, competition_id, Action.EDIT if building else Action.EDIT_LATER)
    require_organiser(session)
    if not building:
        raise_if(_later_problems(timetable_of(record), dates))
    for name in DATES:
        setattr(record, name, getattr(dates, name))
    noted(session, "timetable changed", competition_id)
    return changed("Timetable saved", "competitions")


def _later_problems(before: Timetable, after: Timetable) -> list[Problem]:
    words = "The invitations name this date. Extend the deadline to give bidders more time."
    fixed = [
        Problem(place, words, "locked")
        for place in MOMENTS
        if getattr(before, place) != getattr(after, place)
    ]
    return fixed or list(order_problems(after))


def leave_out(session: Session, *, competition_id: str, provider_id: str, reason: str) -> Change:
    """Leaves an eligible provider out for a recorded reason.

    Raises:
        CannotDo: published, no reason, or the provider is not eligible anyway.
    """
    require(session, competition_id, Action.EDIT)
    require_organiser(session)
    require_reason(reason, "Say why this provider is left out.")
    provider = _eligible(session, competition_id).get(provider_id)
    if provider is None:
        raise refuse("provider", "This provider is not on the list of invitations.", "provider")
    session.add(
        InvitationRecord(
            competition_id=competition_id,
            provider_id=provider_id,
            provider_code=provider.code,
            provider_name=provider.name,
            left_out=reason.strip(),
            by_hand=True,
        )
    )
    noted(session, f"{provider.name} left out of the invitations", competition_id, reason=reason)
    return changed(f"{provider.name} left out", "competitions")


def put_back(session: Session, *, competition_id: str, provider_id: str) -> Change:
    """Puts a provider that was left out by a person back on the list.

    Raises:
        CannotDo: published, or it was not left out.
    """
    require(session, competition_id, Action.EDIT)
    require_organiser(session)
    for record in invitations(session, competition_id):
        if record.provider_id == provider_id and record.by_hand:
            session.delete(record)
            words = f"{record.provider_name} put back on the list of invitations"
            noted(session, words, competition_id)
            return changed(f"{record.provider_name} put back", "competitions")
    raise refuse("provider", "This provider was not left out.", "provider")


def choose_providers(
    session: Session, *, competition_id: str, left_out: Mapping[str, str]
) -> Change:
    """Sets who is invited: everyone eligible but those left out, each with its reason.

    Raises:
        CannotDo: published, a reason is missing, or one left out is not eligible.
    """
    require(session, competition_id, Action.EDIT)
    for record in invitations(session, competition_id):
        if record.by_hand and record.left_out != left_out.get(record.provider_id):
            put_back(session, competition_id=competition_id, provider_id=record.provider_id)
    session.flush()
    already = {record.provider_id for record in invitations(session, competition_id)}
    for provider_id, reason in left_out.items():
        if provider_id not in already:
            leave_out(
                session, competition_id=competition_id, provider_id=provider_id, reason=reason
            )
    noted(session, "providers chosen", competition_id)
    return changed("Providers chosen", "competitions")


def _eligible(session: Session, competition_id: str) -> dict[str, Provider]:
    found = who_is_eligible(session, competition_id).chosen
    return {provider.id: provider for provider in found}


def abandon(session: Session, *, competition_id: str, reason: str) -> Change:
    """Ends a competition without an award and frees its package for another one.

    Raises:
        CannotDo: no reason, or the competition has ended.
    """
    record = require(session, competition_id, Action.ABANDON)
    require_organiser(session)
    require_reason(reason, "Say why the competition is abandoned.")
    move(session, competition_id, State.ABANDONED)
    record.ended_reason = reason.strip()
    noted(session, "competition abandoned", competition_id, reason=reason)
    if package(session, record.package_id).state is PackageState.IN_COMPETITION:
        leave_competition(session, package_id=record.package_id, reason=reason)
    return changed("Competition abandoned", *TOUCHED, "bids", "results", "awards")


def require_reason(reason: str, words: str) -> None:
    """Raises CannotDo when a reason is empty or too long."""
    if not reason.strip():
        raise refuse("reason", words, "no_reason")
    if len(reason) > LONGEST_REASON:
        raise refuse("reason", f"Use at most {LONGEST_REASON:,} characters.", "long")


def noted(session: Session, words: str, competition_id: str, *, reason: str = "") -> None:
    """Writes what was done to a competition into the history."""
    about = ("competition", competition_id)
    note(session, words, about=about, reason=reason.strip(), competition_id=competition_id)
