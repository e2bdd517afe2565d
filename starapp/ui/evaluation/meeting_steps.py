"""What the chair does about the meeting itself: who is in the room, park, take up again."""

from collections.abc import Callable
from functools import partial

from starapp.evaluation.meeting_commands import park_item, take_up
from starapp.evaluation.moderation_board import Board
from starapp.foundation.change import Change
from starapp.foundation.problems import Problem
from starapp.ui.desk import Desk
from starapp.ui.evaluation.attendance_sheet import AttendanceSheet
from starapp.ui.evaluation.command_dialog import CommandDialog, ReasonDialog

Key = tuple[str, str]


class MeetingSteps:
    """Opens the dialogs and gives the commands.

    Args:
        opened: is told of a dialog to open.
        parked: called once something was parked.
        refused: is told why something was refused.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        opened: Callable[[CommandDialog], None],
        parked: Callable[[], None],
        refused: Callable[[tuple[Problem, ...]], None],
    ) -> None:
        self._desk = desk
        self._opened, self._parked, self._refused = opened, parked, refused

    def ask_room(self, board: Board) -> None:
        """Opens the sheet of who is in the room."""
        self._opened(AttendanceSheet(self._desk, board))

    def ask_park(self, board: Board, key: Key) -> None:
        """Asks in a word why a question of a bid waits."""
        letter = dict(board.bids)[key[0]]
        dialog = ReasonDialog(
            self._desk,
            f"Park {key[1]} of bid {letter}?",
            text="It waits in the list of what is parked. Moderation cannot close until the panel "
            "takes it up again.",
            yes="Park",
            label="Why",
            make=partial(_park_command, board.competition_id, key),
        )
        dialog.accepted.connect(self._parked)
        self._opened(dialog)

    def take_up(self, board: Board, key: Key) -> None:
        """Comes back to what was parked."""
        self._desk.work.do(
            partial(take_up, competition_id=board.competition_id, bid_id=key[0], criterion=key[1]),
            refused=self._refused,
        )


def _park_command(competition_id: str, key: Key, reason: str) -> partial[Change]:
    return partial(
        park_item, competition_id=competition_id, bid_id=key[0], criterion=key[1], reason=reason
    )
