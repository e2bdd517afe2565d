"""A file that somebody else overwrites, replaces, cuts or takes away is noticed before the next save."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from starapp.app import Workspace, open_workspace
from starapp.foundation.problems import Unavailable
from starapp.history.acting import SYSTEM
from starapp.organisation.commands import add_body
from starapp.organisation.queries import bodies
from starapp.sample.workspace import Until
from starapp.storage.store import Overwritten
from starapp.verify import verify
from tests.make.samples import Samples

ROOT = Path(__file__).parents[2]
posix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows lets nobody replace a file that is open"
)


@pytest.fixture
def workspace(tmp_path: Path, samples: Samples) -> Iterator[Workspace]:
    """A workspace open for writing, with one body more than the sample."""
    (tmp_path / "work").mkdir()
    path = samples.copy(Until.DRAFTED, tmp_path / "work" / "work.star")
    with closing(open_workspace(path)) as found:
        add(found, "Mine")
        yield found


def add(workspace: Workspace, name: str) -> None:
    with workspace.store.writing(by=SYSTEM) as session:
        add_body(session, name=name)


def names(path: Path) -> set[str]:
    with closing(open_workspace(path, read_only=True)) as found, found.store.reading() as session:
        return {one.name for one in bodies(session)}


def with_one_more(path: Path, elsewhere: Path) -> bytes:
    """The bytes of the file as a colleague's copy of it, gone on with elsewhere."""
    shutil.copyfile(path, elsewhere)
    with closing(open_workspace(elsewhere)) as theirs:
        add(theirs, "Theirs")
    return elsewhere.read_bytes()


def write_over(path: Path, content: bytes, *, quietly: bool = False) -> None:
    """Overwrites in place as a sync client does, with the moment of the other file's change."""
    before = path.stat()
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()
    if quietly:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def newer(path: Path, elsewhere: Path) -> bytes:
    return with_one_more(path, elsewhere)


def older(path: Path, elsewhere: Path) -> bytes:
    return elsewhere.with_name("before.star").read_bytes()


def sibling(_path: Path, elsewhere: Path) -> bytes:
    """From where we came, with one save as well: SQLite's own counters cannot tell the two apart."""
    return with_one_more(elsewhere.with_name("before.star"), elsewhere)


def empty(_path: Path, _elsewhere: Path) -> bytes:
    return b""


def cut(path: Path, _elsewhere: Path) -> bytes:
    return path.read_bytes()[: path.stat().st_size // 2 // 4096 * 4096]


def zeros(path: Path, _elsewhere: Path) -> bytes:
    return bytes(path.stat().st_size)


def something_else(_path: Path, _elsewhere: Path) -> bytes:
    return b"%PDF-1.7 a letter" * 5000


@pytest.mark.parametrize("content", [newer, older, sibling, empty, cut, zeros, something_else])
@pytest.mark.parametrize("quietly", [False, True])
def test_a_file_overwritten_in_place_is_not_written_to(
    workspace: Workspace, tmp_path: Path, content: Callable[[Path, Path], bytes], *, quietly: bool
) -> None:
    shutil.copyfile(workspace.path, tmp_path / "before.star")
    add(workspace, "Ours!!")
    put = content(workspace.path, tmp_path / "theirs.star")
    write_over(workspace.path, put, quietly=quietly)
    for _ in range(2):
        with pytest.raises(Overwritten, match=r"overwritten by another program.* Save a copy"):
            add(workspace, "Lost")
        assert workspace.path.read_bytes() == put
    if content in {newer, older, sibling}:
        workspace.store.copy_to(tmp_path / "copy.star")
        assert verify(tmp_path / "copy.star") == ()
        assert "Lost" not in names(tmp_path / "copy.star")
    else:
        with pytest.raises(Unavailable, match=r"not whole|damaged"):
            workspace.store.copy_to(tmp_path / "copy.star")
        assert not (tmp_path / "copy.star").exists()


def replace(path: Path, elsewhere: Path) -> None:
    with_one_more(path, elsewhere)
    elsewhere.replace(path)


def take_away(path: Path, _elsewhere: Path) -> None:
    path.unlink()


def rename(path: Path, elsewhere: Path) -> None:
    path.rename(elsewhere)


@posix_only
@pytest.mark.parametrize("act", [replace, take_away, rename])
def test_a_file_that_is_no_longer_there_is_told_and_a_copy_has_all_that_was_saved(
    workspace: Workspace, tmp_path: Path, act: Callable[[Path, Path], None]
) -> None:
    act(workspace.path, tmp_path / "elsewhere.star")
    with pytest.raises(Unavailable, match=r"no longer in .* Save a copy"):
        add(workspace, "Lost")
    workspace.store.copy_to(tmp_path / "copy.star")
    assert verify(tmp_path / "copy.star") == ()
    found = names(tmp_path / "copy.star")
    assert "Mine" in found
    assert not found & {"Theirs", "Lost"}


@posix_only
def test_a_file_put_in_its_place_is_not_read_as_if_it_were_the_one_that_is_open(
    workspace: Workspace, tmp_path: Path
) -> None:
    """While one reads, another asks through a connection that is made anew."""
    with workspace.store.reading() as session:
        assert bodies(session)
        replace(workspace.path, tmp_path / "elsewhere.star")
        with (
            pytest.raises(Unavailable, match="no longer in"),
            workspace.store.reading() as another,
        ):
            bodies(another)


def test_a_file_that_comes_back_the_same_is_gone_on_with(workspace: Workspace) -> None:
    write_over(workspace.path, workspace.path.read_bytes())
    os.utime(workspace.path)
    add(workspace, "More")
    assert {"Mine", "More"} <= names(workspace.path)
    assert verify(workspace.path) == ()


READER = """
import sys
from contextlib import closing
from pathlib import Path
from starapp.app import open_workspace
from starapp.organisation.queries import bodies
from starapp.verify import verify
for line in sys.stdin:
    path = Path(line.strip())
    with closing(open_workspace(path, read_only=True)) as found, found.store.reading() as session:
        seen = len(bodies(session))
    print(seen, len(verify(path)), flush=True)
"""


def test_readers_never_look_like_somebody_who_overwrites(workspace: Workspace) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", READER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as reader:  # fmt: skip
        assert reader.stdin is not None
        assert reader.stdout is not None
        before = len(names(workspace.path))
        for number in range(1, 4):
            add(workspace, f"Body {number}")
            reader.stdin.write(f"{workspace.path}\n")
            reader.stdin.flush()
            add(workspace, f"Meanwhile {number}")
            seen, wrong = map(int, reader.stdout.readline().split())
            assert seen in {before + 2 * number - 1, before + 2 * number}
            assert wrong == 0
        reader.stdin.close()
    assert verify(workspace.path) == ()
