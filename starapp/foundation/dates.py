"""Dates and times as people in the United Kingdom read and write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Nobody means a day outside these years; adding days to one never leaves the calendar."""

Clock = Callable[[], datetime]


class NotADate(ValueError):
    """What was typed is not a date or time; the message is for the person."""


def utc_now() -> datetime:
    """The moment now, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment on a clock in London.

    Raises:
        ValueError: when the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(LONDON)


def local_date(moment: datetime) -> date:
    """The London date of a moment; the date the law counts from."""
    return local(moment).date()


def readings(day: date, clock: time) -> tuple[datetime, ...]:
    """Every UTC moment at which a London clock shows this time on this day, the earliest first.

    One; two in the hour that comes twice in October; none in the hour left out in March.
    """
    shown = datetime.combine(day, clock)
    found = {shown.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(one for one in found if local(one).replace(tzinfo=None) == shown))


def at_london(day: date, clock: time) -> datetime:
    """The UTC moment when a London clock shows this time on this day.

    Raises:
        ValueError: for a time the day has twice or not at all; a person is asked about ``readings``.
    """
    found = readings(day, clock)
    if len(found) != 1:
        raise ValueError(f"{clock} comes {len(found)} times on {day}")
    return found[0]


def season(moment: datetime) -> str:
    """BST in summer time and GMT in winter time, which tells the two 01:30 of a night apart."""
    return local(moment).strftime("%Z")


def typed_moment(day: date, clock: time, season_chosen: str = "") -> datetime:
    """The moment a person means by a day and a time in London.

    Args:
        day: typed.
        clock: typed.
        season_chosen: BST or GMT, where the person chose between two; empty where not.

    Raises:
        NotADate: with words, for a time the night leaves out, or has twice and none is chosen.
    """
    found = readings(day, clock)
    if not found:
        raise NotADate(
            f"{clock:%H:%M} does not exist on {day_text(day)}, when the clocks go forward from "
            "01:00 to 02:00. Enter another time."
        )
    meant = [one for one in found if season(one) == season_chosen] if len(found) > 1 else found
    if not meant:
        raise NotADate(
            f"{clock:%H:%M} comes twice on {day_text(day)}, when the clocks go back. Choose which."
        )
    return meant[0]


def has_passed(deadline: datetime, moment: datetime) -> bool:
    """Tells whether a moment lies after a deadline, which lasts to the end of its second.

    At 12:00:00 and a half for 12:00 it has not passed; at 12:00:01 it has. Every comparison with a
    deadline asks here, so that nothing opens while something else may still arrive.
    """
    return moment.replace(microsecond=0) > deadline


def day_text(day: date) -> str:
    """26 March 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_name_text(day: date) -> str:
    """Thursday 26 March 2026."""
    return f"{DAY_NAMES[day.weekday()]} {day_text(day)}"


def short_day(day: date) -> str:
    """26 Mar."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def clock_text(moment: datetime, *, seconds: bool = False) -> str:
    """14:00 or 14:00:05, on a London clock; in the hour that comes twice also which: 01:30 GMT."""
    here = local(moment)
    shown = here.strftime("%H:%M:%S" if seconds else "%H:%M")
    twice = here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()
    return f"{shown} {season(moment)}" if twice else shown


def season_text(moment: datetime) -> str:
    """01:30 summer time (BST), for choosing between the two 01:30 of a night in October."""
    here = local(moment)
    return f"{here:%H:%M} {'summer' if here.dst() else 'winter'} time ({season(moment)})"


def moment_text(moment: datetime) -> str:
    """7 September 2026, 12:00."""
    return f"{day_text(local_date(moment))}, {clock_text(moment)}"


def parse_day(typed: str) -> date:
    """Gives the date typed as 26/3/2026, 26.3.26, 26 March 2026, 26 Mar 26 or 2026-03-26.

    Raises:
        NotADate: with words that say what to type.
    """
    text = typed.strip().lower().replace(",", " ")
    for separator in "./-":
        text = text.replace(separator, " ")
    parts = text.split()
    if parts and parts[0].isalpha() and len(parts) == 4:
        parts = parts[1:]
    try:
        day = _day_from(parts)
    except (ValueError, IndexError, OverflowError):
        raise NotADate("Enter a date, for example 26 March 2026.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotADate(f"Enter a year from {FIRST_YEAR} to {LAST_YEAR}.")
    return day


def _day_from(parts: list[str]) -> date:
    if len(parts) != 3:
        raise ValueError(parts)
    if len(parts[0]) == 4:
        year, month, day = (int(part) for part in parts)
    else:
        day, year = int(parts[0]), int(parts[2])
        month = int(parts[1]) if parts[1].isdigit() else _month(parts[1])
    return date(year + 2000 if year < 100 else year, month, day)


def _month(name: str) -> int:
    found = [
        i for i, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.lower().startswith(name)
    ]
    if len(found) != 1:
        raise ValueError(name)
    return found[0]


def parse_clock(typed: str) -> time:
    """Gives the time typed as 12:00, 12.30, 9 or 930 on the 24-hour clock.

    Raises:
        NotADate: with words that say what to type.
    """
    text = typed.strip().replace(".", ":")
    hours, _, minutes = text.partition(":")
    if ":" not in text and text.isdigit() and len(text) in {3, 4}:
        hours, minutes = text[:-2], text[-2:]
    if (
        len(text) <= 5
        and hours.isdecimal()
        and (minutes.isdecimal() or not minutes)
        and int(hours) < 24
        and int(minutes or 0) < 60
    ):
        return time(int(hours), int(minutes or 0))
    raise NotADate("Enter a time on the 24-hour clock, for example 12:00.")
