"""How far a share can move before rounding, or the tie-break between level bids, costs first place.

Where points or totals are rounded, bids stand on steps: a bid can lose first place a little before
or after the share at which the unrounded totals cross. Far from that crossing no rounding can
matter; near it every step is visited in order and compared exactly. Where two bids are level at
every share, the tie-break is followed in the same way.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from starapp.criteria.evaluation_model import RoundingRule
from starapp.foundation.exact import exact_sum, round_exact

MOST_STEPS = 20000
"""After so many steps the search ends; what was found to hold until then is told."""
Ahead = Callable[[Fraction, Fraction], Fraction]
"""Totals of two bids to a number above 0 where the first comes first; linear in both."""


@dataclass(frozen=True, slots=True)
class Line:
    """A number that changes evenly with the distance a share has moved."""

    start: Fraction
    slope: Fraction

    def at(self, moved: Fraction) -> Fraction:
        """The number at a distance."""
        return self.start + self.slope * moved

    def root(self) -> Fraction | None:
        """The distance, above 0, at which the number passes 0."""
        if not self.slope or not self.start:
            return None
        found = -self.start / self.slope
        return found if found > 0 else None


def sum_of(lines: Iterable[Line]) -> Line:
    """The sum of some lines."""
    some = list(lines)
    return Line(exact_sum(line.start for line in some), exact_sum(line.slope for line in some))


@dataclass(frozen=True, slots=True)
class Course:
    """One bid while a share moves.

    Attributes:
        parts: its points in each leaf, before any rounding of points.
        links: for each rule of the tie-break, the places of the leaves that are added up.
        fixed: for each rule of the tie-break, what is added to them: a price, or 0.
    """

    parts: tuple[Line, ...]
    links: tuple[tuple[int, ...], ...]
    fixed: tuple[Fraction, ...]

    def total(self) -> Line:
        """The unrounded total."""
        return sum_of(self.parts)

    def chain(self) -> tuple[Line, ...]:
        """The unrounded tie-break."""
        return tuple(
            sum_of((Line(fixed, Fraction(0)), *(self.parts[place] for place in places)))
            for places, fixed in zip(self.links, self.fixed, strict=True)
        )


def line_between(ahead: Ahead, first: Line, second: Line) -> Line:
    """How far the first of two totals is ahead, as a line."""
    start = ahead(first.start, second.start)
    return Line(start, ahead(first.at(Fraction(1)), second.at(Fraction(1))) - start)


def lost_at(lines: Sequence[Line], limit: Fraction) -> Fraction | None:
    """The distance from which the first number that is not always 0 is below 0, up to a limit.

    Bids that are level in everything share first place at once.
    """
    for line in lines:
        if not line.start and not line.slope:
            continue
        if line.start < 0 or (not line.start and line.slope < 0):
            return Fraction(0)
        root = line.root()
        return root if root is not None and root < limit else None
    return Fraction(0)


def differences(first: Course, second: Course) -> tuple[Line, ...]:
    """The tie-break of one bid less that of another."""
    return tuple(
        Line(mine.start - theirs.start, mine.slope - theirs.slope)
        for mine, theirs in zip(first.chain(), second.chain(), strict=True)
    )


@dataclass(slots=True)
class _Step:
    """A line that is rounded: its value on the present piece, and where it next jumps."""

    line: Line
    sign: int
    value: Fraction
    jump: Fraction
    edge: Fraction


class SteppedPair:
    """Two bids whose totals, or whose points, are rounded before they are compared."""

    def __init__(
        self, first: Course, second: Course, ahead: Ahead, rule: RoundingRule, *, each: bool
    ) -> None:
        self._courses = (first, second)
        self._ahead = ahead
        self._rule = rule
        self._each = each
        self._unit = Fraction(1, 10**rule.places)
        self._chain = () if each else differences(first, second)
        self._safe = self._safely_ahead(first, second)

    def _safely_ahead(self, first: Course, second: Course) -> Line:
        """The line above 0 where no rounding could cost the first bid its place."""
        most = self._unit / 2 * (len(first.parts) if self._each else 1)
        own, other = first.total(), second.total()
        return line_between(
            self._ahead,
            Line(own.start - most, own.slope),
            Line(other.start + most, other.slope),
        )

    @property
    def from_here(self) -> Fraction | None:
        """The distance from which rounding can matter; None when it never does."""
        if self._safe.start <= 0:
            return Fraction(0)
        return self._safe.root() if self._safe.slope < 0 else None

    def lost_at(self, limit: Fraction) -> Fraction | None:
        """The distance, up to a limit, at which the first bid is no longer ahead."""
        here = self.from_here
        if here is None or here >= limit:
            return None
        if self._safe.start <= 0 < self._safe.slope:
            limit = min(limit, -self._safe.start / self._safe.slope + self._unit)
        return self._walk(here, limit)

    def _walk(self, here: Fraction, limit: Fraction) -> Fraction | None:
        steps = [self._stepped(course, here) for course in self._courses]
        turns = [(step.jump, n, k) for n in (0, 1) for k, step in enumerate(steps[n]) if step.sign]
        roots = [root for root in (line.root() for line in self._chain) if root is not None]
        turns += [(root, -1, 0) for root in roots if root > here]
        heapify(turns)
        for _ in range(MOST_STEPS):
            jump = min(turns[0][0], limit) if turns else limit
            if not self._is_ahead(steps, (here + jump) / 2):
                return here
            if jump >= limit:
                return None
            moved = self._moved(steps, turns, jump)
            at_point = [[step.edge for step in some] for some in steps]
            if not self._compare(at_point[0], at_point[1], jump):
                return jump
            for n, k in moved:
                step = steps[n][k]
                step.edge = step.value
                heappush(turns, (step.jump, n, k))
            here = jump
        return here

    def _moved(
        self, steps: list[list[_Step]], turns: list[tuple[Fraction, int, int]], jump: Fraction
    ) -> list[tuple[int, int]]:
        """Takes the jumps at a distance: each line gets its value at the edge and after it."""
        moved = []
        while turns and turns[0][0] == jump:
            _, n, k = heappop(turns)
            if n < 0:
                continue
            step = steps[n][k]
            step.edge = self._rounded(step.line.at(jump))
            step.value += step.sign * self._unit
            step.jump += self._unit / abs(step.line.slope)
            moved.append((n, k))
        return moved

    def _stepped(self, course: Course, here: Fraction) -> list[_Step]:
        lines = course.parts if self._each else (course.total(),)
        return [self._step(line, here) for line in lines]

    def _step(self, line: Line, here: Fraction) -> _Step:
        now = line.at(here)
        if not line.slope:
            value = self._rounded(now)
            return _Step(line, 0, value, Fraction(0), value)
        sign = 1 if line.slope > 0 else -1
        below = (now / self._unit - Fraction(1, 2)).__floor__()
        between = Fraction(2 * below + 1, 2) * self._unit
        if sign > 0 or between == now:
            edge = between + self._unit if sign > 0 else between - self._unit
            value = (below + (1 if sign > 0 else 0)) * self._unit
        else:
            edge, value = between, (below + 1) * self._unit
        return _Step(line, sign, value, (edge - line.start) / line.slope, value)

    def _rounded(self, value: Fraction) -> Fraction:
        return Fraction(round_exact(value, self._rule.places, self._rule.mode))

    def _is_ahead(self, steps: list[list[_Step]], moved: Fraction) -> bool:
        mine, theirs = ([step.value for step in some] for some in steps)
        return self._compare(mine, theirs, moved)

    def _compare(self, mine: list[Fraction], theirs: list[Fraction], moved: Fraction) -> bool:
        lead = self._ahead(exact_sum(mine), exact_sum(theirs))
        if lead:
            return lead > 0
        if not self._each:
            found = next((value for line in self._chain if (value := line.at(moved))), 0)
            return found > 0
        first, second = self._courses
        for places, own, other in zip(first.links, first.fixed, second.fixed, strict=True):
            value = own - other + sum(mine[n] - theirs[n] for n in places)
            if value:
                return value > 0
        return False
