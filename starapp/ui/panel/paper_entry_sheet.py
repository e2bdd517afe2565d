"""Types paper score sheets in: two people one after the other, then the differences, then written."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.foundation.dates import moment_text
from starapp.foundation.problems import Problem
from starapp.panel.merge import Verdict
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.pack_queries import ReturnPreview
from starapp.panel.paper_codes import sheet_number
from starapp.panel.paper_commands import settle, start_again, type_in
from starapp.panel.paper_queries import PaperSheet, paper_preview, paper_sheets
from starapp.panel.working_copy import Key
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, ReasonDialog
from starapp.ui.panel.merge_decisions import MergeDecisions
from starapp.ui.panel.paper_settling import PaperSettling
from starapp.ui.panel.paper_typing import PaperTyping
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.question import Sheet


class PaperEntrySheet(Sheet):
    """One sheet at a time; what is typed is kept when the button is pressed.

    Attributes:
        typing: the entry of the person using this PC, while it is theirs to type.
        settling: the differences, once two people have typed the sheet.
        decisions: answers that were written another way since, once nothing else differs.
        dialog: the reason asked for last.
    """

    def __init__(self, desk: Desk, competition_id: str, parent: QWidget) -> None:
        super().__init__(
            "Type in paper scores",
            text="Two people type each sheet, without seeing what the other typed. Where they "
            "differ, look at the paper again.",
            width=980,
            scrolls=True,
            parent=parent,
        )
        self.setObjectName("paperEntry")
        self._desk = desk
        self._id = competition_id
        self._sheets: tuple[PaperSheet, ...] = ()
        self._dirty = False
        self.typing: PaperTyping | None = None
        self.settling: PaperSettling | None = None
        self.decisions: MergeDecisions | None = None
        self.dialog: ReasonDialog | None = None
        self.errors = ErrorSummary("This was not kept")
        self.member = Choice()
        self.member.chosen.connect(self._show_member)
        self.told = Notice("info", "")
        self._work = QVBoxLayout()
        self.add(self.errors)
        self.add(LabelledField("Whose sheet", self.member, key="paperMember"))
        self.add(self.told)
        self.body.addLayout(self._work, 1)
        self.again = Button("Type the sheet again", pressed=self.ask_again, key="typeAgain")
        self.close_button = Button("Close", pressed=self.reject, key="closePaper")
        self.keep = Button("Keep this entry", kind="main", pressed=self.keep_entry, key="keepEntry")
        self.write = Button(
            "Write the scores", kind="main", pressed=self.write_it, key="writeSheet"
        )
        self.add_answers(self.again, self.close_button, self.keep, self.write)
        self.reload()

    # ---- what is shown ----

    def reload(self) -> None:
        """Reads the sheets again; what is typed and not kept is lost, so ask before."""
        self._sheets = self._desk.work.read(
            partial(paper_sheets, competition_id=self._id, person_id=self._desk.actor().person_id)
        )
        self.member.show_options(
            [
                (one.pack.id, f"{one.pack.member}, sheet {sheet_number(one.pack.id)}")
                for one in self._sheets
            ]
        )
        self._show()

    def sheet(self) -> PaperSheet | None:
        """The sheet chosen."""
        chosen = self.member.value()
        return next((one for one in self._sheets if one.pack.id == chosen), None)

    def _show_member(self, _pack_id: str) -> None:
        self._show()

    def _show(self) -> None:
        clear(self._work)
        self.typing, self.settling, self.decisions = None, None, None
        self._dirty = False
        self.errors.hide()
        sheet = self.sheet()
        if sheet is None:
            return
        own = sheet.own(self._desk.actor().person_id)
        if sheet.complete:
            self.settling = PaperSettling(sheet)
            self.settling.edited.connect(self._settled)
            self._work.addWidget(self.settling)
        else:
            self.typing = PaperTyping(sheet.pack, sheet.model, own)
            self.typing.edited.connect(self._edited)
            self._work.addWidget(self.typing)
        self.told.show_words(*_state_words(sheet, own=own is not None))
        self.again.setVisible(bool(sheet.entries))
        self.keep.setVisible(not sheet.complete)
        self.keep.off("Type something first.")
        self.write.setVisible(sheet.complete)
        self._settled()
        self.fit()

    def _edited(self) -> None:
        self._dirty = True
        self.keep.on()

    def _settled(self) -> None:
        """Shows what writing would ask, once nothing differs any more."""
        if self.settling is None:
            return
        self._dirty = bool(self.settling.settled)
        if self.settling.left():
            self.write.off("Settle every difference first.")
            return
        self.write.on()
        sheet = self.sheet()
        if sheet is not None:
            self._desk.work.fetch(
                partial(_preview, pack_id=sheet.pack.id, settled=self.settling.chosen()),
                then=self._looked,
            )

    def _looked(self, found: ReturnPreview) -> None:
        waiting = [row for row in found.rows if row.verdict is Verdict.NEEDS_DECISION]
        if found.report.problems:
            self.errors.show_problems(found.report.problems)
            self.write.off(found.report.problems[0].words)
        if not waiting or self.decisions is not None:
            return
        self.decisions = MergeDecisions(waiting)
        self.decisions.edited.connect(self._decided)
        self._work.addWidget(self.decisions)
        self.decisions.show()
        self.fit()
        self._decided()

    def _decided(self) -> None:
        if self.decisions is not None and self.decisions.left():
            self.write.off("Choose for each marked answer which score counts.")
        else:
            self.write.on()

    # ---- what is done ----

    def keep_entry(self) -> None:
        """Keeps what is typed as this person's entry."""
        sheet, typing = self.sheet(), self.typing
        if sheet is None or typing is None:
            return
        self._do(
            partial(
                type_in,
                pack_id=sheet.pack.id,
                scores=typing.scores(),
                signed=typing.signed.isChecked(),
            ),
            self._kept,
        )

    def write_it(self) -> None:
        """Writes the scores that both entries agree on or that were settled."""
        sheet, settling = self.sheet(), self.settling
        if sheet is None or settling is None:
            return
        decided: dict[Key, bool] = self.decisions.chosen() if self.decisions else {}
        self._do(
            partial(settle, pack_id=sheet.pack.id, settled=settling.chosen(), decided=decided),
            self._written,
        )

    def ask_again(self) -> None:
        """Asks why the sheet is typed anew."""
        sheet = self.sheet()
        if sheet is None:
            return
        pack_id = sheet.pack.id

        def make(reason: str) -> Command:
            return partial(start_again, pack_id=pack_id, reason=reason)

        self.dialog = ReasonDialog(
            self._desk,
            "Type this sheet again?",
            yes="Type it again",
            make=make,
            text="Both entries are cleared. Scores that were written before stay.",
        )
        self.dialog.accepted.connect(self.reload)
        self.dialog.open()

    def _do(self, command: Command, done: Callable[[Change], None]) -> None:
        self._desk.work.do(command, done=done, refused=self._refused)

    def _kept(self, change: Change) -> None:
        self.reload()
        self._desk.say(f"{change.words}.")

    def _written(self, change: Change) -> None:
        self.reload()
        self.told.show_kind("success")
        self.told.show_words("The sheet is written.", f"{change.words}.")

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems)
        if self.typing is not None:
            self.typing.show_problems(problems)

    def reject(self) -> None:
        """Asks before anything typed and not kept is lost."""
        if not self._dirty:
            super().reject()
            return
        self._desk.ask(
            "Close without keeping?",
            text="What you chose since you last pressed the button is lost. Reasons that you typed "
            "are offered when you open this again.",
            yes="Close without keeping",
            then=self._close,
            risky=True,
        )

    def _close(self) -> None:
        self._dirty = False
        super().reject()


def _preview(
    session: Session, *, pack_id: str, settled: Mapping[Key, ReturnedScore | None]
) -> ReturnPreview:
    return paper_preview(session, pack_id, settled=settled)[0]


def _state_words(sheet: PaperSheet, *, own: bool) -> tuple[str, str]:
    """Where the sheet stands: nobody typed it, one did, or both did."""
    if sheet.complete:
        first, second = (one.person for one in sheet.entries)
        return (
            "Two people typed it.",
            f"{first} and {second}. Settle the differences, then write it.",
        )
    if own:
        moment = moment_text(sheet.entries[0].made)
        return (
            "Your entry is kept.",
            f"Kept {moment}. Somebody else types the sheet next. You can still mend yours.",
        )
    if sheet.entries:
        return (
            f"{sheet.entries[0].person} typed it first.",
            "Type it a second time from the paper. You do not see what they typed.",
        )
    return "Nobody has typed it yet.", "Type what stands on the paper, answer by answer."
