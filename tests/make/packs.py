"""Score packs with invented content, as values and as files."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, Level, Part
from starapp.evaluation.result import ScoreState
from starapp.panel.pack_facts import OpenedPack
from starapp.panel.pack_file import document_part, open_pack, pack_bytes
from starapp.panel.pack_format import PackedDocument, ScorePack
from starapp.panel.sealing import public_sealing_key
from starapp.panel.working_copy import Kept, Key, Work

PASSPHRASE = "kfrm-7wpt-hq4x-8dnb"
SIGNING_KEY = bytes(range(32))
SEALING_KEY = bytes(range(32, 64))
RETURN_KEY = bytes(range(64, 96))
ISSUED = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
MADE = datetime(2026, 9, 10, 15, 30, tzinfo=UTC)
RULES = "ab" * 32

SCALE = tuple(
    Level(Decimal(score), label, f"An answer that is {label.lower()}.", label)
    for score, label in enumerate(("None", "Poor", "Fair", "Good", "Excellent"))
)


def question(code: str, **changed: object) -> Criterion:
    """One written question."""
    made = Criterion(
        code, f"Question {code}", Kind.SCORED, Part.QUALITY, "quality", Decimal(20),
        question=f"How would you do {code}?", roles=("E1",), plain_question=f"What about {code}?",
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type] # fields of a criterion


def pack_model(codes: tuple[str, ...]) -> EvaluationModel:
    """The part of the rules that stands in a pack."""
    section = Criterion("quality", "Quality", Kind.SECTION, Part.QUALITY)
    return EvaluationModel("Rules", (section, *(question(code) for code in codes)), SCALE)


def score_pack(
    *,
    member: str = "Amina Yusuf",
    bids: tuple[str, ...] = ("A", "B"),
    codes: tuple[str, ...] = ("Q1", "Q2"),
    documents: Mapping[str, bytes] | None = None,
    **changed: object,
) -> ScorePack:
    """A pack of two bids and two questions unless told otherwise."""
    attached = documents or {}
    made = ScorePack(
        identity=hashlib.sha256(member.encode()).hexdigest()[:32],
        number=1,
        reference="NV-07",
        title="Supported living at Northvale",
        member=member,
        role="Nurse",
        issued=ISSUED,
        deadline=datetime(2026, 9, 14, 16, 0, tzinfo=UTC),
        declaration=("I have no interest in any of the bidders.", "I score alone."),
        model=pack_model(codes),
        rules_seal=RULES,
        bids=bids,
        wanted=tuple((bid, code) for code in codes for bid in bids),
        answers=tuple((bid, code, f"{bid} answers {code}.") for bid in bids for code in codes),
        documents=tuple(
            PackedDocument(
                bids[number % len(bids)], name, document_part(number + 1), len(data),
                hashlib.sha256(data).hexdigest(),
            )
            for number, (name, data) in enumerate(attached.items())
        ),
        return_key=RETURN_KEY.hex(),
        sealing_key=public_sealing_key(SEALING_KEY),
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type] # fields of a pack


def pack_file(folder: Path, pack: ScorePack, documents: Mapping[str, bytes] | None = None) -> Path:
    """A pack on the disk."""
    parts = {
        one.part: data for one, data in zip(pack.documents, (documents or {}).values(), strict=True)
    }
    path = folder / f"{pack.member}.starpack"
    data = pack_bytes(pack, parts, passphrase=PASSPHRASE, signing_key=SIGNING_KEY)
    path.write_bytes(data)
    return path


def opened(folder: Path, pack: ScorePack | None = None) -> OpenedPack:
    """A pack written and opened."""
    return open_pack(pack_file(folder, pack or score_pack()), PASSPHRASE)


def work_of(pack: ScorePack, scores: Mapping[Key, Kept] | None = None) -> Work:
    """Finished work, or the scores given."""
    all_good = {
        key: Kept(ScoreState.SCORED, "3", f"Bid {key[0]} says how in {key[1]}.")
        for key in pack.wanted
    }
    answers = all_good if scores is None else scores
    return Work(pack.identity, "2026-09-02T08:00:00+00:00", revision=len(answers), answers=answers)
