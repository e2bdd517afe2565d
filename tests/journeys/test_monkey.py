"""Random deeds, the same for a seed, leave the program standing and the file in order.

``STAR_MONKEY=2000`` makes the search as long as that for each seed.
"""

import os
from pathlib import Path

import pytest

from starapp.sample.workspace import Until
from starapp.ui.desk import Place
from tests.drive.monkey import Monkey
from tests.drive.office import Office
from tests.ui.test_every_screen import POINTS, SETTINGS, all_places

pytestmark = [pytest.mark.journey, pytest.mark.timeout(0 if "STAR_MONKEY" in os.environ else 120)]

STEPS = int(os.environ.get("STAR_MONKEY", "25"))
PLACES = (*(Place("settings", part=part) for part in SETTINGS), Place("home"), Place("providers"))
WHO = {"Procurement officer": "M1", "Lead commissioner": "E1", "PBS nurse": "E4"}


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the program writes for the person goes to the test's own folder."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


def end(monkey: Monkey) -> None:
    """Fails when anything was raised, or the file is not in order."""
    assert not monkey.faults, "\n".join(monkey.faults)
    office = monkey.office
    while office.root is not office.program.window:
        office.root.close()
    office.close_window()
    office.file_is_sound()


@pytest.mark.parametrize(
    ("until", "at", "who"),
    [one for one in POINTS if one[2] in WHO],
    ids=[one[0].name.lower() for one in POINTS if one[2] in WHO],
)
def test_the_sample(office: Office, until: Until, at: str, who: str) -> None:
    office.open_sample(until, who=WHO[who], at=at)
    assert office.samples is not None
    places = (*all_places(office.samples.ids, until), *PLACES)
    monkey = Monkey(office, places, who=WHO[who], seed=int(until))
    monkey.play(STEPS)
    end(monkey)
