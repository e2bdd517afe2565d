"""Letters to bidders whose bid was not assessed: it came late, or it was set aside.

Not an assessment summary (Procurement Act 2023 s.50(5)(b)): it says what was received and when,
the requirement, the facts relied on, and how to challenge. It never accuses and never quotes
another bidder.
"""

from datetime import date, datetime

from starapp.documents.blocks import Block, Document, Facts, Gap, Heading, Paragraph
from starapp.foundation.dates import clock_text, day_name_text, day_text, local_date
from starapp.letters.letter_facts import LateFacts, LetterFacts, PriceConcern, SetAsideFacts
from starapp.letters.letter_parts import (
    about_the_bidder,
    asking_and_challenging,
    closing,
    opening,
    sentences,
    standstill_words,
)

GROUNDS = {
    "non_compliant": "it did not meet a requirement of the invitation (section 19(3) of the "
    "Procurement Act 2023)",
    "excluded": "an exclusion ground applies (sections 26 to 30 of the Procurement Act 2023)",
    "abnormally_low": "its price was abnormally low and, after you had the chance to explain, we "
    "were not satisfied (section 19(3)(c) and (4) of the Procurement Act 2023)",
    "withdrawn": "you withdrew it",
    "late": "it arrived after the deadline (section 19(3)(d) of the Procurement Act 2023)",
}


def _to_the_second(moment: datetime) -> str:
    return f"{clock_text(moment, seconds=True)} on {day_name_text(local_date(moment))}"


def late_letter(facts: LateFacts) -> Document:
    """Gives the letter that says a bid came after the deadline and was not opened."""
    same = " The same rule was applied to every bid." if facts.same_for_all else ""
    return _letter(
        facts.common,
        "Your bid arrived late and was not opened",
        [
            Paragraph.of(
                f"Thank you for your interest in {facts.common.title}. Your bid arrived after the "
                "deadline. Under the rule printed in the invitation it was logged and kept sealed: it "
                f"was not opened and not scored.{same}"
            ),
            Facts(
                (
                    (
                        "Deadline",
                        _to_the_second(facts.deadline),
                    ),
                    (
                        "Received",
                        _to_the_second(facts.received),
                    ),
                    ("Rule in the invitation", facts.rule),
                    ("Law", "Procurement Act 2023, section 19(3)(d) and (11)"),
                )
            ),
            Paragraph.of(
                "Your bid stays sealed in our record for as long as the law asks us to keep it. "
                "Because it was not assessed, there are no scores to give you."
            ),
        ],
    )


def set_aside_letter(facts: SetAsideFacts) -> Document:
    """Gives the letter that says why a bid was set aside and on which facts."""
    return _letter(
        facts.common,
        "Your bid was set aside",
        [
            Paragraph.of(
                f"Thank you for your bid for {facts.common.title}. We set your bid aside because "
                f"{GROUNDS[facts.code]}."
            ),
            *_facts_relied_on(facts),
            *_price_concerns(facts),
        ],
    )


def _facts_relied_on(facts: SetAsideFacts) -> list[Block]:
    if facts.facts_relied_on.strip():
        return [Heading(2, "The facts we relied on"), Paragraph.of(facts.facts_relied_on)]
    if facts.code == "withdrawn":
        return []
    return [Gap("the facts the decision rests on", "bids")]


def _price_concerns(facts: SetAsideFacts) -> list[Block]:
    """The notice of concern, the answer and the conclusion (s.19(4) and (5))."""
    if facts.code != "abnormally_low":
        return []
    if not facts.concerns:
        return [Gap("what you asked about the price and what was answered", "bids")]
    blocks: list[Block] = [Heading(2, "What we asked about your price")]
    for one in facts.concerns:
        blocks.append(Paragraph.of(f"On {day_text(one.asked)} we asked: {one.question}"))
        if one.answered is not None:
            blocks.append(Paragraph.of(_answer_words(one, one.answered)))
            blocks.append(Paragraph.of(f"What we concluded: {one.conclusion}"))
    return blocks


def _answer_words(one: PriceConcern, answered: date) -> str:
    if one.no_answer_by is not None:
        return f"You did not answer by {day_text(one.no_answer_by)}."
    return f"On {day_text(answered)} you answered: {one.answer}"


def _letter(common: LetterFacts, title: str, decision: list[Block]) -> Document:
    return Document(
        title=f"{title}: {common.reference}",
        language="en-GB",
        reference=common.reference,
        footer=common.letterhead.other_formats,
        author=common.letterhead.name,
        subject=common.title,
        blocks=(
            *opening(common),
            Heading(1, title),
            *decision,
            Heading(2, "What happens next"),
            Paragraph.of(
                f"On {day_text(common.decision_day)} we decided to award the package to another bidder."
            ),
            sentences(standstill_words(common)),
            *asking_and_challenging(common),
            *closing(common),
            *about_the_bidder(common),
        ),
    )
