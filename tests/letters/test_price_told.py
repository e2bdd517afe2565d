"""No letter gives away what it says is withheld: every formula is solved as a reader would.

The test solves by algebra written by hand, formula by formula; the program searches between whole
pence. Neither looks for a figure in the text: the price is worked out from points and the formula.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starapp.criteria.evaluation_model import (
    EvaluationModel,
    PriceRule,
    RoundingRule,
    RoundingStage,
)
from starapp.criteria.price_edges import AboveCeiling, EdgeRules, LevelPrices, ZeroPrice
from starapp.criteria.price_formula import PricePool
from starapp.criteria.price_formulas import FORMULAS, example_rule
from starapp.documents.plain_text import plain_text
from starapp.evaluation.result import BidInput
from starapp.foundation.exact import points, round_exact
from starapp.letters.draft_checks import amounts_told
from starapp.letters.kinds import letter
from starapp.letters.letter_facts import AnyFacts, AwardFacts, NotRankedFacts, UnsuccessfulFacts
from starapp.letters.price_solver import POOL_FIGURES, Band, Clues, Span, derive
from starapp.letters.price_told import Told, Whose, told, told_words, withheld
from tests.make import letters as make

CODES = sorted(FORMULAS)


@dataclass(frozen=True)
class Read:
    """What the reader of a letter has in hand: shares are those of the price marks."""

    rule: PriceRule
    price: Fraction
    own: Fraction
    winner: Fraction
    qualities: tuple[Fraction, Fraction]
    level: bool


def _inside(*shares: Fraction) -> bool:
    return all(0 < share < 1 for share in shares)


def _lowest_over_bid(r: Read) -> Fraction | None:
    return r.price * r.own / r.winner if r.own > 0 < r.winner else None


def _pct_above_lowest(r: Read) -> Fraction | None:
    return r.price / (2 - r.own) * (2 - r.winner) if r.own > 0 < r.winner else None


def _n_times_lowest(r: Read) -> Fraction | None:
    n = Fraction(r.rule.parameter("n"))
    if not r.own > 0 < r.winner:
        return None
    return r.price / (n - (n - 1) * r.own) * (n - (n - 1) * r.winner)


def _mean_50(r: Read) -> Fraction | None:
    half = Fraction(3, 2)
    return r.price / (half - r.own) * (half - r.winner) if _inside(r.own, r.winner) else None


def _fixed_band(r: Read) -> Fraction | None:
    best, worst = (Fraction(r.rule.parameter(name)) for name in ("best", "worst"))
    return worst - r.winner * (worst - best) if _inside(r.winner) else None


def _ceiling_saving(r: Read) -> Fraction | None:
    return Fraction(r.rule.parameter("ceiling")) * (1 - r.winner) if _inside(r.winner) else None


def _piecewise_linear(r: Read) -> Fraction | None:
    table = [(Fraction(price), Fraction(share)) for price, share in r.rule.table]
    for (before, high), (after, low) in pairwise(table):
        if low < r.winner < high:
            return before + (high - r.winner) / (high - low) * (after - before)
    return None


def _same_price(r: Read) -> Fraction | None:
    return r.price if r.own == r.winner > 0 else None


def _per_quality_point(r: Read) -> Fraction | None:
    return r.price * r.qualities[1] / r.qualities[0] if r.level else None


def _monetised_quality(r: Read) -> Fraction | None:
    more = r.qualities[1] - r.qualities[0]
    return r.price + Fraction(r.rule.parameter("value_per_point")) * more if r.level else None


SOLVED: dict[str, Callable[[Read], Fraction | None]] = {
    "lowest_over_bid": _lowest_over_bid,
    "pct_above_lowest": _pct_above_lowest,
    "n_times_lowest": _n_times_lowest,
    "mean_50": _mean_50,
    "fixed_band": _fixed_band,
    "ceiling_saving": _ceiling_saving,
    "piecewise_linear": _piecewise_linear,
    "minmax_range": lambda _r: None,
    "rank_points": _same_price,
    "per_quality_point": _per_quality_point,
    "monetised_quality": _monetised_quality,
}
"""The winner's price from the reader's own, by algebra; None where the formula leaves it open."""


def test_every_formula_is_solved_here_and_in_the_program() -> None:
    assert set(SOLVED) == set(FORMULAS)
    marking = [one for one in FORMULAS.values() if one.compared is None]
    assert {one.looks_at for one in marking} <= POOL_FIGURES


@st.composite
def edge_rules(draw: Any) -> EdgeRules | None:  # hypothesis draws anything
    if draw(st.booleans()):
        return None
    ceiling = draw(st.sampled_from([None, Decimal(110_000)]))
    beyond = AboveCeiling.SET_ASIDE if ceiling and draw(st.booleans()) else AboveCeiling.ASK
    return EdgeRules(
        zero=draw(st.sampled_from(ZeroPrice)),
        above_ceiling=beyond,
        ceiling=ceiling,
        all_equal=draw(st.sampled_from(LevelPrices)),
        single_bid=draw(st.sampled_from(LevelPrices)),
    )


@st.composite
def competitions(draw: Any, code: str) -> tuple[EvaluationModel, list[BidInput]]:  # draws anything
    formula = FORMULAS[code]
    weight = 0 if formula.compared is not None else draw(st.integers(5, 60))
    rule = example_rule(code)
    price = PriceRule(rule.formula, rule.parameters, rule.basis, rule.table, draw(edge_rules()))
    stage = draw(st.sampled_from(RoundingStage))
    model = make.priced_model(
        price, weight=weight, rounding=RoundingRule(stage, draw(st.integers(1, 3)))
    )
    near = draw(st.integers(80_000_00, 130_000_00))
    bids = []
    for n in range(draw(st.integers(2, 5))):
        pence = draw(
            st.one_of(
                st.integers(70_000_00, 140_000_00), st.integers(near, near + 300), st.just(near)
            )
        )
        scores = {q: Decimal(draw(st.integers(0 if n else 1, 5))) for q in ("Q1", "Q2")}
        bids.append(BidInput("ABCDE"[n], Decimal(pence) / 100, scores))
    return model, bids


def known(span: Span | None, price: object) -> bool:
    pence = Fraction(price) * 100  # type: ignore[arg-type]  # a price of a made-up bid
    return span is None or (span.low <= pence and (span.high is None or pence <= span.high))


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_worked_out_always_holds_the_true_price(code: str, data: st.DataObject) -> None:
    model, bids = data.draw(competitions(code))
    prices = {bid.bid: bid.price for bid in bids}
    for reader, facts in make.letters_of(model, bids).items():
        for one in told(facts):
            others = [name for name in whose_price(one, facts, bids) if name != reader]
            for name in others:
                assert known(one.span, prices[name]), (reader, name, one)


def whose_price(one: Told, facts: AnyFacts, bids: list[BidInput]) -> Iterator[str]:
    """Whose price a letter is said to give away: as the record knows it."""
    model, name = facts.common.model, facts.common.recipient.name.removeprefix("Provider ")
    every = make.letters_of(model, bids)
    ranked = [bid for bid in bids if not isinstance(every[bid.bid], NotRankedFacts)]
    winner = next(n for n, some in every.items() if isinstance(some, AwardFacts))
    if one.whose is Whose.WINNER:
        yield winner
    elif one.whose is Whose.OTHER:
        yield from (bid.bid for bid in ranked if bid.bid not in {winner, name})
    else:
        lowest = min(bid.price for bid in ranked)
        yield from (bid.bid for bid in ranked if bid.price == lowest)


def printed(facts: UnsuccessfulFacts, winner: bool) -> list[Fraction]:
    """The least and the greatest share of the price marks that are printed as the points are."""
    model = facts.common.model
    line = (facts.winner if winner else facts.own).lines[-1]
    rule, weight = model.rounding, Fraction(line.weight)
    if not weight:
        return [Fraction(0)]
    shown = Fraction(points(line.points, rule.places, rule.mode))
    half = Fraction(1, 2 * 10**rule.places)
    if rule.stage is RoundingStage.PRICE_RATIO:
        half += weight * half
    return [(shown - half) / weight, (shown + half) / weight]


def worked_out_by_hand(facts: UnsuccessfulFacts) -> tuple[Fraction, Fraction] | None:
    """Between which prices the winner's lies, from the corners of what is printed."""
    model, solve = facts.common.model, SOLVED[facts.common.model.price.formula]
    mine, theirs = facts.own.lines[-1], facts.winner.lines[-1]
    exact = mine.points == theirs.points and model.price.formula == "rank_points"
    corners = [
        solve(
            Read(
                model.price, Fraction(mine.price), own, own if exact else best,
                (facts.own.total, facts.winner.total), bool(facts.tie_break),
            )
        )
        for own, best in product(printed(facts, winner=False), printed(facts, winner=True))
    ]  # fmt: skip
    if any(price is None for price in corners):
        return None
    return min(corners), max(corners)


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_letter_never_says_withheld_of_a_price_that_algebra_finds(
    code: str, data: st.DataObject
) -> None:
    model, bids = data.draw(competitions(code))
    edges = model.price.edges
    if edges is not None and edges.all_equal is LevelPrices.FULL:
        return
    for facts in make.letters_of(model, bids).values():
        if not isinstance(facts, UnsuccessfulFacts):
            continue
        found = worked_out_by_hand(facts)
        if found is not None and (found[1] - found[0]) * 20 <= found[1]:
            assert "winner’s price and rates" not in plain_text(letter(facts)), found
            assert Whose.WINNER in {one.whose for one in told(facts)}


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=40)
@given(data=st.data())
def test_the_winner_cannot_find_the_lowest_price_without_our_saying_so(
    code: str, data: st.DataObject
) -> None:
    model, bids = data.draw(competitions(code))
    for facts in make.letters_of(model, bids).values():
        if not isinstance(facts, AwardFacts) or code != "lowest_over_bid":
            continue
        line = facts.own.lines[-1]
        share = line.points / Fraction(line.weight) if line.points else Fraction(0)
        ranked = facts.common.number_ranked
        if Fraction(1, 2) < share < Fraction(99, 100) and ranked > 1:
            (one,) = told(facts)
            assert one.whose is Whose.LOWEST
            assert known(one.span, min(bid.price for bid in bids if bid.scores["Q1"] >= 1))


SMALL = {
    "ceiling_saving": PriceRule("ceiling_saving", (("ceiling", Decimal(13)),)),
    "fixed_band": PriceRule(
        "fixed_band", (("best", Decimal(8)), ("worst", Decimal(13)))
    ),
    "lowest_over_bid": PriceRule("lowest_over_bid"),
    "pct_above_lowest": PriceRule("pct_above_lowest"),
    "n_times_lowest": PriceRule("n_times_lowest", (("n", Decimal(3)),)),
}  # fmt: skip
EACH = range(1, 1500)


def share(rule: PriceRule, pence: int, lowest: int) -> Fraction:
    pool = PricePool((Fraction(lowest, 100),))
    return FORMULAS[rule.formula].share(rule, Fraction(pence, 100), pool)


@pytest.mark.parametrize("code", SMALL)
@settings(max_examples=8)
@given(own=st.integers(901, 1299), best=st.integers(901, 1299), lowest=st.integers(700, 900))
def test_the_span_is_what_trying_every_price_finds(
    code: str, own: int, best: int, lowest: int
) -> None:
    rule, unit = SMALL[code], Fraction(1, 500)
    mine, theirs = share(rule, own, lowest), share(rule, best, lowest)
    bands = [Band(max(x - unit, Fraction(0)), min(x + unit, Fraction(1))) for x in (mine, theirs)]
    least = EACH if FORMULAS[code].relative else [1]
    fits = [
        one
        for one in least
        if one <= own and bands[0].low <= share(rule, own, one) <= bands[0].high
    ]
    prices = {
        price
        for one in fits
        for price in EACH
        if price >= one and bands[1].low <= share(rule, price, one) <= bands[1].high
    }
    found = derive(Clues(rule, 4, Fraction(own, 100), *bands))
    if found.lowest is not None:
        assert (found.lowest.low, found.lowest.high) == (min(fits), max(fits))
    assert found.winner is not None
    assert max(found.winner.low, 1) == min(prices)
    if max(prices) < EACH[-1]:
        assert found.winner.high == max(prices)


@pytest.mark.parametrize(
    ("clues", "winner"),
    [
        (Clues(example_rule("rank_points"), 4, 90000, Band(*[Fraction(1)] * 2), Band(*[Fraction(1)] * 2)), (9000000, 9000000)),
        (Clues(example_rule("rank_points"), 4, 90000, Band(*[Fraction(1, 2)] * 2), Band(*[Fraction(1)] * 2)), (0, 8999999)),
        (Clues(example_rule("per_quality_point"), 4, 90000, qualities=(Fraction(60), Fraction(80)), level=True), (12000000, 12000000)),
        (Clues(example_rule("per_quality_point"), 4, 90000, qualities=(Fraction(60), Fraction(80))), (1, 12000000)),
        (Clues(example_rule("monetised_quality"), 4, 90000, qualities=(Fraction(60), Fraction(80)), level=True), (11000000, 11000000)),
        (Clues(example_rule("minmax_range"), 4, 90000, Band(*[Fraction(1, 2)] * 2), Band(*[Fraction(1, 2)] * 2)), (9000000, 9000000)),
        (Clues(example_rule("minmax_range"), 4, 90000, Band(*[Fraction(1, 2)] * 2), Band(*[Fraction(1)] * 2)), (0, 9000000)),
        (Clues(example_rule("mean_50"), 2, 90000, Band(*[Fraction(6, 10)] * 2), None), None),
        (Clues(example_rule("lowest_over_bid"), 4, None, None, Band(*[Fraction(9, 10)] * 2)), None),
    ],
)  # fmt: skip
def test_what_single_letters_give_away(clues: Clues, winner: tuple[int, int] | None) -> None:
    found = derive(clues).winner
    assert (None if found is None else (found.low, found.high)) == winner


def test_with_two_bids_the_mean_gives_the_other_price_away() -> None:
    mean = example_rule("mean_50")
    found = derive(Clues(mean, 2, 90000, Band(*[Fraction(6, 10)] * 2), None))
    assert found.other == Span(11000000, 11000000)
    three = derive(Clues(mean, 3, 90000, Band(*[Fraction(6, 10)] * 2), Band(*[Fraction(1, 2)] * 2)))
    assert three.winner == Span(10000000, 10000000)
    assert three.other == Span(11000000, 11000000)


def test_an_edge_rule_for_equal_prices_gives_the_price_away_where_the_formula_does_not() -> None:
    level = EdgeRules(all_equal=LevelPrices.FULL)
    rule = PriceRule("ceiling_saving", (("ceiling", Decimal(130000)),), edges=level)
    every = Band(*[Fraction(1)] * 2)
    assert derive(Clues(rule, 3, 90000, every, every)).winner == Span(0, 9000000)
    assert derive(Clues(rule, 3, None, None, every)).winner is None


def test_what_is_withheld_is_only_what_the_letter_does_not_give_away() -> None:
    model = make.priced_model(PriceRule("lowest_over_bid"))
    bids = [
        BidInput("A", Decimal(100000), {"Q1": Decimal(5), "Q2": Decimal(5)}),
        BidInput("B", Decimal(90000), {"Q1": Decimal(3), "Q2": Decimal(3)}),
        BidInput("C", Decimal(95000), {"Q1": Decimal(0), "Q2": Decimal(3)}),
    ]
    facts = make.letters_of(model, bids)
    assert "the winner’s rates, and what else its bid says" in withheld(facts["B"])
    alone = replace(facts["B"], common=replace(facts["B"].common, rates_asked=1))
    assert "We have withheld what else the winner’s bid says of its staff" in withheld(alone)
    assert "the winner’s price and rates" in withheld(facts["C"]), "it has no points to divide"
    one = told(facts["B"])[0]
    said = told_words(one, to="Provider B", whose="Provider A", common=facts["B"].common)
    assert said.startswith(
        "From its letter and the published formula Provider B can work out the first-year price "
        "of Provider A: to within £"
    )
    (lowest,) = told(facts["A"])
    said = told_words(lowest, to="Provider A", whose="Provider B", common=facts["A"].common)
    assert "can work out the lowest first-year price, which is that of Provider B" in said
    exact = told_words(Told(Whose.OTHER, Span(9, 9)), to="X", whose="Y", common=facts["A"].common)
    assert exact.endswith("the first-year price of Y: £0.09, to the penny.")


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=15)
@given(data=st.data())
def test_no_letter_of_a_random_competition_prints_what_another_bid_costs(
    code: str, data: st.DataObject
) -> None:
    model, bids = data.draw(competitions(code))
    public = {Decimal(value) for _, value in model.price.parameters}
    public |= {Decimal(first) for first, _ in model.price.table}
    public |= {model.price.edges.ceiling or Decimal(0)} if model.price.edges else set()
    for name, facts in make.letters_of(model, bids).items():
        own = {bid.price for bid in bids if bid.bid == name}
        costs = {
            round_exact(Fraction(bid.price) * Fraction(times), 2)
            for bid in bids
            for times in (1, Decimal("1.2"), 4, 1 / Fraction("52.14"))
        }
        hidden = costs - {round_exact(x * Decimal("1.2"), 2) for x in own} - own - public
        assert list(amounts_told(plain_text(letter(facts)), hidden)) == []


@pytest.mark.parametrize(
    "written",
    ["£398,427.60", "£398427.60", "398427.60", "398,427.60", "£398 427.60", "£ 398,427.60", "398427.6"],
)  # fmt: skip
def test_a_price_is_found_however_it_is_written(written: str) -> None:
    secret = {Decimal("398427.60"), Decimal(2026)}
    assert list(amounts_told(f"worth {written} in all.", secret)) == [written]
    assert list(amounts_told(f"worth 1{written.removeprefix('£').strip()}", secret)) == []
    assert list(amounts_told("on 3 May 2026, page 2026", secret)) == []
    assert list(amounts_told("a fee of £2,026 or £2026", secret)) == ["£2,026", "£2026"]
