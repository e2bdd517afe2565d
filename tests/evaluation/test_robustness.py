"""How sure a result is, against brute force: every what-if ranked again from the beginning."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from starapp.criteria.evaluation_model import Kind, RoundingStage
from starapp.evaluation.contest import Contest
from starapp.evaluation.ranking import failures_of, rank_by
from starapp.evaluation.result import BidInput
from starapp.evaluation.robustness import (
    at_price_share,
    price_share_changes,
    robustness,
    verdict,
    without_each_evaluator,
)
from starapp.evaluation.rules import Rules, with_share, without_minimums
from starapp.evaluation.score_flips import single_steps
from tests.make.contests import made_bids, made_rules

NONE_ONLY = (RoundingStage.NONE,)


def contests(**words: Any) -> Any:  # a strategy of pairs
    """Rules with bids that they can rank."""
    return made_rules(**words).flatmap(lambda rules: st.tuples(st.just(rules), made_bids(rules)))


def without(bids: list[BidInput], name: str) -> list[BidInput]:
    return [bid for bid in bids if bid.bid != name]


def with_price(bids: list[BidInput], name: str, price: Decimal) -> list[BidInput]:
    return [replace(bid, price=price) if bid.bid == name else bid for bid in bids]


def flips_by_brute_force(rules: Rules, bids: list[BidInput], winner: str) -> set[Any]:
    found = set()
    for bid, step in single_steps(Contest(rules, bids)):
        code, before, after = step.leaf.code, step.before, step.after
        changed = replace(bid, scores={**bid.scores, code: after})
        first = rank_by(rules, [*without(bids, bid.bid), changed]).winner
        if first != winner:
            found.add((bid.bid, code, before, after, first))
    return found


@settings(max_examples=150)
@given(contests())
def test_flips_are_exactly_those_found_by_brute_force(given: tuple[Rules, list[BidInput]]) -> None:
    rules, bids = given
    found = robustness(rules, bids)
    told = {(f.bid, f.criterion, f.before, f.after, f.winner) for f in found.flips}
    if found.winner is None:
        assert told == set()
    else:
        assert told == flips_by_brute_force(rules, bids, found.winner)


@settings(max_examples=100)
@given(contests())
def test_a_losing_bid_that_leaves_is_ranked_out_exactly(
    given: tuple[Rules, list[BidInput]],
) -> None:
    rules, bids = given
    for removal in robustness(rules, bids).removals:
        assert removal.winner == rank_by(rules, without(bids, removal.removed)).winner


@settings(max_examples=100)
@given(contests())
def test_the_price_to_win_is_the_highest_penny(given: tuple[Rules, list[BidInput]]) -> None:
    rules, bids = given
    found = robustness(rules, bids)
    told = {one.bid: one.price for one in found.prices_to_win}
    for placed in rank_by(rules, bids).ranking:
        if placed.bid == found.winner:
            continue
        if placed.bid not in told:
            cheap = with_price(bids, placed.bid, Decimal("0.01"))
            assert rank_by(rules, cheap).winner != placed.bid
            continue
        price = told[placed.bid]
        assert rank_by(rules, with_price(bids, placed.bid, price)).winner == placed.bid
        dearer = with_price(bids, placed.bid, price + Decimal("0.01"))
        assert rank_by(rules, dearer).winner != placed.bid


@settings(max_examples=100)
@given(contests())
def test_the_winner_keeps_first_place_up_to_its_headroom(
    given: tuple[Rules, list[BidInput]],
) -> None:
    rules, bids = given
    found = robustness(rules, bids)
    if found.winner is None or found.headroom is None:
        return
    assert rank_by(rules, with_price(bids, found.winner, found.headroom)).winner == found.winner
    more = found.headroom + Decimal("0.01")
    assert rank_by(rules, with_price(bids, found.winner, more)).winner != found.winner


def still_in(rules: Rules, bids: list[BidInput]) -> tuple[Rules, list[BidInput]]:
    """The pool that weights are moved over: bids that met the minimums, which then stay met."""
    free = without_minimums(rules)
    return free, [bid for bid in bids if not failures_of(rules, bid)]


@settings(max_examples=150)
@given(contests(stages=NONE_ONLY))
def test_ends_of_intervals_are_ties_and_inside_the_winner_stays(
    given: tuple[Rules, list[BidInput]],
) -> None:
    rules, bids = given
    found = robustness(rules, bids)
    free, pool = still_in(rules, bids)
    groups = {leaf.code: (leaf.code,) for leaf in rules.leaves}
    groups |= {section.code: section.leaves for section in rules.sections}
    for interval in found.intervals:
        assert interval.lowest <= interval.now <= interval.highest
        if free.price_leaf is not None and free.price_leaf.weight == 0:
            continue
        for end in (interval.lowest, interval.highest):
            middle = (end + interval.now) / 2
            if middle not in (interval.now, 0, 100):
                inside = rank_by(with_share(free, groups[interval.code], middle), pool)
                assert inside.winner == found.winner
            if 0 < end < 100:
                ranking = rank_by(with_share(free, groups[interval.code], end), pool).ranking
                totals = [placed.total for placed in ranking]
                assert totals.count(max(totals)) > 1


@settings(max_examples=80)
@given(contests(stages=NONE_ONLY), st.fractions(0, 100, max_denominator=7))
def test_first_place_changes_only_at_the_shares_told(
    given: tuple[Rules, list[BidInput]], share: Fraction
) -> None:
    rules, bids = given
    if rules.price_leaf is None or not rules.price_leaf.weight:
        return
    changes = price_share_changes(rules, bids)
    now = rules.price_leaf.weight
    low, high = sorted((share, now))
    first_now = at_price_share(rules, bids, now).winner
    if not any(low <= change <= high for change in changes):
        assert at_price_share(rules, bids, share).winner == first_now


@settings(max_examples=60)
@given(contests(), st.data())
def test_leaving_one_evaluator_out_uses_the_mean_of_the_others(
    given: tuple[Rules, list[BidInput]], data: st.DataObject
) -> None:
    rules, bids = given
    codes = [leaf.code for leaf in rules.leaves if leaf.kind is Kind.SCORED]
    individual = {
        seat: {
            (bid.bid, code): Fraction(data.draw(st.integers(0, 5)))
            for bid in bids
            for code in codes
        }
        for seat in ("E1", "E2", "E3")
    }
    for left in without_each_evaluator(rules, bids, individual):
        others = [seat for seat in individual if seat != left.seat]
        means = [
            replace(
                bid,
                scores={
                    code: sum(individual[seat][bid.bid, code] for seat in others)
                    / Fraction(len(others))
                    for code in codes
                },
            )
            for bid in bids
        ]
        assert left.winner == rank_by(rules, means, any_score=True).winner


@settings(max_examples=100)
@given(contests())
def test_a_dominated_bid_is_never_first(given: tuple[Rules, list[BidInput]]) -> None:
    rules, bids = given
    found = robustness(rules, bids)
    for loser, other in found.dominated:
        assert loser not in {other, found.winner}
    assert verdict(rules, found).word
