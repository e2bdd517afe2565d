"""Checks and suggests the dates of a competition. Pure.

Working days are those of the Procurement Act 2023 s.123, which leave out the bank holidays of every
part of the United Kingdom.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from starapp.competitions.competition import Timetable
from starapp.foundation.dates import at_london, day_text, local_date, moment_text
from starapp.foundation.problems import Problem
from starapp.regimes.calendars import add_working_days, is_working_day, working_days_between

ORDER = (
    ("invitation", "the invitations"),
    ("questions_by", "the last moment for questions"),
    ("answers_by", "the answers"),
    ("deadline", "the deadline for bids"),
    ("scoring_by", "the scores"),
    ("moderation", "moderation"),
    ("meeting", "the meeting with the person"),
    ("decision", "the decision"),
    ("letters", "the letters"),
    ("transition", "the start of transition"),
    ("support_starts", "the start of support"),
    ("first_review", "the first review"),
)
"""The dates in the order they must follow, with their names in a sentence."""
NAMES = dict(ORDER)
MOMENTS = ("invitation", "questions_by", "answers_by", "deadline")
"""Dates that have a time of day."""
NEEDED = ("questions_by", "answers_by", "deadline")
ANSWER_GAP_DAYS = 6
"""Days between answers and deadline below which bidders may lack time."""
LEAST_DAYS_TO_BID = 10
"""Working days to bid below which bidders may lack time; below it is a warning only."""
ANY_DAY = frozenset({"transition", "support_starts"})
"""Dates that may well fall on a weekend."""


def timetable_problems(dates: Timetable, *, now: datetime) -> Iterator[Problem]:
    """Gives what stops the invitations from going out."""
    for place in NEEDED:
        if getattr(dates, place) is None:
            yield Problem(place, f"Choose the date of {NAMES[place]}.", "missing")
    if dates.deadline is not None and dates.deadline <= now:
        yield Problem("deadline", "Choose a deadline that is still to come.", "past")
    yield from order_problems(dates)


def order_problems(dates: Timetable) -> Iterator[Problem]:
    """Gives each date that does not follow the one before it."""
    before: tuple[datetime | date, str] | None = None
    for place, name in ORDER:
        value: datetime | date | None = getattr(dates, place)
        if value is None:
            continue
        if before is not None and not _follows(value, before[0], strictly=place == "deadline"):
            shown = _least_words(value, before[0])
            yield Problem(place, f"Choose {shown} or later: it follows {before[1]}.", "order")
        before = (value, name)


def _follows(value: datetime | date, before: datetime | date, *, strictly: bool) -> bool:
    if isinstance(value, datetime) and isinstance(before, datetime):
        return value > before if strictly else value >= before
    return _day(value) >= _day(before)


def _least_words(value: datetime | date, before: datetime | date) -> str:
    if isinstance(value, datetime) and isinstance(before, datetime):
        return moment_text(before)
    return day_text(_day(before))


def _day(value: datetime | date) -> date:
    return local_date(value) if isinstance(value, datetime) else value


def timetable_warnings(dates: Timetable) -> Iterator[Problem]:
    """Gives what is allowed but hard on bidders, or falls on a day when offices are closed."""
    if dates.answers_by is not None and dates.deadline is not None:
        gap = (local_date(dates.deadline) - local_date(dates.answers_by)).days
        if 0 <= gap < ANSWER_GAP_DAYS:
            said = "1 day" if gap == 1 else f"{gap} days"
            words = f"Bidders have {said} after the answers. {ANSWER_GAP_DAYS} or more is fairer."
            yield Problem("answers_by", words, "short")
    days = working_days_to_bid(dates)
    if days is not None and 0 <= days < LEAST_DAYS_TO_BID:
        words = f"Bidders have {days} working days. {LEAST_DAYS_TO_BID} or more is fairer."
        yield Problem("deadline", words, "short")
    for place, name in ORDER:
        value = getattr(dates, place)
        if value is not None and place not in ANY_DAY and not is_working_day(_day(value)):
            yield Problem(place, f"The day of {name} is not a working day.", "closed")


def working_days_to_bid(dates: Timetable) -> int | None:
    """Working days after the invitation up to the deadline, or None while one is not set."""
    if dates.invitation is None or dates.deadline is None:
        return None
    return working_days_between(local_date(dates.invitation), local_date(dates.deadline))


def suggested(first: date, *, support_starts: date | None = None) -> Timetable:
    """A timetable from the day of the invitation, counted in working days.

    Questions 5, answers 8, deadline 14 working days after the invitation; review 6 weeks after
    support starts.
    """

    def after(days: int) -> date:
        return add_working_days(first, days)

    start = max(support_starts or after(59), after(39))
    return Timetable(
        invitation=at_london(first, time(10)),
        questions_by=at_london(after(5), time(17)),
        answers_by=at_london(after(8), time(17)),
        deadline=at_london(after(14), time(12)),
        scoring_by=after(19),
        moderation=after(21),
        meeting=after(24),
        decision=after(27),
        letters=after(28),
        transition=max(after(39), start - timedelta(days=28)),
        support_starts=start,
        first_review=start + timedelta(days=42),
    )
