"""Looks whether the score files in the record are still what was handed in."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.competitions.queries import competitions
from starapp.evaluation.given_score import GivenScore
from starapp.foundation.problems import CannotDo, Problem
from starapp.foundation.spreadsheet_cells import text_of
from starapp.panel.merge import Verdict, given
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.pack_queries import (
    given_of,
    issued_pack,
    scale_words,
    sheet_secret,
    workspace_keys,
)
from starapp.panel.paper_entries import scores_on_paper
from starapp.panel.read_workbook import scores_in_workbook
from starapp.panel.records import PackRecord, ReturnRecord, WorkspaceKeysRecord
from starapp.panel.return_file import opened_return, sealed_part_of
from starapp.panel.sealing import digest, same
from starapp.panel.ways import Way


def changed_score_files(session: Session) -> Iterator[Problem]:
    """Gives a problem for each kept score file that does not open or says something else."""
    references = {one.id: one.reference for one in competitions(session)}
    keys = workspace_keys(session)
    query = select(ReturnRecord).order_by(ReturnRecord.received, ReturnRecord.number)
    for record in session.scalars(query):
        pack = session.get_one(PackRecord, record.pack_id)
        if not _holds(session, record, pack, keys):
            yield Problem(
                f"{references[record.competition_id]}, score file of {pack.member}",
                "The score file is not what was handed in, or its scores were changed since.",
                "score file",
            )


def _holds(
    session: Session, record: ReturnRecord, pack: PackRecord, keys: WorkspaceKeysRecord | None
) -> bool:
    """Tells whether a file is whole, of its pack, and says what was written from it."""
    try:
        scores = _scores(session, record, pack, keys)
    except (CannotDo, ValueError):
        return False
    said = {one.key: given(one) for one in scores}
    written = {
        (bid, code): given_of(after)
        for bid, code, _, after, verdict in record.rows
        if Verdict(verdict).writes
    }
    whole = same(digest(record.content), record.sha256)
    return whole and all(_says(said.get(key), one) for key, one in written.items())


def _says(said: GivenScore | None, written: GivenScore | None) -> bool:
    """Tells whether a file says what was written; line ends were once written as their escapes."""
    if said == written or said is None or written is None:
        return said == written
    return said == replace(written, reason=text_of(written.reason).strip())


def _scores(
    session: Session, record: ReturnRecord, pack: PackRecord, keys: WorkspaceKeysRecord | None
) -> tuple[ReturnedScore, ...]:
    """What a kept file says.

    Raises:
        CannotDo: it does not open, or is of another pack.
        ValueError: the keys are gone or damaged.
    """
    if keys is None:
        raise ValueError("no keys")
    if pack.way is Way.SPREADSHEET:
        issued = issued_pack(session, pack.id)
        scale = scale_words(session, record.competition_id)
        return scores_in_workbook(record.content, issued, sheet_secret(keys), scale).scores
    if pack.way is Way.PAPER:
        return scores_on_paper(record.content, pack.id)
    held = sealed_part_of(record.content)
    if held.manifest.pack != pack.id or not same(held.manifest.signing_key, pack.return_key):
        raise ValueError("another pack")
    return opened_return(held, bytes.fromhex(keys.sealing)).scores
