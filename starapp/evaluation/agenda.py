"""In which order a panel talks: what moves the result most first, then what is near a minimum. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Item:
    """One question of one bid on the agenda.

    Attributes:
        apart: points between the highest and the lowest score, or None when nobody scored.
        weight: of the question, in points of 100.
        average: of the scores, or None.
        minimum: score the question needs, or None.
    """

    key: tuple[str, str]
    apart: Decimal | None
    weight: Decimal
    average: Fraction | None
    minimum: Decimal | None

    @property
    def pull(self) -> Fraction:
        """Spread times weight: how much the discussion can move the result."""
        return Fraction(self.apart or 0) * Fraction(self.weight)

    @property
    def margin(self) -> Fraction | None:
        """How far the average is from the minimum, either way; None without a minimum."""
        if self.minimum is None or self.average is None:
            return None
        return abs(self.average - Fraction(self.minimum))


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """The agenda: largest spread times weight first, then nearest to a minimum.

    Items without a minimum come after those with one; what is equal stays as it came.
    """
    return tuple(sorted(items, key=_place))


def _place(item: Item) -> tuple[Fraction, bool, Fraction]:
    margin = item.margin
    return (-item.pull, margin is None, margin if margin is not None else Fraction(0))
