"""Times of what people wait for; run with ``pytest tests/benchmarks --benchmark-only``."""

import shutil
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import select

from starapp.app import open_workspace
from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, Part
from starapp.criteria.templates import ROLES, SCALE
from starapp.documents.stored import from_json
from starapp.documents.to_pdf import page_count, to_pdf
from starapp.evaluation.ranking import rank
from starapp.evaluation.result import BidInput
from starapp.letters.records import LetterRecord
from starapp.sample.workspace import Until, make_sample
from starapp.verify import verify

QUESTIONS, BIDS = 39, 20


def wide_model() -> EvaluationModel:
    """Forty criteria: 39 questions of 2 or 1 per cent and a price of 25."""
    weights = [Decimal(2)] * (QUESTIONS - 3) + [Decimal(1)] * 3
    questions = tuple(
        Criterion(f"Q{n}", f"Question {n}", Kind.SCORED, Part.QUALITY, None, weight, roles=("E1",))
        for n, weight in enumerate(weights, start=1)
    )
    price = Criterion("PR", "Price", Kind.PRICE, Part.PRICE, None, Decimal(25))
    return EvaluationModel(
        "Forty criteria", (*questions, price), SCALE, ROLES, tie_break=("Q1", "lower_price")
    )


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its letters issued."""
    path = tmp_path_factory.mktemp("finished") / "sample.star"
    make_sample(path, until=Until.LETTERS)
    return path


def test_rank_twenty_bids_by_forty_criteria(benchmark: BenchmarkFixture) -> None:
    model = wide_model()
    bids = [
        BidInput(
            f"B{n:02}",
            Decimal(90000 + 517 * n),
            {f"Q{q}": Decimal((n * q) % 6) for q in range(1, QUESTIONS + 1)},
        )
        for n in range(BIDS)
    ]
    result = benchmark(rank, model, bids)
    assert len(result.ranking) == BIDS


def test_open_the_sample(benchmark: BenchmarkFixture, finished: Path, tmp_path: Path) -> None:
    path = tmp_path / "work.star"
    shutil.copyfile(finished, path)

    def open_and_close() -> str:
        workspace = open_workspace(path)
        workspace.store.close()
        return workspace.name

    assert "Northvale" in benchmark(open_and_close)


def test_verify_the_sample(benchmark: BenchmarkFixture, finished: Path) -> None:
    assert benchmark(verify, finished) == ()


def test_print_a_letter(benchmark: BenchmarkFixture, finished: Path) -> None:
    workspace = open_workspace(finished, read_only=True)
    with workspace.store.reading() as session:
        document = from_json(session.scalars(select(LetterRecord)).first().blocks)
    workspace.store.close()
    pdf = benchmark(to_pdf, document, moment=datetime(2026, 9, 25, 9, 0, tzinfo=UTC))
    assert page_count(pdf) >= 2
