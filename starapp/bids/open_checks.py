"""What a bid's compliance check leaves open, who left it so and why, and what it stops. Pure.

Scoring starts when every check is settled, or left open for a reason. Whoever signs the result off
answers for what is open then.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from starapp.bids.compliance import CheckLine, Outcome
from starapp.foundation.dates import moment_text
from starapp.foundation.problems import Problem

LEAST_WORDS = 3
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class CheckReason:
    """Why some lines of a check stand open, or may: who said it and when."""

    lines: frozenset[str]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """What is open in the check of one bid that is still in.

    Attributes:
        lines: the open ones, in the order of the check; none when it is settled.
        left: the newest reason an organiser left it with, or None.
        accepted: the newest reason an approver signed it off with, or None.
    """

    bid_id: str
    label: str
    lines: tuple[CheckLine, ...]
    left: CheckReason | None = None
    accepted: CheckReason | None = None

    @property
    def bid(self) -> str:
        """Bid B."""
        return f"Bid {self.label}"

    @property
    def waiting(self) -> bool:
        """Something is open that nobody left for a reason."""
        return not self._covered(self.left)

    @property
    def unanswered(self) -> bool:
        """Something is open that no approver answered for."""
        return not self._covered(self.accepted)

    def _covered(self, reason: CheckReason | None) -> bool:
        open_now = {line.line for line in self.lines}
        return open_now <= (reason.lines if reason else frozenset())

    def in_words(self) -> str:
        """Insurance is in force (not checked); Documents came with the bid (No file)."""
        return "; ".join(f"{line.title} ({_found(line)})" for line in self.lines)

    def why(self) -> str:
        """Why it was left open, by whom and when, and why it was accepted; empty without either."""
        said = []
        if self.left and not self.waiting:
            said.append(
                f"Left open by {self.left.by}, {moment_text(self.left.at)}: {self.left.reason}"
            )
        if self.accepted and not self.unanswered:
            at = moment_text(self.accepted.at)
            said.append(f"Accepted by {self.accepted.by}, {at}: {self.accepted.reason}")
        return " ".join(said)


def _found(line: CheckLine) -> str:
    if line.words:
        return line.words.rstrip(".")
    return line.outcome.value if line.outcome is not None else "not checked"


def open_lines(lines: Sequence[CheckLine], ranked: Collection[str]) -> tuple[CheckLine, ...]:
    """Gives the lines that are not settled.

    Args:
        lines: the whole check.
        ranked: the pass or fail questions of the model; for one that failed the ranking says what
            follows.
    """
    return tuple(
        line
        for line in lines
        if line.outcome is not Outcome.PASSED
        and not (line.outcome is Outcome.FAILED and line.line in ranked)
    )


def unsettled_problems(checks: Sequence[OpenCheck]) -> Iterator[Problem]:
    """Gives a problem for each bid whose check is neither settled nor left open for a reason."""
    for one in checks:
        if one.waiting:
            left = len(one.lines)
            lines = f"“{one.lines[0].title}” is open" if left == 1 else f"{left} lines are open"
            yield Problem(
                one.bid_id,
                f"The check of bid {one.label} is not settled: {lines}. Settle it under Bids, or "
                "leave it open there with a reason.",
                "unchecked",
            )


def leaving_problems(lines: Sequence[CheckLine], reason: str) -> Iterator[Problem]:
    """Gives what stops a check from being left open."""
    if not lines:
        yield Problem("reason", "Every line of this check is settled.", "settled")
    yield from _reason_problems("reason", reason, "Say in a sentence why the check stays open.")


def answer_problems(checks: Sequence[OpenCheck], answers: Mapping[str, str]) -> Iterator[Problem]:
    """Gives a problem for each bid with an open check that the approver does not answer for."""
    for one in checks:
        if one.unanswered:
            words = (
                f"Say in a sentence why the result stands with the check of bid {one.label} open, "
                "or return the result."
            )
            yield from _reason_problems(
                f"accepted.{one.bid_id}", answers.get(one.bid_id, ""), words
            )


def _reason_problems(place: str, reason: str, words: str) -> Iterator[Problem]:
    if len(reason.split()) < LEAST_WORDS:
        yield Problem(place, words, "no_reason")
    elif len(reason) > LONGEST:
        yield Problem(place, f"Use at most {LONGEST:,} characters.", "long")
