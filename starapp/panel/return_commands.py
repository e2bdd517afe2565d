"""Takes the score files that come back, and takes one back while scoring is open."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.competitions.competition import State
from starapp.competitions.stages import Action, require
from starapp.evaluation.given_score import GivenScore
from starapp.evaluation.returned_scores import scores_of_seat, write_scores
from starapp.evaluation.score_sheet import CellKey
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import Problem, raise_if, refuse
from starapp.history.history import actor, note, now
from starapp.panel.merge import MergeRow, Verdict
from starapp.panel.pack_queries import (
    ReturnPreview,
    given_of,
    preview,
    require_pack_office,
    stored_rows,
)
from starapp.panel.practice_commands import keep_practice
from starapp.panel.read_return import IssuedPack
from starapp.panel.records import PackRecord, ReturnRecord
from starapp.panel.working_copy import Key

TOUCHED = ("panel", "packs", "scores")
LONGEST_NAME = 200


def accept_return(
    session: Session,
    *,
    competition_id: str,
    data: bytes,
    file_name: str,
    decided: Mapping[Key, bool] | None = None,
) -> Change:
    """Writes the scores of a score file that are new or changed, and keeps the file itself.

    The very same file again changes nothing.

    Args:
        session: writing.
        competition_id: while it is scored.
        data: the bytes of the file.
        file_name: as it was handed in, for the record.
        decided: for each row that needs a decision, whether the file's score counts.

    Raises:
        CannotDo: the file cannot be taken, or rows wait for a decision; nothing is written.
    """
    require(session, competition_id, Action.SCORE)
    require_pack_office(session, competition_id)
    found = preview(session, competition_id, data, decided=decided)
    return take(session, found, data=data, file_name=file_name)


def take(session: Session, found: ReturnPreview, *, data: bytes, file_name: str) -> Change:
    """Writes what was looked at and keeps the bytes it came from, for commands of this capability.

    Raises:
        CannotDo: it cannot be taken, or rows wait for a decision; nothing is written.
    """
    if found.report.repeat:
        return Change(f"{file_name} was read before; nothing changed", frozenset())
    raise_if((*found.report.problems, *_undecided(found)))
    pack, returned = found.report.pack, found.report.returned
    if pack is None or returned is None:
        raise refuse("file", "This file cannot be read. Choose another file.", "no_zip")
    written = [row for row in found.rows if row.verdict.writes]
    write_scores(session, seat_id=pack.seat_id, scores=_by_bid(pack, written))
    record = ReturnRecord(
        competition_id=pack.competition_id,
        seat_id=pack.seat_id,
        pack_id=pack.id,
        number=_next_number(session, pack.seat_id),
        sha256=found.report.fingerprint,
        content=data,
        file_name=file_name[:LONGEST_NAME],
        changes=returned.revision,
        made=returned.made,
        finished=returned.finished,
        received=now(session),
        received_by=actor(session).name,
        rows=stored_rows(found.rows),
        discuss=[list(row.key) for row in found.rows if row.discuss],
    )
    session.add(record)
    session.flush()
    keep_practice(session, pack.competition_id, pack.seat_id, returned.practice)
    words = f"score file of {pack.member} read: {len(written)} scores written"
    note(session, words, about=("seat", pack.seat_id), competition_id=pack.competition_id)
    said = f"{pack.member}: {len(written)} scores written"
    left = f", {len(found.missing)} still missing" if found.missing else ""
    return changed(said + left, *TOUCHED, made=record.id)


def undo_return(session: Session, *, return_id: str, reason: str) -> Change:
    """Takes a score file back: each score it wrote is again what it was before.

    A score that was written another way since stays. The file stays in the record.

    Raises:
        CannotDo: moderation opened, a later file of the member counts, or no reason.
    """
    record = session.get(ReturnRecord, return_id)
    if record is None or record.undone is not None:
        raise refuse("", "This file was taken back already.", "gone")
    place = require(session, record.competition_id, Action.SCORE)
    require_pack_office(session, record.competition_id)
    if place.state is not State.SCORING:
        raise refuse("", "Moderation began, so individual scores cannot change.", "frozen")
    if not reason.strip():
        raise refuse("reason", "Write why this file is taken back.", "no_reason")
    member = session.get_one(PackRecord, record.pack_id).member
    if record.id != _newest(session, record.seat_id):
        words = f"{member} handed in a later file. Take that one back first."
        raise refuse("", words, "later")
    before = _before(session, record)
    write_scores(session, seat_id=record.seat_id, scores=before)
    record.undone = now(session)
    note(
        session, f"score file of {member} taken back: {len(before)} scores as before",
        about=("seat", record.seat_id), reason=reason.strip(),
        competition_id=record.competition_id,
    )  # fmt: skip
    return changed(f"The file of {member} is taken back", *TOUCHED)


def _undecided(found: ReturnPreview) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            f"{row.bid}.{row.code}",
            f"Bid {row.bid}, {row.code}: {row.words} Choose which of the two counts.",
            "decision",
        )
        for row in found.rows
        if row.verdict is Verdict.NEEDS_DECISION
    )


def _by_bid(pack: IssuedPack, rows: list[MergeRow]) -> dict[CellKey, GivenScore | None]:
    return {(pack.bids[row.bid], row.code): row.returned for row in rows}


def _newest(session: Session, seat_id: str) -> str:
    query = (
        select(ReturnRecord.id)
        .where(ReturnRecord.seat_id == seat_id, ReturnRecord.undone.is_(None))
        .order_by(ReturnRecord.number.desc())
        .limit(1)
    )
    return session.scalars(query).one()


def _next_number(session: Session, seat_id: str) -> int:
    query = select(func.max(ReturnRecord.number)).where(ReturnRecord.seat_id == seat_id)
    return (session.scalar(query) or 0) + 1


def _before(session: Session, record: ReturnRecord) -> dict[CellKey, GivenScore | None]:
    """What the scores a file wrote were before, for those that are still as it wrote them."""
    bids = dict(session.get_one(PackRecord, record.pack_id).bids)
    there = scores_of_seat(session, record.seat_id)
    found: dict[CellKey, GivenScore | None] = {}
    for letter, code, was, after, verdict in record.rows:
        key = (bids[letter], code)
        if Verdict(verdict).writes and there.get(key) == given_of(after):
            found[key] = given_of(was)
    return found
