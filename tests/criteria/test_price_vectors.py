"""Price points published by others, and prices worked out by hand, come out exactly."""

from decimal import Decimal
from fractions import Fraction

import pytest

from starapp.criteria.evaluation_model import PriceRule
from starapp.criteria.price_formula import PricePool
from starapp.criteria.price_formulas import FORMULAS, formula_problems, not_offered, price_points
from starapp.foundation.exact import Rounding, round_exact
from starapp.foundation.problems import CannotDo
from tests.make.vectors import VECTORS, Vector, agrees, named, with_formula

CODES = ("n", "best", "worst", "ceiling")
SCORED = [v for v in with_formula("price", *FORMULAS) if "scores" in v["expected"]]
OFFERED = [v for v in SCORED if v["id"] != "P-CMP-12"]
ORDERED = [v for v in with_formula("price", *FORMULAS) if "scores" not in v["expected"]]
NOT_OFFERED = [
    v for v in VECTORS.values() if v["kind"] == "price" and v["formula"] not in {*FORMULAS, "npv"}
]
DIGITS_GIVEN = {"P-CMP-14": 14}
"""A price of thirteen figures: the points are published to this many places."""


def rule_of(vector: Vector) -> PriceRule:
    """The rule a vector is worked out with."""
    inputs = vector["inputs"]
    given = inputs.get("params", {})
    table: tuple[tuple[Decimal, Fraction], ...] = ()
    if "table" in inputs:
        best = Fraction(inputs["table"][0])
        table = tuple((Decimal(n), Fraction(x) / best) for n, x in enumerate(inputs["table"], 1))
    pairs = tuple((name, Decimal(given[name])) for name in CODES if name in given)
    return PriceRule(vector["formula"], pairs, table=table)


def points(vector: Vector, bid: str) -> Fraction:
    """The points of one price of a vector."""
    inputs = vector["inputs"]
    pool = PricePool(tuple(Decimal(price) for price in inputs["prices"].values()))
    weight = Decimal(inputs.get("weight") or inputs["table"][0])
    return price_points(rule_of(vector), weight, Decimal(inputs["prices"][bid]), pool)


@pytest.mark.parametrize("vector", OFFERED, ids=named)
def test_prices_become_the_published_points(vector: Vector) -> None:
    expected, places = vector["expected"]["scores"], vector["rounding"]["dp"]
    if "UNDEFINED" in expected.values():
        for bid in expected:
            with pytest.raises(CannotDo) as refusal:
                points(vector, bid)
            assert "needs a decision first" in refusal.value.problems[0].words
        return
    for bid, wanted in expected.items():
        assert agrees(points(vector, bid), wanted, DIGITS_GIVEN.get(vector["id"], places)), bid


@pytest.mark.parametrize("name", ["P-CMP-15", "P-CMP-16"])
@pytest.mark.parametrize("mode", [Rounding.HALF_UP, Rounding.HALF_EVEN])
def test_a_half_is_rounded_by_the_chosen_mode(name: str, mode: Rounding) -> None:
    vector = VECTORS[name]
    for bid, wanted in vector["expected"][f"{mode.value}_2dp"].items():
        assert round_exact(points(vector, bid), 2, mode) == Decimal(wanted)


def test_price_points_never_go_below_nought() -> None:
    vector = VECTORS["P-CMP-12"]
    assert vector["expected"]["scores"]["B"] == "-20"
    assert points(vector, "B") == 0


@pytest.mark.parametrize("vector", ORDERED, ids=named)
def test_price_and_quality_are_compared_as_published(vector: Vector) -> None:
    expected = vector["expected"]
    figures = expected.get("price_per_point") or expected["adjusted_price"]
    compared = FORMULAS[vector["formula"]].compared
    assert compared is not None
    for name, wanted in figures.items():
        bid = vector["inputs"]["bids"][name]
        value, quality = Decimal(1), bid.get("quality")
        if "awards" in bid:
            value, quality = (Decimal(bid["awards"][0][x]) for x in ("max_value", "satisfaction"))
        rule = PriceRule(vector["formula"], (("value_per_point", value),))
        if wanted == "UNDEFINED":
            with pytest.raises(ZeroDivisionError):
                compared(rule, Decimal(bid["price"]), Fraction(quality))
        else:
            got = compared(rule, Decimal(bid["price"]), Fraction(quality))
            assert agrees(got, wanted, vector["rounding"]["dp"]), name


@pytest.mark.parametrize("vector", NOT_OFFERED, ids=named)
def test_other_formulas_are_refused_with_those_that_are_offered(vector: Vector) -> None:
    problems = tuple(formula_problems(PriceRule(vector["formula"])))
    assert [one.place for one in problems] == ["price.formula"]
    assert problems[0].words == not_offered(vector["formula"])
    assert "lowest_over_bid" in problems[0].words
