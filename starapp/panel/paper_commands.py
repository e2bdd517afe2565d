"""Types paper score sheets in: twice, by two people; written when every difference is settled."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from starapp.competitions.queries import competition
from starapp.competitions.stages import Action, require
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import raise_if, refuse
from starapp.history.history import actor, note, now
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.pack_queries import require_pack_office
from starapp.panel.paper_entries import stored_scores, typing_problems
from starapp.panel.paper_queries import open_entries, paper_preview
from starapp.panel.records import PackRecord, PaperEntryRecord
from starapp.panel.return_commands import take
from starapp.panel.ways import Way
from starapp.panel.working_copy import Key

TOUCHED = ("panel", "packs")


def type_in(
    session: Session, *, pack_id: str, scores: Iterable[ReturnedScore], signed: bool
) -> Change:
    """Keeps what one person typed from a sheet; typing again replaces their own entry.

    Args:
        session: writing.
        pack_id: of the sheet.
        scores: what stands on the paper; empty rows are left out.
        signed: the declaration on the paper is signed.

    Raises:
        CannotDo: two other people typed it, or with one problem for each row that is wrong.
    """
    pack = _sheet_out(session, pack_id)
    told = tuple(scores)
    model = competition(session, pack.competition_id).model
    wanted = [(letter, code) for letter, code in pack.wanted]
    raise_if(typing_problems(told, wanted=wanted, allowed=model.scores))
    who = actor(session)
    entries = open_entries(session, pack_id)
    own = next((one for one in entries if one.person_id == who.person_id), None)
    if own is None and len(entries) == 2:
        words = f"{entries[0].person_name} and {entries[1].person_name} typed this sheet already."
        raise refuse("", words, "two_entries")
    if own is None:
        own = PaperEntryRecord(
            pack_id=pack_id,
            number=len(entries) + 1,
            person_id=who.person_id,
            person_name=who.name,
        )
        session.add(own)
    own.rows, own.signed, own.made = stored_scores(told), signed, now(session)
    session.flush()
    note(
        session, f"paper sheet of {pack.member} typed in, entry {own.number}: {len(told)} answers",
        about=("seat", pack.seat_id), competition_id=pack.competition_id,
    )  # fmt: skip
    return changed(f"{pack.member}: {len(told)} answers kept", *TOUCHED, made=own.id)


def settle(
    session: Session,
    *,
    pack_id: str,
    settled: Mapping[Key, ReturnedScore | None],
    decided: Mapping[Key, bool] | None = None,
) -> Change:
    """Writes a sheet that two people typed, as a score file is written.

    Args:
        session: writing.
        pack_id: of the sheet.
        settled: for each difference what stands on the paper; None for nothing.
        decided: for each row that needs a decision, whether the sheet's score counts.

    Raises:
        CannotDo: an entry is missing, a difference is open, or the scores cannot be taken.
    """
    pack = _sheet_out(session, pack_id)
    model = competition(session, pack.competition_id).model
    wanted = [(letter, code) for letter, code in pack.wanted]
    chosen = [one for one in settled.values() if one is not None]
    raise_if(typing_problems(chosen, wanted=wanted, allowed=model.scores))
    found, data = paper_preview(session, pack_id, settled=settled, decided=decided)
    entries = open_entries(session, pack_id)
    names = " and ".join(one.person_name for one in entries)
    change = take(session, found, data=data, file_name=f"Paper sheet, typed by {names}")
    for one in entries:
        one.dropped = now(session)
    return change


def start_again(session: Session, *, pack_id: str, reason: str) -> Change:
    """Clears what was typed of a sheet, to type it anew; what was written before stays.

    Raises:
        CannotDo: nothing was typed, or no reason.
    """
    pack = _sheet_out(session, pack_id)
    entries = open_entries(session, pack_id)
    if not entries:
        raise refuse("", "Nothing of this sheet was typed yet.", "nothing")
    if not reason.strip():
        raise refuse("reason", "Write why the sheet is typed again.", "no_reason")
    for one in entries:
        one.dropped = now(session)
    note(
        session, f"paper sheet of {pack.member} is typed again",
        about=("seat", pack.seat_id), reason=reason.strip(), competition_id=pack.competition_id,
    )  # fmt: skip
    return changed(f"{pack.member}: the sheet can be typed again", *TOUCHED)


def _sheet_out(session: Session, pack_id: str) -> PackRecord:
    """A sheet that may be typed now.

    Raises:
        CannotDo: scoring is closed, the person may not, or the sheet does not count any more.
    """
    pack = session.get(PackRecord, pack_id)
    if pack is None or pack.way is not Way.PAPER:
        raise refuse("", "This is no paper sheet.", "gone")
    require(session, pack.competition_id, Action.SCORE)
    require_pack_office(session, pack.competition_id)
    if pack.replaced is not None:
        words = f"{pack.member} was given something newer since. This sheet counts no more."
        raise refuse("", words, "replaced")
    return pack
