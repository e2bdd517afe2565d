"""Edits of the criteria tree give new models, lose nothing and never touch the old one."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.criteria.criteria_tree import (
    added,
    free_code,
    marks,
    moved,
    part_marks,
    removed,
    replaced,
    total_marks,
    walk,
)
from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, Part
from tests.make.scene import northvale_model

MODEL = northvale_model()
CODES = [criterion.code for criterion in MODEL.criteria]


def codes(model: EvaluationModel) -> list[str]:
    return [criterion.code for criterion in model.criteria]


def test_walking_gives_parents_before_children_with_their_depth() -> None:
    found = [(depth, criterion.code) for depth, criterion in walk(MODEL)]
    assert found[:3] == [(0, "quality"), (1, "Q1"), (1, "Q2")]
    assert sorted(code for _, code in found) == sorted(CODES)


def test_marks_of_sections_are_the_sum_of_what_is_under_them() -> None:
    assert marks(MODEL, "quality") == Decimal(60)
    assert marks(MODEL, "Q1") == Decimal(18)
    assert total_marks(MODEL) == Decimal(100)
    assert [part_marks(MODEL, part) for part in (Part.QUALITY, Part.PRICE, Part.SOCIAL_VALUE)] == [
        Decimal(60), Decimal(25), Decimal(15),
    ]  # fmt: skip
    inner = Criterion("inner", "Inner", Kind.SECTION, Part.QUALITY, "quality")
    deep = replaced(added(MODEL, inner), "Q1", replace(MODEL.criterion("Q1"), parent="inner"))
    assert marks(deep, "inner") == Decimal(18)
    assert marks(deep, "quality") == Decimal(60)


def test_a_new_code_changes_children_and_tie_break_with_it() -> None:
    named = replaced(MODEL, "quality", replace(MODEL.criterion("quality"), code="care"))
    assert [c.code for c in named.children("care")] == ["Q1", "Q2", "Q3", "Q4", "Q5"]
    assert named.children("quality") == ()
    assert named.tie_break == ("care", "Q5", "Q3")
    assert MODEL.tie_break == ("quality", "Q5", "Q3")


def test_removing_a_section_takes_all_under_it_and_its_tie_breaks() -> None:
    inner = Criterion("inner", "Inner", Kind.SECTION, Part.QUALITY, "quality")
    leaf = Criterion("Q9", "Deep", Kind.SCORED, Part.QUALITY, "inner")
    deep = added(added(MODEL, inner), leaf)
    left = removed(deep, "quality")
    assert codes(left) == [code for code in CODES if not code.startswith(("Q", "quality"))]
    assert left.tie_break == ()
    assert removed(MODEL, "Q5").tie_break == ("quality", "Q3")


@pytest.mark.parametrize("after", [None, *CODES])
def test_adding_puts_it_after_another_or_at_the_end(after: str | None) -> None:
    new = Criterion("NEW", "New", Kind.SCORED, Part.QUALITY)
    found = codes(added(MODEL, new, after=after))
    place = found.index("NEW")
    assert found[:place] + found[place + 1 :] == CODES
    assert place == (len(CODES) if after is None else CODES.index(after) + 1)


@given(st.sampled_from(CODES), st.integers(-3, 3))
def test_moving_keeps_every_criterion_under_its_parent(code: str, by: int) -> None:
    after = moved(MODEL, code, by=by)
    assert sorted(codes(after)) == sorted(CODES)
    assert {c.code: c.parent for c in after.criteria} == {c.code: c.parent for c in MODEL.criteria}
    siblings = [c.code for c in MODEL.children(MODEL.criterion(code).parent)]
    place = siblings.index(code) + by
    if 0 <= place < len(siblings):
        assert [c.code for c in after.children(MODEL.criterion(code).parent)].index(code) == place
        assert moved(after, code, by=-by) == MODEL
    else:
        assert after == MODEL


@given(st.lists(st.sampled_from(CODES), max_size=5, unique=True))
def test_removing_never_leaves_a_criterion_without_its_parent(gone: list[str]) -> None:
    model = MODEL
    for code in gone:
        model = removed(model, code)
    left = set(codes(model))
    assert all(c.parent is None or c.parent in left for c in model.criteria)
    assert set(model.tie_break) <= left
    assert total_marks(model) == sum(marks(model, c.code) for c in model.children(None))


def test_free_codes_are_not_taken() -> None:
    assert free_code(MODEL, "Q") == "Q6"
    assert free_code(MODEL, "SV") == "SV3"
    assert free_code(removed(MODEL, "Q2"), "Q") == "Q2"
