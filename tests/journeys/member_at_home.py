"""One panel member at a PC with nothing on it but STAR and a score pack; run in a process of its own.

What to do stands in the environment: the pack, the passphrase, the scores and where the file goes.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from starapp.ui.pictures import application
from tests.drive.offline import OfflineDesk


def no_network(event: str, _arguments: tuple[object, ...]) -> None:
    """Stops any talk with another computer."""
    if event in {"socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"}:
        raise RuntimeError(f"a panel member's PC has no network, but there was {event}")


def test_every_answer_is_scored_through_the_window(qtbot: QtBot, qapp: QApplication) -> None:
    sys.addaudithook(no_network)
    assert list(Path.home().iterdir()) == [], "the home folder is empty"
    task = json.loads(os.environ["STAR_MEMBER_TASK"])
    application()
    desk = OfflineDesk(qtbot, Path(task["pack"]))
    desk.open(task["passphrase"])
    desk.declare()
    wanted = desk.window.pack.base.wanted
    assert sorted(wanted) == sorted((bid, code) for bid, code, *_ in task["scores"])
    for bid, code, score, reason in task["scores"]:
        desk.score(bid, code, score, reason)
    desk.press(desk.window, "saveScoreFile")
    assert desk.window.chooser is not None
    desk.window.chooser.close()
    desk.window.save_to(task["out"])
    assert Path(task["out"]).exists()
    desk.close()
