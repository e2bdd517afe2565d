"""A person who types on and on in a real window, in a process of its own; to be killed.

Prints a line for each key: how many were typed, and when by the clock both processes share.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from starapp.app import open_workspace
from starapp.organisation.queries import people
from starapp.ui.desk import Desk, Place
from starapp.ui.main_window import MainWindow
from starapp.ui.pictures import application
from starapp.ui.program import Program
from starapp.ui.settings.bodies_page import BodiesPage
from starapp.ui.widgets.text_fields import TextField

KEY_MS = 15
"""Faster than anybody types."""


def main(path: Path) -> None:
    """Types until the process ends."""
    app = application()
    workspace = open_workspace(path)
    with workspace.store.reading() as session:
        actor = people(session)[0].actor()
    window = MainWindow(workspace, Desk(workspace.store, actor), Program(app))
    window.show()
    window.go(Place("settings", part="bodies"))
    field = window.shown.findChild(BodiesPage).form.editors["name"]
    assert isinstance(field, TextField)
    field.setFocus()
    field.clear()

    def press() -> None:
        QTest.keyClick(field, Qt.Key.Key_A)
        sys.stdout.write(f"{len(field.text())} {time.monotonic_ns()}\n")
        sys.stdout.flush()

    keys = QTimer()
    keys.timeout.connect(press)
    keys.start(KEY_MS)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
