"""Every table is in the history or outside it for a reason, and every column is shown or sealed."""

import ast
import re
from pathlib import Path

from sqlalchemy import Column, String

from starapp import schema
from starapp.storage.base import Base, is_shown
from starapp.storage.changes import OUTSIDE, tracked

STARAPP = Path(schema.__file__).parent
AROUND_RECORDS = frozenset({"insert", "update", "delete"})
"""What writes rows without a record, so that no change would be seen."""
WRITES = re.compile(r"\s*(INSERT INTO|UPDATE \w+ SET|DELETE FROM|REPLACE INTO)\b")
SEALED = {
    "bid_answer": {"text", "pages"},
    "bid_document": {"name", "size", "sha256", "content"},
    "price_schedule": {"rates", "stated_weekly"},
    "price_question": {"raised", "question", "answer", "finding", "decision"},
    "package": {"title", "person_reference", "age_band", "grid", "budget_weekly", "needs_digest"},
    "package_text": {"needs", "outcomes", "kept"},
    "package_version": {"for_bidders", "digest"},
    "competition": {"title", "specification", "rules", "specification_digest"},
    "bid": {"seal", "set_aside_words"},
    "evaluation_run": {"inputs", "inputs_hash", "result"},
    "letter": {"title", "blocks", "pdf", "sha256"},
    "score_return": {"sha256", "content", "rows", "discuss"},
    "paper_entry": {"rows"},
    "workspace_keys": {"signing", "sealing"},
}
"""What must never stand in the history as words or figures, whatever else is sealed."""


def test_somebody_decided_for_every_column_of_every_table() -> None:
    undecided = [
        f"{table.name}.{column.name}"
        for table in tracked()
        for column in table.columns
        if column.info.get("history") not in {"shown", "sealed"}
    ]
    assert undecided == [], "declare each as shown(...) or sealed(...)"


def test_a_column_for_which_nobody_decided_is_sealed() -> None:
    assert not is_shown(Column("new", String()))


def test_what_must_be_sealed_is() -> None:
    tables = Base.metadata.tables
    shown = {
        f"{table}.{name}"
        for table, names in SEALED.items()
        for name in names
        if is_shown(tables[table].c[name])
    }
    assert shown == set()


def test_every_table_with_a_sealed_column_has_a_salt_in_its_rows() -> None:
    for table in tracked():
        if any(not is_shown(column) for column in table.columns):
            assert "salt" in table.columns, table.name


def test_what_is_outside_is_a_table_with_a_reason() -> None:
    assert all(reason for reason in OUTSIDE.values())
    names = {table.name for table in tracked()}
    assert names | set(OUTSIDE) >= set(Base.metadata.tables)
    assert names.isdisjoint(OUTSIDE)
    assert len(OUTSIDE) == 3, "who adds a table here writes the reason, and this number"


def test_every_row_is_written_by_a_record_that_the_history_sees() -> None:
    """One class for each table, no link tables of SQLAlchemy's own, nothing the database does alone."""
    mapped = [mapper.local_table for mapper in Base.registry.mappers]
    for table in tracked():
        assert mapped.count(table) == 1, table.name
        for key in table.foreign_keys:
            assert key.ondelete is None, f"{key.parent}: the database would delete rows itself"
            assert key.onupdate is None, f"{key.parent}: the database would change rows itself"
        for column in table.columns:
            assert column.server_default is None, f"{column}: the database would fill it itself"


def test_nobody_writes_rows_around_the_records() -> None:
    found = []
    for path in sorted(STARAPP.rglob("*.py")):
        place = path.relative_to(STARAPP)
        if place.parts[0] == "storage":
            continue  # the file itself: migrations, and drafts, which are outside the history
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                around = AROUND_RECORDS & {name.name for name in node.names}
                found += [f"{place}:{node.lineno}: {name}" for name in around]
            elif isinstance(node, ast.Constant) and WRITES.match(str(node.value)):
                found.append(f"{place}:{node.lineno}: {node.value!r}")
            elif isinstance(node, ast.Attribute) and node.attr.startswith("bulk_"):
                found.append(f"{place}:{node.lineno}: {node.attr}")
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"update", "delete"}
                and isinstance(node.func.value, ast.Call)
                and "query" in ast.unparse(node.func.value)
            ):
                found.append(f"{place}:{node.lineno}: {ast.unparse(node)[:60]}")
    assert found == []
