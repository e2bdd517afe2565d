"""A workspace with people in it, and the folder its copies go to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from starapp.app import open_workspace
from starapp.backups.looking import Since, look_at, read_file, read_present, since
from starapp.backups.making import Made, make_copy
from starapp.backups.rotation import Copy
from starapp.history.acting import SYSTEM, Actor, Role
from starapp.history.history import Entry, entries
from starapp.organisation.commands import add_body
from starapp.organisation.queries import bodies, people
from starapp.sample.workspace import Until
from tests.conftest import SetClock
from tests.make.samples import Samples

MOST = 10**9


@dataclass
class Team:
    """One workspace file and its copies, for a test."""

    file: Path
    root: Path
    clock: SetClock
    made: list[Copy] = field(default_factory=list)

    def copy(self, most: int = MOST) -> Made:
        """Makes a copy now."""
        identity = look_at(self.file).first
        made = make_copy(self.file, root=self.root, identity=identity, now=self.clock(), most=most)
        self.made.append(made.copy)
        return made

    def add(self, *names: str) -> None:
        """Adds bodies, one action each."""
        workspace = open_workspace(self.file, clock=self.clock)
        for name in names:
            with workspace.store.writing(by=SYSTEM) as session:
                add_body(session, name=name)
        workspace.close()

    def bodies(self) -> set[str]:
        """The names of the bodies in the file."""
        return {one.name for one in read_file(self.file, bodies)}

    def person(self, name: str):
        """Somebody of the file by name."""
        return next(one for one in read_file(self.file, people) if one.name == name)


def compared(team: Team, copy: Copy) -> Since:
    """The workspace of a team beside a copy."""
    return since(read_file(team.file, read_present), copy.path, look_at(copy.path))


def last_entry(team: Team) -> Entry:
    """The newest entry of the history."""
    return read_file(team.file, entries)[0]


@pytest.fixture
def team_at(tmp_path: Path, samples: Samples, clock: SetClock) -> Callable[[Until], Team]:
    """Gives the sample at a point of its story."""

    def at(until: Until) -> Team:
        (tmp_path / "team").mkdir()
        file = samples.copy(until, tmp_path / "team" / "Northvale.star")
        return Team(file, tmp_path / "copies", clock)

    return at


@pytest.fixture
def team(team_at: Callable[[Until], Team]) -> Team:
    """A workspace with people and a package."""
    return team_at(Until.DRAFTED)


@pytest.fixture
def officer() -> Actor:
    """A procurement officer."""
    return Actor("", "Priya Officer", frozenset({Role.PROCUREMENT}))
