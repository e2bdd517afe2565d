"""Makes one backup copy of a workspace that may be open, and lets the oldest go."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import rmtree

from starapp.backups.folder import (
    about,
    changed_since_copied,
    copies_in,
    make_place,
    new_name,
    note_about,
    place_of,
    stamp_of,
)
from starapp.backups.looking import Seen, look_at
from starapp.backups.rotation import Copy, Kind, due, let_go
from starapp.foundation.problems import Unavailable
from starapp.foundation.unfinished_files import is_old
from starapp.storage.copying import copy_under_lock

GOING_BACK = "going-back-"
"""Begins the name of the folder in which a copy is made ready to be put back."""


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that was read again and is whole, and how many others were let go for it."""

    copy: Copy
    seen: Seen
    gone: int = 0


def make_copy(
    file: Path,
    *,
    root: Path,
    identity: str,
    now: datetime,
    most: int,
    kind: Kind = Kind.BY_ITSELF,
) -> Made:
    """Copies a workspace, reads the copy again, and only then lets others go.

    Args:
        file: the workspace; it may be open, here or elsewhere.
        root: the folder of all copies.
        identity: hash of the first entry of its history.
        now: the moment that stands in the name.
        most: bytes that the copies of this workspace may take.
        kind: why it is made.

    Raises:
        Unavailable: it cannot be made, or what was made cannot be read; nothing is left behind.
    """
    try:
        stamp = stamp_of(file)
    except OSError as fault:
        raise Unavailable(
            f"{file.name} is no longer in {file.parent}, so it could not be copied."
        ) from fault
    place = make_place(root, file, identity)
    target = new_name(place, file, now, kind)
    copy_under_lock(file, target, now=now)
    try:
        seen = look_at(target)
        note_about(place, about(file, identity, stamp))
        copy = Copy(target, now, target.stat().st_size, kind)
    except (Unavailable, OSError) as fault:
        with suppress(OSError):
            target.unlink()
        raise Unavailable(f"The copy was read again and is not whole. {fault}") from fault
    _clear_unfinished(place, target)
    return Made(copy, seen, _let_go(place, copy, most=most, now=now))


def _let_go(place: Path, made: Copy, *, most: int, now: datetime) -> int:
    gone = 0
    for old in let_go(copies_in(place), most=most, now=now):
        if old.path != made.path:
            with suppress(OSError):  # somebody looks at it; it goes another time
                old.path.unlink()
                gone += 1
    return gone


def _clear_unfinished(place: Path, made: Path) -> None:
    """Takes away what was left by a way back that was stopped more than an hour ago."""
    now = made.stat().st_mtime_ns
    for left in place.glob(f"{GOING_BACK}*"):
        if is_old(left, now):
            rmtree(left, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """How things stand after a look: the copies there are, and the one just made, if any."""

    copies: tuple[Copy, ...]
    made: Made | None = None


def keep_up(
    file: Path, *, root: Path, identity: str, now: datetime, most: int, wait: bool = True
) -> Kept:
    """Makes a copy when the workspace changed since the last one and half an hour has gone by.

    Args:
        file: the workspace.
        root: the folder of all copies.
        identity: hash of the first entry of its history.
        now: the moment now.
        most: bytes that the copies of this workspace may take.
        wait: False makes a copy of every change at once, as when the workspace is closed.

    Raises:
        Unavailable: it cannot be made; nothing is left behind.
    """
    place = place_of(root, file, identity)
    known = copies_in(place)
    made = None
    if changed_since_copied(root, file) or not known:
        moments = [copy.made for copy in known if copy.kind is Kind.BY_ITSELF]
        if not wait or due(moments, now):
            made = make_copy(file, root=root, identity=identity, now=now, most=most)
            known = copies_in(place)
    return Kept(known, made)
