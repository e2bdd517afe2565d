"""A paper sheet as two people typed it in: as values, and as JSON for the record. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from starapp.evaluation.moderation import LONGEST_REASON
from starapp.evaluation.result import ScoreState
from starapp.foundation.canonical import Json, canonical_json
from starapp.foundation.exact import plain
from starapp.foundation.problems import Problem, refuse
from starapp.panel.double_entry import Discrepancy, discrepancies
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.strict_fields import Fields, parse
from starapp.panel.working_copy import Key

FORMAT = 1
LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One person's typing of a sheet.

    Attributes:
        number: 1 or 2.
        signed: the declaration on the paper is signed.
    """

    number: int
    person_id: str
    person: str
    made: datetime
    signed: bool
    scores: tuple[ReturnedScore, ...]


def open_differences(entries: Iterable[PaperEntry]) -> tuple[Discrepancy, ...]:
    """Where two entries differ; nothing while there is only one."""
    told = tuple(entries)
    return discrepancies(told[0].scores, told[1].scores) if len(told) == 2 else ()


def typing_problems(
    scores: Iterable[ReturnedScore], *, wanted: Iterable[Key], allowed: Iterable[Decimal]
) -> tuple[Problem, ...]:
    """What is wrong with what was typed, row by row."""
    asked, scale = set(wanted), tuple(allowed)
    found: list[Problem] = []
    seen: set[Key] = set()
    for one in scores:
        where, place = f"Bid {one.bid}, {one.code}", f"{one.bid}.{one.code}"
        if one.key not in asked:
            found.append(Problem(place, f"{where} is not on this sheet.", "unknown"))
        elif one.key in seen:
            found.append(Problem(place, f"{where} was typed twice.", "twice"))
        elif one.score is not None and one.score not in scale:
            words = f"{where}: {plain(one.score)} is not a score of the scale."
            found.append(Problem(place, words, "score"))
        elif len(one.reason) > LONGEST_REASON:
            words = f"{where}: shorten the reason to {LONGEST_REASON:,} characters."
            found.append(Problem(place, words, "too_long"))
        seen.add(one.key)
    return tuple(found)


def stored_scores(scores: Iterable[ReturnedScore]) -> list[Json]:
    """Scores as the record keeps them: letter, question, state, score, reason, talk about it."""
    return [
        [
            one.bid,
            one.code,
            one.state.value,
            None if one.score is None else plain(one.score),
            one.reason,
            one.discuss,
        ]
        for one in sorted(scores, key=lambda one: one.key)
    ]


def scores_of(stored: Any) -> tuple[ReturnedScore, ...]:  # noqa: ANN401 - JSON has no types
    """Scores of the record as values again."""
    return tuple(
        ReturnedScore(
            bid,
            code,
            ScoreState(state),
            None if score is None else Decimal(score),
            reason,
            discuss=bool(discuss),
        )
        for bid, code, state, score, reason, discuss in stored
    )


def paper_bytes(
    pack_id: str, entries: Iterable[PaperEntry], scores: Iterable[ReturnedScore]
) -> bytes:
    """Both entries and what was settled, as the bytes the record keeps."""
    told: Mapping[str, object] = {
        "format": FORMAT,
        "kind": "paper",
        "pack": pack_id,
        "entries": [
            {
                "number": one.number,
                "person": one.person,
                "made": one.made,
                "signed": one.signed,
                "scores": stored_scores(one.scores),
            }
            for one in entries
        ],
        "scores": stored_scores(scores),
    }
    return canonical_json(told).encode()


def scores_on_paper(data: bytes, pack_id: str) -> tuple[ReturnedScore, ...]:
    """What was settled from a sheet, from the bytes of the record.

    Raises:
        CannotDo: they are not what was kept.
    """
    stored = parse(data, most=LARGEST)
    fields = Fields(stored, "", "format", "kind", "pack", "entries", "scores")
    if fields.raw("kind") != "paper" or fields.raw("pack") != pack_id:
        raise refuse("file", "This is not what was typed from the sheet.", "kind")
    try:
        return scores_of(fields.raw("scores"))
    except (TypeError, ValueError, ArithmeticError):
        raise refuse("file", "What was typed from the sheet is damaged.", "damaged") from None
