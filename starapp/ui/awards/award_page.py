"""Award and letters: publish, print, wait and sign, in the right order."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.awards.commands import confirm, plan_notice, publish_notice
from starapp.awards.decision_rules import issued_words
from starapp.competitions.competition import State
from starapp.competitions.stages import ORGANISERS
from starapp.documents.to_pdf import to_pdf
from starapp.foundation.change import Change
from starapp.foundation.dates import day_name_text, day_text
from starapp.foundation.problems import Problem, Unavailable
from starapp.foundation.whole_files import write_whole
from starapp.letters.award_view import AwardView, award_view
from starapp.letters.commands import issue_letters, record_printing
from starapp.letters.queries import letter_pdf
from starapp.ui import theme
from starapp.ui.awards.checklist_card import ChecklistCard
from starapp.ui.awards.day_sheet import DaySheet
from starapp.ui.awards.file_names import letter_file_names
from starapp.ui.awards.letters_card import LettersCard
from starapp.ui.awards.printing import print_pdfs
from starapp.ui.awards.standstill_calendar import StandstillCalendar
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, Scroll
from starapp.ui.widgets.date_fields import DateField
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.pdf_preview import PdfPreview
from starapp.ui.widgets.split import Split
from starapp.ui.widgets.tags import Tag

Command = Callable[[Session], Change]
LISTS, PAGES = 540, 380
"""Least widths of the two halves, at text size 100."""
PAIR = 600
"""Under this width of the left half its two cards stand under each other."""


class AwardPage(QWidget):
    """The last stage of a competition."""

    title = "Award"
    help_topic = "award"
    touches = frozenset(
        {"awards", "letters", "competitions", "results", "providers", "organisation"}
    )

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__()
        self.setObjectName("awardPage")
        self._desk = desk
        self._competition_id = competition_id
        self.view: AwardView | None = None
        self.day_sheet: DaySheet | None = None
        self.dialog: QFileDialog | QPrintDialog | None = None
        self._printer: QPrinter | None = None
        self.empty = EmptyState("", "", icon="mail")
        self.errors = ErrorSummary("Before you can go on")
        self._build_calendar()
        self.checks = ChecklistCard(self.act_on)
        self.letters = LettersCard()
        self.preview_card = Card("Letter", padded=False)
        self.preview = PdfPreview("Pages of the chosen letter", key="letterPages")
        self.notes = Words("", "hint", wrap=True)
        self.notes.setObjectName("letterNotes")
        self.notes.setContentsMargins(16, 8, 16, 8)
        self.notes.setVisible(False)
        self.preview_card.add(self.notes)
        self.preview_card.add(self.preview, 1)
        self.back = Button("Back to the list", icon="arrow-left", size="small")
        self.preview_card.add_right(self.back, self.letters.print_one)
        self._connect()
        self._lay_out()
        self._actions = self._make_actions()
        self.reload()

    def _build_calendar(self) -> None:
        self.calendar_card = Card("Standstill")
        self.ends = Tag("", "teal", "hourglass")
        self.notice_day = DateField()
        self.notice_day.setObjectName("noticeDay")
        self.notice_day.setAccessibleName("Notice published on")
        self.notice_day.setMinimumWidth(theme.px(180))
        self.notice_row = flow(Words("Publish the notice on", "label"), self.notice_day)
        self.calendar_card.add_right(self.ends)
        self.calendar = StandstillCalendar()
        self.why = Words("", "hint", ink="muted", wrap=True)
        self.calendar_card.add(self.notice_row)
        self.calendar_card.add(self.calendar)
        self.calendar_card.add(self.why)

    def _connect(self) -> None:
        self.notice_day.settled.connect(self._notice_settled)
        self.letters.table.picked.connect(self.show_letter)
        self.letters.issue.clicked.connect(self.ask_issue)
        self.letters.save.clicked.connect(self.choose_folder)
        self.letters.print_one.clicked.connect(self.choose_printer_for_one)
        self.letters.print_all.clicked.connect(self.choose_printer)

    def _lay_out(self) -> None:
        self.left = Scroll(spacing=14)
        self.left.setMinimumWidth(theme.px(LISTS))
        self.left.add(self.errors)
        self.left.add(self.calendar_card)
        self._pair = QHBoxLayout()
        self._pair.setSpacing(14)
        self._pair.addWidget(self.checks, 45)
        self._pair.addWidget(self.letters, 55)
        self.left.body.addLayout(self._pair, 1)
        self.right = QWidget()
        self.right.setMinimumWidth(theme.px(PAGES))
        box = QVBoxLayout(self.right)
        box.setContentsMargins(0, 24, 24, 24)
        box.addWidget(self.preview_card)
        self.work_area = Split("award", self.left, self.right, parts=(64, 36))
        self.letters.pages.clicked.connect(self.turn_over)
        self.back.clicked.connect(self.turn_over)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.empty)
        outer.addWidget(self.work_area)

    def _make_actions(self) -> list[QAction]:
        made = []
        for words, act in (
            ("Issue letters", self.ask_issue),
            ("Save letters as PDFs", self.choose_folder),
            ("Print this letter", self.choose_printer_for_one),
            ("Print all letters", self.choose_printer),
            ("Show the pages or the list", self.turn_over),
        ):
            action = QAction(words, self)
            action.triggered.connect(act)
            made.append(action)
        made[3].setShortcut("Ctrl+Shift+P")
        made[4].setShortcut("F8")
        return made

    def actions(self) -> list[QAction]:
        """Issue, save, print one, print all."""
        return self._actions

    def main_action(self) -> QAction:
        """Issues the letters."""
        return self._actions[0]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room the pages and the lists take turns; cards stand in a column."""
        narrow = self.work_area.narrow()
        self._pair.setDirection(
            QHBoxLayout.Direction.TopToBottom
            if self.left.width() < theme.px(PAIR)
            else QHBoxLayout.Direction.LeftToRight
        )
        self.letters.pages.setVisible(narrow)
        self.back.setVisible(narrow)

    def turn_over(self) -> None:
        """Shows or hides the pages; where there is no room for both, in place of the lists."""
        self.work_area.toggle_panel()

    def print_it(self) -> None:
        """Prints the chosen letter."""
        self.choose_printer_for_one()

    def reload(self) -> None:
        """Reads the award again and keeps the chosen letter."""
        chosen = self.letters.table.current()
        self.view = self._desk.work.read(partial(award_view, competition_id=self._competition_id))
        view = self.view
        may_act = self._desk.actor().can(*ORGANISERS) and not self._desk.read_only()
        self.empty.setVisible(not view.signed_off)
        self.empty.show_words(*_empty_words(view))
        self.work_area.setVisible(view.signed_off)
        self._show_calendar(view, may_act=may_act)
        self.checks.show_lines(view.lines, may_act=may_act)
        self.letters.show_letters(view, may_act=may_act)
        self._switch_actions()
        rows = self.letters.table
        rows.choose(chosen or _first(view))
        self.show_letter(rows.current() or _first(view))

    def _switch_actions(self) -> None:
        buttons = (
            self.letters.issue,
            self.letters.save,
            self.letters.print_one,
            self.letters.print_all,
        )
        for action, button in zip(self._actions[:4], buttons, strict=True):
            action.setEnabled(button.isEnabled() and button.isVisibleTo(self))

    def _show_calendar(self, view: AwardView, *, may_act: bool) -> None:
        planning = view.place.state is State.APPROVED and may_act
        self.notice_row.setVisible(planning)
        decided = view.decided
        day = decided.notice_day if decided else None
        self.notice_day.show_day(day)
        published = decided is not None and decided.notice_published is not None
        self.calendar_card.title.setText("Standstill" if published else "Standstill, planned")
        self.calendar_card.hint.setText("" if day or published else "if you publish today")
        counted = view.wait is not None and view.wait.working_days > 0
        self.calendar.setVisible(counted)
        self.ends.setVisible(counted)
        if view.wait is None or not counted:
            self.why.setText(view.no_wait if view.wait is None else view.wait.why)
            return
        period = view.wait.period
        self.ends.show_tag(f"Ends {day_text(period.last_day)}, 23:59", "teal", "hourglass")
        self.calendar.show_period(period, view.today)
        kind = "Voluntary" if view.wait.voluntary else "Mandatory"
        self.why.setText(
            f"{kind}, {view.wait.working_days} working days. {view.wait.why} "
            f"Calendar: {period.calendar}. Sign from {day_name_text(period.earliest_signing)}."
        )

    def _notice_settled(self) -> None:
        day, typed_wrong = self.notice_day.day(), self.notice_day.problem()
        view = self.view
        if typed_wrong:
            self._refused((Problem("notice_day", typed_wrong),))
        if day is None or view is None or view.decided is None or day == view.decided.notice_day:
            return
        self.do(partial(plan_notice, competition_id=self._competition_id, day=day))

    def do(self, command: Command, said: str = "") -> None:
        """Gives a command; problems are shown at the top of the page."""
        self._desk.work.do(command, done=partial(self._done, said), refused=self._refused)

    def _done(self, said: str, _change: Change) -> None:
        self.errors.show_problems(())
        if said:
            self._desk.say(said)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems, {})

    def act_on(self, line: str) -> None:
        """Does what a checklist line's button says."""
        if line in {"interests", "notice_drafted"}:
            self.do(partial(confirm, competition_id=self._competition_id, line=line))
        elif line == "notice":
            self._desk.ask(
                "Record that the notice is published today?",
                text=self._notice_words(),
                yes="Notice is published",
                then=partial(self.do, partial(publish_notice, competition_id=self._competition_id)),
            )
        else:
            self.day_sheet = DaySheet(line, self._competition_id, self._desk, parent=self)
            self.day_sheet.open()

    def _notice_words(self) -> str:
        wait = self.view.wait if self.view else None
        first = "STAR publishes nothing: publish the notice on the central platform first."
        if wait is not None and not wait.working_days:
            return first
        return f"{first} The standstill starts today and cannot be restarted."

    def ask_issue(self) -> None:
        """Asks before the letters are issued, because that cannot be undone."""
        ready = self.view.drafts if self.view else ()
        count, telling = len(ready), sum(bool(draft.tells) for draft in ready)
        several = "let" if telling > 1 else "lets"
        told = (
            f" {telling} {several} the reader work out another bidder’s price." if telling else ""
        )
        self._desk.ask(
            "Issue 1 letter?" if count == 1 else f"Issue {count} letters?",
            text="Every letter is stored as it is now and cannot be changed afterwards. "
            "STAR sends nothing: save or print the letters and send them all at the same time."
            f"{told}",
            yes="Issue letters",
            then=partial(
                self.do,
                partial(issue_letters, competition_id=self._competition_id),
                issued_words(count),
            ),
        )

    def show_letter(self, key: str) -> None:
        """Shows the pages of one letter, drafted or issued."""
        view = self.view
        self._show_notes(())
        if view is None or not key:
            self.preview.show_pdf(b"")
            return
        for sent in view.issued:
            if sent.id == key:
                self.preview_card.title.setText("Letter as issued")
                self.preview.show_pdf(self._desk.work.read(partial(letter_pdf, letter_id=key)))
                return
        for draft in view.drafts:
            if draft.bid_id == key:
                self.preview_card.title.setText("Letter not yet issued")
                told = (problem.words for problem in (*draft.problems, *draft.signs))
                self._show_notes((*told, *draft.tells))
                job = partial(to_pdf, draft.document, moment=self._desk.now())
                self._desk.work.render(job, then=partial(self._rendered, key))

    def _show_notes(self, told: tuple[str, ...]) -> None:
        """What is to mend or to know of the chosen letter, above its pages."""
        self.notes.setText("\n".join(told))
        self.notes.setVisible(bool(told))

    def _rendered(self, key: str, pdf: bytes) -> None:
        if self.letters.table.current() in {key, ""}:
            self.preview.show_pdf(pdf)

    def choose_folder(self) -> None:
        """Asks where to save the letters."""
        dialog = QFileDialog(self, "Save letters in")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.save_in)
        self.dialog = dialog
        dialog.open()

    def save_in(self, folder: str) -> None:
        """Saves every letter as a PDF in a folder, and says where they are."""
        view = self.view
        if view is None:
            return
        try:
            for name, pdf in self._all_pdfs(view):
                write_whole(Path(folder) / name, pdf)
        except Unavailable as away:
            self._refused((Problem("", str(away)),))
            return
        what = "Letters" if view.issued else "Drafts of the letters"
        self._desk.say(f"{what} saved in {folder}")

    def _all_pdfs(self, view: AwardView) -> list[tuple[str, bytes]]:
        if view.issued:
            whose = [(sent.kind, sent.provider_name) for sent in view.issued]
            read = self._desk.work.read
            pdfs = [read(partial(letter_pdf, letter_id=sent.id)) for sent in view.issued]
            names = letter_file_names(view.place.reference, whose)
        else:
            whose = [(draft.kind, draft.provider_name) for draft in view.drafts]
            pdfs = [to_pdf(draft.document, moment=self._desk.now()) for draft in view.drafts]
            names = letter_file_names(view.place.reference, whose, draft="draft")
        return list(zip(names, pdfs, strict=True))

    def choose_printer(self) -> None:
        """Asks which printer prints all the letters."""
        self._choose_printer(tuple(sent.id for sent in self.view.issued) if self.view else ())

    def choose_printer_for_one(self) -> None:
        """Asks which printer prints the chosen letter."""
        key = self.letters.table.current()
        known = {sent.id for sent in self.view.issued} if self.view else set()
        self._choose_printer((key,) if key in known else ())

    def _choose_printer(self, letters: tuple[str, ...]) -> None:
        if not letters:
            self._refused((Problem("", "Issue the letters first; then they can be printed."),))
            return
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self)
        dialog.accepted.connect(partial(self._printer_chosen, letters))
        self.dialog = dialog
        dialog.setModal(True)
        dialog.show()

    def _printer_chosen(self, letters: tuple[str, ...], _printer: QPrinter) -> None:
        self.print_letters(letters)

    def print_letters(self, letters: tuple[str, ...]) -> None:
        """Prints issued letters in list order and writes who printed them into the history."""
        if self._printer is None:
            return
        read = self._desk.work.read
        pdfs = tuple(read(partial(letter_pdf, letter_id=one)) for one in letters)
        if not print_pdfs(pdfs, self._printer):
            self._refused(
                (
                    Problem(
                        "", "The printer did not take every page. The letters are kept; try again."
                    ),
                )
            )
            return
        if self._desk.read_only():
            self._desk.say(
                "Sent to the printer. The file is read-only, so its history is unchanged"
            )
            return
        self.do(
            partial(record_printing, competition_id=self._competition_id, count=len(letters)),
            "Sent to the printer",
        )


def _empty_words(view: AwardView) -> tuple[str, str]:
    """What the page says while it shows no letters."""
    if view.place.state is not State.ABANDONED:
        return (
            "Letters are made when the result is signed off",
            "Agree every score, work out the result, and send it for sign-off.",
        )
    kept = f"{issued_words(len(view.issued))} before stay in the record." if view.issued else ""
    return "This competition was abandoned", kept or "No letter was issued."


def _first(view: AwardView) -> str:
    if view.issued:
        return view.issued[0].id
    return view.drafts[0].bid_id if view.drafts else ""
