"""How much support a week holds: hours, nights and the lines that providers price.

Two counts are kept apart: time with staff (what the person gets) and staff hours paid (what it
costs: 2:1 counts twice, shared hours are divided by the people who share).

A sleep-in is paid flat, by the night. A night is one worker's night: it runs from noon to noon, has
the date of its evening, and counts once however often it is broken by waking support or shared by
others from some hour on. Each layer of the grid has one worker at a time, so sleep-in in both
layers of one night is two workers' nights.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.organisation.purchasing_systems import RateType
from starapp.specifications.package_cost import VolumeLine
from starapp.specifications.support_grid import (
    DAYS,
    FIRST_HOUR,
    SLOTS,
    WEEK,
    Block,
    Support,
    SupportGrid,
    by_day,
)

AWAKE = frozenset({Support.ONE_TO_ONE, Support.TWO_TO_ONE, Support.SHARED, Support.WAKING_NIGHT})
NOON = 2 * (12 - FIRST_HOUR)
"""Half hours from 07:00 to noon, where one night ends and the next begins."""
SHARE_WORDS = {
    2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth",
    7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extras:
    """What a week needs besides support time.

    Attributes:
        miles: staff mileage a week.
        tec: technology enabled care is asked for by the week.
        transition: a one-off price for moving in is asked for.
    """

    miles: Decimal = Decimal(0)
    tec: bool = True
    transition: bool = True


@dataclass(frozen=True, slots=True)
class Volumes:
    """The exact amounts of one week.

    Attributes:
        one_to_one: hours.
        two_to_one_sessions: hours with two staff.
        shared_whole: hours of shared support before dividing.
        shared_share: the person's share of those hours.
        waking_whole: waking night hours before dividing.
        waking_share: the person's share of those hours.
        nights_whole: sleep-in nights before dividing.
        nights_share: the person's share of the nights.
        with_staff: hours with somebody awake for the person, counted once.
    """

    one_to_one: Fraction
    two_to_one_sessions: Fraction
    shared_whole: Fraction
    shared_share: Fraction
    waking_whole: Fraction
    waking_share: Fraction
    nights_whole: Fraction
    nights_share: Fraction
    with_staff: Fraction

    @property
    def two_to_one_staff(self) -> Fraction:
        """Staff hours of 2:1: two for each hour."""
        return 2 * self.two_to_one_sessions

    @property
    def staff_paid(self) -> Fraction:
        """Staff hours paid in the week; sleep-ins are paid by the night and not counted."""
        return self.one_to_one + self.two_to_one_staff + self.shared_share + self.waking_share


def volumes(grid: SupportGrid) -> Volumes:
    """Counts a week from its half hours."""
    nights_whole, nights_share = sleep_in_nights(grid)
    return Volumes(
        one_to_one=hours_of(grid, Support.ONE_TO_ONE),
        two_to_one_sessions=hours_of(grid, Support.TWO_TO_ONE),
        shared_whole=hours_of(grid, Support.SHARED),
        shared_share=hours_of(grid, Support.SHARED, share=True),
        waking_whole=hours_of(grid, Support.WAKING_NIGHT),
        waking_share=hours_of(grid, Support.WAKING_NIGHT, share=True),
        nights_whole=nights_whole,
        nights_share=nights_share,
        with_staff=sum((hours_with_staff(grid, day) for day in range(7)), Fraction(0)),
    )


def hours_of(grid: SupportGrid, support: Support, *, share: bool = False) -> Fraction:
    """Hours of one kind of support, whole or divided by the people who share."""
    return sum(
        (
            Fraction(block.length, 2 * (block.shared_by if share else 1))
            for block in grid.blocks
            if block.support is support
        ),
        Fraction(0),
    )


def hours_with_staff(grid: SupportGrid, day: int) -> Fraction:
    """Hours of a day (07:00 to 07:00) with somebody awake for the person, counted once."""
    on = {
        slot
        for block in grid.day(day)
        if block.support in AWAKE
        for slot in range(block.start, block.end)
    }
    return Fraction(len(on), 2)


def worker_nights(grid: SupportGrid, support: Support) -> Mapping[tuple[int, bool], Fraction]:
    """Every worker's night of one kind, with the person's share of it.

    A night is named by the day of its evening (0 for Monday) and by whether its worker is in the
    background. Where others share a part of it only, the share is divided by time.
    """
    slots: dict[tuple[int, bool], int] = {}
    shares: dict[tuple[int, bool], Fraction] = {}
    for block in grid.blocks:
        if block.support is not support:
            continue
        for piece in by_day(block):
            morning = max(min(piece.end, NOON) - piece.start, 0)
            parts = (((piece.day - 1) % DAYS, morning), (piece.day, piece.length - morning))
            for evening, length in parts:
                if length:
                    night = (evening, piece.background)
                    slots[night] = slots.get(night, 0) + length
                    share = Fraction(length, piece.shared_by)
                    shares[night] = shares.get(night, Fraction(0)) + share
    return {night: shares[night] / slots[night] for night in slots}


def sleep_in_nights(grid: SupportGrid) -> tuple[Fraction, Fraction]:
    """Sleep-in nights of a week, whole and the person's share."""
    if grid.nights_by_run:
        return _nights_by_run(grid)
    nights = worker_nights(grid, Support.SLEEP_IN)
    return Fraction(len(nights)), sum(nights.values(), Fraction(0))


def _nights_by_run(grid: SupportGrid) -> tuple[Fraction, Fraction]:
    """Nights as counted before: one for every unbroken run with the same people sharing.

    A run longer than a day counts a night for every day begun.
    """
    whole = share = Fraction(0)
    for background in (False, True):
        blocks = [b for b in grid.layer(background=background) if b.support is Support.SLEEP_IN]
        for people in sorted({block.shared_by for block in blocks}):
            nights = sum(-(-run // SLOTS) for run in _runs(blocks, people))
            whole += nights
            share += Fraction(nights, people)
    return whole, share


def _runs(blocks: Iterable[Block], people: int) -> list[int]:
    on = {
        block.day * SLOTS + slot
        for block in blocks
        if block.shared_by == people
        for slot in range(block.start, block.end)
    }
    if len(on) == WEEK:
        return [WEEK]
    starts = [slot for slot in on if (slot - 1) % WEEK not in on]
    return [_run_from(slot, on) for slot in starts]


def _run_from(slot: int, on: set[int]) -> int:
    length = 0
    while (slot + length) % WEEK in on:
        length += 1
    return length


def volume_lines(
    grid: SupportGrid, extras: Extras, rate_types: tuple[RateType, ...]
) -> tuple[VolumeLine, ...]:
    """The lines every provider prices, in the fixed order of the price schedule.

    Lines of support with nothing in the week are left out. Mileage, technology and transition are
    asked for whenever the system has a rate for them and the package wants them; mileage also at 0.
    """
    total = volumes(grid)
    shared = _share_words(grid, Support.SHARED)
    waking, asleep = _share_words(grid, Support.WAKING_NIGHT), _share_words(grid, Support.SLEEP_IN)
    one = Fraction(1)
    lines = [
        VolumeLine("hour_1to1", "1:1 support", total.one_to_one, "hours"),
        VolumeLine(
            "hour_2to1_per_staff", "2:1 support (staff hours)", total.two_to_one_staff,
            "staff hours",
        ),
        VolumeLine("shared_hour", f"Shared support{shared}", total.shared_share, "hours"),
        VolumeLine("waking_night_hour", f"Waking night{waking}", total.waking_share, "hours"),
        VolumeLine("sleep_in", f"Sleep-in{asleep}", total.nights_share, "nights"),
    ]  # fmt: skip
    lines = [line for line in lines if line.quantity]
    lines.append(VolumeLine("mile", "Mileage", Fraction(extras.miles), "miles"))
    if extras.tec:
        lines.append(VolumeLine("tec_week", "Technology enabled care", one, "week"))
    if extras.transition:
        lines.append(VolumeLine("transition_one_off", "Transition", one, "one-off", weekly=False))
    asked = {kind.code for kind in rate_types}
    always = {"mile", "tec_week", "transition_one_off"}
    return tuple(line for line in lines if line.rate_code in asked or line.rate_code not in always)


def _share_words(grid: SupportGrid, support: Support) -> str:
    sharing = {block.shared_by for block in grid.blocks if block.support is support}
    if sharing <= {1}:
        return ""
    if len(sharing) > 1:
        return ", the person's share"
    people = sharing.pop()
    part = SHARE_WORDS.get(people, f"part in {people}")
    return f", one {part} share" if people in SHARE_WORDS else f", one {part}"
