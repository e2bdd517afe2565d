"""Tells a person who may change things, once, that the clock was set back, and what counts."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from starapp.foundation.dates import moment_text
from starapp.history.history import now
from starapp.ui.desk import Desk

TITLE = "Check the clock of this PC"


class ClockWatch(QTimer):
    """Looks when the window opens, each minute, and whenever it is asked.

    Args:
        desk: of the window.
        tell: shows a title and words in a dialog.
        sample: the story of the sample has days of its own, so nothing is said.
        parent: the window.
    """

    def __init__(
        self, desk: Desk, tell: Callable[[str, str], None], *, sample: bool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tell = tell
        self._silent = sample or desk.read_only()
        self._told = False
        self.setInterval(60_000)
        self.timeout.connect(self.look)
        self.start()
        desk.work.fetch(now, then=self._read)

    def _read(self, _moment: datetime) -> None:
        self.look()

    def look(self) -> None:
        """Says that the clock is behind, unless it was behind already."""
        behind = self._desk.clock_behind()
        told, self._told = self._told, behind is not None
        if self._silent or told or behind is None:
            return
        shown, counts = behind
        self._tell(
            TITLE,
            f"It shows {moment_text(shown)}, but something was entered in this workspace at "
            f"{moment_text(counts)}. That time counts for every deadline until the clock is past "
            "it, and the history says so. Set the date and time of this PC. If they are right, "
            "another PC’s clock was ahead: tell your administrator.",
        )
