"""``starapp evaluate`` and ``starapp export-case`` as somebody calls them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from starapp.cli import run
from starapp.sample.workspace import Until
from tests.make.samples import Samples

CASE = Path(__file__).parents[1] / "files" / "northvale_case.json"


def test_the_result_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(CASE)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["winner"] == "B"
    assert result["robustness"]["margin"] == "3.09"
    assert "working" not in result


def test_the_result_is_written_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    words = ["evaluate", str(CASE), "--out", str(out), "--no-robustness", "--working"]
    assert run(words) == 0
    result = json.loads(out.read_text("utf-8"))
    assert "robustness" not in result
    first = result["working"][0]
    assert first["bid"] == "B"
    assert first["lines"][0] == {
        "criterion": "Q1",
        "sum": "5 ÷ 5 × 18",
        "rounding": "rounded to 2 places, half up",
        "exact": "18",
        "points": "18.00",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]


def test_a_refused_case_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = json.loads(CASE.read_text("utf-8"))
    case["bids"][0]["scores"]["Q3"] = "6"
    case["bids"][1]["price"] = 5
    wrong, out = tmp_path / "wrong.json", tmp_path / "result.json"
    wrong.write_text(json.dumps(case), "utf-8")
    assert run(["evaluate", str(wrong), "--out", str(out)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["bids[0].scores.Q3", "bids[1].price"]
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["evaluate"],
        ["evaluate", "nowhere.json"],
        ["evaluate", str(CASE), "--out", "/nowhere/at/all/result.json"],
        ["evaluate", str(CASE), "--robust"],
        ["export-case", "nowhere.star", "--competition", "X", "--out", "case.json"],
    ],
)
def test_wrong_words_are_one_plain_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "Traceback" not in told


def test_neither_a_window_nor_a_database_is_needed() -> None:
    script = (
        "import sys; from starapp.cli import run; "
        f"code = run(['evaluate', {str(CASE)!r}, '--out', {str(CASE.parent / 'x')!r} + '/no']); "
        "print(code, sorted({'PySide6', 'sqlalchemy', 'reportlab'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "2 []"


def test_a_competition_is_saved_and_evaluated_again(
    samples: Samples, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = samples.copy(Until.WORKED_OUT, tmp_path / "told.star")
    case = tmp_path / "case.json"
    words = ["export-case", str(file), "--competition", "MC-2026-031", "--out", str(case)]
    assert run(words) == 0
    capsys.readouterr()
    assert run(["evaluate", str(case)]) == 0
    totals = [row["total"] for row in json.loads(capsys.readouterr().out)["ranking"]]
    assert totals == ["89.19", "86.10", "80.19", "74.20"]
    unknown = ["export-case", str(file), "--competition", "X", "--out", str(case)]
    assert run(unknown) == 2
    assert "MC-2026-031" in capsys.readouterr().err
