"""When insurance ran out, runs out soon, or runs on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.providers.insurance import SOON_DAYS, Cover, cover
from starapp.providers.register import Insurance

TODAY = date(2026, 8, 3)


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (-1, Cover.RAN_OUT),
        (0, Cover.SOON),
        (SOON_DAYS, Cover.SOON),
        (SOON_DAYS + 1, Cover.RUNS),
    ],
)
def test_the_last_day_is_covered(days: int, standing: Cover) -> None:
    assert cover(TODAY + timedelta(days=days), today=TODAY) is standing


def test_an_unknown_end_is_no_end() -> None:
    assert cover(None, today=TODAY) is Cover.UNKNOWN


@given(st.lists(st.none() | st.dates(), min_size=3, max_size=3))
def test_the_first_to_end_is_the_earliest_known(ends: list[date | None]) -> None:
    known = [end for end in ends if end is not None]
    assert Insurance(*ends).first_to_end == (min(known) if known else None)
