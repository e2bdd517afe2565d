"""What screens read of paper sheets: which are out, who typed them, and where two entries differ."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.competitions.queries import competition
from starapp.criteria.evaluation_model import EvaluationModel
from starapp.foundation.problems import refuse
from starapp.history.history import now
from starapp.panel.double_entry import Discrepancy, settled_scores
from starapp.panel.pack_format import ReturnedScore, ScoreReturn
from starapp.panel.pack_queries import ReturnPreview, desk_of, issued_pack, issued_packs, judged
from starapp.panel.paper_entries import PaperEntry, open_differences, paper_bytes, scores_of
from starapp.panel.read_return import IssuedPack, ReturnReport, looked_at
from starapp.panel.records import PaperEntryRecord
from starapp.panel.sealing import digest
from starapp.panel.ways import Way
from starapp.panel.working_copy import Key


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A sheet that is out.

    Attributes:
        entries: typed and not settled yet, at most two. Another person's entry has no scores until
            both are there, so that nobody types what they read.
        differences: where the two differ; empty before both are there.
    """

    pack: IssuedPack
    model: EvaluationModel
    entries: tuple[PaperEntry, ...]
    differences: tuple[Discrepancy, ...]

    @property
    def complete(self) -> bool:
        """Tells whether two people typed it."""
        return len(self.entries) == 2

    def own(self, person_id: str) -> PaperEntry | None:
        """What one person typed."""
        return next((one for one in self.entries if one.person_id == person_id), None)


def open_entries(session: Session, pack_id: str) -> tuple[PaperEntryRecord, ...]:
    """What was typed of a sheet and is not settled yet, for commands of this capability."""
    query = (
        select(PaperEntryRecord)
        .where(PaperEntryRecord.pack_id == pack_id, PaperEntryRecord.dropped.is_(None))
        .order_by(PaperEntryRecord.number)
    )
    return tuple(session.scalars(query))


def paper_entry(record: PaperEntryRecord) -> PaperEntry:
    """The value of a stored entry."""
    return PaperEntry(
        record.number,
        record.person_id,
        record.person_name,
        record.made,
        record.signed,
        scores_of(record.rows),
    )


def paper_sheets(
    session: Session, competition_id: str, *, person_id: str
) -> tuple[PaperSheet, ...]:
    """Every sheet that is out and counts, as one person may see it."""
    model = competition(session, competition_id).model
    return tuple(
        _sheet(session, one, model, person_id)
        for one in issued_packs(session, competition_id)
        if one.way is Way.PAPER and not one.replaced
    )


def _sheet(
    session: Session, pack: IssuedPack, model: EvaluationModel, person_id: str
) -> PaperSheet:
    entries = tuple(paper_entry(one) for one in open_entries(session, pack.id))
    if len(entries) < 2:
        seen = tuple(
            one if one.person_id == person_id else replace(one, scores=()) for one in entries
        )
        return PaperSheet(pack, model, seen, ())
    return PaperSheet(pack, model, entries, open_differences(entries))


def paper_preview(
    session: Session,
    pack_id: str,
    *,
    settled: Mapping[Key, ReturnedScore | None],
    decided: Mapping[Key, bool] | None = None,
) -> tuple[ReturnPreview, bytes]:
    """What writing a sheet would do, and the bytes the record would keep; nothing is written.

    Raises:
        CannotDo: two people have not typed it yet, or a difference is not settled.
    """
    pack = issued_pack(session, pack_id)
    entries = tuple(paper_entry(one) for one in open_entries(session, pack_id))
    if len(entries) < 2:
        words = "A sheet is written once two people have typed it."
        raise refuse("", words, "one_entry")
    waiting = [one for one in open_differences(entries) if one.key not in settled]
    if waiting:
        bid, code = waiting[0].key
        words = f"Look at the paper again for Bid {bid}, {code}: the two entries differ."
        raise refuse(f"{bid}.{code}", words, "differs")
    scores = settled_scores(entries[0].scores, entries[1].scores, settled)
    data = paper_bytes(pack_id, entries, scores)
    return judged(session, _report(session, pack, entries, scores, data), decided=decided), data


def _report(
    session: Session,
    pack: IssuedPack,
    entries: tuple[PaperEntry, ...],
    scores: tuple[ReturnedScore, ...],
    data: bytes,
) -> ReturnReport:
    """The same checks as for a score file; a later sheet counts as later."""
    moment = now(session)
    done = {one.key for one in scores if one.done}
    returned = ScoreReturn(
        pack=pack.id,
        reference=pack.reference,
        member=pack.member,
        rules_seal=pack.rules_seal,
        revision=len(pack.taken),
        made=moment,
        confirmed=None,
        finished=set(pack.wanted) <= done,
        scores=scores,
        declared=all(one.signed for one in entries),
    )
    desk = desk_of(session, pack.competition_id)
    return looked_at(returned, pack, desk, digest(data))
