"""Issues letters: all at one moment, from locked data, each stored with its hash."""

import hashlib

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.awards.commands import stored_award
from starapp.awards.decision_rules import issued_words
from starapp.competitions.competition import State
from starapp.competitions.stages import Action, move, require, require_organiser
from starapp.documents.stored import to_json
from starapp.documents.to_pdf import page_count, to_pdf
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import Problem, raise_if
from starapp.history.history import actor, note, now
from starapp.letters.queries import DraftLetter, drafts
from starapp.letters.records import LetterRecord


def issue_letters(session: Session, *, competition_id: str) -> Change:
    """Issues every letter of the competition at one moment (Procurement Regulations 2024 reg. 31(4)).

    Raises:
        CannotDo: not signed off, no day for the notice, a letter with a gap or with a name that
            must not leave; names every one.
    """
    require_organiser(session)
    require(session, competition_id, Action.ISSUE_LETTERS)
    award = stored_award(session, competition_id)
    problems: list[Problem] = []
    if award.notice_day is None:
        problems.append(
            Problem("notice_day", "Choose the day the award notice is published.", "notice")
        )
    ready = drafts(session, competition_id)
    raise_if([*problems, *(problem for draft in ready for problem in draft.problems)])
    first = _last_number(session, competition_id) + 1
    for number, draft in enumerate(ready, first):
        _store(session, competition_id, draft, number)
    move(session, competition_id, State.ISSUED)
    said = issued_words(len(ready))
    note(
        session,
        said,
        about=("competition", competition_id),
        competition_id=competition_id,
    )
    return changed(said, "letters", "awards", "competitions")


def _store(session: Session, competition_id: str, draft: DraftLetter, number: int) -> None:
    pdf = to_pdf(draft.document, moment=now(session))
    who = actor(session)
    session.add(
        LetterRecord(
            competition_id=competition_id,
            bid_id=draft.bid_id,
            provider_id=draft.provider_id,
            provider_name=draft.provider_name,
            kind=draft.kind.value,
            number=number,
            title=draft.document.title,
            blocks=to_json(draft.document),
            pdf=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
            pages=page_count(pdf),
            issued_by=who.person_id,
            issued_by_name=who.name,
            issued_at=now(session),
        )
    )


def _last_number(session: Session, competition_id: str) -> int:
    query = select(func.max(LetterRecord.number)).where(
        LetterRecord.competition_id == competition_id
    )
    return session.scalar(query) or 0


def record_printing(session: Session, *, competition_id: str, count: int) -> Change:
    """Writes into the history who sent how many letters to a printer, and when."""
    words = f"{'1 letter' if count == 1 else f'{count} letters'} sent to a printer"
    note(session, words, about=("competition", competition_id), competition_id=competition_id)
    return changed(words)
