"""Parts that several letters share: letterhead, score tables, reasons, next steps, signature."""

from collections.abc import Sequence
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.documents.blocks import (
    Align,
    Block,
    Bullets,
    Facts,
    Gap,
    Heading,
    Letterhead,
    Paragraph,
    Recipient,
    Signature,
    Table,
)
from starapp.evaluation.result import Reason
from starapp.evaluation.result_words import against_minimum
from starapp.foundation.dates import day_name_text, day_text
from starapp.foundation.exact import money, plain, points
from starapp.foundation.reasons import says_too_little
from starapp.letters.letter_facts import Assessment, LetterFacts, ScoreLine
from starapp.letters.method_part import counts_for, criterion_name
from starapp.providers.register import letter_gaps


def opening(facts: LetterFacts) -> list[Block]:
    """The letterhead, the recipient and the references; gaps where the register has none."""
    head, to = facts.letterhead, facts.recipient
    blocks: list[Block] = [
        Letterhead(
            name=head.name,
            department=head.department,
            lines=(*head.address_lines, head.email, head.phone),
            logo=head.logo,
            logo_alternative=head.logo_alternative,
        ),
        Recipient(
            lines=(to.contact, to.name, *to.address_lines),
            day=day_text(facts.letter_day),
            references=(
                ("Our reference", facts.reference),
                ("Package", facts.package_reference),
            ),
            name=to.name,
        ),
    ]
    blocks.extend(_missing(facts))
    return blocks


def _missing(facts: LetterFacts) -> list[Block]:
    head, to = facts.letterhead, facts.recipient
    lacking = letter_gaps(to.address_lines, to.email, to.identifier)
    return [
        *(Gap(what, f"provider {to.provider_code}") for what in lacking),
        *(Gap(what, "letterhead") for what in head.gaps()),
    ]


def about_the_bidder(facts: LetterFacts) -> list[Block]:
    """Name, addresses and identifiers of the recipient and the purchase (reg. 31(2)(a))."""
    to = facts.recipient
    return [
        Heading(2, "Your details and this purchase"),
        Facts(
            (
                ("Bidder", to.name),
                ("Unique identifier", to.identifier),
                ("Address", ", ".join(to.address_lines)),
                ("Email", to.email),
                ("Package", facts.title),
                ("Lot", facts.lot),
            )
        ),
        Paragraph.of(
            f"This competition was run under {facts.system_title} and follows the "
            f"{facts.regime.full_name}."
        ),
    ]


def own_scores(facts: LetterFacts, own: Assessment) -> Table:
    """The recipient's score and points for each question, with sub-totals and total."""
    rows = [
        (
            _name(line),
            counts_for(line.weight),
            score_text(facts.model, line),
            _points(facts, line.points),
        )
        for line in own.lines
    ]
    totals = _sub_totals(facts, own)
    return Table.of(
        ("Question", "Counts for", "Your score", "Your points"),
        [*rows, *((title, marks, "", got) for title, marks, got in totals)],
        caption="Your scores and points",
        align=(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT),
        widths=(48, 15, 20, 17),
        total_rows=len(totals),
    )


def beside_the_winner(facts: LetterFacts, own: Assessment, winner: Assessment) -> Table:
    """The recipient's scores beside the winner's (reg. 31(3)(d)); never the winner's price."""
    theirs = {line.code: line for line in winner.lines}
    rows = [
        (
            _name(line),
            counts_for(line.weight),
            score_text(facts.model, line),
            _points(facts, line.points),
            score_text(facts.model, theirs[line.code]),
            _points(facts, theirs[line.code].points),
        )
        for line in own.lines
    ]
    pairs = zip(_sub_totals(facts, own), _sub_totals(facts, winner), strict=True)
    totals = [(title, marks, "", got, "", best) for (title, marks, got), (_, _, best) in pairs]
    return Table.of(
        (
            "Question",
            "Counts for",
            "Your score",
            "Your points",
            "Winner’s score",
            "Winner’s points",
        ),
        [*rows, *totals],
        caption="Your scores beside the winner’s",
        align=(Align.LEFT, *(Align.RIGHT,) * 5),
        widths=(36, 10, 17, 12, 12, 13),
        tinted=(4, 5),
        total_rows=len(totals),
    )


def _name(line: ScoreLine) -> str:
    return f"{line.code} {line.title}"


def score_text(model: EvaluationModel, line: ScoreLine) -> str:
    """4 of 5, a price, or the words for a score that was not given."""
    if line.price is not None:
        return money(line.price)
    if line.score is None:
        return line.state or "–"
    return f"{plain(line.score)} of {plain(model.scores[-1])}"


def _points(facts: LetterFacts, value: Fraction | None) -> str:
    rule = facts.model.rounding
    return "–" if value is None else points(value, rule.places, rule.mode)


def _sub_totals(facts: LetterFacts, who: Assessment) -> list[tuple[str, str, str]]:
    rows = [(title, f"{plain(marks)} %", _points(facts, got)) for title, marks, got in who.sections]
    return [*rows, ("Total", "100 %", _points(facts, who.total))]


def reasons(facts: LetterFacts, who: Assessment, *, whose: str) -> list[Block]:
    """The reason for every score, question by question; a gap where one is missing."""
    blocks: list[Block] = []
    for line in who.lines:
        given = score_text(facts.model, line)
        shown = _points(facts, line.points)
        scored = given if line.points is None else f"{given}, {shown} points"
        if line.price is None and line.score is None and line.points is not None:
            scored = f"{shown} points"
        blocks.append(Heading(3, f"{line.code} {line.title}: {scored}"))
        if says_too_little(line.reason) and line.score is not None:
            blocks.append(
                Gap(f"the reason for {whose} score of {line.code}", f"moderation {line.code}")
            )
        elif line.reason:
            blocks.append(Paragraph.of(line.reason))
    return blocks


def reason_words(model: EvaluationModel, reason: Reason) -> str:
    """One reason for not being ranked, in a sentence."""
    if reason.code == "set_aside":
        return _set_aside_words(model, reason.detail)
    if reason.code == "no_quality_points":
        return (
            "The bid has no quality points, and the published rule sets the price against them, so "
            "it has no place."
        )
    name = criterion_name(model.criterion(reason.criterion))
    if reason.code == "failed_pass_fail":
        return f"{name} must be passed, and the bid did not pass it."
    if reason.code == "below_section_minimum":
        return f"{name}: {against_minimum(reason, model, ' points, and ')}."
    return f"{name}: agreed score {against_minimum(reason, model, ', and ')}."


def _set_aside_words(model: EvaluationModel, detail: str) -> str:
    edges = model.price.edges
    if detail == "zero_price":
        return "Its price is nought. The published rule sets a bid with such a price aside."
    if detail == "above_ceiling" and edges is not None and edges.ceiling is not None:
        return (
            f"Its price is above the ceiling of {money(edges.ceiling)}. The published rule sets a "
            "bid with such a price aside."
        )
    return "The bid was set aside."


def standstill_words(facts: LetterFacts) -> list[str]:
    """What the standstill means for the recipient, with full dates."""
    wait = facts.standstill
    if not wait.working_days:
        published = day_name_text(wait.first_day)
        return [
            f"There is no standstill. {wait.why}",
            f"We will not sign an agreement before the award notice is published on {published}.",
        ]
    kind = "voluntary standstill" if wait.voluntary else "standstill"
    return [
        (
            f"A {kind} of {wait.working_days} working days begins on {day_name_text(wait.first_day)} "
            f"and ends at midnight at the end of {day_name_text(wait.last_day)}. {wait.why}"
        ),
        f"We will not sign an agreement before {day_name_text(wait.earliest_signing)}.",
    ]


def asking_and_challenging(facts: LetterFacts, *, held_back: str = "") -> list[Block]:
    """How to ask, complain or challenge, and what is withheld and why (s.94(3), s.106).

    Args:
        facts: of the letter.
        held_back: what the letter may truly say of what it does not tell; empty says nothing.
    """
    head = facts.letterhead
    blocks: list[Block] = [
        Heading(2, "If you have a question or disagree"),
        Paragraph.of(
            f"Write to {head.email} or call {head.phone}, and give the reference {facts.reference}. "
            "We can talk through the reasons with you."
        ),
    ]
    if head.complaints:
        blocks.append(Paragraph.of(head.complaints))
    blocks += [
        Paragraph.of(
            "A legal claim must normally be started within 30 days, beginning with the day you knew "
            "or should have known that grounds for it had arisen (section 106 of the Procurement "
            "Act 2023). You may want legal advice. If you start a claim and tell us during the "
            "standstill, we may not sign until the court allows it (section 101)."
        ),
    ]
    if held_back:
        blocks.append(Paragraph.of(held_back))
    return blocks


def closing(facts: LetterFacts) -> list[Block]:
    """The signature and the line on other formats."""
    head = facts.letterhead
    return [Signature(head.signatory_name, (head.signatory_title, head.name))]


def sentences(lines: Sequence[str]) -> Bullets:
    """A list of sentences."""
    return Bullets.of(list(lines))
