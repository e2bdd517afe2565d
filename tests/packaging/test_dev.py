"""The two commands of a fresh machine, run for real on a tiny program in a folder of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import os, sys
from pathlib import Path
print(sys.prefix)
print(Path.cwd())
print(sys.argv[1:])
sys.exit(7)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The command beside a program of one file and a lock that names nothing."""
    made = tmp_path / "a project"
    (made / "packaging").mkdir(parents=True)
    shutil.copy(ROOT / "packaging" / "dev.py", made / "packaging")
    (made / "packaging" / "requirements.txt").write_text("# nothing\n")
    (made / "starapp").mkdir()
    (made / "starapp" / "__main__.py").write_text(PROGRAM)
    return made


def dev(project: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(project / "packaging" / "dev.py"), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_run_makes_the_environment_once_and_starts_the_program(project: Path, tmp_path: Path):
    first = dev(project, "run", "sample", "--out", "here", cwd=tmp_path)
    assert first.returncode == 7, first.stderr
    assert first.stdout.splitlines() == [
        str(project / ".venv"),
        str(tmp_path),
        "['sample', '--out', 'here']",
    ]
    assert "Making the environment" in first.stderr

    again = dev(project, "run", "verify", cwd=project)
    assert again.returncode == 7
    assert "environment" not in again.stderr

    (project / "packaging" / "requirements.txt").write_text("# nothing new\n")
    left = project / ".venv" / "left over"
    left.touch()
    renewed = dev(project, "run", "verify", cwd=project)
    assert "Making the environment" in renewed.stderr
    assert not left.exists()

    (project / ".venv" / ".star-lock").unlink()
    left.touch()
    theirs = dev(project, "run", "verify", cwd=project)
    assert theirs.returncode == 7
    assert "already in .venv" in theirs.stderr
    assert left.exists()


def test_a_folder_that_is_no_environment_is_left_alone(project: Path):
    (project / ".venv").mkdir()
    (project / ".venv" / "letter.txt").touch()
    done = dev(project, "run", cwd=project)
    assert done.returncode == 1
    assert "Rename or remove it" in done.stderr
    assert (project / ".venv" / "letter.txt").exists()


@pytest.mark.parametrize("arguments", [(), ("walk",)])
def test_the_commands_are_named_when_neither_was_given(project: Path, arguments: tuple[str, ...]):
    done = dev(project, *arguments, cwd=project)
    assert done.returncode == 1
    assert "dev.py run" in done.stderr
    assert "dev.py test" in done.stderr
    assert not (project / ".venv").exists()
