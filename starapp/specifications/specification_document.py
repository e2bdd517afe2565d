"""The specification as a document: for bidders, or whole for the provider chosen."""

from collections.abc import Iterator, Mapping

from starapp.documents.blocks import (
    Align,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Table,
)
from starapp.foundation.canonical import fingerprint
from starapp.foundation.dates import DAY_NAMES, day_text
from starapp.foundation.exact import money, plain, quantity
from starapp.organisation.people import Letterhead
from starapp.specifications.care_needs import CareField, Section, fields_of
from starapp.specifications.grid_checks import clock
from starapp.specifications.grid_lines import background_lines, block_text
from starapp.specifications.grid_volumes import hours_with_staff, volumes
from starapp.specifications.layers import Layer
from starapp.specifications.outcomes import Outcome
from starapp.specifications.package_cost import about_words
from starapp.specifications.specification import Specification, for_bidders
from starapp.specifications.support_grid import DAYS
from starapp.specifications.support_grid import Block as SupportBlock

_TEXT_SECTIONS = (Section.PEN_PICTURE, Section.HOME, Section.HEALTH, Section.STAFF, Section.DATES)


def specification_document(
    spec: Specification,
    letterhead: Letterhead | None,
    layer: Layer,
    *,
    names: Mapping[str, str] | None = None,
) -> Document:
    """Writes the specification out in one layer.

    Args:
        spec: the whole specification.
        letterhead: of the body that buys, or None before it is known.
        layer: for bidders, or with what only the chosen provider sees.
        names: words for the ids of the lot, the system and the bodies.
    """
    known = names or {}
    buyer = letterhead.name if letterhead is not None else known.get(spec.about.body_id, "")
    blocks: list[Block] = [
        Heading(1, f"Package specification: {spec.about.title}"),
        Paragraph.of(f"This copy is {layer.value}.", muted=True),
        Facts(tuple(_facts(spec, layer, known))),
    ]
    for section in (Section.PEN_PICTURE,):
        blocks.extend(_texts(spec, section))
    blocks.extend(_outcomes(spec.outcomes))
    blocks.extend(_week(spec))
    for section in _TEXT_SECTIONS[1:]:
        blocks.extend(_texts(spec, section))
    if layer is Layer.WINNER:
        blocks.extend(_texts(spec, Section.CHOSEN))
        blocks.append(
            Notice.of("Keep this safe", "It holds what bidders were not shown. Share it with care.")
        )
    blocks.extend(_seal(spec, layer))
    return Document(
        title=f"{spec.summary.reference} package specification, {layer.value}",
        language="en-GB",
        reference=spec.summary.reference,
        footer=f"{spec.summary.reference}, {layer.value}",
        author=buyer,
        subject=spec.about.title,
        blocks=tuple(blocks),
    )


def _facts(
    spec: Specification, layer: Layer, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    about, dates, paid = spec.about, spec.dates, spec.money
    pairs = (
        ("Reference", spec.summary.reference),
        ("Person", about.person_reference),
        ("Age band", about.age_band.replace("-", " to ")),
        ("Area", about.area),
        ("Bought by", names.get(about.body_id, "")),
        ("Purchasing system", names.get(about.system_id, "")),
        ("Lot", names.get(about.lot_id, "")),
        ("Support starts", day_text(dates.start_target) if dates.start_target else ""),
        ("Latest start", day_text(dates.latest_start) if dates.latest_start else ""),
        ("Term", term_words(dates.term_years, dates.extension_years)),
    )
    yield from ((name, value) for name, value in pairs if value)
    if paid.budget_weekly is not None and paid.budget_shown:
        yield "Budget", f"{money(paid.budget_weekly)} a week"
    if layer is Layer.WINNER:
        for funder in paid.funders:
            who = names.get(funder.body_id, "Funder")
            reason = f", {funder.reason}" if funder.reason else ""
            yield f"Paid by {who}", f"{plain(funder.percent)} %{reason}"


def term_words(years: int, more: int) -> str:
    """3 years, with up to 1 year more."""
    if not years:
        return ""
    said = "1 year" if years == 1 else f"{years} years"
    if not more:
        return said
    return f"{said}, with up to {'1 year' if more == 1 else f'{more} years'} more"


def _texts(spec: Specification, section: Section) -> Iterator[Block]:
    written = [field for field in fields_of(section) if spec.text(field.code).strip()]
    if not written:
        return
    yield Heading(2, section.heading)
    for field in written:
        if field.name != section.heading:
            yield Heading(3, field.name)
        yield from _text(spec, field)


def _text(spec: Specification, field: CareField) -> Iterator[Block]:
    lines = spec.lines(field.code)
    if field.list:
        yield Bullets.of(list(lines))
    else:
        for line in lines:
            yield Paragraph.of(line)


def _outcomes(outcomes: tuple[Outcome, ...]) -> Iterator[Block]:
    written = [outcome for outcome in outcomes if outcome.started]
    if not written:
        return
    yield Heading(2, Section.OUTCOMES.heading)
    for outcome in written:
        yield Heading(3, outcome.domain)
        if outcome.i_statement:
            yield Paragraph.of(f"“{outcome.i_statement}”")
        yield Facts(tuple(_outcome_facts(outcome)))


def _outcome_facts(outcome: Outcome) -> Iterator[tuple[str, str]]:
    pairs = (
        ("What good looks like", outcome.goal),
        ("How we will know", outcome.measure),
        ("Now", outcome.baseline),
        ("Goal", outcome.target),
        ("Checked by", outcome.checked_by),
    )
    yield from ((name, value) for name, value in pairs if value)
    if outcome.step_now and outcome.step_goal:
        yield "Steps", f"Step {outcome.step_now} of 5 now, goal step {outcome.step_goal}"


def _week(spec: Specification) -> Iterator[Block]:
    if not spec.grid.blocks:
        return
    yield Heading(2, Section.WEEKLY_SUPPORT.heading)
    yield Paragraph.of(
        "Each day runs from 07:00 to 07:00. Background support is shared and stays on while the "
        "person has individual support. Bank holidays are not priced apart."
    )
    rows = [
        (
            DAY_NAMES[day],
            _cell(spec.grid.day(day)),
            quantity(hours_with_staff(spec.grid, day)),
        )
        for day in range(DAYS)
    ]
    yield Table.of(
        ("Day", "Individual support", "Hours with staff"),
        rows,
        caption="Weekly support, day by day",
        align=(Align.LEFT, Align.LEFT, Align.RIGHT),
        widths=(18, 60, 22),
    )
    behind = background_lines(spec.grid)
    if behind:
        yield Heading(3, "In the background")
        yield Table.of(
            ("Days", "Time", "Support"),
            behind,
            caption="Support in the background",
            widths=(30, 25, 45),
        )
    yield from _volumes(spec)


def _cell(blocks: tuple[SupportBlock, ...]) -> str:
    words = [
        f"{clock(block.start)} to {clock(block.end)} {block_text(block)}"
        for block in blocks
        if not block.background
    ]
    return "; ".join(words) or "None"


def _volumes(spec: Specification) -> Iterator[Block]:
    lines = spec.summary.volumes
    if lines:
        yield Heading(3, "What you price")
        yield Table.of(
            ("Item", "Quantity a week", "Unit"),
            [
                (line.item, quantity(line.quantity) if line.weekly else "once", line.unit)
                for line in lines
            ],
            caption="Quantities to price",
            align=(Align.LEFT, Align.RIGHT, Align.LEFT),
            widths=(56, 22, 22),
        )
        if about := about_words(lines):
            yield Paragraph.of(about)
    total = volumes(spec.grid)
    yield Paragraph.of(
        f"Time with staff: {quantity(total.with_staff)} hours a week. "
        f"Staff hours paid: {quantity(total.staff_paid)}. "
        f"Sleep-in nights: {quantity(total.nights_whole)}."
    )


def _seal(spec: Specification, layer: Layer) -> Iterator[Block]:
    if not spec.summary.digest:
        yield Notice.of("Draft", "This specification is not locked yet and may change.")
        return
    yield Heading(2, "Fingerprint")
    if layer is Layer.BIDDERS:
        yield Paragraph.of(f"SHA-256 of what bidders see: {fingerprint(for_bidders(spec))}")
    yield Paragraph.of(f"SHA-256 of the locked specification: {spec.summary.digest}")
