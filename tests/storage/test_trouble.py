"""Full disks, damaged files and missing rights: told in words, and nothing is half-written."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from starapp.app import create_workspace, open_workspace
from starapp.foundation.problems import Unavailable
from starapp.organisation.queries import bodies
from starapp.sample.workspace import Until
from starapp.storage.writer_lock import InUse, Unwritable
from starapp.verify import verify
from tests.make.samples import Samples

ROOT = Path(__file__).parents[2]
OLDEST = ROOT / "tests" / "files" / "workspaces" / "format-1.star"
PAGE = 4096
"""Bytes of a page of a workspace file."""
HEADER = 100
"""Bytes of the header, which says how the file was opened last."""
unix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such limit for a process"
)


@pytest.fixture
def path(tmp_path: Path, samples: Samples) -> Path:
    """A workspace file with a competition in it, closed."""
    return samples.copy(Until.DRAFTED, tmp_path / "work.star")


def told(way: str, path: Path, room: int = 1) -> list[str]:
    """The lines a process in this trouble prints; fails when it breaks down."""
    command = [sys.executable, "-m", "tests.storage.trouble_child", way, str(path), str(room)]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert child.returncode == 0, child.stderr
    return child.stdout.splitlines()


def names(path: Path) -> set[str]:
    """The bodies in a file."""
    workspace = open_workspace(path, read_only=True)
    with workspace.store.reading() as session:
        found = {body.name for body in bodies(session)}
    workspace.close()
    return found


def beside(path: Path) -> list[str]:
    """The names of the files in the folder of a file."""
    return sorted(one.name for one in path.parent.iterdir())


@unix_only
@pytest.mark.parametrize("room", [1, 3 * PAGE, 40 * PAGE])
def test_a_full_disk_takes_nothing_and_then_everything(path: Path, room: int) -> None:
    first = names(path)
    before, full, after = told("full_while_saving", path, room)
    assert before == after == "saved"
    assert "not saved" in full
    assert "room" in full
    assert names(path) == first | {"Before", "After"}
    assert verify(path) == ()
    assert beside(path) == ["work.star"]


@unix_only
def test_a_full_disk_when_a_workspace_is_opened(path: Path) -> None:
    first = names(path)
    full, room = told("full_while_opening", path)
    assert "room" in full
    assert room == "opened"
    assert names(path) == first
    assert beside(path) == ["work.star"]
    assert verify(path) == ()


@unix_only
def test_an_older_file_is_not_upgraded_without_room_for_its_copy(tmp_path: Path) -> None:
    path = tmp_path / "work.star"
    shutil.copyfile(OLDEST, path)
    full, room = told("full_while_opening", path, path.stat().st_size - PAGE)
    assert "room" in full
    assert room == "opened"
    assert verify(path) == ()
    (copy,) = tmp_path.glob("work before upgrade *.star")
    assert copy.read_bytes()[HEADER:] == OLDEST.read_bytes()[HEADER:]
    assert beside(path) == sorted([copy.name, "work.star"])


@unix_only
@pytest.mark.parametrize("room", [1, 10 * PAGE, 100 * PAGE])
def test_a_full_disk_when_a_workspace_is_made(tmp_path: Path, room: int) -> None:
    path = tmp_path / "new.star"
    full, left, again = told("full_while_making", path, room)
    assert "room" in full
    assert left == "nothing left"
    assert again == "made"
    assert verify(path) == ()


@unix_only
def test_a_full_disk_leaves_the_older_copy(path: Path) -> None:
    (full,) = told("full_while_copying", path, 5 * PAGE)
    assert "could not be written" in full
    assert "room" in full
    assert (path.parent / "copy.star").read_bytes() == b"older"
    assert beside(path) == ["copy.star", "work.star"]


@unix_only
def test_a_full_disk_leaves_the_older_document(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"older")
    (full,) = told("full_while_printing", path)
    assert "letter.pdf could not be written" in full
    assert path.read_bytes() == b"older"
    assert beside(path) == ["letter.pdf"]


def test_a_folder_is_no_workspace(tmp_path: Path) -> None:
    folder = tmp_path / "work.star"
    folder.mkdir()
    with pytest.raises(Unavailable, match=r"work.star is a folder. Choose a file"):
        open_workspace(folder)
    assert beside(folder) == ["work.star"]


@pytest.mark.parametrize("name", ["gone.star", "gone/work.star"])
def test_what_is_not_there_is_not_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unavailable, match="There is no file"):
        open_workspace(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_is_not_made_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "a file").write_bytes(b"in the way")
    with pytest.raises(Unavailable, match=r"cannot make the folder .* Choose another"):
        create_workspace(tmp_path / "a file" / "new.star", name="New")


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0", b"%PDF-1.7 a letter" * 900, bytes(PAGE)]
)
@pytest.mark.parametrize("read_only", [False, True])
def test_another_file_stays_as_it_is(tmp_path: Path, content: bytes, read_only: bool) -> None:
    path = tmp_path / "letter.star"
    path.write_bytes(content)
    with pytest.raises(Unavailable, match="not a STAR workspace"):
        open_workspace(path, read_only=read_only)
    assert path.read_bytes() == content
    assert beside(path) == ["letter.star"]


@pytest.mark.parametrize(
    ("start", "wrong"),
    [
        (0, b"nonsense"),
        (16, b"\x00\x07"),
        (18, b"\x63\x63"),
        (44, b"\xff\xff\xff\xff"),
        (56, b"\xff\xff\xff\xff"),
        (100, b"\xff" * 60),
    ],
    ids=["name", "page size", "version", "form", "letters", "first table"],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_damaged_header_is_told(path: Path, start: int, wrong: bytes, read_only: bool) -> None:
    harm(path, start, wrong)
    harmed = path.read_bytes()
    with pytest.raises(Unavailable, match=r"damaged.* backup copy"):
        open_workspace(path, read_only=read_only)
    assert path.read_bytes() == harmed
    assert beside(path) == ["work.star"]


def test_a_file_cut_short_is_told(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // PAGE * PAGE])
    with pytest.raises(Unavailable, match=r"damaged.* backup copy"):
        open_workspace(path).close()
    assert beside(path) == ["work.star"]


def test_every_damaged_page_is_found(path: Path) -> None:
    whole = path.read_bytes()
    unseen = []
    for page in range(1, len(whole) // PAGE, 7):
        harm(path, page * PAGE, b"\xaa" * PAGE)
        if "damaged" not in found_in(path):
            unseen.append(page)
        path.write_bytes(whole)
    assert unseen == []
    assert verify(path) == ()


def found_in(path: Path) -> str:
    """What verifying a file says."""
    try:
        return " ".join(problem.words for problem in verify(path))
    except Unavailable as away:
        return str(away)


def harm(path: Path, start: int, wrong: bytes) -> None:
    """Writes over some bytes of a file."""
    with path.open("r+b") as file:
        file.seek(start)
        file.write(wrong)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that a process without rights can reach, away again at the end."""
    folder = Path(tempfile.mkdtemp(prefix="star-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@unix_only
@pytest.mark.parametrize(
    ("of_file", "of_folder"),
    [(0o444, 0o555), (0o444, 0o777), (0o644, 0o555)],
    ids=["both", "the file", "the folder"],
)
def test_who_may_only_read_is_told_and_reads(
    open_to_all: Path, samples: Samples, of_file: int, of_folder: int
) -> None:
    path = samples.copy(Until.DRAFTED, open_to_all / "work.star")
    whole = path.read_bytes()
    path.chmod(of_file)
    open_to_all.chmod(of_folder)
    writing, reading = told("no_right", path)
    assert "cannot" in writing
    assert "read-only" in writing
    assert "nothing was changed" in reading
    open_to_all.chmod(0o755)
    assert path.read_bytes() == whole
    assert beside(path) == ["work.star"]
    assert verify(path) == ()


LEAVE = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(f"PRAGMA journal_mode={sys.argv[2]}")
connection.execute("PRAGMA cache_size=2")
connection.execute("BEGIN")
connection.execute("UPDATE history SET words = words || hex(randomblob(3000))")
if sys.argv[2] == "WAL":
    connection.execute("COMMIT")
os.kill(os.getpid(), 9)
"""
"""A program that is killed while it saves, or with a log beside the file."""


@unix_only
@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_who_may_only_read_is_told_what_a_killed_program_left(
    open_to_all: Path, samples: Samples, mode: str
) -> None:
    path = samples.copy(Until.DRAFTED, open_to_all / "work.star")
    subprocess.run([sys.executable, "-c", LEAVE, str(path), mode], check=False)
    assert len(beside(path)) > 1
    for one in open_to_all.iterdir():
        one.chmod(0o444)
    open_to_all.chmod(0o555)
    before = {one.name: one.read_bytes() for one in open_to_all.iterdir()}
    for said in told("left_behind", path):
        assert said in {"opened", "checked"} or "right to change the file" in said
        assert "damaged" not in said
    assert {one.name: one.read_bytes() for one in open_to_all.iterdir()} == before


@unix_only
def test_who_may_not_read_is_told(open_to_all: Path, samples: Samples) -> None:
    path = samples.copy(Until.DRAFTED, open_to_all / "work.star")
    path.chmod(0o000)
    for said in told("left_behind", path):
        assert "no right to read work.star" in said


HOLD = """
import sys
from pathlib import Path
from starapp.app import open_workspace
held = open_workspace(Path(sys.argv[1]), who="Sam Sample")
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the workspace open for writing."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


def test_a_second_program_reads_only(path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(InUse, match=r"Sam Sample on .* since .* read-only") as busy:
        open_workspace(path)
    assert isinstance(busy.value, Unwritable)
    assert names(path)
    assert holder.poll() is None
    assert verify(path) == ()


def test_a_killed_program_is_not_in_the_way(path: Path, holder: subprocess.Popen[str]) -> None:
    first = names(path)
    holder.kill()
    holder.wait()
    open_workspace(path).close()
    assert names(path) == first
    assert beside(path) == ["work.star"]
    assert verify(path) == ()
