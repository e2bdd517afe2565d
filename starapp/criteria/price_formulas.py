"""How a price becomes points: a table of formulas; adding one is one function and one entry.

Each gives the share of the price marks as an exact fraction between 0 and 1. Price statistics are
taken over the bids that are still in the pool.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import PriceRule
from starapp.foundation.exact import money, plain
from starapp.foundation.problems import Problem, refuse


@dataclass(frozen=True, slots=True)
class PricePool:
    """The prices of the bids still in, in pounds."""

    prices: tuple[Decimal, ...]

    @property
    def lowest(self) -> Fraction:
        """The lowest price in the pool."""
        return Fraction(min(self.prices))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number a formula needs, in pounds."""

    name: str
    label: str
    help: str


@dataclass(frozen=True, slots=True)
class PriceFormula:
    """One way to turn prices into points.

    Attributes:
        name: plain name for people.
        sum_words: its sum as text, without the number of marks.
        relative: a bid's points depend on other bids' prices.
        weakness: what it does badly, in a sentence.
        edges: what happens at nought, when all are equal, and with one bidder.
        source: where the formula is published or used.
        share: the share of the marks for one price in a pool.
        sum_with: the sum with its figures, for the working.
        check: problems of the parameters.
    """

    code: str
    name: str
    sum_words: str
    relative: bool
    weakness: str
    edges: str
    source: str
    share: Callable[[PriceRule, Decimal, PricePool], Fraction]
    sum_with: Callable[[PriceRule, Decimal, PricePool], str]
    parameters: tuple[Parameter, ...] = ()
    check: Callable[[PriceRule], Iterator[Problem]] = lambda _rule: iter(())


def _lowest_over_bid(_rule: PriceRule, price: Decimal, pool: PricePool) -> Fraction:
    return pool.lowest / Fraction(price)


def _lowest_over_bid_sum(_rule: PriceRule, price: Decimal, pool: PricePool) -> str:
    return f"{money(min(pool.prices))} ÷ {money(price)}"


def _fixed_band(rule: PriceRule, price: Decimal, _pool: PricePool) -> Fraction:
    best, worst = Fraction(rule.parameter("best")), Fraction(rule.parameter("worst"))
    return min(max((worst - Fraction(price)) / (worst - best), Fraction(0)), Fraction(1))


def _fixed_band_sum(rule: PriceRule, price: Decimal, _pool: PricePool) -> str:
    best, worst = rule.parameter("best"), rule.parameter("worst")
    if price <= best:
        return f"{money(price)} is at or below {money(best)}: all marks, 1"
    if price >= worst:
        return f"{money(price)} is at or above {money(worst)}: no marks, 0"
    return f"({money(worst)} − {money(price)}) ÷ ({money(worst)} − {money(best)})"


def _fixed_band_check(rule: PriceRule) -> Iterator[Problem]:
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


FORMULAS: Mapping[str, PriceFormula] = {
    formula.code: formula
    for formula in (
        PriceFormula(
            code="lowest_over_bid",
            name="Share of the lowest price",
            sum_words="lowest price ÷ this price × the marks",
            relative=True,
            weakness="Points depend on who else bids: when the lowest bid leaves, every other "
            "bid's points change, and close results can turn over.",
            edges="A price of nought needs a decision first. Equal prices, and a single bid, get "
            "all the marks.",
            source="The usual rule in United Kingdom tenders; lowest price scoring",
            share=_lowest_over_bid,
            sum_with=_lowest_over_bid_sum,
        ),
        PriceFormula(
            code="fixed_band",
            name="Fixed band",
            sum_words="(price with no marks − this price) ÷ (price with no marks − price with all "
            "marks) × the marks",
            relative=False,
            weakness="Prices outside the band cannot be told apart: all below it get every mark, "
            "all above it none.",
            edges="A price of nought gets all the marks. Points never depend on other bids.",
            source="Absolute price scoring between two published prices",
            share=_fixed_band,
            sum_with=_fixed_band_sum,
            parameters=(
                Parameter("best", "Price that gets all marks", "At or below this price: all marks"),
                Parameter("worst", "Price that gets no marks", "At or above this price: none"),
            ),
            check=_fixed_band_check,
        ),
    )
}
"""Every formula this version offers, by code."""


def formula_problems(rule: PriceRule) -> Iterator[Problem]:
    """Gives what is wrong with the choice of formula and its parameters."""
    formula = FORMULAS.get(rule.formula)
    if formula is None:
        offered = ", ".join(f.name for f in FORMULAS.values())
        yield Problem("price.formula", f"Choose one of the formulas offered: {offered}.", "formula")
        return
    yield from formula.check(rule)


def price_share(rule: PriceRule, price: Decimal, pool: PricePool) -> Fraction:
    """The share of the price marks, between 0 and 1.

    Raises:
        CannotDo: a price of nought or less under a formula that divides by it.
    """
    formula = FORMULAS[rule.formula]
    lowest = min(pool.prices)
    if lowest < 0 or (formula.relative and lowest == 0):
        raise refuse(
            "price",
            f"A price of {money(lowest)} needs a decision first: “{formula.name}” cannot score it.",
            "zero price",
        )
    return formula.share(rule, price, pool)


def price_points(rule: PriceRule, weight: Decimal, price: Decimal, pool: PricePool) -> Fraction:
    """Exact points of a price: weight times its share."""
    return Fraction(weight) * price_share(rule, price, pool)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One point of a formula's curve."""

    price: Decimal
    points: Fraction


def curve(
    rule: PriceRule, weight: Decimal, *, lowest: Decimal, highest: Decimal, steps: int = 40
) -> tuple[CurvePoint, ...]:
    """Exact points at equal steps of price, with ``lowest`` as the lowest bid of the pool."""
    pool = PricePool((lowest,))
    prices = (lowest + (highest - lowest) * step / steps for step in range(steps + 1))
    return tuple(CurvePoint(price, price_points(rule, weight, price, pool)) for price in prices)


def worked_example(rule: PriceRule, weight: Decimal, *, lowest: Decimal, price: Decimal) -> str:
    """The same example for every formula, in figures: "£90,000.00 ÷ £100,000.00 × 25"."""
    pool = PricePool((lowest, price))
    return f"{FORMULAS[rule.formula].sum_with(rule, price, pool)} × {plain(weight)}"
