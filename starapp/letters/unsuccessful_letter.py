"""The letter to a ranked bidder that did not win: its scores and reasons beside the winner's.

Contents: Procurement Regulations 2024 reg. 31(3). It carries no other losing bidder's place, score
or name, and not the winner's price.
"""

from fractions import Fraction

from starapp.documents.blocks import Block, Document, Heading, Paragraph
from starapp.foundation.dates import day_text
from starapp.foundation.exact import apart, points
from starapp.letters.letter_facts import UnsuccessfulFacts
from starapp.letters.letter_parts import (
    about_the_bidder,
    asking_and_challenging,
    beside_the_winner,
    closing,
    opening,
    reasons,
    sentences,
    standstill_words,
)
from starapp.letters.method_part import method, price_formula
from starapp.letters.price_told import withheld


def unsuccessful_letter(facts: UnsuccessfulFacts) -> Document:
    """Gives the letter that tells a ranked bidder why it did not win."""
    common = facts.common
    return Document(
        title=f"Your bid was not successful this time: {common.reference}",
        language="en-GB",
        reference=common.reference,
        footer=common.letterhead.other_formats,
        author=common.letterhead.name,
        subject=common.title,
        blocks=(
            *opening(common),
            Heading(1, "Your bid was not successful this time"),
            *_decision(facts),
            Heading(2, "Your scores beside the winner’s"),
            beside_the_winner(common, facts.own, facts.winner),
            Heading(2, "What happens next"),
            sentences(standstill_words(common)),
            *asking_and_challenging(common, held_back=withheld(facts)),
            *closing(common),
            Heading(2, "Why you received these scores"),
            *reasons(common, facts.own, whose="your"),
            Heading(2, f"Why {facts.winner.provider_name} received its scores"),
            *reasons(common, facts.winner, whose="the winner’s"),
            *method(common),
            *about_the_bidder(common),
        ),
    )


def _decision(facts: UnsuccessfulFacts) -> list[Block]:
    common = facts.common
    return [
        Paragraph.of(
            f"Thank you for your bid for {common.title}. On {day_text(common.decision_day)} we "
            f"decided to award the package to {facts.winner.provider_name}."
        ),
        Paragraph.of(_why(facts)),
    ]


def _why(facts: UnsuccessfulFacts) -> str:
    rule, formula = facts.common.model.rounding, price_formula(facts.common.model)
    own, best = facts.own.total or Fraction(0), facts.winner.total or Fraction(0)
    if formula is not None and formula.compared is not None:
        words = (
            "Your bid met every minimum. The published method puts bids in order by price and "
            f"quality ({formula.sum_words}), and the winner’s bid came first by it."
        )
        level = f" You were level; the published tie-break decided: {facts.tie_break}."
        return words + (level if facts.tie_break else "")
    if own == best:
        return (
            f"Your total was {points(own, rule.places, rule.mode)} of 100, the same as the winner’s. "
            f"The published tie-break decided: {facts.tie_break}."
        )
    mine, theirs = apart(own, best, rule.places, rule.mode)
    more = apart(best - own, 0, rule.places, rule.mode)[0]
    return (
        f"Your bid met every minimum. Its total was {mine} of 100; the winner’s was {theirs}, which "
        f"is {more} more."
    )
