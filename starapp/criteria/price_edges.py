"""What happens at the edges of a price formula: chosen before a model is locked, then published.

A method of assessment must say beforehand how a price of nought, a price above the ceiling, equal
prices and a single bid are treated (Procurement Act 2023 s.23).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from starapp.foundation.exact import money
from starapp.foundation.problems import Problem


class ZeroPrice(StrEnum):
    """What a price of nought, or nil, leads to."""

    ASK = "ask"
    SET_ASIDE = "set_aside"


class AboveCeiling(StrEnum):
    """What a price above the ceiling leads to."""

    ASK = "ask"
    SET_ASIDE = "set_aside"


class LevelPrices(StrEnum):
    """What equal prices, or the only price, get."""

    FORMULA = "formula"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class EdgeRules:
    """The four choices.

    Attributes:
        ceiling: in pounds; prices above it are above the ceiling. None where there is none.
        all_equal: every price in the pool is the same, with two bids or more.
        single_bid: one bid is left in the pool.
    """

    zero: ZeroPrice = ZeroPrice.ASK
    above_ceiling: AboveCeiling = AboveCeiling.ASK
    ceiling: Decimal | None = None
    all_equal: LevelPrices = LevelPrices.FORMULA
    single_bid: LevelPrices = LevelPrices.FORMULA


ZERO_WORDS = {
    ZeroPrice.ASK: "The panel decides before anything is worked out",
    ZeroPrice.SET_ASIDE: "The bid is set aside as not compliant",
}
CEILING_WORDS = {
    AboveCeiling.ASK: "The bid is scored, and the provider is asked about it",
    AboveCeiling.SET_ASIDE: "The bid is set aside as not compliant",
}
LEVEL_WORDS = {
    LevelPrices.FORMULA: "What the formula gives",
    LevelPrices.FULL: "All the price marks",
}


def price_leaves_pool(edges: EdgeRules | None, price: Fraction) -> str:
    """The detail code of the rule that sets a bid with this price aside, or empty."""
    if edges is None:
        return ""
    if price <= 0 and edges.zero is ZeroPrice.SET_ASIDE:
        return "zero_price"
    above = edges.ceiling is not None and price > edges.ceiling
    if above and edges.above_ceiling is AboveCeiling.SET_ASIDE:
        return "above_ceiling"
    return ""


def edge_problems(edges: EdgeRules | None) -> Iterator[Problem]:
    """Gives what keeps the choice of edge rules from being published."""
    if edges is None:
        yield Problem(
            "price.edges",
            "Say what happens with a price of nought, a price above the ceiling, equal prices and "
            "a single bid.",
            "edges",
        )
        return
    if edges.above_ceiling is AboveCeiling.SET_ASIDE and edges.ceiling is None:
        yield Problem(
            "price.ceiling", "Enter the ceiling above which a bid is set aside.", "ceiling"
        )
    if edges.ceiling is not None and edges.ceiling <= 0:
        yield Problem("price.ceiling", "Enter a ceiling above nought, in pounds.", "ceiling")


def edge_sentences(edges: EdgeRules | None) -> tuple[str, ...]:
    """The four rules as sentences for the invitation, the model screen and the report."""
    if edges is None:
        return ("No rule was chosen for a price of nought, equal prices or a single bid.",)
    ceiling = (
        "There is no ceiling."
        if edges.ceiling is None
        else f"A price above {money(edges.ceiling)}: {_small(CEILING_WORDS[edges.above_ceiling])}."
    )
    return (
        f"A price of nought: {_small(ZERO_WORDS[edges.zero])}.",
        ceiling,
        f"All prices equal: {_small(LEVEL_WORDS[edges.all_equal])}.",
        f"A single bid: {_small(LEVEL_WORDS[edges.single_bid])}.",
    )


def _small(words: str) -> str:
    return words[0].lower() + words[1:]
