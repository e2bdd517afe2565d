"""Fixtures every test may use: a real workspace file, an actor, a clock that stands still."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from starapp.history.acting import Actor, Role
from starapp.history.history import write_entries
from starapp.storage.open_file import engine_for
from starapp.storage.store import Store
from starapp.storage.upgrade import make_file
from tests.make.samples import Samples, make_samples

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("quick", max_examples=40, deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("STAR_EXAMPLES", "quick"))


class SetClock:
    """A clock that tests move by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **units: float) -> None:
        """Moves on by days, hours or minutes."""
        self.moment += timedelta(**units)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty workspace file, made once; tests copy it."""
    path = tmp_path_factory.mktemp("template") / "empty.star"
    make_file(path)
    return path


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """The sample after each step of its story, played once; tests copy the step they need."""
    return make_samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture
def clock() -> SetClock:
    """Monday 3 August 2026, 09:00 UTC, until moved."""
    return SetClock(datetime(2026, 8, 3, 9, 0, tzinfo=UTC))


@pytest.fixture
def open_store(clock: SetClock) -> Iterator[Callable[[Path], Store]]:
    """Opens workspace files and closes them after the test."""
    stores: list[Store] = []

    def opened(path: Path) -> Store:
        store = Store(engine_for(path), before_commit=write_entries, clock=clock)
        stores.append(store)
        return store

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def store(tmp_path: Path, empty_file: Path, open_store: Callable[[Path], Store]) -> Store:
    """An empty workspace of its own for the test, on a real file."""
    path = tmp_path / "workspace.star"
    shutil.copyfile(empty_file, path)
    return open_store(path)


@pytest.fixture
def commissioner() -> Actor:
    """A commissioner who is not stored."""
    return Actor("", "Lead commissioner", frozenset({Role.COMMISSIONER, Role.PROCUREMENT}))
