"""A window killed while somebody types without a pause loses half a second of it at most.

``STAR_KILLS`` sets how often it is killed; 100 takes some minutes.
"""

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from starapp.history.acting import SYSTEM
from starapp.organisation.starting import add_first_people
from starapp.storage.store import Store
from starapp.verify import verify

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("STAR_KILLS", "2"))
LOST_NS = 600_000_000
"""The pace of drafts, and what the write itself may take on a busy machine."""
pytestmark = pytest.mark.crash


@pytest.mark.timeout(60 + 10 * KILLS)
def test_half_a_second_is_lost_at_most(store: Store, tmp_path: Path) -> None:
    with store.writing(by=SYSTEM) as session:
        add_first_people(
            session, body_name="A", body_kind="council", person_name="Lead", person_title="Lead"
        )
    store.close()
    path = tmp_path / "workspace.star"
    chance = random.Random(20261128)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.ui.typing_child", str(path)]
    for kill in range(KILLS):
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            keys = chance.randint(80, 200)
            lines = [process.stdout.readline() for _ in range(keys)]
            process.kill()
            killed = time.monotonic_ns()
            lines += process.stdout.readlines()
        typed = [tuple(map(int, line.split())) for line in lines if line.endswith("\n")]
        long_ago = max(number for number, moment in typed if moment < killed - LOST_NS)
        with closing(sqlite3.connect(path)) as file:
            drafts = file.execute("select text from draft").fetchall()
            assert drafts, f"nothing was kept before kill {kill + 1}"
            ((text,),) = drafts
            file.execute("delete from draft")
            file.commit()
        assert len(text) >= long_ago, f"kill {kill + 1}"
        assert verify(path) == ()
