"""Fixtures for the history: a workspace with rows in every table there is."""

import shutil
from pathlib import Path

import pytest

from starapp.app import open_workspace
from starapp.history.acting import Actor
from tests.make.every_record import one_of_each


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Path:
    """A closed workspace with two rows in every table; tests copy it."""
    path = tmp_path_factory.mktemp("filled") / "filled.star"
    shutil.copyfile(empty_file, path)
    workspace = open_workspace(path)
    for number in (1, 2):
        one_of_each(workspace.store, Actor("", "Somebody"), number)
    workspace.close()
    return path
