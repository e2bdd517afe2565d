"""What does not add up in a week of support: gaps, overlaps, long nights, and what is to be asked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from starapp.foundation.dates import DAY_NAMES
from starapp.foundation.exact import quantity
from starapp.foundation.problems import Problem
from starapp.specifications.grid_volumes import sleep_in_nights, worker_nights
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
NIGHT_KINDS = (Support.SLEEP_IN, Support.WAKING_NIGHT)


@dataclass(frozen=True, slots=True)
class NightQuestion:
    """More workers' nights of one kind than the week has nights; right only if somebody says so.

    Attributes:
        nights: of all workers in the week.
        doubled: nights with two workers.
    """

    support: Support
    nights: int
    doubled: int

    @property
    def place(self) -> str:
        """Where it is, for problems and for the answer that is kept."""
        return f"grid.nights.{self.support.value}"

    @property
    def problem(self) -> Problem:
        """The question as something to do."""
        on = "1 night has" if self.doubled == 1 else f"{self.doubled} nights have"
        words = (
            f"{self.support.words}: {self.nights} in a week, because {on} two workers, one of "
            "them in the background. Confirm it if that is right, or delete one."
        )
        return Problem(self.place, words, "two_workers")


def night_questions(grid: SupportGrid) -> tuple[NightQuestion, ...]:
    """What to ask about nights with two workers of one kind."""
    found = []
    for support in NIGHT_KINDS:
        workers = Counter(evening for evening, _ in worker_nights(grid, support))
        doubled = sum(1 for count in workers.values() if count > 1)
        if doubled:
            found.append(NightQuestion(support, workers.total(), doubled))
    return tuple(found)


def recount_words(grid: SupportGrid) -> str:
    """What changes for a week stored with nights counted as before; empty where nothing does."""
    (was, was_share), (now, share) = sleep_in_nights(grid), sleep_in_nights(counted_anew(grid))
    if (was, was_share) == (now, share):
        return ""
    told = f"sleep-in was {quantity(was)}, is {quantity(now)}"
    if was == now:
        told = f"the person's share was {quantity(was_share)}, is {quantity(share)}"
    return f"Nights are now counted once for each worker's night: {told}."


def counted_anew(grid: SupportGrid) -> SupportGrid:
    """The same week with nights counted as now."""
    return replace(grid, nights_by_run=False)


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
    if one.support in NIGHT_KINDS and other.support in NIGHT_KINDS:
        return one.support is not other.support  # two workers of one kind are asked about instead
    return one.support is other.support


def _overlap(day: int, start: int, end: int, one: Block, other: Block) -> Problem:
    words = (
        f"{span_words(day, start, end)}: {one.support.words} and {other.support.words} overlap, "
        "so this time counts twice. Move or delete one of them."
    )
    return Problem(place_of(day, start, end), words, "overlap")


def long_nights(grid: SupportGrid) -> tuple[Problem, ...]:
    """Sleep-ins longer than 12 hours, also over 07:00, which are more likely a slip than a night."""
    found = []
    for block in grid.blocks:
        length = _with_morning(grid, block)
        if block.support is Support.SLEEP_IN and length > LONGEST_NIGHT:
            words = (
                f"{span_words(block.day, block.start, block.start + length)}: a sleep-in of more "
                "than 12 hours. Shorten it or use waking support."
            )
            place = place_of(block.day, block.start, block.end)
            found.append(Problem(place, words, "long_night"))
    return tuple(found)


def _with_morning(grid: SupportGrid, block: Block) -> int:
    """Half hours of a sleep-in, with those in which it runs on after 07:00."""
    if block.end < SLOTS:
        return block.length
    after = grid.at((block.day + 1) % DAYS, 0, background=block.background)
    asleep = after is not None and after.support is Support.SLEEP_IN
    return block.length + (after.length if after is not None and asleep else 0)


def _stretches(slots: set[int]) -> Iterator[tuple[int, int]]:
    for slot in sorted(slots):
        if slot - 1 not in slots:
            end = slot
            while end in slots:
                end += 1
            yield slot, end
