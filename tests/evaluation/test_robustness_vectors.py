"""How sure a result is: figures that others published or that were worked out by hand, each exactly."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from starapp.criteria.evaluation_model import Kind, PriceRule, RoundingRule, ScoreRule
from starapp.evaluation.ranking import rank_by
from starapp.evaluation.result import BidInput
from starapp.evaluation.robustness import price_share_changes, robustness
from starapp.evaluation.rules import Leaf, Rules, with_share

FILE = Path(__file__).parents[1] / "files" / "sensitivity_vectors.json"
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))
FULL = Fraction(100)
LONGEST_SOURCE = 60


def named(vector: dict[str, Any]) -> str:
    return f"{vector['id']} {vector['formula']} - {vector['source'][:LONGEST_SOURCE].strip()}"


def cases(*formulas: str) -> Any:
    some = [vector for vector in VECTORS if vector["formula"] in formulas]
    return pytest.mark.parametrize("vector", some, ids=named)


def scored(code: str, weight: str | Fraction, *given: str, highest: str | Fraction = FULL) -> Leaf:
    """A scored question whose scale has just the scores that are given."""
    scale = {Fraction(0), Fraction(highest), *map(Fraction, given)}
    return Leaf(code, Kind.SCORED, Fraction(weight), tuple(sorted(scale)))


def rules_with(*leaves: Leaf, price: PriceRule | None = None) -> Rules:
    codes = tuple(leaf.code for leaf in leaves)
    rule = price or PriceRule()
    return Rules(leaves, (), rule, ScoreRule.SCORE_OVER_MAX, ">=", RoundingRule(), (), codes)


def with_scores(bids: Mapping[str, Mapping[str, str]]) -> list[BidInput]:
    return [
        BidInput(name, None, {code: Fraction(score) for code, score in scores.items()})
        for name, scores in bids.items()
    ]


def priced(vector: dict[str, Any]) -> tuple[Rules, list[BidInput]]:
    """Bids with their quality points and prices, as several vectors give them."""
    inputs = vector["inputs"]
    bids, weight = inputs["bids"], Fraction(inputs["weight"])
    given = [one["quality"] for one in bids.values()]
    params = tuple(
        (name, Decimal(value))
        for name, value in inputs.get("params", {}).items()
        if name in {"best", "worst"}
    )
    rules = rules_with(
        scored("Q", FULL - weight, *given, highest=FULL - weight),
        Leaf("PR", Kind.PRICE, weight),
        price=PriceRule(inputs.get("rule", "lowest_over_bid"), params),
    )
    return rules, [
        BidInput(name, Decimal(one["price"]), {"Q": Fraction(one["quality"])})
        for name, one in bids.items()
    ]


def totals(rules: Rules, bids: list[BidInput]) -> dict[str, Fraction]:
    return {placed.bid: placed.total for placed in rank_by(rules, bids).ranking}


def fractions(given: Mapping[str, str]) -> dict[str, Fraction]:
    return {name: Fraction(value) for name, value in given.items()}


@cases("gap")
def test_the_margin_is_the_gap(vector: dict[str, Any]) -> None:
    bids = vector["inputs"]
    rules = rules_with(scored("Q", FULL, *bids.values()))
    found = robustness(rules, with_scores({name: {"Q": score} for name, score in bids.items()}))
    assert (found.winner, found.runner_up) == ("winner", "challenger")
    assert found.margin == Fraction(vector["expected"]["gap"])


@cases("weight_scenarios")
def test_the_winner_by_each_set_of_weights(vector: dict[str, Any]) -> None:
    bids = vector["inputs"]["bids"]
    rules = rules_with(
        *(
            scored(code, Fraction(50), *(one[code] for one in bids.values()))
            for code in ("technical", "financial")
        )
    )
    winners = [
        rank_by(
            with_share(rules, ("technical",), 100 * Fraction(weights["technical"])),
            with_scores(bids),
        ).winner
        for weights in vector["inputs"]["scenarios"]
    ]
    assert winners == vector["expected"]["winners"]


@cases("weight_stability_intervals")
def test_weights_may_move_just_so_far(vector: dict[str, Any]) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    rules = rules_with(
        *(
            scored(code, weight, *(one[code] for one in inputs["scores"].values()), highest="1")
            for code, weight in inputs["weights"].items()
        )
    )
    bids = with_scores(inputs["scores"])
    assert totals(rules, bids) == fractions(expected["totals"])
    found = robustness(rules, bids)
    assert found.winner == expected["winner"]
    told = {one.code: [one.lowest, one.highest] for one in found.intervals}
    assert told == {
        code: [Fraction(end) for end in ends] for code, ends in expected["intervals_pct"].items()
    }


@cases("crossover_two")
def test_two_bids_cross_at_one_weight(vector: dict[str, Any]) -> None:
    first, second = vector["inputs"]["scores"].values()
    rules = rules_with(
        *(scored(f"Q{n}", "50", *pair) for n, pair in enumerate(zip(first, second, strict=True)))
    )
    bids = with_scores(
        {
            name: {f"Q{n}": score for n, score in enumerate(scores)}
            for name, scores in vector["inputs"]["scores"].items()
        }
    )
    at = 100 * Fraction(vector["expected"]["weight_first_criterion"])
    assert len(set(totals(with_share(rules, ("Q0",), at), bids).values())) == 1
    told = {one.code: (one.lowest, one.highest) for one in robustness(rules, bids).intervals}
    assert told == {"Q0": (0, at), "Q1": (100 - at, 100)}


@cases("closest_score_flip")
def test_the_steps_that_turn_first_place_over(vector: dict[str, Any]) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    scale = tuple(Fraction(score) for score in range(int(inputs["max"]) + 1))
    points = inputs["price_points"]
    rules = rules_with(
        *(
            Leaf(code, Kind.SCORED, Fraction(weight), scale)
            for code, weight in inputs["weights"].items()
        ),
        scored("rest", "40", *points.values(), highest="40"),
    )
    bids = with_scores(
        {name: {**one, "rest": points[name]} for name, one in inputs["scores"].items()}
    )
    assert totals(rules, bids) == fractions(expected["totals"])
    found = robustness(rules, bids)
    assert found.margin == Fraction(expected["gap"])
    other = {"tie": None, "overtakes": "L", "overtaken": "L"}
    wanted = {
        (one["bid"], one["criterion"], one["steps"], other[one["result"]])
        for one in expected["single_flips"]
        if abs(one["steps"]) == 1
    }
    told = {
        (flip.bid, flip.criterion, int(flip.after - flip.before), flip.winner)
        for flip in found.flips
        if flip.criterion != "rest"
    }
    assert told == wanted


@cases("price_to_win")
def test_a_penny_below_the_price_of_a_tie_wins(vector: dict[str, Any]) -> None:
    rules, bids = priced(vector)
    assert totals(rules, bids) == fractions(vector["expected"]["current"])
    (one,) = robustness(rules, bids).prices_to_win
    assert one.bid == "B"
    assert one.price == Decimal(vector["expected"]["B_ties_at_price"]) - Decimal("0.01")


@cases("phantom_bid_reversal")
def test_a_cheap_bid_that_joins_turns_first_place_over(vector: dict[str, Any]) -> None:
    rules, bids = priced(vector)
    expected = vector["expected"]
    assert totals(rules, bids) == fractions(expected["current"])
    at = Decimal(expected["reversal_lowest_price"])

    def winner(price: Decimal) -> str | None:
        return rank_by(rules, [*bids, BidInput("X", price, {"Q": Fraction(0)})]).winner

    assert [winner(at + step) for step in (Decimal("0.01"), Decimal(0), Decimal("-0.01"))] == [
        "A", None, "B",
    ]  # fmt: skip


@cases("rank_reversal_removal")
def test_a_losing_bid_that_leaves_can_turn_first_place_over(vector: dict[str, Any]) -> None:
    rules, bids = priced(vector)
    expected = vector["expected"]
    assert totals(rules, bids) == fractions(expected["with_all"])
    without = [bid for bid in bids if bid.bid != "X"]
    assert totals(rules, without) == fractions(expected["without_X"])
    found = robustness(rules, bids)
    assert found.winner == expected["winner_all"]
    told = {one.removed: one.winner for one in found.removals}
    assert told["X"] == expected["winner_without_X"]
    turned = [bid for bid, first in told.items() if first != found.winner]
    assert turned == expected["reversals"]


def test_the_shares_of_price_at_which_first_place_changes() -> None:
    vector = next(one for one in VECTORS if one["id"] == "S-CMP-09")
    rules, bids = priced(vector)
    shares = price_share_changes(rules, bids)
    a_meets_b, x_meets_a = Fraction(75, 2), Fraction(2500, 37)
    assert shares == (a_meets_b, x_meets_a)
    for share, level in zip(shares, ("AB", "XA"), strict=True):
        found = totals(with_share(rules, ("PR",), share), bids)
        assert {bid for bid, total in found.items() if total == max(found.values())} == set(level)


def test_every_vector_is_used() -> None:
    used = {
        "gap", "weight_scenarios", "weight_stability_intervals", "crossover_two",
        "closest_score_flip", "price_to_win", "phantom_bid_reversal", "rank_reversal_removal",
    }  # fmt: skip
    assert {vector["formula"] for vector in VECTORS} == used
