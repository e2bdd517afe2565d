"""The panel of a competition: appoint, declare, decide, start scoring."""

from functools import partial

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from starapp.competitions.competition import State
from starapp.competitions.stage_rules import Action, may
from starapp.foundation.dates import day_text, local_date
from starapp.foundation.enumerating import bids_named
from starapp.foundation.problems import Problem
from starapp.history.acting import Role
from starapp.panel.commands import remove_member, start_scoring
from starapp.panel.declarations import Standing
from starapp.panel.queries import Member, PanelView, panel_view
from starapp.ui import theme
from starapp.ui.desk import Desk, Place
from starapp.ui.panel.interest_dialogs import DecideDialog, DeclareDialog
from starapp.ui.panel.member_card import MemberCard, Press
from starapp.ui.panel.packs_card import PacksCard
from starapp.ui.panel.panel_dialogs import AppointDialog
from starapp.ui.panel.practice_card import PracticeCard
from starapp.ui.panel.replace_dialog import ReplaceDialog
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import PageHead, Scroll, clear
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.notices import LockedBar, Notice

OF_BIDS = frozenset({"late", "unopened"})
"""What is missing before scoring, beside the checks, that is done under Bids."""
SETTING_UP = frozenset({State.BUILDING, State.PUBLISHED, State.OPENED})


class PanelPage(QWidget):
    """Cards of everyone on the panel."""

    title = "Panel"
    help_topic = "panel"
    touches = frozenset(
        {"panel", "packs", "practice", "scores", "moderation", "competitions", "people", "bids"}
    )

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__()
        self.setObjectName("panelPage")
        self._desk = desk
        self._competition_id = competition_id
        self.view: PanelView | None = None
        self.dialog: AppointDialog | DeclareDialog | DecideDialog | ReplaceDialog | None = None
        self.cards: list[MemberCard] = []
        self._scroll = Scroll()
        self.head = PageHead("Panel")
        self.add_button = Button("Add person", icon="plus", pressed=self.add_person)
        self.score_button = Button("Score bids", icon="pencil", pressed=self.go_to_scoring)
        self.start_button = Button("Start scoring", kind="main", pressed=self.ask_start)
        self.head.add_right(self.add_button, self.score_button, self.start_button)
        self.errors = ErrorSummary("Before scoring can start")
        self._notes = QVBoxLayout()
        self._grid = QGridLayout()
        self._grid.setSpacing(14)
        self._scroll.add(self.head)
        self._scroll.add(self.errors)
        self._scroll.body.addLayout(self._notes)
        self._scroll.body.addLayout(self._grid)
        self.practice = PracticeCard(desk, competition_id)
        self._scroll.add(self.practice)
        self.packs = PacksCard(desk, competition_id)
        self._scroll.add(self.packs)
        self._scroll.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._columns = 0
        self._actions = self._make_actions()
        self.reload()

    def actions(self) -> list[QAction]:
        """Add person, score bids, start scoring."""
        return self._actions

    def main_action(self) -> QAction:
        """Starts scoring."""
        return self._actions[-1]

    def _make_actions(self) -> list[QAction]:
        made = []
        for words, act in (
            ("Add person to panel", self.add_person),
            ("Score bids", self.go_to_scoring),
            ("Start scoring", self.ask_start),
        ):
            action = QAction(words, self)
            action.triggered.connect(act)
            made.append(action)
        return made

    def reload(self) -> None:
        """Reads the panel again."""
        self.view = self._desk.work.read(partial(panel_view, competition_id=self._competition_id))
        self._show_head(self.view)
        self._show_notes(self.view)
        self._show_cards(self.view)
        self._show_packs(self.view)
        me = self._desk.actor().person_id
        scores = any(m.person.id == me and not m.seat.chairs for m in self.view.members)
        self.practice.show_panel(self.view, office=self._organises() and not scores)

    def _show_packs(self, view: PanelView) -> None:
        """Only who sets up the panel sees packs; the chair never sees a passphrase again."""
        shown = self._organises() and view.state not in SETTING_UP
        if shown:
            self.packs.reload()
        self.packs.setVisible(shown)

    def _show_head(self, view: PanelView) -> None:
        scoring = [m for m in view.members if not m.seat.chairs and m.seat.stood_down is None]
        if view.state in SETTING_UP:
            told = sum(m.declaration.standing is not Standing.MISSING for m in view.members)
            title = f"{told} of {len(view.members)} have declared" if view.members else "Panel"
            line = (
                "Scoring starts when everyone has declared, every question has a scorer and every "
                "bid is checked."
            )
        else:
            done = sum(m.done for m in scoring)
            wanted = sum(m.wanted for m in scoring)
            back = sum(m.done == m.wanted for m in scoring)
            title = f"{back} of {len(scoring)} have scored everything"
            line = f"{done} of {wanted} scores are written."
            if view.far_apart is not None:
                line += f" The panel is far apart on {view.far_apart}."
        self.head.title.setText(title)
        self.head.show_line(line)
        self._show_buttons(view)

    def _show_buttons(self, view: PanelView) -> None:
        organiser = self._organises() and not self._desk.read_only()
        early = view.state in SETTING_UP | {State.SCORING}
        self.add_button.setVisible(organiser and early and bool(view.members))
        own = view.own(self._desk.actor().person_id)
        self.score_button.setVisible(own is not None and not own.seat.chairs)
        self.start_button.setVisible(organiser and view.state in SETTING_UP)
        if view.state is State.OPENED:
            self.start_button.on()
        else:
            self.start_button.off("Scoring starts after the bids are opened.")
        self._actions[0].setEnabled(organiser and early)
        self._actions[1].setEnabled(self.score_button.isVisibleTo(self))
        self._actions[2].setEnabled(
            self.start_button.isVisibleTo(self) and self.start_button.isEnabled()
        )

    def _show_notes(self, view: PanelView) -> None:
        clear(self._notes)
        if view.state not in SETTING_UP:
            self.errors.show_problems(())
        if view.state is State.SCORING:
            self._notes.addWidget(
                Notice(
                    "info",
                    "Members score alone.",
                    "Each member sees only their own scores until the chair opens moderation. Whoever "
                    "reads score files or types in paper sees what is in them.",
                    icon="eye-off",
                )
            )
        if view.replacements:
            said = [
                f"{day_text(local_date(one.made))}: {one.in_words()}" for one in view.replacements
            ]
            self._notes.addWidget(
                Notice("info", "Who left and who came.", " ".join(said), icon="users")
            )
        if words := _of_bids(view):
            self._notes.addWidget(
                Notice(
                    "warning", "The bids are not ready for scoring.", words,
                    link="Open bids", pressed=self._go_to_bids,
                )
            )  # fmt: skip
        if view.state not in {State.SCORING, *SETTING_UP}:
            self._notes.addWidget(
                LockedBar("Moderation began, so individual scores are frozen for ever.")
            )

    def _show_cards(self, view: PanelView) -> None:
        clear(self._grid)
        me = self._desk.actor().person_id
        self.cards = [
            MemberCard(
                member, state=view.state, own=member.person.id == me,
                told=self._organises() or me == view.chair_id,
                presses=self._presses(view, member),
            )
            for member in view.members
        ]  # fmt: skip
        self._columns = 0
        if not self.cards:
            pressed = self.add_person if self._organises() else None
            self._grid.addWidget(
                EmptyState(
                    "Nobody is on the panel yet",
                    "Add a chair, and at least one person for each role of the evaluation model.",
                    icon="users",
                    button="Add person" if pressed else "",
                    pressed=pressed,
                ),
                0,
                0,
            )
        self._place_cards()

    def _presses(self, view: PanelView, member: Member) -> list[Press]:
        if self._desk.read_only():
            return []
        if member.seat.stood_down is not None:
            return []
        me = self._desk.actor().person_id
        found: list[Press] = []
        open_yet = may(view.state, Action.DECLARE)
        if member.person.id == me and open_yet:
            again = member.declaration.standing is not Standing.MISSING
            words = "Declare again" if again else "Declare interests"
            kind = "other" if again else "main"
            found.append((words, kind, partial(self.declare, member)))
        if open_yet and member.declaration.standing is Standing.WAITING and self._decides(member):
            found.append(("Decide", "main", partial(self.decide, member)))
        if self._organises() and view.state in SETTING_UP:
            if not member.seat.chairs:
                found.append(("Roles", "other", partial(self.change_roles, member)))
            found.append(("Remove", "other", partial(self.ask_remove, member)))
        if self._organises() and view.state is State.SCORING and not member.seat.chairs:
            found.append(("Replace", "other", partial(self.replace, member)))
        return found

    def _decides(self, member: Member) -> bool:
        view, actor = self.view, self._desk.actor()
        if view is None or member.person.id == actor.person_id:
            return False
        if member.seat.chairs:
            return actor.can(Role.COMMISSIONER, Role.APPROVER)
        return actor.person_id == view.chair_id

    def _organises(self) -> bool:
        return self._desk.actor().can(Role.PROCUREMENT, Role.COMMISSIONER, Role.ADMINISTRATOR)

    def _place_cards(self) -> None:
        width = self.width() - 60
        columns = max(1, min(4, width // theme.px(272)))
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()

    def add_person(self) -> None:
        """Opens the dialog to add somebody."""
        if self.view is not None:
            self._open(AppointDialog(self._desk, self.view))

    def change_roles(self, member: Member) -> None:
        """Opens the dialog to change a member's roles."""
        if self.view is not None:
            self._open(AppointDialog(self._desk, self.view, member))

    def declare(self, member: Member) -> None:
        """Opens the declaration of the person using this PC."""
        if self.view is not None:
            self._open(DeclareDialog(self._desk, self.view, member))

    def decide(self, member: Member) -> None:
        """Opens the chair's decision."""
        if self.view is not None:
            self._open(DecideDialog(self._desk, self.view, member))

    def replace(self, member: Member) -> None:
        """Opens the dialog to let a member go and somebody else come."""
        if self.view is not None:
            self._open(ReplaceDialog(self._desk, self.view, member))

    def _open(self, dialog: AppointDialog | DeclareDialog | DecideDialog | ReplaceDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def ask_remove(self, member: Member) -> None:
        """Asks before somebody is taken off the panel."""
        self._desk.ask(
            f"Take {member.person.name} off the panel?",
            text="Their declaration goes with them. The history keeps it.",
            yes="Take off",
            then=partial(self._remove, member.seat.id),
            risky=True,
        )

    def _remove(self, seat_id: str) -> None:
        self._desk.work.do(partial(remove_member, seat_id=seat_id), refused=self.show_problems)

    def go_to_scoring(self) -> None:
        """Goes to the scores of the person using this PC."""
        self._desk.go(Place("competition", self._competition_id, "scoring"))

    def _go_to_bids(self) -> None:
        self._desk.go(Place("competition", self._competition_id, "bids"))

    def ask_start(self) -> None:
        """Shows what is missing, or asks before scoring starts."""
        if self.view is None:
            return
        if self.view.problems:
            self.show_problems(self.view.problems)
            return
        self._desk.ask(
            "Start scoring?",
            text="Members can then read the answers and score. Roles are fixed from here on.",
            yes="Start scoring",
            then=self._start,
        )

    def _start(self) -> None:
        self._desk.work.do(
            partial(start_scoring, competition_id=self._competition_id),
            refused=self.show_problems,
        )

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Shows why something was refused, at the top."""
        self.errors.show_problems(problems)


def _of_bids(view: PanelView) -> str:
    """What is missing before scoring that is done under Bids; empty before the opening."""
    letters = dict(view.bids)
    said = [one.words for one in view.problems if one.code in OF_BIDS]
    unchecked = [letters[one.place] for one in view.problems if one.code == "unchecked"]
    if unchecked:
        said.append(f"Settle the check of {bids_named(unchecked)}, or leave it open with a reason.")
    return " ".join(said)
