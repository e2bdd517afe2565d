"""Writes a text of a specification another way, wherever a privacy find stands."""

from dataclasses import replace
from typing import Any

from starapp.specifications.privacy import Fix, apply_fix
from starapp.specifications.specification import Specification
from starapp.specifications.support_grid import grid_of

LABEL = "grid.label."
"""The start of the place of what a block is for; the label itself follows."""


def text_at(spec: Specification, place: str) -> str:
    """The text at a place: a field, a text of an outcome, or what a block is for."""
    if place.startswith(LABEL):
        return place.removeprefix(LABEL)
    if place.startswith("outcomes."):
        _, number, name = place.split(".")
        return str(getattr(spec.outcomes[int(number)], name))
    if place in {"title", "area", "person_reference"}:
        return str(getattr(spec.about, place))
    return spec.text(place)


def mended(spec: Specification, place: str, fix: Fix) -> Specification:
    """The specification with a fix made at a place."""
    text = apply_fix(text_at(spec, place), fix).strip()
    change: dict[str, Any]
    if place.startswith(LABEL):
        old = place.removeprefix(LABEL)
        blocks = (replace(b, label=text) if b.label == old else b for b in spec.grid.blocks)
        return replace(spec, grid=grid_of(blocks))
    if place.startswith("outcomes."):
        _, number, name = place.split(".")
        outcomes, change = list(spec.outcomes), {name: text}
        outcomes[int(number)] = replace(outcomes[int(number)], **change)
        return replace(spec, outcomes=tuple(outcomes))
    if place in {"title", "area", "person_reference"}:
        change = {place: text}
        return replace(spec, about=replace(spec.about, **change))
    return replace(spec, needs={**spec.needs, place: text})
