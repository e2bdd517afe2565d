"""Invitations: providers with reasons, the timetable, issuing, questions and answers, more time."""

from functools import partial

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QVBoxLayout, QWidget

from starapp.competitions.bidding_time import record_decline
from starapp.competitions.commands import edit_timetable, leave_out, put_back
from starapp.competitions.competition import State, Timetable
from starapp.competitions.publication import invitation_for, publish
from starapp.competitions.queries import competition, extensions, questions
from starapp.competitions.questions_document import questions_document
from starapp.competitions.stage_rules import Action
from starapp.competitions.stages import ORGANISERS
from starapp.competitions.timetable import MOMENTS, suggested
from starapp.documents.blocks import Document
from starapp.foundation.change import Change
from starapp.foundation.dates import day_text, local_date, moment_text
from starapp.foundation.enumerating import listed
from starapp.foundation.problems import Problem
from starapp.organisation.queries import letterhead
from starapp.ui import theme
from starapp.ui.competitions.invitation_dialogs import AnswerDialog, ExtendDialog, QuestionDialog
from starapp.ui.competitions.invitations_view import InvitationsView, invitations_view
from starapp.ui.competitions.providers_card import ProvidersCard
from starapp.ui.competitions.questions_card import QuestionsCard
from starapp.ui.competitions.timetable_card import TimetableCard
from starapp.ui.desk import Desk, Place
from starapp.ui.evaluation.command_dialog import Command, ReasonDialog
from starapp.ui.evaluation.report_preview import ReportPreview
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import PageHead, Scroll
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.notices import Notice

SIDE_BY_SIDE = 1000
"""The width, divided by the text size, from which providers and dates stand side by side."""


class InvitationsPage(QWidget):
    """Stage 3 of a competition."""

    title = "Invitations"
    help_topic = "invitations"
    touches = frozenset({"competitions", "questions", "providers", "organisation"})

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__()
        self.setObjectName("invitationsPage")
        self._desk = desk
        self._id = competition_id
        self.view: InvitationsView | None = None
        self.dialog: QDialog | None = None
        self.head = PageHead("Invitations")
        self.extend = Button(
            "Extend deadline", icon="clock", pressed=self.ask_to_extend, key="extendDeadline"
        )
        self.send = Button(
            "Issue invitations", kind="main", icon="mail", pressed=self.ask_to_send,
            key="sendInvitations",
        )  # fmt: skip
        self.head.add_right(self.extend, self.send)
        self.errors = ErrorSummary("Before the invitations can be issued")
        self.told = Notice("info", "")
        self.advice = Notice(
            "warning", "", link="Open the letterhead", pressed=self._open_letterhead
        )
        self.providers = ProvidersCard()
        self.providers.acting.connect(self._act)
        self.timetable = TimetableCard()
        self.timetable.settled.connect(self._save_dates)
        self.timetable.suggesting.connect(self.suggest_dates)
        self.questions = QuestionsCard()
        self.questions.asking.connect(self.ask_question)
        self.questions.answering.connect(self.answer_question)
        self.questions.printing.connect(self.show_log)
        self._build()
        self._made_actions = self._make_actions()
        self.reload()

    def _build(self) -> None:
        page = Scroll(spacing=14)
        for part in (self.head, self.errors, self.told, self.advice):
            page.add(part)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(14)
        self._pair.addWidget(self.providers, 54)
        self._pair.addWidget(self.timetable, 46)
        page.body.addLayout(self._pair)
        page.add(self.questions)
        page.body.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)

    def _make_actions(self) -> list[QAction]:
        made = []
        for words, act in (
            ("Preview invitation", self.preview_chosen),
            ("Record question", self.ask_question),
            ("Log of questions for bidders", self.show_log),
            ("Extend deadline", self.ask_to_extend),
            ("Issue invitations", self.ask_to_send),
        ):
            action = QAction(words, self)
            action.triggered.connect(act)
            made.append(action)
        return made

    def actions(self) -> list[QAction]:
        """Preview, question, log, extend, issue."""
        return self._made_actions

    def main_action(self) -> QAction:
        """Issues the invitations."""
        return self._made_actions[-1]

    def regions(self) -> tuple[QWidget, ...]:
        """Providers, dates, questions."""
        return (self.providers, self.timetable, self.questions)

    def reload(self) -> None:
        """Shows what is stored now."""
        view = self._desk.work.read(partial(invitations_view, competition_id=self._id))
        self.view = view
        may = self._may()
        self._show_head(view, may=may)
        self.providers.show_view(view, may=may)
        self.timetable.show_dates(view.dates, locked=self._locked(view, may=may))
        answering = may and view.open_for_bids
        self.questions.show_questions(view.questions, view.extensions, may=answering)
        self.questions.setVisible(not view.building)
        if answering:
            self.questions.ask.on()
        else:
            self.questions.ask.off("Questions can be recorded until the deadline.")
        self.questions.ask.setVisible(may)
        self._show_actions(view, may=may)

    def _may(self) -> bool:
        return self._desk.actor().can(*ORGANISERS) and not self._desk.read_only()

    def _locked(self, view: InvitationsView, *, may: bool) -> frozenset[str]:
        every = frozenset(Timetable.__dataclass_fields__)
        if not may or not (view.building or view.may(Action.EDIT_LATER)):
            return every
        return frozenset() if view.building else frozenset(MOMENTS)

    def _show_head(self, view: InvitationsView, *, may: bool) -> None:
        number = view.going
        said = "1 provider" if number == 1 else f"{number} providers"
        self.send.setVisible(view.building and may)
        self.extend.setVisible(may and view.open_for_bids)
        if view.building:
            self.head.title.setText(f"{said} can be invited")
            self.head.show_line(
                "Everybody of the lot who works in the area, with reasons for others."
            )
        else:
            sent = view.dates.invitation
            when = f" on {day_text(local_date(sent))}" if sent else ""
            self.head.title.setText(f"{said} invited{when}")
            deadline = view.dates.deadline
            self.head.show_line(f"Bids are due by {moment_text(deadline)}." if deadline else "")
        self._show_told(view)
        self._show_advice(view, may=may)

    def _show_advice(self, view: InvitationsView, *, may: bool) -> None:
        """What the letters at the end will need and nobody has filled in yet."""
        self.advice.setVisible(bool(view.letterhead_gaps) and may)
        needed = listed(view.letterhead_gaps)
        self.advice.show_words(
            "The letterhead is not finished.", f"Award letters cannot be issued without {needed}."
        )

    def _open_letterhead(self) -> None:
        self._desk.go(Place("settings", part="letterhead"))

    def _show_told(self, view: InvitationsView) -> None:
        waiting = sum(one.answered is None for one in view.questions)
        self.errors.hide()
        if view.building and view.problems:
            first = view.problems[0].words
            more = len(view.problems) - 1
            rest = "" if not more else f" And {more} more."
            self.told.show_kind("info")
            self.told.show_words("Not ready to issue yet.", f"{first}{rest}")
        elif view.building:
            self.told.show_kind("success")
            self.told.show_words("Ready to issue.", "Issuing freezes the model and the questions.")
        elif waiting and view.open_for_bids:
            self.told.show_kind("warning")
            number = "1 question waits" if waiting == 1 else f"{waiting} questions wait"
            self.told.show_words(f"{number} for an answer.", "Send the log to every provider then.")
        elif view.state is State.ABANDONED:
            self.told.show_kind("error")
            self.told.show_words("This competition was abandoned.", "Nothing can change any more.")
        else:
            self.told.show_kind("info")
            self.told.show_words(
                "Locked when the invitations were issued.",
                "Specification, model, questions and rules stay as the invitations print them. STAR "
                "sends nothing: save each invitation from its preview and send it.",
            )

    def _show_actions(self, view: InvitationsView, *, may: bool) -> None:
        preview, ask, _log, extend, send = self._made_actions
        preview.setEnabled(view.going > 0)
        ask.setEnabled(may and view.open_for_bids)
        extend.setEnabled(may and view.open_for_bids)
        send.setEnabled(may and view.building)

    # ---- dates ----

    def _save_dates(self, dates: Timetable) -> None:
        self._desk.work.do(
            partial(edit_timetable, competition_id=self._id, dates=dates),
            refused=self._refused_dates,
            again=self._save_typed_dates,
        )

    def _save_typed_dates(self) -> None:
        typed = self.timetable.typed()
        if self.view is not None and typed != self.view.dates:
            self._save_dates(typed)

    def _refused_dates(self, problems: tuple[Problem, ...]) -> None:
        if self.view is not None:
            self.timetable.not_saved(self.view.dates)
        self.errors.show_problems(problems, self.timetable.fields())

    def suggest_dates(self) -> None:
        """Fills every date from the day of the invitations, or from tomorrow."""
        typed = self.timetable.typed()
        first = typed.invitation
        today = local_date(self._desk.now())
        day = max(local_date(first), today) if first is not None else today
        filled = suggested(day, support_starts=typed.support_starts)
        if typed == filled:
            return
        self._desk.work.do(
            partial(edit_timetable, competition_id=self._id, dates=filled),
            done=partial(self._suggested, before=typed),
        )

    def _suggested(self, _change: Change, *, before: Timetable) -> None:
        self._desk.say("Dates suggested", undo=partial(self._save_dates, before))

    # ---- providers ----

    def _act(self, what: str, provider_id: str) -> None:
        match what:
            case "preview":
                self.preview(provider_id)
            case "leave out":
                self._ask_reason(
                    f"Leave out {self._name(provider_id)}?",
                    partial(leave_out, competition_id=self._id, provider_id=provider_id),
                    yes="Leave out",
                    text="It is eligible, so the reason goes on the record.",
                )
            case "decline":
                self._ask_reason(
                    f"{self._name(provider_id)} will not bid",
                    partial(record_decline, competition_id=self._id, provider_id=provider_id),
                    yes="Record decline",
                    text="Write the reason the provider gave.",
                )
            case _:
                self._desk.work.do(
                    partial(put_back, competition_id=self._id, provider_id=provider_id),
                    done=self._say,
                )

    def _name(self, provider_id: str) -> str:
        rows = self.view.rows if self.view else ()
        return next((row.name for row in rows if row.id == provider_id), "this provider")

    def _ask_reason(self, title: str, command: partial[Change], *, yes: str, text: str) -> None:
        def make(reason: str) -> Command:
            return partial(command, reason=reason)

        self.dialog = ReasonDialog(self._desk, title, yes=yes, make=make, text=text)
        self.dialog.open()

    def preview_chosen(self) -> None:
        """Shows the invitation of the chosen provider, or of the first one."""
        rows = [row for row in (self.view.rows if self.view else ()) if row.state != "left out"]
        chosen = self.providers.table.current()
        if rows:
            ids = [row.id for row in rows]
            self.preview(chosen if chosen in ids else ids[0])

    def preview(self, provider_id: str) -> None:
        """Shows the invitation of one provider as a PDF."""
        make = partial(invitation_for, competition_id=self._id, provider_id=provider_id)
        self.dialog = ReportPreview(self._desk, f"Invitation for {self._name(provider_id)}", make)
        self.dialog.open()

    # ---- issuing ----

    def ask_to_send(self) -> None:
        """Shows what is missing, or asks before the invitations are issued."""
        view = self.view
        if view is None:
            return
        if view.problems:
            self.errors.show_problems(view.problems, self.timetable.fields())
            return
        number = "1 provider" if view.going == 1 else f"{view.going} providers"
        deadline = moment_text(view.dates.deadline) if view.dates.deadline else ""
        self._desk.ask(
            f"Issue the invitations to {number}?",
            text=f"The deadline is {deadline}. The specification, the questions, the weights and the "
            "rules are frozen. This cannot be undone. STAR sends nothing: save each invitation from "
            "its preview and send it.",
            yes="Issue invitations",
            then=self._send,
        )

    def _send(self) -> None:
        self._desk.work.do(
            partial(publish, competition_id=self._id), done=self._say, refused=self._refused
        )

    def _say(self, change: Change) -> None:
        self._desk.say(change.words)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems, self.timetable.fields())

    def ask_to_extend(self) -> None:
        """Opens the dialog that gives everybody more time."""
        if self.view is not None:
            self.dialog = ExtendDialog(self._desk, self.view)
            self.dialog.open()

    # ---- questions ----

    def ask_question(self) -> None:
        """Opens the dialog that records a question."""
        if self.view is not None:
            self.dialog = QuestionDialog(self._desk, self.view)
            self.dialog.open()

    def answer_question(self, question_id: str) -> None:
        """Opens the dialog that answers a question."""
        for one in self.view.questions if self.view else ():
            if one.id == question_id:
                self.dialog = AnswerDialog(self._desk, one)
                self.dialog.open()

    def show_log(self) -> None:
        """Shows the log of questions and answers as bidders get it."""
        place = self._desk.work.read(partial(competition, competition_id=self._id))
        made = questions_document(
            place,
            self._desk.work.read(partial(questions, competition_id=self._id)),
            self._desk.work.read(partial(extensions, competition_id=self._id)),
            letterhead=self._desk.work.read(partial(letterhead, body_id=place.body_id)),
        )
        self.dialog = ReportPreview(self._desk, "Questions and answers", partial(_given, made))
        self.dialog.open()

    def print_it(self) -> None:
        """Ctrl+P: the invitation of the chosen provider."""
        self.preview_chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() * 100 / theme.current().text_scale >= SIDE_BY_SIDE
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(way)
        self.timetable.set_room(self.width() * 46 // 100 if wide else self.width())


def _given(document: Document, _session: object) -> Document:
    return document
