"""What is left of a file that was being written goes, and nothing else does."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.unfinished_files import begin_beside, clear_unfinished
from tests.drive.kills import age

NAMES = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="/\0"), min_size=1)
unix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows allows fewer names and no modes"
)


@unix_only
@given(NAMES.filter(lambda name: name not in {".", ".."}))
def test_whatever_its_name_only_its_owner_reads_it_and_what_is_left_of_it_goes(name: str) -> None:
    with tempfile.TemporaryDirectory() as kept:
        target = Path(kept) / name
        handle, part = begin_beside(target)
        os.close(handle)
        assert part.stat().st_mode & 0o777 == 0o600
        journal = part.with_name(f"{part.name}-journal")
        journal.write_bytes(b"half")
        target.write_bytes(b"now")
        clear_unfinished(target)
        assert {one.name for one in target.parent.iterdir()} == {name, part.name, journal.name}
        age([part, journal])
        clear_unfinished(target)
        assert [one.name for one in target.parent.iterdir()] == [name]


@pytest.mark.parametrize(
    "name",
    ["letter.pdf", "letter.star-part", ".letter.pdf-12345678.new", "letter.pdf-12345678.star-part",
     ".letter.pdf-1234567.star-part", ".letter.pdf-1234567A.star-part", ".a-12345678.star-part.star"],
)  # fmt: skip
def test_what_is_not_ours_stays_however_old(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    (tmp_path / ".folder-12345678.star-part").mkdir()
    age(tmp_path.iterdir())
    (tmp_path / "now").write_bytes(b"")
    clear_unfinished(tmp_path / "now")
    assert {one.name for one in tmp_path.iterdir()} == {name, ".folder-12345678.star-part", "now"}


def test_the_time_is_the_disk_s_own(tmp_path: Path) -> None:
    """A share whose clock is a day behind: what was written there this minute is young."""
    part, beside = tmp_path / ".a-12345678.star-part", tmp_path / "lock"
    for one in (part, beside):
        one.write_bytes(b"")
        os.utime(one, (1_000_000, 1_000_000))
    clear_unfinished(beside)
    assert part.exists()
