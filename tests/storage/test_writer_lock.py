"""One writer at a time, told apart across processes; the system frees a dead program's lock.

``STAR_TAKES`` sets how often four processes take the lock in all; 20000 takes a minute.
``STAR_KILLS`` sets how often one that holds it is killed.
"""

import json
import os
import platform
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from starapp.storage.writer_lock import HeldElsewhere, InUse, Unwritable, take
from tests.drive.kills import kills

ROOT = Path(__file__).parents[2]
TAKES = int(os.environ.get("STAR_TAKES", "1600"))
KILLS = kills(6)
PROCESSES = 4
SINCE = "2026-09-07T11:00:00+00:00"
links_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks leave to make links")
unix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such rights")
HOLD = """
import sys
from pathlib import Path
from starapp.storage.writer_lock import take
lock = take(Path(sys.argv[1]), who="Sam Sample")
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A file to lock, alone in its folder."""
    path = tmp_path / "w.star"
    path.write_bytes(b"")
    return path


@pytest.fixture
def holder(workspace: Path):
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(workspace)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdout.readline() == "held\n"
    yield child
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()


def taker(workspace: Path, takes: int) -> "subprocess.Popen[str]":
    """A process that takes the lock so many times, or until it is killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storage.lock_taker", str(workspace), str(takes)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def beside(workspace: Path) -> list[str]:
    """The files in the folder of a workspace."""
    return sorted(one.name for one in workspace.parent.iterdir())


def leave_behind(workspace: Path, pc: str, text: str = "") -> None:
    """The file of a lock that nobody took away."""
    said = text or json.dumps({"who": "Ann Archer", "pc": pc, "since": SINCE})
    workspace.with_name("w.star-lock").write_text(said, encoding="utf-8")


def test_the_second_opener_is_told_who_has_it(workspace: Path, holder) -> None:
    with pytest.raises(InUse, match=r"Sam Sample on .* since .* read-only"):
        take(workspace, who="me")
    with pytest.raises(InUse):
        take(workspace, who="me", anyway=True)


def test_a_killed_program_leaves_no_lock_but_its_name(workspace: Path, holder) -> None:
    holder.kill()
    holder.wait()
    lock = take(workspace, who="me")
    assert lock.left_by is not None
    assert (lock.left_by.who, lock.left_by.pc) == ("Sam Sample", platform.node())
    lock.free()
    again = take(workspace, who="me")
    assert again.left_by is None
    again.free()


def test_a_freed_lock_leaves_nothing_and_can_be_taken_again(workspace: Path) -> None:
    first = take(workspace, who="a")
    first.free()
    first.free()
    assert beside(workspace) == ["w.star"]
    take(workspace, who="b").free()
    assert beside(workspace) == ["w.star"]


@pytest.mark.timeout(60 + TAKES // 100)
def test_never_two_hold_it(workspace: Path) -> None:
    children = [taker(workspace, TAKES // PROCESSES) for _ in range(PROCESSES)]
    assert [child.communicate()[0] for child in children] == ["0\n"] * PROCESSES
    assert [child.returncode for child in children] == [0] * PROCESSES
    assert set(beside(workspace)) <= {"w.star", "inside"}


@unix_only
@pytest.mark.timeout(60 + 10 * KILLS)
def test_a_holder_killed_at_any_moment_is_in_nobodys_way(workspace: Path) -> None:
    chance = random.Random(20261119)
    children = [taker(workspace, 0) for _ in range(PROCESSES - 1)]
    for _ in range(KILLS):
        child = children.pop(0)
        told = [child.stdout.readline() for _ in range(chance.randint(1, 60))]
        child.kill()
        rest = child.communicate()[0].splitlines()
        assert {line.strip() for line in [*told, *rest] if line.strip()} == {"0"}
        children.append(taker(workspace, 0))
    for child in children:
        assert child.stdout.readline() == "0\n"
        child.kill()
        child.communicate()
    lock = take(workspace, who="me")
    assert lock.left_by is None or lock.left_by.who == "Sam Sample"
    lock.free()
    assert beside(workspace) == ["inside", "w.star"]


def names_of(workspace: Path, way: str) -> Path:
    """Another name of the same workspace."""
    folder = workspace.parent
    match way:
        case "a link":
            (folder / "link.star").symlink_to(workspace)
            return folder / "link.star"
        case "a link to a link":
            (folder / "link.star").symlink_to(workspace)
            (folder / "again.star").symlink_to(folder / "link.star")
            return folder / "again.star"
        case "a linked folder":
            (folder / "team").symlink_to(folder, target_is_directory=True)
            return folder / "team" / workspace.name
        case "up and down":
            (folder / "sub").mkdir()
            return folder / "sub" / ".." / workspace.name
        case _:
            return Path(os.path.relpath(workspace))


WAYS = ["a link", "a link to a link", "a linked folder", "up and down", "from here"]


@links_only
@pytest.mark.parametrize("way", WAYS)
def test_every_name_leads_to_one_lock(workspace: Path, way: str) -> None:
    other = names_of(workspace, way)
    lock = take(workspace, who="Ann Archer")
    with pytest.raises(InUse, match="Ann Archer"):
        take(other, who="me")
    lock.free()
    lock = take(other, who="Ann Archer")
    with pytest.raises(InUse, match="Ann Archer"):
        take(workspace, who="me")
    lock.free()
    assert not any(one.name.endswith("-lock") for one in workspace.parent.rglob("*"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a second name on the disk")
def test_a_second_name_on_the_disk_is_told(workspace: Path) -> None:
    other = workspace.with_name("second.star")
    other.hardlink_to(workspace)
    lock = take(workspace, who="Ann Archer")
    with pytest.raises(InUse, match="another name of the same file"):
        take(other, who="me")
    lock.free()
    take(other, who="me").free()
    assert beside(workspace) == ["second.star", "w.star"]


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere capitals make another file")
def test_another_spelling_leads_to_one_lock(workspace: Path) -> None:
    lock = take(workspace, who="Ann Archer")
    with pytest.raises(InUse, match="Ann Archer"):
        take(workspace.with_name("W.STAR"), who="me")
    lock.free()


@links_only
def test_a_link_that_leads_in_a_circle_is_told(workspace: Path) -> None:
    (workspace.parent / "one").symlink_to(workspace.parent / "two")
    (workspace.parent / "two").symlink_to(workspace.parent / "one")
    with pytest.raises(Unwritable):
        take(workspace.parent / "one", who="me")


def test_another_pc_that_is_named_is_asked_about(workspace: Path) -> None:
    leave_behind(workspace, "PC-7")
    for _ in range(2):
        with pytest.raises(HeldElsewhere, match=r"Ann Archer on PC-7 since .* closed") as told:
            take(workspace, who="me")
    assert told.value.holder.pc == "PC-7"
    lock = take(workspace, who="me", anyway=True)
    assert lock.left_by is None
    with pytest.raises(InUse, match="me on"):
        take(workspace, who="you")
    lock.free()
    assert beside(workspace) == ["w.star"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "[" * 4000, '{"who": "a", "pc": "b"}', '{"who": 1, "pc": 2, "since": 3}',
     json.dumps({"who": "a", "pc": "b", "since": "2026-09-07T11:00:00"}),
     json.dumps({"who": "a", "pc": "b", "since": "0001-01-01T00:00:00+14:00"})],
)  # fmt: skip
def test_a_file_that_names_nobody_is_taken_without_a_word(workspace: Path, text: str) -> None:
    leave_behind(workspace, "", text or " ")
    lock = take(workspace, who="me")
    assert lock.left_by is None
    lock.free()
    assert beside(workspace) == ["w.star"]


@links_only
def test_a_link_in_place_of_the_lock_harms_nothing(workspace: Path) -> None:
    treasure = workspace.with_name("treasure")
    treasure.write_bytes(b"kept")
    workspace.with_name("w.star-lock").symlink_to(treasure)
    with pytest.raises(Unwritable, match=r"w\.star-lock is in the way"):
        take(workspace, who="me")
    assert treasure.read_bytes() == b"kept"


def test_somebody_elses_lock_in_its_place_is_not_taken_away(workspace: Path) -> None:
    lock = take(workspace, who="me")
    if sys.platform != "win32":
        lock.path.unlink()
        leave_behind(workspace, "PC-7")
        lock.free()
        assert beside(workspace) == ["w.star", "w.star-lock"]
    lock.free()


@pytest.mark.parametrize("way", ["in its place", "over it"])
@unix_only
def test_another_pc_that_began_too_is_seen_when_its_name_comes(workspace: Path, way: str) -> None:
    lock = take(workspace, who="me")
    assert lock.other_writer() is None
    if way == "in its place":
        lock.path.unlink()
    leave_behind(workspace, "PC-7")
    other = lock.other_writer()
    assert other is not None
    assert (other.who, other.pc) == ("Ann Archer", "PC-7")
    lock.free()
    assert beside(workspace) == ["w.star", "w.star-lock"], "theirs stays"
    assert lock.other_writer() is None


def as_a_colleague(workspace: Path) -> str:
    """What a colleague without an administrator's rights meets."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.storage.lock_taker", str(workspace), "colleague"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return child.stdout.strip()


@unix_only
@pytest.mark.parametrize(
    ("folder", "file", "words"),
    [
        (0o777, 0o644, "taken after Ann Archer"),
        (0o755, 0o644, "in the way"),
        (0o777, 0o600, "in the way"),
    ],
)
def test_a_lock_only_somebody_else_may_change(folder: int, file: int, words: str) -> None:
    with tempfile.TemporaryDirectory() as kept:
        path = Path(kept) / "w.star"
        path.write_bytes(b"")
        path.chmod(0o666)
        leave_behind(path, platform.node())
        path.with_name("w.star-lock").chmod(file)
        path.parent.chmod(folder)
        told = as_a_colleague(path)
    assert words in told if os.geteuid() == 0 else told.startswith("taken")
