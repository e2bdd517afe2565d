"""Puts a copy back while no window has the workspace open, and says how it went."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal

from starapp.backups.folder import usual_folder
from starapp.backups.going_back import put_back
from starapp.backups.rotation import Copy
from starapp.foundation.problems import CannotDo, Unavailable
from starapp.ui.backups import choices
from starapp.ui.backups.put_back import Going
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.question import Sheet


class GoingBack(Sheet):
    """A dialog that is there while the copy takes the place of the file.

    Signals:
        ended: a heading and words that say how it went.
    """

    ended = Signal(str, str)
    _answered = Signal(object)

    def __init__(self, file: Path, going: Going, now: datetime) -> None:
        super().__init__(
            "Putting the copy back",
            text="The workspace as it is now is kept first. The window opens again by itself.",
        )
        self.setObjectName("goingBack")
        self._file = file
        self._going = going
        self._now = now
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="going back")
        self.progress = Progress("Copying and checking")
        self.add(self.progress)
        self._answered.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Starts; the workspace is closed."""
        self._pool.submit(self._run)

    def reject(self) -> None:
        """Stays until it is done: half a way back is no way."""

    def _run(self) -> None:
        try:
            answer: object = put_back(
                self._file,
                self._going.copy,
                self._going.wish,
                shown=self._going.shown,
                root=choices.folder() or usual_folder(),
                most=choices.megabytes() * choices.MEGABYTE,
                now=self._now,
            )
        except BaseException as fault:  # noqa: BLE001 # raised again on the main thread
            answer = fault
        self._answered.emit(answer)

    def _end(self, answer: object) -> None:
        self._pool.shutdown(wait=True)
        match answer:
            case Copy():
                words = (
                    f"The workspace as it was is kept as {answer.path.name} in "
                    f"{answer.path.parent}. Go back to an earlier copy in the File menu lists it."
                )
                self.ended.emit("The copy is in place.", words)
            case CannotDo() | Unavailable():
                self.ended.emit("The copy was not put back.", f"{answer} Nothing was changed.")
            case BaseException():
                words = "The window shows the workspace as it is now."
                self.ended.emit("Something went wrong while a copy was put back.", words)
                self.accept()
                raise answer
        self.accept()
