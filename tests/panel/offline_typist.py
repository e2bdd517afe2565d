"""A member who types on and on in the scoring window, telling each key; to be killed."""

import sys
import time
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from starapp.panel.pack_file import open_pack
from starapp.ui.panel.offline_window import OfflineWindow
from starapp.ui.panel.pack_keeper import PackKeeper
from starapp.ui.pictures import application

PAUSE_MS = 12


def main(path: Path, passphrase: str) -> None:
    """Types letters into the reason of one answer; each line is their number and the moment."""
    app = application()
    pack = open_pack(path, passphrase)
    keeper = PackKeeper(pack.base, pack.answers, copy=pack.copy, work=pack.copy.read(pack.identity))
    window = OfflineWindow(pack, keeper, folder=path.parent)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.view.go_to(pack.base.wanted[0])
    edit = window.view.findChild(QPlainTextEdit, "reason")
    assert edit is not None
    edit.setFocus()
    edit.clear()
    pressed = count()

    def press() -> None:
        number = next(pressed)
        QTest.keyClick(edit, Qt.Key.Key_Space if number % 7 == 6 else Qt.Key.Key_A)
        sys.stdout.write(f"{number + 1} {time.monotonic_ns()}\n")
        sys.stdout.flush()

    keys = QTimer()
    keys.timeout.connect(press)
    keys.start(PAUSE_MS)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
