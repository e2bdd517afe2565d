"""Reads JSON that strangers hand in: nothing unknown, nothing missing, nothing of another kind."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeVar

from starapp.foundation.problems import CannotDo, refuse

T = TypeVar("T")
MOST_DIGITS = 12
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?")
_CODE = re.compile(r"[0-9a-f]+")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?\+00:00")


def parse(data: bytes, *, most: int) -> object:
    """The JSON value of bytes.

    Raises:
        CannotDo: too large, no JSON, or a name twice.
    """
    if len(data) > most:
        raise refuse("file", "The file is larger than allowed.", "too_large")
    try:
        return json.loads(
            data.decode(), object_pairs_hook=_once, parse_float=_no, parse_constant=_no,
            parse_int=_whole,
        )  # fmt: skip
    except (ValueError, RecursionError):
        raise refuse("file", "The file is damaged inside. Save it again.", "json") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no(text: str) -> Any:  # noqa: ANN401 - JSON has no types
    raise ValueError(text)


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError(text)
    return int(text)


def wrong(place: str, words: str, code: str) -> CannotDo:
    """The exception for one field; its place is told first."""
    return refuse(place, f"{place}: {words}", code)


class Fields:
    """One JSON object, read field by field.

    Args:
        place: where it stands, to name in a problem; empty for the whole.
        names: the fields it must have, and no other.

    Raises:
        CannotDo: names the field that is missing, unknown or of another kind.
    """

    def __init__(self, value: object, place: str, *names: str) -> None:
        self._place = place
        if not isinstance(value, dict):
            raise wrong(place or "file", "this must be an object.", "kind")
        self._values = value
        for name in names:
            if name not in value:
                raise wrong(self._at(name), "this field is missing.", "missing")
        unknown = sorted(set(value) - set(names))
        if unknown:
            raise wrong(self._at(_shown(unknown[0])), "this field is unknown.", "unknown")

    def _at(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name

    def raw(self, name: str) -> object:
        """The value as it is."""
        return self._values[name]

    def text(self, name: str, *, most: int = 1_000_000) -> str:
        """A text of at most so many characters."""
        return text_of(self._values[name], self._at(name), most=most)

    def code(self, name: str, digits: int) -> str:
        """So many hexadecimal digits."""
        found = self.text(name)
        if len(found) != digits or not _CODE.fullmatch(found):
            raise wrong(self._at(name), f"this must be {digits} hexadecimal digits.", "kind")
        return found

    def whole(self, name: str) -> int:
        """A whole number from nought."""
        found = self._values[name]
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            raise wrong(self._at(name), "this must be a whole number from 0.", "kind")
        return found

    def truth(self, name: str) -> bool:
        """True or false."""
        found = self._values[name]
        if not isinstance(found, bool):
            raise wrong(self._at(name), "this must be true or false.", "kind")
        return found

    def moment(self, name: str) -> datetime:
        """A moment in ISO form, UTC."""
        found = self.text(name)
        try:
            if _MOMENT.fullmatch(found):
                return datetime.fromisoformat(found).astimezone(UTC)
        except ValueError:
            pass
        raise wrong(self._at(name), "this must be a moment in UTC.", "kind")

    def maybe_moment(self, name: str) -> datetime | None:
        """A moment, or none."""
        return None if self._values[name] is None else self.moment(name)

    def maybe_number(self, name: str) -> Decimal | None:
        """An exact number written as text, or none."""
        if self._values[name] is None:
            return None
        found = self.text(name)
        if not _NUMBER.fullmatch(found):
            raise wrong(self._at(name), 'this must be a number as text, such as "3".', "kind")
        return Decimal(found)

    def many(self, name: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        """A list, each read in the same way."""
        found = self._values[name]
        if not isinstance(found, list):
            raise wrong(self._at(name), "this must be a list.", "kind")
        return tuple(read(one, f"{self._at(name)}[{n}]") for n, one in enumerate(found))


def text_of(value: object, place: str, *, most: int = 1_000_000) -> str:
    """A text that can be written again."""
    if not isinstance(value, str):
        raise wrong(place, "this must be text.", "kind")
    if len(value) > most:
        raise wrong(place, f"this is longer than {most:,} characters.", "too_long")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise wrong(place, "this holds half a character.", "kind") from None
    return value


def texts_of(value: object, place: str, count: int) -> tuple[str, ...]:
    """A list of so many texts."""
    if not isinstance(value, list) or len(value) != count:
        raise wrong(place, f"this must be a list of {count}.", "kind")
    return tuple(text_of(one, f"{place}[{n}]") for n, one in enumerate(value))


def _shown(name: str) -> str:
    """A strange name, safe to show."""
    return name[:40].encode("unicode_escape").decode()
