"""What is still to do before a specification can be locked, section by section."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from starapp.foundation.exact import plain, quantity
from starapp.foundation.problems import Problem
from starapp.specifications.care_needs import BY_CODE, Section, fields_of
from starapp.specifications.grid_checks import (
    NightQuestion,
    grid_problems,
    night_questions,
    recount_words,
)
from starapp.specifications.grid_volumes import volumes
from starapp.specifications.layers import Layer
from starapp.specifications.outcomes import outcome_problems
from starapp.specifications.privacy import Find, Kind, find_all
from starapp.specifications.specification import Specification


class Progress(StrEnum):
    """How far a section is."""

    TO_DO = "Not started"
    STARTED = "Started"
    WARNING = "Privacy warnings"
    DONE = "Complete"


@dataclass(frozen=True, slots=True)
class SectionState:
    """How far one section is, with words for the list of sections."""

    section: Section
    progress: Progress
    words: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedFind:
    """A privacy find and the field it stands in."""

    place: str
    section: Section
    find: Find


def bidder_texts(spec: Specification) -> Iterator[tuple[str, Section, str]]:
    """Every text bidders read: its place, its section and the words."""
    yield "title", Section.ABOUT, spec.about.title
    yield "person_reference", Section.ABOUT, spec.about.person_reference
    yield "area", Section.ABOUT, spec.about.area
    for code, text in spec.needs.items():
        if code in BY_CODE and BY_CODE[code].layer is Layer.BIDDERS:
            yield code, BY_CODE[code].section, text
    for place, outcome in enumerate(spec.outcomes):
        for name in ("i_statement", "goal", "measure", "baseline", "target", "checked_by"):
            yield f"outcomes.{place}.{name}", Section.OUTCOMES, getattr(outcome, name)
    for label in dict.fromkeys(block.label for block in spec.grid.blocks):
        yield f"grid.label.{label}", Section.WEEKLY_SUPPORT, label


def open_finds(spec: Specification, *, today: date) -> tuple[PlacedFind, ...]:
    """Privacy finds that are neither mended nor kept with a reason.

    In the layer of the chosen provider only NHS numbers count: the program never holds them.
    """
    kept = {(one.place, one.kind, one.text) for one in spec.kept}
    found = [
        PlacedFind(place, section, find)
        for place, section, text in bidder_texts(spec)
        for find in find_all(text, today=today)
        if (place, find.kind.value, find.text) not in kept
    ]
    for field in fields_of(Section.CHOSEN):
        text = spec.text(field.code)
        found.extend(
            PlacedFind(field.code, field.section, find)
            for find in find_all(text, today=today)
            if find.kind is Kind.NHS_NUMBER
        )
    return tuple(found)


def open_questions(spec: Specification) -> tuple[NightQuestion, ...]:
    """Questions about the week that nobody answered yet, or answered for another week."""
    answered = {(one.place, one.text) for one in spec.kept}
    asked = night_questions(spec.grid)
    return tuple(one for one in asked if (one.place, str(one.nights)) not in answered)


def section_states(spec: Specification, *, today: date) -> tuple[SectionState, ...]:
    """How far every section is, in order."""
    finds = open_finds(spec, today=today)
    return tuple(
        _state(spec, section, sum(find.section is section for find in finds)) for section in Section
    )


def _state(spec: Specification, section: Section, warnings: int) -> SectionState:
    problems = section_problems(spec, section)
    if warnings:
        words = "1 privacy warning" if warnings == 1 else f"{warnings} privacy warnings"
        return SectionState(section, Progress.WARNING, words, problems)
    if not problems:
        return SectionState(section, Progress.DONE, _done_words(spec, section))
    if not _started(spec, section):
        return SectionState(section, Progress.TO_DO, Progress.TO_DO.value, problems)
    words = "1 thing to do" if len(problems) == 1 else f"{len(problems)} things to do"
    return SectionState(section, Progress.STARTED, words, problems)


def _done_words(spec: Specification, section: Section) -> str:
    if section is Section.WEEKLY_SUPPORT:
        total = volumes(spec.grid)
        nights = total.nights_whole
        hours = f"{quantity(total.with_staff)} hours"
        if not nights:
            return hours
        return f"{hours} and {quantity(nights)} sleep-in{'' if nights == 1 else 's'}"
    if section is Section.OUTCOMES:
        return f"{sum(outcome.started for outcome in spec.outcomes)} finished"
    return Progress.DONE.value


def section_problems(spec: Specification, section: Section) -> tuple[Problem, ...]:
    """What is missing in a section, one problem for each thing."""
    found = [
        Problem(field.code, f"{field.name}: write something here.", "missing")
        for field in fields_of(section)
        if field.required and not spec.text(field.code).strip()
    ]
    match section:
        case Section.ABOUT:
            found.extend(_about_problems(spec))
        case Section.OUTCOMES:
            found.extend(outcome_problems(spec.outcomes))
        case Section.WEEKLY_SUPPORT:
            found.extend(grid_problems(spec.grid))
            found.extend(question.problem for question in open_questions(spec))
        case Section.DATES:
            found.extend(_date_problems(spec))
        case Section.MONEY:
            found.extend(funder_problems(spec))
        case _:
            pass
    return tuple(found)


_ABOUT = (
    ("title", "Give the package a title."),
    ("person_reference", "Give the person a reference that is not a name."),
    ("age_band", "Choose an age band."),
    ("body_id", "Choose who buys the package."),
    ("system_id", "Choose the purchasing system."),
    ("lot_id", "Choose a lot."),
    ("area", "Name the area, a district and no street."),
    ("area_body_id", "Choose the council of the area."),
)


def _about_problems(spec: Specification) -> Iterator[Problem]:
    for name, words in _ABOUT:
        if not getattr(spec.about, name).strip():
            yield Problem(name, words, "missing")


def _date_problems(spec: Specification) -> Iterator[Problem]:
    dates = spec.dates
    if dates.start_target is None:
        yield Problem("start_target", "Set the date support starts.", "missing")
    if dates.term_years < 1:
        yield Problem("term_years", "Say for how many years.", "missing")
    if dates.start_target and dates.latest_start and dates.latest_start < dates.start_target:
        words = "The latest start is before the start of support. Choose a later day."
        yield Problem("latest_start", words, "order")


def funder_problems(spec: Specification) -> Iterator[Problem]:
    """Whether the funders' shares are there and make 100 %."""
    shares = spec.money.funders
    if not shares:
        yield Problem("funders", "Say who pays.", "missing")
    elif sum(share.percent for share in shares) != 100:
        total = plain(Decimal(sum(share.percent for share in shares)))
        yield Problem("funders", f"The shares make {total} %. Make them 100 %.", "sum")


def _started(spec: Specification, section: Section) -> bool:
    if any(spec.text(field.code).strip() for field in fields_of(section)):
        return True
    match section:
        case Section.ABOUT:
            return True
        case Section.OUTCOMES:
            return any(outcome.started for outcome in spec.outcomes)
        case Section.WEEKLY_SUPPORT:
            return bool(spec.grid.blocks)
        case Section.DATES:
            return spec.dates.start_target is not None
        case Section.MONEY:
            return bool(spec.money.funders)
        case _:
            return False


def recount_problems(spec: Specification) -> tuple[Problem, ...]:
    """Keeps a locked week whose nights would now come out otherwise from being bought unseen."""
    changed = recount_words(spec.grid)
    if not changed:
        return ()
    words = (
        f"{changed} {spec.summary.reference} was locked before that. Abandon a competition made "
        "from it, unlock the package, look at its week and lock it again."
    )
    return (Problem("package", words, "recount"),)


def lock_problems(spec: Specification, *, today: date) -> tuple[Problem, ...]:
    """Everything that keeps the specification from being locked; empty when it is ready."""
    found = [
        Problem(
            placed.place,
            f"{placed.section.heading}: {placed.find.kind.value} “{placed.find.text}” could say "
            "who the person is. Mend it, or keep it and say why.",
            "privacy",
        )
        for placed in open_finds(spec, today=today)
    ]
    for section in Section:
        found.extend(section_problems(spec, section))
    return tuple(found)
