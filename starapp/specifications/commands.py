"""What people do to a package: make it, write its sections, and copy from another."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.foundation.canonical import fingerprint
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import local_date
from starapp.foundation.problems import Problem, raise_if, refuse
from starapp.history.acting import Role
from starapp.history.history import actor, note, now
from starapp.specifications.care_needs import BY_CODE, Section, check_needs
from starapp.specifications.grid_checks import night_questions, recount_words
from starapp.specifications.grid_form import (
    MOST_MILES,
    extras_to_json,
    grid_from_json,
    grid_to_json,
)
from starapp.specifications.grid_volumes import Extras
from starapp.specifications.layers import Layer
from starapp.specifications.outcomes import Outcome, check_outcomes, outcomes_to_json
from starapp.specifications.package import STAYS_LOCKED, Funder, PackageState
from starapp.specifications.privacy import Kind
from starapp.specifications.queries import specification, stored, stored_text
from starapp.specifications.records import PackageRecord, PackageTextRecord
from starapp.specifications.specification import AGE_BANDS, NIGHTS, About, Dates, Kept, Money
from starapp.specifications.support_grid import Support, SupportGrid

LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"
LONGEST_TITLE = 200
LONGEST_REASON = 1_000
LONGEST_LABEL = 120
MOST_POUNDS = Decimal(100_000)


def create_package(session: Session, *, title: str, number: int | None = None) -> Change:
    """Makes a draft with the next reference of the year and a random reference for the person.

    ``number`` is used in place of the next one when given.

    Raises:
        CannotDo: no title, a number that is taken, or the actor may not write specifications.
    """
    require_writer(session)
    _check_title(title)
    year = local_date(now(session)).year
    chosen = number if number is not None else _next_number(session, year)
    taken = select(PackageRecord.id).where(
        PackageRecord.year == year, PackageRecord.number == chosen
    )
    if session.scalar(taken) is not None or chosen < 1:
        raise refuse("number", "This number is taken. Choose another one.", "taken")
    record = PackageRecord(
        reference=f"PKG-{year}-{chosen:04}",
        year=year,
        number=chosen,
        title=title.strip(),
        person_reference=f"Person {secrets.choice(LETTERS)}",
        extras=extras_to_json(Extras()),
        created=now(session),
        body_id=actor(session).body_id or None,
    )
    session.add(record)
    session.flush()
    session.add(PackageTextRecord(package_id=record.id, needs={}, outcomes=[], kept=[]))
    _noted(session, "package made", record.id)
    return changed(f"{record.reference} made", "packages", made=record.id)


def _next_number(session: Session, year: int) -> int:
    highest = select(func.max(PackageRecord.number)).where(PackageRecord.year == year)
    return (session.scalar(highest) or 0) + 1


def save_about(session: Session, *, package_id: str, about: About) -> Change:
    """Saves what the package is, who buys it and where.

    Raises:
        CannotDo: locked, no title, too long, or an age band that is not offered.
    """
    record = open_package(session, package_id)
    _check_title(about.title)
    found = [
        Problem(name, f"Shorten this to {LONGEST_TITLE} characters.", "too_long")
        for name in ("person_reference", "area")
        if len(getattr(about, name)) > LONGEST_TITLE
    ]
    if about.age_band and about.age_band not in AGE_BANDS:
        found.append(Problem("age_band", "Choose one of the age bands.", "age_band"))
    raise_if(found)
    for name, value in asdict(about).items():
        setattr(record, name, (value or None) if name.endswith("_id") else value)
    return _saved(session, record, Section.ABOUT)


def save_dates(session: Session, *, package_id: str, dates: Dates) -> Change:
    """Saves when support starts and for how long.

    Raises:
        CannotDo: locked, or years that cannot be.
    """
    record = open_package(session, package_id)
    raise_if(
        [
            Problem(name, "Enter whole years from 0 to 20.", "years")
            for name in ("term_years", "extension_years")
            if not 0 <= getattr(dates, name) <= 20
        ]
    )
    for name, value in asdict(dates).items():
        setattr(record, name, value)
    return _saved(session, record, Section.DATES)


def save_money(session: Session, *, package_id: str, money: Money) -> Change:
    """Saves what is paid now, the budget, and who pays which share.

    Raises:
        CannotDo: locked, amounts or shares that cannot be, or a funder named twice.
    """
    record = open_package(session, package_id)
    found = [
        Problem(name, f"Enter pounds a week from 0 to {MOST_POUNDS:,}.", "amount")
        for name in ("current_weekly", "budget_weekly")
        if not 0 <= (getattr(money, name) or 0) <= MOST_POUNDS
    ]
    found.extend(_funder_problems(money.funders))
    raise_if(found)
    record.current_weekly, record.budget_weekly = money.current_weekly, money.budget_weekly
    record.budget_shown = money.budget_shown
    record.funders = [asdict(funder) for funder in money.funders]
    return _saved(session, record, Section.MONEY)


def _funder_problems(funders: tuple[Funder, ...]) -> Iterable[Problem]:
    seen: set[str] = set()
    for place, funder in enumerate(funders):
        if not funder.body_id:
            yield Problem(f"funders.{place}", "Choose who pays.", "missing")
        if funder.body_id in seen:
            yield Problem(f"funders.{place}", "This body is already in the list.", "twice")
        seen.add(funder.body_id)
        if not 0 <= funder.percent <= 100:
            yield Problem(f"funders.{place}", "Enter a share from 0 to 100.", "share")


def save_section(session: Session, *, package_id: str, texts: Mapping[str, str]) -> Change:
    """Saves the text of one or more fields exactly as written; other fields stay.

    Raises:
        CannotDo: locked, no such field, or too long.
    """
    record = open_package(session, package_id)
    raise_if(check_needs(dict(texts)))
    text = stored_text(session, package_id)
    text.needs = {**text.needs, **texts}
    _seal_texts(record, text)
    sections = {BY_CODE[code].section for code in texts}
    return _saved(session, record, *(section for section in Section if section in sections))


def save_outcomes(session: Session, *, package_id: str, outcomes: Iterable[Outcome]) -> Change:
    """Saves the outcomes as written.

    Raises:
        CannotDo: locked, too many, too long, or a step that does not exist.
    """
    record = open_package(session, package_id)
    kept = tuple(outcomes)
    raise_if(check_outcomes(kept))
    text = stored_text(session, package_id)
    text.outcomes = outcomes_to_json(kept)
    _seal_texts(record, text)
    return _saved(session, record, Section.OUTCOMES)


def save_grid(
    session: Session, *, package_id: str, grid: SupportGrid, extras: Extras | None = None
) -> Change:
    """Saves the week of support, and the extras when given.

    Raises:
        CannotDo: locked, a label too long, or miles that cannot be.
    """
    record = open_package(session, package_id)
    if any(len(block.label) > LONGEST_LABEL for block in grid.blocks):
        raise refuse("label", f"Shorten this to {LONGEST_LABEL} characters.", "too_long")
    if extras is not None:
        if not 0 <= extras.miles <= MOST_MILES:
            raise refuse("miles", f"Enter miles a week from 0 to {MOST_MILES:,}.", "miles")
        record.extras = extras_to_json(extras)
    saved = _saved(session, record, Section.WEEKLY_SUPPORT)
    note_recount(session, record)
    record.grid = grid_to_json(grid)
    return saved


def note_recount(session: Session, record: PackageRecord) -> None:
    """Says in the history, once, that nights stored by an earlier count are counted as now."""
    words = recount_words(grid_from_json(record.grid))
    if words:
        _noted(session, words, record.id)


def keep_and_explain(
    session: Session, *, package_id: str, place: str, kind: Kind, text: str, reason: str
) -> Change:
    """Keeps a privacy find in one place, with the reason.

    Raises:
        CannotDo: locked, no reason, or an NHS number, which can only be removed.
    """
    record = open_package(session, package_id)
    if not kind.may_stay:
        raise refuse(place, "An NHS number can only be removed.", "nhs_number")
    if not reason.strip():
        raise refuse("reason", "Write why it may stay.", "no_reason")
    _keep(session, record, Kept(place, kind.value, text, reason.strip()))
    _noted(session, f"{kind.value.lower()} kept", record.id)
    return changed("Kept, with your reason", "packages")


def confirm_nights(
    session: Session, *, package_id: str, support: Support, nights: int, reason: str
) -> Change:
    """Answers the question about nights with two workers: they are meant, and why.

    Raises:
        CannotDo: locked, no reason, or the week holds another number by now.
    """
    record = open_package(session, package_id)
    week = specification(session, package_id).grid
    asked = {(one.support, one.nights): one for one in night_questions(week)}
    question = asked.get((support, nights))
    if question is None:
        words = "The week has changed since you were asked. Look at its nights again."
        raise refuse("grid", words, "changed")
    if not reason.strip():
        raise refuse("reason", "Write why two workers are needed.", "no_reason")
    _keep(session, record, Kept(question.place, NIGHTS, str(nights), reason.strip()))
    said = f"{nights} {support.words.lower()} nights confirmed"
    _noted(session, said, record.id)
    return changed("Confirmed, with your reason", "packages")


def _keep(session: Session, record: PackageRecord, kept: Kept) -> None:
    """Writes down what was kept in place of an earlier answer to the same.

    Raises:
        CannotDo: the reason is too long.
    """
    if len(kept.reason) > LONGEST_REASON:
        raise refuse("reason", f"Shorten this to {LONGEST_REASON:,} characters.", "too_long")
    written = stored_text(session, record.id)
    one = asdict(kept)
    others = [
        old
        for old in written.kept
        if (old["place"], old["kind"], old["text"]) != (kept.place, kept.kind, kept.text)
    ]
    written.kept = [*others, one]
    _seal_texts(record, written)


def copy_package(session: Session, *, source_id: str, title: str) -> Change:
    """Makes a new draft with the week, needs and outcomes of another package.

    What only the chosen provider sees, kept privacy finds, dates and the person's reference are not
    copied, because they belong to one person.

    Raises:
        CannotDo: no title, or no such package.
    """
    source = specification(session, source_id)
    made = create_package(session, title=title)
    about = replace(source.about, title=title.strip(), person_reference="")
    record, text = stored(session, made.made), stored_text(session, made.made)
    for name, value in asdict(about).items():
        if name != "person_reference":
            setattr(record, name, (value or None) if name.endswith("_id") else value)
    record.grid, record.extras = grid_to_json(source.grid), extras_to_json(source.extras)
    record.funders = [asdict(funder) for funder in source.money.funders]
    record.term_years = source.dates.term_years
    record.extension_years = source.dates.extension_years
    text.needs = {
        code: words for code, words in source.needs.items() if BY_CODE[code].layer is Layer.BIDDERS
    }
    text.outcomes = outcomes_to_json(source.outcomes)
    _seal_texts(record, text)
    _noted(session, f"copied from {source.summary.reference}", record.id)
    return changed(f"{record.reference} made", "packages", made=record.id)


def copy_week(session: Session, *, package_id: str, source_id: str) -> Change:
    """Puts the week and extras of another package in place of this one's.

    Raises:
        CannotDo: locked, or no such package.
    """
    source = specification(session, source_id)
    record = open_package(session, package_id)
    record.grid, record.extras = grid_to_json(source.grid), extras_to_json(source.extras)
    return _saved(session, record, Section.WEEKLY_SUPPORT)


def require_writer(session: Session) -> None:
    """Raises ``CannotDo`` unless the actor writes specifications: commissioner or procurement."""
    if not actor(session).can(Role.COMMISSIONER, Role.PROCUREMENT):
        words = "Only a commissioner or procurement officer can change a package."
        raise refuse("", words, "role")


def open_package(session: Session, package_id: str) -> PackageRecord:
    """The record of a package that may be changed.

    Raises:
        CannotDo: it is locked, gone, or the actor may not write specifications.
    """
    require_writer(session)
    record = stored(session, package_id)
    if record.state is not PackageState.DRAFT:
        words = "This specification is locked. Unlock it first, before a competition uses it."
        raise refuse("", STAYS_LOCKED.get(record.state, words), "locked")
    return record


def _check_title(title: str) -> None:
    if not title.strip():
        raise refuse("title", "Give the package a title.", "missing")
    if len(title) > LONGEST_TITLE:
        raise refuse("title", f"Shorten this to {LONGEST_TITLE} characters.", "too_long")


def _seal_texts(record: PackageRecord, text: PackageTextRecord) -> None:
    record.needs_digest = fingerprint([text.needs, text.outcomes, text.kept])


def _saved(session: Session, record: PackageRecord, *sections: Section) -> Change:
    words = ", ".join(section.heading for section in sections)
    _noted(session, f"{words} changed", record.id)
    return changed(f"{words} saved", "packages")


def _noted(session: Session, words: str, package_id: str) -> None:
    note(session, words, about=("package", package_id))
