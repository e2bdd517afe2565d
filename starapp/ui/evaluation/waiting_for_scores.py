"""Before moderation: who still has to score what, and the chair's step to open it."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from starapp.evaluation.moderation_board import Board
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_commands import mark_missing, open_moderation
from starapp.foundation.change import Change
from starapp.foundation.problems import Problem
from starapp.ui.desk import Desk, Place
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.buttons import Button, button_row
from starapp.ui.widgets.card import Card, PageHead, Scroll, clear
from starapp.ui.widgets.choices import Choice, Segmented
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Facts, Words
from starapp.ui.widgets.text_fields import LongText


class MarkMissingDialog(CommandDialog):
    """The chair says why a score will not come."""

    def __init__(self, desk: Desk, board: Board, missing: Problem) -> None:
        seat, _, code = missing.place.partition(".")
        super().__init__(
            desk,
            f"A score for {code} will not come?",
            text=missing.words,
            yes="Record",
        )
        self._seat, self._code = seat, code
        self.bid = Choice([(bid, board.bid_title(bid)) for bid, _ in board.bids])
        self.state = Segmented(
            "What it is",
            [
                (ScoreState.ABSTAINED.value, "Abstained"),
                (ScoreState.NOT_APPLICABLE.value, "Not applicable"),
            ],
        )
        self.reason = LongText(lines=3)
        self.add_field("bid", LabelledField("Bid", self.bid, key="bid"))
        self.add_field("state", self.state)
        self.add_field("reason", LabelledField("Why", self.reason, key="reason"))

    def command(self) -> Command:
        """Marks the missing score."""
        return partial(
            mark_missing,
            seat_id=self._seat,
            bid_id=self.bid.value(),
            criterion=self._code,
            state=ScoreState(self.state.value()),
            reason=self.reason.value(),
        )


class WaitingForScores(Scroll):
    """The moderation stage until it opens. No score is shown."""

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__()
        self.setObjectName("waitingForScores")
        self._desk = desk
        self._competition_id = competition_id
        self._board: Board | None = None
        self.dialog: MarkMissingDialog | None = None
        self.head = PageHead("Moderation")
        self.panel = Button("Go to the panel", pressed=self._go_to_panel)
        self.opening = Button("Open moderation", kind="main", pressed=self.ask_open)
        self.head.add_right(self.panel, self.opening)
        self.errors = ErrorSummary("Moderation cannot open yet")
        self.counts = Facts(name_width=220)
        self.card = Card("Scores that are missing")
        self.card.body.setContentsMargins(16, 12, 16, 14)
        self._lines = QVBoxLayout()
        self.card.body.addLayout(self._lines)
        progress = Card("How far the panel is")
        progress.body.setContentsMargins(16, 12, 16, 14)
        progress.add(self.counts)
        for widget in (self.head, self.errors, progress, self.card):
            self.add(widget)
        self.body.addStretch(1)

    def show_board(self, board: Board) -> None:
        """Shows who is missing; the chair sees the buttons."""
        self._board = board
        back = sum(one.done == one.wanted for one in board.progress)
        left = len(board.progress) - back
        self.head.title.setText(
            f"Waiting for {left} of {len(board.progress)} members" if left
            else "No score is missing"
        )  # fmt: skip
        self.head.show_line("Scores are seen together when the chair opens moderation.")
        chairs = self._desk.actor().person_id == board.chair_id != ""
        self.opening.setVisible(chairs and not self._desk.read_only())
        self.counts.show_facts(
            *((board.titles[one.seat_id], f"{one.done} of {one.wanted}") for one in board.progress)
        )
        self._show_missing(board, chairs=chairs)
        if not board.missing:
            self.errors.show_problems(())

    def _show_missing(self, board: Board, *, chairs: bool) -> None:
        clear(self._lines)
        self.card.setVisible(bool(board.missing))
        for number, problem in enumerate(board.missing):
            self._lines.addWidget(Words(problem.words, "table", wrap=True))
            if chairs and not self._desk.read_only():
                mark = Button(
                    "Mark it", size="small", pressed=partial(self.mark, problem),
                    key=f"mark-{number}",
                )  # fmt: skip
                mark.setAccessibleName(f"Mark it: {problem.words}")
                self._lines.addWidget(button_row(mark))

    def mark(self, problem: Problem) -> None:
        """Opens the dialog that marks a missing score."""
        if self._board is not None:
            self.dialog = MarkMissingDialog(self._desk, self._board, problem)
            self.dialog.open()

    def ask_open(self) -> None:
        """Shows what is missing, or asks before scores are frozen."""
        if self._board is not None and self._board.missing:
            self.errors.show_problems(self._board.missing)
            return
        self._desk.ask(
            "Open moderation?",
            text="Individual scores are frozen for ever and seen together.",
            yes="Open moderation",
            then=self._open,
        )

    def _open(self) -> None:
        self._desk.work.do(self._command, refused=self.errors.show_problems)

    @property
    def _command(self) -> partial[Change]:
        return partial(open_moderation, competition_id=self._competition_id)

    def _go_to_panel(self) -> None:
        self._desk.go(Place("competition", self._competition_id, "panel"))
