"""Finds what stands in a workspace file that no STAR ever put there: triggers, views, tables, columns."""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from starapp.foundation.problems import Problem
from starapp.storage.base import Base

OWN = frozenset({"alembic_version"})
"""The table that remembers which upgrades a file has had."""
OUTSIDE = "It was put in outside STAR. Open your latest backup copy."
MISSING = "It was taken out outside STAR. Open your latest backup copy."


def strangers(session: Session) -> Iterator[Problem]:
    """Gives a problem for each trigger, view, table or column that is too many, or missing."""
    query = text(
        "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    found = {(str(kind), str(name)) for kind, name in session.execute(query)}
    known = {
        *(("table", name) for name in {*OWN, *Base.metadata.tables}),
        *(
            ("index", str(index.name))
            for table in Base.metadata.tables.values()
            for index in table.indexes
        ),
    }
    yield from (
        Problem(f"{kind} {name}", OUTSIDE, "stranger") for kind, name in sorted(found - known)
    )
    yield from (
        Problem(f"{kind} {name}", MISSING, "missing") for kind, name in sorted(known - found)
    )
    for table in Base.metadata.sorted_tables:
        if ("table", table.name) in found:
            rows = session.execute(
                text("SELECT name FROM pragma_table_xinfo(:table)"), {"table": table.name}
            )
            columns = {str(name) for name in rows.scalars()}
            declared = {column.name for column in table.columns}
            for words, names in ((OUTSIDE, columns - declared), (MISSING, declared - columns)):
                yield from (
                    Problem(f"column {table.name}.{name}", words, "column")
                    for name in sorted(names)
                )
