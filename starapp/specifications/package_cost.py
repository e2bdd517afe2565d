"""Prices a week of support exactly: quantity times rate, each line rounded once, then added.

weekly = sum of lines; annual = weekly x the system's factor; first year = annual + one-off.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.foundation.exact import ABOUT, MONEY_PLACES, Rounding, quantity, round_exact


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


def about_words(lines: Iterable[VolumeLine]) -> str:
    """What "about" means beside the quantities of a printed price sheet; empty where none has it."""
    exact = [
        f"{line.item} {line.quantity.numerator} ÷ {line.quantity.denominator}"
        for line in lines
        if line.weekly and quantity(line.quantity).startswith(ABOUT)
    ]
    if not exact:
        return ""
    return f"“About” is rounded. The price is worked out with the exact share: {'; '.join(exact)}."


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


@dataclass(frozen=True, slots=True)
class GuidePrice:
    """What the package costs at the ceilings of its lot: the most a bid may ask.

    Attributes:
        price: of every line that has a ceiling; one-off lines without one are left out.
        missing: names of weekly lines the lot has no ceiling for; the week is then not known.
    """

    price: PackagePrice
    missing: tuple[str, ...] = ()

    @property
    def weekly(self) -> Decimal | None:
        """Pounds a week, or None while a ceiling is missing or nothing is asked for."""
        return None if self.missing or not self.price.lines else self.price.weekly


def guide_price(
    volumes: tuple[VolumeLine, ...],
    ceilings: Mapping[str, Decimal],
    *,
    annual_factor: Decimal,
    rounding: Rounding = Rounding.HALF_UP,
) -> GuidePrice:
    """Prices a week at ceiling rates, in pounds; ``ceilings`` holds the rates that have one."""
    wanted = tuple(line for line in volumes if line.quantity)
    known = tuple(line for line in wanted if line.rate_code in ceilings)
    missing = tuple(line.item for line in wanted if line.weekly and line.rate_code not in ceilings)
    price = price_package(known, ceilings, annual_factor=annual_factor, rounding=rounding)
    return GuidePrice(price, missing)


def split_between(amount: Decimal, percents: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """Splits pounds and pence between funders so that the parts add up to the amount exactly.

    Each part is rounded down to the penny; the pennies left go to the largest remainders, the
    earlier funder first where two are equal (largest remainder method).

    Raises:
        ValueError: when the percentages do not add up to 100, or one is negative.
    """
    if sum(percents) != 100 or any(percent < 0 for percent in percents):
        raise ValueError("funders' shares must add up to 100 %")
    pence = Fraction(amount) * 100
    exact = [pence * Fraction(percent) / 100 for percent in percents]
    whole = [part.numerator // part.denominator for part in exact]
    left = int(pence - sum(whole))
    order = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in order[:left]:
        whole[place] += 1
    return tuple(Decimal(part).scaleb(-MONEY_PLACES) for part in whole)
