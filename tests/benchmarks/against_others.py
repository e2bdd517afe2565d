"""The exact engine beside what people would use instead: numpy, pandas and scikit-criteria.

Not part of the tests, because these libraries are not part of STAR. Run it by
``python packaging/compare.py``, which makes an environment of its own.
"""

import random
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import skcriteria
from pytest_benchmark.fixture import BenchmarkFixture
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.ranksrev import RankInvariantChecker

from starapp.criteria.evaluation_model import Kind, PriceRule, RoundingRule, ScoreRule
from starapp.evaluation.ranking import rank_by
from starapp.evaluation.result import BidInput
from starapp.evaluation.robustness import robustness
from starapp.evaluation.rules import Leaf, Rules

SIZES = [(5, 7), (50, 40), (500, 100)]
SMALL = SIZES[:2]
SCALE = tuple(Fraction(score) for score in range(6))


@dataclass(frozen=True)
class Case:
    """The same competition for everybody: scores and prices as they are stored."""

    codes: list[str]
    weights: list[Decimal]
    names: list[str]
    scores: list[list[Decimal]]
    prices: list[Decimal]


def made_case(bids: int, criteria: int) -> Case:
    """A competition of so many bids by so many criteria, the last of which is price."""
    chance = random.Random(20260907)  # made-up bids, nothing secret
    questions = criteria - 1
    each = (Decimal(75) / questions).quantize(Decimal("0.01"))
    return Case(
        codes=[f"Q{n}" for n in range(questions)],
        weights=[*[each] * questions, 100 - each * questions],
        names=[f"B{n:03}" for n in range(bids)],
        scores=[[Decimal(chance.randint(0, 5)) for _ in range(questions)] for _ in range(bids)],
        prices=[Decimal(chance.randint(8_000_000, 12_000_000)) / 100 for _ in range(bids)],
    )


def exact_case(case: Case) -> tuple[Rules, list[BidInput]]:
    """The case as STAR takes it."""
    leaves = [
        Leaf(code, Kind.SCORED, Fraction(weight), SCALE)
        for code, weight in zip(case.codes, case.weights, strict=False)
    ]
    leaves.append(Leaf("PR", Kind.PRICE, Fraction(case.weights[-1])))
    rules = Rules(
        leaves=tuple(leaves), sections=(), price=PriceRule(), score_rule=ScoreRule.SCORE_OVER_MAX,
        comparator=">=", rounding=RoundingRule(), tie_break=("lower_price",),
        order=tuple(leaf.code for leaf in leaves),
    )  # fmt: skip
    bids = [
        BidInput(name, price, dict(zip(case.codes, scores, strict=True)))
        for name, scores, price in zip(case.names, case.scores, case.prices, strict=True)
    ]
    return rules, bids


def with_numpy(case: Case) -> list[str]:
    """Names, best first, by floating-point arrays."""
    scores = np.array(case.scores, dtype=float) / 5
    prices = np.array(case.prices, dtype=float)
    weights = np.array(case.weights, dtype=float)
    totals = scores @ weights[:-1] + prices.min() / prices * weights[-1]
    return [case.names[place] for place in np.argsort(-totals, kind="stable")]


def with_pandas(case: Case) -> list[str]:
    """Names, best first, by a data frame as a spreadsheet would hold it."""
    frame = pd.DataFrame(case.scores, index=case.names, columns=case.codes).astype(float)
    prices = pd.Series(case.prices, index=case.names).astype(float)
    weights = pd.Series(case.weights[:-1], index=case.codes).astype(float)
    totals = (frame / 5 * weights).sum(axis=1) + prices.min() / prices * float(case.weights[-1])
    return list(totals.sort_values(ascending=False).index)


def matrix_of(case: Case) -> skcriteria.DecisionMatrix:
    """The case as scikit-criteria takes it, with price points as a criterion."""
    lowest = float(min(case.prices))
    rows = [
        [*(float(score) / 5 for score in scores), lowest / float(price)]
        for scores, price in zip(case.scores, case.prices, strict=True)
    ]
    return skcriteria.mkdm(
        rows,
        objectives=[max] * len(case.weights),
        weights=[float(weight) for weight in case.weights],
        alternatives=case.names,
        criteria=[*case.codes, "PR"],
    )


def with_scikit_criteria(case: Case) -> list[str]:
    """Names, best first, by the weighted sum of scikit-criteria."""
    found = WeightedSumModel().evaluate(matrix_of(case))
    order = sorted(zip(found.rank_, found.alternatives, strict=True))
    return [str(name) for _, name in order]


@pytest.mark.benchmark(group="evaluate")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
class TestEvaluating:
    """Scores and prices as stored, to an order of bids."""

    def test_star(self, benchmark: BenchmarkFixture, size: tuple[int, int]) -> None:
        case = made_case(*size)
        rules, bids = exact_case(case)
        result = benchmark(rank_by, rules, bids)
        assert result.ranking[0].bid == with_numpy(case)[0]

    def test_numpy(self, benchmark: BenchmarkFixture, size: tuple[int, int]) -> None:
        assert len(benchmark(with_numpy, made_case(*size))) == size[0]

    def test_pandas(self, benchmark: BenchmarkFixture, size: tuple[int, int]) -> None:
        assert len(benchmark(with_pandas, made_case(*size))) == size[0]

    def test_scikit_criteria(self, benchmark: BenchmarkFixture, size: tuple[int, int]) -> None:
        assert len(benchmark(with_scikit_criteria, made_case(*size))) == size[0]


@pytest.mark.benchmark(group="how sure")
@pytest.mark.parametrize("size", SMALL, ids=lambda size: f"{size[0]}x{size[1]}")
class TestHowSure:
    """The whole robustness of STAR beside the rank-reversal test of scikit-criteria."""

    def test_star(self, benchmark: BenchmarkFixture, size: tuple[int, int]) -> None:
        rules, bids = exact_case(made_case(*size))
        assert benchmark(robustness, rules, bids).winner is not None

    def test_scikit_criteria(self, benchmark: BenchmarkFixture, size: tuple[int, int]) -> None:
        matrix = matrix_of(made_case(*size))
        checker = RankInvariantChecker(WeightedSumModel(), random_state=1)
        benchmark.pedantic(checker.evaluate, args=(matrix,), rounds=3)
