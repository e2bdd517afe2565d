"""The example at the points these tests begin from."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.make.competitions import Scene, scene_at


@pytest.fixture
def example_at(tmp_path: Path) -> Iterator[Callable[[str], Scene]]:
    """Gives the example at a point, closed after the test."""
    with ExitStack() as opened:

        def give(point: str) -> Scene:
            return opened.enter_context(scene_at(point, tmp_path))

        yield give
