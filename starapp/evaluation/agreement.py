"""How far the panel's own scores agree, exactly: always indicative, undefined where undefined.

Abstained, not applicable and not scored are missing values, never 0. A panel of three over five
bids gives wide intervals, so nothing here passes or fails anybody. Own code with exact fractions,
because the libraries for these figures use floating-point numbers and need numpy.

Sources: Krippendorff, Content Analysis (alpha with the ordinal difference); Kendall and Gibbons,
Rank Correlation Methods (W with its correction for ties); McGraw and Wong 1996 (ICC(A,1)).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from starapp.foundation.exact import exact_sum

Ratings = Sequence[Sequence[Fraction | None]]
"""One row for each rater, one place for each item; None is missing."""
MOST_SPREAD = Fraction(2, 5)
"""The share of the scale over which scores lie apart, whatever the points."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or why there is none."""

    value: Fraction | None
    undefined: str = ""


def _none(why: str) -> Figure:
    return Figure(None, why)


FEW_RATERS = "Two members or more must have scored."
FEW_ITEMS = "Two answers or more must have been scored by everybody."
NO_VARIATION = "The scores do not differ in a way that this figure measures."


@dataclass(frozen=True, slots=True)
class SpreadFlags:
    """Why scores of one answer ask for discussion.

    Attributes:
        points: highest less lowest.
        of_scale: the same as a share of the scale.
        far: as many points as the model's flag, or more.
        wide: more than two fifths of the scale.
        straddles: some scores meet the minimum and some do not.
    """

    points: Fraction
    of_scale: Fraction
    far: bool
    wide: bool
    straddles: bool

    @property
    def flagged(self) -> bool:
        """Tells whether any of the rules asks for discussion."""
        return self.far or self.wide or self.straddles


def spread_flags(
    scores: Sequence[Fraction],
    *,
    scale: tuple[Fraction, Fraction],
    flag: Fraction,
    minimum: Fraction | None = None,
) -> SpreadFlags | None:
    """The spread of one answer's scores; None with fewer than two.

    Args:
        scores: what members gave.
        scale: lowest and highest score.
        flag: points that ask for discussion; 0 never does.
        minimum: the lowest score that is enough, or None.
    """
    if len(scores) < 2:
        return None
    points = max(scores) - min(scores)
    whole = scale[1] - scale[0]
    share = points / whole if whole else Fraction(0)
    straddles = minimum is not None and min(scores) < minimum <= max(scores)
    return SpreadFlags(points, share, 0 < flag <= points, share > MOST_SPREAD, straddles)


def severity(scores: Mapping[str, Mapping[object, Fraction]]) -> dict[str, Figure]:
    """Per member, the mean of their own score less the mean of the others', over shared items.

    Below 0 is stricter than the others, above 0 more generous.
    """
    found = {}
    for member, mine in scores.items():
        gaps = []
        for item, own in mine.items():
            others = [
                given[item] for who, given in scores.items() if who != member and item in given
            ]
            if others:
                gaps.append(own - exact_sum(others) / len(others))
        found[member] = Figure(exact_sum(gaps) / len(gaps)) if gaps else _none(FEW_RATERS)
    return found


Difference = Callable[[Fraction, Fraction, Mapping[Fraction, Fraction]], Fraction]


def nominal(one: Fraction, other: Fraction, _counts: Mapping[Fraction, Fraction]) -> Fraction:
    """0 for the same value, 1 for another."""
    return Fraction(one != other)


def interval(one: Fraction, other: Fraction, _counts: Mapping[Fraction, Fraction]) -> Fraction:
    """The squared difference."""
    return (one - other) ** 2


def ordinal(one: Fraction, other: Fraction, counts: Mapping[Fraction, Fraction]) -> Fraction:
    """The squared number of values between two ranks, each end counted half."""
    low, high = min(one, other), max(one, other)
    between = exact_sum(count for value, count in counts.items() if low <= value <= high)
    return (between - (counts[one] + counts[other]) / 2) ** 2


def krippendorff_alpha(ratings: Ratings, difference: Difference = ordinal) -> Figure:
    """Krippendorff's alpha with missing values; 1 is full agreement, 0 is chance."""
    units = [unit for unit in _units(ratings) if len(unit) > 1]
    if not units:
        return _none(FEW_RATERS)
    together: dict[tuple[Fraction, Fraction], Fraction] = {}
    for unit in units:
        for pair in permutations(unit, 2):
            together[pair] = together.get(pair, Fraction(0)) + Fraction(1, len(unit) - 1)
    counts: dict[Fraction, Fraction] = {}
    for (one, _), weight in together.items():
        counts[one] = counts.get(one, Fraction(0)) + weight
    whole = exact_sum(counts.values())
    seen = exact_sum(
        weight * difference(one, other, counts) for (one, other), weight in together.items()
    )
    expected = exact_sum(
        counts[one] * counts[other] * difference(one, other, counts)
        for one, other in permutations(counts, 2)
    )
    if not expected:
        return _none(NO_VARIATION)
    return Figure(1 - (whole - 1) * seen / expected)


def _units(ratings: Ratings) -> Iterator[list[Fraction]]:
    for item in range(max((len(row) for row in ratings), default=0)):
        values = [row[item] for row in ratings if item < len(row)]
        yield [value for value in values if value is not None]


def _complete(ratings: Ratings) -> list[list[Fraction]]:
    """The rows cut to the items that everybody scored."""
    wanted = [
        item
        for item in range(min((len(row) for row in ratings), default=0))
        if all(row[item] is not None for row in ratings)
    ]
    return [[value for item in wanted if (value := row[item]) is not None] for row in ratings]


def kendall_w(ratings: Ratings) -> Figure:
    """Kendall's W, corrected for ties: do members put answers in the same order; 1 is yes."""
    rows = _complete(ratings)
    if len(rows) < 2:
        return _none(FEW_RATERS)
    judges, items = len(rows), len(rows[0])
    if items < 2:
        return _none(FEW_ITEMS)
    ranks = [_middle_ranks(row) for row in rows]
    sums = [exact_sum(row[item] for row in ranks) for item in range(items)]
    mean = exact_sum(sums) / items
    squares = exact_sum((one - mean) ** 2 for one in sums)
    ties = sum(times**3 - times for row in rows for times in Counter(row).values())
    below = judges**2 * (items**3 - items) - judges * ties
    if not below:
        return _none(NO_VARIATION)
    return Figure(12 * squares / below)


def _middle_ranks(values: Sequence[Fraction]) -> list[Fraction]:
    """Rank 1 for the highest; equal values share the middle of their ranks."""
    return [
        sum(other > value for other in values)
        + Fraction(1 + sum(other == value for other in values), 2)
        for value in values
    ]


def icc_a1(ratings: Ratings) -> Figure:
    """ICC(A,1), absolute agreement of a single member; differences of severity count against it."""
    rows = _complete(ratings)
    if len(rows) < 2:
        return _none(FEW_RATERS)
    raters, items = len(rows), len(rows[0])
    if items < 2:
        return _none(FEW_ITEMS)
    mean = exact_sum(value for row in rows for value in row) / (raters * items)
    of_items = [exact_sum(row[item] for row in rows) / raters for item in range(items)]
    of_raters = [exact_sum(row) / items for row in rows]
    between = raters * exact_sum((one - mean) ** 2 for one in of_items)
    columns = items * exact_sum((one - mean) ** 2 for one in of_raters)
    total = exact_sum((value - mean) ** 2 for row in rows for value in row)
    rest = (total - between - columns) / ((raters - 1) * (items - 1))
    row_mean, column_mean = between / (items - 1), columns / (raters - 1)
    below = row_mean + (raters - 1) * rest + raters * (column_mean - rest) / items
    if not below:
        return _none(NO_VARIATION)
    return Figure((row_mean - rest) / below)
