"""The earlier copies of a workspace with what was done since each; the file need not be readable."""

from dataclasses import dataclass
from pathlib import Path

from starapp.backups.folder import copies_of
from starapp.backups.looking import Present, Seen, Since, look_at, read_file, read_present, since
from starapp.backups.rotation import Copy
from starapp.foundation.problems import Unavailable


@dataclass(frozen=True, slots=True)
class Earlier:
    """One copy.

    Attributes:
        seen: what it says of itself; None when it cannot be read.
        since: compared with the workspace; None when one of the two cannot be read.
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
        present: what the workspace holds now; None when it cannot be read.
        trouble: why it cannot be read, in words.
    """

    copies: tuple[Earlier, ...]
    present: Present | None
    trouble: str = ""


def earlier_copies(file: Path, root: Path | None) -> Listing:
    """Lists the copies of a workspace, open or not, whole or damaged."""
    present, trouble = None, ""
    try:
        present = read_file(file, read_present)
    except Unavailable as away:
        trouble = str(away)
    identity = present.seen.first if present is not None else ""
    copies = tuple(_read(copy, present) for copy in copies_of(root, file, identity))
    return Listing(copies, present, trouble)


def _read(copy: Copy, present: Present | None) -> Earlier:
    try:
        seen = look_at(copy.path)
        return Earlier(copy, seen, since(present, copy.path, seen) if present else None)
    except Unavailable as away:
        return Earlier(copy, None, None, str(away))
