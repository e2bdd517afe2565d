"""Scoring in the workspace by the person using this PC, with the record of the meeting."""

from collections.abc import Callable
from functools import partial

from starapp.evaluation.reading import Span
from starapp.evaluation.score_commands import record_score
from starapp.evaluation.score_sheet import CellKey, ScoreSheet
from starapp.evaluation.score_sheet_queries import answer_text, score_sheet
from starapp.foundation.change import Change
from starapp.ui.desk import Desk, Place
from starapp.ui.evaluation.meeting_sheet import MeetingSheet
from starapp.ui.evaluation.score_draft import ScoreDraft
from starapp.ui.evaluation.score_keeper import Refused
from starapp.ui.evaluation.scoring_view import ScoringView


class WorkspaceKeeper:
    """Keeps scores in the workspace, each by a command; highlights last while the page is open."""

    def __init__(self, desk: Desk, competition_id: str) -> None:
        self._desk = desk
        self._competition_id = competition_id
        self._sheet: ScoreSheet | None = None
        self._marks: dict[CellKey, tuple[Span, ...]] = {}

    def sheet(self) -> ScoreSheet | None:
        """The sheet of the person using this PC."""
        self._sheet = self._desk.work.read(
            partial(
                score_sheet,
                competition_id=self._competition_id,
                person_id=self._desk.actor().person_id,
            )
        )
        return self._sheet

    def answer(self, key: CellKey) -> str:
        """The answer as it was received, or the record of the meeting."""
        return self._desk.work.read(partial(answer_text, bid_id=key[0], criterion=key[1]))

    def read_only(self) -> bool:
        """Tells whether the workspace is open read-only."""
        return self._desk.read_only()

    def draft(self, key: CellKey) -> ScoreDraft:
        """What is stored."""
        return ScoreDraft.of(self._sheet.scores.get(key) if self._sheet else None)

    def keep(
        self,
        key: CellKey,
        draft: ScoreDraft,
        *,
        done: Callable[[], None],
        refused: Refused,
        again: Callable[[], None],
    ) -> bool:
        """Stores a score with its reason; one without its reason waits on the screen."""
        ready = draft.to_save()
        if ready is None or self._sheet is None:
            return False
        state, score, reason = ready
        command = partial(
            record_score,
            seat_id=self._sheet.seat_id,
            bid_id=key[0],
            criterion=key[1],
            state=state,
            score=score,
            reason=reason,
        )

        def kept(_change: Change) -> None:
            done()

        self._desk.work.do(command, done=kept, refused=refused, again=again)
        return True

    def marks(self, key: CellKey) -> tuple[Span, ...]:
        """The highlights made since the page was opened."""
        return self._marks.get(key, ())

    def keep_marks(self, key: CellKey, marks: tuple[Span, ...]) -> None:
        """Keeps highlights while the page is open."""
        self._marks[key] = marks

    def keeps_while_typing(self) -> bool:
        """Each score kept is a line of the history, so a reason is kept when the keys rest."""
        return False

    def may_discuss(self) -> bool:
        """The workspace has no place for the wish; the moderation page shows what differs."""
        return False


class ScoringPage(ScoringView):
    """The scoring part of the panel stage."""

    title = "Scoring"
    help_topic = "scoring"
    touches = frozenset({"scores", "panel", "moderation", "competitions"})

    def __init__(self, desk: Desk, competition_id: str) -> None:
        self._desk = desk
        self._competition_id = competition_id
        self.dialog: MeetingSheet | None = None
        super().__init__(WorkspaceKeeper(desk, competition_id))
        self.setObjectName("scoringPage")
        self.reader.meeting.clicked.connect(self.record_meeting)
        self.empty.offer("Go to the panel", self._go_to_panel)
        self._offer_meeting()

    def show_cell(self) -> None:
        """Shows an answer, and the record of the meeting where there is none to read."""
        super().show_cell()
        self._offer_meeting()

    def _offer_meeting(self) -> None:
        if self.sheet is None or self.key is None:
            return
        question = self.sheet.model.criterion(self.key[1])
        recorded = bool(self.keeper.answer(self.key))
        wanted = self.may_write() and not question.written
        self.reader.offer_meeting(wanted=wanted, recorded=recorded)

    def record_meeting(self) -> None:
        """Opens the record of the meeting the question is about."""
        if self.sheet is None or self.key is None:
            return
        bid, code = self.key
        self.dialog = MeetingSheet(
            self._desk,
            bid=(bid, self.sheet.letter(bid)),
            criterion=code,
            text=self.keeper.answer(self.key),
            parent=self.window(),
        )
        self.dialog.recorded.connect(self.show_cell)
        self.dialog.open()

    def _go_to_panel(self) -> None:
        self._desk.go(Place("competition", self._competition_id, "panel"))
