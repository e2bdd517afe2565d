"""Strict reading of JSON by people's eyes: every problem with its place, numbers only as text."""

import json
import re
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import Any

from starapp.foundation.exact import Exact
from starapp.foundation.problems import CannotDo, Problem, refuse

LARGEST = 20_000_000
"""Bytes; a larger file is no case."""
MOST_DIGITS = 30

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_FRACTION = re.compile(r"(-?[0-9]+)/([0-9]+)")


class JsonNumber(str):
    """A number that stood in the file without quotation marks, as it was written."""

    __slots__ = ()


class Repeated(ValueError):
    """A key stands twice in one object."""


def parse(data: bytes) -> object:
    """The JSON value of a file.

    Raises:
        CannotDo: it is no JSON, too large, too deep, or repeats a key.
    """
    if len(data) > LARGEST:
        raise refuse("file", f"The file is larger than {LARGEST // 1_000_000} MB.", "size")
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            parse_int=JsonNumber,
            parse_float=JsonNumber,
            parse_constant=JsonNumber,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError:
        raise refuse("file", "The file is not text in UTF-8. Save it as UTF-8.", "text") from None
    except Repeated as twice:
        words = f"The key “{_short(str(twice))}” stands twice in one object. Keep one of them."
        raise refuse("file", words, "twice") from None
    except json.JSONDecodeError as fault:
        words = f"Line {fault.lineno}, column {fault.colno} is no JSON ({fault.msg}). Mend it."
        raise refuse("file", words, "json") from None
    except RecursionError:
        raise refuse("file", "The file is nested too deep to be a case.", "deep") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Repeated(name)
        found[name] = value
    return found


def _short(text: str) -> str:
    told = text if len(text) <= 40 else f"{text[:40]}…"
    return told.encode("unicode_escape").decode() if not told.isprintable() else told


class Reader:
    """Reads parts of a JSON value and collects what is wrong instead of stopping."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, place: str, words: str, code: str) -> None:
        """Notes a problem."""
        self.problems.append(Problem(place, words, code))

    def stop_if_wrong(self) -> None:
        """Stops with everything that is wrong so far.

        Raises:
            CannotDo: when something is.
        """
        if self.problems:
            raise CannotDo(*self.problems)

    def mapping(
        self,
        value: object,
        place: str,
        *,
        needs: Collection[str],
        may: Collection[str] = (),
    ) -> dict[str, Any]:
        """An object with the keys it needs and none that is unknown; else what is usable of it."""
        if not isinstance(value, dict):
            self.wrong(place, "This must be an object in braces.", "kind")
            return {}
        dot = f"{place}." if place else ""
        for name in value:
            if name not in needs and name not in may:
                known = ", ".join([*needs, *may])
                words = f"This key is not known here. Take it out, or use one of: {known}."
                self.wrong(f"{dot}{_short(name)}", words, "unknown")
        for name in needs:
            if name not in value:
                self.wrong(f"{dot}{name}", "This is missing. Add it.", "missing")
        return value

    def listed(self, value: object, place: str) -> list[Any]:
        """A list; else an empty one."""
        if isinstance(value, list):
            return value
        self.wrong(place, "This must be a list in square brackets.", "kind")
        return []

    def text(self, value: object, place: str) -> str:
        """A text; else an empty one."""
        if isinstance(value, str) and not isinstance(value, JsonNumber):
            return value
        self.wrong(place, "This must be text in quotation marks.", "kind")
        return ""

    def name(self, value: object, place: str) -> str:
        """A text that is not empty."""
        found = self.text(value, place)
        if not found.strip() and isinstance(value, str) and not isinstance(value, JsonNumber):
            self.wrong(place, "This must not be empty.", "empty")
        return found

    def one_of(self, value: object, place: str, known: Collection[str]) -> str:
        """One of the known words; else empty."""
        if isinstance(value, str) and not isinstance(value, JsonNumber) and value in known:
            return value
        self.wrong(place, f"This must be one of: {', '.join(known)}.", "choice")
        return ""

    def truth(self, value: object, place: str) -> bool | None:
        """True or false; else None."""
        if isinstance(value, bool):
            return value
        self.wrong(place, "This must be true or false, without quotation marks.", "kind")
        return None

    def whole(self, value: object, place: str, *, most: int) -> int:
        """A whole JSON number from 0 to ``most``; else 0."""
        if isinstance(value, JsonNumber) and re.fullmatch(r"[0-9]{1,6}", value):
            found = int(value)
            if found <= most:
                return found
        self.wrong(place, f"This must be a whole number from 0 to {most}.", "range")
        return 0

    def number(
        self,
        value: object,
        place: str,
        *,
        least: int | None = None,
    ) -> Exact | None:
        """An exact number written as text, "12.50" or "100/3"; else None."""
        found = self._number(value, place)
        if found is not None and least is not None and found < least:
            self.wrong(place, f"This must be {least} or more.", "range")
            return None
        return found

    def _number(self, value: object, place: str) -> Exact | None:
        if isinstance(value, JsonNumber):
            words = f'Put this number in quotation marks: "{_short(value)}".'
            self.wrong(place, words, "number")
            return None
        if not isinstance(value, str):
            self.wrong(place, 'This must be a number as text, such as "12.50".', "number")
            return None
        if sum(sign.isdigit() for sign in value) > MOST_DIGITS:
            words = f"This number has more than {MOST_DIGITS} digits. Write it with fewer."
            self.wrong(place, words, "digits")
            return None
        if _DECIMAL.fullmatch(value) and value.isascii():
            return Decimal(value)
        parts = _FRACTION.fullmatch(value) if value.isascii() else None
        if parts is not None and int(parts[2]) != 0:
            return Fraction(int(parts[1]), int(parts[2]))
        words = 'This must be a number in figures, such as "12.50" or "100/3".'
        self.wrong(place, words, "number")
        return None
