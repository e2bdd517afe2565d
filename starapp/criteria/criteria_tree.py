"""Walks and edits the criteria tree; every edit gives a new model. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, Part


def walk(
    model: EvaluationModel, parent: str | None = None, depth: int = 0
) -> Iterator[tuple[int, Criterion]]:
    """Gives every criterion with its depth, parents before their children."""
    for criterion in model.children(parent):
        yield depth, criterion
        if criterion.kind is Kind.SECTION:
            yield from walk(model, criterion.code, depth + 1)


def marks(model: EvaluationModel, code: str) -> Decimal:
    """Marks available under a criterion: its weight, or the sum of its leaves' weights."""
    criterion = model.criterion(code)
    if criterion.kind is not Kind.SECTION:
        return criterion.weight
    return sum((marks(model, child.code) for child in model.children(code)), Decimal(0))


def total_marks(model: EvaluationModel) -> Decimal:
    """The sum of every leaf's weight; must be exactly 100 to lock."""
    return sum((leaf.weight for leaf in model.leaves()), Decimal(0))


def part_marks(model: EvaluationModel, part: Part) -> Decimal:
    """Marks of one of the three parts."""
    return sum((leaf.weight for leaf in model.leaves() if leaf.part is part), Decimal(0))


def replaced(model: EvaluationModel, code: str, criterion: Criterion) -> EvaluationModel:
    """The model with one criterion changed; a new code also changes children and tie-break."""

    def renamed(name: str | None) -> str | None:
        return criterion.code if name == code else name

    return replace(
        model,
        criteria=tuple(
            criterion if c.code == code else replace(c, parent=renamed(c.parent))
            for c in model.criteria
        ),
        tie_break=tuple(renamed(name) or "" for name in model.tie_break),
    )


def added(
    model: EvaluationModel, criterion: Criterion, *, after: str | None = None
) -> EvaluationModel:
    """The model with one more criterion, after another or at the end."""
    rows = list(model.criteria)
    place = next((n + 1 for n, c in enumerate(rows) if c.code == after), len(rows))
    rows.insert(place, criterion)
    return replace(model, criteria=tuple(rows))


def removed(model: EvaluationModel, code: str) -> EvaluationModel:
    """The model without a criterion and without all under it."""
    gone = {code}
    for _, criterion in walk(model):
        if criterion.parent in gone:
            gone.add(criterion.code)
    return replace(
        model,
        criteria=tuple(c for c in model.criteria if c.code not in gone),
        tie_break=tuple(name for name in model.tie_break if name not in gone),
    )


def moved(model: EvaluationModel, code: str, *, by: int) -> EvaluationModel:
    """The model with a criterion one place up (-1) or down (+1) among its siblings."""
    criterion = model.criterion(code)
    siblings = [c.code for c in model.children(criterion.parent)]
    place = siblings.index(code) + by
    if not 0 <= place < len(siblings):
        return model
    rows = list(model.criteria)
    one, other = rows.index(criterion), rows.index(model.criterion(siblings[place]))
    rows[one], rows[other] = rows[other], rows[one]
    return replace(model, criteria=tuple(rows))


def free_code(model: EvaluationModel, prefix: str) -> str:
    """The next unused code with a prefix: Q4 after Q1 to Q3."""
    taken = {c.code for c in model.criteria}
    return next(f"{prefix}{n}" for n in range(1, 1000) if f"{prefix}{n}" not in taken)
