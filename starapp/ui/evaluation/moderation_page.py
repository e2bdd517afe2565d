"""Moderation: all scores, one question of one bid at a time, and the agreed score."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from starapp.evaluation.moderation_board import Board, moderation_board
from starapp.evaluation.moderation_commands import (
    agree_score,
    close_moderation,
)
from starapp.foundation.change import Change
from starapp.foundation.dates import local_date
from starapp.foundation.problems import Problem
from starapp.panel.pack_queries import wishes_by_answer
from starapp.reports.award_report import moderation_record_of
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.evaluation.agenda_card import AgendaCard
from starapp.ui.evaluation.agreed_form import AgreedDraft
from starapp.ui.evaluation.agreement_card import AgreementCard
from starapp.ui.evaluation.answer_dialog import AnswerDialog
from starapp.ui.evaluation.board_card import BoardCard, ChangesCard
from starapp.ui.evaluation.command_dialog import CommandDialog
from starapp.ui.evaluation.decision_dialogs import (
    reopen_dialog,
    reopen_moderation_dialog,
    stop_dialog,
)
from starapp.ui.evaluation.discussion import Discussion
from starapp.ui.evaluation.meeting_steps import MeetingSteps
from starapp.ui.evaluation.report_preview import ReportPreview
from starapp.ui.evaluation.room_notice import ParkedNotice, RoomNotice
from starapp.ui.evaluation.waiting_for_scores import WaitingForScores
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import PageHead, Scroll
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.notices import LockedBar, Notice

Key = tuple[str, str]


class ModerationPage(QWidget):
    """The moderation stage, for the chair with the panel around the screen.

    Args:
        drafts: what is put in and not recorded, shared with the page on the projector.

    Attributes:
        names: whether members stand beside their scores.
        narrow: under this width, at text size 100, the lists go under the discussion.
    """

    title = "Moderation"
    help_topic = "moderation"
    touches = frozenset({"moderation", "scores", "panel", "competitions", "bids"})
    names = True
    narrow = 900

    def __init__(
        self, desk: Desk, competition_id: str, *, drafts: dict[Key, AgreedDraft] | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("moderationPage")
        self._desk = desk
        self._competition_id = competition_id
        self.board: Board = self._read()
        self.key: Key | None = None
        self._drafts: dict[Key, AgreedDraft] = {} if drafts is None else drafts
        self.projector: QWidget | None = None
        self.dialog: CommandDialog | AnswerDialog | ReportPreview | None = None
        self._make_widgets()
        self._lay_out()
        self._actions = self._make_actions()
        self.reload()

    def _read(self) -> Board:
        return self._desk.work.read(partial(moderation_board, competition_id=self._competition_id))

    def _make_widgets(self) -> None:
        self.head = PageHead("Moderation")
        self.head.title.setProperty("role", "sectionTitle")
        self.reopen = Button("Reopen moderation", pressed=self.ask_reopen_moderation)
        self.stop = Button("Do not take further", pressed=self.ask_stop, key="stop")
        self.close_button = Button("Close moderation", kind="main", pressed=self.ask_close)
        self.record = Button("Print record", icon="printer", pressed=self.print_it)
        self.project_button = Button(
            "Projector", icon="app-window", pressed=self.project, key="projector"
        )
        self.project_button.set_tip("Large text, and no names beside the scores (Shift+F11).")
        self.head.add_right(
            self.record, self.project_button, self.reopen, self.stop, self.close_button
        )
        self.errors = ErrorSummary("Moderation cannot be closed yet")
        self.bar = LockedBar("")
        self.short = Notice("warning", "")
        self.room = RoomNotice(self.ask_room)
        self.parked = ParkedNotice()
        self.steps = MeetingSteps(
            self._desk, opened=self._ask, parked=self.go_on, refused=self.show_problems
        )
        self.matrix = BoardCard()
        self.matrix.picked.connect(self._picked)
        self.next = AgendaCard()
        self.next.picked.connect(self._picked_next)
        self.changes = ChangesCard()
        self.agreement = AgreementCard(self._desk, self._competition_id)
        self.discussion = Discussion(self.board.model)
        self.discussion.stepped.connect(self.step_far)
        self.discussion.read_answer.connect(self.show_answer)
        self.discussion.reopened.connect(self.ask_reopen)
        self.form = self.discussion.form
        self.form.edited.connect(self._keep_draft)
        self.form.put_off.connect(self.go_on)
        self.form.parking.connect(self.ask_park)
        self.form.citing.connect(self.cite_answer)
        self.discussion.record.taken_up.connect(self.take_up)
        self.form.wanted.connect(self.agree)
        self.waiting = WaitingForScores(self._desk, self._competition_id)

    def _lay_out(self) -> None:
        self._page = Scroll(margin=24, spacing=12)
        self._page.body.setContentsMargins(24, 14, 24, 16)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(14)
        side.addWidget(self.matrix)
        side.addWidget(self.next)
        side.addWidget(self.changes)
        side.addWidget(self.agreement)
        side.addStretch(1)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(16)
        self._columns.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(self.discussion, 1, Qt.AlignmentFlag.AlignTop)
        for widget in (self.head, self.errors, self.bar, self.room, self.short, self.parked):
            self._page.add(widget)
        self._page.body.addLayout(self._columns)
        self._page.body.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._page)
        self._stack.addWidget(self.waiting)

    def _make_actions(self) -> list[QAction]:
        made = []
        for words, keys, act in (
            ("Next far apart", "N", partial(self.step_far, 1)),
            ("Far apart before", "P", partial(self.step_far, -1)),
            ("Read the answer", "R", self.show_answer),
            ("Who is in the room", "", self.ask_room),
            ("Park", "", self.ask_park),
            ("Do not take further", "", self.ask_stop),
            ("Projector", "Shift+F11", self.project),
            ("Close moderation", "", self.ask_close),
            ("Agree, next", "", self.agree),
        ):
            action = QAction(words, self)
            if keys:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)
            made.append(action)
        return made

    def actions(self) -> list[QAction]:
        """Everything the page can do, with its keys."""
        return self._actions

    def main_action(self) -> QAction:
        """Agrees and goes on."""
        return self._actions[-1]

    def chairs(self) -> bool:
        """Tells whether the person using this PC may write here."""
        mine = self._desk.actor().person_id == self.board.chair_id != ""
        return mine and not self._desk.read_only()

    def reload(self) -> None:
        """Reads the board again; what is being typed stays."""
        self.board = self._read()
        self.wishes = self._desk.work.read(
            partial(wishes_by_answer, competition_id=self._competition_id)
        )
        self._stack.setCurrentWidget(self._page if self.board.cells else self.waiting)
        if not self.board.cells:
            self.waiting.show_board(self.board)
            return
        if self.key is None or self.key not in self.board.cells:
            self.key = self._first()
        self._show_head()
        self.matrix.show_board(self.board, self.key)
        self.next.show_board(self.board, self.wishes)
        self.changes.show_board(self.board)
        self.agreement.reload()
        self._show_cell()

    def _first(self) -> Key:
        far = [k for k in self.board.left() if self.board.cells[k].far]
        return (far or list(self.board.left()) or list(self.board.cells))[0]

    def _show_head(self) -> None:
        left, wanted = len(self.board.left()), len(self.board.wanted())
        if self.board.closed:
            title = "Moderation is closed"
        elif left:
            title = f"{left} of {wanted} scores are left to agree"
        else:
            title = "Everything is agreed"
        self.head.title.setText(title)
        chairs = self.chairs()
        self.close_button.setVisible(chairs and self.board.open)
        if left or self.board.unfinished:
            self.close_button.set_tip("Shows what is left to agree.")
        self.reopen.setVisible(chairs and self.board.may_reopen)
        self.record.setVisible(self.board.closed)
        self.bar.setVisible(not (chairs and self.board.open))
        self.bar.show_words(
            "Moderation is closed. This is the record."
            if self.board.closed
            else "Only the chair writes here. You can read along."
        )
        if not self.board.unfinished:
            self.errors.show_problems(())
        self._show_short()
        self.room.show_board(self.board, chairs=chairs, today=local_date(self._desk.now()))
        self.parked.show_board(self.board)

    def _show_short(self) -> None:
        """Says which bids miss a minimum already and could stop here."""
        stopped = self.board.stopped_bids()
        open_ones = [bid for bid in self.board.missed if bid not in stopped]
        self.stop.setVisible(self.chairs() and self.board.open and bool(open_ones))
        self.short.setVisible(bool(self.board.stopped or open_ones))
        said = []
        for bid in open_ones:
            codes = ", ".join(one.criterion for one in self.board.missed[bid])
            said.append(
                f"{self.board.bid_title(bid)} misses the minimum of {codes} whatever comes next."
            )
        said.extend(
            f"{self.board.bid_title(one.bid_id)} is not taken further: {one.reason}"
            for one in self.board.stopped
        )
        self.short.show_words("Below a minimum.", " ".join(said))

    def _show_cell(self) -> None:
        if self.key is None:
            return
        cell = self.board.cells[self.key]
        far = self._far()
        place = f"{far.index(self.key) + 1} of {len(far)}" if self.key in far else ""
        self.discussion.show_cell(
            self.board,
            cell,
            self._drafts.get(self.key, AgreedDraft()),
            writable=self.chairs() and self.board.open,
            far_place=place,
            names=self.names,
            wished=tuple(self.board.titles[seat] for seat in self.wishes.get(self.key, ())),
        )

    def _far(self) -> list[Key]:
        return [
            (bid, question.code)
            for question in self.board.questions
            for bid, _ in self.board.bids
            if self.board.cells[bid, question.code].far
        ]

    def _picked(self, bid: str, code: str) -> None:
        self.key = (bid, code)
        self._show_cell()

    def go_to(self, key: Key) -> None:
        """Shows another question of another bid."""
        self.key = key
        self.matrix.go_to(key)
        self._show_cell()

    def step_far(self, by: int) -> None:
        """Goes to the next or earlier answer with scores far apart."""
        far = self._far()
        if not far:
            return
        if self.key in far:
            self.go_to(far[(far.index(self.key) + by) % len(far)])
        else:
            self.go_to(far[0 if by > 0 else -1])

    def go_on(self) -> None:
        """Goes to the next score that is not agreed."""
        order = list(self.next.keys())
        if self.key in order:
            start = order.index(self.key) + 1
        elif self.next.order.value() == "agenda":
            start = 0
        else:
            start = self._place_after(order)
        for key in order[start:] + order[:start]:
            if key != self.key and not self.board.cells[key].settled:
                self.go_to(key)
                return

    def _place_after(self, order: list[Key]) -> int:
        """Where the questions after the present one begin in what is left."""
        every = list(self.board.cells_by_question())
        here = every.index(self.key) if self.key in every else -1
        return next((at for at, key in enumerate(order) if every.index(key) > here), 0)

    def _picked_next(self, bid: str, code: str) -> None:
        self.go_to((bid, code))

    def project(self) -> None:
        """Shows the page on a full screen in large text, without names beside the scores."""
        from starapp.ui.evaluation.projector import Projector

        if self.projector is not None or not self.board.cells:
            return
        window = Projector(
            self._desk, self._competition_id, key=self.key, drafts=self._drafts,
            parent=self.window(),
        )  # fmt: skip
        self.projector = window
        window.left.connect(self._left_projector)
        window.showFullScreen()

    def _left_projector(self, bid: str, code: str) -> None:
        self.projector = None
        self.reload()
        if (bid, code) in self.board.cells:
            self.go_to((bid, code))

    def _keep_draft(self) -> None:
        if self.key is not None:
            self._drafts[self.key] = self.form.draft()

    def agree(self) -> None:
        """Records the agreed score and goes to the next one."""
        if self.key is None or not self.chairs() or not self.board.open:
            return
        if self.board.cells[self.key].settled:
            return
        bid, code = self.key
        self.form.agree.off("Saving.")
        self._desk.work.do(
            partial(
                agree_score,
                competition_id=self._competition_id,
                bid_id=bid,
                criterion=code,
                agreement=self.form.draft().agreement(),
            ),
            done=partial(self._agreed, self.key, self._desk.typing.collected(self.form)),
            refused=self.form.show_problems,
        )

    def _agreed(self, key: Key, collected: Callable[[], None], _change: Change) -> None:
        collected()
        self._drafts.pop(key, None)
        self.form.agree.on()
        self.reload()
        if self.key == key:
            self.go_on()

    def show_answer(self) -> None:
        """Opens the bid's answer beside the discussion."""
        self._open_answer(once=False)

    def cite_answer(self) -> None:
        """Opens the answer to refer to one of its sentences in the reason."""
        self._open_answer(once=True)

    def _open_answer(self, *, once: bool) -> None:
        if self.key is None or not self.board.cells:
            return
        cited = self.form.put_citation if self.form.isVisible() else None
        cell = self.board.cells[self.key]
        self.dialog = AnswerDialog(self._desk, cell, cited=cited, once=once)
        self.dialog.open()

    def ask_room(self) -> None:
        """Asks the chair who is in the room."""
        if self.chairs() and self.board.open:
            self.steps.ask_room(self.board)

    def ask_park(self) -> None:
        """Asks why the question under discussion waits."""
        if self.key is not None and self.chairs() and self.board.open:
            self.steps.ask_park(self.board, self.key)

    def take_up(self) -> None:
        """Comes back to the parked question under discussion."""
        if self.key is not None and self.chairs():
            self.steps.take_up(self.board, self.key)

    def _ask(self, dialog: CommandDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def print_it(self) -> None:
        """Shows the moderation record as it prints, once moderation is closed."""
        if self.board.closed:
            make = partial(moderation_record_of, competition_id=self._competition_id)
            self.dialog = ReportPreview(self._desk, "Moderation record", make)
            self.dialog.open()

    def ask_reopen(self) -> None:
        """Asks for the reason to take an agreed score back."""
        if self.key is not None:
            self._ask(reopen_dialog(self._desk, self.board, self.key))

    def ask_stop(self) -> None:
        """Asks for the reason not to take the first bid below a minimum further."""
        stopped = self.board.stopped_bids()
        open_ones = [bid for bid, _ in self.board.bids if bid in self.board.missed]
        chosen = [bid for bid in open_ones if bid not in stopped]
        if chosen:
            here = self.key[0] if self.key is not None and self.key[0] in chosen else chosen[0]
            self._ask(stop_dialog(self._desk, self.board, here))

    def ask_close(self) -> None:
        """Shows what is left, or asks before moderation is closed."""
        if not self.chairs() or not self.board.open:
            return
        if self.board.unfinished:
            self.errors.show_problems(self.board.unfinished)
            return
        self._desk.ask(
            "Close moderation?",
            text="The agreed scores are closed and the prices are unsealed. Moderation can be "
            "reopened with a reason, but what was seen stays seen.",
            yes="Close and unseal prices",
            then=self._close,
        )

    def _close(self) -> None:
        self._desk.work.do(
            partial(close_moderation, competition_id=self._competition_id),
            refused=self.show_problems,
        )

    def ask_reopen_moderation(self) -> None:
        """Asks for the reason to go back after prices were seen."""
        self._ask(reopen_moderation_dialog(self._desk, self._competition_id))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Shows why something was refused, at the top."""
        self.errors.show_problems(problems)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = event.text()
        if not event.modifiers() and button and self.form.press_score(button):
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(self.narrow)
        self._columns.setDirection(
            QHBoxLayout.Direction.BottomToTop if narrow else QHBoxLayout.Direction.LeftToRight
        )
        self._side.setFixedWidth(self.width() - 64 if narrow else theme.px(300))
