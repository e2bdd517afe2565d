"""An award repeated from a file: the case of a competition, and the check by a second person."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from starapp.criteria.evaluation_model import Kind
from starapp.evaluation.case_export import case_text
from starapp.evaluation.case_file import read_case
from starapp.evaluation.case_result import as_text, evaluate
from starapp.evaluation.queries import individual_scores, latest_run
from starapp.evaluation.ranking import rank, rank_by
from starapp.evaluation.recalculation import (
    differences,
    note_recalculation,
    read_result,
    recalculations,
)
from starapp.evaluation.result import BidInput, ScoreState
from starapp.evaluation.rules import rules_of
from starapp.foundation.problems import CannotDo
from starapp.history.acting import SYSTEM
from starapp.sample.workspace import Until
from starapp.storage.store import Store
from tests.make.samples import Samples


@pytest.fixture
def told(samples: Samples, tmp_path: Path, open_store: Callable[[Path], Store]) -> Store:
    """The sample with its result worked out."""
    return open_store(samples.copy(Until.WORKED_OUT, tmp_path / "told.star"))


@pytest.fixture
def place(samples: Samples) -> str:
    return samples.ids["competition"]


def result_of(store: Store, place: str) -> dict[str, Any]:
    """The result somebody else gets from the saved case."""
    with store.reading() as session:
        return evaluate(read_case(case_text(session, place).encode()))


def test_the_saved_case_comes_to_the_stored_result(told: Store, place: str) -> None:
    result = result_of(told, place)
    with told.reading() as session:
        run = latest_run(session, place)
    assert run is not None
    assert [row["exact_total"] for row in result["ranking"]] == [
        f"{placed.total.numerator}/{placed.total.denominator}" for placed in run.result.ranking
    ]
    assert [row["total"] for row in result["ranking"]] == ["89.19", "86.10", "80.19", "74.20"]


def test_the_saved_case_names_no_provider(told: Store, place: str) -> None:
    with told.reading() as session:
        text = case_text(session, place)
    for name in ("Kitewell", "Merrow", "Oakthorn", "Cindermoor", "Quillon", "Harrowfen"):
        assert name not in text


def test_averages_instead_of_agreed_scores_would_give_the_award_to_another(
    told: Store, place: str
) -> None:
    with told.reading() as session:
        run = latest_run(session, place)
        given = individual_scores(session, place)
    assert run is not None
    means: dict[tuple[str, str], list[Fraction]] = {}
    for one in given:
        if one.state is ScoreState.SCORED and one.score is not None:
            means.setdefault((one.bid_id, one.criterion), []).append(Fraction(one.score))
    scored = {leaf.code for leaf in run.model.leaves(Kind.SCORED)}
    averaged = [
        BidInput(
            bid.bid,
            bid.price,
            {
                code: sum(means[bid.bid, code]) / Fraction(len(means[bid.bid, code]))
                for code in scored & bid.scores.keys()
            },
            bid.passes,
            bid.set_aside,
        )
        for bid in run.inputs
    ]
    agreed = rank(run.model, run.inputs)
    by_mean = rank_by(rules_of(run.model), averaged, any_score=True)
    assert agreed.winner != by_mean.winner
    letters = {placed.bid: n for n, placed in enumerate(agreed.ranking)}
    assert letters[by_mean.winner or ""] == 1, "the runner-up C would be first"


def test_no_case_before_prices_are_known(
    samples: Samples, tmp_path: Path, open_store: Callable[[Path], Store], place: str
) -> None:
    store = open_store(samples.copy(Until.MODERATING, tmp_path / "early.star"))
    with store.reading() as session, pytest.raises(CannotDo, match="no result"):
        case_text(session, place)


def test_a_check_that_agrees_is_recorded(told: Store, place: str) -> None:
    data = as_text(result_of(told, place)).encode()
    with told.writing(by=SYSTEM) as session:
        change = note_recalculation(
            session, competition_id=place, data=data, by="Finance officer", computer="Laptop 7"
        )
    assert change.words == "Every figure is the same"
    with told.reading() as session:
        (found,) = recalculations(session, place)
    assert (found.same, found.current, found.by) == (True, True, "Finance officer")


def test_a_figure_that_differs_is_named(told: Store, place: str) -> None:
    theirs = json.loads(as_text(result_of(told, place)))
    theirs["ranking"][0]["total"] = "89.20"
    theirs["winner"] = "C"
    with told.writing(by=SYSTEM) as session:
        note_recalculation(
            session,
            competition_id=place,
            data=json.dumps(theirs).encode(),
            by="Auditor",
            computer="Audit PC",
        )
    with told.reading() as session:
        (found,) = recalculations(session, place)
    assert {(d.place, d.ours, d.theirs) for d in found.differences} == {
        ("Bid B, total", "89.19", "89.20"),
        ("winner", "B", "C"),
    }


def test_a_result_is_the_same_as_itself(told: Store, place: str) -> None:
    result = result_of(told, place)
    assert differences(result, result) == ()
    assert differences(result, {}) != ()


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b'{"format": "other"}', b"{" * 90_000]
)
def test_what_is_no_result_is_refused(data: bytes) -> None:
    with pytest.raises(CannotDo, match="no result"):
        read_result(data)


@pytest.mark.parametrize(("by", "computer"), [("", "PC"), ("x" * 201, "PC"), ("Ann", " ")])
def test_a_check_needs_a_name_and_a_computer(
    told: Store, place: str, by: str, computer: str
) -> None:
    data = as_text(result_of(told, place)).encode()
    with pytest.raises(CannotDo), told.writing(by=SYSTEM) as session:
        note_recalculation(session, competition_id=place, data=data, by=by, computer=computer)
    with told.reading() as session:
        assert recalculations(session, place) == ()
