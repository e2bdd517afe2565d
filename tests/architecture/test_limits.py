"""A limit may be reached, and whatever is numbered is numbered among its own."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source_files import Source, python_files, source

HIGHEST = ("LONGEST", "MOST", "LARGEST")
LOWEST = ("LEAST",)
OTHERS = {
    "starapp/evaluation/price_to_win.py": "a search stops at the last price there is",
}
"""Modules that compare with a limit for another reason than to refuse what is beyond it."""
REACHED = {HIGHEST: (ast.Gt, ast.LtE), LOWEST: (ast.Lt, ast.GtE)}
TURNED = {ast.Gt: ast.Lt, ast.Lt: ast.Gt, ast.GtE: ast.LtE, ast.LtE: ast.GtE}
NUMBERS = frozenset({"number", "position"})


def comparisons(file: Source) -> Iterator[tuple[ast.Compare, type[ast.cmpop], str]]:
    """Every comparison with a limit, as if the limit stood on the right, and the limit's name."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for left, sign, right in zip(sides, node.ops, sides[1:], strict=False):
                for side, way in ((right, type(sign)), (left, TURNED.get(type(sign), type(sign)))):
                    name = getattr(side, "id", getattr(side, "attr", "")).lstrip("_")
                    if name.isupper() and name.startswith((*HIGHEST, *LOWEST)):
                        yield node, way, name


def limits_cut_short(file: Source) -> Iterator[str]:
    """Comparisons that leave the limit itself out."""
    for node, way, name in comparisons(file):
        (allowed,) = (signs for names, signs in REACHED.items() if name.startswith(names))
        if way not in allowed:
            yield f"{file.path}:{node.lineno}: {ast.unparse(node)} leaves the limit out"


def numbered_among_all(file: Source) -> Iterator[str]:
    """Highest numbers that are asked for without saying among which."""
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.Assign | ast.Return | ast.Expr):
            continue
        said = ast.unparse(node)
        for found in ast.walk(node):
            if isinstance(found, ast.Call) and ast.unparse(found.func) == "func.max":
                column = found.args[0]
                numbered = isinstance(column, ast.Attribute) and column.attr in NUMBERS
                if numbered and f").where({ast.unparse(column.value)}." not in said:
                    yield f"{file.path}:{node.lineno}: numbers run through the whole file"


RULES = [file for file in python_files("starapp") if not file.path.startswith("starapp/ui/")]


def test_every_limit_may_be_reached() -> None:
    files = [file for file in RULES if file.path not in OTHERS]
    assert sum(len([*comparisons(file)]) for file in files) > 60
    assert [found for file in files for found in limits_cut_short(file)] == []
    assert all(next(limits_cut_short(file), None) for file in RULES if file.path in OTHERS)


def test_every_number_counts_on_among_its_own() -> None:
    assert sum("func.max(" in file.text for file in RULES) > 5
    assert [found for file in RULES for found in numbered_among_all(file)] == []


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (limits_cut_short, "wrong = len(text) >= LONGEST\n"),
        (limits_cut_short, "wrong = words <= rules.LEAST_WORDS\n"),
        (limits_cut_short, "fits = 0 <= rate < _MOST_RATE\n"),
        (limits_cut_short, "fits = LEAST_DAYS < days\n"),
        (numbered_among_all, "last = select(func.max(LetterRecord.number))\n"),
        (numbered_among_all, "return session.scalar(select(func.max(R.position)).where(Q.id == 1))\n"),
    ],
)  # fmt: skip
def test_the_checks_find_what_they_are_for(check, text: str) -> None:
    assert len([*check(source("starapp/bids/bid.py", text))]) == 1
