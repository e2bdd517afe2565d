"""The result: who comes first, why, who is not ranked, and the sign-off."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.awards.commands import approve, recommend, return_result
from starapp.awards.queries import Award, Returned, award, returns
from starapp.bids.open_check_queries import open_checks
from starapp.bids.open_checks import OpenCheck
from starapp.competitions.competition import State
from starapp.evaluation.outcome import PART_TITLES, Outcome, outcome
from starapp.evaluation.queries import BEFORE_PRICES, moderator_id
from starapp.evaluation.run_commands import run_evaluation
from starapp.foundation.change import Change
from starapp.foundation.dates import moment_text
from starapp.foundation.exact import plain
from starapp.foundation.problems import Problem
from starapp.history.acting import Role
from starapp.reports.award_report import SavingFacts, award_report, saving_facts
from starapp.ui import theme
from starapp.ui.bids.price_notices import PriceNotices
from starapp.ui.desk import Desk, Place
from starapp.ui.evaluation.approve_dialog import ApproveDialog
from starapp.ui.evaluation.assurance_card import AssuranceCard
from starapp.ui.evaluation.command_dialog import CommandDialog, ReasonDialog
from starapp.ui.evaluation.ranking_row import (
    MEANINGS,
    RankedLine,
    ResultRow,
    UnrankedLine,
)
from starapp.ui.evaluation.report_preview import ReportPreview
from starapp.ui.evaluation.savings_card import SavingsCard
from starapp.ui.evaluation.second_check_card import SecondCheckCard
from starapp.ui.evaluation.sign_off_card import SignOffCard
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, PageHead, Scroll, clear
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.notices import LockedBar, Notice
from starapp.ui.widgets.points_bar import PointsKey

NARROW = 1000
"""Under this width, at text size 100, the side cards go under the ranking."""
SIDE = 358
"""How wide the side cards are, at text size 100."""


class ResultPage(QWidget):
    """The result stage; the approver sees it with Approve and Return in place of Send."""

    title = "Result"
    help_topic = "result"
    touches = frozenset({"results", "awards", "moderation", "prices", "competitions", "bids"})

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__()
        self.setObjectName("resultPage")
        self._desk = desk
        self._competition_id = competition_id
        self.outcome: Outcome = self._read_outcome()
        self.award: Award | None = None
        self.checks: tuple[OpenCheck, ...] = ()
        self.rows: list[ResultRow] = []
        self.dialog: CommandDialog | ReportPreview | None = None
        self._opened: set[str] = set()
        self._make_widgets()
        self._lay_out()
        self._actions = self._make_actions()
        self.reload()

    def _read_outcome(self) -> Outcome:
        return self._desk.work.read(partial(outcome, competition_id=self._competition_id))

    def _make_widgets(self) -> None:
        self.head = PageHead("Result")
        self.head.title.setProperty("role", "sectionTitle")
        self.print_button = Button(
            "Print report", icon="printer", pressed=self.print_it, key="printReport"
        )
        self.again = Button("Work out the result", kind="main", pressed=self.work_out)
        self.send = Button(
            "Send for sign-off", kind="main", icon="send", pressed=self.ask_send, key="send"
        )
        self.errors = ErrorSummary()
        self.bar = LockedBar("")
        self.signed = Notice("success", "")
        self.trouble = Notice("error", "")
        self.price_notices = PriceNotices(self._desk, self._competition_id)
        self.ranking = Card("Ranking", padded=False)
        self.ranking.setObjectName("ranking")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.ranking.body.addLayout(self._rows)
        self.assurance = AssuranceCard(self._desk)
        self.sign_off = SignOffCard()
        self.sign_off.approved.connect(self.ask_approve)
        self.sign_off.returned.connect(self.ask_return)
        self.head.add_right(
            self.print_button, self.again, self.send, self.sign_off.give_back, self.sign_off.approve
        )
        self.second_check = SecondCheckCard(self._desk, self._competition_id)
        self.savings = SavingsCard()
        self.empty = EmptyState("", "", icon="hourglass", button="Go to moderation",
                                pressed=self._go_to_moderation)  # fmt: skip

    def _lay_out(self) -> None:
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(14)
        for card in (self.assurance, self.sign_off, self.second_check, self.savings):
            side.addWidget(card)
        side.addStretch(1)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(16)
        left = QVBoxLayout()
        left.addWidget(self.ranking)
        left.addStretch(1)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self._side)
        page = Scroll()
        for widget in (
            self.head, self.errors, self.bar, self.signed, self.trouble, self.price_notices,
            self.empty,
        ):  # fmt: skip
            page.add(widget)
        page.body.addLayout(self._columns)
        page.body.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)

    def _make_actions(self) -> list[QAction]:
        made = []
        for words, act in (
            ("Print award report", self.print_it),
            ("Save this evaluation as a case", self.save_case),
            ("Work out the result", self.work_out),
            ("Approve result", self.ask_approve),
            ("Return result", self.ask_return),
            ("Send for sign-off", self.ask_send),
        ):
            action = QAction(words, self)
            action.triggered.connect(act)
            self.addAction(action)
            made.append(action)
        return made

    def actions(self) -> list[QAction]:
        """Print, work out, approve, return, send."""
        return self._actions

    def main_action(self) -> QAction:
        """Sends the result for sign-off; for the approver, approves it."""
        deciding = self.sign_off.approve.isVisibleTo(self) and self.sign_off.approve.isEnabled()
        return self._actions[3] if deciding else self._actions[-1]

    def reload(self) -> None:
        """Reads the result again; opened rows stay open."""
        self.outcome = self._read_outcome()
        decision = self._desk.work.read(partial(_decision, competition_id=self._competition_id))
        self.award, self.checks = decision.award, decision.checks
        self.price_notices.reload()
        self._show_state()
        self._show_rows()
        self.sign_off.show_award(
            self.outcome.state, self.award, decision.returned, self.checks,
            decides=self._decides(decision.chair),
        )  # fmt: skip
        run = self.outcome.run
        self.assurance.show_run(self._competition_id, run.id if run is not None else "")
        if run is not None:
            self.second_check.reload()
        self._show_savings()

    def _show_savings(self) -> None:
        facts: SavingFacts | None = None
        if self.outcome.run is not None and self.outcome.run.result.winner is not None:
            facts = self._desk.work.read(partial(saving_facts, competition_id=self._competition_id))
        self.savings.show_savings(facts)

    def _show_state(self) -> None:
        one = self.outcome
        early = one.state in BEFORE_PRICES
        run = one.run is not None
        ready = one.state is State.PRICED and not self._desk.read_only()
        self.head.title.setText(one.headline or "Result")
        self.head.show_line(self._line())
        self.empty.setVisible(not run)
        self.empty.show_words(self._waiting_title(), " ".join(one.left[:6]) or self._to_work_out())
        if self.empty.button is not None:
            self.empty.button.setVisible(early)
        self.ranking.setVisible(run)
        self._side.setVisible(run)
        self.print_button.setVisible(run)
        self.again.setVisible(ready and not run)
        self.send.setVisible(ready and run)
        if one.trouble:
            self.send.off("No bid comes first, so nothing can be recommended.")
        elif self.price_notices.waiting:
            self.send.off("Decide first about the prices that were or must be asked about.")
        else:
            self.send.on()
        self.trouble.setVisible(bool(one.trouble))
        self.trouble.show_words(f"{one.headline}." if one.headline else "", one.trouble)
        self.bar.setVisible(one.state is State.RECOMMENDED)
        self.bar.show_words("Sent for sign-off. The result cannot change until it comes back.")
        self._show_signed()
        for action, button in zip(
            self._actions[:2] + self._actions[-1:],
            (self.print_button, self.again, self.send),
            strict=True,
        ):
            action.setEnabled(button.isVisibleTo(self) and button.isEnabled())

    def _waiting_title(self) -> str:
        if self.outcome.run is not None:
            return "Result"
        if self.outcome.state is State.MODERATING and self.outcome.left:
            return "Moderation is not closed yet"
        if self.outcome.state in BEFORE_PRICES:
            return "There is no result yet"
        return "The result is not worked out yet"

    def _to_work_out(self) -> str:
        return "Moderation is closed and prices are unsealed. Work out the result when ready."

    def _line(self) -> str:
        run = self.outcome.run
        if run is None:
            return ""
        return f"Worked out on {moment_text(run.made)} by {run.by}."

    def _show_signed(self) -> None:
        done = self.award if self.award and self.award.approved_at else None
        shown = done is not None and self.outcome.state not in {State.PRICED, State.RECOMMENDED}
        self.signed.setVisible(shown)
        if done is not None and done.approved_at is not None:
            self.signed.show_words(
                "Signed off", f"by {done.approved_by}, {moment_text(done.approved_at)}."
            )

    def _show_rows(self) -> None:
        clear(self._rows)
        self.rows = []
        one = self.outcome
        winner = one.run.result.winner if one.run else None
        minimums = any(c.minimum is not None for c in one.model.criteria)
        key = PointsKey(
            *((MEANINGS[part], f"{PART_TITLES[part]} {plain(w)}%") for part, w in one.weights())
        )
        self._replace_key(key)
        for row in one.ranked:
            first = row.bid_id == winner
            line = RankedLine(row, one.model.rounding, recommended=first, minimums=minimums)
            self._add_row(line, opened=row.bid_id in self._opened or (not self._opened
                          and row.bid_id == winner))  # fmt: skip
        for other in one.unranked:
            self._add_row(UnrankedLine(other), opened=other.bid_id in self._opened)

    def _replace_key(self, key: PointsKey) -> None:
        old = self.ranking.findChild(PointsKey)
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.ranking.add_right(key)

    def _add_row(self, row: ResultRow, *, opened: bool) -> None:
        row.set_open(opened)
        row.moved.connect(partial(self._move, row))
        self.rows.append(row)
        self._rows.addWidget(row)

    def _move(self, row: ResultRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].head.setFocus()

    def _decides(self, chair: str) -> str:
        """Whether this person signs off: "yes", empty when not asked, or why they may not."""
        actor = self._desk.actor()
        if self.outcome.state is not State.RECOMMENDED or not actor.can(Role.APPROVER):
            return ""
        if actor.person_id == chair:
            return "You led the moderation, so another approver signs off."
        if self.award is not None and actor.person_id == self.award.recommended_by_id:
            return "You sent the result, so another approver signs off."
        return "Open the workspace for writing to sign off." if self._desk.read_only() else "yes"

    def work_out(self) -> None:
        """Runs the ranking on the record."""
        if self.outcome.state is State.PRICED and self.outcome.run is None:
            self._do(partial(run_evaluation, competition_id=self._competition_id))

    def ask_send(self) -> None:
        """Asks why this bid should win, and sends the result for sign-off."""
        if self.outcome.state is not State.PRICED or self.outcome.run is None:
            return
        if self.outcome.trouble or self.price_notices.waiting:
            return
        self._ask(
            ReasonDialog(
                self._desk,
                "Send the result for sign-off?",
                text=self._send_words(),
                label="Why this bid should win",
                hint="One or two sentences for the approver and the report.",
                yes="Send for sign-off",
                make=self._send_command,
            )
        )

    def _send_words(self) -> str:
        words = (
            "The approver sees this result with every step. It cannot change until it comes back."
        )
        if self.second_check.done():
            return words
        return f"{words} No second check that came to the same figures is recorded yet."

    def _send_command(self, words: str) -> partial[Change]:
        return partial(recommend, competition_id=self._competition_id, statement=words)

    def ask_approve(self) -> None:
        """Asks before the result is signed off, and about each check that is open."""
        if not self.sign_off.approve.isEnabled() or self.outcome.state is not State.RECOMMENDED:
            return
        unanswered = tuple(check for check in self.checks if check.unanswered)
        if unanswered:
            self._ask(ApproveDialog(self._desk, self._competition_id, unanswered))
            return
        self._desk.ask(
            "Approve this result?",
            text="Letters can be made after this. It cannot be undone.",
            yes="Approve",
            then=self._approve,
        )

    def _approve(self) -> None:
        self._do(partial(approve, competition_id=self._competition_id))

    def ask_return(self) -> None:
        """Asks for the reason to send the result back."""
        if not self.sign_off.give_back.isEnabled() or self.outcome.state is not State.RECOMMENDED:
            return
        self._ask(
            ReasonDialog(
                self._desk,
                "Return this result?",
                text="The team sees your reason and can send it again.",
                yes="Return",
                make=self._return_command,
            )
        )

    def _return_command(self, reason: str) -> partial[Change]:
        return partial(return_result, competition_id=self._competition_id, reason=reason)

    def save_case(self) -> None:
        """Saves this evaluation as a file that somebody else can work out again."""
        self.second_check.save_case()

    def print_it(self) -> None:
        """Shows the award report as it prints."""
        if self.outcome.run is not None:
            make = partial(award_report, competition_id=self._competition_id)
            preview = ReportPreview(self._desk, "Award report", make)
            self.dialog = preview
            preview.open()

    def _ask(self, dialog: CommandDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _do(self, command: partial[Change]) -> None:
        self.errors.show_problems(())
        self._desk.work.do(command, refused=self.show_problems)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Shows why something was refused, at the top."""
        self.errors.show_problems(problems)

    def _go_to_moderation(self) -> None:
        self._desk.go(Place("competition", self._competition_id, "moderation"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        self._columns.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )
        self._side.setMinimumWidth(0 if narrow else theme.px(SIDE))
        self._side.setMaximumWidth(self.width() if narrow else theme.px(SIDE))


@dataclass(frozen=True, slots=True)
class _Decision:
    """The award, every return, who moderated, and the bids whose check is open."""

    award: Award | None
    returned: tuple[Returned, ...]
    chair: str
    checks: tuple[OpenCheck, ...]


def _decision(session: Session, competition_id: str) -> _Decision:
    return _Decision(
        award(session, competition_id),
        returns(session, competition_id),
        moderator_id(session, competition_id),
        open_checks(session, competition_id),
    )
