"""What screens read of score packs: which were issued, which files came back, and what a file would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.competitions.stages import require_organiser
from starapp.criteria.evaluation_model import Kind
from starapp.evaluation.given_score import GivenScore
from starapp.evaluation.panel_facts import bids_in_play, seats
from starapp.evaluation.result import ScoreState
from starapp.evaluation.returned_scores import (
    closed_scores,
    scores_of_seat,
    seat_problems,
    wanted_of_seat,
)
from starapp.evaluation.seats import scorers
from starapp.foundation.canonical import Json
from starapp.foundation.exact import plain
from starapp.foundation.problems import Problem, refuse
from starapp.history.history import actor, now
from starapp.panel.merge import MergeGround, MergeRow, held_back, merge, missing
from starapp.panel.read_return import Desk, IssuedPack, ReturnReport, TakenReturn, read_return
from starapp.panel.read_workbook import is_workbook, read_workbook
from starapp.panel.records import PackRecord, ReturnRecord, WorkspaceKeysRecord
from starapp.panel.sealing import subkey
from starapp.panel.working_copy import Key

LEAST_SCORERS = 2


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A score file in the record.

    Attributes:
        counts: how many of its scores have each verdict.
        undone: when it was taken back, or None.
    """

    id: str
    seat_id: str
    member: str
    file_name: str
    fingerprint: str
    made: datetime | None
    finished: bool
    received: datetime
    received_by: str
    counts: Mapping[str, int]
    undone: datetime | None


@dataclass(frozen=True, slots=True)
class ReturnPreview:
    """What a score file would do.

    Attributes:
        rows: empty where the file cannot be taken.
        missing: wanted answers that have no score afterwards.
    """

    report: ReturnReport
    rows: tuple[MergeRow, ...]
    missing: tuple[Key, ...]


def require_pack_office(session: Session, competition_id: str) -> None:
    """Lets an organiser who does not score issue packs and read score files.

    Whoever holds everybody's pack could see the others' scores before moderation.

    Raises:
        CannotDo: for anybody else.
    """
    require_organiser(session)
    scoring = {seat.person_id for seat in seats(session, competition_id) if not seat.chairs}
    if actor(session).person_id in scoring:
        words = "You score here, so you cannot handle packs and score files. Ask the chair."
        raise refuse("", words, "scores")


def workspace_keys(session: Session) -> WorkspaceKeysRecord | None:
    """The keys of the workspace, for commands of this capability; None before the first pack."""
    return session.scalars(select(WorkspaceKeysRecord)).one_or_none()


def sheet_secret(keys: WorkspaceKeysRecord) -> bytes:
    """What the hidden marks of spreadsheets are made with."""
    return subkey(bytes.fromhex(keys.signing), "score sheet")


def letters_in_play(session: Session, competition_id: str) -> dict[str, str]:
    """Identity of each bid the panel scores, by its letter."""
    return {bid.label: bid.id for bid in bids_in_play(session, competition_id)}


def pack_problems(session: Session, competition_id: str) -> tuple[Problem, ...]:
    """Why packs cannot be issued now: scoring is not open, or a question has too few scorers."""
    place = competition(session, competition_id)
    if place.state is not State.SCORING:
        words = (
            "Packs are issued while scoring is open. Start scoring first: everybody has then "
            "declared their interests."
        )
        return (Problem("", words, "not_scoring"),)
    panel = seats(session, competition_id)
    return tuple(
        Problem(
            question.code,
            f"{question.code} has fewer than two people to score Bid {bid.label}. Appoint another.",
            "too_few",
        )
        for question in place.model.leaves(Kind.SCORED)
        if question.written
        for bid in bids_in_play(session, competition_id)
        if len(scorers(panel, question, bid.id)) < LEAST_SCORERS
    )


def issued_packs(session: Session, competition_id: str) -> tuple[IssuedPack, ...]:
    """Every pack of a competition, oldest first, with the files of it that count."""
    query = (
        select(PackRecord)
        .where(PackRecord.competition_id == competition_id)
        .order_by(PackRecord.issued, PackRecord.member, PackRecord.number)
    )
    records = session.scalars(query).all()
    if not records:
        return ()
    reference = competition(session, competition_id).reference
    taken: dict[str, list[TakenReturn]] = {}
    for row in _counting(session, competition_id):
        taken.setdefault(row.pack_id, []).append(TakenReturn(row.sha256, row.changes, row.made))
    return tuple(_issued(one, reference, taken.get(one.id, [])) for one in records)


def issued_pack(session: Session, pack_id: str) -> IssuedPack:
    """One pack that was issued."""
    record = session.get_one(PackRecord, pack_id)
    found = issued_packs(session, record.competition_id)
    return next(one for one in found if one.id == pack_id)


def _counting(session: Session, competition_id: str) -> tuple[ReturnRecord, ...]:
    """The score files of a competition that count, oldest first."""
    query = (
        select(ReturnRecord)
        .where(ReturnRecord.competition_id == competition_id, ReturnRecord.undone.is_(None))
        .order_by(ReturnRecord.received, ReturnRecord.seat_id, ReturnRecord.number)
    )
    return tuple(session.scalars(query))


def taken_files(session: Session, competition_id: str) -> tuple[TakenFile, ...]:
    """Every score file that was taken, also those taken back, oldest first."""
    members = {one.id: one.member for one in issued_packs(session, competition_id)}
    query = (
        select(ReturnRecord)
        .where(ReturnRecord.competition_id == competition_id)
        .order_by(ReturnRecord.received, ReturnRecord.seat_id, ReturnRecord.number)
    )
    return tuple(
        TakenFile(
            id=row.id,
            seat_id=row.seat_id,
            member=members[row.pack_id],
            file_name=row.file_name,
            fingerprint=row.sha256,
            made=row.made,
            finished=row.finished,
            received=row.received,
            received_by=row.received_by,
            counts=_counts(row.rows),
            undone=row.undone,
        )
        for row in session.scalars(query)
    )


def wishes_to_discuss(session: Session, competition_id: str) -> tuple[tuple[str, str, str], ...]:
    """Seat, bid and question of what members want to talk about, from their newest files."""
    newest = {row.seat_id: row for row in _counting(session, competition_id)}
    packs = {one.id: one for one in issued_packs(session, competition_id)}
    return tuple(
        (seat_id, packs[row.pack_id].bids[letter], code)
        for seat_id, row in sorted(newest.items())
        for letter, code in row.discuss
    )


def wishes_by_answer(
    session: Session, competition_id: str
) -> dict[tuple[str, str], tuple[str, ...]]:
    """By bid and question, the seats that want to talk about it; a recused member's wish is out."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    model = competition(session, competition_id).model
    panel = {seat.id: seat for seat in seats(session, competition_id)}
    for seat_id, bid_id, code in wishes_to_discuss(session, competition_id):
        if panel[seat_id].may_score(model.criterion(code), bid_id):
            found[bid_id, code] = (*found.get((bid_id, code), ()), seat_id)
    return found


def preview(
    session: Session,
    competition_id: str,
    data: bytes,
    *,
    decided: Mapping[Key, bool] | None = None,
) -> ReturnPreview:
    """Reads a score file and tells what taking it would do; nothing is written."""
    return judged(session, _read(session, competition_id, data), decided=decided)


def judged(
    session: Session, report: ReturnReport, *, decided: Mapping[Key, bool] | None = None
) -> ReturnPreview:
    """What scores that were read would do, in whichever way they came; nothing is written."""
    if report.pack is None or report.returned is None or (report.problems and not report.waits):
        return ReturnPreview(report, (), ())
    problems = seat_problems(session, report.pack.seat_id)
    if problems:
        stopped = ReturnReport(report.fingerprint, report.pack, report.returned, problems)
        return ReturnPreview(stopped, (), ())
    ground = _ground(session, report.pack, order_known=report.order_known)
    unread: dict[Key, str] = {}
    for key, problem in report.unread:
        unread[key] = f"{unread.get(key, '')} {problem.words}".strip()
    rows = merge(ground, report.returned.scores, decided, unread)
    if report.waits:
        return ReturnPreview(report, held_back(rows), ())
    return ReturnPreview(report, rows, missing(ground, rows))


def stored_rows(rows: tuple[MergeRow, ...]) -> list[Json]:
    """Rows as the record keeps them."""
    return [
        [row.bid, row.code, _stored(row.was), _stored(row.returned), row.verdict.value]
        for row in rows
    ]


def _stored(given: GivenScore | None) -> Json:
    if given is None:
        return None
    score = None if given.score is None else plain(given.score)
    return [given.state.value, score, given.reason]


def given_of(stored: Any) -> GivenScore | None:  # noqa: ANN401 - JSON has no types
    """A score as the record keeps it, as a value again."""
    if stored is None:
        return None
    state, score, reason = stored
    return GivenScore(ScoreState(state), None if score is None else Decimal(score), reason)


def _issued(record: PackRecord, reference: str, taken: Sequence[TakenReturn]) -> IssuedPack:
    return IssuedPack(
        id=record.id,
        competition_id=record.competition_id,
        reference=reference,
        seat_id=record.seat_id,
        member=record.member,
        number=record.number,
        issued=record.issued,
        deadline=record.deadline,
        return_key=record.return_key,
        rules_seal=record.rules,
        bids=dict(record.bids),
        wanted=tuple((letter, code) for letter, code in record.wanted),
        replaced=record.replaced is not None,
        taken=tuple(taken),
        way=record.way,
    )


def desk_of(session: Session, competition_id: str) -> Desk:
    """What the workspace looks at a file of a competition with."""
    keys = workspace_keys(session)
    return Desk(
        sealing_key=bytes.fromhex(keys.sealing) if keys else b"",
        packs={one.id: one for one in issued_packs(session, competition_id)},
        competition_id=competition_id,
        rules_seal=competition(session, competition_id).model_fingerprint,
        moment=now(session),
        sheet_secret=sheet_secret(keys) if keys else b"",
        scale=scale_words(session, competition_id),
    )


def scale_words(session: Session, competition_id: str) -> dict[Decimal, str]:
    """What each score of a competition's scale means, in a word or two."""
    return {one.score: one.label for one in competition(session, competition_id).model.scale}


def _read(session: Session, competition_id: str, data: bytes) -> ReturnReport:
    """Looks among the packs of the competition, then among all others to name theirs."""
    desk = desk_of(session, competition_id)
    read = read_workbook if is_workbook(data) else read_return
    report = read(data, desk)
    if not any(problem.code == "unknown_pack" for problem in report.problems):
        return report
    places = set(session.scalars(select(PackRecord.competition_id)))
    everywhere = {one.id: one for place in places for one in issued_packs(session, place)}
    return read(data, replace(desk, packs=everywhere))


def _ground(session: Session, pack: IssuedPack, *, order_known: bool) -> MergeGround:
    letters = {bid: letter for letter, bid in pack.bids.items()}
    asked = set(pack.wanted)

    def lettered(found: Mapping[tuple[str, str], Any]) -> dict[Key, Any]:
        return {(letters[bid], code): one for (bid, code), one in found.items() if bid in letters}

    wanted = (
        (letters[bid], code)
        for bid, code in wanted_of_seat(session, pack.seat_id)
        if bid in letters
    )
    return MergeGround(
        wanted=tuple(key for key in wanted if key in asked),
        allowed=competition(session, pack.competition_id).model.scores,
        stored=lettered(scores_of_seat(session, pack.seat_id)),
        written=_written(session, pack.seat_id),
        closed=lettered(closed_scores(session, pack.seat_id)),
        order_known=order_known,
    )


def _written(session: Session, seat_id: str) -> dict[Key, GivenScore]:
    """What the files of a seat that count wrote last, answer by answer."""
    query = (
        select(ReturnRecord)
        .where(ReturnRecord.seat_id == seat_id, ReturnRecord.undone.is_(None))
        .order_by(ReturnRecord.received, ReturnRecord.seat_id, ReturnRecord.number)
    )
    found: dict[Key, GivenScore] = {}
    for record in session.scalars(query):
        for bid, code, _, after, verdict in record.rows:
            given = given_of(after)
            if given is not None and verdict in {"merged", "updated"}:
                found[(bid, code)] = given
    return found


def _counts(rows: Any) -> dict[str, int]:  # noqa: ANN401 - JSON has no types
    found: dict[str, int] = {}
    for *_, verdict in rows:
        found[verdict] = found.get(verdict, 0) + 1
    return found
