"""A price far from the others asks a question: published and worked-out figures, then properties."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.bids.bid_price import price_bid, price_flags
from starapp.bids.low_prices import (
    OthersLimits,
    PriceRule,
    findings_beside_others,
    findings_of,
    is_below_spread,
    limits_of,
    mean,
    percent_below,
    percent_text,
    sample_variance,
)
from starapp.foundation.exact import round_exact
from starapp.organisation.purchasing_systems import Lot, RateLimit
from starapp.specifications.package_cost import VolumeLine
from tests.make.organisation import system_value
from tests.make.vectors import named

FILE = Path(__file__).parents[1] / "files" / "low_price_vectors.json"
VECTORS = json.loads(FILE.read_text("utf-8"))
TEN = OthersLimits(below=Decimal(10), above=Decimal(10))
ALL = OthersLimits(below=Decimal(10), above=Decimal(10), spread=Decimal(2))
AMOUNT = st.decimals(1, 100_000, places=2)
AMOUNTS = st.lists(AMOUNT, min_size=2, max_size=9)
LOW = {PriceRule.BELOW_OTHERS, PriceRule.BELOW_SPREAD}


def vectors(formula):
    return [one for one in VECTORS if one["formula"] == formula]


def prices_of(vector):
    return {bid: Fraction(amount) for bid, amount in vector["inputs"]["prices"].items()}


def rules(amount, others, limits=TEN):
    return [one.rule for one in findings_of(amount, others, limits)]


@pytest.mark.parametrize("vector", vectors("alt.pct_below"), ids=named)
def test_the_percentage_below_a_reference(vector):
    prices, percent = prices_of(vector), Fraction(vector["inputs"]["pct"])
    reference = median(prices.values())
    assert reference == Fraction(vector["expected"]["reference"])
    below = {bid: percent_below(amount, reference) for bid, amount in prices.items()}
    assert vector["inputs"]["comparator"] == ">="
    assert [bid for bid, x in below.items() if x >= percent] == vector["expected"]["flagged"]
    assert [bid for bid, x in below.items() if x > percent] == []


@pytest.mark.parametrize("vector", vectors("alt.zscore"), ids=named)
def test_the_distance_in_standard_deviations(vector):
    prices, expected = prices_of(vector), vector["expected"]
    everybody, times = list(prices.values()), Fraction(vector["inputs"]["k"])
    assert mean(everybody) == Fraction(expected["mean"])
    assert sample_variance(everybody) == Fraction(expected["sample_variance"])
    flagged = [bid for bid, x in prices.items() if is_below_spread(x, everybody, times)]
    assert flagged == expected["flagged"]
    cutoff = Fraction(expected["cutoff_6dp"])
    step = Fraction(1, 10 ** vector["rounding"]["dp"])
    gap = mean(everybody) - cutoff
    bounds = (gap - step) ** 2, (gap + step) ** 2
    assert bounds[0] < times**2 * sample_variance(everybody) < bounds[1]


@pytest.mark.parametrize("vector", vectors("alt.cost_floor"), ids=named)
def test_a_rate_below_what_the_hour_costs(vector):
    given = {name: Fraction(text) for name, text in vector["inputs"].items()}
    floor = given["hourly_floor"] * (1 + given["on_cost_pct"] / 100)
    assert floor * given["hours"] + given["other_cost"] == Fraction(vector["expected"]["floor"])
    system = system_value(lead_body_id="b")
    line = VolumeLine("hour_1to1", "1:1 support", given["hours"], "hours")
    lot = Lot("", "L", "Lot", limits=(RateLimit("hour_1to1", floor=round_exact(floor, 4)),))

    def raised(amount):
        rate = round_exact((amount - given["other_cost"]) / given["hours"], 4)
        price = price_bid({"hour_1to1": rate}, (line,), system)
        found = price_flags(price, lot=lot, system=system, guide_weekly=None, stated_weekly=None)
        return "below_floor" in [one.code for one in found]

    assert raised(given["price"]) is vector["expected"]["below_floor"]
    assert not raised(Fraction(vector["expected"]["floor"]))


def test_exactly_ten_per_cent_asks_nothing_and_a_penny_more_does():
    assert rules(90, [100, 100]) == []
    assert rules(Decimal("89.99"), [100, 100]) == [PriceRule.BELOW_OTHERS]
    assert rules(110, [100, 100]) == []
    assert rules(Decimal("110.01"), [100, 100]) == [PriceRule.ABOVE_OTHERS]


def test_the_words_tell_the_figure_and_the_limit():
    (found,) = findings_of(Decimal("85.80"), [90, 110], TEN)
    assert found.figure == "14.2 % below the mean of the others (£100.00)"
    assert found.threshold == "more than 10 % below"
    assert found.words.endswith("The rules ask when a price is more than 10 % below")


def test_a_figure_just_beyond_the_limit_is_not_written_as_the_limit():
    assert percent_text(Fraction("10.004"), Decimal(10)) == "10.004 %"
    assert percent_text(Fraction("14.1666"), Decimal(10)) == "14.2 %"
    assert percent_text(10 + Fraction(1, 10**20), Decimal(10)) == f"10.{'0' * 19}1 %"


def test_a_rule_that_is_off_asks_nothing_and_one_bid_has_no_others():
    assert rules(1, [100, 100], OthersLimits()) == []
    assert rules(1, [], ALL) == []
    assert rules(1, [0, 0], TEN) == []


def test_the_spread_speaks_from_six_bids_on():
    four, five = [100, 101, 102, 103], [100, 101, 102, 103, 104]
    only = OthersLimits(spread=Decimal(1))
    assert rules(50, four, only) == []
    assert rules(50, five, only) == [PriceRule.BELOW_SPREAD]


@given(st.lists(AMOUNT, min_size=2, max_size=5))
def test_two_deviations_are_out_of_reach_of_five_bids(amounts):
    assert not any(is_below_spread(x, amounts, 2) for x in amounts)


def test_a_system_starts_with_ten_per_cent_below_none_above_and_two_deviations():
    usual = limits_of(system_value(lead_body_id="b"))
    assert usual == OthersLimits(Decimal(10), None, Decimal(2))


@given(AMOUNTS, st.randoms())
def test_the_order_of_bids_never_matters(amounts, random):
    named_bids = {str(number): amount for number, amount in enumerate(amounts)}
    mixed = list(named_bids.items())
    random.shuffle(mixed)
    assert findings_beside_others(named_bids, ALL) == findings_beside_others(dict(mixed), ALL)


@given(AMOUNT, AMOUNTS, st.decimals(0, 50_000, places=2))
def test_raising_a_price_never_makes_it_low(amount, others, more):
    before = set(rules(amount, others, ALL)) & LOW
    assert set(rules(amount + more, others, ALL)) & LOW <= before


@given(AMOUNTS, st.integers(2, 50))
def test_pounds_or_pence_make_no_difference(amounts, times):
    def codes(values):
        found = findings_beside_others(dict(enumerate(values)), ALL)
        return {bid: [one.rule for one in raised] for bid, raised in found.items()}

    assert codes(amounts) == codes([amount * times for amount in amounts])
