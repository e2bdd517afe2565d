"""Exact numbers: parsing what people type, rounding once by a declared rule, and writing them out.

No float ever enters: values are ``Decimal`` with a fixed number of places, or ``Fraction`` inside
calculations. Places per kind of number: money 2, rates 4, weights 4, scores 2, quantities 4.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

MONEY_PLACES = 2
RATE_PLACES = 4
WEIGHT_PLACES = 4
SCORE_PLACES = 2
QUANTITY_PLACES = 4
MOST_DECIMALS = 12
NO_BREAK = "\u00a0"
"""A space at which no line ends."""

Exact = Decimal | Fraction | int


class Rounding(StrEnum):
    """How a number exactly half way is rounded."""

    HALF_UP = "half_up"
    """Away from zero: 32.125 becomes 32.13."""
    HALF_EVEN = "half_even"
    """To the even neighbour: 32.125 becomes 32.12."""


class NotANumber(ValueError):
    """What was typed is not a number of the kind asked for; the message is for the person."""


_TYPED = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?")


def parse_decimal(
    typed: str,
    *,
    places: int,
    least: Decimal | None = None,
    most: Decimal | None = None,
) -> Decimal:
    """Gives the exact number a person typed, with at most ``places`` decimal places.

    Accepts spaces around, a pound sign or per cent sign, and commas between thousands.

    Raises:
        NotANumber: with words that say what is wrong and what to type.
    """
    text = typed.strip().removeprefix("£").removesuffix("%").strip().replace("−", "-")
    if not text:
        raise NotANumber("Enter a number.")
    if len(text) > 24 or not _TYPED.fullmatch(text) or not any(c.isdigit() for c in text):
        raise NotANumber("Enter a number in figures, for example 23.65.")
    value = Decimal(text.replace(",", ""))
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise NotANumber(
            "Enter a whole number." if places == 0 else f"Use at most {places} decimal places."
        )
    if least is not None and value < least:
        raise NotANumber(f"Enter {plain(least)} or more.")
    if most is not None and value > most:
        raise NotANumber(f"Enter {plain(most)} or less.")
    return value.quantize(Decimal(1).scaleb(-places))


def round_exact(value: Exact, places: int, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """Rounds any exact number once to ``places`` decimal places, without passing through a float."""
    scaled = Fraction(value) * 10**places
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    twice = 2 * rest
    up = twice > scaled.denominator or (
        twice == scaled.denominator and (rounding is Rounding.HALF_UP or whole % 2 == 1)
    )
    units = (whole + (1 if up else 0)) * (-1 if scaled < 0 else 1)
    return Decimal(units).scaleb(-places)


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """Adds fractions exactly; quicker than ``sum`` where many share a denominator."""
    parts: dict[int, int] = {}
    for value in values:
        top, bottom = value.as_integer_ratio()
        parts[bottom] = parts.get(bottom, 0) + top
    return sum((Fraction(top, bottom) for bottom, top in parts.items()), Fraction(0))


def plain(value: Exact) -> str:
    """Writes a number without trailing zeros or exponent: 18.0000 becomes "18".

    A fraction that no decimal of 12 places can hold is written as it is: 100/3.
    """
    if isinstance(value, Fraction):
        rounded = round_exact(value, MOST_DECIMALS)
        if rounded != value:
            return fraction_text(value)
        text = format(rounded, "f")
    else:
        text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Exact) -> str:
    """Writes pounds and pence: £1,904.86; a negative amount as −£3.00."""
    sign = "−" if value < 0 else ""
    return f"{sign}£{abs(round_exact(value, MONEY_PLACES)):,.2f}"


def rate(value: Decimal) -> str:
    """Writes an hourly or other rate with at least pence: £23.65, £21.4025."""
    text = plain(value)
    pence = text.partition(".")[2]
    return f"£{value:,.2f}" if len(pence) <= MONEY_PLACES else f"£{text}"


def points(value: Exact, places: int = 2, rounding: Rounding = Rounding.HALF_UP) -> str:
    """Writes points to the model's places: 89.19."""
    return format(round_exact(value, places, rounding), "f")


def quantity(value: Exact) -> str:
    """Writes hours, nights or miles exactly: 24.5, 1.75, and 32 2/3 where no decimal can hold it."""
    exact = Fraction(value)
    for places in range(QUANTITY_PLACES + 1):
        rounded = round_exact(exact, places)
        if Fraction(rounded) == exact:
            return format(rounded, "f")
    whole, rest = divmod(exact, 1)
    return f"{whole}{NO_BREAK}{fraction_text(rest)}" if whole else fraction_text(rest)


def apart(
    one: Exact,
    other: Exact,
    places: int = 2,
    rounding: Rounding = Rounding.HALF_UP,
    *,
    pad: bool = True,
) -> tuple[str, str]:
    """Writes two numbers that are held against each other, so that the texts show which is higher.

    Where ``places`` do not tell them apart, a decimal that ends is written in full and any other
    with as many places as do: 35.99988 beside 36. Texts are equal only when the numbers are.

    Args:
        one: exact.
        other: exact.
        places: how many there are where they are enough.
        rounding: how half way is rounded.
        pad: keeps noughts at the end; without it 36.00 is written 36.
    """
    needed = places
    while one != other and round_exact(one, needed, rounding) == round_exact(
        other, needed, rounding
    ):
        needed += 1
    shown = [
        value if needed > places and _ends(value) else round_exact(value, needed, rounding)
        for value in (one, other)
    ]
    texts = [plain(value) for value in shown]
    if pad:
        texts = [points(value, max(places, _decimals(plain(value)))) for value in shown]
    return texts[0], texts[1]


def _ends(value: Exact) -> bool:
    """Tells whether a decimal of so many places as we write holds the number exactly."""
    return Fraction(round_exact(value, MOST_DECIMALS)) == value


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def fraction_text(value: Fraction) -> str:
    """Writes an exact fraction: 8919/100, or a whole number as itself."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{value.numerator}/{value.denominator}"
