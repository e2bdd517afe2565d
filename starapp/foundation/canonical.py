"""One way to write a value as JSON, so that equal values give equal bytes and equal fingerprints.

Keys are sorted, numbers that count are strings, dates are ISO text, floats are refused.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from starapp.foundation.exact import fraction_text

Json = None | bool | int | str | list[Any] | dict[str, Any]


def plain_value(value: object) -> Json:
    """Gives the JSON form of a value made of dataclasses, mappings, sequences and exact numbers.

    Raises:
        TypeError: for a float or anything else that has no exact JSON form.
    """
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value.value) if isinstance(value, Enum) else value
        case Decimal():
            return format(value, "f")
        case Fraction():
            return fraction_text(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain_value(item) for key, item in value.items()}
        case frozenset() | set():
            return sorted((plain_value(item) for item in value), key=str)
        case tuple() | list():
            return [plain_value(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {f.name: plain_value(getattr(value, f.name)) for f in fields(value)}
        case _:
            raise TypeError(f"{type(value).__name__} has no exact JSON form")


def canonical_json(value: object) -> str:
    """Writes a value as JSON text that is the same for equal values."""
    return json.dumps(plain_value(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(value: object) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def seal_text(digest: str) -> str:
    """A short form of a fingerprint for people to compare: 7F3A 91C2."""
    return f"{digest[:4]} {digest[4:8]}".upper()
