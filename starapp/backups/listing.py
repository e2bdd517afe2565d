"""The earlier copies of a workspace with what was done since each; the file need not be readable."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from starapp.backups.folder import copies_of
from starapp.backups.looking import Seen, Since, look, look_at, reading, since
from starapp.backups.rotation import Copy
from starapp.foundation.problems import Unavailable
from starapp.organisation.people import Person
from starapp.organisation.queries import people


@dataclass(frozen=True, slots=True)
class Earlier:
    """One copy.

    Attributes:
        seen: what it says of itself; None when it cannot be read.
        since: compared with the present file; None when one of the two cannot be read.
        trouble: why the copy cannot be read, in words.
    """

    copy: Copy
    seen: Seen | None
    since: Since | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The copies, the newest first.

    Attributes:
        present: what the workspace says of itself; None when it cannot be read.
        trouble: why it cannot be read, in words.
        people: everybody who works here now, by name.
    """

    copies: tuple[Earlier, ...]
    present: Seen | None
    trouble: str = ""
    people: tuple[Person, ...] = ()


def earlier_copies(file: Path, root: Path | None) -> Listing:
    """Lists the copies of a workspace, open or not, whole or damaged."""
    try:
        with reading(file) as session:
            present = look(session)
            found = tuple(_compared(file, root, session, present))
            here = tuple(one for one in people(session) if one.active)
        return Listing(found, present, people=here)
    except Unavailable as away:
        alone = tuple(_read(copy) for copy in copies_of(root, file))
        return Listing(alone, None, str(away))


def _compared(file: Path, root: Path | None, session: Session, present: Seen) -> Iterator[Earlier]:
    for copy in copies_of(root, file, present.first):
        one = _read(copy)
        found = since(session, present, copy.path, one.seen) if one.seen is not None else None
        yield Earlier(copy, one.seen, found, one.trouble)


def _read(copy: Copy) -> Earlier:
    try:
        return Earlier(copy, look_at(copy.path), None)
    except Unavailable as away:
        return Earlier(copy, None, None, str(away))
