"""Prices a bid's rates against the grid's volumes, and asks questions about them. Pure.

A floor, a ceiling or a distance from the guide price asks the provider; it never rejects a bid
(Procurement Act 2023 s.19(3)(c), (4) and (5)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.bids.low_prices import percent_below, percent_text
from starapp.criteria.evaluation_model import PriceBasis
from starapp.foundation.exact import MONEY_PLACES, money, rate, round_exact
from starapp.organisation.purchasing_systems import Lot, PurchasingSystem
from starapp.specifications.package_cost import PackagePrice, VolumeLine, price_package


@dataclass(frozen=True, slots=True)
class PriceFlag:
    """Something about a price to ask the provider.

    Attributes:
        code: below_floor, above_ceiling, low_price, high_price, does_not_add_up, or a rule of
            ``low_prices``.
        words: with the figures, for those who may see them.
    """

    code: str
    rate_code: str
    words: str


def price_bid(
    rates: Mapping[str, Decimal], volumes: tuple[VolumeLine, ...], system: PurchasingSystem
) -> PackagePrice:
    """Prices the volumes at a bid's rates by the system's factor and rounding."""
    return price_package(
        volumes, rates, annual_factor=system.annual_factor, rounding=system.rounding
    )


def compared_amount(price: PackagePrice, basis: PriceBasis) -> Decimal:
    """The amount the model compares, in pounds."""
    return {
        PriceBasis.WEEKLY: price.weekly,
        PriceBasis.ANNUAL: price.annual,
        PriceBasis.FIRST_YEAR: price.first_year,
    }[basis]


def price_flags(
    price: PackagePrice,
    *,
    lot: Lot,
    system: PurchasingSystem,
    guide_weekly: Decimal | None,
    stated_weekly: Decimal | None,
) -> Iterator[PriceFlag]:
    """Gives every question a price raises."""
    names = {one.code: one.name for one in system.rate_types}
    for line in price.lines:
        code = line.line.rate_code
        limit, name = lot.limit(code), names.get(code, line.line.item)
        if limit.floor is not None and line.rate < limit.floor:
            words = f"{name}: {rate(line.rate)} is below the floor of {rate(limit.floor)}"
            yield PriceFlag("below_floor", code, words)
        if limit.ceiling is not None and line.rate > limit.ceiling:
            words = f"{name}: {rate(line.rate)} is above the ceiling of {rate(limit.ceiling)}"
            yield PriceFlag("above_ceiling", code, words)
    yield from _against_guide(price.weekly, guide_weekly, system)
    if stated_weekly is not None and stated_weekly != price.weekly:
        yield PriceFlag("does_not_add_up", "", difference_words(price, stated_weekly))


def difference_words(price: PackagePrice, stated: Decimal) -> str:
    """Says how a provider's own weekly total differs, and why where that can be seen."""
    exact = sum(
        (x.line.quantity * Fraction(x.rate) for x in price.lines if x.line.weekly), Fraction(0)
    )
    words = (
        f"The bid states {money(stated)} a week; its rates and the volumes give "
        f"{money(price.weekly)}, a difference of {money(abs(stated - price.weekly))}"
    )
    if stated == round_exact(exact, MONEY_PLACES):
        return f"{words}. The bid rounded the total, not each line"
    if stated == price.weekly + price.one_off:
        return f"{words}. The bid added the one-off lines"
    for line in price.lines:
        if line.line.weekly and stated == price.weekly - line.amount:
            return f"{words}. The bid left out {line.line.item}"
    return words


def _against_guide(
    weekly: Decimal, guide: Decimal | None, system: PurchasingSystem
) -> Iterator[PriceFlag]:
    if not guide:
        return
    below = percent_below(weekly, guide)
    if below > system.low_percent:
        said = percent_text(below, system.low_percent)
        yield PriceFlag("low_price", "", f"{said} under the guide price of {money(guide)} a week")
    elif -below > system.high_percent:
        said = percent_text(-below, system.high_percent)
        yield PriceFlag("high_price", "", f"{said} over the guide price of {money(guide)} a week")
