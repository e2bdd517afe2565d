"""A sleep-in night is one worker's night: however it is drawn, it counts and costs once."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.app import open_workspace
from starapp.competitions.commands import abandon
from starapp.competitions.publication import publication_problems
from starapp.competitions.queries import competitions
from starapp.competitions.queries import volumes as frozen_volumes
from starapp.documents.plain_text import plain_text
from starapp.foundation.problems import CannotDo
from starapp.history.acting import Actor, Role
from starapp.history.history import entries
from starapp.specifications import commands, queries, stage_commands
from starapp.specifications.grid_checks import (
    counted_anew,
    grid_problems,
    night_questions,
    recount_words,
)
from starapp.specifications.grid_form import grid_from_json, grid_to_json
from starapp.specifications.grid_volumes import sleep_in_nights, volumes, worker_nights
from starapp.specifications.package import PackageState
from starapp.specifications.readiness import lock_problems
from starapp.specifications.specification import digest_of
from starapp.specifications.support_grid import (
    DAYS,
    SLOTS,
    Block,
    Support,
    SupportGrid,
    by_day,
    grid_of,
    paint,
    rub_out,
)
from starapp.verify import verify
from tests.make.specifications import northvale_package, northvale_week

STORED = Path(__file__).parents[1] / "files" / "workspaces" / "nights-7.star"
SLEEP_IN, WAKING = Support.SLEEP_IN, Support.WAKING_NIGHT
BY_BLOCKS = {"hour_1to1": "7/2", "shared_hour": "35", "sleep_in": "14/3", "mile": "60",
             "tec_week": "1", "transition_one_off": "1"}  # fmt: skip
"""What the stored file's weeks held when it was made: 14 nights shared by three."""


def every_night(start=30, length=18, **more):
    """The same night on every evening; 22:00 to 07:00 unless told otherwise."""
    grid = SupportGrid()
    for day in range(DAYS):
        grid = paint(grid, Block(day, start, length, SLEEP_IN, **more))
    return grid


def nights(grid):
    return sleep_in_nights(grid)[0]


places = st.one_of(
    st.tuples(st.integers(0, DAYS - 1), st.integers(29, SLOTS - 1), st.integers(1, 6)),
    st.tuples(st.integers(0, DAYS - 1), st.integers(0, SLOTS - 1), st.integers(1, SLOTS)),
)
"""Day, start and length: short pieces of a night, or anything."""


@st.composite
def night_blocks(draw, support=None):
    day, start, length = draw(places)
    kind = support or draw(st.sampled_from((SLEEP_IN, SLEEP_IN, WAKING)))
    shared = draw(st.integers(1, 6))
    return Block(day, start, length, kind, shared, background=draw(st.booleans()))


@st.composite
def weeks(draw):
    """Usual nights, some of them spoilt, with any blocks over them."""
    grid = every_night() if draw(st.booleans()) else SupportGrid()
    for block in draw(st.lists(night_blocks(), max_size=8)):
        grid = paint(grid, block)
    return grid


def hours(grid):
    """Half hours of every kind, whole."""
    found = {}
    for block in grid.blocks:
        found[block.support] = found.get(block.support, 0) + block.length
    return found


def test_a_planned_waking_half_hour_does_not_make_a_second_night():
    grid = every_night()
    for day in range(DAYS):
        grid = paint(grid, Block(day, 38, 1, Support.ONE_TO_ONE))
    assert (nights(grid), volumes(grid).one_to_one) == (7, Fraction(7, 2))
    assert nights(replace(grid, nights_by_run=True)) == 14


def test_sharing_that_changes_at_three_is_one_night_and_shared_by_time():
    grid = every_night(shared_by=3)
    for day in range(DAYS):
        grid = paint(grid, Block(day, 40, 8, SLEEP_IN))
    assert sleep_in_nights(grid) == (7, 7 * (Fraction(10, 3) + 8) / 18)
    assert sleep_in_nights(replace(grid, nights_by_run=True)) == (14, Fraction(28, 3))


def test_the_morning_after_seven_belongs_to_the_evening_before():
    friday = paint(SupportGrid(), Block(4, 30, 20, SLEEP_IN))
    friday = rub_out(friday, day=5, start=0, length=1)
    assert worker_nights(friday, SLEEP_IN) == {(4, False): 1}
    sunday = paint(SupportGrid(), Block(6, 30, 20, SLEEP_IN))
    assert worker_nights(sunday, SLEEP_IN) == {(6, False): 1}


def test_two_workers_at_once_are_two_nights_and_are_asked_about():
    grid = every_night(shared_by=4, background=True)
    grid = SupportGrid((*grid.blocks, *every_night().blocks))
    assert sleep_in_nights(grid) == (14, Fraction(7, 4) + 7)
    assert "overlap" not in [problem.code for problem in grid_problems(grid)]
    (question,) = night_questions(grid)
    assert (question.nights, question.doubled) == (14, 7)
    assert question.problem.words == (
        "Sleep-in: 14 in a week, because 7 nights have two workers, one of them in the background. "
        "Confirm it if that is right, or delete one."
    )


@given(weeks())
def test_more_than_seven_of_a_kind_is_never_without_a_question(grid):
    asked = {question.support: question.nights for question in night_questions(grid)}
    for kind in (SLEEP_IN, WAKING):
        found = worker_nights(grid, kind)
        alone = len({evening for evening, _ in found}) == len(found)
        assert (kind in asked) is not alone
        assert len(found) <= 7 or asked[kind] == len(found)


@given(weeks(), places)
def test_cutting_a_block_in_two_changes_nothing(grid, place):
    day, slot, _ = place
    cut = []
    for block in grid.blocks:
        if block.day == day and block.start < slot < block.end:
            cut.append(replace(block, length=slot - block.start, label="before"))
            cut.append(replace(block, start=slot, length=block.end - slot, label="after"))
        else:
            cut.append(block)
    other = SupportGrid(tuple(cut))
    assert sleep_in_nights(other) == sleep_in_nights(grid)
    assert hours(other) == hours(grid)
    assert sleep_in_nights(grid_of(other.blocks)) == sleep_in_nights(grid)


@given(weeks(), places, st.integers(1, 8))
def test_changing_who_shares_from_some_hour_never_changes_the_number(grid, place, people):
    day, slot, length = place
    changed = grid
    for block in grid.blocks:
        start, end = max(block.start, slot), min(block.end, slot + length)
        if block.day == day and block.support is SLEEP_IN and start < end:
            part = replace(block, start=start, length=end - start, shared_by=people)
            changed = paint(changed, part)
    assert nights(changed) == nights(grid)
    whole, share = sleep_in_nights(changed)
    assert 0 <= share <= whole
    assert hours(changed) == hours(grid)


@given(weeks(), places, st.sampled_from([Support.ONE_TO_ONE, Support.TWO_TO_ONE, WAKING]))
def test_waking_time_over_a_part_never_raises_the_number(grid, place, support):
    day, slot, length = place
    after = paint(grid, Block(day, slot, length, support))
    assert nights(after) <= nights(grid)
    covered = sum(
        min(b.end, piece.end) - max(b.start, piece.start)
        for piece in by_day(Block(day, slot, length, support))
        for b in grid.layer(background=False)
        if b.day == piece.day and min(b.end, piece.end) > max(b.start, piece.start)
    )
    assert sum(hours(after).values()) == sum(hours(grid).values()) + length - covered


@given(weeks(), st.integers(0, 1000))
def test_filling_the_gap_between_two_pieces_never_lowers_it(grid, which):
    pieces = [block for block in grid.blocks if block.support is SLEEP_IN]
    gaps = [
        (one, other) for one in pieces for other in pieces
        if one.day == other.day and one.background is other.background and one.end < other.start
    ]  # fmt: skip
    if not gaps:
        return
    one, other = gaps[which % len(gaps)]
    merged = paint(grid, replace(one, start=one.end, length=other.start - one.end))
    assert nights(merged) >= nights(grid)


@given(weeks())
def test_no_more_than_one_night_for_each_worker_and_evening(grid):
    whole, share = sleep_in_nights(grid)
    workers = len({block.background for block in grid.blocks if block.support is SLEEP_IN})
    assert 0 <= share <= whole <= 7 * workers
    assert (whole == 0) is (SLEEP_IN not in hours(grid))
    assert grid_from_json(json.loads(json.dumps(grid_to_json(grid)))) == grid


def test_a_sleep_in_of_thirteen_hours_over_seven_is_said():
    grid = paint(SupportGrid(), Block(4, 26, 26, SLEEP_IN))
    words = [problem.words for problem in grid_problems(grid) if problem.code == "long_night"]
    assert words == [
        "Friday, 20:00 to 09:00: a sleep-in of more than 12 hours. Shorten it or use waking support."
    ]
    grid = paint(SupportGrid(), Block(4, 26, 24, SLEEP_IN))
    assert "long_night" not in [problem.code for problem in grid_problems(grid)]


# ---- asking, on a real file ----


@pytest.fixture
def write(store, commissioner):
    def run(command, **fields):
        with store.writing(by=commissioner) as session:
            return command(session, **fields)

    return run


@pytest.fixture
def read(store):
    def run(query, *args):
        with store.reading() as session:
            return query(session, *args)

    return run


def two_workers(day_count=DAYS):
    grid = northvale_week()
    for day in range(day_count):
        grid = paint(grid, Block(day, 30, 18, SLEEP_IN))
    return grid


def test_fourteen_nights_lock_once_somebody_said_why(write, read, clock):
    package_id = write(northvale_package)
    write(commands.save_grid, package_id=package_id, grid=two_workers())
    with pytest.raises(CannotDo) as refused:
        write(stage_commands.make_ready, package_id=package_id)
    assert [problem.code for problem in refused.value.problems] == ["two_workers"]
    answer = {"package_id": package_id, "support": SLEEP_IN, "nights": 14}
    with pytest.raises(CannotDo, match="why two workers"):
        write(commands.confirm_nights, **answer, reason=" ")
    with pytest.raises(CannotDo, match="has changed"):
        write(commands.confirm_nights, **{**answer, "nights": 13}, reason="Fire risk")
    write(commands.confirm_nights, **answer, reason="Fire risk: two must wake")
    write(stage_commands.make_ready, package_id=package_id)
    spec = read(queries.specification, package_id)
    assert [(one.text, one.reason) for one in spec.kept] == [("14", "Fire risk: two must wake")]
    assert sleep_in_nights(spec.grid) == (14, Fraction(35, 4))


def test_another_number_of_nights_is_asked_again(write, read, clock):
    package_id = write(northvale_package)
    write(commands.save_grid, package_id=package_id, grid=two_workers())
    answer = {"package_id": package_id, "support": SLEEP_IN, "nights": 14, "reason": "Fire risk"}
    write(commands.confirm_nights, **answer)
    write(commands.save_grid, package_id=package_id, grid=two_workers(3))
    found = lock_problems(read(queries.specification, package_id), today=clock().date())
    assert [problem.words.split(",")[0] for problem in found] == ["Sleep-in: 10 in a week"]


# ---- what was locked before keeps its count ----


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "nights.star"
    shutil.copyfile(STORED, path)
    return path


@pytest.fixture
def opened(stored):
    workspace = open_workspace(
        stored, upgrade=True, clock=lambda: datetime(2026, 8, 20, 9, 0, tzinfo=UTC)
    )
    yield workspace.store
    workspace.close()


WRITER = Actor("", "Lead commissioner", frozenset({Role.COMMISSIONER, Role.PROCUREMENT}))


def by_number(session):
    return {one.reference[-3:]: one for one in queries.packages(session)}


def quantities(lines):
    return {line.rate_code: str(line.quantity) for line in lines}


def test_what_was_locked_keeps_volumes_price_fingerprint_and_paper(opened):
    with opened.reading() as session:
        found = by_number(session)
        for number in ("147", "148", "149"):
            package = found[number]
            spec = queries.specification(session, package.id)
            assert quantities(package.volumes) == BY_BLOCKS
            assert package.guide_weekly == Decimal("1554.27")
            assert digest_of(spec) == package.digest
            assert spec.recounted == ""
            assert "Sleep-in nights: 14." in plain_text(queries.for_bidders(session, package.id))
        published = [one for one in competitions(session) if one.state.value == "published"]
        assert [quantities(frozen_volumes(session, one.id)) for one in published] == [BY_BLOCKS]


def test_a_draft_counts_as_now_and_says_so_until_it_is_saved(opened):
    words = "Nights are now counted once for each worker's night: sleep-in was 14, is 7."
    with opened.reading() as session:
        draft = by_number(session)["150"]
        spec = queries.specification(session, draft.id)
        assert quantities(draft.volumes) == BY_BLOCKS | {"sleep_in": "7/3"}
        assert draft.guide_weekly == Decimal("1278.93")
        assert spec.recounted == words
    with opened.writing(by=WRITER) as session:
        commands.save_grid(session, package_id=draft.id, grid=spec.grid)
    with opened.reading() as session:
        assert queries.specification(session, draft.id).recounted == ""
        said = [entry.words for entry in entries(session, about=("package", draft.id), newest=2)]
        assert words in said


def test_a_draft_that_is_locked_unseen_is_locked_as_now(opened):
    with opened.writing(by=WRITER) as session:
        draft = by_number(session)["150"]
        stage_commands.make_ready(session, package_id=draft.id)
    with opened.reading() as session:
        spec = queries.specification(session, draft.id)
        assert sleep_in_nights(spec.grid)[0] == 7
        assert digest_of(spec) == spec.summary.digest


def test_what_was_locked_before_is_not_bought_unseen(opened):
    with opened.reading() as session:
        found = by_number(session)
        building = [one for one in competitions(session) if one.state.value == "building"]
        assert "recount" in [x.code for x in publication_problems(session, building[0].id)]
    with (
        pytest.raises(CannotDo, match="unlock the package"),
        opened.writing(by=WRITER) as session,
    ):
        stage_commands.enter_competition(session, package_id=found["149"].id)
    with opened.writing(by=WRITER) as session:
        abandon(session, competition_id=building[0].id, reason="Nights counted twice")
    for number in ("148", "149"):
        with opened.writing(by=WRITER) as session:
            stage_commands.unlock(session, package_id=found[number].id, reason="Nights")
        with opened.writing(by=WRITER) as session:
            stage_commands.make_ready(session, package_id=found[number].id)
        with opened.writing(by=WRITER) as session:
            stage_commands.enter_competition(session, package_id=found[number].id)
        with opened.reading() as session:
            package = queries.package(session, found[number].id)
            assert package.state is PackageState.IN_COMPETITION
            assert quantities(package.volumes)["sleep_in"] == "7/3"


def test_a_copied_week_is_counted_as_now(opened):
    with opened.writing(by=WRITER) as session:
        source = by_number(session)["147"]
        made = commands.copy_package(session, source_id=source.id, title="Another").made
    with opened.reading() as session:
        spec = queries.specification(session, made)
        assert (sleep_in_nights(spec.grid)[0], spec.recounted) == (7, "")


def test_the_stored_file_verifies(opened, stored):
    opened.close()
    assert verify(stored) == ()


def test_a_week_that_counts_the_same_both_ways_says_nothing():
    assert recount_words(replace(northvale_week(), nights_by_run=True)) == ""
    assert counted_anew(replace(northvale_week(), nights_by_run=True)) == northvale_week()
