"""Which prices still wait for a question, an answer or a decision before a result is sent on.

A price is never refused by a rule: the provider is asked, its answer is read, and a person decides
whether the bid stays in (Procurement Act 2023 s.19(4) and (5)). A result waits until that is done.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from starapp.bids.bid import BidState, PriceOutcome
from starapp.bids.low_prices import PriceRule
from starapp.bids.queries import QuestionStand, bids, price_flags_by_bid, question_stands
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
