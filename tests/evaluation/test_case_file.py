"""Evaluation cases as files: every refusal names its place, every case that is read is exact."""

import copy
import json
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starapp.criteria.evaluation_model import Kind
from starapp.criteria.price_formulas import FORMULAS, REFUSED
from starapp.evaluation.case_file import FORMAT, read_case
from starapp.evaluation.case_result import as_text, evaluate
from starapp.foundation.exact import plain
from starapp.foundation.problems import CannotDo, Problem
from tests.make.contests import made_bids, made_rules

NORTHVALE = Path(__file__).parents[1] / "files" / "northvale_case.json"
EXAMPLES = int(os.environ.get("STAR_CASES", "200"))


def northvale() -> dict[str, Any]:
    """A fresh copy of the example case."""
    found: dict[str, Any] = json.loads(NORTHVALE.read_text("utf-8"))
    return found


def as_bytes(case: object) -> bytes:
    return json.dumps(case, ensure_ascii=False).encode()


def places(case: object) -> list[str]:
    """The places of everything that is wrong with a case."""
    data = case if isinstance(case, bytes) else as_bytes(case)
    with pytest.raises(CannotDo) as refused:
        read_case(data)
    assert all(problem.words for problem in refused.value.problems)
    assert all("\n" not in f"{p.place}{p.words}" for p in refused.value.problems)
    return [problem.place for problem in refused.value.problems]


def refusals(case: object) -> tuple[Problem, ...]:
    """What is wrong with a case; empty when it is ranked."""
    try:
        evaluate(read_case(as_bytes(case)))
    except CannotDo as refused:
        return refused.problems
    return ()


def test_the_example_comes_out_exactly() -> None:
    result = evaluate(read_case(as_bytes(northvale())))
    assert [(row["bid"], row["place"], row["total"]) for row in result["ranking"]] == [
        ("B", 1, "89.19"),
        ("C", 2, "86.10"),
        ("A", 3, "80.19"),
        ("D", 4, "74.20"),
    ]
    reasons = {one["bid"]: one["reasons"] for one in result["not_ranked"]}
    assert {"code": "below_minimum", "criterion": "Q3", "score": "2", "minimum": "3"} in reasons[
        "E"
    ]
    assert (result["winner"], result["robustness"]["runner_up"]) == ("B", "C")
    assert result["robustness"]["margin"] == "3.09"
    flips = [(f["bid"], f["criterion"], f["from"], f["to"]) for f in
             result["robustness"]["closest_score_flips"]]  # fmt: skip
    assert flips == [("B", "Q1", "5", "4"), ("C", "Q1", "4", "5")]


def test_an_excluded_bid_never_sets_the_lowest_price() -> None:
    case = northvale()
    out = next(bid for bid in case["bids"] if bid["id"] == "E")
    assert Fraction(out["price"]) < min(
        Fraction(bid["price"]) for bid in case["bids"] if "price" in bid and bid["id"] != "E"
    )
    points = {
        row["bid"]: row["points"]["PR"] for row in evaluate(read_case(as_bytes(case)))["ranking"]
    }
    assert points["D"] == "25.00", "the lowest price that is still in gets all the marks"


def test_the_result_is_the_same_text_whatever_the_order_of_bids() -> None:
    case = northvale()
    case["bids"].reverse()
    assert (
        evaluate(read_case(as_bytes(case)))["ranking"]
        == (evaluate(read_case(as_bytes(northvale())))["ranking"])
    )


def change(path: str, value: object) -> dict[str, Any]:
    """The example with one value replaced; ``...`` takes it away."""
    case: Any = northvale()
    inner, *parts = case, *path.split(".")
    for part in parts[:-1]:
        inner = inner[int(part)] if part.isdigit() else inner[part]
    last = int(parts[-1]) if parts[-1].isdigit() else parts[-1]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return dict(case)


def index_of(code: str) -> int:
    return [one["id"] for one in northvale()["criteria"]].index(code)


Q1, PR = index_of("Q1"), index_of("PR")


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("format", ..., "format"),
        ("format", "star-evaluation-case/2", "format"),
        ("reference", ..., "reference"),
        ("reference", 7, "reference"),
        ("criteria", ..., "criteria"),
        ("criteria", {}, "criteria"),
        ("bids", ..., "bids"),
        ("bids", "none", "bids"),
        ("comparator", "=>", "comparator"),
        ("score_rule", "best_normalised", "score_rule"),
        ("rounding.stage", "always", "rounding.stage"),
        ("rounding.places", "2", "rounding.places"),
        ("rounding.places", 99, "rounding.places"),
        ("rounding.mode", ..., "rounding.mode"),
        ("tie_break.0", "nothing", "tie_break[0]"),
        ("section_minimums.0.criterion", "Q1", "section_minimums[0].criterion"),
        ("section_minimums.0.points", "many", "section_minimums[0].points"),
        ("section_minimums.0.points", ..., "section_minimums[0].points"),
        (f"criteria.{Q1}.id", ..., f"criteria[{Q1}].id"),
        (f"criteria.{Q1}.id", "Q2", f"criteria[{Q1 + 1}].id"),
        (f"criteria.{Q1}.kind", "graded", f"criteria[{Q1}].kind"),
        (f"criteria.{Q1}.weight", 18, f"criteria[{Q1}].weight"),
        (f"criteria.{Q1}.weight", 18.0, f"criteria[{Q1}].weight"),
        (f"criteria.{Q1}.weight", "-18", f"criteria[{Q1}].weight"),
        (f"criteria.{Q1}.weight", "17.99", "criteria"),
        (f"criteria.{Q1}.weight", "1e1", f"criteria[{Q1}].weight"),
        (f"criteria.{Q1}.weight", "1/0", f"criteria[{Q1}].weight"),
        (f"criteria.{Q1}.weight", "NaN", f"criteria[{Q1}].weight"),
        (f"criteria.{Q1}.weight", "１８", f"criteria[{Q1}].weight"),
        (f"criteria.{Q1}.weight", "1" + "0" * 400, f"criteria[{Q1}].weight"),
        (f"criteria.{Q1}.weight", None, f"criteria[{Q1}].weight"),
        (f"criteria.{Q1}.scale", ["5"], f"criteria[{Q1}].scale"),
        (f"criteria.{Q1}.scale", ["0", "0"], f"criteria[{Q1}].scale"),
        (f"criteria.{Q1}.scale", ["0", 5], f"criteria[{Q1}].scale[1]"),
        (f"criteria.{Q1}.scale", ..., f"criteria[{Q1}].scale"),
        (f"criteria.{Q1}.minimum", True, f"criteria[{Q1}].minimum"),
        (f"criteria.{Q1}.parent", "nowhere", f"criteria[{Q1}].parent"),
        (f"criteria.{Q1}.parent", "Q2", f"criteria[{Q1}].parent"),
        (f"criteria.{Q1}.extra", "1", f"criteria[{Q1}].extra"),
        (f"criteria.{PR}.formula", "cheapest", f"criteria[{PR}].formula"),
        (f"criteria.{PR}.formula", "fixed_band", f"criteria[{PR}].parameters.best"),
        (f"criteria.{PR}.parameters", {"n": "2"}, f"criteria[{PR}].parameters.n"),
        ("bids.0.id", ..., "bids[0].id"),
        ("bids.0.id", "", "bids[0].id"),
        ("bids.0.id", "B", "bids"),
        ("bids.0.price", ..., "bids[0].price"),
        ("bids.0.price", "0", "bids[0].price"),
        ("bids.0.price", "-5", "bids[0].price"),
        ("bids.0.price", 5.5, "bids[0].price"),
        ("bids.0.scores.Q1", ..., "bids[0].scores.Q1"),
        ("bids.0.scores.Q1", "2.5", "bids[0].scores.Q1"),
        ("bids.0.scores.Q9", "3", "bids[0].scores.Q9"),
        ("bids.0.scores", [], "bids[0].scores"),
        ("bids.0.passes", {"PF1": "yes"}, "bids[0].passes.PF1"),
        ("bids.0.set_aside", "early", "bids[0].set_aside"),
        ("bids.0.colour", "red", "bids[0].colour"),
        ("colour", "red", "colour"),
    ],
)
def test_each_fault_is_refused_with_its_place(path: str, value: object, place: str) -> None:
    assert place in places(change(path, value))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"7",
        b'{"format": "star-evaluation-case/1", "format": "twice"}',
        b"{" * 200_000,
        b'{"format": NaN}',
        as_bytes(northvale())[:-40],
        b" " * 20_000_001,
    ],
    ids=["empty", "bytes", "list", "null", "number", "twice", "deep", "nan", "cut", "large"],
)
def test_what_is_no_case_is_refused(data: bytes) -> None:
    assert places(data)


def test_criteria_in_a_circle_are_refused() -> None:
    case = northvale()
    case["criteria"] += [{"id": "x", "parent": "y"}, {"id": "y", "parent": "x"}]
    assert any(place.endswith(".parent") for place in places(case))


def test_two_prices_are_refused() -> None:
    case = northvale()
    case["criteria"].append({**case["criteria"][PR], "id": "PR2"})
    assert f"criteria[{len(case['criteria']) - 1}]" in places(case)


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_rules_that_are_not_offered_are_refused_with_the_reason(code: str) -> None:
    with pytest.raises(CannotDo) as refused:
        read_case(as_bytes(change(f"criteria.{PR}.formula", code)))
    words = " ".join(problem.words for problem in refused.value.problems)
    assert REFUSED[code] in words


def test_every_problem_is_told_at_once() -> None:
    case = change("bids.0.scores.Q1", "9")
    case["comparator"] = "?"
    case["bids"][1]["price"] = 4
    found = places(case)
    assert {"comparator", "bids[0].scores.Q1", "bids[1].price"} <= set(found)


@st.composite
def made_cases(draw: Any) -> dict[str, Any]:  # hypothesis draws anything
    """A case file of made-up rules and bids."""
    rules = draw(made_rules())
    bids = draw(made_bids(rules))
    inside = set(rules.sections[0].leaves)
    criteria: list[dict[str, Any]] = [{"id": "quality"}]
    for leaf in rules.leaves:
        one: dict[str, Any] = {
            "id": leaf.code,
            "kind": leaf.kind.value,
            "weight": plain(leaf.weight),
        }
        if leaf.code in inside:
            one["parent"] = "quality"
        if leaf.kind is Kind.SCORED:
            one["scale"] = [plain(score) for score in leaf.scale]
            if leaf.minimum is not None:
                one["minimum"] = plain(leaf.minimum)
        else:
            one["formula"] = rules.price.formula
            one["parameters"] = {name: plain(value) for name, value in rules.price.parameters}
            table = FORMULAS[rules.price.formula].table
            if table is not None and table.name == "shares":
                one["parameters"]["shares"] = [plain(share) for _, share in rules.price.table]
            elif table is not None:
                one["parameters"][table.name] = [
                    [plain(at), plain(share)] for at, share in rules.price.table
                ]
        criteria.append(one)
    minimum = rules.sections[0].minimum
    return {
        "format": FORMAT,
        "reference": "made",
        "criteria": criteria,
        "section_minimums": []
        if minimum is None
        else [{"criterion": "quality", "points": plain(minimum)}],
        "comparator": rules.comparator,
        "score_rule": rules.score_rule.value,
        "rounding": {
            "stage": rules.rounding.stage.value,
            "places": rules.rounding.places,
            "mode": rules.rounding.mode.value,
        },
        "tie_break": list(rules.tie_break),
        "bids": [
            {
                "id": bid.bid,
                "price": plain(bid.price or 0),
                "scores": {code: plain(score) for code, score in bid.scores.items()},
                **({"set_aside": bid.set_aside} if bid.set_aside else {}),
            }
            for bid in bids
        ],
    }


def no_floats(value: object) -> bool:
    """Tells whether no number of a result is inexact."""
    if isinstance(value, dict):
        return all(no_floats(one) for one in value.values())
    if isinstance(value, list):
        return all(no_floats(one) for one in value)
    return value is None or isinstance(value, str | bool | int)


@settings(max_examples=EXAMPLES)
@given(made_cases())
def test_made_up_cases_are_ranked_exactly(case: dict[str, Any]) -> None:
    result = evaluate(read_case(as_bytes(case)), working=True)
    assert no_floats(result)
    assert json.loads(as_text(result)) == result
    ranked = {row["bid"] for row in result["ranking"]}
    out = {one["bid"] for one in result["not_ranked"]}
    assert ranked | out == {bid["id"] for bid in case["bids"]}
    assert not ranked & out
    totals = [Fraction(row["exact_total"]) for row in result["ranking"]]
    if "compared" not in (result["ranking"] or [{}])[0]:
        assert totals == sorted(totals, reverse=True)


@settings(max_examples=EXAMPLES)
@given(made_cases(), st.data())
def test_a_mutated_case_is_refused_in_words_or_still_ranked(
    case: dict[str, Any], data: st.DataObject
) -> None:
    broken = copy.deepcopy(case)
    inner: Any = broken
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if isinstance(inner[key], dict | list) and inner[key] and data.draw(st.booleans()):
            inner = inner[key]
            continue
        if data.draw(st.booleans()):
            del inner[key]
        else:
            inner[key] = data.draw(
                st.sampled_from([None, True, 3, 2.5, "", "x", "1e9", "-1", "0", [], {}, "9" * 50])
            )
        break
    assert all(problem.place and problem.words for problem in refusals(broken))
