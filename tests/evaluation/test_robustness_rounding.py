"""Weight intervals where points, totals or the share of price are rounded, and bids that are level."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from starapp.criteria.evaluation_model import (
    Kind,
    PriceRule,
    RoundingRule,
    RoundingStage,
    ScoreRule,
)
from starapp.evaluation.ranking import failures_of, rank_by
from starapp.evaluation.result import BidInput
from starapp.evaluation.robustness import Removal, robustness
from starapp.evaluation.rules import Leaf, Rules, with_share, without_minimums
from tests.make.contests import SCALE, made_bids, made_rules

NEAR = Fraction(1, 10**9)
ROUNDED = (RoundingStage.CRITERION, RoundingStage.TOTAL, RoundingStage.PRICE_RATIO)


def outside_group(rules: Rules, codes: tuple[str, ...]) -> Fraction:
    return sum((leaf.weight for leaf in rules.leaves if leaf.code not in codes), Fraction(0))


def check_ends(rules: Rules, bids: list[BidInput]) -> None:
    """The winner is first at any share between the ends, and not at or just past each end."""
    found = robustness(rules, bids)
    free = without_minimums(rules)
    pool = [bid for bid in bids if not failures_of(rules, bid)]
    groups = {leaf.code: (leaf.code,) for leaf in rules.leaves}
    groups |= {section.code: section.leaves for section in rules.sections}

    def first(code: str, share: Fraction) -> str | None:
        return rank_by(with_share(free, groups[code], share), pool).winner

    for one in found.intervals:
        assert one.lowest <= one.now <= one.highest
        if not outside_group(rules, groups[one.code]):
            continue
        for part in range(1, 12):
            share = one.lowest + (one.highest - one.lowest) * part / 12
            if one.lowest < share < one.highest:
                assert first(one.code, share) == found.winner
        for end, past in ((one.lowest, -NEAR), (one.highest, NEAR)):
            if 0 < end < 100:
                at_the_end = {first(one.code, end), first(one.code, end + past)}
                assert at_the_end != {found.winner}


@settings(max_examples=120)
@given(made_rules(stages=ROUNDED).flatmap(lambda rules: made_bids(rules).map(lambda b: (rules, b))))
def test_ends_are_those_of_the_rounded_comparison(made: tuple[Rules, list[BidInput]]) -> None:
    check_ends(*made)


def two_questions(stage: RoundingStage, tie_break: tuple[str, ...] = ()) -> Rules:
    leaves = (
        Leaf("Q0", Kind.SCORED, Fraction(40), SCALE),
        Leaf("Q1", Kind.SCORED, Fraction(30), SCALE),
        Leaf("PR", Kind.PRICE, Fraction(30)),
    )
    return Rules(
        leaves, (), PriceRule(), ScoreRule.SCORE_OVER_MAX, ">=",
        RoundingRule(stage, 1), tie_break, ("Q0", "Q1", "PR"),
    )  # fmt: skip


def bid(name: str, price: str, first: int, second: int) -> BidInput:
    return BidInput(name, Decimal(price), {"Q0": Decimal(first), "Q1": Decimal(second)})


@pytest.mark.parametrize("stage", list(RoundingStage))
def test_close_bids_by_every_stage(stage: RoundingStage) -> None:
    bids = [bid("A", "90210.55", 4, 4), bid("B", "91000.10", 5, 3), bid("C", "88900", 3, 4)]
    check_ends(two_questions(stage), bids)
    check_ends(two_questions(stage, ("Q1", "lower_price")), bids)


@pytest.mark.parametrize("stage", list(RoundingStage))
def test_level_bids_are_told_apart_by_the_tie_break(stage: RoundingStage) -> None:
    bids = [bid("A", "90000", 4, 4), bid("B", "90000.00", 4, 4)]
    bids[0] = replace(bids[0], price=Decimal("89999.99"))
    check_ends(two_questions(stage, ("lower_price",)), bids)
    same = [bid("A", "90000", 4, 5), bid("B", "90000", 5, 4)]
    even = replace(
        two_questions(stage, ("Q1",)),
        leaves=tuple(
            replace(leaf, weight=Fraction(35)) if leaf.code != "PR" else leaf
            for leaf in two_questions(stage).leaves
        ),
    )
    assert robustness(even, same).winner == "A"
    check_ends(even, same)
    told = {one.code: one for one in robustness(even, same).intervals}
    both_round_to_the_same = stage is RoundingStage.CRITERION
    highest = Fraction("99.1") if both_round_to_the_same else 100
    assert (told["PR"].lowest, told["PR"].highest) == (0, highest)


def test_quality_that_rounds_to_nought_is_no_quality() -> None:
    stage = RoundingRule(RoundingStage.TOTAL, 0)
    leaves = (
        Leaf("Q0", Kind.SCORED, Fraction(99), SCALE),
        Leaf("Q1", Kind.SCORED, Fraction(1), SCALE),
        Leaf("PR", Kind.PRICE, Fraction(0)),
    )
    rules = replace(
        two_questions(RoundingStage.NONE),
        leaves=leaves, price=PriceRule("per_quality_point"), rounding=stage,
    )  # fmt: skip
    bids = [bid("A", "90000", 0, 2), bid("B", "90000", 1, 1)]
    result = rank_by(rules, bids)
    assert result.winner == "B"
    assert [reason.code for reason in result.not_ranked[0].reasons] == ["no_quality_points"]
    ways = {(flip.bid, flip.criterion, flip.winner) for flip in robustness(rules, bids).flips}
    assert ways == {("A", "Q0", None), ("B", "Q0", None)}


def test_a_price_of_nought_left_alone_needs_a_decision_and_stops_nothing() -> None:
    rules = replace(two_questions(RoundingStage.NONE), price=PriceRule("mean_50"))
    bids = [bid("A", "0", 5, 5), bid("B", "90000", 1, 1)]
    assert robustness(rules, bids).removals == (Removal("B", None),)
