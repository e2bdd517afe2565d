"""What every price formula promises: shares between 0 and 1, dearer never more, equal equal.

What is not true of a formula is named by it: those where another bid's leaving can change which of
two bids comes first have ``removal``, those that look at other prices have ``relative``.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.criteria.evaluation_model import PriceRule
from starapp.criteria.price_edges import EdgeRules, LevelPrices, edge_problems, edge_sentences
from starapp.criteria.price_example import price_example
from starapp.criteria.price_formula import PricePool
from starapp.criteria.price_formulas import (
    EXAMPLE_PRICES,
    FORMULAS,
    REFUSED,
    curve,
    example_rule,
    filled_in,
    formula_problems,
    price_share,
)
from starapp.foundation.problems import CannotDo

MARKED = [code for code, formula in FORMULAS.items() if formula.compared is None]
ORDERING = [code for code, formula in FORMULAS.items() if formula.compared is not None]
PRICES = st.decimals("0.01", "999999.99", places=2)
POOLS = st.lists(PRICES, min_size=1, max_size=8)
WITH_NOUGHT = st.lists(st.decimals("0", "999999.99", places=2), min_size=1, max_size=8)


def shares(rule: PriceRule, prices: Sequence[Decimal]) -> list[Fraction]:
    """The shares of all the prices of one pool."""
    pool = PricePool(tuple(prices))
    return [price_share(rule, price, pool) for price in prices]


@pytest.mark.parametrize("code", MARKED)
@given(prices=POOLS)
def test_shares_lie_between_nought_and_one(code: str, prices: list[Decimal]) -> None:
    assert all(0 <= share <= 1 for share in shares(example_rule(code), prices))


@pytest.mark.parametrize("code", MARKED)
@given(prices=POOLS)
def test_within_one_pool_a_dearer_bid_never_gets_more(code: str, prices: list[Decimal]) -> None:
    found = list(zip(prices, shares(example_rule(code), prices), strict=True))
    for (one, first), (other, second) in combinations(found, 2):
        assert first >= second if one <= other else second >= first


@pytest.mark.parametrize("code", MARKED)
@given(prices=POOLS, more=PRICES, place=st.integers(0, 7))
def test_raising_only_a_price_never_raises_its_points(
    code: str, prices: list[Decimal], more: Decimal, place: int
) -> None:
    place %= len(prices)
    rule = example_rule(code)
    dearer = [*prices]
    dearer[place] += more
    assert shares(rule, dearer)[place] <= shares(rule, prices)[place]


@pytest.mark.parametrize("code", MARKED)
@given(prices=POOLS, turn=st.randoms(use_true_random=False))
def test_the_order_of_bids_changes_nothing(code: str, prices: list[Decimal], turn: Random) -> None:
    rule, mixed = example_rule(code), [*prices]
    turn.shuffle(mixed)
    assert sorted(shares(rule, mixed)) == sorted(shares(rule, prices))


@pytest.mark.parametrize("code", MARKED)
@given(price=PRICES, bids=st.integers(1, 6))
def test_equal_prices_get_equal_points(code: str, price: Decimal, bids: int) -> None:
    assert len(set(shares(example_rule(code), [price] * bids))) == 1


@pytest.mark.parametrize("code", [code for code in MARKED if not FORMULAS[code].relative])
@given(prices=POOLS, other=PRICES)
def test_an_absolute_formula_does_not_look_at_other_bids(
    code: str, prices: list[Decimal], other: Decimal
) -> None:
    rule = example_rule(code)
    assert shares(rule, [*prices, other])[:-1] == shares(rule, prices)


@pytest.mark.parametrize("code", [code for code in MARKED if FORMULAS[code].relative])
def test_a_relative_formula_does(code: str) -> None:
    rule = example_rule(code)
    alone = shares(rule, [Decimal(100000), Decimal(120000)])
    joined = shares(rule, [Decimal(100000), Decimal(120000), Decimal(50000), Decimal(55000)])
    assert joined[:2] != alone
    assert FORMULAS[code].removal


@pytest.mark.parametrize("code", MARKED)
@given(prices=WITH_NOUGHT)
def test_a_price_of_nought_is_scored_or_asked_about(code: str, prices: list[Decimal]) -> None:
    rule = example_rule(code)
    pool = [*prices, Decimal(0)]
    if FORMULAS[code].ratio or (code == "mean_50" and not any(prices)):
        with pytest.raises(CannotDo, match="needs a decision first"):
            shares(rule, pool)
    else:
        assert all(0 <= share <= 1 for share in shares(rule, pool))


@pytest.mark.parametrize("code", MARKED)
@given(price=PRICES, bids=st.integers(2, 6))
def test_edge_rules_give_all_the_marks_to_level_prices_when_published(
    code: str, price: Decimal, bids: int
) -> None:
    level = replace(example_rule(code), edges=EdgeRules(all_equal=LevelPrices.FULL))
    alone = replace(example_rule(code), edges=EdgeRules(single_bid=LevelPrices.FULL))
    assert shares(level, [price] * bids) == [1] * bids
    assert shares(alone, [price]) == [1]
    assert shares(level, [price]) == shares(example_rule(code), [price])


@pytest.mark.parametrize("code", ORDERING)
@given(price=PRICES, more=PRICES, quality=st.fractions("0.01", "100"))
def test_formulas_that_order_put_the_dearer_of_two_equal_bids_later(
    code: str, price: Decimal, more: Decimal, quality: Fraction
) -> None:
    compared, rule = FORMULAS[code].compared, example_rule(code)
    assert compared is not None
    assert compared(rule, price, quality) < compared(rule, price + more, quality)
    assert price_share(rule, price, PricePool((price,))) == 0


@pytest.mark.parametrize("code", FORMULAS)
def test_every_formula_explains_itself(code: str) -> None:
    formula = FORMULAS[code]
    said = (formula.name, formula.sum_words, formula.weakness, formula.source, formula.at_zero,
            formula.above_ceiling, formula.all_equal, formula.one_bidder)  # fmt: skip
    assert all(words.strip() for words in said)
    assert not [*formula_problems(example_rule(code))]
    shown = price_example(example_rule(code), Decimal(25))
    assert shown.prices == EXAMPLE_PRICES
    assert "100,000.00" in shown.words
    assert shown.ordered is (formula.compared is not None)
    assert [*shown.values] == sorted(shown.values, reverse=not shown.ordered)
    line = curve(example_rule(code), Decimal(25), lowest=Decimal(90000), highest=Decimal(130000))
    assert [one.points for one in line] == sorted((one.points for one in line), reverse=True)


def table_rule(code: str, *rows: tuple[str, str]) -> PriceRule:
    return PriceRule(code, table=tuple((Decimal(a), Decimal(b)) for a, b in rows))


WRONG = {
    "no parameter": (PriceRule("n_times_lowest"), "price.n"),
    "once the lowest": (PriceRule("n_times_lowest", (("n", Decimal(1)),)), "price.n"),
    "no ceiling": (PriceRule("ceiling_saving"), "price.ceiling"),
    "ceiling nought": (PriceRule("ceiling_saving", (("ceiling", Decimal(0)),)), "price.ceiling"),
    "half a band": (PriceRule("fixed_band", (("best", Decimal(1)),)), "price.worst"),
    "band upside down": (
        PriceRule("fixed_band", (("best", Decimal(9)), ("worst", Decimal(8)))), "price.worst",
    ),
    "parameter of another": (PriceRule("mean_50", (("n", Decimal(2)),)), "price.n"),
    "no value": (PriceRule("monetised_quality"), "price.value_per_point"),
    "one point": (table_rule("piecewise_linear", ("1", "1")), "price.points"),
    "prices fall": (table_rule("piecewise_linear", ("2", "1"), ("1", "0")), "price.points"),
    "dearer gets more": (table_rule("piecewise_linear", ("1", "0"), ("2", "1")), "price.points"),
    "more than all": (table_rule("piecewise_linear", ("1", "2"), ("2", "0")), "price.points"),
    "no ranks": (table_rule("rank_points"), "price.shares"),
    "later rank gets more": (table_rule("rank_points", ("1", "0"), ("2", "1")), "price.shares"),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "place"), WRONG.values(), ids=WRONG)
def test_what_a_formula_cannot_work_with_is_named_by_its_place(rule: PriceRule, place: str) -> None:
    assert place in {problem.place for problem in formula_problems(rule)}
    shown = filled_in(rule)
    assert not [*formula_problems(shown)]
    assert shown.formula == rule.formula


def test_the_example_follows_prices_of_another_size() -> None:
    rule = PriceRule("fixed_band", (("best", Decimal(1500)), ("worst", Decimal(2600))))
    shown = price_example(rule, Decimal(40))
    assert shown.prices == (Decimal(1800), Decimal(2000), Decimal(2400))
    assert shown.values[1] == Fraction(240, 11)


@pytest.mark.parametrize("code", REFUSED)
def test_a_refused_rule_says_why(code: str) -> None:
    problems = [*formula_problems(PriceRule(code))]
    assert REFUSED[code] in problems[0].words
    assert code not in FORMULAS


def test_edge_rules_must_be_chosen_and_fit_together() -> None:
    assert [one.place for one in edge_problems(None)] == ["price.edges"]
    assert not [*edge_problems(EdgeRules())]
    assert len(edge_sentences(EdgeRules())) == 4
    assert "No rule was chosen" in edge_sentences(None)[0]
