"""Who is in the room when the panel moderates, and whether enough of them score a question. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starapp.foundation.problems import Problem

QUORUM = 2
"""Members who score a question and must be in the room to agree it."""
LONGEST_REMARK = 500
"""Characters."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is in the room, before it is stored.

    Attributes:
        held: when these people met; None when no date or no time was given.
        present: seats in the room.
        apologies: seats that sent apologies; who is in neither is just not there.
        remark: who else was there, or anything else to keep.
    """

    held: datetime | None
    present: frozenset[str]
    apologies: frozenset[str] = frozenset()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A stored attendance; the newest one counts.

    Attributes:
        number: 1, 2, ... within the competition.
    """

    number: int
    held: datetime
    present: frozenset[str]
    apologies: frozenset[str]
    remark: str
    by: str


def attendance_problems(
    entry: Attendance, *, seats: Collection[str], now: datetime
) -> tuple[Problem, ...]:
    """What stops an attendance from being recorded; ``seats`` are everyone on the panel."""
    found = []
    if entry.held is None:
        found.append(Problem("held", "Write the date and the time of the meeting.", "no_time"))
    elif entry.held > now:
        words = "This time is still to come. Record who is in the room once the meeting begins."
        found.append(Problem("held", words, "to_come"))
    if not entry.present & set(seats):
        found.append(Problem("present", "Choose at least one person in the room.", "nobody"))
    if (entry.present | entry.apologies) - set(seats):
        found.append(Problem("present", "Choose people of this panel.", "stranger"))
    if entry.present & entry.apologies:
        words = "Somebody in the room cannot have sent apologies as well."
        found.append(Problem("present", words, "both"))
    if len(entry.remark) > LONGEST_REMARK:
        found.append(Problem("remark", f"Shorten this to {LONGEST_REMARK} characters.", "too_long"))
    return tuple(found)


def needed(members: Collection[str]) -> int:
    """How many members who score a question must be in the room to agree it.

    Two, or one where only one person may score it.
    """
    return min(QUORUM, len(members))


def absent_members(members: Iterable[str], meeting: Meeting | None) -> frozenset[str]:
    """The members who are not in the room; nobody until an attendance is recorded."""
    return frozenset() if meeting is None else frozenset(members) - meeting.present


def quorum_problems(
    members: Mapping[str, str], *, absent: frozenset[str], criterion: str
) -> tuple[Problem, ...]:
    """Says that too few of the members who score a question are in the room.

    Args:
        members: role title per seat of those who score the question of this bid.
        absent: those of them who are not in the room.
        criterion: code of the question.
    """
    there = len(set(members) - absent)
    if there >= needed(members):
        return ()
    titles = ", ".join(members[seat] for seat in members if seat in absent)
    words = (
        f"{there} of the people who score {criterion} {'is' if there == 1 else 'are'} in the room, "
        f"and agreeing needs {needed(members)}. Not there: {titles}. Record who is in the room "
        "again, or park this."
    )
    return (Problem("agrees", words, "quorum"),)
