"""The volumes and guide price of the Northvale example come out to the penny."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.exact import Rounding
from starapp.organisation.purchasing_systems import RateType, Unit
from starapp.specifications.grid_checks import grid_problems
from starapp.specifications.grid_volumes import Extras, hours_with_staff, volume_lines, volumes
from starapp.specifications.package_cost import (
    VolumeLine,
    guide_price,
    price_package,
    split_between,
)
from starapp.specifications.support_grid import Block, Support, SupportGrid, paint
from tests.make.specifications import example, northvale_extras, northvale_week

RATE_TYPES = tuple(
    RateType(code, code, Unit.HOUR)
    for code in (
        "hour_1to1", "hour_2to1_per_staff", "shared_hour", "waking_night_hour", "sleep_in",
        "mile", "tec_week", "transition_one_off",
    )
)  # fmt: skip
CEILINGS = {
    "hour_1to1": Decimal("25.60"), "hour_2to1_per_staff": Decimal("25.60"),
    "shared_hour": Decimal("25.00"), "sleep_in": Decimal("118.00"), "mile": Decimal("0.45"),
    "tec_week": Decimal("12.00"),
}  # fmt: skip
BID_B = {
    "hour_1to1": "23.65", "hour_2to1_per_staff": "23.65", "shared_hour": "23.65",
    "sleep_in": "108.50", "mile": "0.40", "tec_week": "0.00", "transition_one_off": "1150.00",
}  # fmt: skip
FACTOR = Decimal("52.14")


def northvale_lines():
    return volume_lines(northvale_week(), northvale_extras(), RATE_TYPES)


def test_the_volumes_are_those_of_the_example():
    stored, total = example()["volumes"], volumes(northvale_week())
    assert total.one_to_one == Fraction(str(stored["one_to_one_hours"]))
    assert total.two_to_one_sessions == Fraction(str(stored["two_to_one_session_hours"]))
    assert total.two_to_one_staff == Fraction(str(stored["two_to_one_staff_hours"]))
    assert total.shared_whole == Fraction(str(stored["shared_hours_cluster"]))
    assert total.shared_share == Fraction(str(stored["shared_hours_person_share"]))
    assert total.nights_whole == Fraction(str(stored["sleep_in_nights_cluster"]))
    assert total.nights_share == Fraction(str(stored["sleep_in_nights_person_share"]))
    assert total.waking_whole == 0


def test_time_with_staff_is_apart_from_staff_hours_paid():
    total = volumes(northvale_week())
    assert total.with_staff == 98
    assert total.staff_paid == Fraction("71.5")
    assert [hours_with_staff(northvale_week(), day) for day in range(7)] == [14] * 7
    assert grid_problems(northvale_week()) == ()


def test_the_lines_stand_in_the_order_and_words_of_the_price_schedule():
    assert [(x.rate_code, x.item, x.quantity, x.unit, x.weekly) for x in northvale_lines()] == [
        ("hour_1to1", "1:1 support", 35, "hours", True),
        ("hour_2to1_per_staff", "2:1 support (staff hours)", 12, "staff hours", True),
        ("shared_hour", "Shared support, one quarter share", Fraction("24.5"), "hours", True),
        ("sleep_in", "Sleep-in, one quarter share", Fraction("1.75"), "nights", True),
        ("mile", "Mileage", 60, "miles", True),
        ("tec_week", "Technology enabled care", 1, "week", True),
        ("transition_one_off", "Transition", 1, "one-off", False),
    ]


def test_the_guide_price_is_the_ceiling_week():
    guided = guide_price(northvale_lines(), CEILINGS, annual_factor=FACTOR)
    assert guided.weekly == Decimal("2061.20")
    assert [line.amount for line in guided.price.lines] == [
        Decimal(x) for x in ("896.00", "307.20", "612.50", "206.50", "27.00", "12.00")
    ]
    assert guided.missing == ()


def test_bid_b_is_priced_to_the_penny_and_split_between_the_funders():
    rates = {code: Decimal(rate) for code, rate in BID_B.items()}
    price = price_package(northvale_lines(), rates, annual_factor=FACTOR)
    assert (price.weekly, price.annual) == (Decimal("1904.86"), Decimal("99319.40"))
    assert price.first_year == Decimal("100469.40")
    assert split_between(price.weekly, (Decimal(70), Decimal(30))) == (
        Decimal("1333.40"), Decimal("571.46"),
    )  # fmt: skip


def test_a_week_with_no_ceiling_for_a_line_has_no_guide_price():
    grid = paint(northvale_week(), Block(0, 40, 4, Support.WAKING_NIGHT))
    lines = volume_lines(grid, northvale_extras(), RATE_TYPES)
    guided = guide_price(lines, CEILINGS, annual_factor=FACTOR)
    assert guided.missing == ("Waking night",)
    assert guided.weekly is None


def test_an_empty_week_asks_for_mileage_technology_and_transition_only():
    codes = [x.rate_code for x in volume_lines(SupportGrid(), Extras(), RATE_TYPES)]
    assert codes == ["mile", "tec_week", "transition_one_off"]
    assert volume_lines(SupportGrid(), Extras(), ()) == ()
    plain = Extras(tec=False, transition=False)
    assert [x.rate_code for x in volume_lines(SupportGrid(), plain, RATE_TYPES)] == ["mile"]


@pytest.mark.parametrize(
    ("sharing", "item"),
    [
        ((1,), "Shared support"), ((2,), "Shared support, one half share"),
        ((3,), "Shared support, one third share"), ((12,), "Shared support, one part in 12"),
        ((2, 4), "Shared support, the person's share"),
    ],
)  # fmt: skip
def test_the_share_is_said_in_words(sharing, item):
    grid = SupportGrid()
    for day, people in enumerate(sharing):
        grid = paint(grid, Block(day, 0, 4, Support.SHARED, shared_by=people))
    assert volume_lines(grid, Extras(), RATE_TYPES)[0].item == item


@given(
    st.decimals(0, 100_000, places=2),
    st.lists(st.integers(0, 100), min_size=1, max_size=6).filter(lambda x: sum(x) > 0),
)
def test_shares_always_add_up_to_the_amount(amount, weights):
    hundredths = [10_000 * weight // sum(weights) for weight in weights]
    hundredths[0] += 10_000 - sum(hundredths)
    percents = tuple(Decimal(part).scaleb(-2) for part in hundredths)
    parts = split_between(amount, percents)
    assert sum(parts) == amount
    for part, percent in zip(parts, percents, strict=True):
        assert abs(Fraction(part) - Fraction(amount) * Fraction(percent) / 100) < Fraction(1, 100)


@pytest.mark.parametrize("percents", [("70", "20"), ("110", "-10"), ()])
def test_shares_that_do_not_make_a_hundred_are_refused(percents):
    with pytest.raises(ValueError, match="100"):
        split_between(Decimal("10.00"), tuple(Decimal(x) for x in percents))


def test_rounding_follows_the_system():
    line = (VolumeLine("x", "x", Fraction(1, 2), "hours"),)
    rates = {"x": Decimal("0.25")}
    up = price_package(line, rates, annual_factor=Decimal(1))
    even = price_package(line, rates, annual_factor=Decimal(1), rounding=Rounding.HALF_EVEN)
    assert (up.weekly, even.weekly) == (Decimal("0.13"), Decimal("0.12"))
