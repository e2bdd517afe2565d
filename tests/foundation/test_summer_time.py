"""Days and times around midnight in summer time, and in the nights when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.dates import (
    NotADate,
    at_london,
    clock_text,
    day_text,
    has_passed,
    local,
    local_date,
    moment_text,
    readings,
    season,
    season_text,
    typed_moment,
)

BACK, FORWARD = date(2026, 10, 25), date(2026, 3, 29)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))
CHANGES = st.sampled_from(
    [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]
)
NEAR = st.builds(
    lambda at, minutes: at + timedelta(minutes=minutes), CHANGES, st.integers(-180, 180)
)


@given(MOMENTS | NEAR)
def test_what_a_clock_shows_is_read_back_as_the_moment_it_was(moment: datetime) -> None:
    here = local(moment)
    found = readings(local_date(moment), here.time())
    assert moment in found
    assert (
        len(found) == len({clock_text(one) for one in found}) == len({season(one) for one in found})
    )
    assert typed_moment(local_date(moment), here.time(), season(moment)) == moment
    assert [
        one for one in found if clock_text(one, seconds=True) == clock_text(moment, seconds=True)
    ] == [moment]


@given(st.dates(date(2000, 1, 1), date(2199, 12, 31)), st.times())
def test_only_the_hours_of_the_change_come_twice_or_not_at_all(day: date, clock: time) -> None:
    last_sunday = day.weekday() == 6 and day.day > 24
    usual = 0 if last_sunday and day.month == 3 and clock.hour == 1 else 1
    usual = 2 if last_sunday and day.month == 10 and clock.hour == 1 else usual
    assert len(readings(day, clock)) == usual


@given(st.integers(0, 59))
def test_a_time_the_night_leaves_out_is_refused_and_a_doubled_one_is_asked_about(
    minute: int,
) -> None:
    clock = time(1, minute)
    for chosen in ("", "BST", "GMT"):
        with pytest.raises(NotADate, match="does not exist on 29 March 2026"):
            typed_moment(FORWARD, clock, chosen)
    with pytest.raises(NotADate, match="comes twice on 25 October 2026"):
        typed_moment(BACK, clock)
    summer, winter = (typed_moment(BACK, clock, chosen) for chosen in ("BST", "GMT"))
    assert winter - summer == timedelta(hours=1)
    for day in (FORWARD, BACK):
        with pytest.raises(ValueError, match="times on"):
            at_london(day, clock)


def test_the_two_of_a_doubled_hour_are_told_apart_wherever_they_are_shown() -> None:
    summer, winter = readings(BACK, time(1, 30))
    assert [season_text(one) for one in (summer, winter)] == [
        "01:30 summer time (BST)",
        "01:30 winter time (GMT)",
    ]
    assert moment_text(summer) == "25 October 2026, 01:30 BST"
    assert moment_text(winter) == "25 October 2026, 01:30 GMT"
    assert clock_text(winter + timedelta(hours=1)) == "02:30"


@given(NEAR, st.integers(0, 86_400))
def test_the_day_of_a_moment_is_the_day_its_text_says(moment: datetime, seconds: int) -> None:
    later = moment + timedelta(seconds=seconds)
    assert moment_text(later).startswith(day_text(local_date(later)))


@given(MOMENTS, st.integers(-3_000_000, 3_000_000))
def test_a_deadline_lasts_to_the_end_of_its_second(moment: datetime, microseconds: int) -> None:
    deadline = moment.replace(microsecond=0)
    at = deadline + timedelta(microseconds=microseconds)
    assert has_passed(deadline, at) is (microseconds >= 1_000_000)
