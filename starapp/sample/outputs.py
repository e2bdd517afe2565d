"""Writes the sample: the workspace, every document as PDF, and the result as JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from starapp.app import open_workspace
from starapp.awards.queries import award, standstill_on
from starapp.bids.bid import Bid, BidState
from starapp.bids.queries import bids
from starapp.competitions.publication import invitation_for
from starapp.competitions.queries import competition, extensions, invited, questions
from starapp.competitions.questions_document import questions_document
from starapp.criteria.evaluation_model import EvaluationModel, Kind, Part
from starapp.documents.to_pdf import to_pdf
from starapp.evaluation.queries import run
from starapp.evaluation.result import Placed, Reason
from starapp.foundation.exact import plain, points
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import write_whole
from starapp.letters.queries import issued, letter_pdf
from starapp.organisation.queries import letterhead
from starapp.reports.award_report import award_report
from starapp.sample.workspace import make_sample
from starapp.specifications.layers import Layer
from starapp.specifications.queries import document as specification_of


@dataclass(frozen=True, slots=True)
class Written:
    """One document of the sample."""

    kind: str
    recipient: str
    name: str
    pdf: bytes


def write_sample(folder: Path) -> Iterator[str]:
    """Writes ``sample.star``, ``documents`` and ``result.json`` into a folder; gives their names.

    Raises:
        Unavailable: when the folder cannot be written to or already holds a sample.
    """
    path = folder / "sample.star"
    if path.exists():
        raise Unavailable(f"There is already a sample in {folder}. Choose another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "documents").mkdir(exist_ok=True)
    except OSError as fault:
        raise Unavailable(f"STAR cannot write in {folder}. Choose another folder.") from fault
    ids = make_sample(path)
    yield str(path)
    workspace = open_workspace(path, read_only=True)
    try:
        with workspace.store.reading() as session:
            written = list(documents(session, ids))
            result = result_json(session, ids["competition"], written)
    finally:
        workspace.close()
    for one in written:
        write_whole(folder / one.name, one.pdf)
        yield str(folder / one.name)
    text = json.dumps(result, ensure_ascii=False, indent=1)
    write_whole(folder / "result.json", f"{text}\n".encode())
    yield str(folder / "result.json")


def documents(session: Session, ids: dict[str, str]) -> Iterator[Written]:
    """Every document of the finished competition, letters byte for byte as they were issued."""
    competition_id, package_id = ids["competition"], ids["package"]
    place = competition(session, competition_id)
    sent = place.timetable.invitation
    decided = award(session, competition_id)
    if sent is None or decided is None or decided.approved_at is None:
        raise ValueError("the sample is not finished")
    names = {Layer.BIDDERS: "for bidders", Layer.WINNER: "for the chosen provider"}
    for layer, words in names.items():
        found = specification_of(session, package_id, layer)
        name = f"documents/specification {words}.pdf"
        yield Written("specification", "", name, to_pdf(found, moment=sent))
    for one in invited(session, competition_id):
        letter = invitation_for(session, competition_id, one.provider_id)
        name = f"documents/invitation {one.provider_code}.pdf"
        yield Written("invitation", one.provider_code, name, to_pdf(letter, moment=sent))
    log = questions_document(
        place,
        questions(session, competition_id),
        extensions(session, competition_id),
        letterhead=letterhead(session, place.body_id),
    )
    yield Written("questions", "", "documents/questions and answers.pdf", _made(log, sent))
    report = award_report(session, competition_id)
    approved = decided.approved_at
    yield Written("report", "", "documents/award report.pdf", _made(report, approved))
    codes = {bid.id: bid.provider_code for bid in bids(session, competition_id)}
    for letter_row in issued(session, competition_id):
        code = codes[letter_row.bid_id]
        kind = letter_row.kind.value.replace(" ", "_")
        name = f"documents/letter {letter_row.kind.value} {code}.pdf"
        yield Written(kind, code, name, letter_pdf(session, letter_row.id))


def _made(document: Any, moment: datetime) -> bytes:  # noqa: ANN401 - any document
    return to_pdf(document, moment=moment)


def result_json(session: Session, competition_id: str, written: list[Written]) -> dict[str, Any]:
    """The result in figures: ranking, not ranked, late bids, standstill, documents."""
    place = competition(session, competition_id)
    latest = run(session, competition_id)
    known = {bid.id: bid for bid in bids(session, competition_id)}
    decided = award(session, competition_id)
    if decided is None or decided.notice_day is None:
        raise ValueError("the sample is not finished")
    wait = standstill_on(session, competition_id, decided.notice_day).period
    late = [bid.provider_code for bid in known.values() if bid.state is BidState.LATE]
    return {
        "competition": place.reference,
        "ranking": [_row(place.model, p, known[p.bid]) for p in latest.result.ranking],
        "not_ranked": [
            {
                "bid": known[one.bid].label,
                "provider": known[one.bid].provider_code,
                "reasons": [_reason(reason) for reason in one.reasons],
            }
            for one in latest.result.not_ranked
            if known[one.bid].state is not BidState.LATE
        ],
        "late": late,
        "standstill": {
            "first_day": wait.first_day.isoformat(),
            "last_day": wait.last_day.isoformat(),
            "earliest_signing": wait.earliest_signing.isoformat(),
        },
        "documents": [
            {"kind": one.kind, "recipient": one.recipient, "file": one.name} for one in written
        ],
    }


def _row(model: EvaluationModel, placed: Placed, bid: Bid) -> dict[str, Any]:
    def shown(part: Part) -> str:
        codes = [c.code for c in model.leaves() if c.part is part and c.kind is not Kind.PASS_FAIL]
        total = sum(placed.points[code] for code in codes)
        return points(total, model.rounding.places, model.rounding.mode)

    return {
        "bid": bid.label,
        "provider": bid.provider_code,
        "place": placed.place,
        "quality": shown(Part.QUALITY),
        "social_value": shown(Part.SOCIAL_VALUE),
        "price": shown(Part.PRICE),
        "total": points(placed.total, model.rounding.places, model.rounding.mode),
    }


def _reason(reason: Reason) -> dict[str, str]:
    found = {"code": reason.code}
    if reason.criterion:
        found["criterion"] = reason.criterion
    if reason.reached is not None:
        key = "score" if reason.code == "below_minimum" else "points"
        found[key] = points(reason.reached).rstrip("0").rstrip(".")
    if reason.minimum is not None:
        found["minimum"] = plain(reason.minimum)
    if reason.detail:
        found["detail"] = reason.detail
    return found
