"""A double click on a workspace or a score pack starts STAR with that file."""

import configparser
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from starapp.cli import run
from starapp.foundation.problems import Unavailable
from starapp.ui.start.file_types import (
    ENTRY,
    MIME,
    command,
    linux_files,
    no_double_click,
    open_by_double_click,
    windows_values,
)

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="file types of Linux")


def entry_of(text: str) -> configparser.SectionProxy:
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign] # names keep their capitals
    read.read_string(text)
    return read["Desktop Entry"]


def unescaped(value: str) -> str:
    """A string value of a desktop entry after its first unescaping."""
    return value.replace("\\\\", "\\")


def test_the_desktop_entry_starts_this_program_with_the_file(tmp_path: Path) -> None:
    entry = entry_of(linux_files(command())[ENTRY])
    *start, last = shlex.split(unescaped(entry["Exec"]))
    assert last == "%f"
    told = subprocess.run(
        [*start, "--version"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert told.stdout.startswith("STAR ")


@pytest.mark.parametrize("odd", ['a "b" c', "50 %", "a$b`c", "C:\\Program Files\\x", "it's"])
def test_any_path_survives_the_quoting(odd: str) -> None:
    entry = entry_of(linux_files(["star", odd])[ENTRY])
    told = shlex.split(unescaped(entry["Exec"]))[1]
    assert told.replace("\\$", "$").replace("\\`", "`") == odd.replace("%", "%%")


def test_the_types_name_both_endings() -> None:
    root = ET.fromstring(linux_files(["star"])[MIME])
    globs = {one.get("pattern") for one in root.iter() if one.tag.endswith("glob")}
    assert globs == {"*.star", "*.starpack"}
    entry = entry_of(linux_files(["star"])[ENTRY])
    types = {one.get("type") for one in root.iter() if one.tag.endswith("mime-type")}
    assert set(entry["MimeType"].strip(";").split(";")) == types


def test_windows_opens_the_file_with_the_program() -> None:
    values = windows_values(["C:\\a b\\pythonw.exe", "-c", "x = 'y'"])
    assert values["Software\\Classes\\.starpack"] == "STAR.ScorePack"
    opened = values["Software\\Classes\\STAR.ScorePack\\shell\\open\\command"]
    assert opened == '"C:\\a b\\pythonw.exe" -c "x = \'y\'" "%1"'


@LINUX
def test_files_are_registered_and_taken_away(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert run(["file-types"]) == 0
    assert "double click" in capsys.readouterr().out
    assert (tmp_path / MIME).is_file()
    assert (tmp_path / ENTRY).is_file()
    assert run(["file-types", "--remove"]) == 0
    assert not (tmp_path / MIME).exists()
    assert not (tmp_path / ENTRY).exists()
    assert no_double_click()


@LINUX
def test_no_right_to_write_is_told(tmp_path, monkeypatch) -> None:
    (tmp_path / "mime").write_text("a file where a folder should be")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(Unavailable, match="cannot write"):
        open_by_double_click()
