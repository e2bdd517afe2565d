"""What the card of score packs shows: each member, the pack they have, and the files they gave back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from starapp.bids.queries import StoredDocument
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.foundation.problems import Problem
from starapp.panel.pack_queries import TakenFile, issued_packs, pack_problems, taken_files
from starapp.panel.queries import members
from starapp.panel.ways import Way
from starapp.panel.write_pack import offered_documents


@dataclass(frozen=True, slots=True)
class PackRow:
    """One member who scores.

    Attributes:
        number: of the pack they have; 0 for none.
        files: how many of their score files count.
        newest: the last file that counts, or None.
        way: how they score; a sealed file until something else was given out.
    """

    seat_id: str
    member: str
    title: str
    number: int
    issued: datetime | None
    deadline: datetime | None
    done: int
    wanted: int
    files: int
    newest: TakenFile | None
    way: Way = Way.FILE

    @property
    def state(self) -> str:
        """In a word: not issued, out, part-done, back."""
        if self.done == self.wanted:
            return "back"
        if self.newest is not None:
            return "part-done"
        return "out" if self.number else "not issued"


@dataclass(frozen=True, slots=True)
class PacksView:
    """The whole card.

    Attributes:
        problems: why packs cannot be issued now.
        documents: those of the bids that may go into packs.
    """

    competition_id: str
    reference: str
    scoring: bool
    rows: tuple[PackRow, ...]
    files: tuple[TakenFile, ...]
    problems: tuple[Problem, ...]
    documents: tuple[StoredDocument, ...]


def packs_view(session: Session, competition_id: str) -> PacksView:
    """Reads the card."""
    place = competition(session, competition_id)
    scoring = place.state is State.SCORING
    files = taken_files(session, competition_id)
    packs = {one.seat_id: one for one in issued_packs(session, competition_id) if not one.replaced}
    rows = []
    for member in members(session, competition_id):
        if member.seat.chairs or not member.wanted:
            continue
        pack = packs.get(member.seat.id)
        counting = [one for one in files if one.seat_id == member.seat.id and not one.undone]
        rows.append(
            PackRow(
                member.seat.id,
                member.person.name,
                member.title,
                pack.number if pack else 0,
                pack.issued if pack else None,
                pack.deadline if pack else None,
                member.done,
                member.wanted,
                len(counting),
                counting[-1] if counting else None,
                pack.way if pack else Way.FILE,
            )
        )
    return PacksView(
        competition_id,
        place.reference,
        scoring,
        tuple(rows),
        files,
        pack_problems(session, competition_id) if scoring else (),
        offered_documents(session, competition_id) if scoring else (),
    )
