"""Figures published by others or worked out by hand: read from a file, each with its source."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from starapp.foundation.exact import Exact, round_exact

FILE = Path(__file__).parents[1] / "files" / "evaluation_vectors.json"
Vector = dict[str, Any]
VECTORS: dict[str, Vector] = {one["id"]: one for one in json.loads(FILE.read_text("utf-8"))}
LONGEST_SOURCE = 60


def named(vector: Vector) -> str:
    """The name of a test: the vector and where its figures come from."""
    source = vector["source"].replace("https://", "").replace("http://", "")
    return f"{vector['id']} {vector['formula']} - {source[:LONGEST_SOURCE].strip()}"


def of(*names: str) -> list[Vector]:
    """Vectors by their name."""
    return [VECTORS[name] for name in names]


def with_formula(kind: str, *formulas: str) -> list[Vector]:
    """Vectors of a kind with one of these formulas."""
    return [v for v in VECTORS.values() if v["kind"] == kind and v["formula"] in formulas]


def agrees(got: Exact, expected: str, places: int | None) -> bool:
    """Tells whether a number is the published one; rounded figures are compared rounded."""
    if places is None:
        return Fraction(got) == Fraction(expected)
    return round_exact(got, places) == Decimal(expected)
