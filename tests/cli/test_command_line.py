"""The command line as a person or a script uses it: a process of its own, without a display.

What depends on nothing but the arguments and the file is run inside this process, to save time.
"""

import ctypes
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from starapp import __version__
from starapp.cli import run
from starapp.sample.workspace import Until
from tests.make.samples import Samples

ROOT = Path(__file__).resolve().parents[2]
SHOWING = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
Done = subprocess.CompletedProcess[str]


def starapp(*arguments: str | Path, keep_out: bool = False, **environment: str) -> Done:
    """Runs one command line; ``keep_out`` makes folders without the right to write binding."""
    kept = {name: value for name, value in os.environ.items() if name not in SHOWING}
    return subprocess.run(
        [sys.executable, "-m", "starapp", *map(str, arguments)],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=100,
        preexec_fn=_without_override if keep_out and sys.platform == "linux" else None,
    )


@pytest.fixture
def inside(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """Runs one command line inside this process, without a display."""

    def run_inside(*arguments: str | Path) -> Done:
        given = [str(one) for one in arguments]
        for name in SHOWING:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.chdir(ROOT)
        capsys.readouterr()
        code = run(given)
        said = capsys.readouterr()
        return Done(given, code, said.out, said.err)

    return run_inside


def _without_override() -> None:
    """Takes from the superuser the right to write where nobody may."""
    drop, right = 24, 1
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(drop, right, 0, 0, 0)


def refused(done: Done) -> str:
    """The one plain line a refused command writes."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("starapp: ")
    assert "Traceback" not in line
    return line.removeprefix("starapp: ")


def all_hashes(folder: Path) -> dict[str, str]:
    """Every file under a folder with its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def finished(samples: Samples, tmp_path: Path) -> Path:
    """The finished sample in a folder of its own."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    return samples.copy(Until.CONCLUDED, folder / "sample.star")


@pytest.fixture
def closed_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder nobody may write to."""
    folder = tmp_path / "closed"
    folder.mkdir()
    yield folder
    folder.chmod(0o755)


def change(path: Path, statement: str, *values: object) -> None:
    """Changes a workspace file behind the program's back."""
    connection = sqlite3.connect(path)
    with connection:
        assert connection.execute(statement, values).rowcount != 0
    connection.close()


def test_version() -> None:
    done = starapp("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"STAR {__version__}\n", "")


def test_help_names_every_command() -> None:
    done = starapp("--help")
    assert done.returncode == 0
    for command in ("sample", "standstill", "verify", "screens", "selfcheck"):
        assert command in done.stdout


def test_standstill_in_plain_words() -> None:
    done = starapp("standstill", "--notice-date", "2026-11-19")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "First day: Thursday 19 November 2026",
        "Last day: Tuesday 1 December 2026, ends at midnight",
        "Earliest signing: Wednesday 2 December 2026",
        "Calendar: UK-wide bank holidays (section 123), list of 2026-11",
        "Does not count: Monday 30 November 2026, St Andrew's Day (Scotland)",
    ]


def test_standstill_as_json_with_more_days() -> None:
    done = starapp("standstill", "--notice-date", "2026-09-25", "--working-days", "10", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "first_day": "2026-09-25",
        "last_day": "2026-10-08",
        "earliest_signing": "2026-10-09",
        "calendar": "UK-wide bank holidays (section 123), list of 2026-11",
        "skipped": [],
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("standstill", "required: --notice-date"),
        ("standstill --notice-date", "expected one argument"),
        ("standstill --notice-date 2026-02-30", "'2026-02-30' is not a date such as 2026-11-19"),
        ("standstill --notice-date tomorrow", "'tomorrow' is not a date"),
        ("standstill --notice-date 2026-W39-5", "'2026-W39-5' is not a date"),
        ("standstill --notice-date 20260925", "'20260925' is not a date"),
        ("standstill --notice-date 9999-12-31", "which runs from 1 January 2025"),
        ("standstill --notice-date 2028-12-29", "Choose a day in that time"),
        ("standstill --notice-date 2026-09-25 --working-days 7", "at least 8 working days"),
        ("standstill --notice-date 2026-09-25 --working-days 61", "up to 60"),
        ("standstill --notice-date 2026-09-25 --working-days -8", "at least 8 working days"),
        ("standstill --notice-date 2026-09-25 --working-days x", "'x' is not a whole number"),
        ("standstill --notice-date 2026-09-25 --working-days 1_0", "'1_0' is not a whole number"),
        ("standstill --notice-date 2026-09-25 --regime PSR2023", "no standstill clock for PSR2023"),
        ("standstill --notice-date 2026-09-25 --json=yes", "ignored explicit argument"),
        ("standstill --notice-date 2026-09-25 extra", "unrecognized arguments: extra"),
        ("standstill --notice 2026-09-25", "required: --notice-date"),
        ("standstil", "invalid choice: 'standstil'"),
        ("--verify", "required: COMMAND"),
        ("notes.txt", "invalid choice: 'notes.txt'"),
        ("verify", "required: FILE.star"),
        ("verify one.star two.star", "unrecognized arguments: two.star"),
        ("verify gone.star", "There is no file gone.star"),
        ("verify .", ". is a folder"),
        ("sample", "required: --out"),
        ("sample --out README.md", "cannot write in README.md"),
        ("sample --out README.md/below", "Choose another folder"),
        ("screens --out README.md", "STAR cannot use README.md"),
        ("screens --out x --size big", "'big' is not a size such as 1440x900"),
        ("screens --out x --size 0x0", "'0x0' is not a size"),
        ("screens --out x --text 9999", "'9999' is not a text size"),
        ("screens --out x --theme pink", "invalid choice: 'pink'"),
        ("one.star two.star", "give one workspace or score pack"),
        ("gone.star", "no display"),
        ("", "no display"),
    ],
)
def test_wrong_arguments_are_refused_in_one_plain_line(
    inside: Callable[..., Done], arguments: str, told: str
) -> None:
    assert told in refused(inside(*arguments.split()))


@pytest.mark.parametrize("arguments", ["", "gone.star", "nothing", "standstill --notice-date x"])
def test_a_refusal_is_the_exit_code_of_the_process(arguments: str) -> None:
    refused(starapp(*arguments.split()))


def test_a_good_file_is_in_order(finished: Path) -> None:
    done = starapp("verify", finished)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing wrong was found in the pages of the file, " in done.stdout


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE history SET words = 'nothing happened' WHERE number = 40", "history 40: This entry was changed"),
        ("DELETE FROM history WHERE number = 40", "Entry 40 is missing"),
        ("UPDATE agreed_score SET score = '5.00' WHERE rowid = 1", "are not the ones the result rests on"),
        ("UPDATE evaluation_run SET result = replace(result, '\"place\":1', '\"place\":2')", "gives another result"),
        ("UPDATE evaluation_run SET inputs = replace(inputs, '5.00', '4.00')", "stored inputs were changed"),
        ("UPDATE letter SET pdf = X'255044462d312e37' WHERE number = 2", "was changed after issue"),
        ("UPDATE bid_answer SET text = 'Better' WHERE rowid = 1", "The bid is not what arrived"),
        ("UPDATE price_schedule SET stated_weekly = '1.00' WHERE rowid = 1", "The bid is not what arrived"),
        ("UPDATE price_schedule SET rates = replace(rates, '0', '1') WHERE rowid = 1", "The bid is not what arrived"),
        ("UPDATE bid SET provider_id = 'nobody' WHERE rowid = 1", "It points at a missing row of provider"),
        ("UPDATE competition SET model_fingerprint = 'x'", "The evaluation model is not the published one"),
        ("UPDATE competition SET model = '{}'", "STAR cannot read the evaluations"),
        ("DROP TABLE letter", "STAR cannot read the letters"),
        ("DROP TABLE history", "STAR cannot read the history"),
    ],
)  # fmt: skip
def test_a_change_behind_the_programs_back_is_found(
    inside: Callable[..., Done], finished: Path, statement: str, told: str
) -> None:
    change(finished, statement)
    done = inside("verify", finished)
    assert (done.returncode, done.stderr) == (1, "")
    assert told in done.stdout


def test_a_changed_file_is_the_exit_code_of_the_process(finished: Path) -> None:
    change(finished, "UPDATE history SET words = 'x' WHERE number = 2")
    done = starapp("verify", finished)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "history 2: This entry was changed after it was written.\n"


def test_a_page_that_was_overwritten_is_found(inside: Callable[..., Done], finished: Path) -> None:
    whole = bytearray(finished.read_bytes())
    for start in range(4096 * 20, len(whole) - 4096, 4096 * 9):
        whole[start : start + 64] = b"\xff" * 64
    finished.write_bytes(whole)
    done = inside("verify", finished)
    assert done.returncode in {1, 2}
    assert "damaged" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_half_a_file_is_found(inside: Callable[..., Done], finished: Path) -> None:
    finished.write_bytes(finished.read_bytes()[: finished.stat().st_size // 2])
    done = inside("verify", finished)
    assert done.returncode in {1, 2}
    assert "damaged" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_no_workspace_is_refused_in_words(
    inside: Callable[..., Done], tmp_path: Path
) -> None:
    text = tmp_path / "letter.star"
    text.write_text("Dear Sir or Madam\n" * 200)
    assert "is not a STAR workspace" in refused(inside("verify", text))
    empty = tmp_path / "empty.star"
    empty.touch()
    assert "is not a STAR workspace" in refused(inside("verify", empty))
    other = tmp_path / "other.star"
    change(other, "CREATE TABLE mine (a)")
    assert "is not a STAR workspace" in refused(inside("verify", other))
    assert other.stat().st_size < 10_000


def test_a_file_of_a_newer_version_is_refused(inside: Callable[..., Done], finished: Path) -> None:
    change(finished, "PRAGMA user_version = 99")
    told = refused(inside("verify", finished))
    assert "made by a newer version of STAR (file format 99" in told
    assert "Update STAR" in told


def test_a_file_without_its_own_name_is_refused(
    inside: Callable[..., Done], finished: Path
) -> None:
    change(finished, "DROP TABLE file_fact")
    assert "lacks something" in refused(inside("verify", finished))


@pytest.mark.skipif(sys.platform == "win32", reason="folders on Windows have no such right")
def test_a_file_in_a_read_only_folder_is_verified(finished: Path, closed_folder: Path) -> None:
    path = closed_folder / "sample.star"
    shutil.copyfile(finished, path)
    path.chmod(0o444)
    closed_folder.chmod(0o555)
    done = starapp("verify", path, keep_out=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert [one.name for one in closed_folder.iterdir()] == ["sample.star"]


@pytest.mark.skipif(sys.platform == "win32", reason="folders on Windows have no such right")
def test_the_sample_is_refused_where_nothing_may_be_written(closed_folder: Path) -> None:
    closed_folder.chmod(0o555)
    for folder in (closed_folder, closed_folder / "below"):
        told = refused(starapp("sample", "--out", folder, keep_out=True))
        assert f"cannot write in {folder}" in told
    assert list(closed_folder.iterdir()) == []


def test_the_sample_leaves_a_folder_that_has_one_alone(finished: Path) -> None:
    (finished.parent / "notes.txt").write_text("mine")
    before = all_hashes(finished.parent)
    assert "already a sample" in refused(starapp("sample", "--out", finished.parent))
    assert all_hashes(finished.parent) == before


def test_the_sample_is_made_in_a_folder_with_other_things_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "Łódź ŵ £"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    done = starapp("sample", "--out", folder, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "notes.txt").read_text() == "mine"
    assert len(done.stdout.splitlines()) == len(all_hashes(folder)) - 1
    assert {"sample.star", "result.json", "documents"} < {one.name for one in folder.iterdir()}
    result = json.loads((folder / "result.json").read_text("utf-8"))
    assert all((folder / one["file"]).read_bytes()[:5] == b"%PDF-" for one in result["documents"])
    assert starapp("verify", folder / "sample.star").returncode == 0


def test_selfcheck_without_a_display() -> None:
    done = starapp("selfcheck")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[-1] == "All is well."
    assert len(lines) == 7
    assert "FAILED" not in done.stdout


COMMANDS: tuple[Callable[[Path], list[str | Path]], ...] = (
    lambda file: ["verify", file],
    lambda file: ["sample", "--out", file.parent],
    lambda file: ["sample", "--out", file],
    lambda file: ["screens", "--out", file],
    lambda file: [file],
    lambda file: ["standstill", "--notice-date", file],
)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_line_changes_a_finished_workspace(
    inside: Callable[..., Done], finished: Path, command: Callable[[Path], list[str | Path]]
) -> None:
    before = all_hashes(finished.parent)
    inside(*command(finished))
    assert all_hashes(finished.parent) == before


@pytest.mark.parametrize("arguments", [("verify", "gone.star"), ("nonsense",), ("standstill",)])
def test_a_python_without_a_console_refuses_without_breaking_down(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "without.py").write_text(
        "import sys\nsys.stdout = sys.stderr = None\nfrom starapp.cli import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, str(tmp_path / "without.py"), *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


def test_capitals_in_an_ending_open_the_window(tmp_path: Path) -> None:
    done = starapp(tmp_path / "TEAM.STAR", DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert "Try 'starapp --help'" in done.stderr
    assert "invalid choice" not in done.stderr
