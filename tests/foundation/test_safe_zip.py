"""Strange zip files are refused before they are unpacked."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.problems import CannotDo, Unavailable
from starapp.foundation.safe_zip import Limits, SafeZip, zip_bytes

SMALL = Limits(parts=3, one=1_000, total=1_500, ratio=20)
TWO = {"content.sealed": b"content", "manifest.json": b"{}"}


def made(*parts: tuple[str, bytes], method: int = zipfile.ZIP_STORED, mode: int = 0) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as whole:
        for name, data in parts:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            info.external_attr = mode << 16
            whole.writestr(info, data)
    return file.getvalue()


def refusal(data: bytes, limits: Limits = SMALL) -> str:
    with pytest.raises(CannotDo) as told:
        file = SafeZip(data, limits)
        for name in file.names:
            file.read(name)
    return told.value.problems[0].code


def test_parts_come_out_as_they_went_in() -> None:
    file = SafeZip(zip_bytes(TWO), SMALL)
    assert {name: file.read(name) for name in file.names} == TWO


def test_equal_parts_give_equal_bytes_in_any_order() -> None:
    assert zip_bytes(TWO) == zip_bytes(dict(reversed(TWO.items())))


@pytest.mark.parametrize(
    "name",
    ["../a.json", "/a.json", "a/../b.json", "a\\b.json", "C:a.json", "a", "A.json", "a/b/c.json",
     "a.json/", "é.json", ".json", "a..json", "con\n.json"],
)  # fmt: skip
def test_strange_names_are_refused(name: str) -> None:
    assert refusal(made((name, b"x"))) == "name"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused() -> None:
    assert refusal(made(("a.json", b"1"), ("a.json", b"2"))) == "name"


def test_links_are_refused() -> None:
    assert refusal(made(("a.json", b"/etc"), mode=stat.S_IFLNK | 0o777)) == "link"


def test_other_packing_is_refused() -> None:
    assert refusal(made(("a.json", b"x"), method=zipfile.ZIP_BZIP2)) == "method"


def test_too_many_parts_are_refused() -> None:
    assert refusal(made(*((f"a{n}.json", b"x") for n in range(4)))) == "too_many"


def test_a_large_part_and_a_large_whole_are_refused() -> None:
    assert refusal(made(("a.json", bytes(1_001)))) == "too_large"
    assert refusal(made(*((f"a{n}.json", bytes(600)) for n in range(3)))) == "too_large"


def test_a_bomb_is_refused() -> None:
    bomb = made(("a.json", bytes(50_000_000)), method=zipfile.ZIP_DEFLATED)
    assert refusal(bomb, Limits()) == "too_large"


def test_a_bomb_that_hides_its_size_is_refused() -> None:
    bomb = bytearray(made(("a.json", bytes(900)), method=zipfile.ZIP_DEFLATED))
    place = bomb.index(b"PK\x01\x02") + 24
    bomb[place : place + 4] = (10).to_bytes(4, "little")
    assert refusal(bytes(bomb)) in {"too_large", "damaged"}


def test_a_part_that_is_not_there_is_told() -> None:
    with pytest.raises(CannotDo, match="missing"):
        SafeZip(zip_bytes(TWO), SMALL).read("other.json")


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + bytes(9), b"%PDF-1.7"])
def test_what_is_no_zip_file_is_told(data: bytes) -> None:
    assert refusal(data + b"?") in {"no_zip", "damaged"}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be read"):
        SafeZip(tmp_path / "none.starpack", SMALL)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_any_changed_byte_gives_the_same_parts_or_a_refusal(place: int, change: int) -> None:
    data = bytearray(zip_bytes(TWO))
    data[place % len(data)] ^= change
    try:
        file = SafeZip(bytes(data), SMALL)
        found = {name: file.read(name) for name in file.names}
    except CannotDo:
        return
    assert set(found.values()) <= set(TWO.values())


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_quietly(data: bytes) -> None:
    try:
        file = SafeZip(b"PK\x03\x04" + data + b"PK\x05\x06" + bytes(18), SMALL)
        for name in file.names:
            file.read(name)
    except CannotDo:
        pass
