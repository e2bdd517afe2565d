"""What a bid brings, as it is recorded on receipt, and what stops it from being recorded. Pure."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from starapp.criteria.evaluation_model import EvaluationModel, Kind
from starapp.foundation.canonical import fingerprint
from starapp.foundation.dates import has_passed
from starapp.foundation.exact import RATE_PLACES, plain
from starapp.foundation.problems import Problem
from starapp.specifications.package_cost import VolumeLine

MOST_RATE = Decimal(1_000_000)
MOST_DOCUMENT_BYTES = 50_000_000
MOST_WORDS = 20_000
SUMMARY = "summary"
"""The place of the cover page among the answers; it is not scored."""


@dataclass(frozen=True, slots=True)
class BidDocument:
    """A file of a bid."""

    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Fingerprint of the content, 64 hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class BidEntry:
    """One bid as it arrived.

    Attributes:
        answers: criterion code and text of each written question, and "summary" if there is one.
        pages: criterion code, page of the bid, and the first words that stand on it.
        rates: rate code and amount in pounds for each line of the price schedule.
        stated_weekly: the provider's own weekly total; compared, never trusted.
    """

    provider_id: str
    answers: tuple[tuple[str, str], ...] = ()
    documents: tuple[BidDocument, ...] = ()
    rates: tuple[tuple[str, Decimal], ...] = ()
    stated_weekly: Decimal | None = None
    pages: tuple[tuple[str, int, str], ...] = ()

    def seal(self, received: datetime) -> str:
        """SHA-256 over everything that is sealed, with who sent it and when it arrived."""
        return fingerprint(
            [
                self.provider_id,
                received,
                sorted((code, text.strip()) for code, text in self.answers if text.strip()),
                sorted(self.pages),
                sorted((d.name, d.sha256) for d in self.documents),
                sorted((code, plain(rate)) for code, rate in self.rates),
                None if self.stated_weekly is None else plain(self.stated_weekly),
            ]
        )


def entry_problems(
    entry: BidEntry, model: EvaluationModel, volumes: tuple[VolumeLine, ...]
) -> Iterator[Problem]:
    """Gives what is wrong with an entry; an unanswered question is allowed and scored as such."""
    written = {c.code for c in model.leaves(Kind.SCORED) if c.written} | {SUMMARY}
    for code, text in entry.answers:
        if code not in written:
            yield Problem(f"answers.{code}", f"There is no written question {code}.", "question")
        if len(text.split()) > MOST_WORDS:
            yield Problem(f"answers.{code}", f"Use at most {MOST_WORDS:,} words.", "long")
    yield from _rate_problems(entry, volumes)
    for document in entry.documents:
        if len(document.content) > MOST_DOCUMENT_BYTES:
            yield Problem("documents", f"{document.name} is larger than 50 MB.", "large")
        if not document.content:
            yield Problem("documents", f"{document.name} is empty.", "empty")
    names = [document.name for document in entry.documents]
    if len(set(names)) != len(names):
        yield Problem("documents", "Two documents have the same name. Rename one.", "name")


def _rate_problems(entry: BidEntry, volumes: tuple[VolumeLine, ...]) -> Iterator[Problem]:
    asked = {line.rate_code: line.item for line in volumes}
    given = dict(entry.rates)
    for code, item in asked.items():
        if code not in given:
            yield Problem(f"rates.{code}", f"Enter the rate for {item}; 0 if it is free.", "rate")
    for code, rate in given.items():
        place = f"rates.{code}"
        if code not in asked:
            yield Problem(place, "The price schedule does not ask for this rate.", "rate")
        elif not 0 <= rate <= MOST_RATE:
            yield Problem(place, "Enter £0 or more, and at most £1,000,000.", "range")
        elif rate != rate.quantize(Decimal(1).scaleb(-RATE_PLACES)):
            yield Problem(place, f"Use at most {RATE_PLACES} decimal places.", "places")
    if entry.stated_weekly is not None and entry.stated_weekly < 0:
        yield Problem("stated_weekly", "Enter £0 or more.", "range")


def is_late(received: datetime, deadline: datetime) -> bool:
    """Tells whether a bid came after the deadline; within its very second is on time."""
    return has_passed(deadline, received)


def time_apart(received: datetime, deadline: datetime) -> str:
    """How early or late a bid came, in words: "2 hours 22 minutes early"."""
    seconds = int((received.replace(microsecond=0) - deadline).total_seconds())
    late = "late" if seconds > 0 else "early"
    days, rest = divmod(abs(seconds), 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, rest = divmod(rest, 60)
    parts = ((days, "day"), (hours, "hour"), (minutes, "minute"), (rest, "second"))
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
    return f"{' '.join(said[:2])} {late}" if said else "exactly on time"
