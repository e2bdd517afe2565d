"""Keeps scores in the working copy beside a score pack; no workspace is needed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from starapp.evaluation.reading import Span
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_sheet import CellKey, IndividualScore, ScoreSheet
from starapp.foundation.dates import utc_now
from starapp.foundation.problems import Problem, Unavailable
from starapp.panel.working_copy import Kept, Work, WorkingCopy
from starapp.ui.evaluation.score_draft import ScoreDraft
from starapp.ui.evaluation.score_keeper import Refused


class PackKeeper(QObject):
    """The keeper of one opened pack.

    Signals:
        kept: everything put in is safe on the disk.
        trouble: why it is not, in words.

    Args:
        base: the sheet without scores; identities of bids are their letters.
        answers: the answer of each bid to each question.
        copy: the file beside the pack.
        work: what was kept before.

    Attributes:
        unkept: why the last change is not on the disk, or empty.
    """

    kept = Signal()
    trouble = Signal(str)

    def __init__(
        self,
        base: ScoreSheet,
        answers: Mapping[CellKey, str],
        *,
        copy: WorkingCopy,
        work: Work,
        read_only: bool = False,
    ) -> None:
        super().__init__()
        self._base = base
        self._answers = answers
        self._copy = copy
        self._read_only = read_only
        self.work = work
        self.saved: datetime | None = None
        self.unkept = ""

    def sheet(self) -> ScoreSheet:
        """The sheet with every finished answer."""
        scores = {
            key: IndividualScore(
                bid_id=key[0],
                criterion=key[1],
                seat_id=self._base.seat_id,
                state=kept.state,
                score=Decimal(kept.score) if kept.score else None,
                reason=kept.reason,
                frozen=False,
            )
            for key, kept in self.work.answers.items()
            if kept.done
        }
        return replace(self._base, scores=scores)

    def answer(self, key: CellKey) -> str:
        """The answer in the pack."""
        return self._answers.get(key, "")

    def read_only(self) -> bool:
        """Tells whether the pack is past changing."""
        return self._read_only

    def draft(self, key: CellKey) -> ScoreDraft:
        """What is put in, finished or not."""
        kept = self.work.answers.get(key, Kept())
        return ScoreDraft(kept.state, kept.score, kept.reason, kept.discuss)

    def keep(
        self,
        key: CellKey,
        draft: ScoreDraft,
        *,
        done: Callable[[], None],
        refused: Refused,
        again: Callable[[], None],
    ) -> bool:
        """Writes it to the disk at once, finished or not."""
        score = draft.score if draft.state is ScoreState.SCORED else ""
        kept = Kept(draft.state, score, draft.reason, draft.discuss)
        if kept == self.work.answers.get(key, Kept()):
            done()
            return True
        return self._write(self.work.with_answer(key, kept), done, refused)

    def marks(self, key: CellKey) -> tuple[Span, ...]:
        """The private highlights in an answer."""
        return self.work.marks.get(key, ())

    def keep_marks(self, key: CellKey, marks: tuple[Span, ...]) -> None:
        """Writes the highlights; they never leave this computer."""
        self._write(replace(self.work, marks={**self.work.marks, key: marks}))

    def keeps_while_typing(self) -> bool:
        """The file beside the pack is small, and nothing else keeps what is typed."""
        return True

    def may_discuss(self) -> bool:
        """The return carries the wish to discuss an answer."""
        return True

    def confirm(self) -> None:
        """Keeps the moment at which the declaration was made."""
        moment = utc_now().isoformat(timespec="seconds")
        self._write(replace(self.work, confirmed=moment))

    def handed_in(self) -> None:
        """Keeps the moment at which the finished score file was written."""
        moment = utc_now().isoformat(timespec="seconds")
        self._write(replace(self.work, handed_in=moment))

    def stay_at(self, key: CellKey) -> None:
        """Keeps where the member is, to go on there next time."""
        if key != self.work.place:
            self._write(replace(self.work, place=key))

    def keep_again(self) -> None:
        """Writes what could not be written before."""
        if self.unkept:
            self._write(self.work)

    def _write(
        self,
        work: Work,
        done: Callable[[], None] | None = None,
        refused: Refused | None = None,
    ) -> bool:
        """Puts the work in memory first, so that a full disk loses nothing on the screen."""
        self.work = work
        try:
            self._copy.write(work)
        except Unavailable as away:
            self.unkept = str(away)
            self.trouble.emit(self.unkept)
            if refused is not None:
                refused((Problem("reason", str(away), "disk"),))
            return False
        self.unkept = ""
        self.saved = utc_now()
        self.kept.emit()
        if done is not None:
            done()
        return True
