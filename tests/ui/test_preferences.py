"""What is remembered on a PC, in memory and in a file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
