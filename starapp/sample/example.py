"""Reads the Northvale example: numbers as exact decimals, nothing from outside the program."""

import json
from decimal import Decimal
from functools import cache
from typing import Any

from starapp.foundation.resource_files import resource


def _read(name: str) -> dict[str, Any]:
    text = resource("examples", name).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return found


@cache
def example() -> dict[str, Any]:
    """The purchasing system, the package, the competition and its result."""
    return _read("northvale.json")


@cache
def answers() -> dict[str, Any]:
    """The questions' texts and the bidders' answers."""
    return _read("northvale_answers.json")


@cache
def workspace_facts() -> dict[str, Any]:
    """People, letterhead, addresses and the times of the week."""
    return _read("northvale_workspace.json")


def exact(value: object) -> Decimal:
    """A number of the example as a decimal, whether it was written 5 or 5.0."""
    return Decimal(str(value))
