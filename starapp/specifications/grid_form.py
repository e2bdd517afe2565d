"""The stored form of a weekly support grid and its extras, and strict reading of it back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Any

from starapp.foundation.canonical import Json, plain_value
from starapp.foundation.dates import NotADate, parse_clock
from starapp.foundation.exact import QUANTITY_PLACES, parse_decimal
from starapp.foundation.problems import refuse
from starapp.specifications.grid_volumes import Extras
from starapp.specifications.support_grid import (
    DAYS,
    FIRST_HOUR,
    SLOTS,
    Block,
    Support,
    SupportGrid,
    grid_of,
)

MOST_MILES = Decimal(10_000)
NIGHTS = "one for each worker's night"
"""How nights are counted, written beside the blocks; a bare list of blocks is older than that."""


def grid_to_json(grid: SupportGrid) -> Json:
    """The grid as plain JSON: one entry for each block, and how nights are counted from now on."""
    return plain_value({"blocks": grid.blocks, "nights": NIGHTS})


def grid_from_json(stored: object) -> SupportGrid:
    """Reads a grid back, with the count of nights it was stored with.

    Raises:
        CannotDo: when the text is not a grid, with the number of the block that is wrong.
    """
    by_run = isinstance(stored, list)
    if isinstance(stored, Mapping) and stored.get("nights") == NIGHTS:
        stored = stored.get("blocks")
    if not isinstance(stored, list):
        raise refuse("grid", "The weekly support could not be read.", "form")
    grid = grid_of(_block(entry, number) for number, entry in enumerate(stored, 1))
    return replace(grid, nights_by_run=by_run)


def _block(entry: object, number: int) -> Block:
    if not isinstance(entry, Mapping):
        raise refuse("grid", f"Block {number} of the weekly support could not be read.", "form")
    try:
        return Block(
            day=_whole(entry["day"]),
            start=_whole(entry["start"]),
            length=_whole(entry["length"]),
            support=Support(entry["support"]),
            shared_by=_whole(entry["shared_by"]),
            label=str(entry["label"]),
            outcome=str(entry["outcome"]),
            must_have=entry["must_have"] is True,
            background=entry["background"] is True,
        )
    except (KeyError, ValueError, TypeError) as fault:
        words = f"Block {number} of the weekly support could not be read."
        raise refuse("grid", words, "form") from fault


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    return value


def extras_to_json(extras: Extras) -> Json:
    """The extras as plain JSON."""
    return plain_value(extras)


def extras_from_json(stored: Mapping[str, Any]) -> Extras:
    """Reads extras back.

    Raises:
        CannotDo: when they are not what ``extras_to_json`` writes.
    """
    try:
        miles = Decimal(stored["miles"])
        return Extras(miles, tec=stored["tec"] is True, transition=stored["transition"] is True)
    except (KeyError, InvalidOperation, TypeError) as fault:
        raise refuse("extras", "The extras could not be read.", "form") from fault


def parse_miles(typed: str) -> Decimal:
    """Gives the miles a week a person typed.

    Raises:
        NotANumber: with words for the person.
    """
    return parse_decimal(typed, places=QUANTITY_PLACES, least=Decimal(0), most=MOST_MILES)


def slot_at(clock: time) -> int:
    """The half hour of the support day that starts at a clock time: 07:00 is 0, 06:30 is 47.

    Raises:
        NotADate: when the time is not on the hour or half hour.
    """
    if clock.minute not in {0, 30}:
        raise NotADate("Use the hour or half past, for example 10:30.")
    return ((clock.hour - FIRST_HOUR) * 2 + clock.minute // 30) % SLOTS


def block_between(
    calendar_day: int,
    starts: str,
    ends: str,
    support: Support,
    *,
    shared_by: int = 1,
    label: str = "",
    outcome: str = "",
    must_have: bool = True,
    background: bool = False,
) -> Block:
    """Gives the block from one clock time to the next; before 07:00 belongs to the day before.

    ``calendar_day`` is the day on which the clock shows ``starts`` (0 for Monday). ``ends`` is on
    the next day when it is not after ``starts``.

    Raises:
        NotADate: for text that is no time on the half hour.
    """
    clock = parse_clock(starts)
    start, end = slot_at(clock), slot_at(parse_clock(ends))
    day = (calendar_day - (1 if clock.hour < FIRST_HOUR else 0)) % DAYS
    return Block(
        day, start, (end - start) % SLOTS or SLOTS, support,
        shared_by, label, outcome, must_have, background,
    )  # fmt: skip
