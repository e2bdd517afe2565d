"""Totals, minimums and ties published by others, and figures worked out by hand, come out exactly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
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
    RoundingRule,
    RoundingStage,
    ScoreRule,
)
from starapp.criteria.model_checks import model_problems
from starapp.criteria.price_formulas import REFUSED, formula_problems
from starapp.criteria.templates import ROLES, SCALE
from starapp.evaluation.ranking import rank, rank_by
from starapp.evaluation.result import BidInput, Result
from starapp.evaluation.rules import Leaf, Rules, Section
from starapp.foundation.exact import points
from starapp.foundation.problems import CannotDo
from tests.make.vectors import VECTORS, Vector, agrees, named, of, with_formula

CENT = RoundingRule(RoundingStage.CRITERION)
EXACT = RoundingRule()


def leaf(code: str, weight: str, most: str, minimum: str = "") -> Leaf:
    """A scored criterion with a scale from nought to the most."""
    least = Fraction(minimum) if minimum else None
    scale = (Fraction(0), Fraction(most))
    return Leaf(code, Kind.SCORED, Fraction(weight), scale, least)


def rules_with(
    leaves: Iterable[Leaf], *, price: str = "", sections: Sequence[Section] = (),
    rounding: RoundingRule = EXACT, comparator: str = ">=", tie_break: tuple[str, ...] = (),
) -> Rules:  # fmt: skip
    """Rules of these leaves, with a price by the share of the lowest when it has a weight."""
    found = [*leaves]
    if price:
        found.append(Leaf("PR", Kind.PRICE, Fraction(price)))
    order = (*(one.code for one in sections), *(one.code for one in found))
    return Rules(tuple(found), tuple(sections), PriceRule(), ScoreRule.SCORE_OVER_MAX,
                 comparator, rounding, tie_break, order)  # fmt: skip


def bid_with(name: str, scores: Iterable[str], price: str | None = None) -> BidInput:
    """One bid with its scores in the order of the leaves Q1, Q2 ..."""
    marks = {f"Q{n}": Fraction(score) for n, score in enumerate(scores, start=1)}
    return BidInput(name, None if price is None else Decimal(price), marks)


def totals(result: Result) -> dict[str, Fraction]:
    """Exact totals by bid."""
    return {placed.bid: placed.total for placed in result.ranking}


def places(result: Result) -> dict[str, int]:
    """Places by bid."""
    return {placed.bid: placed.place for placed in result.ranking}


def as_given(rules: Rules, bids: Iterable[BidInput]) -> Result:
    """The result for scores of any size."""
    return rank_by(rules, [*bids], any_score=True)


def check(result: Result, expected: Mapping[str, Any], dp: int | None) -> None:
    """Compares totals and places with the published ones."""
    for bid, wanted in (expected.get("totals") or expected.get("scores") or {}).items():
        assert agrees(totals(result)[bid], wanted, dp), bid
    if "ranking" in expected:
        assert places(result) == expected["ranking"]
    if "tied_for_first" in expected:
        assert sorted(bid for bid, place in places(result).items() if place == 1) == sorted(
            expected["tied_for_first"]
        )


WEIGHTED = of("Q-PUB-04", "Q-PUB-05", "Q-PUB-06", "M-PUB-02", "C-PUB-04")


@pytest.mark.parametrize("vector", WEIGHTED, ids=named)
def test_weighted_sums_come_out_as_published(vector: Vector) -> None:
    weights, matrix = vector["inputs"]["weights"], vector["inputs"]["matrix"]
    most = Fraction(100)
    leaves = [
        leaf(f"Q{n}", str(Fraction(weight) * most), str(most))
        for n, weight in enumerate(weights, 1)
    ]
    rounding = CENT if vector["formula"].endswith("rounded_terms") else EXACT
    result = as_given(
        rules_with(leaves, rounding=rounding), (bid_with(n, row) for n, row in matrix.items())
    )
    check(result, vector["expected"], vector["rounding"]["dp"])


@pytest.mark.parametrize("vector", of("Q-PUB-07"), ids=named)
def test_points_of_two_hundred_become_per_cent(vector: Vector) -> None:
    given = vector["inputs"]["points"]
    leaves = [leaf(f"Q{n}", "100", vector["inputs"]["total_points"]) for n in range(1, 5)]
    result = as_given(rules_with(leaves), (bid_with(n, row) for n, row in given.items()))
    for placed in result.ranking:
        wanted = vector["expected"]["percent"][placed.bid]
        assert [*placed.points.values()] == [Fraction(x) for x in wanted]
        assert placed.total == Fraction(vector["expected"]["total_percent"][placed.bid])


@pytest.mark.parametrize("vector", of("Q-CMP-01", "Q-CMP-02", "Q-CMP-03"), ids=named)
def test_scores_over_the_highest_score_add_up_exactly(vector: Vector) -> None:
    asked = vector["inputs"]["criteria"]
    leaves = [leaf(f"Q{n}", one["weight"], one["max"]) for n, one in enumerate(asked, 1)]
    rounding = CENT if "round_terms_dp" in vector["inputs"] else EXACT
    bid = bid_with("A", [one["score"] for one in asked])
    result = as_given(rules_with(leaves, rounding=rounding), [bid])
    assert totals(result)["A"] == Fraction(vector["expected"]["total"])


@pytest.mark.parametrize("vector", of("Q-CMP-04", "Q-CMP-05"), ids=named)
def test_a_thousand_questions_add_up_exactly(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    turn = 6 if "mod 6" in inputs["score_rule"] else 5
    leaves = [leaf(f"Q{n}", inputs["weight_each"], inputs["max"]) for n in range(1, 1001)]
    bid = bid_with("A", [str(n % turn) for n in range(1000)])
    exact = as_given(rules_with(leaves), [bid])
    assert totals(exact)["A"] == Fraction(expected.get("total") or expected["total_exact"])
    if "total_terms_rounded" in expected:
        rounded = as_given(rules_with(leaves, rounding=CENT), [bid])
        assert totals(rounded)["A"] == Fraction(expected["total_terms_rounded"])


@pytest.mark.parametrize("vector", of("Q-CMP-06"), ids=named)
def test_a_tree_counts_by_the_weights_of_its_leaves(vector: Vector) -> None:
    weights = vector["expected"]["effective_weights"]
    scores = {"D1": "4", "D2": "3", "Workforce": "5", "Social value": "2"}
    rules = rules_with(
        [leaf(code, weight, "5") for code, weight in weights.items()],
        sections=[Section("Delivery", ("D1", "D2"))],
    )
    bid = BidInput("A", None, {code: Fraction(score) for code, score in scores.items()})
    placed = as_given(rules, [bid]).ranking[0]
    assert placed.total == Fraction(vector["expected"]["total"])
    assert placed.sections["Delivery"] == Fraction("21.6")


@pytest.mark.parametrize("vector", of("Q-CMP-08"), ids=named)
def test_words_that_stand_for_per_cents_count_as_a_scale(vector: Vector) -> None:
    inputs = vector["inputs"]
    scale = tuple(Fraction(x) for x in inputs["map"].values())
    leaves = [
        replace(leaf(f"Q{n}", weight, "100"), scale=scale)
        for n, weight in enumerate(inputs["weights"], 1)
    ]
    bid = bid_with("A", [inputs["map"][score] for score in inputs["scores"]])
    result = rank_by(rules_with(leaves), [bid])
    assert totals(result)["A"] == Fraction(vector["expected"]["total"])


@pytest.mark.parametrize("vector", of("Q-CMP-09"), ids=named)
def test_weights_that_do_not_make_a_hundred_are_never_stretched(vector: Vector) -> None:
    inputs = vector["inputs"]
    leaves = [leaf(f"Q{n}", weight, "5") for n, weight in enumerate(inputs["weights"], 1)]
    result = as_given(rules_with(leaves), [bid_with("A", inputs["scores"])])
    assert totals(result)["A"] == Fraction(vector["expected"]["as_given"])
    model = model_of([Decimal(weight) for weight in inputs["weights"]])
    assert "weights" in {problem.place for problem in model_problems(model)}


REFUSALS = [
    *with_formula("quality", "panel_average", "best_normalised"),
    *with_formula("combined", "sum_scaled_wsm", "misprint_wsm", "prag"),
]
"""Averages of a panel, and points that hang on the best bid's points."""


@pytest.mark.parametrize("vector", REFUSALS, ids=named)
def test_ways_of_scoring_that_are_not_offered_are_refused(vector: Vector) -> None:
    problems = [*formula_problems(PriceRule(vector["formula"]))]
    assert [one.place for one in problems] == ["price.formula"]
    assert {"panel_average", "best_normalised"} <= REFUSED.keys()


def test_an_average_off_the_scale_is_refused_as_an_agreed_score() -> None:
    vector = VECTORS["Q-CMP-11"]
    mean = vector["expected"]["mean"]
    model = model_of([Decimal(30)])
    bid = BidInput("A", None, {"Q1": Fraction(mean)})
    with pytest.raises(CannotDo) as refusal:
        rank(model, [bid])
    assert "off the scale" in refusal.value.problems[0].words


@pytest.mark.parametrize("vector", of("Q-CMP-07"), ids=named)
def test_a_scale_that_begins_at_one_can_count_from_nought(vector: Vector) -> None:
    scale = tuple(level for level in SCALE if level.score >= 1)
    model = replace(model_of([Decimal(vector["inputs"]["weight"])]), scale=scale)
    bid = BidInput("A", None, {"Q1": Decimal(vector["inputs"]["score"])})
    assert totals(rank(model, [bid]))["A"] == Fraction(vector["expected"]["ratio"])
    offset = replace(model, score_rule=ScoreRule.SCALE_OFFSET)
    assert totals(rank(offset, [bid]))["A"] == Fraction(vector["expected"]["offset"])


@pytest.mark.parametrize("vector", with_formula("combined", "quality_plus_price"), ids=named)
def test_quality_and_price_add_up_exactly(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    weights = enumerate(inputs["criteria_weights"], 1)
    leaves = [leaf(f"Q{n}", weight, inputs["max"]) for n, weight in weights]
    bids = [bid_with(name, one["scores"], one["price"]) for name, one in inputs["bids"].items()]
    rules = rules_with(leaves, price=inputs["price"]["weight"])
    result = as_given(rules, bids)
    assert totals(result) == {name: Fraction(x) for name, x in expected["exact"].items()}
    check(result, {**expected, "scores": {}}, None)
    assert result.winner == expected.get("winner_exact")


@pytest.mark.parametrize("vector", of("C-CMP-02"), ids=named)
def test_a_rounded_price_ratio_can_turn_the_order(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    weights = enumerate(inputs["criteria_weights"], 1)
    leaves = [leaf(f"Q{n}", weight, inputs["max"]) for n, weight in weights]
    bids = [bid_with(bid, one["scores"], one["price"]) for bid, one in inputs["bids"].items()]
    result = as_given(
        rules_with(leaves, price="40", rounding=RoundingRule(RoundingStage.PRICE_RATIO, 2)), bids
    )
    wanted = expected["ratio_rounded_2dp"]
    assert totals(result) == {bid: Fraction(total) for bid, total in wanted.items()}
    assert result.winner == expected["winner_ratio_rounded_2dp"]


@pytest.mark.parametrize("vector", with_formula("combined", "rounded_terms_tie"), ids=named)
def test_rounded_terms_hide_a_tie(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    leaves = [leaf(f"Q{n}", weight, "5") for n, weight in enumerate(inputs["weights"], 1)]
    bids = [bid_with(name, scores) for name, scores in inputs["scores"].items()]
    exact = as_given(rules_with(leaves), bids)
    assert totals(exact) == {name: Fraction(x) for name, x in expected["exact"].items()}
    assert set(exact.unresolved_tie) == {"A", "B"}
    rounded = as_given(rules_with(leaves, rounding=CENT), bids)
    wanted = expected["terms_rounded_2dp"]
    assert totals(rounded) == {name: Fraction(x) for name, x in wanted.items()}


@pytest.mark.parametrize("vector", with_formula("combined", "points_total"), ids=named)
def test_points_out_of_two_hundred_add_up_as_published(vector: Vector) -> None:
    inputs = vector["inputs"]
    asked = enumerate(inputs["criteria"], 1)
    leaves = [leaf(f"Q{n}", one["max"], one["max"]) for n, one in asked]
    bids = [bid_with(name, one["points"], one["price"]) for name, one in inputs["bids"].items()]
    result = as_given(rules_with(leaves, price=inputs["price"]["weight"]), bids)
    check(result, vector["expected"], vector["rounding"]["dp"])


@pytest.mark.parametrize("vector", with_formula("combined", "qcbs_scores"), ids=named)
def test_technical_and_financial_scores_add_up_as_published(vector: Vector) -> None:
    inputs = vector["inputs"]
    kinds = ("technical", "financial")
    leaves = [
        leaf(f"Q{n}", str(Fraction(inputs["weights"][kind]) * 100), "100")
        for n, kind in enumerate(kinds, 1)
    ]
    bids = [bid_with(name, [one[k] for k in kinds]) for name, one in inputs["bids"].items()]
    check(as_given(rules_with(leaves), bids), vector["expected"], vector["rounding"]["dp"])


@pytest.mark.parametrize("vector", with_formula("combined", "qcbs"), ids=named)
def test_quality_and_cost_based_selection_comes_out_exactly(vector: Vector) -> None:
    inputs = vector["inputs"]
    leaves = [leaf("Q1", "70", "100", inputs["threshold"])]
    bids = [bid_with(n, [one["technical"]], one["price"]) for n, one in inputs["bids"].items()]
    check(as_given(rules_with(leaves, price="30"), bids), vector["expected"], None)


@pytest.mark.parametrize("vector", with_formula("combined", "tech_ratio_price_ratio"), ids=named)
def test_technical_and_price_ratios_come_out_as_published(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    leaves = [leaf("Q1", inputs["weights"]["technical"], inputs["max_points"])]
    bids = [bid_with(n, [one["points"]], one["price"]) for n, one in inputs["bids"].items()]
    result = as_given(rules_with(leaves, price="40", rounding=CENT), bids)
    check(result, expected, 2)
    for placed in result.ranking:
        assert placed.points["Q1"] == Fraction(expected["technical"][placed.bid])
        assert placed.points["PR"] == Fraction(expected["price"][placed.bid])


@pytest.mark.parametrize("vector", with_formula("threshold", "min_score"), ids=named)
def test_a_minimum_is_compared_as_published(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    ((code, least),) = inputs["thresholds"].items()
    rules = rules_with([leaf("Q1", "100", "100", least)], comparator=inputs["comparator"])
    result = as_given(rules, (bid_with(n, [one[code]]) for n, one in inputs["scores"].items()))
    assert sorted(places(result)) == expected["pass"]
    assert [one.bid for one in result.not_ranked] == expected["fail"]


@pytest.mark.parametrize("vector", with_formula("threshold", "rounded_threshold"), ids=named)
def test_a_minimum_is_compared_unrounded(vector: Vector) -> None:
    inputs = vector["inputs"]
    rules = rules_with([leaf("Q1", "100", "100", inputs["threshold"])],
                       rounding=RoundingRule(RoundingStage.CRITERION, inputs["dp"]))  # fmt: skip
    passes = bool(as_given(rules, [bid_with("A", [inputs["score"]])]).ranking)
    assert passes is vector["expected"]["pass_unrounded"]


@pytest.mark.parametrize("vector", with_formula("threshold", "multi_level"), ids=named)
def test_minimums_of_questions_sections_and_the_whole(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    asked = enumerate(inputs["criteria"], 1)
    leaves = [leaf(f"Q{n}", one["weight"], one["max"], one["min"]) for n, one in asked]
    sections = [
        Section("all", ("Q1", "Q2", "Q3"), Fraction(60 * 65, 100)),
        Section("S1", ("Q1", "Q2"), Fraction(40 * 65, 100)),
        Section("S2", ("Q3",), Fraction(0)),
    ]
    bids = (bid_with(name, scores) for name, scores in inputs["bids"].items())
    result = as_given(rules_with(leaves, sections=sections), bids)
    assert sorted(places(result)) == expected["pass"]
    reasons = {one.bid: [r.criterion for r in one.reasons] for one in result.not_ranked}
    assert reasons == {"B": ["S1"], "C": ["Q3"]}
    assert expected["fail"] == {"B": ["section S1"], "C": ["q3"]}


@pytest.mark.parametrize("vector", with_formula("threshold", "exclusion_changes_winner"), ids=named)
def test_a_failed_minimum_changes_the_winner(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    rules = rules_with([leaf("Q1", "100", "100"), Leaf("PF1", Kind.PASS_FAIL, Fraction(0))])
    bids = [bid_with(name, [total]) for name, total in inputs["totals"].items()]
    for failed, winner in (((), "winner_before"), (inputs["failed_threshold"], "winner_after")):
        given = (replace(bid, passes={"PF1": bid.bid not in failed}) for bid in bids)
        assert as_given(rules, given).winner == expected[winner]


@pytest.mark.parametrize("vector", with_formula("combined", "excluded_bid_sets_lowest"), ids=named)
def test_a_bid_that_failed_does_not_set_the_lowest_price(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    rules = rules_with([leaf("Q1", "60", "60"), Leaf("PF1", Kind.PASS_FAIL, Fraction(0))],
                       price=inputs["price_weight"])  # fmt: skip
    bids = (
        replace(bid_with(n, [one["quality"]], one["price"]), passes={"PF1": one["passes"]})
        for n, one in inputs["bids"].items()
    )
    result = as_given(rules, bids)
    wanted = expected["excluding_X_from_pmin"]
    assert totals(result) == {name: Fraction(total) for name, total in wanted.items()}
    assert [one.bid for one in result.not_ranked] == ["X"]
    assert set(result.unresolved_tie) == {"A", "B"}
    assert result.winner is None


def by_total(given: Mapping[str, str], rounding: RoundingRule = EXACT) -> Result:
    """Ranks bids that have nothing but a total."""
    rules = rules_with([leaf("Q1", "100", "100")], rounding=rounding)
    return as_given(rules, (bid_with(name, [total]) for name, total in given.items()))


@pytest.mark.parametrize("vector", with_formula("tie", "rank_competition"), ids=named)
def test_level_bids_share_the_place_and_the_next_is_left_out(vector: Vector) -> None:
    check(by_total(vector["inputs"]["totals"]), vector["expected"], None)


@pytest.mark.parametrize("vector", with_formula("tie", "displayed_tie"), ids=named)
def test_totals_that_print_the_same_are_no_tie(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    exact = by_total(inputs["totals"])
    assert {bid: points(total) for bid, total in totals(exact).items()} == expected["displayed"]
    assert places(exact) == expected["exact_ranking"]
    rounded = by_total(inputs["totals"], RoundingRule(RoundingStage.TOTAL, inputs["dp"]))
    assert set(places(rounded).values()) == {1}


CHAIN = {"quality": "Q2", "social": "Q3", "price": "lower_price"}


@pytest.mark.parametrize("vector", with_formula("tie", "tie_chain"), ids=named)
def test_a_chain_of_rules_decides_between_level_bids(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    rules = replace(
        rules_with([leaf(f"Q{n}", "100", "100") for n in (1, 2, 3)],
                   tie_break=tuple(CHAIN[name] for name, _ in inputs["chain"])),
        price=PriceRule("fixed_band", (("best", Decimal(1)), ("worst", Decimal(2)))),
    )  # fmt: skip
    rules = replace(rules, leaves=(*rules.leaves, Leaf("PR", Kind.PRICE, Fraction(0))))
    bids = []
    for name, one in inputs["bids"].items():
        rest = Fraction(one["total"]) - Fraction(one["quality"]) - Fraction(one["social"])
        bids.append(bid_with(name, [str(rest), one["quality"], one["social"]], one["price"]))
    result = as_given(rules, bids)
    assert places(result) == expected["ranking"]
    assert set(result.unresolved_tie) == {
        x for pair in expected.get("unresolved", []) for x in pair
    }
    for pair, rule in expected.get("decided_by", {}).items():
        broken = {placed.bid: placed.tie_break for placed in result.ranking}
        assert {broken[bid] for bid in pair.split("|")} == {CHAIN[rule]}


@pytest.mark.parametrize("vector", with_formula("tie", "fallback_tiebreak"), ids=named)
def test_a_second_measure_decides_between_level_bids(vector: Vector) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    rules = rules_with([leaf("Q1", "100", "100"), leaf("Q2", "100", "100")], tie_break=("Q2",))
    bids = []
    for name, place in inputs["primary_rank"].items():
        second = Fraction(inputs["fallback_scores"][name])
        bids.append(bid_with(name, [str(1000 - place - second), str(second)]))
    result = as_given(rules, bids)
    assert places(result) == expected["ranking"]
    assert bool(result.unresolved_tie) is expected.get("unresolved", False)


def model_of(weights: Sequence[Decimal], *, price: str = "") -> EvaluationModel:
    """A model of questions Q1, Q2 ... with these weights, and a price."""
    criteria = [
        Criterion(f"Q{n}", f"Question {n}", Kind.SCORED, Part.QUALITY, None, weight, roles=("E1",))
        for n, weight in enumerate(weights, start=1)
    ]
    if price:
        criteria.append(Criterion("PR", "Price", Kind.PRICE, Part.PRICE, None, Decimal(price)))
    return EvaluationModel("Vector", tuple(criteria), SCALE, ROLES)


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
    bids = [bid_with(f"B{n}", scores, str(price)) for n, (scores, price) in enumerate(fields)]
    first = rank(model, bids)
    assert all(0 <= placed.total <= 100 for placed in first.ranking)
    assert len(first.ranking) + len(first.not_ranked) == len(bids)
    failed = bid_with("failed", ["2", "5"], str(cheap))
    mixed = [*bids, failed]
    random.shuffle(mixed)
    second = rank(model, mixed)
    assert second.ranking == first.ranking
    assert "failed" in [one.bid for one in second.not_ranked]
    placed = [(one.place, one.total) for one in first.ranking]
    assert placed == sorted(placed, key=lambda one: (one[0], -one[1]))
