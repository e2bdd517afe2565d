"""Checks a workspace file from end to end, reading only."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from starapp.app import open_workspace
from starapp.foundation.problems import Problem
from starapp.history.history import broken_links


def verify(path: Path) -> tuple[Problem, ...]:
    """Gives everything wrong with a file: pages, foreign keys, history chain, evaluations, letters.

    Raises:
        Unavailable: when the file cannot be opened at all.
    """
    workspace = open_workspace(path, read_only=True)
    try:
        with workspace.store.reading() as session:
            return (
                *_pages(session),
                *_foreign_keys(session),
                *broken_links(session),
                *_evaluations(session),
                *_letters(session),
            )
    finally:
        workspace.close()


def _pages(session: Session) -> list[Problem]:
    rows = session.execute(text("PRAGMA integrity_check")).scalars()
    return [
        Problem("file", f"The file is damaged: {row}.", "integrity") for row in rows if row != "ok"
    ]


def _foreign_keys(session: Session) -> list[Problem]:
    rows = session.execute(text("PRAGMA foreign_key_check"))
    return [
        Problem(f"{row[0]} row {row[1]}", f"It points at a missing row of {row[2]}.", "foreign key")
        for row in rows
    ]


def _evaluations(session: Session) -> list[Problem]:
    from starapp.evaluation.recompute import recompute_all

    return list(recompute_all(session))


def _letters(session: Session) -> list[Problem]:
    from starapp.letters.queries import changed_letters

    return list(changed_letters(session))
