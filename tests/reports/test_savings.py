"""The four savings of the Northvale example come out to the penny."""

from decimal import Decimal

import pytest

from starapp.reports.savings import saving_against_mean, savings


def test_the_four_answers_of_the_example() -> None:
    found = savings(
        awarded_weekly=Decimal("1904.86"),
        awarded_first_year=Decimal("100469.40"),
        ranked_first_years=[
            Decimal(x) for x in ("103927.28", "100469.40", "108033.81", "97220.83")
        ],
        annual_factor=Decimal("52.14"),
        previous_weekly=Decimal("2780.00"),
        budget_weekly=Decimal("2050.00"),
        ceiling_weekly=Decimal("2061.20"),
    )
    assert {s.definition: (s.weekly, s.annual) for s in found} == {
        "previous": (Decimal("875.14"), Decimal("45629.80")),
        "budget": (Decimal("145.14"), Decimal("7567.60")),
        "ceiling": (Decimal("156.34"), Decimal("8151.57")),
        "mean_bid": (None, Decimal("1943.43")),
    }
    assert found[-1].compared_with == Decimal("102412.83")


def test_a_dearer_award_is_a_negative_saving() -> None:
    one = savings(
        awarded_weekly=Decimal(110),
        awarded_first_year=Decimal(5720),
        ranked_first_years=[Decimal(5720)],
        annual_factor=Decimal(52),
        previous_weekly=Decimal(100),
    )
    assert [s.annual for s in one] == [Decimal("-520.00"), Decimal("0.00")]


def test_a_mean_of_no_bids_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        saving_against_mean([], Decimal(1))
