"""Figures of agreement against published ones; undefined where they are undefined."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.evaluation.agreement import (
    Figure,
    Ratings,
    icc_a1,
    interval,
    kendall_w,
    krippendorff_alpha,
    nominal,
    ordinal,
    severity,
    spread_flags,
)
from starapp.foundation.exact import round_exact

FILE = Path(__file__).parents[1] / "files" / "agreement_vectors.json"
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))


def of(formula: str) -> Any:  # a mark of pytest
    """The vectors of one formula, each with its source in the test id."""
    chosen = [one for one in VECTORS if one["formula"] == formula]
    return pytest.mark.parametrize(
        "vector", chosen, ids=[f"{one['id']} {one['source'][:60]}" for one in chosen]
    )


def rows(given: list[list[str]]) -> Ratings:
    return [[None if value == "*" else Fraction(value) for value in row] for row in given]


def columns(given: list[list[str]]) -> Ratings:
    return [list(row) for row in zip(*rows(given), strict=True)]


def same(figure: Figure, expected: str) -> bool:
    """Whether a figure is what is printed, to the places printed."""
    if expected == "UNDEFINED":
        return figure.value is None and bool(figure.undefined)
    if figure.value is None:
        return False
    if "/" in expected:
        return figure.value == Fraction(expected)
    places = max(-int(Decimal(expected).as_tuple().exponent), 0)
    return round_exact(figure.value, places) == Decimal(expected)


def ratio(one: Fraction, other: Fraction, _counts: object) -> Fraction:
    return ((one - other) / (one + other)) ** 2 if one + other else Fraction(0)


@of("krippendorff_alpha")
def test_alpha(vector: dict[str, Any]) -> None:
    levels = {"ordinal": ordinal, "interval": interval, "nominal": nominal, "ratio": ratio}
    figure = krippendorff_alpha(
        rows(vector["inputs"]["ratings"]), levels[vector["inputs"]["level"]]
    )
    assert same(figure, vector["expected"]["alpha"])


@of("kendall_w")
def test_kendall_w(vector: dict[str, Any]) -> None:
    figure = kendall_w(rows(vector["inputs"]["ranks_by_judge"]))
    assert same(figure, vector["expected"]["W"])


@of("kendall_w_ties")
def test_kendall_w_with_ties(vector: dict[str, Any]) -> None:
    figure = kendall_w(rows(vector["inputs"]["scores_by_judge"]))
    assert same(figure, vector["expected"]["W"])


@of("icc")
def test_icc_of_absolute_agreement(vector: dict[str, Any]) -> None:
    figure = icc_a1(columns(vector["inputs"]["ratings_by_target"]))
    assert same(figure, vector["expected"]["ICC2"])


@of("evaluator_bias")
def test_severity(vector: dict[str, Any]) -> None:
    scores = {
        member: {item: Fraction(value) for item, value in enumerate(given)}
        for member, given in vector["inputs"]["scores"].items()
    }
    for member, expected in vector["expected"]["leave_one_out_bias"].items():
        assert severity(scores)[member] == Figure(Fraction(expected))


@of("panel_flags")
def test_spread(vector: dict[str, Any]) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    scale = (Fraction(inputs["scale"][0]), Fraction(inputs["scale"][1]))
    scores = [Fraction(value) for value in inputs["scores"]]
    found = spread_flags(scores, scale=scale, flag=Fraction(9))
    assert found is not None
    assert found.points == Fraction(expected["range"])
    assert found.of_scale * 100 == Fraction(expected["spread_pct"])
    assert found.wide is found.flagged is expected["flag"]


SCALE = (Fraction(0), Fraction(5))


def test_each_rule_of_the_spread_asks_alone() -> None:
    def flags(*scores: int, flag: int = 3, minimum: int | None = None) -> tuple[bool, ...]:
        found = spread_flags(
            [Fraction(score) for score in scores],
            scale=SCALE,
            flag=Fraction(flag),
            minimum=None if minimum is None else Fraction(minimum),
        )
        assert found is not None
        return found.far, found.wide, found.straddles

    assert flags(3, 5) == (False, False, False), "two fifths are not more than two fifths"
    assert flags(2, 5) == (True, True, False)
    assert flags(2, 4, flag=2) == (True, False, False)
    assert flags(2, 3, minimum=3) == (False, False, True)
    assert flags(3, 4, minimum=3) == (False, False, False)
    assert spread_flags([Fraction(3)], scale=SCALE, flag=Fraction(2)) is None


@pytest.mark.parametrize("figure", [krippendorff_alpha, kendall_w, icc_a1])
def test_too_little_is_undefined_with_a_reason(figure: Any) -> None:  # three figures
    one = [Fraction(3), Fraction(4)]
    for ratings in ([], [one], [one, [None, None]], [[Fraction(3)] * 2] * 3):
        found = figure(ratings)
        assert found.value is None
        assert found.undefined


values = st.one_of(st.none(), st.integers(0, 5).map(Fraction))
tables = st.integers(1, 6).flatmap(
    lambda items: st.lists(st.lists(values, min_size=items, max_size=items), min_size=2, max_size=5)
)


@given(tables, st.randoms())
def test_the_order_of_members_and_answers_does_not_matter(ratings: Any, chance: Any) -> None:
    members = list(ratings)
    chance.shuffle(members)
    places = list(range(len(ratings[0])))
    chance.shuffle(places)
    moved = [[row[place] for place in places] for row in members]
    for figure in (krippendorff_alpha, kendall_w, icc_a1):
        assert figure(ratings) == figure(moved)


@given(tables)
def test_figures_stay_in_their_range(ratings: Any) -> None:
    w, alpha, icc = kendall_w(ratings), krippendorff_alpha(ratings), icc_a1(ratings)
    assert w.value is None or 0 <= w.value <= 1
    assert alpha.value is None or alpha.value <= 1
    assert icc.value is None or icc.value <= 1
