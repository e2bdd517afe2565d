"""The sums of the price formulas: share of the marks, the same in figures, and their parameters.

Each share is an exact fraction from 0 to 1. W in the sources stands for the marks.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from starapp.criteria.evaluation_model import PriceRule
from starapp.criteria.price_formula import PricePool
from starapp.foundation.exact import Exact, money, plain
from starapp.foundation.problems import Problem

NONE, ALL = Fraction(0), Fraction(1)
Check = Callable[[PriceRule], Iterator[Problem]]


def _between(share: Fraction) -> Fraction:
    return min(max(share, NONE), ALL)


def lowest_over_bid(_rule: PriceRule, price: Exact, pool: PricePool) -> Fraction:
    """Lowest ÷ price."""
    return pool.lowest / Fraction(price)


def lowest_over_bid_sum(_rule: PriceRule, price: Exact, pool: PricePool) -> str:
    """Lowest ÷ price in figures."""
    return f"{money(min(pool.prices))} ÷ {money(price)}"


def pct_above_lowest(_rule: PriceRule, price: Exact, pool: PricePool) -> Fraction:
    """1 − (price − lowest) ÷ lowest, not below 0."""
    return _between(1 - (Fraction(price) - pool.lowest) / pool.lowest)


def pct_above_lowest_sum(_rule: PriceRule, price: Exact, pool: PricePool) -> str:
    """1 − (price − lowest) ÷ lowest in figures."""
    lowest = money(pool.lowest)
    if Fraction(price) >= 2 * pool.lowest:
        return f"{money(price)} is twice the lowest price of {lowest} or more: 0"
    return f"(1 − ({money(price)} − {lowest}) ÷ {lowest})"


def n_times_lowest(rule: PriceRule, price: Exact, pool: PricePool) -> Fraction:
    """(n × lowest − price) ÷ ((n − 1) × lowest), not below 0."""
    times = Fraction(rule.parameter("n"))
    return _between((times * pool.lowest - Fraction(price)) / ((times - 1) * pool.lowest))


def n_times_lowest_sum(rule: PriceRule, price: Exact, pool: PricePool) -> str:
    """(n × lowest − price) ÷ ((n − 1) × lowest) in figures."""
    times, lowest = rule.parameter("n"), money(pool.lowest)
    if Fraction(price) >= Fraction(times) * pool.lowest:
        return f"{money(price)} is {plain(times)} times the lowest price of {lowest} or more: 0"
    return f"({plain(times)} × {lowest} − {money(price)}) ÷ (({plain(times)} − 1) × {lowest})"


def minmax_range(_rule: PriceRule, price: Exact, pool: PricePool) -> Fraction:
    """(highest − price) ÷ (highest − lowest); all equal: 1."""
    if pool.highest == pool.lowest:
        return ALL
    return (pool.highest - Fraction(price)) / (pool.highest - pool.lowest)


def minmax_range_sum(_rule: PriceRule, price: Exact, pool: PricePool) -> str:
    """(highest − price) ÷ (highest − lowest) in figures."""
    lowest, highest = money(pool.lowest), money(pool.highest)
    if pool.highest == pool.lowest:
        return f"every price is {lowest}: 1"
    return f"({highest} − {money(price)}) ÷ ({highest} − {lowest})"


def mean_50(_rule: PriceRule, price: Exact, pool: PricePool) -> Fraction:
    """1/2 − (price − mean) ÷ mean, between 0 and 1."""
    return _between(Fraction(1, 2) - (Fraction(price) - pool.mean) / pool.mean)


def mean_50_sum(_rule: PriceRule, price: Exact, pool: PricePool) -> str:
    """1/2 − (price − mean) ÷ mean in figures."""
    mean = money(pool.mean)
    share = Fraction(1, 2) - (Fraction(price) - pool.mean) / pool.mean
    if share <= 0:
        return f"{money(price)} is half as much again as the mean of {mean}, or more: 0"
    if share >= 1:
        return f"{money(price)} is half the mean of {mean}, or less: 1"
    return f"(1/2 − ({money(price)} − {mean}) ÷ {mean})"


def ceiling_saving(rule: PriceRule, price: Exact, _pool: PricePool) -> Fraction:
    """1 − price ÷ ceiling, between 0 and 1."""
    return _between(1 - Fraction(price) / Fraction(rule.parameter("ceiling")))


def ceiling_saving_sum(rule: PriceRule, price: Exact, _pool: PricePool) -> str:
    """1 − price ÷ ceiling in figures."""
    ceiling = rule.parameter("ceiling")
    if price >= ceiling:
        return f"{money(price)} is at or above the ceiling of {money(ceiling)}: 0"
    return f"(1 − {money(price)} ÷ {money(ceiling)})"


def fixed_band(rule: PriceRule, price: Exact, _pool: PricePool) -> Fraction:
    """(worst − price) ÷ (worst − best), between 0 and 1."""
    best, worst = Fraction(rule.parameter("best")), Fraction(rule.parameter("worst"))
    return _between((worst - Fraction(price)) / (worst - best))


def fixed_band_sum(rule: PriceRule, price: Exact, _pool: PricePool) -> str:
    """(worst − price) ÷ (worst − best) in figures."""
    best, worst = rule.parameter("best"), rule.parameter("worst")
    if price <= best:
        return f"{money(price)} is at or below {money(best)}: all marks, 1"
    if price >= worst:
        return f"{money(price)} is at or above {money(worst)}: no marks, 0"
    return f"({money(worst)} − {money(price)}) ÷ ({money(worst)} − {money(best)})"


def piecewise_linear(rule: PriceRule, price: Exact, _pool: PricePool) -> Fraction:
    """Straight lines between the points of the table; outside it, the nearest end."""
    points = [(Fraction(at), Fraction(share)) for at, share in rule.table]
    wanted = Fraction(price)
    if wanted <= points[0][0]:
        return points[0][1]
    for (before, high), (after, low) in pairwise(points):
        if wanted <= after:
            return high + (low - high) * (wanted - before) / (after - before)
    return points[-1][1]


def piecewise_linear_sum(rule: PriceRule, price: Exact, pool: PricePool) -> str:
    """The two points of the table around a price, and the share between them."""
    first, last = rule.table[0], rule.table[-1]
    share = plain(piecewise_linear(rule, price, pool))
    if price <= first[0]:
        return f"{money(price)} is at or below {money(first[0])}: {plain(first[1])}"
    if price >= last[0]:
        return f"{money(price)} is at or above {money(last[0])}: {plain(last[1])}"
    low, high = next((a, b) for a, b in pairwise(rule.table) if price <= b[0])
    return (
        f"{money(price)} lies between {money(low[0])} ({plain(low[1])}) and "
        f"{money(high[0])} ({plain(high[1])}): {share}"
    )


def rank_points(rule: PriceRule, price: Exact, pool: PricePool) -> Fraction:
    """The share of the price's rank; equal prices share the better rank, ranks past the end get 0."""
    place = 1 + sum(other < price for other in pool.prices)
    return Fraction(rule.table[place - 1][1]) if place <= len(rule.table) else NONE


def rank_points_sum(rule: PriceRule, price: Exact, pool: PricePool) -> str:
    """The rank of a price and its share."""
    place = 1 + sum(other < price for other in pool.prices)
    return (
        f"{money(price)} is price number {place} of {len(pool.prices)}: "
        f"{plain(rank_points(rule, price, pool))}"
    )


def no_share(_rule: PriceRule, _price: Exact, _pool: PricePool) -> Fraction:
    """Formulas that put bids in order themselves give no price marks."""
    return NONE


def price_alone(_rule: PriceRule, price: Exact, _pool: PricePool) -> str:
    """The price in figures: it is set against the quality points."""
    return f"{money(price)} is set against the quality points: 0"


def per_quality_point(_rule: PriceRule, price: Exact, quality: Fraction) -> Fraction:
    """Pounds for each quality point."""
    return Fraction(price) / quality


def monetised_quality(rule: PriceRule, price: Exact, quality: Fraction) -> Fraction:
    """Price less the value of the quality points, in pounds."""
    return Fraction(price) - Fraction(rule.parameter("value_per_point")) * quality


def above(name: str, words: str, least: Decimal = Decimal(0)) -> Check:
    """A check that a parameter is there and above a number."""

    def check(rule: PriceRule) -> Iterator[Problem]:
        value = dict(rule.parameters).get(name)
        if value is None or value <= least:
            yield Problem(f"price.{name}", f"Enter {words} above {plain(least)}.", "parameter")

    return check


def fixed_band_check(rule: PriceRule) -> Iterator[Problem]:
    """Both prices are there, and the one with no marks is the higher."""
    known = dict(rule.parameters)
    for name, words in (("best", "gets all marks"), ("worst", "gets none")):
        if known.get(name) is None or known[name] < 0:
            yield Problem(f"price.{name}", f"Enter the price that {words}, in pounds.", "parameter")
    if not {"best", "worst"} <= known.keys() or known["worst"] > known["best"]:
        return
    yield Problem(
        "price.worst",
        "The price that gets no marks must be higher than the price that gets all.",
        "parameter",
    )


def piecewise_check(rule: PriceRule) -> Iterator[Problem]:
    """At least two points, prices rising, shares from 1 to 0 and never rising."""
    if len(rule.table) < 2:
        yield Problem("price.points", "Enter at least two prices with their share.", "table")
        return
    for (price, share), (after, less) in pairwise(rule.table):
        if after <= price:
            yield Problem("price.points", "Put the prices in order, lowest first.", "table")
        if less > share:
            yield Problem("price.points", HIGHER_NEVER_MORE, "table")
    yield from _shares(rule, "price.points")


def rank_check(rule: PriceRule) -> Iterator[Problem]:
    """At least one share, best first, from 1 to 0 and never rising."""
    if not rule.table:
        yield Problem("price.shares", "Enter the share of the lowest price first.", "table")
    for (_, share), (_, less) in pairwise(rule.table):
        if less > share:
            yield Problem("price.shares", HIGHER_NEVER_MORE, "table")
    yield from _shares(rule, "price.shares")


HIGHER_NEVER_MORE = "A higher price may never get more marks than a lower one. Change the shares."


def _shares(rule: PriceRule, place: str) -> Iterator[Problem]:
    if any(not 0 <= share <= 1 for _, share in rule.table):
        yield Problem(place, "Enter shares from 0 to 1: 0.5 is half the marks.", "table")
