"""The scoring window is killed while a member types: at most the last 400 ms are lost.

``STAR_KILLS`` sets how often it is killed; 100 takes some minutes.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from starapp.panel.pack_file import open_pack
from tests.drive.kills import age, kills
from tests.make.packs import PASSPHRASE, pack_file, score_pack

ROOT = Path(__file__).parents[2]
KILLS = kills(3)
SETTLE_NS = 400_000_000
SLACK_NS = 250_000_000
"""Writing the file takes a moment, and the machine may be busy."""


@pytest.mark.timeout(60 + 10 * KILLS)
def test_at_most_the_last_keys_are_lost(tmp_path: Path) -> None:
    pack = score_pack()
    path = pack_file(tmp_path, pack)
    chance = random.Random(20260912)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for kill in range(KILLS):
        command = [sys.executable, "-m", "tests.panel.offline_typist", str(path), PASSPHRASE]
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=environment,
        ) as typist:  # fmt: skip
            assert typist.stdout is not None
            lines = [typist.stdout.readline() for _ in range(chance.randint(40, 160))]
            typist.kill()
            lines += typist.stdout.readlines()
        typed = [tuple(map(int, line.split())) for line in lines if line.endswith("\n")]
        assert typed, "the typist ended before a key was pressed"
        last = typed[-1][1]
        safe = max((n for n, at in typed if last - at > SETTLE_NS + SLACK_NS), default=0)
        opened = open_pack(path, PASSPHRASE)
        kept = opened.copy.read(pack.identity).answers.get(pack.wanted[0])
        length = len(kept.reason) if kept else 0
        age(tmp_path.iterdir())
        opened.copy.write(opened.copy.read(pack.identity))
        names = {one.suffix for one in tmp_path.iterdir()}
        assert names == {".starpack", ".starwork"}
        assert length >= safe - 1, f"kill {kill + 1}: {length} of {safe} keys are there"
