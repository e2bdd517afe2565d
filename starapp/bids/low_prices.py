"""Compares each price with the prices of the others and tells which ones ask a question. Pure.

A price that stands far from the others is asked about; nothing is refused by it (Procurement Act
2023 s.19(3)(c), (4) and (5)). Every rule reads "more than": a price at the limit itself passes.
The bid itself is never in the mean it is compared with, for a very low price would draw that mean
towards itself. With k = 2 the spread can tell nothing of five bids or fewer: the greatest distance
of one of n numbers from their mean is (n - 1) / sqrt(n) sample standard deviations.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from starapp.foundation.exact import Exact, apart, exact_sum, money, plain
from starapp.organisation.purchasing_systems import PurchasingSystem

LEAST_BIDS_FOR_SPREAD = 6
SHOWN_PLACES = 1


class PriceRule(StrEnum):
    """What a price is held against."""

    BELOW_OTHERS = "below_others"
    ABOVE_OTHERS = "above_others"
    BELOW_SPREAD = "below_spread"


@dataclass(frozen=True, slots=True)
class OthersLimits:
    """How far a price may stand from the others; ``None`` switches a rule off.

    Attributes:
        below: per cent below the mean of the others.
        above: per cent above the mean of the others.
        spread: sample standard deviations below the mean of all, used from six bids on.
    """

    below: Decimal | None = None
    above: Decimal | None = None
    spread: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PriceFinding:
    """One price beyond one limit.

    Attributes:
        figure: where the price stands, for example "14.2 % below the mean of the others (£90.00)".
        threshold: the limit it passes, for example "more than 10 % below".
    """

    rule: PriceRule
    figure: str
    threshold: str

    @property
    def words(self) -> str:
        """The figure and the limit as one line, for those who may see amounts."""
        return f"{self.figure}. The rules ask when a price is {self.threshold}"


def limits_of(system: PurchasingSystem) -> OthersLimits:
    """The limits a purchasing system sets."""
    return OthersLimits(system.others_low_percent, system.others_high_percent, system.spread_limit)


def findings_beside_others(
    amounts: Mapping[str, Exact], limits: OthersLimits
) -> Mapping[str, tuple[PriceFinding, ...]]:
    """Gives what each price raises beside the others, by bid; amounts in pounds."""
    return {
        bid: tuple(findings_of(amount, [x for other, x in amounts.items() if other != bid], limits))
        for bid, amount in amounts.items()
    }


def findings_of(
    amount: Exact, others: Sequence[Exact], limits: OthersLimits
) -> Iterator[PriceFinding]:
    """Gives what one price raises beside the prices of the others, in pounds."""
    if not others:
        return
    yield from _beside_mean(amount, mean(others), limits)
    everybody = [amount, *others]
    if (
        limits.spread is not None
        and len(everybody) >= LEAST_BIDS_FOR_SPREAD
        and is_below_spread(amount, everybody, limits.spread)
    ):
        times = plain(limits.spread)
        yield PriceFinding(
            PriceRule.BELOW_SPREAD,
            f"{money(amount)} is far below the mean of all bids ({money(mean(everybody))})",
            f"more than {times} standard deviations below it, from six bids on",
        )


def _beside_mean(amount: Exact, middle: Fraction, limits: OthersLimits) -> Iterator[PriceFinding]:
    if not middle:
        return
    below = percent_below(amount, middle)
    if limits.below is not None and below > limits.below:
        yield PriceFinding(
            PriceRule.BELOW_OTHERS,
            f"{percent_text(below, limits.below)} below the mean of the others ({money(middle)})",
            f"more than {plain(limits.below)} % below",
        )
    elif limits.above is not None and -below > limits.above:
        yield PriceFinding(
            PriceRule.ABOVE_OTHERS,
            f"{percent_text(-below, limits.above)} above the mean of the others ({money(middle)})",
            f"more than {plain(limits.above)} % above",
        )


def mean(amounts: Sequence[Exact]) -> Fraction:
    """The exact mean of at least one amount."""
    return exact_sum(Fraction(amount) for amount in amounts) / len(amounts)


def sample_variance(amounts: Sequence[Exact]) -> Fraction:
    """The exact sample variance (divided by n - 1) of at least two amounts, in pounds squared."""
    middle = mean(amounts)
    squares = exact_sum((Fraction(amount) - middle) ** 2 for amount in amounts)
    return squares / (len(amounts) - 1)


def percent_below(amount: Exact, reference: Exact) -> Fraction:
    """How far an amount is below a reference above 0, in per cent; negative when it is above."""
    return (Fraction(reference) - Fraction(amount)) / Fraction(reference) * 100


def is_below_spread(amount: Exact, everybody: Sequence[Exact], times: Exact) -> bool:
    """Tells whether an amount is more than so many sample standard deviations below the mean.

    Squares are compared, so that no root is rounded.
    """
    gap = mean(everybody) - Fraction(amount)
    return gap > 0 and gap**2 > Fraction(times) ** 2 * sample_variance(everybody)


def percent_text(percent: Fraction, limit: Exact) -> str:
    """Writes a percentage beyond a limit to one place, or to as many as show that it is beyond."""
    return f"{apart(percent, limit, SHOWN_PLACES, pad=False)[0]} %"
