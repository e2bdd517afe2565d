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
from starapp.evaluation.robustness import (
    CLOSE,
    HOLDS,
    NOTHING,
    SENSITIVE,
    Removal,
    Robustness,
    price_share_changes,
    robustness,
    verdict,
)
from starapp.evaluation.rules import Leaf, Rules, rules_of
from starapp.evaluation.score_flips import ScoreFlip, score_flips
from starapp.evaluation.weight_intervals import WeightInterval
from starapp.foundation.exact import Rounding
from starapp.foundation.problems import CannotDo
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


@pytest.mark.parametrize("mode", Rounding)
@pytest.mark.parametrize(
    ("stage", "price", "half"),
    [
        (RoundingStage.PRICE_RATIO, "200", "0.5"),
        (RoundingStage.CRITERION, "3800", "2.5"),
        (RoundingStage.TOTAL, "3800", "2.5"),
    ],
)
def test_half_way_is_rounded_as_the_rules_say_at_every_stage(
    stage: RoundingStage, price: str, half: str, mode: Rounding
) -> None:
    """Price has 95 of the marks; the lowest price is 100, so 3800 gets 2.5 of them."""
    made = rules(
        "Q1", "Q2", marks=95, price=example_rule("lowest_over_bid"),
        rounding=RoundingRule(stage, 0, mode),
    )  # fmt: skip
    _, second = rank_by(made, [bid("A", "55"), bid("B", "00", price)]).ranking
    rounded = Decimal(half).quantize(Decimal(1), mode.name.replace("HALF", "ROUND_HALF"))
    assert second.total == rounded * (95 if stage is RoundingStage.PRICE_RATIO else 1)


def test_half_a_point_of_a_question_is_rounded_as_the_rules_say() -> None:
    for mode, points in ((Rounding.HALF_UP, 1), (Rounding.HALF_EVEN, 0)):
        rounding = RoundingRule(RoundingStage.CRITERION, 0, mode)
        made = rules("Q1", "Q2", marks=95, price=example_rule("lowest_over_bid"), rounding=rounding)
        (placed,) = rank_by(made, [bid("A", "10")]).ranking
        assert placed.points["Q1"] == points


def test_a_bid_that_stands_twice_is_told() -> None:
    with pytest.raises(CannotDo, match="A stands 2 times"):
        rank_by(rules("Q1"), [bid("A", "1"), bid("A", "2")])


def test_a_bid_is_dominated_by_one_better_somewhere_and_by_none_just_like_it() -> None:
    made = rules("Q1", "Q2")
    bids = [bid("A", "33"), bid("B", "33"), bid("C", "34"), bid("D", "24"), bid("E", "33", "101")]
    assert set(robustness(made, bids).dominated) == {
        ("A", "C"), ("B", "C"), ("D", "C"), ("E", "A"), ("E", "B"), ("E", "C"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("price", "scores", "shares"), [("100", "33", []), ("100", "23", [100]), ("90", "33", [0])]
)
def test_first_place_also_changes_at_the_ends_of_what_price_may_have(
    price: str, scores: str, shares: list[int]
) -> None:
    """Bids level in price are level where price is all, those level in quality where it is nothing."""
    made = rules("Q1", "Q2", marks=40, price=example_rule("lowest_over_bid"))
    assert [*price_share_changes(made, [bid("A", "33"), bid("B", scores, price)])] == shares


CALM = Robustness(
    winner="A", runner_up="B", margin=Fraction(5), flips=(), tried=20, intervals=(),
    removals=(Removal("B", "A"),), prices_to_win=(), headroom=None, wins_at_any_price=False,
    dominated=(), rounding_changed_order=False, goldilocks=(),
)  # fmt: skip
FLIP = ScoreFlip("B", "Q1", Fraction(1), Fraction(2), "B")
LITTLE = Fraction(1, 1000)


def price_marks(now: int, lowest: Fraction | int, highest: Fraction | int) -> dict[str, object]:
    one = WeightInterval("PR", Fraction(now), Fraction(lowest), Fraction(highest))
    return {"intervals": (one,)}


@pytest.mark.parametrize(
    ("known", "word"),
    [
        ({}, HOLDS),
        ({"margin": Fraction(1)}, HOLDS),
        ({"margin": 1 - LITTLE}, CLOSE),
        ({"winner": None, "margin": Fraction(0)}, CLOSE),
        ({"margin": None}, NOTHING),
        ({"rounding_changed_order": True}, CLOSE),
        ({"flips": (FLIP,), "tried": 4}, CLOSE),
        ({"flips": (FLIP,), "tried": 5}, SENSITIVE),
        ({"flips": (FLIP,), "tried": 19}, SENSITIVE),
        ({"flips": (FLIP,), "tried": 20}, HOLDS),
        ({"removals": (Removal("B", None),)}, SENSITIVE),
        (price_marks(40, 30, 50), HOLDS),
        (price_marks(40, 30 + LITTLE, 50), SENSITIVE),
        (price_marks(40, 30, 50 - LITTLE), SENSITIVE),
        (price_marks(5, 0, 100), HOLDS),
        (price_marks(95, 0, 100), HOLDS),
    ],
)
def test_the_verdict_turns_just_beyond_each_limit(known: dict[str, object], word: str) -> None:
    made = rules("Q1", marks=40, price=example_rule("lowest_over_bid"))
    assert verdict(made, replace(CALM, **known)).word == word
