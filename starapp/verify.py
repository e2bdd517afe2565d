"""Checks a workspace file from end to end, reading only."""

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text
from sqlalchemy.orm import Session

from starapp.app import open_workspace
from starapp.foundation.problems import Problem
from starapp.storage.copying import copy_file
from starapp.storage.open_file import FORMAT, after_reading, check_mark


def verify(path: Path) -> tuple[Problem, ...]:
    """Gives everything wrong with a file.

    Looks at pages, foreign keys, tables, the history chain, every row that the history names, bid
    seals, evaluations, letters and score files.
    What cannot be read at all is a problem of its own; the other checks go on.

    Raises:
        Unavailable: when the file cannot be opened at all.
    """
    if check_mark(path).format < FORMAT:
        with TemporaryDirectory() as folder:
            return verify(_up_to_date(path, Path(folder) / path.name))
    workspace = open_workspace(path, read_only=True)
    try:
        with workspace.store.reading() as session:
            return tuple(
                problem
                for words, check in CHECKS.items()
                for problem in _found(words, check, session)
            )
    finally:
        workspace.close()


def _up_to_date(path: Path, copy: Path) -> Path:
    """A file of an earlier version is read by way of a copy in the present form."""
    clear = after_reading(path)
    copy_file(path, copy)
    clear()
    open_workspace(copy).close()
    return copy


def _found(
    words: str, check: Callable[[Session], Iterable[Problem]], session: Session
) -> list[Problem]:
    try:
        return list(check(session))
    except Exception:  # noqa: BLE001 - whatever a damaged file leads to is told as a problem
        damaged = f"STAR cannot read {words}. The file is damaged or was changed outside STAR."
        return [Problem("file", damaged, "unreadable")]


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


def _history(session: Session) -> Iterable[Problem]:
    from starapp.history.history import broken_links

    return broken_links(session)


def _tables(session: Session) -> Iterable[Problem]:
    from starapp.storage.schema_check import strangers

    return strangers(session)


def _rows(session: Session) -> Iterable[Problem]:
    from starapp.history.replay import rows_apart

    return rows_apart(session)


def _seals(session: Session) -> Iterable[Problem]:
    from starapp.bids.queries import bids, broken_seals
    from starapp.competitions.queries import competitions

    for place in competitions(session):
        broken = broken_seals(session, place.id)
        for bid in bids(session, place.id):
            if bid.id in broken:
                yield Problem(
                    f"{place.reference}, bid of {bid.provider_name}",
                    "The bid is not what arrived: its answers, files or prices were changed.",
                    "seal",
                )


def _evaluations(session: Session) -> Iterable[Problem]:
    from starapp.evaluation.recompute import recompute_all

    return recompute_all(session)


def _letters(session: Session) -> Iterable[Problem]:
    from starapp.letters.queries import changed_letters

    return changed_letters(session)


def _score_files(session: Session) -> Iterable[Problem]:
    from starapp.panel.return_assurance_queries import changed_score_files

    return changed_score_files(session)


CHECKS: dict[str, Callable[[Session], Iterable[Problem]]] = {
    "the pages of the file": _pages,
    "the links between its tables": _foreign_keys,
    "the tables of the file": _tables,
    "the history": _history,
    "the rows the history names": _rows,
    "the bids": _seals,
    "the evaluations": _evaluations,
    "the letters": _letters,
    "the score files": _score_files,
}
"""Every check by what it reads, in the order of the report."""
