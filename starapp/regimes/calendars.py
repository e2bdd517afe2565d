"""Bank holidays of the United Kingdom as data, and working days counted by them.

The list is published for some years ahead and can grow by proclamation; a day beyond it is
refused in words rather than guessed. Version and source are printed with every count.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from starapp.foundation.dates import day_text
from starapp.foundation.problems import refuse
from starapp.foundation.resource_files import resource

SATURDAY = 5
ENGLAND = "England and Wales"


@dataclass(frozen=True, slots=True)
class BankHoliday:
    """One weekday bank holiday and the parts of the United Kingdom that have it."""

    day: date
    name: str
    where: tuple[str, ...]

    @property
    def words(self) -> str:
        """The name, with where it holds when that is not everywhere: St Andrew's Day (Scotland)."""
        if len(self.where) == 3:
            return self.name
        return f"{self.name} ({' and '.join(self.where)})"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published list: version, source, the days it covers, and its holidays by date."""

    version: str
    source: str
    first: date
    last: date
    days: dict[date, BankHoliday]


@cache
def calendar() -> Calendar:
    """Reads the calendar that comes with the program."""
    text = resource("calendars", "bank_holidays.json").read_text(encoding="utf-8")
    found = json.loads(text)
    days = {}
    for one in found["days"]:
        day = date.fromisoformat(one["date"])
        days[day] = BankHoliday(day, one["name"], tuple(one["where"]))
    return Calendar(
        found["version"],
        found["source"],
        date.fromisoformat(found["first"]),
        date.fromisoformat(found["last"]),
        days,
    )


def uk_holiday(day: date) -> BankHoliday | None:
    """The bank holiday in any part of the United Kingdom (Procurement Act 2023 s.123(1)).

    Raises:
        CannotDo: for a day the published list does not cover.
    """
    known = calendar()
    if not known.first <= day <= known.last:
        raise refuse(
            "",
            f"The bank holidays around {day_text(day)} are not in the calendar, which runs from "
            f"{day_text(known.first)} to {day_text(known.last)}. Choose a day in that time.",
            "calendar",
        )
    return known.days.get(day)


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday in any part of the United Kingdom."""
    return day.weekday() < SATURDAY and uk_holiday(day) is None


def is_english_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday in England; when offices there are open."""
    found = uk_holiday(day)
    return day.weekday() < SATURDAY and (found is None or ENGLAND not in found.where)


def days_from(day: date) -> Iterator[date]:
    """Every day from this one on."""
    while True:
        yield day
        day += timedelta(days=1)


def add_working_days(day: date, count: int) -> date:
    """The working day that is ``count`` working days after a day (before it when negative)."""
    step = 1 if count >= 0 else -1
    left = abs(count)
    while left:
        day += timedelta(days=step)
        left -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """Working days after ``first`` up to and including ``last``; negative when last is earlier."""
    if last < first:
        return -working_days_between(last, first)
    span = (last - first).days
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, span + 1))


def bank_holidays() -> tuple[BankHoliday, ...]:
    """Every bank holiday of the calendar, in order."""
    return tuple(calendar().days.values())
