"""Price and quality figures published by others, and figures worked out by hand, come out exactly."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    Kind,
    Part,
    PriceRule,
    ScoreRule,
)
from starapp.criteria.price_formulas import PricePool, price_points
from starapp.criteria.templates import ROLES, SCALE
from starapp.evaluation.ranking import rank
from starapp.evaluation.result import BidInput, Result
from starapp.foundation.exact import Rounding, round_exact
from starapp.foundation.problems import CannotDo

FILE = Path(__file__).parents[1] / "files" / "evaluation_vectors.json"
VECTORS: dict[str, dict[str, Any]] = {one["id"]: one for one in json.loads(FILE.read_text("utf-8"))}
PRICES = [one for one in VECTORS.values() if one["kind"] == "price"]
SUMS = [one for one in VECTORS.values() if one["formula"] == "score_over_max"]


def pairs(vector: dict[str, Any], bid: str) -> Fraction:
    """The points of one price of a vector."""
    inputs = vector["inputs"]
    given = inputs.get("params", {})
    parameters = tuple((name, Decimal(given[name])) for name in ("best", "worst") if name in given)
    rule = PriceRule(vector["formula"], parameters)
    pool = PricePool(tuple(Decimal(price) for price in inputs["prices"].values()))
    weight, price = Decimal(inputs["weight"]), Decimal(inputs["prices"][bid])
    return price_points(rule, weight, price, pool)


@pytest.mark.parametrize("vector", PRICES, ids=lambda one: one["id"])
def test_prices_become_the_published_points(vector: dict[str, Any]) -> None:
    expected, places = vector["expected"]["scores"], vector["rounding"]["dp"]
    if "UNDEFINED" in expected.values():
        for bid in expected:
            with pytest.raises(CannotDo) as refusal:
                pairs(vector, bid)
            assert "needs a decision first" in refusal.value.problems[0].words
        return
    for bid, points in expected.items():
        got = pairs(vector, bid)
        if places is None:
            digits = max(-int(Decimal(points).as_tuple().exponent), 0)
            assert round_exact(got, digits) == Decimal(points)
        else:
            assert round_exact(got, places) == Decimal(points)


@pytest.mark.parametrize("name", ["P-CMP-15", "P-CMP-16"])
@pytest.mark.parametrize("mode", [Rounding.HALF_UP, Rounding.HALF_EVEN])
def test_a_half_is_rounded_by_the_chosen_mode(name: str, mode: Rounding) -> None:
    vector = VECTORS[name]
    for bid, points in vector["expected"][f"{mode.value}_2dp"].items():
        assert round_exact(pairs(vector, bid), 2, mode) == Decimal(points)


def model_of(weights: list[Decimal], *, price: str = "") -> EvaluationModel:
    """A model of questions Q1, Q2 ... with these weights, and a price."""
    criteria = [
        Criterion(f"Q{n}", f"Question {n}", Kind.SCORED, Part.QUALITY, None, weight, roles=("E1",))
        for n, weight in enumerate(weights, start=1)
    ]
    if price:
        criteria.append(Criterion("PR", "Price", Kind.PRICE, Part.PRICE, None, Decimal(price)))
    return EvaluationModel("Vector", tuple(criteria), SCALE, ROLES)


def totals(result: Result) -> dict[str, Fraction]:
    """Exact totals by bid."""
    return {placed.bid: Fraction(placed.total) for placed in result.ranking}


def bid_of(name: str, scores: list[str], price: str | None = None) -> BidInput:
    """One bid with its scores in the order of the questions."""
    marks = {f"Q{n}": Decimal(score) for n, score in enumerate(scores, start=1)}
    return BidInput(name, None if price is None else Decimal(price), marks)


@pytest.mark.parametrize("name", ["Q-CMP-01", "Q-CMP-02"])
def test_scores_over_the_highest_score_add_up_exactly(name: str) -> None:
    vector = VECTORS[name]
    asked = vector["inputs"]["criteria"]
    model = model_of([Decimal(one["weight"]) for one in asked])
    result = rank(model, [bid_of("A", [one["score"] for one in asked])])
    assert totals(result)["A"] == Fraction(vector["expected"]["total"])


def test_a_scale_that_begins_at_one_can_count_from_nought() -> None:
    vector = VECTORS["Q-CMP-07"]
    scale = tuple(level for level in SCALE if level.score >= 1)
    model = replace(model_of([Decimal(vector["inputs"]["weight"])]), scale=scale)
    bid = bid_of("A", [vector["inputs"]["score"]])
    assert totals(rank(model, [bid]))["A"] == Fraction(vector["expected"]["ratio"])
    offset = replace(model, score_rule=ScoreRule.SCALE_OFFSET)
    assert totals(rank(offset, [bid]))["A"] == Fraction(vector["expected"]["offset"])


def test_quality_and_price_add_up_exactly() -> None:
    vector = VECTORS["C-CMP-01"]
    inputs, expected = vector["inputs"], vector["expected"]
    weights = [Decimal(weight) for weight in inputs["criteria_weights"]]
    model = model_of(weights, price=inputs["price"]["weight"])
    bids = [bid_of(name, one["scores"], one["price"]) for name, one in inputs["bids"].items()]
    exact = rank(model, bids)
    assert totals(exact) == {name: Fraction(total) for name, total in expected["exact"].items()}
    assert exact.ranking[0].bid == expected["winner_exact"]


def test_a_bid_that_failed_does_not_set_the_lowest_price() -> None:
    vector = VECTORS["C-CMP-09"]
    inputs, expected = vector["inputs"], vector["expected"]
    model = model_of([Decimal(60)], price=inputs["price_weight"])
    scale = tuple(
        replace(SCALE[0], score=Decimal(score), label=score, meaning=score)
        for score in ("0", "20", "42", "50", "60")
    )
    passing = Criterion("PF1", "Insurance", Kind.PASS_FAIL, Part.QUALITY)
    model = replace(model, scale=scale, criteria=(passing, *model.criteria))
    bids = [
        replace(bid_of(name, [one["quality"]], one["price"]), passes={"PF1": one["passes"]})
        for name, one in inputs["bids"].items()
    ]
    result = rank(model, bids)
    assert totals(result) == {
        name: Fraction(total) for name, total in expected["excluding_X_from_pmin"].items()
    }
    assert [one.bid for one in result.not_ranked] == ["X"]
    assert set(result.unresolved_tie) == {"A", "B"}
    assert result.winner is None


FIELDS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["0", "1", "2", "3", "4", "5"]), min_size=2, max_size=2),
        st.decimals("1000", "200000", places=2),
    ),
    min_size=1,
    max_size=7,
)


@given(FIELDS, st.randoms(use_true_random=False), st.decimals("1", "999", places=2))
def test_order_and_failed_bids_never_move_a_point(
    fields: list[tuple[list[str], Decimal]], random: Any, cheap: Decimal
) -> None:
    model = model_of([Decimal(40), Decimal(20)], price="40")
    least = tuple(replace(c, minimum=Decimal(3)) if c.code == "Q1" else c for c in model.criteria)
    model = replace(model, criteria=least)
    bids = [bid_of(f"B{n}", scores, str(price)) for n, (scores, price) in enumerate(fields)]
    first = rank(model, bids)
    assert all(0 <= placed.total <= 100 for placed in first.ranking)
    assert len(first.ranking) + len(first.not_ranked) == len(bids)
    failed = bid_of("failed", ["2", "5"], str(cheap))
    mixed = [*bids, failed]
    random.shuffle(mixed)
    second = rank(model, mixed)
    assert second.ranking == first.ranking
    assert "failed" in [one.bid for one in second.not_ranked]
    placed = [(one.place, one.total) for one in first.ranking]
    assert placed == sorted(placed, key=lambda one: (one[0], -one[1]))
