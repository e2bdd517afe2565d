"""Savings by definition: four honest answers to "what did we save", never mixed.

Definitions vary between bodies, so each figure carries its own: against the previous cost of the
same support (cashable), against the budget, against the lot's ceiling rates, and against the mean
first-year price of the bids that were ranked (cost avoidance).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.foundation.exact import MONEY_PLACES, Rounding, round_exact


@dataclass(frozen=True, slots=True)
class Saving:
    """One saving by one definition.

    Attributes:
        definition: stable name: previous, budget, ceiling or mean_bid.
        words: the definition as reports print it.
        compared_with: pounds a week (a year for ``mean_bid``).
        weekly: pounds a week, or None where the definition is by the year.
        annual: pounds a year; negative when the award costs more.
    """

    definition: str
    words: str
    compared_with: Decimal
    weekly: Decimal | None
    annual: Decimal


def weekly_saving(
    definition: str,
    words: str,
    *,
    compared_with: Decimal,
    awarded_weekly: Decimal,
    annual_factor: Decimal,
    rounding: Rounding = Rounding.HALF_UP,
) -> Saving:
    """Gives a saving between two weekly costs: (compared - awarded), times the annual factor."""
    weekly = compared_with - awarded_weekly
    annual = round_exact(Fraction(weekly) * Fraction(annual_factor), MONEY_PLACES, rounding)
    return Saving(definition, words, compared_with, weekly, annual)


def saving_against_mean(
    first_years: Sequence[Decimal],
    awarded_first_year: Decimal,
    *,
    rounding: Rounding = Rounding.HALF_UP,
) -> Saving:
    """Gives the first-year saving against the mean of the ranked bids' first-year prices.

    Raises:
        ValueError: when there is no ranked bid.
    """
    if not first_years:
        raise ValueError("a mean needs at least one ranked bid")
    mean = round_exact(Fraction(sum(first_years)) / len(first_years), MONEY_PLACES, rounding)
    return Saving(
        "mean_bid",
        "Against the mean first-year price of the bids that were ranked",
        mean,
        None,
        mean - awarded_first_year,
    )


def savings(
    *,
    awarded_weekly: Decimal,
    awarded_first_year: Decimal,
    ranked_first_years: Sequence[Decimal],
    annual_factor: Decimal,
    previous_weekly: Decimal | None = None,
    budget_weekly: Decimal | None = None,
    ceiling_weekly: Decimal | None = None,
    rounding: Rounding = Rounding.HALF_UP,
) -> tuple[Saving, ...]:
    """Gives every saving that can be computed from what is known; unknown ones are left out."""
    asked = (
        ("previous", "Against what the same person's support cost before", previous_weekly),
        ("budget", "Against the budget agreed for the package", budget_weekly),
        ("ceiling", "Against the lot's ceiling rates for the same hours", ceiling_weekly),
    )
    found = [
        weekly_saving(
            definition,
            words,
            compared_with=amount,
            awarded_weekly=awarded_weekly,
            annual_factor=annual_factor,
            rounding=rounding,
        )
        for definition, words, amount in asked
        if amount is not None
    ]
    found.append(saving_against_mean(ranked_first_years, awarded_first_year, rounding=rounding))
    return tuple(found)
