"""The worked example of a price formula: the same three bids for each, so that they compare."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import PriceRule
from starapp.criteria.price_formula import PriceFormula, PricePool
from starapp.criteria.price_formulas import (
    EXAMPLE_PRICES,
    FORMULAS,
    CurvePoint,
    curve,
    filled_in,
    price_points,
)
from starapp.foundation.exact import money, plain, points, round_exact

EXAMPLE_QUALITY = Fraction(75)
"""Quality points of every bid of the example, for formulas that set price against quality."""
EXAMPLE_TOP = Decimal(130000)
"""The price at which the example's own parameters end."""
FITTING = (Decimal(60000), Decimal(260000))
"""Parameters that end between these suit the example's prices as they are."""
STEPS = 40


@dataclass(frozen=True, slots=True)
class PriceExample:
    """What a formula makes of three bids.

    Attributes:
        prices: lowest, middle and highest bid, in pounds.
        values: points of each; for a formula that puts bids in order, what is compared, in pounds.
        ordered: the formula puts bids in order itself: the lowest value comes first.
        words: the sum of the middle bid in figures, with its result.
        line: values from the lowest to past the highest price.
    """

    prices: tuple[Decimal, Decimal, Decimal]
    values: tuple[Fraction, Fraction, Fraction]
    ordered: bool
    words: str
    line: tuple[CurvePoint, ...]


def price_example(rule: PriceRule, weight: Decimal) -> PriceExample:
    """Works the example out with the rule's parameters, or the example's where it lacks them.

    Args:
        rule: the choice of formula; its edge rules do not matter here.
        weight: marks for price.
    """
    full = filled_in(rule)
    formula = FORMULAS[full.formula]
    prices = _prices(full, formula)
    if formula.compared is not None:
        return _ordered(full, formula, prices)
    pool = PricePool(prices)
    low, middle, high = (price_points(full, weight, price, pool) for price in prices)
    worked = formula.sum_with(full, prices[1], pool)
    return PriceExample(
        prices,
        (low, middle, high),
        ordered=False,
        words=f"{worked} × {plain(weight)} = {points(middle)} points.",
        line=curve(full, weight, lowest=prices[0], highest=_end(prices), steps=STEPS),
    )


def pounds(amount: Decimal) -> str:
    """Writes an amount without pence where there are none: £90,000."""
    return money(amount).removesuffix(".00")


def _ordered(
    rule: PriceRule, formula: PriceFormula, prices: tuple[Decimal, Decimal, Decimal]
) -> PriceExample:
    compared = formula.compared
    assert compared is not None  # noqa: S101 - only such formulas come here
    low, middle, high = (compared(rule, price, EXAMPLE_QUALITY) for price in prices)
    quality = plain(EXAMPLE_QUALITY)
    if rule.parameters:
        each = money(rule.parameters[0][1])
        words = f"{money(prices[1])} − {each} × {quality} = {money(middle)}."
    else:
        words = f"{money(prices[1])} ÷ {quality} = {money(middle)} for a point."
    last = _end(prices)
    steps = (prices[0] + (last - prices[0]) * step / STEPS for step in range(STEPS + 1))
    line = tuple(CurvePoint(p, compared(rule, p, EXAMPLE_QUALITY)) for p in steps)
    return PriceExample(prices, (low, middle, high), ordered=True, words=words, line=line)


def _end(prices: tuple[Decimal, Decimal, Decimal]) -> Decimal:
    """The price at the right of the curve: a little past the highest bid."""
    return prices[2] + (prices[2] - prices[0]) / 3


def _prices(rule: PriceRule, formula: PriceFormula) -> tuple[Decimal, Decimal, Decimal]:
    """The example's prices, in proportion to the rule's own prices when those are far off."""
    top = max(_anchors(rule, formula), default=EXAMPLE_TOP)
    low, middle, high = EXAMPLE_PRICES
    if FITTING[0] <= top <= FITTING[1]:
        return low, middle, high
    return _rounded(low, top), _rounded(middle, top), _rounded(high, top)


def _anchors(rule: PriceRule, formula: PriceFormula) -> Iterator[Decimal]:
    """The prices that a rule names: not the value of a quality point, which is no price."""
    if formula.compared is None:
        money_names = {one.name for one in formula.parameters if one.pounds}
        yield from (round_exact(x, 2) for name, x in rule.parameters if name in money_names)
    if formula.table is not None and formula.table.name == "points":
        yield from (round_exact(price, 2) for price, _ in rule.table)


def _rounded(price: Decimal, top: Decimal) -> Decimal:
    """The price in proportion, with two figures that count."""
    scaled = price * top / EXAMPLE_TOP
    return scaled.quantize(Decimal(1).scaleb(scaled.adjusted() - 1)).quantize(Decimal("0.01"))
