"""Fixtures of the journeys: the sample at every point, and an office with the real program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.drive.office import Office
from tests.make.samples import Samples
from tests.ui.conftest import dressed, shown

__all__ = ["dressed", "shown"]


@pytest.fixture
def office(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, samples: Samples
) -> Iterator[Office]:
    """The program with nothing open yet; everything is closed at the end."""
    made = Office(qtbot, dressed, tmp_path, samples)
    yield made
    made.leave()
