"""Gathers what one member needs to score: their questions, the bids by letter, and nothing else.

No price and no price rule, no name of another member, nothing of the package that only the chosen
provider is told.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from sqlalchemy.orm import Session

from starapp.bids.queries import StoredDocument, answers, document_content, documents
from starapp.competitions.queries import competition
from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, PriceRule
from starapp.evaluation.panel_facts import bids_in_play, seat_value, stored_seat
from starapp.evaluation.returned_scores import wanted_of_seat
from starapp.evaluation.score_sheet_queries import shown_names
from starapp.evaluation.seats import Seat
from starapp.foundation.dates import at_london
from starapp.foundation.problems import Problem
from starapp.organisation.queries import person
from starapp.panel.pack_file import document_part
from starapp.panel.pack_format import PackedDocument, ScorePack
from starapp.panel.practice_queries import open_practice

DECLARATION = (
    "I have no interest in any of these bidders, or the chair knows of it and lets me score.",
    "I score alone. I speak with nobody about the bids until moderation.",
    "I keep this pack, its passphrase and my scores to myself.",
    "I tell the chair at once when an interest comes up.",
)
"""What a member confirms before they score (Procurement Act 2023 ss.81 to 83)."""
LAST_MINUTE = time(23, 59)
_PRICED = re.compile(r"pric|cost|rate|fee|budget|financ|invoice|£", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PackKeys:
    """The keys a pack is made with.

    Attributes:
        return_key: private, signs the member's score files.
        sealing_key: public, of the workspace.
    """

    return_key: bytes
    sealing_key: str


def gathered_pack(
    session: Session,
    *,
    seat_id: str,
    identity: str,
    number: int,
    keys: PackKeys,
    moment: datetime,
    deadline: datetime | None,
    document_ids: Collection[str],
) -> tuple[ScorePack, dict[str, bytes]]:
    """The pack of one member and the bytes of its documents by part."""
    seat = seat_value(stored_seat(session, seat_id))
    place = competition(session, seat.competition_id)
    letters = {bid.id: bid.label for bid in bids_in_play(session, place.id)}
    wanted = wanted_of_seat(session, seat_id)
    asked = tuple(bid for bid in letters if any(bid == one for one, _ in wanted))
    codes = tuple(dict.fromkeys(code for _, code in wanted))
    in_play = [bid for bid in bids_in_play(session, place.id) if bid.id in asked]
    names = shown_names(session, place.id, in_play)
    practice = open_practice(session, place.id) or ()
    packed, parts = _packed(session, asked, letters, document_ids)
    pack = ScorePack(
        identity=identity,
        number=number,
        reference=place.reference,
        title=place.title,
        member=person(session, seat.person_id).name,
        role=seat.title(place.model),
        issued=moment,
        deadline=deadline,
        declaration=DECLARATION,
        model=scoring_part(place.model, seat, (*codes, *practice[:1])),
        rules_seal=place.model_fingerprint,
        bids=tuple(letters[bid] for bid in asked),
        wanted=tuple((letters[bid], code) for bid, code in wanted),
        answers=_answers(session, asked, letters, wanted),
        documents=packed,
        return_key=keys.return_key.hex(),
        sealing_key=keys.sealing_key,
        practice=(practice[0], practice[1]) if practice else None,
        names=tuple(sorted((letters[bid], name) for bid, name in names.items())),
    )
    return pack, parts


def scoring_part(model: EvaluationModel, seat: Seat, codes: Collection[str]) -> EvaluationModel:
    """The part of the rules a member scores by: their questions, sections above them, the scale."""
    own = set(seat.roles)
    above = {model.criterion(code).parent for code in codes}
    while new := {model.criterion(code).parent for code in above if code} - above:
        above |= new

    def seen(criterion: Criterion) -> Criterion:
        return replace(criterion, roles=tuple(role for role in criterion.roles if role in own))

    return replace(
        model,
        criteria=tuple(
            seen(one)
            for one in model.criteria
            if one.code in codes or (one.kind is Kind.SECTION and one.code in above)
        ),
        roles=tuple(role for role in model.roles if role.code in own),
        price=PriceRule(),
        tie_break=(),
    )


def default_deadline(session: Session, competition_id: str) -> datetime | None:
    """The end of the day scores are due by the timetable; None where none was set."""
    day = competition(session, competition_id).timetable.scoring_by
    return at_london(day, LAST_MINUTE) if day else None


def offered_documents(session: Session, competition_id: str) -> tuple[StoredDocument, ...]:
    """The documents of the bids in play that may go into packs, bid by bid."""
    return tuple(
        one
        for bid in bids_in_play(session, competition_id)
        for one in documents(session, bid.id)
        if not _PRICED.search(one.name)
    )


def document_problems(
    session: Session, competition_id: str, document_ids: Collection[str]
) -> tuple[Problem, ...]:
    """Why chosen documents cannot go into packs."""
    offered = {one.id for one in offered_documents(session, competition_id)}
    if offered.issuperset(document_ids):
        return ()
    words = (
        "A chosen document is not of a bid in play, or its name says that it holds prices. Take it "
        "out."
    )
    return (Problem("documents", words, "document"),)


def _answers(
    session: Session,
    asked: Collection[str],
    letters: Mapping[str, str],
    wanted: Collection[tuple[str, str]],
) -> tuple[tuple[str, str, str], ...]:
    texts = {bid: answers(session, bid) for bid in asked}
    return tuple(
        sorted((letters[bid], code, texts[bid][code]) for bid, code in wanted if code in texts[bid])
    )


def _packed(
    session: Session,
    asked: Collection[str],
    letters: Mapping[str, str],
    document_ids: Collection[str],
) -> tuple[tuple[PackedDocument, ...], dict[str, bytes]]:
    chosen = [
        (letters[bid], one)
        for bid in asked
        for one in documents(session, bid)
        if one.id in set(document_ids)
    ]
    packed = tuple(
        PackedDocument(letter, one.name, document_part(number), one.size, one.sha256)
        for number, (letter, one) in enumerate(chosen, start=1)
    )
    parts = {
        stands.part: document_content(session, one.id)
        for stands, (_, one) in zip(packed, chosen, strict=True)
    }
    return packed, parts
