"""Column types that keep exact values exact.

SQLite's NUMERIC is binary floating point, so decimals are whole numbers of the smallest unit:
21.4025 with 4 places is stored as 214025. Sums, sorting and equality in SQL are then exact.
"""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, String, Text, TypeDecorator
from sqlalchemy.orm.base import LoaderCallableStatus

from starapp.foundation.canonical import Json, canonical_json


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal with fixed places, stored as a whole number.

    Raises:
        TypeError: for a float.
        ValueError: for more places than the column has, or a value beyond 64 bits.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Gives the whole number to store."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, Decimal | int):
            raise TypeError(f"{value!r} is not an exact decimal")
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimal places")
        units = int(scaled)
        if abs(units) >= 2**63:
            raise ValueError(f"{value} is too large to store")
        return units

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Gives the decimal back with the column's places."""
        return None if value is None else Decimal(value).scaleb(-self.places)


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC, stored as ISO text that sorts by time.

    Raises:
        ValueError: for a moment without a time zone.
    """

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Gives ISO text with microseconds and a Z."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Gives the moment back, aware, in UTC."""
        if value is None:
            return None
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


class JsonValue(TypeDecorator[Any]):
    """A value in canonical JSON text; dataclasses and decimals go in, plain JSON comes out."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """Gives canonical JSON text."""
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Json:
        """Gives plain JSON back; floats in it are refused."""
        return None if value is None else json.loads(value, parse_float=_no_floats)

    def compare_values(self, x: object, y: object) -> bool:
        """Two values are the same when their canonical text is; "no value yet" equals nothing."""
        if isinstance(x, LoaderCallableStatus) or isinstance(y, LoaderCallableStatus):
            return x is y
        return canonical_json(x) == canonical_json(y)


def _no_floats(text: str) -> float:
    raise ValueError(f"stored JSON holds the float {text}")


SHA256 = String(64)
"""A fingerprint: 64 hexadecimal digits."""
