"""The weekly support grid: half-hour blocks on seven days that each run from 07:00 to 07:00.

Blocks lie in two layers. The background layer holds core support of a cluster (shared support,
a shared night) that stays on while somebody is supported 1:1 on top of it. In each layer painting
replaces what was there; the layers never change each other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

SLOTS = 48
"""Half hours in a day."""
DAYS = 7
WEEK = SLOTS * DAYS
FIRST_HOUR = 7
"""A day starts at 07:00, so that a night is one piece."""
MOST_SHARING = 40


class Support(StrEnum):
    """What kind of support a block is."""

    ONE_TO_ONE = "one_to_one"
    TWO_TO_ONE = "two_to_one"
    SHARED = "shared"
    WAKING_NIGHT = "waking_night"
    SLEEP_IN = "sleep_in"
    NOT_NEEDED = "not_needed"

    @property
    def words(self) -> str:
        """The name people see."""
        return _WORDS[self]

    @property
    def may_be_shared(self) -> bool:
        """Several people may share it, and it may lie in the background."""
        return self in {Support.SHARED, Support.WAKING_NIGHT, Support.SLEEP_IN}


_WORDS = {
    Support.ONE_TO_ONE: "1:1",
    Support.TWO_TO_ONE: "2:1",
    Support.SHARED: "Shared",
    Support.WAKING_NIGHT: "Waking night",
    Support.SLEEP_IN: "Sleep-in",
    Support.NOT_NEEDED: "No support needed",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One run of half hours of the same support.

    Attributes:
        day: 0 for Monday to 6 for Sunday; the day that starts at 07:00.
        start: half hours after 07:00, 0 to 47.
        length: half hours, at least 1; a stored block ends with its day at the latest.
        shared_by: how many people share it; 1 when nobody else does.
        label: what it is for, in words.
        outcome: the outcome heading it helps, or empty.
        must_have: False where the time may move within the week.
        background: core support that stays on under individual support.
    """

    day: int
    start: int
    length: int
    support: Support
    shared_by: int = 1
    label: str = ""
    outcome: str = ""
    must_have: bool = True
    background: bool = False

    def __post_init__(self) -> None:
        if not (0 <= self.day < DAYS and 0 <= self.start < SLOTS and 1 <= self.length <= WEEK):
            raise ValueError(f"no such place in a week: {self.day}, {self.start}, {self.length}")
        if not 1 <= self.shared_by <= MOST_SHARING:
            raise ValueError(f"support cannot be shared by {self.shared_by}")
        alone = not self.support.may_be_shared
        if alone and (self.background or self.shared_by != 1):
            raise ValueError(f"{self.support.words} support is for one person")

    @property
    def end(self) -> int:
        """The half hour after the last one, counted from 07:00 of the block's day."""
        return self.start + self.length

    def same_kind(self, other: "Block") -> bool:
        """Tells whether the two differ in place and length only."""
        return replace(self, day=other.day, start=other.start, length=other.length) == other

    def covers(self, day: int, slot: int) -> bool:
        """Tells whether the block is on at this half hour."""
        return self.day == day and self.start <= slot < self.end


@dataclass(frozen=True, slots=True)
class SupportGrid:
    """A week of support; blocks are sorted, and touching equal blocks are one block.

    Attributes:
        nights_by_run: True for a week stored when every unbroken run of sleep-in was a night; what
            was locked then keeps its count. A week that is changed is counted as now.
    """

    blocks: tuple[Block, ...] = ()
    nights_by_run: bool = False

    def layer(self, *, background: bool) -> tuple[Block, ...]:
        """The blocks of one layer."""
        return tuple(block for block in self.blocks if block.background is background)

    def day(self, day: int) -> tuple[Block, ...]:
        """The blocks of one day, background ones among them."""
        return tuple(block for block in self.blocks if block.day == day)

    def at(self, day: int, slot: int, *, background: bool = False) -> Block | None:
        """The block of a layer at a half hour, or None."""
        for block in self.blocks:
            if block.background is background and block.covers(day, slot):
                return block
        return None

    def top(self, day: int, slot: int) -> Block | None:
        """The block a person points at: the individual one, else the background."""
        return self.at(day, slot) or self.at(day, slot, background=True)


def grid_of(blocks: Iterable[Block]) -> SupportGrid:
    """Gives a grid of blocks as they are: split at 07:00, sorted, equal neighbours merged.

    Overlapping blocks stay as they are, for the checks to point at.
    """
    return SupportGrid(_merged(piece for block in blocks for piece in by_day(block)))


def by_day(block: Block) -> Iterator[Block]:
    """Cuts a block that runs past 07:00 into one block for each day, Sunday running into Monday."""
    day, start, left = block.day, block.start, block.length
    while left:
        length = min(left, SLOTS - start)
        yield replace(block, day=day, start=start, length=length)
        day, start, left = (day + 1) % DAYS, 0, left - length


def paint(grid: SupportGrid, block: Block) -> SupportGrid:
    """Puts a block in place of whatever its layer held there, splitting what it cuts through."""
    kept = grid.blocks
    pieces = tuple(by_day(block))
    for piece in pieces:
        kept = tuple(_without(kept, piece))
    return SupportGrid(_merged((*kept, *pieces)))


def rub_out(
    grid: SupportGrid, *, day: int, start: int, length: int, background: bool = False
) -> SupportGrid:
    """Clears the half hours in one layer, splitting blocks it cuts through."""
    kind = Support.SHARED if background else Support.ONE_TO_ONE
    hole = Block(day, start, length, kind, background=background)
    kept = grid.blocks
    for piece in by_day(hole):
        kept = tuple(_without(kept, piece))
    return SupportGrid(_merged(kept))


def delete(grid: SupportGrid, block: Block) -> SupportGrid:
    """Takes one block out."""
    return SupportGrid(tuple(other for other in grid.blocks if other != block))


def move(grid: SupportGrid, block: Block, *, day: int, start: int) -> SupportGrid:
    """Moves a block to another day and time, over what is there; it stays within the day."""
    held = min(max(start, 0), SLOTS - block.length)
    moved = replace(block, day=min(max(day, 0), DAYS - 1), start=held)
    return paint(delete(grid, block), moved)


def stretch(grid: SupportGrid, block: Block, *, start: int, end: int) -> SupportGrid:
    """Gives a block another start and end on its day, at least half an hour apart."""
    first = min(max(start, 0), SLOTS - 1)
    last = min(max(end, first + 1), SLOTS)
    return paint(delete(grid, block), replace(block, start=first, length=last - first))


def change(grid: SupportGrid, block: Block, other: Block) -> SupportGrid:
    """Puts another block in place of one, over what is there."""
    return paint(delete(grid, block), other)


def copy_day(grid: SupportGrid, *, source: int, target: int) -> SupportGrid:
    """Makes one day like another, both layers, in place of what the day held."""
    if source == target:
        return grid
    kept = [block for block in grid.blocks if block.day != target]
    return SupportGrid(_merged([*kept, *(replace(b, day=target) for b in grid.day(source))]))


def _without(blocks: Iterable[Block], hole: Block) -> Iterator[Block]:
    for block in blocks:
        apart = block.end <= hole.start or block.start >= hole.end
        if block.day != hole.day or block.background is not hole.background or apart:
            yield block
            continue
        if block.start < hole.start:
            yield replace(block, length=hole.start - block.start)
        if block.end > hole.end:
            yield replace(block, start=hole.end, length=block.end - hole.end)


def _merged(blocks: Iterable[Block]) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in sorted(blocks, key=_order):
        last = found[-1] if found else None
        if last is not None and _touch(last, block):
            found[-1] = replace(last, length=last.length + block.length)
        else:
            found.append(block)
    return tuple(sorted(found, key=_place))


def _touch(one: Block, other: Block) -> bool:
    return one.day == other.day and one.end == other.start and one.same_kind(other)


def _order(block: Block) -> tuple[object, ...]:
    return (block.day, block.background, block.start, block.length, *_kind(block))


def _place(block: Block) -> tuple[object, ...]:
    return (block.day, block.start, not block.background, block.length, *_kind(block))


def _kind(block: Block) -> tuple[object, ...]:
    return (block.support.value, block.shared_by, block.label, block.outcome, block.must_have)
