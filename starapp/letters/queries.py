"""What the award screen and the checker read of letters: drafts, issued letters, their hashes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from starapp.bids.bid import Bid
from starapp.documents.blocks import Document
from starapp.evaluation.assurance_words import and_list
from starapp.evaluation.panel_facts import hidden_names
from starapp.evaluation.reason_checks import Hidden
from starapp.foundation.dates import local_date
from starapp.foundation.problems import Problem
from starapp.history.history import now
from starapp.letters.draft_checks import draft_problems, sign_problems
from starapp.letters.gather import SignedOff, facts_for, signed_off
from starapp.letters.kinds import Kind, kind_of, letter
from starapp.letters.letter_facts import AnyFacts
from starapp.letters.price_told import told, told_words
from starapp.letters.records import LetterRecord


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """A letter as it would be issued now.

    Attributes:
        problems: what keeps it from being issued, gaps among it.
        signs: characters that are printed as an empty box, with their place.
        tells: which other bidder's price its reader can work out, a sentence each.
    """

    bid_id: str
    provider_id: str
    provider_code: str
    provider_name: str
    kind: Kind
    document: Document
    problems: tuple[Problem, ...]
    signs: tuple[Problem, ...]
    tells: tuple[str, ...]


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
        hidden = _hidden(session, record, bid)
        found.append(
            DraftLetter(
                bid_id=bid.id,
                provider_id=bid.provider_id,
                provider_code=bid.provider_code,
                provider_name=bid.provider_name,
                kind=kind_of(facts),
                document=document,
                problems=tuple(draft_problems(facts, document, hidden, record.others_cost(bid))),
                signs=tuple(sign_problems(facts, document)),
                tells=_tells(record, bid, facts),
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


def _tells(record: SignedOff, bid: Bid, facts: AnyFacts) -> tuple[str, ...]:
    """Which other prices the letter gives away, with the names the letter does not tell."""
    found: dict[str, str] = {}
    for one in told(facts):
        names = and_list([other.provider_name for other in record.whose(one.whose, bid)])
        if names and names not in found:
            to = facts.common.recipient.name
            found[names] = told_words(one, to=to, whose=names, common=facts.common)
    return tuple(found.values())


def _hidden(session: Session, record: SignedOff, bid: Bid) -> Hidden:
    """Whose names the recipient must not read: other bidders, the panel and its seats."""
    names = hidden_names(session, record.place.id, bid)
    seats = tuple(role.code for role in record.place.model.roles)
    return replace(names, labels=(), seats=seats)


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
