"""The letter to a bidder that was assessed and did not reach a minimum, so was not ranked.

Contents: Procurement Regulations 2024 reg. 31(3), with the further reasons of reg. 31(3)(c).
"""

from starapp.documents.blocks import Block, Document, Heading, Paragraph
from starapp.evaluation.result import ScoreState
from starapp.foundation.dates import day_text
from starapp.letters.letter_facts import NotRankedFacts
from starapp.letters.letter_parts import (
    about_the_bidder,
    asking_and_challenging,
    beside_the_winner,
    closing,
    opening,
    reason_words,
    reasons,
    sentences,
    standstill_words,
)
from starapp.letters.method_part import method
from starapp.letters.price_told import withheld


def not_ranked_letter(facts: NotRankedFacts) -> Document:
    """Gives the letter that tells a bidder which minimum its bid did not reach."""
    common = facts.common
    return Document(
        title=f"Your bid was not ranked: {common.reference}",
        language="en-GB",
        reference=common.reference,
        footer=common.letterhead.other_formats,
        author=common.letterhead.name,
        subject=common.title,
        blocks=(
            *opening(common),
            Heading(1, "Your bid was not ranked"),
            *_decision(facts),
            Heading(2, "Your scores beside the winner’s"),
            beside_the_winner(common, facts.own, facts.winner),
            Paragraph.of(_no_total(facts)),
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


def _no_total(facts: NotRankedFacts) -> str:
    words = "Your price was left out of the price sum, so your bid has no total."
    if any(line.state == ScoreState.NOT_SCORED for line in facts.own.lines):
        return (
            "The panel agreed no score for a question shown as not scored, because a bid that cannot "
            f"be ranked goes no further. {words}"
        )
    return words


def _decision(facts: NotRankedFacts) -> list[Block]:
    common = facts.common
    return [
        Paragraph.of(
            f"Thank you for your bid for {common.title}. On {day_text(common.decision_day)} we "
            f"decided to award the package to {facts.winner.provider_name}. Your bid was assessed and "
            "could not be ranked, for this reason:"
            if len(facts.reasons) == 1
            else f"Thank you for your bid for {common.title}. On {day_text(common.decision_day)} we "
            f"decided to award the package to {facts.winner.provider_name}. Your bid was assessed and "
            "could not be ranked, for these reasons:"
        ),
        sentences([reason_words(common.model, reason) for reason in facts.reasons]),
    ]
