"""Over the discussion: who is in the room, or that nobody has recorded it; and what is parked."""

from collections.abc import Callable
from datetime import date

from starapp.evaluation.moderation_board import Board, shortened
from starapp.foundation.dates import local_date, moment_text
from starapp.ui.widgets.notices import Notice


class RoomNotice(Notice):
    """Asks for the sheet until it is there, then says who is in the room.

    Args:
        pressed: opens the sheet.
    """

    def __init__(self, pressed: Callable[[], object]) -> None:
        super().__init__("info", "", link="Who is in the room", pressed=pressed, icon="users")
        self.setObjectName("roomNotice")

    def show_board(self, board: Board, *, chairs: bool, today: date) -> None:
        """Shows the newest sheet; only the chair of an open moderation can change it.

        A sheet of an earlier day is shown as one to look at again.
        """
        self.setVisible(board.open)
        if self.link is not None:
            self.link.setVisible(chairs and board.open)
        room = board.room
        old = room is not None and local_date(room.held) < today
        self.show_kind("warning" if old else "info")
        if room is None:
            self.show_words(
                "Nobody has recorded who is in the room.",
                "Record it when the meeting begins: the moderation record prints it.",
            )
            return
        titles = {seat: shortened(title) for seat, title in board.titles.items()}
        there = [title for seat, title in titles.items() if seat in room.present]
        said = f"{', '.join(there)}."
        sorry = [title for seat, title in titles.items() if seat in room.apologies]
        if sorry:
            said += f" Apologies: {', '.join(sorry)}."
        if old:
            said += " That was an earlier day: record who is in the room today."
        self.show_words(f"In the room since {moment_text(room.held)}:", said)


class ParkedNotice(Notice):
    """Lists what is parked, with why."""

    def __init__(self) -> None:
        super().__init__("info", "", icon="hourglass")
        self.setObjectName("parkedNotice")

    def show_board(self, board: Board) -> None:
        """Shows what still waits; hidden when nothing does."""
        waiting = board.parked_now()
        self.setVisible(board.open and bool(waiting))
        said = [
            f"{board.bid_title(bid)}, {code}: {one.reason}" for (bid, code), one in waiting.items()
        ]
        self.show_words("Parked.", "; ".join(said))
