"""The Procurement Act 2023: the standstill clock, thresholds and the sections that say so.

Section 51: a mandatory standstill is eight working days beginning with the day the contract award
notice is published; a voluntary one lasts at least as long. Section 123(1): a working day is no
weekend and no bank holiday in any part of the United Kingdom.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from starapp.foundation.dates import day_name_text
from starapp.foundation.problems import refuse
from starapp.regimes.calendars import (
    SATURDAY,
    calendar,
    days_from,
    is_english_working_day,
    uk_holiday,
)

LEAST_DAYS = 8
MOST_DAYS = 60
CALENDAR_NAME = "UK-wide bank holidays (section 123)"

SECTIONS = {
    "standstill": "section 51",
    "suspension": "section 101",
    "time limit for claims": "section 106",
    "assessment summary": "section 50 and regulation 31 of the Procurement Regulations 2024",
    "withholding": "section 94",
}


@dataclass(frozen=True, slots=True)
class Standstill:
    """A counted standstill period.

    Attributes:
        counted: the working days that count, in order.
        skipped: weekdays in the period that do not count, with the reason.
        calendar: which bank holidays were used, with the list's version.
        practical: the first English working day on which signing is possible.
    """

    first_day: date
    last_day: date
    earliest_signing: date
    practical: date
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]
    calendar: str

    def as_json(self) -> dict[str, object]:
        """The period with ISO dates, as the command line prints it."""
        return {
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "earliest_signing": self.earliest_signing.isoformat(),
            "calendar": self.calendar,
            "skipped": [{"date": day.isoformat(), "why": why} for day, why in self.skipped],
        }

    def in_words(self) -> str:
        """The period in plain lines."""
        lines = [
            f"First day: {day_name_text(self.first_day)}",
            f"Last day: {day_name_text(self.last_day)}, ends at midnight",
            f"Earliest signing: {day_name_text(self.earliest_signing)}",
            f"Calendar: {self.calendar}",
        ]
        lines += [f"Does not count: {day_name_text(day)}, {why}" for day, why in self.skipped]
        return "\n".join(lines)


def standstill(notice_day: date, working_days: int = LEAST_DAYS) -> Standstill:
    """Counts a standstill from the London date the award notice was published (s.51(2)).

    The day of publication is the first day; it counts when it is a working day.

    Raises:
        CannotDo: fewer than eight working days, or beyond the published calendar.
    """
    if not LEAST_DAYS <= working_days <= MOST_DAYS:
        raise refuse(
            "working_days",
            f"A standstill is at least {LEAST_DAYS} working days (section 51), and STAR counts "
            f"up to {MOST_DAYS}. Enter a number between.",
            "days",
        )
    counted: list[date] = []
    skipped: list[tuple[date, str]] = []
    for day in days_from(notice_day):
        holiday = uk_holiday(day)
        if day.weekday() >= SATURDAY:
            continue
        if holiday is not None:
            skipped.append((day, holiday.words))
            continue
        counted.append(day)
        if len(counted) == working_days:
            break
    last = counted[-1]
    earliest = last + timedelta(days=1)
    practical = next(day for day in days_from(earliest) if is_english_working_day(day))
    return Standstill(
        first_day=notice_day,
        last_day=last,
        earliest_signing=earliest,
        practical=practical,
        counted=tuple(counted),
        skipped=tuple(skipped),
        calendar=f"{CALENDAR_NAME}, list of {calendar().version}",
    )


def no_standstill(notice_day: date) -> Standstill:
    """The dates where none is offered: signing waits for the award notice only (s.50(1))."""
    return Standstill(
        first_day=notice_day,
        last_day=notice_day,
        earliest_signing=notice_day,
        practical=notice_day,
        counted=(),
        skipped=(),
        calendar=f"{CALENDAR_NAME}, list of {calendar().version}",
    )


def light_touch_threshold(_commenced: date) -> Decimal:
    """Pounds including VAT from which a light-touch contract is a public contract (Sch. 1 row 8).

    Keyed to the day the procurement commenced; the amount did not change on 1 January 2026.
    """
    return Decimal("663540.00")


def standstill_is_mandatory(*, light_touch: bool, framework_call_off: bool) -> bool:
    """Tells whether section 51 requires a standstill (s.51(3)(d) and (f))."""
    return not (light_touch or framework_call_off)


def period_end(first_day: date, days: int) -> date:
    """The last day of a period of N days beginning with a day (sections 53, 59, 80, 98, 106)."""
    return first_day + timedelta(days=days - 1)
