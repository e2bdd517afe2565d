"""The whole program on the sample, for the award page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.drive.office import Office
from tests.make.samples import Samples


@pytest.fixture
def office(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, samples: Samples
) -> Iterator[Office]:
    """The program with nothing open yet; everything is closed at the end."""
    made = Office(qtbot, dressed, tmp_path, samples)
    yield made
    made.leave()
