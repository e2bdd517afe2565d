"""The letter to the successful bidder: our decision, your scores, and what happens next.

Contents: Procurement Regulations 2024 reg. 31(2) (own assessment) and good practice for an award
under a purchasing system: not an acceptance, standstill dates, conditions before signing.
"""

from starapp.documents.blocks import Block, Document, Facts, Heading, Numbered, Paragraph
from starapp.foundation.dates import day_name_text, day_text
from starapp.foundation.exact import money, plain, points
from starapp.letters.letter_facts import AwardFacts
from starapp.letters.letter_parts import (
    about_the_bidder,
    asking_and_challenging,
    closing,
    opening,
    own_scores,
    reasons,
    standstill_words,
)
from starapp.letters.method_part import method
from starapp.letters.price_told import OWN_TOLD


def award_letter(facts: AwardFacts) -> Document:
    """Gives the letter that tells the successful bidder of the decision."""
    common = facts.common
    return Document(
        title=f"Your bid was successful: {common.reference}",
        language="en-GB",
        reference=common.reference,
        footer=common.letterhead.other_formats,
        author=common.letterhead.name,
        subject=common.title,
        blocks=(
            *opening(common),
            Heading(1, "Your bid was successful"),
            *_decision(facts),
            _offer(facts),
            Heading(2, "How your bid scored"),
            own_scores(common, facts.own),
            Heading(2, "What happens next"),
            _next_steps(facts),
            *asking_and_challenging(common, held_back=OWN_TOLD),
            *closing(common),
            Heading(2, "Why you received these scores"),
            *reasons(common, facts.own, whose="your"),
            *method(common),
            *about_the_bidder(common),
        ),
    )


def _decision(facts: AwardFacts) -> list[Block]:
    common = facts.common
    total = facts.own.total
    ranked = common.number_ranked
    first = (
        "was the only bid that was ranked"
        if ranked == 1
        else f"came first of the {ranked} bids ranked"
    )
    rule = common.model.rounding
    with_total = "" if total is None else f", with {points(total, rule.places, rule.mode)} of 100"
    return [
        Paragraph.of(
            f"Thank you for your bid for {common.title}. On {day_text(common.decision_day)} we "
            f"decided to award the package to {common.recipient.name}. Your bid {first}{with_total}."
        ),
        Paragraph.of(
            "This letter tells you what we intend to do. It is not an acceptance of your bid, and "
            "there is no agreement until both of us have signed it."
        ),
    ]


def _offer(facts: AwardFacts) -> Facts:
    offer = facts.offer
    term = f"{offer.term_years} years"
    if offer.extension_years:
        more = "year" if offer.extension_years == 1 else "years"
        term += f", with up to {offer.extension_years} more {more}"
    years = offer.term_years + offer.extension_years
    rows = [
        ("Package", facts.common.title),
        ("Lot", facts.common.lot),
        ("Weekly price", money(offer.weekly)),
        (f"Yearly price (weekly × {plain(offer.annual_factor)})", money(offer.annual)),
        ("One-off transition", money(offer.one_off)),
        ("Term", term),
        (f"Value over {years} years", money(offer.whole_value)),
    ]
    if offer.support_starts is not None:
        rows.append(("Support starts", day_text(offer.support_starts)))
    return Facts(tuple(rows))


def _next_steps(facts: AwardFacts) -> Numbered:
    common, offer = facts.common, facts.offer
    waited = bool(common.standstill.working_days)
    over = "the standstill has ended" if waited else "the award notice is published"
    steps = [
        *standstill_words(common),
        "Until then, do not announce the award and do not start work on the package.",
        (
            "Before we sign, confirm that your details on the central digital platform are complete and "
            "shared with us (regulation 6 of the Procurement Regulations 2024), and send us your current "
            "insurance certificates and your Care Quality Commission registration."
        ),
        "We check the debarment list again before we sign.",
        (
            f"When {over} and nothing stands in the way, we sign the agreement with you "
            f"on {day_name_text(common.standstill.earliest_signing)} or after."
        ),
    ]
    if offer.transition is not None:
        steps.append(f"Transition begins on {day_name_text(offer.transition)}.")
    if offer.support_starts is not None:
        steps.append(f"Support starts on {day_name_text(offer.support_starts)}.")
    if offer.first_review is not None:
        steps.append(f"We review how it is going on {day_name_text(offer.first_review)}.")
    steps.append(
        "We publish a contract award notice, and after signing a contract details notice. What you "
        "told us may be asked for under the Freedom of Information Act 2000; tell us now what you "
        "consider confidential and why."
    )
    return Numbered.of(steps)
