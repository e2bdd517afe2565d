"""An upgrade killed at any moment leaves the older file whole or the upgraded one whole.

``STAR_KILLS`` sets how often it is killed.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from starapp.app import open_workspace
from starapp.storage.open_file import FORMAT, read_mark, settle
from starapp.storage.upgrade import NeedsUpgrade, needs_upgrade
from starapp.verify import verify

ROOT = Path(__file__).parents[2]
OLDEST = ROOT / "tests" / "files" / "workspaces" / "format-1.star"
KILLS = int(os.environ.get("STAR_KILLS", "6"))
UPGRADING = """
import sys
from pathlib import Path
from starapp.app import open_workspace
path = Path(sys.argv[1])
print("begins", flush=True)
open_workspace(path, upgrade=True).close()
print("ends", flush=True)
"""


def upgrading(path: Path) -> subprocess.Popen[str]:
    """A process that is about to upgrade the file."""
    child = subprocess.Popen(
        [sys.executable, "-c", UPGRADING, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "begins\n"
    return child


def content(path: Path) -> str:
    """Everything in a file, as SQLite writes it out."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return "\n".join(connection.iterdump())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    shutil.copyfile(OLDEST, tmp_path / "work.star")
    settle(tmp_path / "work.star")
    return tmp_path / "work.star"


def test_it_is_asked_first_and_nothing_was_done(path: Path) -> None:
    before = content(path)
    with pytest.raises(NeedsUpgrade, match=r"format 1; .* cannot open it .* whole copy"):
        open_workspace(path)
    assert content(path) == before
    assert [one.name for one in path.parent.iterdir()] == ["work.star"]


@pytest.mark.timeout(60 + 10 * KILLS)
def test_killed_at_any_moment_nothing_is_half_done(path: Path) -> None:
    older = content(path)
    bytes_before = path.read_bytes()
    begun = time.monotonic_ns()
    with upgrading(path) as child:
        assert child.wait() == 0
    took = (time.monotonic_ns() - begun) / 1_000_000_000
    newer = content(path)
    chance = random.Random(20261102)
    seen = set()
    for _ in range(KILLS):
        for one in path.parent.iterdir():
            one.unlink()
        path.write_bytes(bytes_before)
        with upgrading(path) as child:
            try:
                child.wait(timeout=chance.uniform(0, took))
            except subprocess.TimeoutExpired:
                child.kill()
        settle(path)
        upgraded = not needs_upgrade(path)
        assert read_mark(path).format == (FORMAT if upgraded else 1)
        assert content(path) == (newer if upgraded else older)
        copies = list(path.parent.glob("work before upgrade *.star"))
        assert upgraded <= len(copies) <= 1
        for copy in copies:
            assert content(copy) == older
        seen.add((upgraded, len(copies)))
        open_workspace(path, upgrade=True).close()
    assert verify(path) == ()
    assert (False, 0) in seen or KILLS < 4
