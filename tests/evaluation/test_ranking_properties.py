"""What is true of every ranking, whatever the formula, the rounding stage or the tie-break."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from starapp.criteria.evaluation_model import Kind, RoundingStage
from starapp.criteria.price_formulas import FORMULAS
from starapp.evaluation.ranking import rank_by
from starapp.evaluation.result import BidInput, Result
from starapp.evaluation.rules import Leaf, Rules
from tests.make.contests import SCALE, made_bids, made_rules

Contest = tuple[Rules, list[BidInput]]
CONTESTS = made_rules().flatmap(lambda rules: made_bids(rules).map(lambda bids: (rules, bids)))
UNROUNDED = made_rules(stages=(RoundingStage.NONE,)).flatmap(
    lambda rules: made_bids(rules).map(lambda bids: (rules, bids))
)


def places(result: Result) -> dict[str, tuple[int, Fraction]]:
    return {placed.bid: (placed.place, placed.total) for placed in result.ranking}


@settings(max_examples=150)
@given(CONTESTS, st.randoms(use_true_random=False))
def test_the_order_bids_came_in_never_matters(contest: Contest, turn: Random) -> None:
    rules, bids = contest
    level = [*bids, replace(bids[0], bid="COPY")]
    mixed = list(level)
    turn.shuffle(mixed)
    assert rank_by(rules, mixed) == rank_by(rules, level)


@settings(max_examples=150)
@given(CONTESTS)
def test_a_bid_and_its_copy_share_a_place(contest: Contest) -> None:
    rules, bids = contest
    copies = [*bids, replace(bids[0], bid="COPY")]
    found = places(rank_by(rules, copies))
    assert found.get(bids[0].bid) == found.get("COPY")


@settings(max_examples=150)
@given(CONTESTS)
def test_a_criterion_without_weight_changes_nothing(contest: Contest) -> None:
    rules, bids = contest
    idle = Leaf("IDLE", Kind.SCORED, Fraction(0), SCALE)
    wider = replace(rules, leaves=(*rules.leaves, idle), order=(*rules.order, "IDLE"))
    scored = [
        replace(bid, scores={**bid.scores, "IDLE": Decimal(n % 6)}) for n, bid in enumerate(bids)
    ]
    assert places(rank_by(wider, scored)) == places(rank_by(rules, bids))


@settings(max_examples=150)
@given(UNROUNDED)
def test_points_of_criteria_make_sections_and_sections_make_the_total(contest: Contest) -> None:
    rules, bids = contest
    for placed in rank_by(rules, bids).ranking:
        points = placed.points
        assert sum(points.values(), Fraction(0)) == placed.total
        for section in rules.sections:
            inside = sum((points[code] for code in section.leaves), Fraction(0))
            assert placed.sections[section.code] == inside


def dearer(rules: Rules, bids: list[BidInput], name: str, more: Decimal) -> list[BidInput]:
    return [replace(b, price=Decimal(b.price or 0) + more) if b.bid == name else b for b in bids]


@settings(max_examples=150)
@given(
    CONTESTS.filter(lambda contest: FORMULAS[contest[0].price.formula].compared is None),
    st.decimals("0.01", "20000", places=2),
)
def test_raising_only_a_price_never_raises_the_total(contest: Contest, more: Decimal) -> None:
    rules, bids = contest
    name = bids[0].bid
    before = places(rank_by(rules, bids)).get(name)
    after = places(rank_by(rules, dearer(rules, bids, name, more))).get(name)
    if before is not None and after is not None:
        assert after[1] <= before[1]
