"""How long a provider's insurance still runs. Pure."""

from datetime import date, timedelta
from enum import Enum, auto

SOON_DAYS = 60


class Cover(Enum):
    """Where a policy stands on a day."""

    UNKNOWN = auto()
    RAN_OUT = auto()
    SOON = auto()
    """Runs out within 60 days."""
    RUNS = auto()


def cover(end: date | None, *, today: date) -> Cover:
    """Tells where a policy stands; it covers its last day."""
    if end is None:
        return Cover.UNKNOWN
    if end < today:
        return Cover.RAN_OUT
    return Cover.SOON if end <= soon(today) else Cover.RUNS


def soon(today: date) -> date:
    """The last day that counts as soon."""
    return today + timedelta(days=SOON_DAYS)
