"""Dates and times as people type and read them, on a London clock."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation import dates


@pytest.mark.parametrize(
    "typed",
    ["26/3/2026", "26.3.26", "26-03-2026", "2026-03-26", "26 March 2026", "26 mar 26",
     "Thursday 26 March 2026"],
)  # fmt: skip
def test_days_people_type(typed: str) -> None:
    assert dates.parse_day(typed) == date(2026, 3, 26)


@pytest.mark.parametrize("typed", ["", "31/2/2026", "soon", "26 M 2026", "1 2", "🙂", "9" * 400])
def test_what_is_not_a_day_is_refused_in_words(typed: str) -> None:
    with pytest.raises(dates.NotADate, match="for example"):
        dates.parse_day(typed)


@pytest.mark.parametrize("year", [0, 99, 100, 1899, 1900, 2199, 2200])
def test_a_year_of_two_figures_is_of_this_century_and_others_are_within_the_limits(
    year: int,
) -> None:
    meant = year + 2000 if year < 100 else year
    if dates.FIRST_YEAR <= meant <= dates.LAST_YEAR:
        assert dates.parse_day(f"1/3/{year}") == date(meant, 3, 1)
    else:
        with pytest.raises(dates.NotADate, match="1900 to 2199"):
            dates.parse_day(f"1/3/{year}")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_days_written_out_are_read_back(day: date) -> None:
    assert dates.parse_day(dates.day_text(day)) == day
    assert dates.parse_day(dates.day_name_text(day)) == day


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("12:00", time(12)),
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
    ],
)
def test_times_people_type(typed: str, clock: time) -> None:
    assert dates.parse_clock(typed) == clock


@pytest.mark.parametrize("typed", ["", "24:00", "12:60", "noon", "-1", "12:0x"])
def test_what_is_not_a_time_is_refused_in_words(typed: str) -> None:
    with pytest.raises(dates.NotADate, match="24-hour"):
        dates.parse_clock(typed)


def test_summer_time_moves_the_date() -> None:
    late = datetime(2026, 6, 10, 23, 30, tzinfo=UTC)
    assert dates.local_date(late) == date(2026, 6, 11)
    assert dates.moment_text(late) == "11 June 2026, 00:30"
    assert dates.at_london(date(2026, 9, 7), time(12)) == datetime(2026, 9, 7, 11, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.local(datetime(2026, 1, 1))


def test_words() -> None:
    assert dates.day_name_text(date(2026, 4, 8)) == "Wednesday 8 April 2026"
    assert dates.short_day(date(2026, 4, 8)) == "8 Apr"
