"""Four members score at home from their packs; their files come back; the example comes out exactly."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from starapp.evaluation.outcome import outcome
from starapp.evaluation.queries import progress
from tests.drive.evaluation_screens import Screens
from tests.make.evaluation import (
    Scene,
    agree_all,
    begin_moderation,
    close,
    give_scores,
    stop_bid,
    work_out,
)
from tests.make.issued_packs import PASSPHRASES, example_scores, issue
from tests.make.panel import MEMBERS
from tests.make.scene import scoring_scene

pytestmark = pytest.mark.journey
ROOT = Path(__file__).parents[2]
MEMBER = Path(__file__).with_name("member_at_home.py")


@pytest.fixture
def scene(store, clock) -> Scene:
    return scoring_scene(store, clock)


def start(code: str, pack: Path, out: Path, home: Path) -> subprocess.Popen[str]:
    """A member begins, in a process with an empty home folder."""
    home.mkdir()
    task = {
        "pack": str(pack),
        "passphrase": PASSPHRASES[code],
        "scores": [[*key, kept.score, kept.reason] for key, kept in example_scores(code).items()],
        "out": str(out),
    }
    kept = {"PATH", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV", "FONTCONFIG_PATH"}
    environment = {name: value for name, value in os.environ.items() if name in kept}
    environment |= {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "STAR_MEMBER_TASK": json.dumps(task),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", str(MEMBER), "-q", "-p", "no:cacheprovider", "-p",
         "no:randomly", "-p", "no:xdist", "--basetemp", str(home.with_suffix(".temp"))],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT, env=environment,
    )  # fmt: skip


def test_four_members_score_offline_and_the_example_comes_out(
    qtbot, shown, scene: Scene, clock, tmp_path: Path
) -> None:
    packs = issue(scene)
    folder = tmp_path / "handed in"
    folder.mkdir()
    members = {
        code: start(
            code, made.write(tmp_path), folder / f"{code}.starscores", tmp_path / f"home of {code}"
        )
        for code, made in packs.items()
    }
    for code, one in members.items():
        said, _ = one.communicate(timeout=100)
        assert one.returncode == 0, f"{code}: {said}"
    clock.moment = datetime.now(UTC)
    screens = Screens(qtbot, shown, scene)
    driver = screens.panel("M1")
    driver.page.packs.read_files([str(path) for path in sorted(folder.glob("*.starscores"))])
    driver.settle()
    sheet = driver.page.packs.sheet
    assert [one.category for one in sheet.readings.values()] == ["merged"] * 4
    sheet.write.click()
    driver.settle()
    qtbot.waitUntil(lambda: all(one.written for one in sheet.readings.values()), timeout=20_000)
    sheet.accept()
    with scene.store.reading() as session:
        done = {one.seat_id: one.done for one in progress(session, scene.competition_id)}
    assert {code: done[scene.seat(code)] for code in MEMBERS} == {
        code: len(example_scores(code)) for code in MEMBERS
    }
    begin_moderation(scene)
    agree_all(scene)
    stop_bid(scene)
    give_scores(scene, meetings=True)
    agree_all(scene, meetings=True)
    close(scene)
    work_out(scene)
    with scene.store.reading() as session:
        found = outcome(session, scene.competition_id)
    assert [(row.letter, row.shown) for row in found.ranked] == [
        ("B", "89.19"),
        ("C", "86.10"),
        ("A", "80.19"),
        ("D", "74.20"),
    ]
    assert [row.letter for row in found.unranked] == ["E"]
    screens.close()
