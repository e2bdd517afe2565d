"""Checks a workspace file from end to end, reading only."""

from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from starapp.app import open_private_copy
from starapp.foundation.enumerating import listed
from starapp.foundation.problems import Problem, Unavailable
from starapp.storage.faults import is_damage


def verify(path: Path) -> tuple[Problem, ...]:
    """Gives everything wrong with a file.

    Looks at pages, foreign keys, tables, the history chain, every row that the history names, bid
    seals, evaluations, letters and score files.
    What cannot be read at all is a problem of its own; the other checks go on.

    Raises:
        Unavailable: when the file cannot be opened at all.
    """
    workspace = open_private_copy(path)
    try:
        with workspace.store.reading() as session:
            return tuple(
                problem
                for words, check in CHECKS.items()
                for problem in _found(words, check, session)
            )
    finally:
        workspace.close()


def _found(
    words: str, check: Callable[[Session], Iterable[Problem]], session: Session
) -> list[Problem]:
    try:
        return list(check(session))
    except Exception as fault:  # noqa: BLE001 - whatever a changed file leads to is told as a problem
        return [_unread(words, fault)]


def _unread(words: str, fault: Exception) -> Problem:
    """Why a part could not be checked: the file's fault only where it is the file's."""
    if isinstance(fault, DatabaseError) and is_damage(fault):
        return Problem("file", f"STAR cannot read {words}. The file is damaged.", "unreadable")
    if isinstance(fault, ImportError):
        part = f" ({fault.name})" if fault.name else ""
        return Problem(
            "this computer",
            f"STAR cannot check {words}: a part of the program{part} cannot be loaded on this "
            "computer. That says nothing about the file. Ask whoever looks after the computer.",
            "not_checked",
        )
    if isinstance(fault, OSError | MemoryError | Unavailable):
        why = getattr(fault, "strerror", None) or str(fault) or "it has run out of memory"
        return Problem(
            "this computer",
            f"STAR cannot check {words} on this computer now ({why.rstrip('.')}). "
            "That says nothing about the file. Try again.",
            "not_checked",
        )
    return Problem(
        "file",
        f"STAR cannot read {words}: what is stored is not in the form STAR writes "
        f"({type(fault).__name__}). It was changed outside STAR, or STAR has a fault.",
        "unreadable",
    )


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
NOTHING_WRONG = f"Nothing wrong was found in {listed(tuple(CHECKS))}."
"""What may be said when no check finds anything; a history written anew as a whole is not found."""
