"""Reads where the history of a workspace or of a copy ends, and which facts it holds.

Nobody who saves in the workspace waits while it is read.
"""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

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
from starapp.organisation.people import Person
from starapp.organisation.queries import people
from starapp.storage.open_file import check_mark, engine_for, settle_to_read
from starapp.storage.store import Store

T = TypeVar("T")
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


@dataclass(frozen=True, slots=True)
class Present:
    """What the workspace holds now, as far as it is compared with copies.

    Attributes:
        seen: what it says of itself.
        digests: the hash of every entry by number.
        done: the last things done, the newest first.
        references: of the competitions that facts are about.
        people: everybody who works here now, by name.
    """

    seen: Seen
    digests: Mapping[int, str]
    done: tuple[Done, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Person, ...] = ()


def read_file(path: Path, query: Callable[[Session], T]) -> T:
    """Asks something of a file that need not be open, and holds nobody up.

    Raises:
        Unavailable: missing, damaged, newer or no workspace, in words for the person.
    """
    check_mark(path)
    settle_to_read(path)
    try:
        store = Store(engine_for(path, read_only=True), before_commit=write_entries, read_only=True)
        with closing(store):
            return store.read(query)
    except Unavailable:
        raise
    except Exception as fault:
        raise Unavailable(
            f"{path.name} holds something that STAR cannot read: it is damaged, or it was changed "
            "outside STAR."
        ) from fault
    finally:
        settle_to_read(path)


def look_at(path: Path) -> Seen:
    """What a file says of itself.

    Raises:
        Unavailable: it cannot be read, in words for the person.
    """
    return read_file(path, look)


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


def read_present(session: Session) -> Present:
    """What the workspace holds now.

    Raises:
        Unavailable: it has no history.
    """
    seen = look(session)
    about = sorted({fact.competition_id for fact in seen.facts})
    rows = competition_rows(session, about)
    return Present(
        seen,
        digests(session),
        newest_done(session, most=SHOWN),
        {one: rows[one].reference for one in about},
        tuple(one for one in people(session) if one.active),
    )


@dataclass(frozen=True, slots=True)
class Since:
    """What would no longer be in the workspace if a copy were put back.

    Attributes:
        common: number of the last entry both have.
        here: how many entries the workspace has after that one.
        there: how many the copy has after it; 0 for a plain older copy.
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


def since(present: Present, path: Path, copy: Seen) -> Since:
    """Compares the workspace with a copy.

    Args:
        present: what the workspace holds now.
        path: of the copy.
        copy: what the copy says of itself.

    Raises:
        Unavailable: the copy cannot be read.
    """
    common = copy.last.number
    if present.digests.get(common) != copy.last.digest:
        there = read_file(path, digests)
        common = max((n for n, _ in present.digests.items() & there.items()), default=0)
    lost = present.seen.facts - copy.facts
    named = sorted({(present.references[one.competition_id], one.what) for one in lost})
    return Since(
        common=common,
        here=present.seen.last.number - common,
        there=copy.last.number - common,
        done=tuple(one for one in present.done if one.number > common),
        facts=tuple(f"{reference}: {what}." for reference, what in named),
    )
