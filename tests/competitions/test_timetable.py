"""Dates in order, enough working days, bank holidays of the whole United Kingdom left out."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.competitions.competition import Timetable
from starapp.competitions.timetable import (
    MOMENTS,
    ORDER,
    order_problems,
    suggested,
    timetable_problems,
    timetable_warnings,
    working_days_to_bid,
)
from starapp.foundation.dates import at_london, local_date
from starapp.regimes.calendars import add_working_days, is_working_day
from tests.make.competitions import london

EXAMPLE = Timetable(
    invitation=london("2026-08-17T10:00"),
    questions_by=london("2026-08-24T17:00"),
    answers_by=london("2026-08-27T17:00"),
    deadline=london("2026-09-07T12:00"),
    scoring_by=date(2026, 9, 14),
    moderation=date(2026, 9, 16),
    meeting=date(2026, 9, 21),
    decision=date(2026, 9, 24),
    letters=date(2026, 9, 25),
    transition=date(2026, 10, 12),
    support_starts=date(2026, 11, 9),
    first_review=date(2026, 12, 21),
)
NOW = london("2026-08-17T10:00")
DAYS = st.dates(date(2026, 1, 5), date(2027, 6, 30))


def places(problems):
    return [problem.place for problem in problems]


def test_the_example_is_what_would_be_suggested_and_has_no_problem():
    assert suggested(date(2026, 8, 17), support_starts=date(2026, 11, 9)) == EXAMPLE
    assert list(timetable_problems(EXAMPLE, now=NOW)) == []
    assert list(timetable_warnings(EXAMPLE)) == []


def test_the_summer_bank_holiday_does_not_count():
    assert working_days_to_bid(EXAMPLE) == 14


@given(DAYS)
def test_what_is_suggested_is_always_in_order_and_on_working_days(first):
    dates = suggested(first)
    assert list(order_problems(dates)) == []
    for place in ("questions_by", "answers_by", "deadline", "scoring_by", "decision", "letters"):
        value = getattr(dates, place)
        assert is_working_day(local_date(value) if isinstance(value, datetime) else value)


@given(DAYS, st.integers(1, len(ORDER) - 1), st.integers(1, 400))
def test_a_date_before_the_one_it_follows_is_named(first, number, days):
    dates = suggested(first)
    place, before = ORDER[number][0], getattr(dates, ORDER[number - 1][0])
    broken = replace(dates, **{place: _like(getattr(dates, place), before, days)})
    assert places(order_problems(broken))[0] == place


def _like(value, before, days):
    """A value of the same kind, some days before another one."""
    if isinstance(value, datetime):
        return before - timedelta(days=days)
    day = local_date(before) if isinstance(before, datetime) else before
    return day - timedelta(days=days)


@pytest.mark.parametrize("place", ["questions_by", "answers_by", "deadline"])
def test_a_needed_date_is_asked_for(place):
    assert place in places(timetable_problems(replace(EXAMPLE, **{place: None}), now=NOW))


def test_answers_at_the_moment_of_the_deadline_are_too_late():
    late = replace(EXAMPLE, answers_by=EXAMPLE.deadline)
    assert places(order_problems(late)) == ["deadline"]


def test_a_deadline_that_passed_is_refused():
    problems = list(timetable_problems(EXAMPLE, now=EXAMPLE.deadline))
    assert [one.code for one in problems] == ["past"]


def test_little_time_and_closed_days_are_only_warnings():
    short = replace(
        EXAMPLE,
        answers_by=london("2026-08-27T17:00"),
        deadline=london("2026-08-29T12:00"),
    )
    codes = [(one.place, one.code) for one in timetable_warnings(short)]
    assert ("answers_by", "short") in codes
    assert ("deadline", "short") in codes
    assert ("deadline", "closed") in codes
    assert list(timetable_problems(short, now=NOW)) == []


@pytest.mark.parametrize("gap", range(9))
def test_six_days_after_the_answers_are_enough(gap):
    dates = replace(EXAMPLE, answers_by=EXAMPLE.deadline - timedelta(days=gap))
    told = {(one.place, one.code) for one in timetable_warnings(dates)}
    assert (("answers_by", "short") in told) is (gap < 6)


@pytest.mark.parametrize("days", range(1, 13))
def test_ten_working_days_to_bid_are_enough(days):
    opened = add_working_days(local_date(EXAMPLE.invitation), days)
    dates = replace(EXAMPLE, deadline=at_london(opened, time(12)))
    told = {(one.place, one.code) for one in timetable_warnings(dates)}
    assert working_days_to_bid(dates) == days
    assert (("deadline", "short") in told) is (days < 10)


@pytest.mark.parametrize("place", [place for place, _ in ORDER])
def test_only_the_person_s_own_days_may_be_a_sunday(place):
    sunday = date(2026, 11, 8)
    value = at_london(sunday, time(12)) if place in MOMENTS else sunday
    told = {(one.place, one.code) for one in timetable_warnings(replace(EXAMPLE, **{place: value}))}
    assert ((place, "closed") in told) is (place not in {"transition", "support_starts"})


@given(DAYS, st.integers(0, 200))
def test_what_is_suggested_leaves_time_before_support_starts(first, later):
    dates = suggested(first, support_starts=first + timedelta(days=later))
    assert dates.support_starts >= max(first + timedelta(days=later), dates.transition)
    assert dates.transition >= add_working_days(first, 39)
    assert dates.first_review - dates.support_starts == timedelta(weeks=6)
