"""The weekly grid: painting, rubbing out, moving, stretching and copying never lose half hours."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.canonical import canonical_json
from starapp.foundation.problems import CannotDo
from starapp.specifications.grid_checks import clock, gaps, grid_problems, overlaps
from starapp.specifications.grid_form import (
    block_between,
    extras_from_json,
    extras_to_json,
    grid_from_json,
    grid_to_json,
)
from starapp.specifications.grid_volumes import Extras, hours_with_staff, sleep_in_nights, volumes
from starapp.specifications.support_grid import (
    SLOTS,
    Block,
    Support,
    SupportGrid,
    copy_day,
    delete,
    grid_of,
    move,
    paint,
    rub_out,
    stretch,
)

SHARABLE = [kind for kind in Support if kind.may_be_shared]


@st.composite
def blocks(draw, background=None):
    """Any block, background only where it may be."""
    behind = draw(st.booleans()) if background is None else background
    support = draw(st.sampled_from(SHARABLE if behind else list(Support)))
    return Block(
        day=draw(st.integers(0, 6)),
        start=draw(st.integers(0, SLOTS - 1)),
        length=draw(st.integers(1, 60)),
        support=support,
        shared_by=draw(st.integers(1, 5)) if support.may_be_shared else 1,
        label=draw(st.sampled_from(["", "Cook tea", "Swimming"])),
        must_have=draw(st.booleans()),
        background=behind,
    )


@st.composite
def grids(draw):
    """A week painted block by block."""
    grid = SupportGrid()
    for block in draw(st.lists(blocks(), max_size=12)):
        grid = paint(grid, block)
    return grid


def cells(grid, *, background):
    """What every half hour of a layer holds."""
    return {
        (block.day, slot): replace(block, day=0, start=0, length=1)
        for block in grid.layer(background=background)
        for slot in range(block.start, block.end)
    }


def touched(block):
    """The half hours a block covers, over 07:00 and from Sunday into Monday."""
    first = block.day * SLOTS + block.start
    return {divmod(slot % (7 * SLOTS), SLOTS) for slot in range(first, first + block.length)}


@given(grids(), blocks())
def test_painting_covers_exactly_its_half_hours(grid, block):
    after = paint(grid, block)
    before_cells = cells(grid, background=block.background)
    now = cells(after, background=block.background)
    painted = touched(block)
    assert {place for place in now if place in painted} == painted
    assert all(now[place] == replace(block, day=0, start=0, length=1) for place in painted)
    outside = {place: kind for place, kind in now.items() if place not in painted}
    assert outside == {p: kind for p, kind in before_cells.items() if p not in painted}
    other = not block.background
    assert cells(after, background=other) == cells(grid, background=other)


@given(grids())
def test_layers_never_overlap_and_equal_neighbours_are_one(grid):
    for background in (False, True):
        layer = grid.layer(background=background)
        assert sum(block.length for block in layer) == len(cells(grid, background=background))
        for one in layer:
            assert 1 <= one.length <= SLOTS - one.start
            assert not any(
                one.day == other.day and one.end == other.start and one.same_kind(other)
                for other in layer
            )


@given(grids(), blocks())
def test_painting_then_rubbing_out_leaves_nothing_there(grid, block):
    after = rub_out(
        paint(grid, block), day=block.day, start=block.start, length=block.length,
        background=block.background,
    )  # fmt: skip
    left = cells(after, background=block.background)
    assert not left.keys() & touched(block)


@given(blocks())
def test_painting_twice_is_painting_once(block):
    once = paint(SupportGrid(), block)
    assert paint(once, block) == once


@given(grids(), st.data())
def test_moving_keeps_the_length_and_stays_in_the_day(grid, data):
    if not grid.blocks:
        return
    block = data.draw(st.sampled_from(grid.blocks))
    day, start = data.draw(st.integers(0, 6)), data.draw(st.integers(-5, 60))
    after = move(grid, block, day=day, start=start)
    held = min(max(start, 0), SLOTS - block.length)
    there = after.at(day, held, background=block.background)
    assert there is not None
    assert there.same_kind(block)
    assert there.covers(day, held + block.length - 1)


def test_moving_out_and_back_over_nothing_changes_nothing():
    grid = paint(SupportGrid(), Block(1, 4, 6, Support.ONE_TO_ONE, label="Cook tea"))
    moved = move(grid, grid.blocks[0], day=3, start=20)
    assert move(moved, moved.blocks[0], day=1, start=4) == grid


def test_stretching_replaces_what_it_grows_over():
    grid = paint(SupportGrid(), Block(0, 0, 4, Support.ONE_TO_ONE))
    grid = paint(grid, Block(0, 4, 4, Support.TWO_TO_ONE))
    after = stretch(grid, grid.blocks[0], start=0, end=6)
    assert [(b.start, b.end, b.support) for b in after.blocks] == [
        (0, 6, Support.ONE_TO_ONE), (6, 8, Support.TWO_TO_ONE),
    ]  # fmt: skip
    assert stretch(after, after.blocks[0], start=3, end=3).blocks[0].length == 1


def test_individual_support_leaves_the_background_in_place():
    grid = paint(SupportGrid(), Block(0, 2, 28, Support.SHARED, shared_by=4, background=True))
    after = paint(grid, Block(0, 6, 4, Support.ONE_TO_ONE))
    assert after.layer(background=True) == grid.blocks
    assert after.top(0, 6).support is Support.ONE_TO_ONE
    assert after.top(0, 10).support is Support.SHARED


def test_painting_in_the_middle_splits_and_deleting_leaves_a_gap():
    grid = paint(SupportGrid(), Block(0, 0, 10, Support.ONE_TO_ONE, label="Morning"))
    after = paint(grid, Block(0, 4, 2, Support.NOT_NEEDED))
    assert [(b.start, b.end) for b in after.blocks] == [(0, 4), (4, 6), (6, 10)]
    assert len(delete(after, after.blocks[1]).blocks) == 2


@given(grids(), st.integers(0, 6), st.integers(0, 6))
def test_a_copied_day_is_the_same_day(grid, source, target):
    after = copy_day(grid, source=source, target=target)
    assert [replace(b, day=0) for b in after.day(target)] == [
        replace(b, day=0) for b in grid.day(source)
    ]
    for day in set(range(7)) - {target}:
        assert after.day(day) == grid.day(day)


@given(grids())
def test_stored_and_read_back_it_is_the_same_week(grid):
    assert grid_from_json(grid_to_json(grid)) == grid
    assert canonical_json(grid_from_json(grid_to_json(grid)).blocks) == canonical_json(grid.blocks)


@given(grids(), grids())
def test_hours_of_different_days_add_up(one, other):
    early = SupportGrid(tuple(b for b in one.blocks if b.day < 3))
    late = SupportGrid(tuple(b for b in other.blocks if b.day >= 3))
    both = grid_of((*early.blocks, *late.blocks))
    for name in (
        "one_to_one", "two_to_one_sessions", "shared_whole", "shared_share", "waking_share",
        "with_staff", "staff_paid",
    ):  # fmt: skip
        left, right = getattr(volumes(early), name), getattr(volumes(late), name)
        assert getattr(volumes(both), name) == left + right


@given(grids())
def test_gaps_and_covered_time_make_the_week(grid):
    def minutes(problem):
        _day, span = problem.place.split(".")[1:]
        start, end = span.split("-")
        return int(end) - int(start)

    covered = {(b.day, slot) for b in grid.blocks for slot in range(b.start, b.end)}
    assert sum(minutes(gap) for gap in gaps(grid)) + len(covered) == 7 * SLOTS
    for day in range(7):
        assert 0 <= hours_with_staff(grid, day) <= 24


@pytest.mark.parametrize("stored", [None, {}, [1], [{"day": 0}], [{
    "day": 9, "start": 0, "length": 1, "support": "shared", "shared_by": 1, "label": "",
    "outcome": "", "must_have": True, "background": False,
}], [{
    "day": 1, "start": 0, "length": "1", "support": "shared", "shared_by": 1, "label": "",
    "outcome": "", "must_have": True, "background": False,
}]])  # fmt: skip
def test_a_bad_week_is_refused_in_words(stored):
    with pytest.raises(CannotDo):
        grid_from_json(stored)


def test_extras_come_back_the_same():
    extras = Extras(miles=replace(Extras()).miles + 60, tec=False, transition=True)
    assert extras_from_json(extras_to_json(extras)) == extras
    with pytest.raises(CannotDo):
        extras_from_json({"miles": "x"})


def test_a_night_over_seven_is_one_night():
    grid = paint(SupportGrid(), block_between(0, "22:00", "08:00", Support.SLEEP_IN))
    assert [(b.day, b.start, b.end) for b in grid.blocks] == [(0, 30, 48), (1, 0, 2)]
    assert sleep_in_nights(grid) == (1, 1)


def test_sunday_night_runs_into_monday():
    grid = paint(SupportGrid(), block_between(6, "22:00", "08:00", Support.SLEEP_IN))
    assert sleep_in_nights(grid) == (1, 1)
    assert {block.day for block in grid.blocks} == {0, 6}


def test_a_week_of_nothing_but_sleep_in_is_seven_nights():
    grid = paint(SupportGrid(), Block(0, 0, 336, Support.SLEEP_IN))
    assert sleep_in_nights(grid) == (7, 7)
    assert [problem.code for problem in grid_problems(grid)] == ["long_night"] * 7


def test_a_time_before_seven_belongs_to_the_day_before():
    assert block_between(1, "05:00", "07:00", Support.WAKING_NIGHT).day == 0
    assert clock(0) == "07:00"
    assert clock(31) == "22:30"
    assert clock(48) == "07:00"


def test_shared_over_background_shared_counts_twice_and_is_said():
    grid = paint(SupportGrid(), Block(0, 0, 10, Support.SHARED, shared_by=4, background=True))
    grid = paint(grid, Block(0, 4, 2, Support.SHARED))
    (problem,) = overlaps(grid)
    assert problem.place == "grid.0.4-6"
    assert "Monday, 09:00 to 10:00" in problem.words


def test_two_blocks_of_one_layer_on_top_of_each_other_are_said():
    grid = grid_of([Block(2, 0, 4, Support.ONE_TO_ONE), Block(2, 2, 4, Support.TWO_TO_ONE)])
    assert [problem.place for problem in overlaps(grid)] == ["grid.2.2-4"]


def test_an_empty_week_is_one_problem():
    assert [problem.code for problem in grid_problems(SupportGrid())] == ["empty"]
    assert volumes(SupportGrid()).staff_paid == 0


@pytest.mark.parametrize("wrong", [
    {"day": 7}, {"start": 48}, {"length": 0}, {"shared_by": 0}, {"shared_by": 2},
    {"background": True},
])  # fmt: skip
def test_a_block_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"cannot be|no such|for one person"):
        replace(Block(0, 0, 2, Support.ONE_TO_ONE), **wrong)


def test_a_third_of_the_hours_stays_exact():
    grid = paint(SupportGrid(), Block(0, 0, 196, Support.SHARED, shared_by=3))
    assert volumes(grid).shared_share == Fraction(98, 3)
