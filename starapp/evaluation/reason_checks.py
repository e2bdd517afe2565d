"""What must not stand in a reason, because letters print it word for word. Pure.

Letters name no member of the panel and no other losing bidder, and say nothing of who the person
is (Procurement Regulations 2024 reg. 31; Procurement Act 2023 s.99; UK GDPR).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from starapp.documents.pdf_words import boxes
from starapp.foundation.problems import Problem
from starapp.specifications.privacy import valid_nhs_number

_TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ \u00a0\-]?\d){9}(?!\d)")
COMPANY_ENDS = frozenset({"ltd", "limited", "plc", "cic", "llp", "cio"})
"""Last words of a name that people leave out."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Whose names must not stand in the reasons of one bid.

    Attributes:
        own: name of the bidder the reason is about, which may stand in it.
        bidders: names of the other bidders.
        labels: letters of the other bids.
        people: names of everybody on the panel.
        seats: codes of the panel's seats, such as E2.
    """

    own: str
    bidders: tuple[str, ...]
    labels: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


def wording_problems(text: str, hidden: Hidden, *, place: str) -> Iterator[Problem]:
    """Gives what has to come out of a reason before it is recorded or printed."""
    rest = text.replace(hidden.own, "") if hidden.own else text
    for name in _named(rest, hidden.bidders):
        yield Problem(
            place, f"Take “{name}” out of the reason: letters name no other bidder.", "bidder"
        )
    for label in hidden.labels:
        if re.search(rf"\b[Bb]id {re.escape(label)}\b", rest):
            yield Problem(
                place,
                f"Take “bid {label}” out of the reason: letters tell of no other bid.",
                "bidder",
            )
    on_panel = [*_named(rest, filter(_is_full_name, hidden.people)), *_seats(rest, hidden.seats)]
    for name in on_panel:
        yield Problem(
            place,
            f"Take “{name}” out of the reason: letters name no panel member. Notes for the record "
            "have a field of their own.",
            "panel member",
        )
    if any(valid_nhs_number(re.sub(r"\D", "", one)) for one in _TEN_DIGITS.findall(text)):
        yield Problem(place, "Take the NHS number out of the reason.", "nhs number")
    for sign in boxes(text):
        yield Problem(
            place, f"Take {sign_words(sign)} out of the reason: letters cannot print it.", "sign"
        )


def sign_words(sign: str) -> str:
    """A character with its name, for people who cannot see it: “→” (rightwards arrow)."""
    name = unicodedata.name(sign, "").lower()
    return f"“{sign}” ({name})" if name else f"“{sign}”"


def _named(text: str, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for form in _forms(name):
            if re.search(rf"\b{re.escape(form)}(?!\w)", text, re.IGNORECASE):
                yield form
                break


def _seats(text: str, codes: Iterable[str]) -> Iterator[str]:
    return (code for code in codes if re.search(rf"\b{re.escape(code)}\b", text))


def _forms(name: str) -> Iterator[str]:
    """The name, and the name without "Ltd" where at least two words are left."""
    words = name.split()
    if words:
        yield name
    if len(words) > 2 and words[-1].lower().rstrip(".") in COMPANY_ENDS:
        yield " ".join(words[:-1])


def _is_full_name(name: str) -> bool:
    """First and last name; "Lead commissioner" is a role and may stand in a reason."""
    words = name.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)
