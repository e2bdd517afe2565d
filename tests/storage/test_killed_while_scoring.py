"""A process killed while scores are entered loses nothing it confirmed, and the file verifies.

``STAR_KILLS`` sets how often it is killed; 200 takes some minutes.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from starapp.app import open_workspace
from starapp.evaluation.score_sheet_queries import score_sheet
from starapp.organisation.queries import people
from starapp.sample.workspace import Until, make_sample
from starapp.verify import verify

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("STAR_KILLS", "6"))
MOST_LINES = 40


@pytest.fixture(scope="module")
def scoring(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The sample while its panel scores, and the competition in it."""
    path = tmp_path_factory.mktemp("killed") / "sample.star"
    made = make_sample(path, until=Until.SCORING)
    return path, made["competition"]


def stored_steps(path: Path, competition_id: str) -> dict[tuple[str, str], int]:
    """The step that wrote each score; 0 for what was there before."""
    workspace = open_workspace(path)
    with workspace.store.reading() as session:
        lead = next(one for one in people(session) if one.name == "Lead commissioner")
        sheet = score_sheet(session, competition_id, person_id=lead.actor().person_id)
    workspace.store.close()
    assert sheet is not None
    return {
        key: int(score.reason) if score.reason.isdigit() else 0
        for key, score in sheet.scores.items()
    }


@pytest.mark.timeout(60 + 10 * KILLS)
def test_nothing_confirmed_is_lost(scoring: tuple[Path, str]) -> None:
    path, competition_id = scoring
    chance = random.Random(20260915)
    confirmed: dict[tuple[str, str], int] = {}
    for kill in range(KILLS):
        first = kill * 1_000_000 + 1
        command = [
            sys.executable, "-m", "tests.storage.scores_writer",
            str(path), competition_id, str(first),
        ]  # fmt: skip
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(chance.randint(1, MOST_LINES))]
            process.kill()
            lines += process.stdout.readlines()
        whole = [line.split() for line in lines if line.endswith("\n")]
        assert whole, "the writer ended before it confirmed anything"
        confirmed |= {(bid, question): int(step) for step, bid, question in whole}
        assert verify(path) == ()
        stored = stored_steps(path, competition_id)
        lost = {key: step for key, step in confirmed.items() if stored[key] < step}
        assert lost == {}, f"lost after kill {kill + 1}"
