"""Every place and stage of the window on the sample: names, nothing cut, nothing grey."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from starapp.app import open_workspace
from starapp.foundation.dates import LONDON
from starapp.organisation.queries import people
from starapp.sample.workspace import Until
from starapp.specifications.care_needs import Section
from starapp.ui import places, theme
from starapp.ui.desk import Desk, Place
from starapp.ui.main_window import MainWindow
from starapp.ui.program import Program
from tests.make.samples import Samples
from tests.ui.looks import clipped, names_missing

STAGES = (
    "specification", "model", "invitations", "bids", "panel", "scoring", "moderation", "result",
    "award",
)  # fmt: skip
SETTINGS = ("bodies", "people", "letterhead", "system", "lots", "rates", "calendar")
LISTS = ("home", "packages", "models", "competitions", "providers", "settings")

POINTS = (
    (Until.DRAFTED, "2026-08-10T11:00", "Lead commissioner"),
    (Until.INVITED, "2026-08-20T11:00", "Procurement officer"),
    (Until.RECEIVED, "2026-09-07T12:30", "Procurement officer"),
    (Until.OPENED, "2026-09-07T15:00", "Procurement officer"),
    (Until.SCORING, "2026-09-15T09:00", "PBS nurse"),
    (Until.MODERATING, "2026-09-16T14:00", "Procurement officer"),
    (Until.WORKED_OUT, "2026-09-22T14:00", "Lead commissioner"),
    (Until.RECOMMENDED, "2026-09-23T14:00", "Director of adult services"),
    (Until.SIGNED_OFF, "2026-09-25T09:00", "Procurement officer"),
    (Until.LETTERS, "2026-09-25T10:00", "Procurement officer"),
    (Until.CONCLUDED, "2026-10-08T10:00", "Procurement officer"),
)
LATER = {
    Until.INVITED: STAGES,
    Until.RECEIVED: ("bids", "panel"),
    Until.OPENED: ("bids", "panel", "scoring"),
    Until.SCORING: ("bids", "panel", "scoring", "moderation"),
    Until.MODERATING: STAGES,
    Until.WORKED_OUT: ("bids", "panel", "moderation", "result", "award"),
    Until.RECOMMENDED: ("result", "award"),
    Until.SIGNED_OFF: ("result", "award"),
    Until.LETTERS: STAGES,
    Until.CONCLUDED: ("invitations", "bids", "result", "award"),
}
"""The stages worth a look at each point: where the story has just been or goes next."""
Open = Callable[[Until, str, str], MainWindow]


@pytest.fixture
def open_window(
    samples: Samples, tmp_path: Path, qtbot: QtBot, dressed: QApplication
) -> Iterator[Open]:
    """Opens the real window on the sample at a point, as a person, at a London time."""
    made: list[MainWindow] = []

    def opened(until: Until, at: str, who: str) -> MainWindow:
        workspace = open_workspace(samples.copy(until, tmp_path / "work.star"))
        moment = datetime.fromisoformat(at).replace(tzinfo=LONDON).astimezone(UTC)
        workspace.store.clock = lambda: moment
        with workspace.store.reading() as session:
            actor = next(one.actor() for one in people(session) if one.name == who)
        window = MainWindow(workspace, Desk(workspace.store, actor), Program(dressed))
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield opened
    for window in made:
        window.close()


def all_places(ids: dict[str, str], until: Until) -> list[Place]:
    """Every place worth a look at a point of the story: each list, section and stage once."""
    found = [Place("home"), Place("competitions")]
    if until is Until.DRAFTED:
        found += [Place(kind) for kind in LISTS if kind in places.screens()]
        found += [Place("settings", part=part) for part in SETTINGS]
    if until in {Until.DRAFTED, Until.INVITED}:
        found += [Place("package", ids["package"], section.value) for section in Section]
    if until >= Until.INVITED:
        found += [Place(kind) for kind in ("models",) if kind in places.screens()]
        found += [Place(kind, ids["model"]) for kind in ("model",) if kind in places.screens()]
        found += [Place("competition", ids["competition"], stage) for stage in LATER[until]]
    return found


LAYERS = 3
"""Rounds of layout: a card that grows in a column that scrolls takes one round for each."""


def faults(window: MainWindow, wanted: list[Place], qtbot: QtBot) -> list[str]:
    """What a person would trip on at these places, each with where it is."""
    found = []
    for place in wanted:
        window.go(place)
        qtbot.waitUntil(lambda: window.desk.work.idle, timeout=20_000)
        for _ in range(LAYERS):
            QApplication.processEvents()
        where = f"{place.kind} {place.part}".strip()
        found += [f"{where}: {one}" for one in (*names_missing(window), *clipped(window))]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("until", "at", "who"), POINTS, ids=[p[0].name.lower() for p in POINTS])
def test_every_screen_at_every_point(
    open_window: Open, samples: Samples, qtbot: QtBot, until: Until, at: str, who: str
) -> None:
    window = open_window(until, at, who)
    assert faults(window, all_places(samples.ids, until), qtbot) == []


@pytest.mark.parametrize(("size", "percent"), [((1366, 768), 100), ((1366, 768), 150)])
@pytest.mark.parametrize(
    ("until", "at", "who"),
    [POINTS[0], POINTS[5], POINTS[9]],
    ids=["drafted", "moderating", "letters"],
)
def test_every_screen_in_a_small_window_and_with_large_text(
    open_window: Open,
    samples: Samples,
    qtbot: QtBot,
    dressed: QApplication,
    until: Until,
    at: str,
    who: str,
    size: tuple[int, int],
    percent: int,
) -> None:
    theme.apply(dressed, theme.Theme(theme.Mode.LIGHT, percent))
    window = open_window(until, at, who)
    window.resize(*size)
    QApplication.processEvents()
    assert faults(window, all_places(samples.ids, until), qtbot) == []
