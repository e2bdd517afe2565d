"""Names that no file can have everywhere, endings in capitals, and names made from stored words."""

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.file_names import LONGEST, check_name, ends_in, made_safe, name_problem
from starapp.foundation.problems import Unavailable

DEVICES = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"] + [
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"
]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("ending", ["", ".star", ".pdf", " .star", ".tar.gz"])
def test_a_device_is_no_file_in_any_case(device: str, ending: str) -> None:
    for name in (device, device.lower(), device.title()):
        assert "Windows keeps the name" in name_problem(name + ending)


@pytest.mark.parametrize("name", ["CONTRACT.star", "COM.star", "COM10.pdf", "Team NUL.star", "lpt"])
def test_a_name_that_only_looks_like_a_device_is_taken(name: str) -> None:
    assert name_problem(name) == ""


@pytest.mark.parametrize("sign", list('<>:"/\\|?*'))
def test_signs_no_name_may_hold(sign: str) -> None:
    assert "Leave out these characters" in name_problem(f"Te{sign}am.star")


@pytest.mark.parametrize("code", [*range(32), 127])
def test_signs_nobody_sees(code: int) -> None:
    assert "cannot be seen" in name_problem(f"Te{chr(code)}am.star")


@pytest.mark.parametrize("name", ["Team.", "Team ", "Team. .", "Team.star ", "Team.star."])
def test_no_dot_or_space_at_the_end(name: str) -> None:
    assert "dot or a space" in name_problem(name)


@pytest.mark.parametrize("name", ["", " ", ".", "..", " . "])
def test_no_name_at_all(name: str) -> None:
    assert name_problem(name) == "Give the file a name."


def test_a_name_is_not_too_long_in_bytes() -> None:
    assert name_problem("a" * LONGEST) == ""
    assert "too long" in name_problem("a" * (LONGEST + 1))
    assert "too long" in name_problem("ü" * (LONGEST // 2 + 1))


def test_the_refusal_says_which_name_and_why() -> None:
    with pytest.raises(Unavailable, match=r"called “nul.pdf”. Windows keeps the name NUL"):
        check_name(PurePath("letters") / "nul.pdf")
    check_name(PurePath("CON") / "letter.pdf")


@pytest.mark.parametrize("name", ["Team.star", "TEAM.STAR", "Team.Star", "team.sTAR"])
def test_endings_in_any_case(name: str) -> None:
    assert ends_in(name, ".starpack", ".star")
    assert ends_in(PurePath("there") / name, ".star")
    assert not ends_in(name, ".starpack")


@given(st.text(max_size=300), st.sampled_from(["", ".pdf", ".starpack"]))
def test_a_name_made_safe_is_one_everywhere(words: str, ending: str) -> None:
    name = made_safe(words, ending)
    assert name_problem(name) == ""
    assert name.endswith(ending)


@pytest.mark.parametrize(
    ("words", "name"),
    [("plan: v2.pdf", "plan- v2.pdf"), ("plan.", "plan"), ("con", "_con"), ("", "file")],
)
def test_what_a_name_becomes(words: str, name: str) -> None:
    assert made_safe(words) == name
