"""One writer at a time, told apart across processes; the system frees a dead program's lock."""

import subprocess
import sys
from pathlib import Path

import pytest

from starapp.storage.network_share import on_network_share
from starapp.storage.writer_lock import InUse, take

HOLD = """
import sys
from pathlib import Path
from starapp.storage.writer_lock import take
lock = take(Path(sys.argv[1]), who="Sam Sample")
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path: Path):
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "w.star")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout.readline() == "held\n"
    yield child
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()


def test_the_second_opener_is_told_who_has_it(tmp_path: Path, holder) -> None:
    with pytest.raises(InUse, match=r"Sam Sample on .* since .* read-only"):
        take(tmp_path / "w.star", who="me")


def test_a_killed_program_leaves_no_lock(tmp_path: Path, holder) -> None:
    holder.kill()
    holder.wait()
    take(tmp_path / "w.star", who="me").free()


def test_a_freed_lock_can_be_taken_again(tmp_path: Path) -> None:
    first = take(tmp_path / "w.star", who="a")
    first.free()
    first.free()
    take(tmp_path / "w.star", who="b").free()
    assert not (tmp_path / "w.star-lock").exists()


@pytest.mark.parametrize(
    ("mounts", "remote"),
    [
        ("/dev/sda1 / ext4 rw 0 0", False),
        ("/dev/sda1 / ext4 rw 0 0\n//server/share /mnt/team cifs rw 0 0", True),
        ("//server/x /mnt/te cifs rw 0 0\n/dev/sda1 / ext4 rw 0 0", False),
        ("server:/x /mnt/team nfs4 rw 0 0\n/dev/sdb /mnt/team/local ext4 rw 0 0", True),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the drive instead")
def test_network_shares_are_seen(mounts: str, remote: bool) -> None:
    assert on_network_share(Path("/mnt/team/work/a.star"), mounts) is remote
