"""Exact numbers: what people type, rounding by rule, and how numbers are written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.exact import (
    NotANumber,
    Rounding,
    apart,
    fraction_text,
    money,
    parse_decimal,
    plain,
    points,
    quantity,
    rate,
    round_exact,
)

fractions = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("23.65", "23.65"),
        (" £1,904.86 ", "1904.86"),
        ("−3", "-3.00"),
        ("+3", "3.00"),
        ("18 %", "18.00"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("1,000,000", "1000000.00"),
    ],
)
def test_numbers_people_type(typed: str, value: str) -> None:
    assert format(parse_decimal(typed, places=2), "f") == value


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter a number."),
        ("  ", "Enter a number."),
        ("twelve", "in figures"),
        ("1e9", "in figures"),
        ("NaN", "in figures"),
        ("Infinity", "in figures"),
        ("1,00", "in figures"),
        ("12\t13", "in figures"),
        ("🙂", "in figures"),
        (".", "in figures"),
        ("9" * 30, "in figures"),
        ("1.005", "at most 2"),
        ("-0.01", "0 or more"),
        ("100.01", "100 or less"),
    ],
)
def test_what_is_not_a_number_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(NotANumber, match=words):
        parse_decimal(typed, places=2, least=Decimal(0), most=Decimal(100))


def test_a_whole_number_is_asked_for_by_name() -> None:
    with pytest.raises(NotANumber, match="whole number"):
        parse_decimal("1.5", places=0)


@given(st.decimals(-(10**12), 10**12, places=4))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    assert parse_decimal(format(value, "f"), places=4) == value
    assert Decimal(plain(value)) == value


@pytest.mark.parametrize(
    ("value", "mode", "result"),
    [
        ("32.125", Rounding.HALF_UP, "32.13"),
        ("32.125", Rounding.HALF_EVEN, "32.12"),
        ("2.675", Rounding.HALF_UP, "2.68"),
        ("-2.675", Rounding.HALF_UP, "-2.68"),
        ("32.135", Rounding.HALF_EVEN, "32.14"),
    ],
)
def test_halves_follow_the_rule(value: str, mode: Rounding, result: str) -> None:
    assert round_exact(Decimal(value), 2, mode) == Decimal(result)


@given(fractions, st.integers(0, 6), st.sampled_from(Rounding))
def test_rounding_is_never_more_than_half_a_unit_off(
    value: Fraction, places: int, mode: Rounding
) -> None:
    rounded = round_exact(value, places, mode)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**places)
    assert round_exact(rounded, places, mode) == rounded
    assert round_exact(-value, places, mode) == -rounded


def test_numbers_as_people_read_them() -> None:
    assert money(Decimal("1904.86")) == "£1,904.86"
    assert money(Decimal(-3)) == "−£3.00"
    assert rate(Decimal("23.6500")) == "£23.65"
    assert rate(Decimal("21.4025")) == "£21.4025"
    assert points(Fraction(8919, 100)) == "89.19"
    assert quantity(Fraction(98, 4)) == "24.5"
    assert quantity(Fraction(7, 4)) == "1.75"
    assert quantity(35) == "35"
    assert quantity(Fraction(98, 3)) == "32\u00a02/3"
    assert quantity(Fraction(1, 3)) == "1/3"
    assert quantity(0) == "0"
    assert fraction_text(Fraction(8919, 100)) == "8919/100"
    assert fraction_text(Fraction(4)) == "4"


near = st.tuples(
    fractions, st.fractions(min_value=-1, max_value=1, max_denominator=10**9), st.integers(0, 9)
).map(lambda made: (made[0], made[0] + made[1] / 10 ** made[2]))


limits = st.decimals(-(10**6), 10**6, places=2)


@given(limits, limits, st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(7)]))
def test_a_limit_may_be_typed_and_nothing_beyond_it(
    one: Decimal, other: Decimal, beyond: Decimal
) -> None:
    least, most = sorted((one, other))
    for typed in (least - beyond, least, most, most + beyond):
        if least <= typed <= most:
            assert parse_decimal(plain(typed), places=2, least=least, most=most) == typed
        else:
            limit = f"{plain(least)} or more" if typed < least else f"{plain(most)} or less"
            with pytest.raises(NotANumber, match=f"Enter {limit}"):
                parse_decimal(plain(typed), places=2, least=least, most=most)


@given(fractions, fractions, st.integers(0, 6), st.sampled_from(Rounding))
def test_where_the_usual_places_tell_two_numbers_apart_there_are_no_more(
    one: Fraction, other: Fraction, places: int, mode: Rounding
) -> None:
    usual = points(one, places, mode), points(other, places, mode)
    if one == other or usual[0] != usual[1]:
        assert apart(one, other, places, mode) == usual


@given(
    near | st.tuples(fractions, fractions),
    st.integers(0, 6),
    st.sampled_from(Rounding),
    st.booleans(),
)
def test_two_numbers_read_alike_only_when_they_are_and_in_the_same_order(
    pair: tuple[Fraction, Fraction], places: int, mode: Rounding, pad: bool
) -> None:
    one, other = pair
    texts = apart(one, other, places, mode, pad=pad)
    shown = [Fraction(text) for text in texts]
    assert (texts[0] == texts[1]) is (one == other)
    assert (shown[0] < shown[1]) is (one < other)
    assert (shown[0] > shown[1]) is (one > other)
    assert apart(other, one, places, mode, pad=pad) == texts[::-1]
    for value, text in zip(pair, shown, strict=True):
        assert abs(value - text) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("35.99988", "36", ("35.99988", "36.00")),
        ("2", "3", ("2.00", "3.00")),
        ("36", "36", ("36.00", "36.00")),
        ("107999/3000", "36", ("35.9997", "36.00")),
        ("1/3000000", "0", ("0.0000003", "0.00")),
        ("1/3", "333333/1000000", ("0.3333333", "0.333333")),
    ],
)
def test_as_many_places_as_tell_two_numbers_apart(one: str, other: str, told: tuple) -> None:
    assert apart(Fraction(one), Fraction(other)) == told
