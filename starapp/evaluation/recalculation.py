"""The arithmetic done again by somebody else: their result beside the stored one, figure by figure.

A result file of ``starapp evaluate`` from another computer is compared with the result of the same
case here. Pure, but for the query and the command at the end.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.competitions.stages import Action, require
from starapp.evaluation.case_export import case_text
from starapp.evaluation.case_file import read_case
from starapp.evaluation.case_result import FORMAT, evaluate
from starapp.evaluation.queries import latest_run
from starapp.evaluation.records import RecalculationRecord
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import refuse
from starapp.history.history import actor, note, now

LARGEST = 20_000_000
"""Bytes; a larger file is no result."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not the same; a figure that one side lacks is empty there."""

    place: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Recalculation:
    """One check as it is recorded.

    Attributes:
        by: the person who did the sum again, and ``computer`` where.
        fingerprint: SHA-256 of their result file.
        same: no figure was different.
        current: it checked the result that stands now.
    """

    by: str
    computer: str
    noted_by: str
    moment: datetime
    fingerprint: str
    differences: tuple[Difference, ...]
    current: bool

    @property
    def same(self) -> bool:
        """Tells whether every figure was the same."""
        return not self.differences


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every figure of two results that is not the same, with its place."""
    mine, other = dict(_figures(ours)), dict(_figures(theirs))
    return tuple(
        Difference(place, mine.get(place, ""), other.get(place, ""))
        for place in sorted(mine.keys() | other.keys())
        if mine.get(place) != other.get(place)
    )


def _figures(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "rules", str(result.get("rules", ""))
    yield "winner", str(result.get("winner") or "nobody")
    for row in _rows(result, "ranking"):
        bid = str(row.get("bid", ""))
        for name in ("place", "total", "exact_total"):
            yield f"Bid {bid}, {name.replace('_', ' ')}", str(row.get(name, ""))
        for part in ("points", "sections"):
            values = row.get(part)
            for code, value in values.items() if isinstance(values, Mapping) else ():
                yield f"Bid {bid}, {part} of {code}", str(value)
    for row in _rows(result, "not_ranked"):
        reasons = json.dumps(row.get("reasons"), sort_keys=True, ensure_ascii=False)
        yield f"Bid {row.get('bid', '')}, why it is not ranked", reasons


def _rows(result: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    rows = result.get(name)
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping):
            yield row


def read_result(data: bytes) -> Mapping[str, Any]:
    """A result file of ``starapp evaluate``.

    Raises:
        CannotDo: it is something else.
    """
    words = (
        "This is no result of an evaluation. Save the case, evaluate it on another computer, and "
        "choose the result file."
    )
    if len(data) > LARGEST:
        raise refuse("file", words, "size")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise refuse("file", words, "json") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise refuse("file", words, "format")
    return found


def note_recalculation(
    session: Session, *, competition_id: str, data: bytes, by: str, computer: str
) -> Change:
    """Records that somebody did the sum again, and whether every figure was the same.

    Raises:
        CannotDo: no result to compare with, a file that is no result, or no name.
    """
    require(session, competition_id, Action.NOTE_RECALCULATION)
    run = latest_run(session, competition_id)
    if run is None:
        raise refuse("", "There is no result to compare with yet.", "no_run")
    name, place = by.strip(), computer.strip()
    if not name or len(name) > LONGEST_NAME:
        raise refuse("by", "Enter the name of the person who did the sum again.", "name")
    if not place or len(place) > LONGEST_NAME:
        raise refuse("computer", "Say on which computer, for example “Finance laptop”.", "name")
    theirs = read_result(data)
    ours = evaluate(read_case(case_text(session, competition_id).encode()), how_sure=False)
    found = differences(ours, theirs)
    record = RecalculationRecord(
        competition_id=competition_id,
        run_id=run.id,
        by=name,
        computer=place,
        result_hash=hashlib.sha256(data).hexdigest(),
        differences=[[one.place, one.ours, one.theirs] for one in found],
        noted=now(session),
        person_name=actor(session).name,
    )
    session.add(record)
    session.flush()
    words = "sum done again: the same" if not found else f"sum done again: {len(found)} different"
    note(session, words, about=("competition", competition_id), competition_id=competition_id)
    told = "Every figure is the same" if not found else f"{len(found)} figures are different"
    return changed(told, "results", made=record.id)


def recalculations(session: Session, competition_id: str) -> tuple[Recalculation, ...]:
    """Every check that was recorded, newest first."""
    run = latest_run(session, competition_id)
    query = (
        select(RecalculationRecord)
        .where(RecalculationRecord.competition_id == competition_id)
        .order_by(RecalculationRecord.noted.desc(), RecalculationRecord.id)
    )
    return tuple(
        Recalculation(
            by=record.by,
            computer=record.computer,
            noted_by=record.person_name,
            moment=record.noted,
            fingerprint=record.result_hash,
            differences=tuple(Difference(*one) for one in record.differences),
            current=run is not None and record.run_id == run.id,
        )
        for record in session.scalars(query)
    )
