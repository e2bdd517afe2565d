"""Reads where the history of a workspace file or of a copy ends, and which facts it holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from starapp.bids.disclosure_queries import disclosures
from starapp.competitions.queries import competition_rows
from starapp.foundation.problems import Unavailable
from starapp.history.entry_queries import (
    Done,
    Mark,
    digests,
    first_digest,
    last_mark,
    newest_done,
)
from starapp.history.history import write_entries
from starapp.letters.issued_queries import issued_ids
from starapp.storage.open_file import check_mark, engine_for
from starapp.storage.store import Store

SHOWN = 5
"""So many of the last things done are shown in words."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened in the world and that no older file takes back."""

    id: str
    competition_id: str
    what: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file says of itself.

    Attributes:
        first: hash of the first entry, the same in every copy of one workspace.
        last: the last entry.
        facts: openings of bids, looks at prices and issued letters.
    """

    first: str
    last: Mark
    facts: frozenset[Fact]


@contextmanager
def reading(path: Path) -> Iterator[Session]:
    """A session that reads a file which nobody need have open.

    Raises:
        Unavailable: missing, damaged, newer or no workspace, in words for the person.
    """
    check_mark(path)
    store = Store(engine_for(path, read_only=True), before_commit=write_entries, read_only=True)
    try:
        with store.reading() as session:
            yield session
    finally:
        store.close()


def look(session: Session) -> Seen:
    """What an open file says of itself.

    Raises:
        Unavailable: it has no history.
    """
    last = last_mark(session)
    if last is None:
        raise Unavailable("This file has no history, so STAR cannot tell what is in it.")
    facts = {Fact(one.id, one.competition_id, one.what) for one in disclosures(session)}
    facts |= {Fact(one, place, "letters were issued") for one, place in issued_ids(session).items()}
    return Seen(first_digest(session), last, frozenset(facts))


def look_at(path: Path) -> Seen:
    """What a file says of itself.

    Raises:
        Unavailable: it cannot be read, in words for the person.
    """
    with reading(path) as session:
        return look(session)


@dataclass(frozen=True, slots=True)
class Since:
    """What would no longer be in the workspace if a copy were put back.

    Attributes:
        common: number of the last entry both have.
        here, there: how many entries each has after that one; ``there`` is 0 for a plain older copy.
        done: the last of those here, the newest first, at most ``SHOWN``.
        facts: sentences about what happened in the world after the copy.
    """

    common: int
    here: int
    there: int
    done: tuple[Done, ...]
    facts: tuple[str, ...]

    @property
    def parted(self) -> bool:
        """Both were worked on after the last entry they share."""
        return self.there > 0

    @property
    def another(self) -> bool:
        """They share nothing: the copy is of another workspace."""
        return self.common == 0


def since(session: Session, present: Seen, path: Path, copy: Seen) -> Since:
    """Compares the present file with a copy.

    Args:
        session: of the present file.
        present: what the present file says of itself.
        path: of the copy.
        copy: what the copy says of itself.
    """
    common = _common(session, path, copy)
    done = newest_done(session, most=SHOWN)
    lost = present.facts - copy.facts
    rows = competition_rows(session, sorted({fact.competition_id for fact in lost}))
    named = sorted({(rows[one.competition_id].reference, one.what) for one in lost})
    return Since(
        common=common,
        here=present.last.number - common,
        there=copy.last.number - common,
        done=tuple(one for one in done if one.number > common),
        facts=tuple(f"{reference}: {what}." for reference, what in named),
    )


def _common(session: Session, path: Path, copy: Seen) -> int:
    """The last entry that is the same in both; looks at every entry only when they parted."""
    number = copy.last.number
    if digests(session, [number]).get(number) == copy.last.digest:
        return number
    with reading(path) as other:
        return max((n for n, _ in _pairs(session) & _pairs(other)), default=0)


def _pairs(session: Session) -> set[tuple[int, str]]:
    return set(digests(session).items())
