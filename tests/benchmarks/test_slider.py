"""How long one place of the slider takes: ranking 20 bids by 40 criteria again, and drawing it."""

from fractions import Fraction
from itertools import count

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from starapp.evaluation.assurance import Assurance, assurance_of
from starapp.evaluation.price_share import AtShare, at_share
from starapp.evaluation.rules import rules_of
from starapp.ui import theme
from starapp.ui.evaluation.share_chart import ShareChart
from starapp.ui.pictures import application
from tests.make.results import made_run, names_of, wide_bids, wide_model

FRAME = 0.016
"""Seconds of one picture of a screen that shows 60 in a second."""


@pytest.fixture(scope="module")
def found() -> Assurance:
    bids = wide_bids()
    return assurance_of(made_run(bids, wide_model()), names_of(bids), {}, {})


def test_rank_at_another_share(benchmark: BenchmarkFixture) -> None:
    rules, bids = rules_of(wide_model()), wide_bids()
    shares = count()

    def ask() -> AtShare:
        return at_share(rules, bids, Fraction(next(shares) % 101))

    assert len(benchmark(ask).totals) == len(bids)
    _quick(benchmark)


def test_draw_the_chart_at_another_share(
    benchmark: BenchmarkFixture, found: Assurance, qapp: QApplication
) -> None:
    application()
    theme.apply(qapp, theme.Theme())
    assert found.lines is not None
    chart = ShareChart()
    chart.resize(326, 128)
    chart.show_lines(found.lines, said="")
    points = found.lines.points
    places = count()

    def draw() -> bool:
        point = points[next(places) % len(points)]
        chart.show_share(point.share, point)
        return bool(chart.grab().isNull())

    assert benchmark(draw) is False
    _quick(benchmark)


def test_everything_the_card_says(benchmark: BenchmarkFixture) -> None:
    bids = wide_bids()
    run = made_run(bids, wide_model())
    said = benchmark(assurance_of, run, names_of(bids), {}, {})
    assert len(said.sentences) == 4


def _quick(benchmark: BenchmarkFixture) -> None:
    """Most frames are ready in time; nothing to tell where times are not taken."""
    if benchmark.stats is not None:
        assert benchmark.stats.stats.median < FRAME
