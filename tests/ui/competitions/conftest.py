"""The workspace of the example at the points these tests begin from, for any person."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

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
