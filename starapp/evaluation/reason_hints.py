"""What a scorer may want to mend in a reason while writing it; it advises and never stops anyone.

Reasons that only paraphrase the scale lost Woods v Milton Keynes [2015] EWHC 2011 (TCC); reasons
that did not show how a score was reached lost Lancashire Care v Lancashire CC [2018] EWHC 1589
(TCC). A bid is judged by what it says, not by other bids and not by what somebody knows.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.moderation import repeats_scale
from starapp.foundation.reasons import ENOUGH_WORDS, word_count, words_said

_OTHER_BID = re.compile(r"\bbid ([A-Z])\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b((better|worse|stronger|weaker|more|less) than (the |any |all )?(others?|rest|bids?)"
    r"|compared (to|with) (the |other )?\w+|(best|worst|strongest|weakest) of (the|all|these)"
    r"|than (the )?other (bids?|bidders?|providers?))\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b((I|we) (already )?(know|knew)|in (my|our) experience|I('ve| have) (heard|seen|worked)"
    r"|heard (that|about|from)|reputation|known for|(last|previous|earlier|current) contract"
    r"|used them before|worked with them|their website|as always)\b",
    re.IGNORECASE,
)

_MOVED = re.compile(r"\b(moved (up |down )?from|individual scores?)\b", re.IGNORECASE)


def agreed_hints(
    reason: str,
    *,
    model: EvaluationModel,
    score: Decimal | None,
    letter: str,
    others: Mapping[str, str],
) -> tuple[str, ...]:
    """The hints for a reason the panel agrees: those for a scorer, and that it goes into letters.

    ``others`` holds the agreed reasons for the same question of other bids, by letter.
    """
    found = reason_hints(reason, model=model, score=score, letter=letter, others=others)
    if _MOVED.search(reason):
        found += ("Who moved belongs in the note. The reason goes into letters.",)
    return found


def reason_hints(
    reason: str,
    *,
    model: EvaluationModel,
    score: Decimal | None,
    letter: str,
    others: Mapping[str, str],
) -> tuple[str, ...]:
    """Gives the hints for one reason, the most useful first; none for an empty reason.

    Args:
        reason: what is written.
        model: for the words of its scale.
        score: the score it explains, or None.
        letter: of the bid.
        others: reasons for the same question of other bids, by letter.
    """
    if not reason.strip():
        return ()
    return tuple(_hints(reason, model, score, letter, others))


def _hints(
    reason: str,
    model: EvaluationModel,
    score: Decimal | None,
    letter: str,
    others: Mapping[str, str],
) -> Iterator[str]:
    if word_count(reason) < ENOUGH_WORDS:
        yield f"{words_said(reason)}. Say what in the answer led to the score."
    if score is not None and repeats_scale(reason, model):
        yield "This repeats the words of the scale. Say what in the answer led to them."
    same = [other for other, text in others.items() if other != letter and _same(reason, text)]
    if same:
        yield f"The same words stand for Bid {same[0]}. Say what is in this answer."
    named = {found.upper() for found in _OTHER_BID.findall(reason)} - {letter.upper()}
    if named or _COMPARES.search(reason):
        yield "This compares bids. Score each answer against the scale, not against another bid."
    outside = _OUTSIDE.search(reason)
    if outside:
        yield (
            f"“{outside.group(0)}” sounds like something from outside the bid. Score only what is "
            "written."
        )


def _same(one: str, other: str) -> bool:
    return bool(one.strip()) and _squeezed(one) == _squeezed(other)


def _squeezed(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
