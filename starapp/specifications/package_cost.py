"""Prices a week of support exactly: quantity times rate, each line rounded once, then added.

weekly = sum of lines; annual = weekly x the system's factor; first year = annual + one-off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.foundation.exact import MONEY_PLACES, Rounding, round_exact


@dataclass(frozen=True, slots=True)
class VolumeLine:
    """How much of one rate type the package needs.

    Attributes:
        quantity: exact; a share of a shared line may be a fraction such as 98/3 hours.
        weekly: False for a one-off line such as transition.
    """

    rate_code: str
    item: str
    quantity: Fraction
    unit: str
    weekly: bool = True


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A volume line with its rate and amount in pounds and pence."""

    line: VolumeLine
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PackagePrice:
    """What a package costs at given rates, in pounds and pence."""

    lines: tuple[PricedLine, ...]
    weekly: Decimal
    annual: Decimal
    one_off: Decimal
    first_year: Decimal


def price_package(
    volumes: tuple[VolumeLine, ...],
    rates: Mapping[str, Decimal],
    *,
    annual_factor: Decimal,
    rounding: Rounding = Rounding.HALF_UP,
) -> PackagePrice:
    """Prices every line at its rate, rounding each line to the penny.

    Raises:
        KeyError: names the rate type that has no rate.
    """
    lines = tuple(
        PricedLine(
            line,
            rates[line.rate_code],
            round_exact(line.quantity * Fraction(rates[line.rate_code]), MONEY_PLACES, rounding),
        )
        for line in volumes
    )
    weekly = sum((x.amount for x in lines if x.line.weekly), Decimal("0.00"))
    one_off = sum((x.amount for x in lines if not x.line.weekly), Decimal("0.00"))
    annual = round_exact(Fraction(weekly) * Fraction(annual_factor), MONEY_PLACES, rounding)
    return PackagePrice(lines, weekly, annual, one_off, annual + one_off)
