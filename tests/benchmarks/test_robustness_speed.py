"""How long it takes to say how sure a result is; run with ``pytest tests/benchmarks``."""

from fractions import Fraction
from itertools import count

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from starapp.evaluation.result import BidInput, Result
from starapp.evaluation.robustness import at_price_share, price_share_changes, robustness
from starapp.evaluation.rules import Rules, rules_of
from tests.make.results import wide_bids, wide_model

QUESTIONS = 39
SIZES = (10, 20, 40)
SECONDS = {10: 0.05, 20: 0.05, 40: 0.2}
"""The longest a whole answer may take, by number of bids; twice the bids, at most four times."""
FRAME = 0.016
"""Seconds of one picture of a screen that shows 60 in a second."""


def field(bids: int) -> tuple[Rules, tuple[BidInput, ...]]:
    return rules_of(wide_model(QUESTIONS)), wide_bids(bids, QUESTIONS)


@pytest.mark.benchmark(group="how sure, by number of bids")
@pytest.mark.parametrize("bids", SIZES)
def test_everything_about_forty_criteria(benchmark: BenchmarkFixture, bids: int) -> None:
    rules, inputs = field(bids)
    found = benchmark(robustness, rules, inputs)
    assert len(found.intervals) == QUESTIONS + 1
    assert len(found.removals) == bids - 1
    _within(benchmark, SECONDS[bids])


@pytest.mark.benchmark(group="how sure, one frame of the slider")
def test_ranking_at_another_share_of_price(benchmark: BenchmarkFixture) -> None:
    rules, inputs = field(20)
    shares = count()

    def ask() -> Result:
        return at_price_share(rules, inputs, Fraction(next(shares) % 101))

    assert len(benchmark(ask).ranking) == 20
    _within(benchmark, FRAME)


@pytest.mark.benchmark(group="how sure, the strip under the slider")
def test_every_share_at_which_first_place_changes(benchmark: BenchmarkFixture) -> None:
    rules, inputs = field(20)
    shares = benchmark(price_share_changes, rules, inputs)
    assert shares == tuple(sorted(shares))
    _within(benchmark, SECONDS[20])


def _within(benchmark: BenchmarkFixture, seconds: float) -> None:
    """The quickest round, as other work on the machine only adds; nothing without timing."""
    if benchmark.stats is not None:
        assert benchmark.stats.stats.min < seconds
