"""Finds words that could say who the person is; runs on this computer only.

The finds are warnings for a person to judge: each says where it is, what kind it is, and how it
could be written instead. An NHS number is proven by its check digit and can only be removed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from starapp.specifications.privacy_dates import Dated, ages, birth_dates, pronoun
from starapp.specifications.privacy_names import names


class Kind(StrEnum):
    """What a find is."""

    NHS_NUMBER = "NHS number"
    EMAIL = "E-mail address"
    POSTCODE = "Postcode"
    PHONE = "Phone number"
    BIRTH_DATE = "Date of birth"
    AGE = "Exact age"
    ADDRESS = "Street address"
    NAME = "Name"

    @property
    def may_stay(self) -> bool:
        """Somebody may keep it with a reason; an NHS number can only be removed."""
        return self is not Kind.NHS_NUMBER


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to write it instead: put ``words`` in place of characters ``start`` to ``end``."""

    label: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Find:
    """Something that could say who the person is, at characters ``start`` to ``end``."""

    kind: Kind
    start: int
    end: int
    text: str
    fixes: tuple[Fix, ...]


_NHS = re.compile(r"(?<!\d)\d(?:[ \u00a0\-]?\d){9}(?!\d)")
_EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}")
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?<![\d£.])(?:\+44[ \u00a0]?(?:\(0\)[ \u00a0]?)?|\(?0)\d(?:[ \u00a0()\-]{0,2}\d){8,9}(?!\d)"
)
_ROADS = (
    "Street|Road|Avenue|Ave|Close|Lane|Drive|Court|Place|Crescent|Way|Terrace|Grove|Gardens|"
    "Mews|Row|Hill|Square|Walk|Rise|View|Rd|St"
)
_ADDRESS = re.compile(
    r"\b(?:(?:Flat|Unit|Apartment) \w{1,4},? )?(?:\d{1,4}[A-Za-z]?,? )?"
    rf"(?:[A-Z][\w’'\-]{{1,30}} ){{1,3}}(?:{_ROADS})\b(?!['’]s)"
)


def valid_nhs_number(digits: str) -> bool:
    """Tells whether ten digits carry a right check digit (NHS Data Dictionary, modulus 11)."""
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    check = (11 - total % 11) % 11
    return check == int(digits[9])


def find_all(text: str, *, today: date) -> tuple[Find, ...]:
    """Every find in a text, in order, none over another; surer kinds win where two overlap."""
    found: list[Find] = []
    taken = bytearray(len(text))
    for find in _candidates(text, today):
        if not any(taken[find.start : find.end]):
            taken[find.start : find.end] = b"\1" * (find.end - find.start)
            found.append(find)
    return tuple(sorted(found, key=lambda find: find.start))


def _candidates(text: str, today: date) -> Iterator[Find]:
    for match in _NHS.finditer(text):
        if valid_nhs_number(re.sub(r"\D", "", match.group())):
            yield _find(text, Kind.NHS_NUMBER, match.start(), match.end())
    for kind, pattern in (
        (Kind.EMAIL, _EMAIL), (Kind.POSTCODE, _POSTCODE), (Kind.PHONE, _PHONE),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            yield _find(text, kind, match.start(), match.end(), *_SAYING.get(kind, ()))
    whose = pronoun(text)
    for dated in birth_dates(text, today=today):
        yield _dated(text, Kind.BIRTH_DATE, dated, whose)
    for dated in ages(text):
        yield _dated(text, Kind.AGE, dated, whose)
    for match in _ADDRESS.finditer(text):
        yield _find(text, Kind.ADDRESS, match.start(), match.end(), *_SAYING[Kind.ADDRESS])
    for start, end in names(text):
        words = "The person" if _starts_sentence(text, start) else "the person"
        yield _find(text, Kind.NAME, start, end, words)


_SAYING = {Kind.POSTCODE: ("the area",), Kind.ADDRESS: ("their home",)}


def _find(text: str, kind: Kind, start: int, end: int, *instead: str) -> Find:
    fixes = [Fix(f"Change to “{words}”", start, end, words) for words in instead]
    fixes.append(_removal(text, start, end))
    return Find(kind, start, end, text[start:end], tuple(fixes))


def _dated(text: str, kind: Kind, dated: Dated, whose: str) -> Find:
    fixes = [_removal(text, dated.start, dated.end)]
    if not dated.adjective:
        words = f"in {whose} {dated.decade}"
        said = f"is {words}" if dated.verb else words
        fixes.insert(0, Fix(f"Change to “{words}”", dated.from_verb, dated.end, said))
    return Find(kind, dated.start, dated.end, text[dated.start : dated.end], tuple(fixes))


def _removal(text: str, start: int, end: int) -> Fix:
    """Takes the words out with one space of the two around them."""
    if text[start - 1 : start] == " " and (text[end : end + 1] in {"", " ", ".", ",", ";"}):
        start -= 1
    elif start == 0 and text[end : end + 1] == " ":
        end += 1
    return Fix("Remove", start, end, "")


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 30) : start].rstrip(" \u00a0“\"'(")
    return (not before and start <= 30) or before[-1:] in {".", "!", "?", ":", "\n"}


def apply_fix(text: str, fix: Fix) -> str:
    """The text with a fix made."""
    return text[: fix.start] + fix.words + text[fix.end :]
