"""The invitation to bid, addressed to one provider: what is wanted, how to bid, how bids are judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from starapp.competitions.competition import Competition
from starapp.competitions.queries import FrozenRules
from starapp.competitions.timetable import ORDER
from starapp.criteria.criteria_tree import marks
from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    Kind,
    Level,
    PriceBasis,
)
from starapp.criteria.price_formulas import FORMULAS
from starapp.criteria.price_words import published_price_rules
from starapp.documents.blocks import (
    Align,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Letterhead,
    Paragraph,
    Recipient,
    Signature,
    Table,
)
from starapp.foundation.canonical import seal_text
from starapp.foundation.dates import DAY_NAMES, clock_text, day_name_text, day_text, local_date
from starapp.foundation.exact import money, plain, quantity
from starapp.organisation import people
from starapp.organisation.purchasing_systems import Sealing
from starapp.providers.register import Provider
from starapp.specifications.package import PackageSummary
from starapp.specifications.specification_document import term_words

BASIS_WORDS = {
    PriceBasis.WEEKLY: "price of a week",
    PriceBasis.ANNUAL: "price of a year",
    PriceBasis.FIRST_YEAR: "first-year price",
}
SEALING_WORDS = {
    Sealing.AFTER_QUALITY: (
        "The panel is shown no price sheet before it has closed the moderation of quality. Somebody "
        "who does not score may look earlier, to ask about a price."
    ),
    Sealing.WITH_QUALITY: "Prices are opened together with the answers.",
}
DATE_TITLES = {
    "invitation": "Invitations issued",
    "questions_by": "Last moment for questions",
    "answers_by": "Answers to questions",
    "deadline": "Deadline for bids",
    "scoring_by": "Scoring finished",
    "moderation": "Scores agreed by the panel",
    "meeting": "Meeting with the person",
    "decision": "Decision",
    "letters": "Letters to bidders",
    "transition": "Transition starts",
    "support_starts": "Support starts",
    "first_review": "First review",
}


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """Everything an invitation prints.

    Attributes:
        specification_digest: of the specification as bidders see it.
        day: printed on the letter.
    """

    place: Competition
    package: PackageSummary
    rules: FrozenRules
    letterhead: people.Letterhead
    provider: Provider
    specification_digest: str
    day: date


def invitation_document(facts: InvitationFacts) -> Document:
    """Gives the invitation for one provider."""
    place = facts.place
    return Document(
        title=f"Invitation to bid: {place.reference}",
        language="en-GB",
        reference=place.reference,
        footer=facts.letterhead.other_formats,
        author=facts.letterhead.name,
        subject=place.title,
        blocks=(
            *_opening(facts),
            Heading(1, f"Invitation to bid: {place.title}"),
            *_wanted(facts),
            *_how_to_bid(facts),
            *_timetable(facts),
            *_questions(place.model),
            *_judging(place.model),
            *_price_sheet(facts),
            *_terms(facts),
            *_closing(facts),
        ),
    )


def _opening(facts: InvitationFacts) -> Iterator[Block]:
    head, to = facts.letterhead, facts.provider
    yield Letterhead(
        name=head.name,
        department=head.department,
        lines=(*head.address_lines, head.email, head.phone),
        logo=head.logo,
        logo_alternative=head.logo_alternative,
    )
    yield Recipient(
        lines=tuple(line for line in (to.contact_name, to.name, *to.address_lines) if line),
        day=day_text(facts.day),
        references=(
            ("Our reference", facts.place.reference),
            ("Package", facts.package.reference),
        ),
    )


def _wanted(facts: InvitationFacts) -> Iterator[Block]:
    system = facts.rules.system
    lot = system.lot(facts.rules.lot_id)
    yield Paragraph.of(
        f"You are admitted to lot {lot.code} of {system.title}. We invite you to offer support for "
        "one person. The package specification that comes with this invitation says who the person "
        "is, what matters to them and what support they need."
    )
    dates = facts.place.timetable
    pairs = (
        ("Person", facts.package.person_reference),
        ("Area", facts.package.area),
        ("Lot", f"{lot.code} {lot.name}"),
        ("Support starts", day_text(dates.support_starts) if dates.support_starts else ""),
        ("Term", term_words(facts.package.term_years, facts.package.extension_years)),
        ("Law", facts.place.regime.full_name),
    )
    yield Facts(tuple((name, value) for name, value in pairs if value))


def _how_to_bid(facts: InvitationFacts) -> Iterator[Block]:
    deadline = facts.place.timetable.deadline
    when = f"{clock_text(deadline)} on {day_name_text(local_date(deadline))}" if deadline else ""
    email = facts.letterhead.email
    yield Heading(2, "How to bid")
    yield Bullets.of(
        [
            f"Send your bid to {email} so that it arrives by {when}.",
            "Answer each question under its own heading and keep to its word limit.",
            "Fill in one rate for every line of the price sheet. Enter 0 where you make no charge.",
            "Keep prices out of your answers and your other documents.",
            "Name every subcontractor you would use.",
            f"Send questions to {email}. Everyone gets the answer; nobody is told who asked.",
            "If you will not bid, tell us and say why. It does not count against you.",
        ]
    )
    late = facts.rules.system.late_rule
    yield Paragraph.of(late or "Bids that arrive after the deadline are not opened.")


def _timetable(facts: InvitationFacts) -> Iterator[Block]:
    rows = [
        (DATE_TITLES[place], _date_words(value))
        for place, _ in ORDER
        if (value := getattr(facts.place.timetable, place)) is not None
    ]
    yield Heading(2, "Timetable")
    yield Table.of(("Step", "When"), rows, caption="Timetable", widths=(45, 55))


def _date_words(value: datetime | date) -> str:
    if isinstance(value, datetime):
        day = local_date(value)
        return f"{DAY_NAMES[day.weekday()]} {day_text(day)}, {clock_text(value)}"
    return day_name_text(value)


def _questions(model: EvaluationModel) -> Iterator[Block]:
    yield Heading(2, "Questions")
    for criterion in model.leaves():
        if criterion.kind is Kind.PRICE:
            continue
        yield Heading(3, f"{criterion.code} {criterion.title}")
        yield from _question(criterion)


def _question(criterion: Criterion) -> Iterator[Block]:
    if criterion.question:
        yield Paragraph.of(criterion.question)
    said = [_weight_words(criterion)]
    if criterion.word_limit is not None:
        said.append(f"At most {criterion.word_limit} words.")
    if criterion.minimum is not None:
        said.append(f"Minimum score {plain(criterion.minimum)}.")
    if not criterion.written:
        said.append("No written answer: the panel meets you with the person.")
    yield Paragraph.of(" ".join(said), muted=True)
    if criterion.look_for:
        yield Paragraph.of("The panel looks for:")
        yield Bullets.of(list(criterion.look_for))


def _weight_words(criterion: Criterion) -> str:
    if criterion.kind is Kind.PASS_FAIL:
        return "Pass or fail: a bid that fails is not ranked."
    return f"Counts for {plain(criterion.weight)} %."


def _judging(model: EvaluationModel) -> Iterator[Block]:
    yield Heading(2, "How bids are judged")
    rows = [
        (f"{c.code} {c.title}", c.part.value.replace("_", " ").capitalize(), f"{plain(c.weight)} %")
        for c in model.leaves()
        if c.kind is not Kind.PASS_FAIL
    ]
    yield Table.of(
        ("Question", "Part", "Counts for"),
        rows,
        caption="What each question counts for",
        align=(Align.LEFT, Align.LEFT, Align.RIGHT),
        widths=(60, 22, 18),
    )
    yield Paragraph.of("The panel gives each answer one agreed score from this scale:")
    yield Bullets.of(
        [f"{plain(x.score)} {x.label}: {x.meaning}" for x in reversed(_by_score(model))]
    )
    limits = [
        f"{c.title}: at least {plain(c.minimum)} of {plain(marks(model, c.code))} points"
        for c in model.criteria
        if c.kind is Kind.SECTION and c.minimum is not None
    ]
    if limits:
        yield Paragraph.of("A bid below one of these minimums is not ranked:")
        yield Bullets.of(limits)
    yield from _price_rules(model)
    if model.tie_break:
        names = [_tie_words(model, code) for code in model.tie_break]
        yield Paragraph.of(f"If totals are equal, these decide in turn: {'; '.join(names)}.")


def _price_rules(model: EvaluationModel) -> Iterator[Block]:
    """How price counts, with every number and what happens at the edges."""
    if not model.leaves(Kind.PRICE):
        return
    formula, basis = FORMULAS[model.price.formula], BASIS_WORDS[model.price.basis]
    if formula.compared is not None:
        words = f"Bids are put in order by price and quality, on the {basis}: {formula.sum_words}."
    else:
        words = f"Price points follow this formula on the {basis}: {formula.sum_words}."
    yield Paragraph.of(words)
    said = published_price_rules(model.price)
    if said:
        yield Bullets.of(list(said))


def _by_score(model: EvaluationModel) -> list[Level]:
    return sorted(model.scale, key=lambda level: level.score)


def _tie_words(model: EvaluationModel, code: str) -> str:
    known = {c.code: c.title for c in model.criteria}
    return f"more points for {known[code]}" if code in known else code.replace("_", " ")


def _price_sheet(facts: InvitationFacts) -> Iterator[Block]:
    system = facts.rules.system
    lot = system.lot(facts.rules.lot_id)
    rows = []
    for line in facts.rules.volumes:
        limit = lot.limit(line.rate_code)
        most = "none" if limit.ceiling is None else money(limit.ceiling)
        amount = quantity(line.quantity) if line.weekly else "once"
        rows.append((line.item, amount, line.unit, most, ""))
    yield Heading(2, "Price sheet")
    yield Paragraph.of(
        "Enter one rate in pounds for every line. We multiply it by the quantity, round each line "
        "to the penny and add the lines. A year is the weekly price times "
        f"{plain(system.annual_factor)}; the first year adds one-off lines."
    )
    yield Table.of(
        ("Item", "Quantity a week", "Unit", "Ceiling", "Your rate"),
        rows,
        caption="Price sheet",
        align=(Align.LEFT, Align.RIGHT, Align.LEFT, Align.RIGHT, Align.RIGHT),
        widths=(36, 16, 16, 14, 18),
    )
    yield Paragraph.of(
        "A rate below a floor, above a ceiling, or a price far from the guide price is a question "
        "to you; it does not rule your bid out by itself."
    )


def _terms(facts: InvitationFacts) -> Iterator[Block]:
    yield Heading(2, "Terms")
    yield Bullets.of(
        [
            f"The terms of {facts.rules.system.title} ({facts.rules.system.reference}) apply.",
            "Bids are opened after the deadline by two people. "
            + SEALING_WORDS[facts.rules.system.sealing],
            "You bear the cost of your bid. We may end this competition without an award, and say why.",
            "After the decision every bidder whose bid was judged gets its scores and the reasons.",
        ]
    )
    yield Facts(
        (
            ("Specification, SHA-256", facts.specification_digest),
            ("Evaluation model, SHA-256", facts.place.model_fingerprint),
            ("Seal of the rules", seal_text(facts.place.model_fingerprint)),
        )
    )


def _closing(facts: InvitationFacts) -> Iterator[Block]:
    head = facts.letterhead
    if head.complaints:
        yield Heading(2, "If something is wrong")
        yield Paragraph.of(head.complaints)
    yield Signature(head.signatory_name, (head.signatory_title,))
