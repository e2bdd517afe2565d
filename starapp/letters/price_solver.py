"""Which other price a reader can work out from a letter, and how closely. Pure.

A reader knows the published price rule, how many bids were ranked, its own price, and the share of
the price marks that its own points and the winner's points leave open. What follows from that is
found by exact search between whole pence, so that nobody has to remember which formula gives a
price away: each gives one if its share falls as the price rises. Nothing true is ever left out:
the price always lies in the span given.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from starapp.criteria.evaluation_model import PriceRule
from starapp.criteria.price_edges import AboveCeiling, LevelPrices, ZeroPrice
from starapp.criteria.price_formula import PriceFormula, PricePool
from starapp.criteria.price_formulas import FORMULAS
from starapp.foundation.exact import Exact

MOST_PENCE = 100_000_000_000
"""A thousand million pounds: beyond it a price counts as open."""
NO_SECRET = Fraction(1, 10)
"""A price known to a tenth of itself is no secret."""
POOL_FIGURES = frozenset({(), ("lowest",), ("mean",), ("lowest", "highest"), ("prices",)})
"""What the formulas look at that can be solved here; a new one has to be added."""


@dataclass(frozen=True, slots=True)
class Band:
    """Between which two exact numbers something lies, both included."""

    low: Fraction
    high: Fraction

    def meets(self, other: "Band") -> "Band":
        """What both leave open; this band where they have nothing in common."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Band(low, high) if low <= high else self


@dataclass(frozen=True, slots=True)
class Span:
    """Between which whole pence a price lies, both included; ``high`` None where it is open."""

    low: int
    high: int | None

    @property
    def no_secret(self) -> bool:
        """Tells whether the price is known so closely that it is given away."""
        return self.high is not None and self.high - self.low <= NO_SECRET * self.high


@dataclass(frozen=True, slots=True)
class Clues:
    """What one reader knows.

    Attributes:
        ranked: how many bids were ranked.
        price: the reader's own compared price in pounds; None when its bid was not ranked.
        own: the share of the price marks its own points leave open; None without points.
        winner: the same of the winner; None in the winner's own letter.
        qualities: own and winner's quality points, where bids are put in order by price and
            quality together.
        level: the letter says that the two were level and a tie-break decided.
    """

    rule: PriceRule
    ranked: int
    price: Exact | None = None
    own: Band | None = None
    winner: Band | None = None
    qualities: tuple[Fraction, Fraction] | None = None
    level: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """What can be worked out; None where the letter says nothing about it.

    Attributes:
        lowest: the lowest price among the ranked bids.
        other: the price of the one ranked bid that is neither the reader's nor the winner's.
    """

    winner: Span | None = None
    lowest: Span | None = None
    other: Span | None = None


def derive(clues: Clues) -> Derived:
    """Works out what one letter gives away."""
    formula = FORMULAS[clues.rule.formula]
    limits = _limits(clues.rule, formula)
    if formula.compared is not None:
        return Derived(_from_order(clues, limits))
    edges = clues.rule.edges
    if clues.ranked == 1 and edges is not None and edges.single_bid is LevelPrices.FULL:
        return Derived()
    return _or_all_equal(clues, _from_shares(clues, formula, limits))


def _limits(rule: PriceRule, formula: PriceFormula) -> Span:
    """The least and the highest price a ranked bid can have, in pence, by the published rules."""
    edges = rule.edges
    above_nought = formula.ratio or (edges is not None and edges.zero is ZeroPrice.SET_ASIDE)
    high = None
    if edges is not None and edges.above_ceiling is AboveCeiling.SET_ASIDE and edges.ceiling:
        high = int(edges.ceiling * 100)
    return Span(int(above_nought), high)


def _from_shares(clues: Clues, formula: PriceFormula, limits: Span) -> Derived:
    match formula.looks_at:
        case ():
            at = partial(_share, clues.rule)
            return Derived(_prices(at, clues.winner, limits) if clues.winner else None)
        case ("lowest",):
            return _from_lowest(clues, limits)
        case ("mean",):
            return _from_mean(clues, limits)
        case ("lowest", "highest"):
            return Derived(_from_range(clues, limits))
        case ("prices",):
            return Derived(_from_ranks(clues, limits))
        case figures:
            raise NotImplementedError(f"nobody solves prices from {figures}")


def _or_all_equal(clues: Clues, found: Derived) -> Derived:
    """Adds that all prices may be equal, where an edge rule gives all the marks for that."""
    edges = clues.rule.edges
    level = edges is not None and edges.all_equal is LevelPrices.FULL
    shares = [band for band in (clues.own, clues.winner) if band is not None]
    if not level or clues.ranked < 2 or any(band.high < 1 for band in shares):
        return found
    if clues.price is None:
        return Derived()
    same = _whole(clues.price)
    return Derived(
        _around(found.winner, same) if clues.winner else None,
        _around(found.lowest, same) if found.lowest else None,
        _around(found.other, same) if found.other else None,
    )


def _around(span: Span | None, pence: int) -> Span:
    if span is None:
        return Span(pence, pence)
    return Span(min(span.low, pence), None if span.high is None else max(span.high, pence))


def _whole(price: Exact) -> int:
    return int(Fraction(price) * 100)


def _pounds(pence: int, parts: int = 1) -> Fraction:
    return Fraction(pence, 100 * parts)


def _share(rule: PriceRule, pence: int, *figures: Fraction) -> Fraction:
    """The share of a price by the bare formula, beside the figures of the pool it looks at."""
    price = _pounds(pence)
    return FORMULAS[rule.formula].share(rule, price, PricePool(figures or (price,)))


ShareAt = Callable[[int], Fraction]


def _prices(at: ShareAt, band: Band, limits: Span) -> Span | None:
    """The prices whose share, which never rises with the price, lies in a band; None without one."""
    return _between(at, at, band, limits)


def _between(least: ShareAt, most: ShareAt, band: Band, limits: Span) -> Span | None:
    """From the first price that is in a band by one measure to the last that is by another."""
    top = MOST_PENCE if limits.high is None else limits.high
    low = _first(lambda pence: least(pence) <= band.high, limits.low, top)
    after = _first(lambda pence: most(pence) < band.low, limits.low, top)
    if low is None or (after is not None and after <= low):
        return None
    return Span(low, limits.high if after is None else after - 1)


def _first(holds: Callable[[int], bool], low: int, high: int) -> int | None:
    """The least whole number from low to high for which something holds from there on."""
    if low > high or not holds(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _figures(clues: Clues, limits: Span, parts: int) -> Span | None:
    """The figure of the pool, in parts of a penny, that the reader's own share leaves open."""
    if clues.price is None or clues.own is None:
        return None
    own = _whole(clues.price)

    def missed(figure: int) -> Fraction:
        return 1 - _share(clues.rule, own, _pounds(figure, parts))

    return _prices(missed, Band(1 - clues.own.high, 1 - clues.own.low), limits)


def _beside(clues: Clues, figures: Span, limits: Span, parts: int) -> Span | None:
    """The winner's price where a figure of the pool lies in a span; it rises with the figure."""
    if clues.winner is None:
        return None
    least = partial(_with_figure, clues.rule, _pounds(figures.low, parts))
    if figures.high is None:
        return _between(least, lambda _pence: Fraction(1), clues.winner, limits)
    most = partial(_with_figure, clues.rule, _pounds(figures.high, parts))
    return _between(least, most, clues.winner, limits)


def _with_figure(rule: PriceRule, figure: Fraction, pence: int) -> Fraction:
    return _share(rule, pence, figure)


def _from_lowest(clues: Clues, limits: Span) -> Derived:
    if clues.price is None:
        return Derived()
    lowest = _figures(clues, Span(limits.low, _whole(clues.price)), 1)
    if lowest is None:
        return Derived()
    winner = _beside(clues, lowest, Span(lowest.low, limits.high), 1)
    return Derived(winner, lowest)


def _from_mean(clues: Clues, limits: Span) -> Derived:
    """The mean lies on whole parts of a penny, as many as bids were ranked."""
    many = clues.ranked
    if clues.price is None:
        return Derived()
    own = _whole(clues.price)
    means = _figures(clues, Span(max(own, 1), None), many)
    if means is None:
        return Derived()
    winner = _beside(clues, means, limits, many)
    sums = Span(means.low - own, None if means.high is None else means.high - own)
    if many == 2 and clues.winner is None:
        return Derived(other=sums)
    if many == 2 and winner is not None:
        return Derived(_common(winner, sums))
    if many == 3 and winner is not None:
        high = None if sums.high is None else sums.high - winner.low
        low = limits.low if winner.high is None else max(sums.low - winner.high, limits.low)
        return Derived(winner, other=Span(low, high))
    return Derived(winner)


def _common(one: Span, other: Span) -> Span:
    highs = [span.high for span in (one, other) if span.high is not None]
    return Span(max(one.low, other.low), min(highs, default=None))


def _from_range(clues: Clues, limits: Span) -> Span | None:
    """Between the lowest and the highest: the winner is (own share - its share) x range away."""
    if clues.winner is None or clues.own is None or clues.price is None:
        return None
    own, least = Fraction(clues.price) * 100, clues.own
    longest: list[Fraction] = []
    if least.high < 1:
        longest.append((own - limits.low) / (1 - least.high))
    if limits.high is not None and least.low > 0:
        longest.append((limits.high - own) / least.low)
    nearest, farthest = least.low - clues.winner.high, least.high - clues.winner.low
    if not longest:
        least_price = limits.low if nearest < 0 else int(own)
        return Span(least_price, limits.high if farthest > 0 else int(own))
    none, most = Fraction(0), min(longest)
    low, high = own + min(nearest, none) * most, own + max(farthest, none) * most
    top = int(high) if limits.high is None else min(int(high), limits.high)
    return Span(max(-int(-low // 1), limits.low), top)


def _from_ranks(clues: Clues, limits: Span) -> Span | None:
    """Equal ranks are equal prices; a better rank is a lower price."""
    if clues.winner is None or clues.own is None or clues.price is None:
        return None
    own = _whole(clues.price)
    pairs = [
        (mine, theirs)
        for mine in _ranks(clues, clues.own)
        for theirs in _ranks(clues, clues.winner)
    ]
    ways = {(theirs > mine) - (theirs < mine) for mine, theirs in pairs} or {-1, 0, 1}
    low = own + min(ways) if min(ways) >= 0 else limits.low
    high = own + max(ways) if max(ways) <= 0 else limits.high
    return Span(low, high)


def _ranks(clues: Clues, band: Band) -> list[int]:
    table = clues.rule.table
    shares = [Fraction(table[n][1]) if n < len(table) else Fraction(0) for n in range(clues.ranked)]
    return [n for n, share in enumerate(shares) if band.low <= share <= band.high]


def _from_order(clues: Clues, limits: Span) -> Span | None:
    """What comes first by price and quality together is not dearer than the reader's for it."""
    compared = FORMULAS[clues.rule.formula].compared
    if compared is None or clues.qualities is None or clues.price is None:
        return None
    mine, theirs = clues.qualities
    own = compared(clues.rule, clues.price, mine)
    most = MOST_PENCE if limits.high is None else limits.high
    after = _first(
        lambda pence: compared(clues.rule, _pounds(pence), theirs) > own, limits.low, most
    )
    high = limits.high if after is None else after - 1
    if clues.level and high is not None:
        return Span(high, high)
    return Span(limits.low, high)
