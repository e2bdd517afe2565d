"""What is remembered on a PC, in memory and in a file."""

import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.logs import start_log
from starapp.ui import preferences
from starapp.ui.desk import Place
from starapp.ui.shell import pins
from starapp.ui.shell.travel import Travel


@pytest.fixture(params=["memory", "file"], autouse=True)
def kept(request, tmp_path: Path):
    preferences.keep_in(tmp_path / "settings" if request.param == "file" else None)
    yield
    preferences.keep_in(None)


def test_texts_and_numbers_come_back() -> None:
    preferences.keep("theme", "dark")
    preferences.keep_numbers("splits/bids", [700, 300])
    preferences.keep("one", ["alone"])
    assert preferences.text("theme") == "dark"
    assert preferences.numbers("splits/bids") == (700, 300)
    assert preferences.texts("one") == ("alone",)
    preferences.forget("theme")
    assert preferences.text("theme", "light") == "light"


def test_damaged_numbers_are_left_out() -> None:
    preferences.keep("splits/x", ["wide", "3"])
    assert preferences.numbers("splits/x") == ()


def test_recent_files_are_the_latest_first_and_still_there(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.star" for n in range(10)]
    for file in files:
        file.touch()
        preferences.remember_file(file)
    preferences.remember_file(files[5])
    files[9].unlink()
    recent = preferences.recent_files()
    assert recent[0] == files[5]
    assert files[9] not in recent
    assert len(recent) <= preferences.RECENT_MOST


def test_pins_are_kept_for_each_workspace() -> None:
    place = Place("competition", "c1", "bids")
    assert pins.toggle("a.star", place, "GM-1", "Outreach")
    assert pins.pins("a.star") == ((Place("competition", "c1"), "GM-1", "Outreach"),)
    assert pins.pins("b.star") == ()
    assert not pins.toggle("a.star", Place("competition", "c1", "award"), "GM-1", "Outreach")
    assert pins.pins("a.star") == ()


def test_the_oldest_pin_makes_room() -> None:
    for number in range(7):
        pins.toggle("a.star", Place("package", str(number)), f"P{number}", "")
    assert [pin[0].id for pin in pins.pins("a.star")] == ["2", "3", "4", "5", "6"]


@given(st.lists(st.sampled_from("abcd"), min_size=1))
def test_back_then_forward_is_where_you_were(ids: list[str]) -> None:
    travel = Travel()
    for one in ids:
        travel.visit(Place("package", one))
    here = travel.now
    if travel.back() is not None:
        assert travel.forward() == here
    assert travel.now == here
    while travel.back():
        pass
    assert travel.now == Place("package", ids[0]) or len(ids) > 60


@pytest.mark.parametrize("in_the_way", ["the folder", "the folder above"])
def test_a_folder_that_cannot_be_stops_nothing(tmp_path: Path, in_the_way: str) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file")
    folder = blocked if in_the_way == "the folder" else blocked / "star"
    assert preferences.keep_in(folder) is False
    preferences.keep("theme", "dark")
    assert preferences.text("theme") == "dark"
    preferences.forget("theme")
    assert preferences.text("theme") == ""
    preferences.keep_in(None)
    assert start_log(folder) is None
    assert blocked.read_bytes() == b"a file"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps access lists itself")
def test_what_is_kept_is_the_persons_alone(tmp_path: Path) -> None:
    assert preferences.keep_in(tmp_path / "new" / "star") is True
    preferences.keep("name", "Ann Archer")
    preferences.keep_in(None)
    start_log(tmp_path / "new" / "star")
    for name in ("star.ini", "star.log"):
        assert stat.S_IMODE((tmp_path / "new" / "star" / name).stat().st_mode) == 0o600
    assert "Ann Archer" in (tmp_path / "new" / "star" / "star.ini").read_text(encoding="utf-8")
    assert stat.S_IMODE((tmp_path / "new" / "star").stat().st_mode) == 0o700


CHILD = """
import os, sys
from pathlib import Path
from starapp.ui import preferences
folder = Path(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
print(preferences.keep_in(folder), preferences.text("theme"))
preferences.keep("theme", "light")
print(preferences.text("theme"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
def test_what_was_kept_is_read_where_nothing_may_be_written() -> None:
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept) / "star"
        preferences.keep_in(folder)
        preferences.keep("theme", "dark")
        preferences.keep_in(None)
        for path, mode in ((folder / "star.ini", 0o444), (folder, 0o555), (Path(kept), 0o555)):
            path.chmod(mode)
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(folder)],
            cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
        )  # fmt: skip
        Path(kept).chmod(0o755)
        folder.chmod(0o755)
    assert done.stdout.splitlines() == ["False dark", "light"]
