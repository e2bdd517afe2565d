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


def start(path: Path | None) -> int:
    """Shows the window, with a workspace or the welcome, and runs until it is closed."""
    folder = settings_folder()
    Faults(start_log(folder)).watch()
    preferences.keep_in(folder)
    clear_left()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("STAR")
    app.setDesktopFileName("star")
    look.dress()
    app.setWindowIcon(window_icon())
    FocusRings(app)
    Collector(app)
    program = Program(app)
    DroppedFiles(app).dropped.connect(program.open_path)
    program.begin(path)
    return app.exec()
