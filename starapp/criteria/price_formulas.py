"""How a price becomes points: a table of formulas; adding one is one function and one entry.

Each gives the share of the price marks as an exact fraction between 0 and 1. Price statistics are
taken over the bids that are still in the pool. Sources name where a formula is published or used.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from starapp.criteria import price_shares as sums
from starapp.criteria.evaluation_model import PriceRule
from starapp.criteria.price_edges import LevelPrices
from starapp.criteria.price_formula import Parameter, PriceFormula, PricePool, TableWords
from starapp.foundation.exact import Exact, money
from starapp.foundation.problems import CannotDo, Problem, refuse

_NOUGHT_FIRST = "A price of nought needs a decision first."
_NOUGHT_ALL = "A price of nought gets all the marks."
_ALONE = "Points never depend on other bids, so equal prices get equal points."

FORMULAS: Mapping[str, PriceFormula] = {
    formula.code: formula
    for formula in (
        PriceFormula(
            code="lowest_over_bid",
            name="Share of the lowest price",
            looks_at=("lowest",),
            sum_words="lowest price ÷ this price × the marks",
            relative=True,
            removal=True,
            ratio=True,
            weakness="Points depend on who else bids: when the lowest bid leaves, every other "
            "bid's points change, and close results can turn over.",
            at_zero=_NOUGHT_FIRST,
            above_ceiling="A very high price still gets some marks.",
            all_equal="Equal prices get all the marks.",
            one_bidder="A single bid gets all the marks, whatever its price.",
            source="The usual rule in United Kingdom tenders; lowest price scoring",
            share=sums.lowest_over_bid,
            sum_with=sums.lowest_over_bid_sum,
        ),
        PriceFormula(
            code="fixed_band",
            name="Fixed band",
            sum_words="(price with no marks − this price) ÷ (price with no marks − price with all "
            "marks) × the marks",
            relative=False,
            removal=False,
            ratio=False,
            weakness="Prices outside the band cannot be told apart: all below it get every mark, "
            "all above it none.",
            at_zero=_NOUGHT_ALL,
            above_ceiling="A price at or above the top of the band gets no marks.",
            all_equal=_ALONE,
            one_bidder="A single bid gets what its price earns in the band.",
            source="Absolute price scoring between two published prices",
            share=sums.fixed_band,
            sum_with=sums.fixed_band_sum,
            parameters=(
                Parameter(
                    "best",
                    "Price that gets all marks",
                    "At or below this price: all marks",
                    Decimal(80000),
                ),
                Parameter(
                    "worst",
                    "Price that gets no marks",
                    "At or above this price: none",
                    Decimal(130000),
                ),
            ),
            check=sums.fixed_band_check,
        ),
        PriceFormula(
            code="ceiling_saving",
            name="Saving below a ceiling",
            sum_words="(1 − this price ÷ ceiling) × the marks",
            relative=False,
            removal=False,
            ratio=False,
            weakness="Nobody can reach all the marks, so price counts for less than its weight "
            "says.",
            at_zero=_NOUGHT_ALL,
            above_ceiling="A price at or above the ceiling gets no marks.",
            all_equal=_ALONE,
            one_bidder="A single bid gets what its saving earns.",
            source="Saving against a published budget; Spanish and Italian practice",
            share=sums.ceiling_saving,
            sum_with=sums.ceiling_saving_sum,
            parameters=(
                Parameter(
                    "ceiling", "Ceiling", "At or above this price: no marks", Decimal(130000)
                ),
            ),
            check=sums.above("ceiling", "a ceiling"),
        ),
        PriceFormula(
            code="piecewise_linear",
            name="Price bands",
            sum_words="the share of the table at this price × the marks",
            relative=False,
            removal=False,
            ratio=False,
            weakness="The table decides what a pound is worth, and it can be worth more at one "
            "price than at another without a reason.",
            at_zero="A price of nought gets the share of the first line.",
            above_ceiling="A price past the last line gets the share of the last line.",
            all_equal=_ALONE,
            one_bidder="A single bid gets what its price earns in the table.",
            source="Published table of prices; value functions of the smaa package",
            share=sums.piecewise_linear,
            sum_with=sums.piecewise_linear_sum,
            check=sums.piecewise_check,
            table=TableWords(
                "points",
                "Price",
                "Share of the marks",
                "Straight lines join the lines of the table. 0.5 is half the marks.",
                (
                    (Decimal(80000), Decimal(1)),
                    (Decimal(100000), Decimal("0.75")),
                    (Decimal(130000), Decimal(0)),
                ),
            ),
        ),
        PriceFormula(
            code="pct_above_lowest",
            name="Per cent above the lowest",
            looks_at=("lowest",),
            sum_words="(1 − (this price − lowest price) ÷ lowest price) × the marks, not below 0",
            relative=True,
            removal=True,
            ratio=True,
            weakness="A price twice the lowest gets nothing, so one very low bid takes the marks "
            "of all the others.",
            at_zero=_NOUGHT_FIRST,
            above_ceiling="Twice the lowest price, or more, gets no marks.",
            all_equal="Equal prices get all the marks.",
            one_bidder="A single bid gets all the marks, whatever its price.",
            source="One per cent of the marks for each per cent above the lowest",
            share=sums.pct_above_lowest,
            sum_with=sums.pct_above_lowest_sum,
        ),
        PriceFormula(
            code="n_times_lowest",
            name="Nothing at so many times the lowest",
            looks_at=("lowest",),
            sum_words="(n × lowest price − this price) ÷ ((n − 1) × lowest price) × the marks, not "
            "below 0",
            relative=True,
            removal=True,
            ratio=True,
            weakness="One very low bid moves the price at which everybody gets nothing.",
            at_zero=_NOUGHT_FIRST,
            above_ceiling="A price n times the lowest, or more, gets no marks.",
            all_equal="Equal prices get all the marks.",
            one_bidder="A single bid gets all the marks, whatever its price.",
            source="Linear scoring to a multiple of the lowest price; German practice",
            share=sums.n_times_lowest,
            sum_with=sums.n_times_lowest_sum,
            parameters=(
                Parameter(
                    "n",
                    "Times the lowest price (n)",
                    "A price so many times the lowest gets no marks",
                    Decimal(2),
                    pounds=False,
                ),
            ),
            check=sums.above("n", "a number", Decimal(1)),
        ),
        PriceFormula(
            code="minmax_range",
            name="Between the lowest and the highest",
            looks_at=("lowest", "highest"),
            sum_words="(highest price − this price) ÷ (highest price − lowest price) × the marks",
            relative=True,
            removal=True,
            ratio=False,
            weakness="The dearest bid always gets nothing, and one high bid that cannot win can "
            "decide who does. Of all the formulas it turns results over most often.",
            at_zero="A price of nought is scored like any other.",
            above_ceiling="A very high price gets nothing and lifts all the others.",
            all_equal="Equal prices get all the marks.",
            one_bidder="A single bid gets all the marks, whatever its price.",
            source="Linear scoring over the range of bids; French practice",
            share=sums.minmax_range,
            sum_with=sums.minmax_range_sum,
        ),
        PriceFormula(
            code="mean_50",
            name="Half the marks at the mean",
            looks_at=("mean",),
            sum_words="(1/2 − (this price − mean) ÷ mean) × the marks, between 0 and all",
            relative=True,
            removal=True,
            ratio=False,
            weakness="Points move with the mean, so every other bid matters, and the lowest bid "
            "seldom gets all the marks.",
            at_zero="A price of nought gets all the marks and pulls the mean down.",
            above_ceiling="Half as much again as the mean, or more, gets no marks.",
            all_equal="Equal prices get half the marks.",
            one_bidder="A single bid gets half the marks.",
            source="One per cent of the marks for each per cent from the mean; United Kingdom "
            "practice",
            share=sums.mean_50,
            sum_with=sums.mean_50_sum,
        ),
        PriceFormula(
            code="rank_points",
            name="Points by price rank",
            looks_at=("prices",),
            sum_words="the share of this price's rank × the marks",
            relative=True,
            removal=True,
            ratio=False,
            weakness="A penny and ten thousand pounds count the same: only the order matters.",
            at_zero="A price of nought is the lowest price, like any other.",
            above_ceiling="A very high price gets the share of its rank.",
            all_equal="Equal prices share the better rank.",
            one_bidder="A single bid gets the share of the first rank.",
            source="Published table of ranks",
            share=sums.rank_points,
            sum_with=sums.rank_points_sum,
            check=sums.rank_check,
            table=TableWords(
                "shares",
                "Rank",
                "Share of the marks",
                "The lowest price is rank 1. Ranks past the end get nothing.",
                (
                    (Decimal(1), Decimal(1)),
                    (Decimal(2), Decimal("0.75")),
                    (Decimal(3), Decimal("0.5")),
                ),
            ),
        ),
        PriceFormula(
            code="per_quality_point",
            name="Price for each quality point",
            sum_words="this price ÷ its quality points; the lowest comes first",
            relative=False,
            removal=False,
            ratio=True,
            weakness="A very cheap bid of poor quality can win. Set a minimum for quality.",
            at_zero=_NOUGHT_FIRST,
            above_ceiling="A high price needs as many times the quality points.",
            all_equal="With equal prices the bid with more quality points comes first.",
            one_bidder="A single bid comes first, whatever its price.",
            source="Bid evaluation guidance note of 2021, price per quality point",
            share=sums.no_share,
            sum_with=sums.price_alone,
            compared=sums.per_quality_point,
        ),
        PriceFormula(
            code="monetised_quality",
            name="Quality as money",
            sum_words="this price − value of a point × quality points; the lowest comes first",
            relative=False,
            removal=False,
            ratio=False,
            weakness="Everything rests on the value chosen for a point; publish why it was chosen.",
            at_zero="A price of nought is scored like any other.",
            above_ceiling="A high price must be earned back by quality points.",
            all_equal="With equal prices the bid with more quality points comes first.",
            one_bidder="A single bid comes first, whatever its price.",
            source="Award on value, Dutch and Swedish practice",
            share=sums.no_share,
            sum_with=sums.price_alone,
            parameters=(
                Parameter(
                    "value_per_point",
                    "Value of a quality point",
                    "So many pounds are taken off the price for each point",
                    Decimal(1000),
                ),
            ),
            check=sums.above("value_per_point", "a value"),
            compared=sums.monetised_quality,
        ),
    )
}
"""Every formula this version offers, by code."""

REFUSED: Mapping[str, str] = {
    "target_distance": "Marks for being closest to a target or to the mean give a dearer bid more "
    "than a cheaper one. A lower price may never get fewer marks.",
    "lowest_over_bid_sum": "Lowest over bid for each line lets one token line price decide, and "
    "lets a bidder win by moving money between lines. Compare the whole price.",
    "best_normalised": "Marks as a share of the best bid's quality change when another bid leaves.",
    "log_ratio": "A logarithm has no exact value, so nobody could repeat the sum to the penny.",
    "power_ratio": "A power that is not whole has no exact value. Use the share of the lowest "
    "price.",
    "panel_average": "Averages are not scores the panel agreed. Agree one score of the scale.",
}
"""Rules met elsewhere that STAR does not offer, with the reason."""


def formula_problems(rule: PriceRule) -> Iterator[Problem]:
    """Gives what is wrong with the choice of formula and its parameters."""
    formula = FORMULAS.get(rule.formula)
    if formula is None:
        yield Problem("price.formula", not_offered(rule.formula), "formula")
        return
    known = {one.name for one in formula.parameters}
    for name, _ in rule.parameters:
        if name not in known:
            words = f"“{formula.name}” has no parameter “{name}”. Take it out."
            yield Problem(f"price.{name}", words, "parameter")
    yield from formula.check(rule)


def not_offered(code: str) -> str:
    """Why a formula is not there, and which are."""
    offered = ", ".join(FORMULAS)
    if code in REFUSED:
        return f"The formula {code} is not offered. {REFUSED[code]} Choose one of: {offered}."
    return f"There is no formula {code!r}. Choose one of: {offered}."


def price_share(rule: PriceRule, price: Exact, pool: PricePool) -> Fraction:
    """The share of the price marks, between 0 and 1.

    Raises:
        CannotDo: a price of nought or less under a formula that divides by it.
    """
    formula = FORMULAS[rule.formula]
    lowest = pool.lowest
    if lowest < 0 or (lowest == 0 and formula.ratio):
        raise _undecided(formula, lowest)
    if gets_all_by_edge_rule(rule, pool):
        return Fraction(1)
    try:
        return formula.share(rule, price, pool)
    except ZeroDivisionError:
        raise _undecided(formula, lowest) from None


def _undecided(formula: PriceFormula, price: Exact) -> CannotDo:
    words = f"A price of {money(price)} needs a decision first: “{formula.name}” cannot score it."
    return refuse("price", words, "zero price")


def gets_all_by_edge_rule(rule: PriceRule, pool: PricePool) -> bool:
    """Tells whether the edge rules give all the marks to the only price or to equal prices."""
    if rule.edges is None or FORMULAS[rule.formula].compared is not None:
        return False
    if len(pool.prices) == 1:
        return rule.edges.single_bid is LevelPrices.FULL
    return rule.edges.all_equal is LevelPrices.FULL and pool.lowest == pool.highest


def price_points(rule: PriceRule, weight: Exact, price: Exact, pool: PricePool) -> Fraction:
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
    """Exact points at equal steps of price, beside a lowest and a highest bid of the pool."""
    prices = [lowest + (highest - lowest) * step / steps for step in range(steps + 1)]
    return tuple(
        CurvePoint(price, price_points(rule, weight, price, PricePool((lowest, price, highest))))
        for price in prices
    )


EXAMPLE_PRICES = (Decimal(90000), Decimal(100000), Decimal(120000))
"""The three bids of the worked example that every formula shares, in pounds."""


def example_rule(code: str) -> PriceRule:
    """A formula with the parameters of the worked example."""
    formula = FORMULAS[code]
    table = formula.table.example if formula.table else ()
    return PriceRule(
        code, tuple((one.name, one.example) for one in formula.parameters), table=table
    )


def filled_in(rule: PriceRule) -> PriceRule:
    """The rule with the example's parameters where it lacks usable ones, to show what it does."""
    if next(formula_problems(rule), None) is None:
        return rule
    example = example_rule(rule.formula)
    return replace(rule, parameters=example.parameters, table=example.table)
