"""What the award screen and the checker read of letters: drafts, issued letters, their hashes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from starapp.documents.blocks import Document, Gap, gaps
from starapp.foundation.dates import local_date
from starapp.foundation.problems import Problem
from starapp.history.history import now
from starapp.letters.gather import facts_for, signed_off
from starapp.letters.kinds import Kind, kind_of, letter
from starapp.letters.records import LetterRecord


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """A letter as it would be issued now."""

    bid_id: str
    provider_id: str
    provider_code: str
    provider_name: str
    kind: Kind
    document: Document
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """A letter as it was issued; its PDF is read apart."""

    id: str
    number: int
    bid_id: str
    provider_id: str
    provider_name: str
    kind: Kind
    title: str
    sha256: str
    pages: int
    issued_by: str
    issued_at: datetime


def drafts(session: Session, competition_id: str) -> tuple[DraftLetter, ...]:
    """Every letter as it would be issued today, winner first, then by kind and label.

    Raises:
        CannotDo: while the result is not signed off.
    """
    record = signed_off(session, competition_id, today=local_date(now(session)))
    found = []
    for bid in record.bids:
        facts = facts_for(session, record, bid)
        document = letter(facts)
        found.append(
            DraftLetter(
                bid_id=bid.id,
                provider_id=bid.provider_id,
                provider_code=bid.provider_code,
                provider_name=bid.provider_name,
                kind=kind_of(facts),
                document=document,
                gaps=gaps(document),
            )
        )
    order = list(Kind)
    places = {p.bid: p.place for p in record.latest.result.ranking}
    return tuple(
        sorted(
            found,
            key=lambda d: (order.index(d.kind), places.get(d.bid_id, len(places)), d.provider_name),
        )
    )


def issued(session: Session, competition_id: str) -> tuple[IssuedLetter, ...]:
    """Every issued letter of a competition in the order of issue."""
    query = (
        select(LetterRecord)
        .where(LetterRecord.competition_id == competition_id)
        .order_by(LetterRecord.number)
        .options(defer(LetterRecord.pdf), defer(LetterRecord.blocks))
    )
    return tuple(
        IssuedLetter(
            id=record.id,
            number=record.number,
            bid_id=record.bid_id,
            provider_id=record.provider_id,
            provider_name=record.provider_name,
            kind=Kind(record.kind),
            title=record.title,
            sha256=record.sha256,
            pages=record.pages,
            issued_by=record.issued_by_name,
            issued_at=record.issued_at,
        )
        for record in session.scalars(query)
    )


def letter_pdf(session: Session, letter_id: str) -> bytes:
    """The PDF of an issued letter, byte for byte as it was issued."""
    return session.get_one(LetterRecord, letter_id).pdf


def changed_letters(session: Session) -> Iterator[Problem]:
    """Gives a problem for each stored letter whose PDF no longer has the hash it was issued with."""
    for record in session.scalars(select(LetterRecord).order_by(LetterRecord.issued_at)):
        if hashlib.sha256(record.pdf).hexdigest() != record.sha256:
            yield Problem(
                f"letter {record.number}", f"{record.title} was changed after issue.", "letter"
            )
