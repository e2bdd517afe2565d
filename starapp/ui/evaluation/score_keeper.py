"""What the scoring view needs of the place where scores are kept: a workspace or a score pack."""

from collections.abc import Callable
from typing import Protocol

from starapp.evaluation.reading import Span
from starapp.evaluation.score_sheet import CellKey, ScoreSheet
from starapp.foundation.problems import Problem
from starapp.ui.evaluation.score_draft import ScoreDraft

Refused = Callable[[tuple[Problem, ...]], None]


class ScoreKeeper(Protocol):
    """Gives a member's sheet and answers, and keeps what they score."""

    def sheet(self) -> ScoreSheet | None:
        """The sheet as it is kept now, or None when this person does not score."""

    def answer(self, key: CellKey) -> str:
        """A bid's answer to one question; empty when there is none."""

    def read_only(self) -> bool:
        """Tells whether nothing can be written."""

    def draft(self, key: CellKey) -> ScoreDraft:
        """What is kept for one answer."""

    def keep(
        self,
        key: CellKey,
        draft: ScoreDraft,
        *,
        done: Callable[[], None],
        refused: Refused,
        again: Callable[[], None],
    ) -> bool:
        """Keeps what is put in for one answer; tells whether it takes it as it stands now."""

    def marks(self, key: CellKey) -> tuple[Span, ...]:
        """The member's private highlights in an answer."""

    def keep_marks(self, key: CellKey, marks: tuple[Span, ...]) -> None:
        """Keeps the highlights of an answer."""

    def keeps_while_typing(self) -> bool:
        """Tells whether a reason is kept every 400 ms while it is typed, not only at rest."""

    def may_discuss(self) -> bool:
        """Tells whether a wish to discuss an answer can be kept."""
