"""Killed while copying or going back: every copy that has a name is whole, and so is the file.

``STAR_KILLS`` sets how often; the default is a few.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from starapp.backups.folder import copies_of
from starapp.backups.looking import look_at
from starapp.verify import verify
from tests.backups.conftest import Team

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("STAR_KILLS", "6")) // 2
ROUND_MILLISECONDS = 700
"""About as long as one round takes; the blow falls somewhere in it."""

pytestmark = [pytest.mark.crash, pytest.mark.timeout(120 + 20 * KILLS)]


def killed(way: str, team: Team, chance: random.Random) -> None:
    """Runs the child and kills it somewhere in its first or second round."""
    command = [sys.executable, "-m", "tests.backups.killed_child", way]
    with subprocess.Popen(
        [*command, str(team.file), str(team.root)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for _ in range(chance.randint(1, 2)):
            assert process.stdout.readline() == "begun\n"
        try:
            process.wait(timeout=chance.randint(0, ROUND_MILLISECONDS) / 1000)
        except subprocess.TimeoutExpired:
            process.kill()
        else:
            raise AssertionError("the child ended by itself")


def test_killed_while_copying(team: Team) -> None:
    chance = random.Random(20260803)
    for _ in range(KILLS):
        killed("copying", team, chance)
        for copy in copies_of(team.root, team.file):
            assert verify(copy.path) == ()
        assert verify(team.file) == ()
    team.copy()


def test_killed_while_going_back(team: Team) -> None:
    chance = random.Random(20260804)
    team.copy()
    team.add("Later", "Later still")
    seen = {look_at(team.file).last.number}
    for _ in range(KILLS):
        before = team.file.read_bytes()
        killed("going_back", team, chance)
        assert verify(team.file) == ()
        after = look_at(team.file)
        seen.add(after.last.number)
        names = {one.name for one in team.file.parent.iterdir()}
        beside = {name for name in names if name.endswith(("-journal", "-wal", "-shm"))}
        assert beside == set(), "the new file would be read with a part of the old one"
        if "Later" in team.bodies():
            assert team.file.read_bytes() == before or after.last.number in seen
    assert "Later" in team.bodies() or any(
        "before going back" in one.path.name for one in copies_of(team.root, team.file)
    )
