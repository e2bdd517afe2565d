"""Writes down what was seen and said when the person met a bidder."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from starapp.bids.commands import record_meeting
from starapp.foundation.change import Change
from starapp.foundation.problems import Problem
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import LongText


class MeetingSheet(Sheet):
    """The record of one meeting, for one bid and one question.

    Signals:
        recorded: it is in the file.
    """

    recorded = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        bid: tuple[str, str],
        criterion: str,
        text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            f"Meeting with bid {bid[1]}",
            text="Everyone on the panel reads the same record. Write what was seen and said, "
            "not what you think of it.",
            width=620,
            parent=parent,
        )
        self.setObjectName("meetingSheet")
        self._desk, self._bid_id, self._criterion = desk, bid[0], criterion
        self.words = LongText(text, lines=8)
        self.field = LabelledField("Record of the meeting", self.words, key="meetingRecord")
        self.errors = ErrorSummary()
        self.add(self.errors)
        self.add(self.field)
        self.save = Button("Save record", kind="main", pressed=self._save, key="saveMeeting")
        self.add_answers(Button("Cancel", pressed=self.reject, key="cancelMeeting"), self.save)
        self.words.setFocus()

    def _save(self) -> None:
        command = partial(
            record_meeting,
            bid_id=self._bid_id,
            criterion=self._criterion,
            text=self.words.value(),
        )
        self._desk.work.do(command, done=self._done, refused=self._refused)

    def _done(self, change: Change) -> None:
        self.accept()
        self._desk.say(change.words)
        self.recorded.emit()

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems, {"text": self.field})
