"""The compliance check of an opened bid: what the program sees, and what a person confirms. Pure.

A line that fails is a reason to ask the provider or to set the bid aside; nothing is set aside by
itself (Procurement Act 2023 s.19(3): may disregard).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from starapp.criteria.evaluation_model import EvaluationModel, Kind


class Outcome(StrEnum):
    """How one line came out."""

    PASSED = "passed"
    TO_SETTLE = "to settle"
    FAILED = "failed"


BY_HAND = (
    ("insurance", "Insurance is in force"),
    ("exclusions", "No exclusion ground; debarment list checked"),
    ("subcontractors", "Subcontractors named and checked"),
)
"""Lines of every bid that a person answers, beside one for each pass or fail question."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the check.

    Attributes:
        outcome: None while nobody has answered it.
        by_hand: a person answers it; otherwise it follows from the bid.
        words: what is missing or was found.
    """

    line: str
    title: str
    outcome: Outcome | None
    by_hand: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class BidContent:
    """What of a bid the check looks at; no amount is among it.

    Attributes:
        words: number of words per answered question.
        documents: how many files came with it.
        priced: codes of the rates given.
    """

    words: Mapping[str, int]
    documents: int
    priced: frozenset[str]


def check_lines(
    model: EvaluationModel,
    content: BidContent,
    *,
    wanted_rates: Mapping[str, str],
    answered: Mapping[str, tuple[Outcome, str]],
) -> tuple[CheckLine, ...]:
    """Gives every line of a bid's check in order.

    Args:
        model: the frozen evaluation model.
        content: what the bid holds.
        wanted_rates: name of each rate the price schedule asks for, by its code.
        answered: what people answered, by line.
    """
    lines = [
        _answers_line(model, content),
        _limits_line(model, content),
        _prices_line(content, wanted_rates),
        _line("documents", "Documents came with the bid", "" if content.documents else "No file"),
    ]
    asked = [*BY_HAND, *((c.code, c.title) for c in model.leaves(Kind.PASS_FAIL))]
    for line, title in asked:
        outcome, words = answered.get(line, (None, ""))
        lines.append(CheckLine(line, title, outcome, by_hand=True, words=words))
    return tuple(lines)


def hand_lines(model: EvaluationModel) -> frozenset[str]:
    """Names of the lines a person answers."""
    codes = {c.code for c in model.leaves(Kind.PASS_FAIL)}
    return frozenset(line for line, _ in BY_HAND) | codes


def _line(name: str, title: str, missing: str) -> CheckLine:
    outcome = Outcome.TO_SETTLE if missing else Outcome.PASSED
    return CheckLine(name, title, outcome, by_hand=False, words=missing)


def _answers_line(model: EvaluationModel, content: BidContent) -> CheckLine:
    missing = [
        c.code for c in model.leaves(Kind.SCORED) if c.written and not content.words.get(c.code)
    ]
    said = f"No answer to {', '.join(missing)}" if missing else ""
    return _line("answers", "Every question is answered", said)


def _limits_line(model: EvaluationModel, content: BidContent) -> CheckLine:
    over = [
        f"{c.code} has {content.words[c.code]} words, the limit is {c.word_limit}"
        for c in model.leaves(Kind.SCORED)
        if c.word_limit is not None and content.words.get(c.code, 0) > c.word_limit
    ]
    return _line("limits", "Answers keep to the word limits", "; ".join(over))


def _prices_line(content: BidContent, wanted: Mapping[str, str]) -> CheckLine:
    missing = [name for code, name in wanted.items() if code not in content.priced]
    said = f"No rate for {', '.join(missing)}" if missing else ""
    return _line("prices", "Every line of the price schedule has a rate", said)
