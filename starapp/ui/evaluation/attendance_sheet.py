"""Who is in the room: the short sheet the chair fills in when a moderation meeting begins."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from starapp.evaluation.attendance import Attendance
from starapp.evaluation.meeting_commands import record_attendance
from starapp.evaluation.moderation_board import Board
from starapp.foundation.dates import local_date
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.choices import Segmented
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.moment_field import MomentField
from starapp.ui.widgets.text_fields import TextField

ANSWERS = [("present", "In the room"), ("sorry", "Apologies"), ("away", "Not there")]


class AttendanceSheet(CommandDialog):
    """One line per person on the panel; starts from the newest sheet, or with nobody chosen.

    Attributes:
        answers: what is chosen, per seat.
    """

    def __init__(self, desk: Desk, board: Board) -> None:
        super().__init__(
            desk,
            "Who is in the room?",
            text="It counts for what is agreed from now on. When somebody comes or goes, record "
            "it again.",
            yes="Record",
        )
        self.setObjectName("attendanceSheet")
        self._competition_id = board.competition_id
        self.when = MomentField(
            "Date", key="heldOn", time_key="heldAt", today=local_date(desk.now())
        )
        self.when.show_moment(desk.now())
        self.add_moment("held", self.when)
        self.answers: dict[str, Segmented] = {}
        for seat, title in board.titles.items():
            choice = Segmented(title, ANSWERS, key=f"room-{seat}")
            choice.choose(_before(board, seat))
            self.answers[seat] = choice
            self.add(_line(title, choice))
        if self.answers:
            self.fields["present"] = next(iter(self.answers.values()))
        self.remark = TextField("")
        self.add_field(
            "remark",
            LabelledField("Who else is there", self.remark, optional=True, key="roomRemark"),
        )

    def _chosen(self, answer: str) -> frozenset[str]:
        return frozenset(seat for seat, one in self.answers.items() if one.value() == answer)

    def command(self) -> Command:
        """Records what is on the sheet."""
        return partial(
            record_attendance,
            competition_id=self._competition_id,
            attendance=Attendance(
                held=self.when.moment(),
                present=self._chosen("present"),
                apologies=self._chosen("sorry"),
                remark=self.remark.value(),
            ),
        )


def _line(title: str, choice: Segmented) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Words(title, "table", wrap=True), 1)
    row.addWidget(choice)
    return holder


def _before(board: Board, seat: str) -> str:
    """What the newest sheet says of a person; "not there" when there is none."""
    if board.room is None:
        return "away"
    if seat in board.room.present:
        return "present"
    return "sorry" if seat in board.room.apologies else "away"
