"""Looks whether the score files in the record are still what was handed in."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.competitions.queries import competitions
from starapp.foundation.problems import CannotDo, Problem
from starapp.panel.merge import Verdict, given
from starapp.panel.pack_queries import given_of, workspace_keys
from starapp.panel.records import PackRecord, ReturnRecord
from starapp.panel.return_file import opened_return, sealed_part_of
from starapp.panel.sealing import digest, same


def changed_score_files(session: Session) -> Iterator[Problem]:
    """Gives a problem for each kept score file that does not open or says something else."""
    references = {one.id: one.reference for one in competitions(session)}
    keys = workspace_keys(session)
    sealing = bytes.fromhex(keys.sealing) if keys else b""
    query = select(ReturnRecord).order_by(ReturnRecord.received, ReturnRecord.number)
    for record in session.scalars(query):
        pack = session.get_one(PackRecord, record.pack_id)
        if not _holds(record, pack, sealing):
            yield Problem(
                f"{references[record.competition_id]}, score file of {pack.member}",
                "The score file is not what was handed in, or its scores were changed since.",
                "score file",
            )


def _holds(record: ReturnRecord, pack: PackRecord, sealing: bytes) -> bool:
    """Tells whether a file is whole, of its pack, and says what was written from it."""
    try:
        held = sealed_part_of(record.content)
        scores = opened_return(held, sealing).scores
    except (CannotDo, ValueError):
        return False
    said = {one.key: given(one) for one in scores}
    written = {
        (bid, code): given_of(after)
        for bid, code, _, after, verdict in record.rows
        if Verdict(verdict).writes
    }
    whole = same(digest(record.content), record.sha256)
    whose = held.manifest.pack == pack.id and same(held.manifest.signing_key, pack.return_key)
    return whole and whose and all(said.get(key) == one for key, one in written.items())
