"""What does not add up in a week of support: gaps, overlaps, and nights that are too long."""

from collections.abc import Iterator

from starapp.foundation.dates import DAY_NAMES
from starapp.foundation.problems import Problem
from starapp.specifications.support_grid import (
    DAYS,
    FIRST_HOUR,
    SLOTS,
    Block,
    Support,
    SupportGrid,
)

LONGEST_NIGHT = 24
"""Half hours in the longest usual night, 12 hours."""


def clock(slot: int) -> str:
    """The time a half hour starts, counted from 07:00: 0 is 07:00, 30 is 22:00, 48 is 07:00."""
    minutes = (FIRST_HOUR * 60 + slot * 30) % (24 * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def span_words(day: int, start: int, end: int) -> str:
    """Wednesday, 10:30 to 13:30."""
    return f"{DAY_NAMES[day]}, {clock(start)} to {clock(end)}"


def place_of(day: int, start: int, end: int) -> str:
    """Where a problem is, for the screen to jump to: ``grid.2.7-13``."""
    return f"grid.{day}.{start}-{end}"


def grid_problems(grid: SupportGrid) -> tuple[Problem, ...]:
    """Every gap and overlap of a week that holds something; an empty week is one problem."""
    if not grid.blocks:
        return (Problem("grid", "Draw the week of support.", "empty"),)
    return (*overlaps(grid), *gaps(grid), *long_nights(grid))


def gaps(grid: SupportGrid) -> tuple[Problem, ...]:
    """Times of the week that no block covers and nobody marked "no support needed"."""
    found = []
    for day in range(DAYS):
        on = {slot for block in grid.day(day) for slot in range(block.start, block.end)}
        for start, end in _stretches(set(range(SLOTS)) - on):
            words = (
                f"{span_words(day, start, end)}: nothing is drawn. "
                "Paint support, or mark it as no support needed."
            )
            found.append(Problem(place_of(day, start, end), words, "gap"))
    return tuple(found)


def overlaps(grid: SupportGrid) -> tuple[Problem, ...]:
    """Times that would be counted twice: two blocks of one layer, or shared support on shared."""
    found = []
    for day in range(DAYS):
        blocks = grid.day(day)
        for place, one in enumerate(blocks):
            for other in blocks[place + 1 :]:
                start, end = max(one.start, other.start), min(one.end, other.end)
                if start < end and _clash(one, other):
                    found.append(_overlap(day, start, end, one, other))
    return tuple(found)


def _clash(one: Block, other: Block) -> bool:
    if one.background is other.background:
        return True
    nights = {Support.WAKING_NIGHT, Support.SLEEP_IN}
    if one.support in nights and other.support in nights:
        return True
    return one.support is other.support


def _overlap(day: int, start: int, end: int, one: Block, other: Block) -> Problem:
    words = (
        f"{span_words(day, start, end)}: {one.support.words} and {other.support.words} overlap, "
        "so this time counts twice. Move or delete one of them."
    )
    return Problem(place_of(day, start, end), words, "overlap")


def long_nights(grid: SupportGrid) -> tuple[Problem, ...]:
    """Sleep-ins longer than 12 hours, which are more likely a slip than a night."""
    found = []
    for block in grid.blocks:
        if block.support is Support.SLEEP_IN and block.length > LONGEST_NIGHT:
            words = (
                f"{span_words(block.day, block.start, block.end)}: a sleep-in of more than "
                "12 hours. Shorten it or use waking support."
            )
            place = place_of(block.day, block.start, block.end)
            found.append(Problem(place, words, "long_night"))
    return tuple(found)


def _stretches(slots: set[int]) -> Iterator[tuple[int, int]]:
    for slot in sorted(slots):
        if slot - 1 not in slots:
            end = slot
            while end in slots:
                end += 1
            yield slot, end
