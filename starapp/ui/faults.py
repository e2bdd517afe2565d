"""What happens when the program itself goes wrong: one dialog in plain words, and the log."""

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from starapp.ui.widgets.question import Told

_log = logging.getLogger("star.fault")


class Faults:
    """Takes what nothing else took.

    Args:
        log: the file that faults are written to, or None when it cannot be written.

    Attributes:
        shown: the dialog, or None when nothing went wrong yet.
    """

    def __init__(self, log: Path | None) -> None:
        self._log_path = log
        self.shown: Told | None = None

    def watch(self) -> None:
        """From now on takes every fault on every thread's way to the top."""
        sys.excepthook = self.take

    def take(
        self,
        kind: type[BaseException],
        fault: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Writes the fault to the log and tells the person once."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        lines = "".join(traceback.format_exception(kind, fault, trace))
        _log.error("%s", lines)
        if QApplication.instance() is None or (self.shown is not None and self.shown.isVisible()):
            return
        words = (
            "The last step was not saved. What was saved before is safe. Close this message and "
            "do the step again. If it happens again, "
        )
        words += (
            f"give IT support this file: {self._log_path}"
            if self._log_path is not None
            else "tell IT support that STAR cannot write in its settings folder, so that no record "
            "of the fault was kept."
        )
        self.shown = Told("Something went wrong in STAR", words, parent=QApplication.activeWindow())
        self.shown.open()
