"""A small sheet that asks for one day: when the person was told, when the agreement was signed."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from starapp.awards.commands import sign_agreement, tell_person
from starapp.foundation.change import Change
from starapp.foundation.dates import local_date
from starapp.foundation.problems import Problem
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.date_fields import DateField
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.question import Sheet

QUESTIONS = {
    "person": (
        "When were the person and their family told?",
        (
            "Say who will support them, from when, and who to ask, in the form they need. "
            "No scores and no losing providers."
        ),
        "Record the day",
    ),
    "sign": (
        "When was the agreement signed?",
        "Both sides have signed. This ends the competition.",
        "Record the signing",
    ),
}


class DaySheet(Sheet):
    """Asks for a day and gives the command; what is refused is said beside the field."""

    def __init__(self, line: str, competition_id: str, desk: Desk, *, parent: QWidget) -> None:
        title, text, verb = QUESTIONS[line]
        super().__init__(title, text=text, parent=parent)
        self._desk = desk
        self._command: Callable[..., Change] = tell_person if line == "person" else sign_agreement
        self._competition_id = competition_id
        today = local_date(desk.now())
        self.day = DateField(today, today=today)
        self.field = LabelledField("Day", self.day, hint="For example 7 October 2026", key="day")
        self.add(self.field)
        self.yes = Button(verb, kind="main", size="large", pressed=self.give)
        self.no = Button("Cancel", size="large", pressed=self.reject)
        self.add_answers(self.no, self.yes)

    def give(self) -> None:
        """Gives the command with the day typed."""
        day = self.day.day()
        if day is None:
            self.field.show_problem(self.day.problem() or "Enter a day.")
            return
        self._desk.work.do(
            partial(self._as_command, day=day), done=self._done, refused=self._refused
        )

    def _as_command(self, session: Session, *, day: date) -> Change:
        return self._command(session, competition_id=self._competition_id, day=day)

    def _done(self, _change: Change) -> None:
        self.accept()

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.field.show_problem(problems[0].words)
