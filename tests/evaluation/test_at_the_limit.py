"""What happens exactly at a limit, and which rule is said to have broken a tie."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from starapp.criteria.evaluation_model import (
    Kind,
    PriceRule,
    RoundingRule,
    RoundingStage,
    ScoreRule,
)
from starapp.criteria.price_edges import AboveCeiling, EdgeRules, ZeroPrice, price_leaves_pool
from starapp.criteria.price_formulas import example_rule
from starapp.evaluation.contest import Contest
from starapp.evaluation.moderation import (
    LONGEST_REASON,
    Agreement,
    SeatScore,
    agreement_problems,
    far_apart,
)
from starapp.evaluation.ranking import quality_counts, rank_by, told_apart_by
from starapp.evaluation.result import BidInput, ScoreState
from starapp.evaluation.robustness import robustness, verdict
from starapp.evaluation.rules import Leaf, Rules, rules_of
from starapp.evaluation.score_flips import score_flips
from starapp.foundation.reasons import says_too_little
from tests.make.contests import SCALE
from tests.make.letters import priced_model, small_model


def rules(
    *codes: str, tie_break: tuple[str, ...] = (), price: PriceRule | None = None, marks: int = 0,
    rounding: RoundingRule | None = None,
) -> Rules:  # fmt: skip
    """Questions that share what price leaves."""
    each = Fraction(100 - marks, len(codes))
    leaves = [Leaf(code, Kind.SCORED, each, SCALE) for code in codes]
    leaves.append(Leaf("PR", Kind.PRICE, Fraction(marks)))
    return Rules(
        tuple(leaves), (), price or PriceRule(), ScoreRule.SCORE_OVER_MAX, ">=",
        rounding or RoundingRule(), tie_break, (*codes, "PR"),
    )  # fmt: skip


def bid(name: str, scores: str, price: str = "100", **changes: object) -> BidInput:
    given = {f"Q{n}": Decimal(score) for n, score in enumerate(scores, 1)}
    return replace(BidInput(name, Decimal(price), given), **changes)


@pytest.mark.parametrize(
    ("stage", "places", "counted", "counts"),
    [
        (RoundingStage.NONE, 2, Fraction(0), False),
        (RoundingStage.NONE, 2, Fraction(1, 10**9), True),
        (RoundingStage.CRITERION, 2, Fraction(0), False),
        (RoundingStage.PRICE_RATIO, 2, Fraction(0), False),
        (RoundingStage.TOTAL, 2, Fraction(0), False),
        (RoundingStage.TOTAL, 2, Fraction(4, 1000), False),
        (RoundingStage.TOTAL, 2, Fraction(5, 1000), True),
    ],
)
def test_quality_counts_above_nought_after_the_rounding_stage(
    stage: RoundingStage, places: int, counted: Fraction, counts: bool
) -> None:
    assert quality_counts(rules("Q1", rounding=RoundingRule(stage, places)), counted) is counts


@pytest.mark.parametrize("stage", RoundingStage)
def test_a_bid_without_a_quality_point_has_no_place_and_a_step_can_take_the_last(
    stage: RoundingStage,
) -> None:
    made = rules("Q1", "Q2", price=example_rule("per_quality_point"), rounding=RoundingRule(stage))
    result = rank_by(made, [bid("A", "10"), bid("B", "00"), bid("C", "11", "900")])
    assert [placed.bid for placed in result.ranking] == ["A", "C"]
    assert [(one.bid, one.reasons[0].code) for one in result.not_ranked] == [
        ("B", "no_quality_points")
    ]
    flips, _ = score_flips(Contest(made, [bid("A", "10"), bid("C", "11", "900")]), "A")
    assert ("A", "Q1", Fraction(0), "C") in {(f.bid, f.criterion, f.after, f.winner) for f in flips}


@pytest.mark.parametrize(
    ("scores", "broken"),
    [
        (("500", "410", "401"), ["Q1", "Q1", "Q2"]),
        (("410", "401", "500"), ["Q1", "Q1", "Q2"]),
        (("500", "500", "410"), [None, "Q1", "Q1"]),
        (("500", "500", "500"), [None, None, None]),
        (("550", "500", "400"), [None, None, None]),
        (("410", "401", "400"), ["Q2", "Q2", None]),
        (("500", "311", "320"), ["Q1", "Q1", "Q2"]),
    ],
)
def test_a_bid_names_the_first_rule_that_set_it_apart_from_a_neighbour(
    scores: tuple[str, ...], broken: list[str | None]
) -> None:
    made = rules("Q1", "Q2", "Q3", tie_break=("Q1", "Q2"))
    result = rank_by(made, [bid(name, each) for name, each in zip("ABC", scores, strict=True)])
    assert [placed.tie_break for placed in result.ranking] == broken


def test_what_decided_between_the_winner_and_a_level_bid_is_not_what_its_neighbour_lost_by() -> (
    None
):
    made = rules("Q1", "Q2", "Q3", tie_break=("Q1", "Q2"))
    bids = [bid("A", "500"), bid("B", "410"), bid("C", "401"), bid("D", "400"), bid("E", "310")]
    first, second, third, fourth, fifth = rank_by(made, bids).ranking
    prices = {one.bid: one.price for one in bids}
    assert third.tie_break == "Q2"
    assert [told_apart_by(made, first, one, prices) for one in (second, third)] == ["Q1", "Q1"]
    assert fifth.tie_break == "Q1"
    assert [told_apart_by(made, first, one, prices) for one in (fourth, fifth)] == [None, None]
    same = rank_by(made, [bid("A", "500"), bid("B", "500")]).ranking
    assert told_apart_by(made, *same, prices) is None


@pytest.mark.parametrize(
    ("price", "detail"),
    [("0", "zero_price"), ("0.01", ""), ("120", ""), ("120.01", "above_ceiling")],
)
def test_an_edge_rule_begins_just_beyond_its_limit(price: str, detail: str) -> None:
    edges = EdgeRules(ZeroPrice.SET_ASIDE, AboveCeiling.SET_ASIDE, Decimal(120))
    assert price_leaves_pool(edges, Fraction(price)) == detail


@pytest.mark.parametrize(
    ("length", "codes"), [(LONGEST_REASON, []), (LONGEST_REASON + 1, ["too_long"])]
)
@pytest.mark.parametrize("place", ["reason", "note"])
def test_a_reason_and_a_note_may_be_as_long_as_the_limit(
    length: int, codes: list[str], place: str
) -> None:
    words = {"reason": "It says who does what.", "note": ""} | {place: ("abcd " * length)[:length]}
    entry = Agreement(
        ScoreState.SCORED, Decimal(4), words["reason"], frozenset({"one"}), {}, words["note"]
    )
    found = agreement_problems(entry, model=small_model(), members={"one": "Nurse"})
    assert [(problem.place, problem.code) for problem in found] == [(place, c) for c in codes]


@pytest.mark.parametrize(
    ("flag", "given", "far"), [(2, "35", True), (2, "34", False), (0, "33", False)]
)
def test_scores_are_far_apart_from_the_limit_on_and_never_when_they_are_equal(
    flag: int, given: str, far: bool
) -> None:
    scores = [SeatScore(n, ScoreState.SCORED, Decimal(n)) for n in given]
    assert far_apart(scores, Decimal(flag)) is far


@pytest.mark.parametrize(("words", "little"), [("two words", True), ("these three words", False)])
def test_three_words_are_enough_to_be_kept(words: str, little: bool) -> None:
    assert says_too_little(words) is little


@pytest.mark.parametrize(("points", "close"), [("101", False), ("100.99", True)])
def test_a_lead_of_a_whole_point_is_not_less_than_one_point(points: str, close: bool) -> None:
    model = priced_model(PriceRule("ceiling_saving", (("ceiling", Decimal(1000)),)), weight=10)
    cheaper = Decimal(1000) - Decimal(points)
    bids = [bid("A", "44", str(cheaper)), bid("B", "44", "999")]
    found = robustness(rules_of(model), bids)
    assert (found.margin < 1) is close
    less = "The first two are less than one point apart."
    assert (verdict(rules_of(model), found).sentence == less) is close
