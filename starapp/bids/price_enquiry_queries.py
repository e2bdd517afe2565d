"""Which prices still wait for a question, an answer or a decision before a result is sent on.

A price is never refused by a rule: the provider is asked, its answer is read, and a person decides
whether the bid stays in (Procurement Act 2023 s.19(4) and (5)). A result waits until that is done.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from starapp.bids.bid import BidState, PriceOutcome
from starapp.bids.low_prices import PriceRule
from starapp.bids.queries import (
    PriceQuestion,
    QuestionStand,
    bids,
    checked_prices,
    price_flags_by_bid,
    price_questions,
    question_stands,
)
from starapp.foundation.problems import Problem

TO_SETTLE = frozenset(
    {"below_floor", "low_price", PriceRule.BELOW_OTHERS.value, PriceRule.BELOW_SPREAD.value,
     PriceRule.ABOVE_OTHERS.value}
)  # fmt: skip
"""What a price raises that must be asked about; a ceiling or a sum that differs may stand."""

TO_DO: Mapping[str, str] = {
    "": "Ask the provider of bid {0} about its price. Then record its answer and decide.",
    "asked": "Record what the provider of bid {0} answered about its price. Then decide.",
    "answered": "Decide whether bid {0} stays in: its provider answered about the price.",
}

MEAN_RULES = (PriceRule.BELOW_OTHERS, PriceRule.ABOVE_OTHERS)

NEVER = QuestionStand("", None)


def undecided_prices(session: Session, competition_id: str) -> tuple[Problem, ...]:
    """Gives each bid in play whose price must be settled first, by letter; no amounts."""
    flags = price_flags_by_bid(session, competition_id)
    asked = question_stands(session, competition_id)
    found: list[Problem] = []
    for one in sorted(bids(session, competition_id), key=lambda bid: bid.label):
        if one.state is not BidState.OPENED:
            continue
        raised = [flag.code for flag in flags.get(one.id, ())]
        found.extend(_to_do(one.label, raised, asked.get(one.id, NEVER)))
    return tuple(found)


def _to_do(letter: str, raised: list[str], stand: QuestionStand) -> Iterator[Problem]:
    """A question that was asked is finished in any case; a settled one is not asked again."""
    if stand.outcome is PriceOutcome.STAYS_IN:
        return
    stage = "" if stand.stage == "decided" else stand.stage
    if stage or TO_SETTLE.intersection(raised):
        yield Problem("", TO_DO[stage].format(letter), "price_undecided")


@dataclass(frozen=True, slots=True)
class PriceStand:
    """One bid whose price raised a question or was asked about, once prices are unsealed.

    Attributes:
        headline: the first thing its price raises, with the figure; empty when nothing does.
        to_do: what comes next; empty when it is decided.
        question: the newest question, or None.
    """

    bid_id: str
    letter: str
    headline: str
    to_do: str
    question: PriceQuestion | None


def price_stands(session: Session, competition_id: str) -> tuple[PriceStand, ...]:
    """Every bid whose price is to settle or was asked about, by letter.

    Raises:
        CannotDo: with code "sealed" until prices are unsealed.
    """
    known = {bid.id: bid for bid in bids(session, competition_id)}
    newest = {one.bid_id: one for one in price_questions(session, competition_id)}
    asked = question_stands(session, competition_id)
    found = []
    for one in checked_prices(session, competition_id):
        bid = known[one.bid_id]
        flags = [flag for flag in one.flags if flag.code in TO_SETTLE]
        words = {flag.code: flag.words for flag in reversed(flags)}
        to_do: list[Problem] = []
        if bid.state is BidState.OPENED:
            to_do = [*_to_do(bid.label, list(words), asked.get(bid.id, NEVER))]
        if to_do or bid.id in newest:
            found.append(
                PriceStand(
                    bid.id,
                    bid.label,
                    _headline(bid.label, words),
                    to_do[0].words if to_do else "",
                    newest.get(bid.id),
                )
            )
    return tuple(found)


def _headline(letter: str, words: Mapping[str, str]) -> str:
    """The distance from the mean of the others first, then from the guide, then the rest."""
    for rule in (*(one.value for one in MEAN_RULES), "low_price"):
        if rule in words:
            return f"The price of bid {letter} is {words[rule].split('. ')[0]}."
    return next((f"Bid {letter}: {said}." for said in words.values()), "")
