"""Whoever is told to open a backup copy is led to one: such words are only said of damage.

The window and the welcome answer ``Damaged`` with the earlier copies of the file, or say that this
PC has none (see the journeys).
"""

import ast
from collections.abc import Iterator

from tests.architecture.source_files import python_files

PROMISE = "latest backup copy"


def calls_that_promise() -> Iterator[tuple[str, str]]:
    """Every call that is given such words: where, and what is called."""
    for file in python_files("starapp"):
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and any(promises(one) for one in node.args):
                yield f"{file.path}:{node.lineno}", ast.unparse(node.func)


def promises(node: ast.expr) -> bool:
    said = [
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    return PROMISE in "".join(said) and not isinstance(node, ast.Call)


def test_only_damage_promises_a_backup_copy() -> None:
    found = dict(calls_that_promise())
    assert len(found) >= 3
    assert {where: called for where, called in found.items() if called != "Damaged"} == {}
