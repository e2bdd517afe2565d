"""What a score file does to the scores that are there: row by row, nothing averaged or filled in.

A later file of the same member changes what an earlier one wrote. Where the score was written
another way since, somebody decides. What is not in a file never takes away what is there. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from starapp.evaluation.given_score import GivenScore
from starapp.evaluation.moderation import LONGEST_REASON
from starapp.evaluation.result import ScoreState
from starapp.foundation.exact import plain
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.working_copy import Key


class Verdict(StrEnum):
    """What becomes of one score of a file."""

    MERGED = "merged"
    UPDATED = "updated"
    NO_CHANGE = "no change"
    PART_DONE = "part-done"
    NEEDS_DECISION = "needs a decision"
    REFUSED = "refused"
    WAITING = "not written yet"

    @property
    def writes(self) -> bool:
        """Tells whether the score goes into the workspace."""
        return self in {Verdict.MERGED, Verdict.UPDATED}


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One answer of one bid: what was there, what the file says, and what becomes of it.

    Attributes:
        bid: the letter.
        was: None where nothing was there.
        returned: None where the file has nothing.
        words: why, in a sentence; empty where the verdict says it all.
        cure: what to do about it, or empty.
    """

    bid: str
    code: str
    was: GivenScore | None
    returned: GivenScore | None
    verdict: Verdict
    words: str = ""
    cure: str = ""
    discuss: bool = False

    @property
    def key(self) -> Key:
        """Bid and question."""
        return self.bid, self.code


@dataclass(frozen=True, slots=True)
class MergeGround:
    """What a file is held against.

    Attributes:
        wanted: what this member is asked for now, in order.
        closed: why a wanted score can no longer change, for those that cannot.
        allowed: the scores of the scale.
        stored: what the workspace has from this member.
        written: what earlier files of this member wrote last.
        order_known: False where the file's clock and its count of changes disagree with those
            of an earlier file, so that nobody can say which is later.
    """

    wanted: tuple[Key, ...]
    allowed: tuple[Decimal, ...]
    stored: Mapping[Key, GivenScore] = field(default_factory=dict)
    written: Mapping[Key, GivenScore] = field(default_factory=dict)
    closed: Mapping[Key, str] = field(default_factory=dict)
    order_known: bool = True


def merge(
    ground: MergeGround,
    scores: Iterable[ReturnedScore],
    decided: Mapping[Key, bool] | None = None,
    unread: Mapping[Key, str] | None = None,
) -> tuple[MergeRow, ...]:
    """Every wanted answer in order, then what the file has besides.

    Args:
        ground: what is there.
        scores: of the file.
        decided: for a row that needs a decision, whether the file's score counts.
        unread: answers that stand in the file and cannot be read, and why.
    """
    found = {one.key: one for one in scores}
    choices, left_out = decided or {}, unread or {}
    rows = [
        MergeRow(*key, ground.stored.get(key), None, Verdict.REFUSED, left_out[key])
        if key in left_out
        else _row(ground, key, found.get(key), choices)
        for key in ground.wanted
    ]
    rows += [
        _refused(ground, one, "This score is not asked for any more.", "Nothing needs doing.")
        for key, one in sorted(found.items())
        if key not in set(ground.wanted)
    ]
    return tuple(rows)


def held_back(rows: Iterable[MergeRow]) -> tuple[MergeRow, ...]:
    """Rows of a file of which nothing is taken until some cells of it are put right."""
    words = "It can be read. It is written once the cells named above are put right."
    return tuple(
        replace(row, verdict=Verdict.WAITING, words=words, cure="")
        if row.verdict.writes or row.verdict is Verdict.NEEDS_DECISION
        else row
        for row in rows
    )


def missing(ground: MergeGround, rows: Iterable[MergeRow]) -> tuple[Key, ...]:
    """The wanted answers that have no score after the rows are written, in order."""
    asked = set(ground.wanted)
    return tuple(
        row.key
        for row in rows
        if row.key in asked and not row.verdict.writes and (row.was is None or _is_nothing(row.was))
    )


def _row(
    ground: MergeGround, key: Key, one: ReturnedScore | None, decided: Mapping[Key, bool]
) -> MergeRow:
    was = ground.stored.get(key)
    if one is None:
        return _nothing(key, was)
    problem = _score_problem(ground, one)
    if problem is not None:
        return _refused(ground, one, *problem)
    new = given(one)
    if not one.done:
        return _row_of(one, was, Verdict.PART_DONE, "The score or its reason is missing.", WAIT)
    if new == was:
        return _row_of(one, was, Verdict.NO_CHANGE)
    if key in ground.closed:
        return _refused(ground, one, ground.closed[key], "The score that is there stays.")
    if was is None or _is_nothing(was):
        return _row_of(one, was, Verdict.MERGED)
    return _changed(ground, one, was, choice=decided.get(key))


def _changed(
    ground: MergeGround, one: ReturnedScore, was: GivenScore, *, choice: bool | None
) -> MergeRow:
    """A score that differs from the one that is there."""
    if was == ground.written.get(one.key) and ground.order_known:
        return _row_of(one, was, Verdict.UPDATED)
    if choice is True:
        return _row_of(one, was, Verdict.UPDATED, "It was decided that the file counts.")
    if choice is False:
        words = "It was decided that the score in the workspace stays."
        return _row_of(one, was, Verdict.NO_CHANGE, words)
    words = (
        "The score in the workspace was not written by an earlier file."
        if ground.order_known
        else "Nobody can tell from the files which of the two scores is later."
    )
    return _row_of(
        one, was, Verdict.NEEDS_DECISION, words, "Ask the panel member which of the two counts."
    )


WAIT = "Ask the panel member to finish it and to hand in another file."


def _nothing(key: Key, was: GivenScore | None) -> MergeRow:
    bid, code = key
    if was is None or _is_nothing(was):
        return MergeRow(bid, code, was, None, Verdict.PART_DONE, "Not scored yet.", WAIT)
    words = "The file has no score here. The score that is there stays."
    return MergeRow(bid, code, was, None, Verdict.NO_CHANGE, words)


def _score_problem(ground: MergeGround, one: ReturnedScore) -> tuple[str, str] | None:
    if one.score is not None and one.score not in ground.allowed:
        scale = ", ".join(plain(score) for score in ground.allowed)
        return (
            f"{plain(one.score)} is not a score of the scale.",
            f"Ask the panel member to choose one of {scale}.",
        )
    if len(one.reason) > LONGEST_REASON:
        return (
            f"The reason is longer than {LONGEST_REASON:,} characters.",
            "Ask the panel member to shorten it.",
        )
    return None


def _refused(ground: MergeGround, one: ReturnedScore, words: str, cure: str) -> MergeRow:
    return _row_of(one, ground.stored.get(one.key), Verdict.REFUSED, words, cure)


def _row_of(
    one: ReturnedScore, was: GivenScore | None, verdict: Verdict, words: str = "", cure: str = ""
) -> MergeRow:
    return MergeRow(one.bid, one.code, was, given(one), verdict, words, cure, one.discuss)


def given(one: ReturnedScore) -> GivenScore:
    """A score of a file as the workspace keeps it."""
    return GivenScore(one.state, one.score, one.reason.strip())


def _is_nothing(was: GivenScore) -> bool:
    return was.state is ScoreState.NOT_SCORED
