"""Starts the program with its window."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from starapp.app import settings_folder
from starapp.foundation.logs import start_log
from starapp.storage.private_copy import clear_left
from starapp.ui import preferences
from starapp.ui.collector import Collector
from starapp.ui.faults import Faults
from starapp.ui.program import Program
from starapp.ui.shell import look
from starapp.ui.shell.brand import window_icon
from starapp.ui.shell.dropped_files import DroppedFiles
from starapp.ui.widgets.focus_ring import FocusRings

NOT_KEPT = (
    "STAR cannot write in its settings folder {folder}. What you choose, such as the theme or the "
    "text size, lasts until STAR is closed. Your workspaces are not affected. Ask IT support for "
    "the right to write there."
)


def start(path: Path | None) -> int:
    """Shows the window, with a workspace or the welcome, and runs until it is closed."""
    folder = settings_folder()
    log = start_log(folder)
    Faults(log).watch()
    kept = preferences.keep_in(folder) and log is not None
    clear_left()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("STAR")
    app.setDesktopFileName("star")
    look.dress()
    app.setWindowIcon(window_icon())
    FocusRings(app)
    Collector(app)
    program = Program(app)
    if not kept:
        program.say_when_open(NOT_KEPT.format(folder=folder))
    DroppedFiles(app).dropped.connect(program.open_path)
    program.begin(path)
    return app.exec()
