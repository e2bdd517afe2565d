"""Dates that could be a birth date and exact ages, and the age in tens to write instead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from starapp.foundation.dates import MONTHS

YOUNGEST = 3
OLDEST = 115

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "May" else "May" for month in MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})[/.\-](?P<m1>\d{{1,2}})[/.\-](?P<y1>\d{{4}}|\d{{2}})"
    rf"|(?P<y2>\d{{4}})-(?P<m2>\d{{1,2}})-(?P<d2>\d{{1,2}})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m3>{_MONTH}),? (?P<y3>\d{{4}}|'\d{{2}})"
    rf"|(?P<m4>{_MONTH}) (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>\d{{4}}))\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:born(?: on| in)?|birthday(?: is| on)?|d\.?o\.?b\.?:?|date of birth(?: is|:)?)\s+"
    rf"(?P<what>(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?(?:{_MONTH}) ?(?P<year>\d{{4}})?"
    r"|(?P<only>(?:19|20)\d{2})\b(?![/\-]))",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged?:? (?P<a>\d{1,3})(?! ?[-–] ?\d)\b"
    r"|(?P<b>\d{1,3})[ -]years?[ -]old(?:s\b)?|(?P<c>\d{1,3}) years of age\b)",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?P<verb>(?:was|is) )?born(?: on| in)?\s+$")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or age in a text.

    Attributes:
        from_verb: where "was born on" before it starts, else ``start``.
        verb: there was such a verb, so that the sentence needs "is" instead.
        decade: for example "20s".
        adjective: it stands before a noun ("24-year-old man"), so that only leaving it out reads well.
    """

    start: int
    end: int
    from_verb: int
    verb: bool
    decade: str
    adjective: bool = False


def birth_dates(text: str, *, today: date) -> Iterator[Dated]:
    """Dates at least three years before today, and any date called a birthday."""
    for match in _DATE.finditer(text):
        day = _read(match, today)
        if day is not None and YOUNGEST <= _age(day, today) <= OLDEST:
            yield _dated(text, match.span(), _age(day, today))
    for match in _BORN.finditer(text):
        year = match.group("year") or match.group("only")
        years = today.year - int(year) if year else None
        end = match.start("what") + len(match.group("what").rstrip())
        yield _dated(text, (match.start("what"), end), years)


def ages(text: str) -> Iterator[Dated]:
    """Exact ages: "aged 24", "a 24-year-old"; an age band such as 25-34 is none."""
    for match in _AGE.finditer(text):
        years = int(match.group("a") or match.group("b") or match.group("c"))
        if years <= OLDEST:
            yield _dated(text, match.span(), years, adjective=bool(match.group("b")))


def pronoun(text: str) -> str:
    """His, her or their, by which words the text uses most."""
    words = re.findall(r"\b(?:he|his|him|she|her|hers)\b", text, re.IGNORECASE)
    his = sum(word.lower() in {"he", "his", "him"} for word in words)
    if 2 * his == len(words):
        return "their"
    return "his" if 2 * his > len(words) else "her"


def _dated(
    text: str, span: tuple[int, int], years: int | None, *, adjective: bool = False
) -> Dated:
    start, end = span
    before = _VERB.search(text, max(0, start - 20), start)
    verb = before is not None and before.group("verb") is not None
    from_verb = before.start() if before else start
    return Dated(start, end, from_verb, verb, _decade(years), adjective)


def _decade(years: int | None) -> str:
    if years is None:
        return "adult years"
    if years < 20:
        return "teens" if years >= 13 else "childhood"
    return f"{years // 10 * 10}s"


def _read(match: re.Match[str], today: date) -> date | None:
    for form in "1234":
        year = match.group(f"y{form}")
        if year:
            month, day = match.group(f"m{form}"), int(match.group(f"d{form}"))
            break
    else:
        return None
    number = int(month) if month.isdecimal() else _month(month)
    try:
        return date(_year(year.lstrip("'"), today), number, day)
    except ValueError:
        return None


def _year(text: str, today: date) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= today.year % 100 else 1900)


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _age(day: date, today: date) -> int:
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))
