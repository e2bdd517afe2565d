"""Which backup copies stay and which go: the newest never, the spread of time last."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from starapp.backups.rotation import (
    DAYS,
    EVERY,
    HALF_HOURS,
    NOT_TOUCHED,
    WEEKS,
    Copy,
    Kind,
    due,
    let_go,
)

NOW = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
ENDLESS = 10**15


def copy(ago: timedelta, size: int = 10, kind: Kind = Kind.BY_ITSELF) -> Copy:
    made = NOW - ago
    return Copy(Path(f"w {made:%Y-%m-%d %H%M%S}.star"), made, size, kind)


copies = st.lists(
    st.builds(
        copy,
        st.integers(-3600, 3600 * 24 * 200).map(lambda seconds: timedelta(seconds=seconds)),
        st.integers(1, 100),
        st.sampled_from([Kind.BY_ITSELF, Kind.BY_ITSELF, Kind.BEFORE_GOING_BACK]),
    ),
    max_size=60,
    unique_by=lambda one: one.path,
)
rooms = st.one_of(st.just(ENDLESS), st.integers(0, 800))


def held(one: Copy) -> bool:
    return one.kind is Kind.BEFORE_GOING_BACK and NOW - one.made < NOT_TOUCHED


@given(copies, rooms)
def test_the_newest_and_what_is_held_never_go(given_copies: list[Copy], most: int) -> None:
    gone = let_go(given_copies, most=most, now=NOW)
    assert len(set(gone)) == len(gone)
    assert set(gone) <= set(given_copies)
    assert not any(held(one) for one in gone)
    if given_copies:
        assert max(given_copies, key=lambda one: one.made) not in gone


@given(copies, rooms)
def test_what_stays_is_within_its_room_or_cannot_go(given_copies: list[Copy], most: int) -> None:
    stay = set(given_copies) - set(let_go(given_copies, most=most, now=NOW))
    free = {one for one in stay if not held(one)}
    assert len(free) <= HALF_HOURS + DAYS + WEEKS
    if sum(one.size for one in stay) > most:
        assert len(free) <= 1, "something that may go stayed over the limit"


@given(copies, rooms)
def test_letting_go_twice_lets_go_of_nothing_more(given_copies: list[Copy], most: int) -> None:
    gone = let_go(given_copies, most=most, now=NOW)
    stay = [one for one in given_copies if one not in gone]
    assert let_go(stay, most=most, now=NOW) == ()


@given(copies, st.randoms())
def test_the_order_they_are_found_in_does_not_count(given_copies: list[Copy], chance) -> None:
    shuffled = [*given_copies]
    chance.shuffle(shuffled)
    assert let_go(shuffled, most=ENDLESS, now=NOW) == let_go(given_copies, most=ENDLESS, now=NOW)


LONDON = ZoneInfo("Europe/London")
SLOTS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (24, lambda made: made.replace(minute=made.minute // 30 * 30, second=0)),
    (14, lambda made: made.astimezone(LONDON).date()),
    (8, lambda made: made.astimezone(LONDON).date() - timedelta(made.astimezone(LONDON).weekday())),
)
"""Half hours, days and weeks, as README and the settings page tell them."""


def crowded(chance: Random) -> list[Copy]:
    """Copies around the ends of half hours, of London days (23:00 UTC) and of weeks, and a year ago."""
    slots = [*range(40), *(48 * day + 20 for day in range(23)), 48 * 364]
    agos = {slot * 1800 + chance.choice((-1, 0, 1, 60)) for slot in slots for _ in range(2)}
    return [
        Copy(
            Path(f"{chance.random()}.star"),
            NOW - timedelta(seconds=ago),
            10,
            chance.choice((Kind.BY_ITSELF, Kind.BY_ITSELF, Kind.BEFORE_GOING_BACK)),
        )
        for ago in chance.sample(sorted(agos), chance.randint(0, len(agos)))
    ]


@given(st.integers())
def test_the_last_of_each_half_hour_day_and_week_with_work_stays_and_no_other(seed: int) -> None:
    given_copies = crowded(Random(seed))
    ordered = sorted(given_copies, key=lambda one: one.made)
    free = [one for one in ordered if not held(one)]
    stay = {*ordered[-1:], *(one for one in ordered if held(one))}
    for most, slot in SLOTS:
        last = {slot(one.made): one for one in free}
        stay |= set(sorted(last.values(), key=lambda one: one.made)[-most:])
    gone = let_go(given_copies, most=ENDLESS, now=NOW)
    assert set(given_copies) - set(gone) == stay
    assert list(gone) == sorted(gone, key=lambda one: one.made)


def test_what_is_kept_before_going_back_goes_like_any_other_when_its_time_is_over() -> None:
    newest = copy(timedelta(0))
    for over in (timedelta(seconds=-1), timedelta(0)):
        old = copy(NOT_TOUCHED + over, kind=Kind.BEFORE_GOING_BACK)
        assert (old in let_go([old, newest], most=0, now=NOW)) is (over == timedelta(0))


@given(copies, st.integers(0, 700), st.integers(0, 700))
def test_less_room_never_keeps_more(given_copies: list[Copy], first: int, second: int) -> None:
    small, large = sorted((first, second))
    kept_small = set(given_copies) - set(let_go(given_copies, most=small, now=NOW))
    kept_large = set(given_copies) - set(let_go(given_copies, most=large, now=NOW))
    assert kept_small <= kept_large


def test_seventy_days_of_work_leave_a_spread() -> None:
    kept: list[Copy] = []
    for half_hours in range(70 * 48, 0, -1):
        kept.append(copy(EVERY * half_hours))
        now = kept[-1].made
        gone = let_go(kept, most=ENDLESS, now=now)
        kept = [one for one in kept if one not in gone]
    ages = sorted((NOW - one.made) / timedelta(days=1) for one in kept)
    assert sum(age <= 0.5 for age in ages) == HALF_HOURS
    assert sum(age <= DAYS for age in ages) >= HALF_HOURS + DAYS - 2
    assert 7 * (WEEKS - 2) <= ages[-1] <= 7 * WEEKS
    assert len(kept) <= HALF_HOURS + DAYS + WEEKS


def test_a_small_room_thins_out_the_half_hours_first() -> None:
    half_hours = [copy(EVERY * n) for n in range(10)]
    days = [copy(timedelta(days=n)) for n in range(1, 4)]
    weeks = [copy(timedelta(weeks=n)) for n in range(3, 6)]
    gone = let_go([*half_hours, *days, *weeks], most=70, now=NOW)
    assert set(gone) == set(half_hours[1:])
    gone = let_go([*half_hours, *days, *weeks], most=50, now=NOW)
    assert list(gone[-2:]) == [days[2], days[1]]


def test_a_copy_is_due_after_half_an_hour_and_at_first() -> None:
    assert due([], NOW)
    assert not due([NOW - timedelta(minutes=29, seconds=59)], NOW)
    assert due([NOW - EVERY], NOW)
    assert not due([NOW], NOW)


def test_a_clock_put_back_does_not_stop_the_copies() -> None:
    tomorrow = NOW + timedelta(days=1)
    assert due([tomorrow], NOW)
    assert not due([tomorrow, NOW], NOW + timedelta(minutes=1))
