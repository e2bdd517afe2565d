"""The dialogs of the invitations page: a question, an answer, more time."""

from functools import partial

from starapp.competitions.bidding_time import answer_question, ask_question, extend_deadline
from starapp.competitions.queries import Question
from starapp.foundation.dates import local, local_date, moment_text
from starapp.foundation.problems import Problem
from starapp.ui.competitions.invitations_view import InvitationsView
from starapp.ui.competitions.timetable_card import USUAL
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.moment_field import MomentField
from starapp.ui.widgets.text_fields import LongText


class QuestionDialog(CommandDialog):
    """Records what a provider asked."""

    def __init__(self, desk: Desk, view: InvitationsView) -> None:
        super().__init__(
            desk,
            "Record a question",
            yes="Record question",
            text="Who asked stays in the record. The log for bidders prints the question and the "
            "answer only.",
        )
        self._view = view
        invited = [(row.id, row.name) for row in view.rows if row.state in {"invited", "declined"}]
        self.provider = Choice(invited, empty="Choose a provider")
        self.question = LongText(lines=4)
        self.add_field("provider", LabelledField("Asked by", self.provider, key="askedBy"))
        hint = "Write it so that it does not say who asked."
        self.add_field(
            "question", LabelledField("Question", self.question, hint=hint, key="question")
        )

    def command(self) -> Command:
        """Records the question typed."""
        return partial(
            ask_question,
            competition_id=self._view.competition_id,
            provider_id=self.provider.value(),
            question=self.question.value(),
        )


class AnswerDialog(CommandDialog):
    """Answers a question in the log for bidders."""

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(
            desk,
            f"Answer question {question.number}",
            yes="Record answer",
            text="The log for bidders prints it and does not say who asked. STAR sends nothing: send "
            "the log to every provider that was invited. The answer cannot be changed afterwards.",
        )
        self._id = question.id
        self.answer = LongText(lines=5)
        self.add(Words(question.question, "body", wrap=True))
        self.add_field("answer", LabelledField("Answer", self.answer, key="answer"))
        self.answer.setFocus()

    def command(self) -> Command:
        """Gives the answer typed."""
        return partial(answer_question, question_id=self._id, answer=self.answer.value())


class ExtendDialog(CommandDialog):
    """Gives everybody more time."""

    def __init__(self, desk: Desk, view: InvitationsView) -> None:
        shown = moment_text(view.dates.deadline) if view.dates.deadline else "not set"
        super().__init__(
            desk,
            "Extend the deadline?",
            yes="Extend deadline",
            text=f"The deadline is {shown}. The log for bidders prints the new one and the reason. "
            "STAR sends nothing: send the log to every provider that was invited.",
        )
        self._view = view
        self.when = MomentField(
            "New deadline", key="newDeadline", time_key="newTime", usual=USUAL["deadline"],
            today=local_date(desk.now()),
        )  # fmt: skip
        if view.dates.deadline is not None:
            self.when.clock.show_time(local(view.dates.deadline).time())
        self.reason = LongText(lines=3)
        self.add_moment("deadline", self.when)
        self.add_field("reason", LabelledField("Reason", self.reason, key="extendReason"))

    def attempt(self) -> None:
        """Gives the command when a day was typed."""
        if not self.when.day.text().strip():
            self.show_problems((Problem("deadline", "Choose the new day.", "empty"),))
            return
        super().attempt()

    def command(self) -> Command:
        """Extends to what was typed."""
        deadline = self.when.moment()
        assert deadline is not None  # noqa: S101 - attempt() asks for it first
        return partial(
            extend_deadline,
            competition_id=self._view.competition_id,
            deadline=deadline,
            reason=self.reason.value(),
        )
