"""The workspace of the example at the points these tests begin from, for any person."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from starapp.competitions.commands import create_competition
from starapp.criteria.commands import add_model, lock_model
from starapp.sample import contest
from tests.drive.competitions import Workplace
from tests.make.competitions import Scene, scene_at


@pytest.fixture
def example_at(tmp_path: Path) -> Iterator[Callable[[str], Scene]]:
    """Gives the example at a point, closed after the test."""
    with ExitStack() as opened:

        def give(point: str) -> Scene:
            return opened.enter_context(scene_at(point, tmp_path))

        yield give


@pytest.fixture
def begun(example_at: Callable[[str], Scene]) -> Scene:
    """A competition without dates, on the day of the invitations."""
    scene = example_at("specified")
    scene.at("2026-08-17T09:00")
    model_id = scene.do(add_model, model=contest.the_model()).made
    scene.do(lock_model, model_id=model_id)
    made = scene.do(create_competition, package_id=scene.ids["package"], model_id=model_id)
    scene.ids["competition"] = made.made
    return scene


@pytest.fixture
def sit_down(
    example_at: Callable[[str], Scene], qtbot: QtBot, shown
) -> Iterator[Callable[..., Workplace]]:
    """Opens the workspace of a scene as a person."""
    made: list[Workplace] = []

    def begin(scene: Scene, who: str = "M1", part: str = "") -> Workplace:
        place = Workplace(qtbot, scene, who, part)
        made.append(place)
        shown(place.workspace, 1240, 860)
        place.settle()
        return place

    yield begin
    for place in made:
        place.close()
