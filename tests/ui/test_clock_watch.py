"""A PC whose clock was set back: the person is told once, in a window, with what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from starapp.app import create_workspace
from starapp.foundation.change import changed
from starapp.history.acting import SYSTEM, Actor, Role
from starapp.history.history import CLOCK, entries, note
from starapp.organisation.starting import add_first_people
from starapp.sample.story import SetClock
from starapp.ui.desk import Desk
from starapp.ui.main_window import MainWindow
from starapp.ui.shell.clock_watch import TITLE
from tests.ui.looks import clipped, names_missing
from tests.ui.test_main_window import Asked

ANNA = Actor("", "Anna", frozenset({Role.COMMISSIONER}))


@pytest.fixture
def clock() -> SetClock:
    made = SetClock()
    made.set_to("2026-09-07T12:04")
    return made


@pytest.fixture
def window(tmp_path: Path, clock: SetClock, qtbot, request) -> Iterator[MainWindow]:
    sample = getattr(request, "param", False)
    workspace = create_workspace(tmp_path / "team.star", name="Team", sample=sample, clock=clock)
    with workspace.store.writing(by=SYSTEM) as session:
        add_first_people(
            session, body_name="Northvale Council", body_kind="council",
            person_name="Anna", person_title="Lead",
        )  # fmt: skip
    made = MainWindow(workspace, Desk(workspace.store, ANNA), Asked())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.desk.work.idle)
    yield made
    if made.messages.told is not None:
        made.messages.told.close()
    made.close()


def remark(window: MainWindow, qtbot) -> None:
    window.desk.work.do(_remark)
    qtbot.waitUntil(lambda: window.desk.work.idle)


def _remark(session):
    note(session, "a remark", about=("workspace", ""))
    return changed("Noted", "competitions")


def said(window: MainWindow) -> str:
    with window.workspace.store.reading() as session:
        return " ".join(one.words for one in entries(session, about=CLOCK))


def test_nothing_is_said_while_the_clock_goes_on(window, clock, qtbot) -> None:
    for london in ("2026-09-07T12:03", "2026-09-07T12:30"):
        clock.set_to(london)
        remark(window, qtbot)
    assert window.messages.told is None
    assert said(window) == ""


def test_the_person_is_told_once_what_counts_and_what_to_do(window, clock, qtbot) -> None:
    clock.set_to("2026-09-07T11:50")
    remark(window, qtbot)
    told = window.messages.told
    assert told is not None
    assert told.windowTitle() == TITLE
    words = " ".join(one.text() for one in told.findChildren(QLabel))
    assert "7 September 2026, 12:04. That time counts for every deadline" in words
    assert "Set the date and time of this PC" in words
    assert names_missing(told) == []
    assert clipped(told) == []
    told.accept()
    window.messages.told = None
    remark(window, qtbot)
    window.clock_watch.look()
    assert window.messages.told is None, "said twice"
    assert said(window).count("clock showed 7 September 2026, 11:50") == 1
    clock.set_to("2026-09-07T13:00")
    remark(window, qtbot)
    clock.set_to("2026-09-07T12:00")
    remark(window, qtbot)
    assert window.messages.told is not None, "a second time was not said"
    assert said(window).count("clock showed") == 2


@pytest.mark.parametrize("window", [True], indirect=True)
def test_the_sample_has_days_of_its_own(window, clock, qtbot) -> None:
    clock.set_to("2026-08-01T12:00")
    remark(window, qtbot)
    assert window.messages.told is None
