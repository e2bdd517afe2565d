"""Made-up bids over a model's own scale and prices: at random from a seed, and hard cases. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import Kind
from starapp.criteria.price_example import price_example
from starapp.evaluation.ranking import failures_of
from starapp.evaluation.result import BidInput
from starapp.evaluation.rules import Leaf, Rules

NAMES = "ABCDEF"
Named = tuple[str, tuple[BidInput, ...]]


class Dice:
    """Whole numbers from a seed: the 64-bit generator of Knuth (MMIX), the same everywhere."""

    def __init__(self, seed: int) -> None:
        self._state = seed % 2**64

    def throw(self, sides: int) -> int:
        """A number from 0 to one less than the sides."""
        self._state = (6364136223846793005 * self._state + 1442695040888963407) % 2**64
        return (self._state >> 33) % sides


def made_up_contest(rules: Rules, dice: Dice) -> tuple[BidInput, ...]:
    """Two to six bids that pass every pass or fail question.

    Scores are even over the upper half of the scale, where real scores lie; prices are whole
    pounds from a tenth below the example's lowest to a tenth above its highest.
    """
    prices = price_example(rules.price, Decimal(100)).prices
    least, most = int(prices[0] * 9 / 10), int(prices[2] * 11 / 10)
    return tuple(
        _bid(
            rules,
            NAMES[place],
            {leaf.code: _score(leaf, dice) for leaf in _scored(rules)},
            Decimal(least + dice.throw(most - least + 1)),
        )
        for place in range(2 + dice.throw(len(NAMES) - 1))
    )


def _score(leaf: Leaf, dice: Dice) -> Fraction:
    usual = leaf.scale[len(leaf.scale) // 2 :]
    return usual[dice.throw(len(usual))]


def special_cases(rules: Rules, prices: Sequence[Decimal]) -> Iterator[Named]:
    """Hard cases, each with its name and its bids; only those that the model can meet."""
    low, middle, high = prices
    good = _bid(rules, "A", _all(rules, -1), high)
    fair = _bid(rules, "B", _all(rules, len(_scored(rules)[0].scale) // 2), middle)
    yield "One bidder", (fair,)
    yield "Every bid the same", tuple(replace(fair, bid=name) for name in "ABC")
    weak = _bid(rules, "C", _passing(rules), low / 10)
    yield "Bid C is very cheap and only just good enough", (good, fair, weak)
    minimums = any(leaf.minimum is not None for leaf in rules.leaves) or any(
        section.minimum is not None for section in rules.sections
    )
    if minimums:
        yield (
            "Every bid is below a minimum",
            tuple(_bid(rules, name, _all(rules, 0), low) for name in "AB"),
        )
    if rules.price_leaf is None:
        return
    yield "Bid C has a price of nought", (good, fair, replace(weak, price=Decimal(0)))
    ceiling = rules.price.edges.ceiling if rules.price.edges is not None else None
    known = dict(rules.price.parameters).get("ceiling")
    top = ceiling if ceiling is not None else known
    if top is not None:
        dear = replace(good, price=Fraction(top) + 1)
        yield "Bid A is a pound above the ceiling", (dear, fair)


def _scored(rules: Rules) -> list[Leaf]:
    return [leaf for leaf in rules.leaves if leaf.kind is Kind.SCORED]


def _all(rules: Rules, level: int) -> dict[str, Fraction]:
    """The same level of the scale for each question; -1 for the highest."""
    return {leaf.code: leaf.scale[min(level, len(leaf.scale) - 1)] for leaf in _scored(rules)}


def _passing(rules: Rules) -> dict[str, Fraction]:
    """Scores that are only just good enough.

    From the lowest but one, each a step up in turn until every minimum is reached or the scale ends.
    """
    leaves = _scored(rules)
    levels = {leaf.code: 1 for leaf in leaves}

    def scores() -> dict[str, Fraction]:
        return {leaf.code: leaf.scale[levels[leaf.code]] for leaf in leaves}

    while failed := failures_of(rules, _bid(rules, "C", scores(), None)):
        below = {reason.criterion for reason in failed}
        room = [leaf for leaf in leaves if levels[leaf.code] + 1 < len(leaf.scale)]
        if not room:
            break
        lowest = min(room, key=lambda leaf: (leaf.code not in below, levels[leaf.code]))
        levels[lowest.code] += 1
    return scores()


def _bid(rules: Rules, name: str, scores: dict[str, Fraction], price: Decimal | None) -> BidInput:
    passes = {leaf.code: True for leaf in rules.leaves if leaf.kind is Kind.PASS_FAIL}
    return BidInput(name, price if rules.price_leaf is not None else None, scores, passes)
