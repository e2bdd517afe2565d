"""From several scores to one agreed score: how far apart they are, and what an agreement needs.

The mean is information for the discussion and is never the answer: averaging without moderation
or reasons was held unlawful in Bromcom v United Learning Trust [2022] EWHC 3262 (TCC).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind
from starapp.evaluation.ranking import failures
from starapp.evaluation.result import BidInput, ScoreState
from starapp.evaluation.weighting import score_points
from starapp.foundation.exact import Exact, plain
from starapp.foundation.problems import Problem
from starapp.foundation.reasons import says_too_little

LONGEST_REASON = 20_000
"""Characters; longer text is not a reason but a pasted document."""


@dataclass(frozen=True, slots=True)
class SeatScore:
    """What one member gave: a score only when the state is "scored"."""

    seat_id: str
    state: ScoreState
    score: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the panel is about to record for one question of one bid.

    Attributes:
        reason: goes into letters word for word, so it names no member and no member's score.
        note: what was discussed and who moved; stays in the record.
        agreed_by: seats of members who agree.
        differing: a note per seat of a member who does not agree.
    """

    state: ScoreState
    score: Decimal | None
    reason: str
    agreed_by: frozenset[str]
    differing: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A minimum that a bid already misses, whatever is still agreed.

    Attributes:
        reached: the score, or the points of a section.
    """

    criterion: str
    reached: Fraction
    minimum: Exact


def given(scores: Iterable[SeatScore]) -> tuple[Decimal, ...]:
    """The scores that are scores, lowest first; abstained and not applicable are left out."""
    return tuple(
        sorted(
            one.score for one in scores if one.state is ScoreState.SCORED and one.score is not None
        )
    )


def spread(scores: Iterable[SeatScore]) -> Decimal | None:
    """Points between the highest and the lowest score; None when nobody scored."""
    values = given(scores)
    return values[-1] - values[0] if values else None


def far_apart(scores: Iterable[SeatScore], flag: Decimal) -> bool:
    """Tells whether the scores are at least the model's number of points apart."""
    apart = spread(scores)
    return apart is not None and apart > 0 and apart >= flag


def mean(scores: Iterable[SeatScore]) -> Fraction | None:
    """The exact average, for information only; None when nobody scored."""
    values = given(scores)
    return sum((Fraction(value) for value in values), Fraction(0)) / len(values) if values else None


def common_score(scores: Iterable[SeatScore]) -> Decimal | None:
    """The score that all of two or more members gave; None when one differs or gave no score."""
    every = tuple(scores)
    values = given(every)
    if len(every) < 2 or len(values) != len(every) or values[0] != values[-1]:
        return None
    return values[0]


def agreement_problems(
    entry: Agreement,
    *,
    model: EvaluationModel,
    members: Mapping[str, str],
    absent: frozenset[str] = frozenset(),
) -> tuple[Problem, ...]:
    """What stops the agreement from being recorded.

    Args:
        entry: what was put in.
        model: for its scale and roles.
        members: a role title per seat of those who score the question.
        absent: those of them who are not in the room; they cannot agree, and need not say why.
    """
    found = list(_score_problems(entry, model))
    found.extend(_reason_problems(entry, model))
    if not entry.agreed_by & set(members):
        found.append(Problem("agrees", "Tick at least one member who agrees.", "nobody"))
    for seat, title in members.items():
        found.extend(_member_problems(entry, seat, title=title, away=seat in absent))
    found.extend(
        Problem(f"agrees.{seat}", "This person does not score this question.", "stranger")
        for seat in sorted((entry.agreed_by | set(entry.differing)) - set(members))
    )
    return tuple(found)


def _member_problems(entry: Agreement, seat: str, *, title: str, away: bool) -> Iterable[Problem]:
    agrees, why = seat in entry.agreed_by, entry.differing.get(seat, "").strip()
    if agrees and away:
        words = f"{title} is not in the room. Take the tick away, or record who is there again."
        yield Problem(f"agrees.{seat}", words, "absent")
    if agrees and why:
        words = f"{title} cannot agree and not agree. Take the tick or the words away."
        yield Problem(f"agrees.{seat}", words, "both")
    if not agrees and not why and not away:
        words = f"Tick {title}, or write why they do not agree."
        yield Problem(f"agrees.{seat}", words, "not_everyone")


def _score_problems(entry: Agreement, model: EvaluationModel) -> Iterable[Problem]:
    if entry.state is ScoreState.SCORED:
        if entry.score is None:
            yield Problem("score", "Choose the agreed score.", "no_score")
        elif entry.score not in model.scores:
            yield Problem("score", f"Choose {scale_words(model)}.", "off_scale")
    elif entry.score is not None:
        yield Problem("score", "An answer that is not scored has no score.", "score_and_state")
    elif entry.state is not ScoreState.NOT_APPLICABLE:
        yield Problem("score", "Choose the agreed score, or not applicable.", "no_score")


def _reason_problems(entry: Agreement, model: EvaluationModel) -> Iterable[Problem]:
    if not entry.reason.strip():
        yield Problem("reason", "Write the reason the panel agreed.", "no_reason")
    named = [
        role.code for role in model.roles if re.search(rf"\b{re.escape(role.code)}\b", entry.reason)
    ]
    if entry.reason.strip() and says_too_little(entry.reason):
        words = "Say in a sentence what in the answer led to the score: it goes into letters."
        yield Problem("reason", words, "short_reason")
    if named:
        yield Problem(
            "reason",
            f"Take {', '.join(named)} out of the reason: it goes into letters. "
            "Write who moved and what was discussed in the note.",
            "names_member",
        )
    for place, text in (("reason", entry.reason), ("note", entry.note)):
        if len(text) > LONGEST_REASON:
            words = f"Shorten this to {LONGEST_REASON:,} characters."
            yield Problem(place, words, "too_long")


def scale_words(model: EvaluationModel) -> str:
    """The scores of the scale in words: "0, 1, 2, 3, 4 or 5"."""
    texts = [plain(score) for score in model.scores]
    return ", ".join(texts[:-1]) + f" or {texts[-1]}" if len(texts) > 1 else texts[0]


def repeats_scale(reason: str, model: EvaluationModel) -> bool:
    """Tells whether nearly every word of a reason is a word of one level of the scale."""
    words = set(_plain_words(reason)) - _LITTLE
    if not words:
        return False
    for level in model.scale:
        own = set(_plain_words(f"{level.label} {level.meaning} {level.plain}"))
        if 5 * len(words & own) >= 4 * len(words):
            return True
    return False


_LITTLE = frozenset(
    {"a", "an", "and", "are", "as", "at", "but", "for", "in", "is", "it", "of", "on", "or"}
    | {"the", "this", "to", "was", "with"}
)


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def effect_against_mean(
    model: EvaluationModel, criterion: Criterion, *, score: Decimal, average: Fraction
) -> Fraction:
    """Points the agreed score adds or takes away compared with the average."""
    low, high = model.scores[0], model.scores[-1]
    whole = score_points(model, criterion.weight, high) - score_points(model, criterion.weight, low)
    return whole / Fraction(high - low) * (Fraction(score) - average)


def shortfalls(model: EvaluationModel, agreed: Mapping[str, Decimal]) -> tuple[Shortfall, ...]:
    """The minimums a bid misses already, whatever the scores that are still to be agreed.

    A section is compared once all its questions are agreed, as in the ranking.
    """
    return tuple(
        Shortfall(reason.criterion, reason.reached, reason.minimum)
        for reason in failures(model, BidInput("", scores=agreed))
        if reason.reached is not None and reason.minimum is not None
    )


def left_to_agree(
    model: EvaluationModel,
    *,
    bids: Iterable[str],
    agreed: Iterable[tuple[str, str]],
    stopped: Iterable[str],
) -> tuple[tuple[str, str], ...]:
    """Bid and question of every agreement still missing; bids not taken further need none."""
    done, out = set(agreed), set(stopped)
    return tuple(
        (bid, question.code)
        for question in model.leaves(Kind.SCORED)
        for bid in bids
        if bid not in out and (bid, question.code) not in done
    )
