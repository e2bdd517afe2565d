"""One score file that was handed in, and what taking it would do, as rows for the screen."""

from dataclasses import dataclass, replace
from pathlib import Path

from starapp.evaluation.given_score import GivenScore
from starapp.evaluation.result import ScoreState
from starapp.foundation.enumerating import listed
from starapp.foundation.exact import plain
from starapp.foundation.whole_files import read_whole
from starapp.panel.merge import MergeRow, Verdict
from starapp.panel.pack_queries import ReturnPreview
from starapp.panel.working_copy import Key

LARGEST = 20_000_000
"""Bytes of a score file that are read; a real one has some thousand."""
_SHOWN = {
    ScoreState.ABSTAINED: "Abstained",
    ScoreState.NOT_APPLICABLE: "Not applicable",
    ScoreState.NOT_SCORED: "Not scored",
}


@dataclass(frozen=True, slots=True)
class FileReading:
    """A file with what was found.

    Attributes:
        data: its bytes; empty when it could not be read.
        found: None until it is looked at.
        trouble: why it could not be read or was refused, in words.
        written: what taking it said; empty until it is taken.
        decided: for rows that need a decision, whether the file's score counts.
    """

    path: Path
    data: bytes = b""
    found: ReturnPreview | None = None
    trouble: str = ""
    written: str = ""
    decided: tuple[tuple[Key, bool], ...] = ()

    @property
    def member(self) -> str:
        """Who it is from, as far as that is known."""
        pack = self.found.report.pack if self.found else None
        return pack.member if pack else "Not known"

    @property
    def rows(self) -> tuple[MergeRow, ...]:
        """Every answer with what was there and what the file says."""
        return self.found.rows if self.found else ()

    @property
    def open_rows(self) -> tuple[MergeRow, ...]:
        """The rows somebody has still to decide on."""
        return tuple(row for row in self.rows if row.verdict is Verdict.NEEDS_DECISION)

    @property
    def category(self) -> str:
        """What happens to it, in one plain word or two."""
        if self.trouble:
            return "refused"
        if self.found is None:
            return "looking"
        if self.found.report.problems:
            return "no change" if self.found.report.repeat else "refused"
        if self.open_rows:
            return "needs a decision"
        if not any(row.verdict.writes for row in self.rows):
            return "no change"
        returned = self.found.report.returned
        if returned is not None and not returned.finished:
            return "part-done"
        updated = any(row.verdict is Verdict.UPDATED for row in self.rows)
        return "updated" if updated else "merged"

    @property
    def takeable(self) -> bool:
        """Tells whether taking it now would write something."""
        return not self.written and self.category in {"merged", "updated", "part-done"}

    def words(self) -> str:
        """What was found, in a sentence or two: what is wrong and what to do, or what is missing."""
        if self.written:
            return self.written
        if self.trouble:
            return self.trouble
        if self.found is None:
            return ""
        report = self.found.report
        told = [problem.words for problem in report.problems or report.notes]
        if not report.problems and self.found.missing:
            keys = [f"Bid {bid} {code}" for bid, code in self.found.missing]
            more = f" and {len(keys) - 6} more" if len(keys) > 6 else ""
            told.append(
                f"Still missing: {listed(keys[:6]) if not more else ', '.join(keys[:6])}{more}."
            )
        return " ".join(told)

    def with_decision(self, key: Key, *, take: bool) -> "FileReading":
        """The same with one row decided."""
        kept = tuple(one for one in self.decided if one[0] != key)
        return replace(self, decided=(*kept, (key, take)))


def read_bytes(path: Path) -> FileReading:
    """The bytes of a file, or why it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            return FileReading(path, trouble="This file is too large for a score file.")
        return FileReading(path, read_whole(path))
    except OSError as fault:
        words = f"The file cannot be read ({fault.strerror}). Ask who may open it."
        return FileReading(path, trouble=words)


def given_text(given: GivenScore | None) -> str:
    """A score with its reason, or that there is none."""
    if given is None:
        return "Nothing"
    if given.state is ScoreState.SCORED and given.score is not None:
        return f"{plain(given.score)}: {given.reason}"
    shown = _SHOWN[given.state]
    return f"{shown}: {given.reason}" if given.reason else shown
