"""When a backup copy is due, which copies stay, and which go to keep within their room."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from starapp.foundation.dates import local_date

EVERY = timedelta(minutes=30)
"""A copy is due this long after the last one, when something was changed."""
HALF_HOURS, DAYS, WEEKS = 24, 14, 8
"""So many half hours, days and weeks with work in them keep their last copy."""
NOT_TOUCHED = timedelta(weeks=8)
"""The file as it was before somebody went back is kept this long whatever else there is."""


class Kind(StrEnum):
    """Why a copy was made; the value stands in its file name."""

    BY_ITSELF = ""
    BEFORE_GOING_BACK = "before going back"
    BEFORE_UPGRADE = "before upgrade"


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup copy: its file, when it was made, how many bytes it has, and why it was made."""

    path: Path
    made: datetime
    size: int
    kind: Kind = Kind.BY_ITSELF


def due(made: Iterable[datetime], now: datetime) -> bool:
    """Tells whether a changed workspace wants a copy now.

    Copies from the future, made before the clock was put right, do not count.
    """
    past = [moment for moment in made if moment <= now]
    return not past or now - max(past) >= EVERY


def let_go(copies: Sequence[Copy], *, most: int, now: datetime) -> tuple[Copy, ...]:
    """Gives the copies that may go, the least needed first; the newest never goes.

    The last copy of each of 24 half hours, 14 days and 8 weeks stays. Where these need more room
    than ``most`` bytes, the half hours are thinned out first, then the days, then the weeks, the
    oldest of each first. A file kept before going back does not go within its time.
    """
    ordered = sorted(copies, key=lambda copy: (copy.made, copy.path.name))
    if not ordered:
        return ()
    held = {copy for copy in ordered if _held(copy, now)}
    safe = held | {ordered[-1]}
    serves = _serves([copy for copy in ordered if copy not in held])
    gone = [copy for copy in ordered if copy not in safe and copy not in serves]
    room = most - sum(copy.size for copy in ordered) + sum(copy.size for copy in gone)
    for copy in sorted(
        (copy for copy in ordered if copy in serves and copy not in safe),
        key=lambda copy: serves[copy],
    ):
        if room >= 0:
            break
        gone.append(copy)
        room += copy.size
    return tuple(gone)


def _held(copy: Copy, now: datetime) -> bool:
    return copy.kind is Kind.BEFORE_GOING_BACK and now - copy.made < NOT_TOUCHED


def _serves(ordered: Sequence[Copy]) -> dict[Copy, int]:
    """The copies that stand for a half hour, a day or a week, and the longest they stand for.

    In the order of their age, so that sorting by the value puts the oldest of each first.
    """
    by_tier = (
        _last_of(ordered, HALF_HOURS, _half_hour),
        _last_of(ordered, DAYS, _day),
        _last_of(ordered, WEEKS, _week),
    )
    return {
        copy: max(tier for tier, kept in enumerate(by_tier) if copy in kept)
        for copy in ordered
        if any(copy in kept for kept in by_tier)
    }


def _last_of(
    ordered: Sequence[Copy], most: int, slot: Callable[[datetime], Hashable]
) -> frozenset[Copy]:
    found: dict[Hashable, Copy] = {}
    for copy in reversed(ordered):
        if len(found) < most:
            found.setdefault(slot(copy.made), copy)
    return frozenset(found.values())


def _half_hour(moment: datetime) -> Hashable:
    return int(moment.timestamp()) // int(EVERY.total_seconds())


def _day(moment: datetime) -> Hashable:
    return local_date(moment)


def _week(moment: datetime) -> Hashable:
    return tuple(local_date(moment).isocalendar())[:2]
