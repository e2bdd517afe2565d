"""Files are written whole, keep who may read them, and say in words why they could not be."""

import errno
import os
import stat
import struct
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from starapp.app import create_workspace
from starapp.foundation.file_access import new_mode, shared
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import (
    PAUSES,
    not_written,
    patiently,
    put_in_place,
    put_new,
    reason,
    write_whole,
)

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps access lists itself")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="access lists as Linux keeps them")
OTHER_USER, TEAM = 61001, 61002
"""Numbers nobody on this computer has."""
ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"


def mode_of(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):04o}"


def access_list(*entries: tuple[int, int, int]) -> bytes:
    """An access list: tag, rights and whose; 1 owner, 2 a user, 4 group, 16 mask, 32 others."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NOBODY = 0xFFFFFFFF
LIST = access_list((1, 6, NOBODY), (2, 6, OTHER_USER), (4, 4, NOBODY), (16, 6, NOBODY), (32, 0, NOBODY))  # fmt: skip
FOLDER_LIST = access_list((1, 7, NOBODY), (2, 7, OTHER_USER), (4, 5, NOBODY), (16, 7, NOBODY), (32, 0, NOBODY))  # fmt: skip


@pytest.fixture
def team_folder() -> Iterator[Path]:
    """A folder other people may look into, as a team's is."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        folder.chmod(0o755)
        yield folder


@contextmanager
def acting_as(user: int, *groups: int) -> Iterator[None]:
    """Does what follows as somebody else, where the tests run as an administrator."""
    if os.geteuid() != 0:
        yield
        return
    before = os.getgroups()
    os.setgroups(groups)
    os.setegid(user)
    os.seteuid(user)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(before)


def test_a_file_is_written_and_nothing_is_left_beside(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "a.pdf", b"one") == tmp_path / "a.pdf"
    write_whole(tmp_path / "a.pdf", b"two")
    assert (tmp_path / "a.pdf").read_bytes() == b"two"
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


def test_a_file_of_the_person_beside_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.pdf.new").write_bytes(b"mine")
    write_whole(tmp_path / "a.pdf", b"one")
    assert (tmp_path / "a.pdf.new").read_bytes() == b"mine"


def test_a_new_file_takes_the_place_of_none(tmp_path: Path) -> None:
    fresh, target = tmp_path / "fresh", tmp_path / "a.star"
    fresh.write_bytes(b"ours")
    target.write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        put_new(fresh, target)
    assert target.read_bytes() == b"theirs"
    target.unlink()
    put_new(fresh, target)
    assert target.read_bytes() == b"ours"


@unix_only
def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "a.pdf").symlink_to(tmp_path / "real" / "a.pdf")
    write_whole(tmp_path / "a.pdf", b"one")
    assert (tmp_path / "a.pdf").is_symlink()
    assert (tmp_path / "real" / "a.pdf").read_bytes() == b"one"


@pytest.mark.parametrize("folder", [0o700, 0o750, 0o755, 0o1777])
@unix_only
def test_a_new_file_in_a_private_folder_is_its_owners_alone(tmp_path: Path, folder: int) -> None:
    tmp_path.chmod(folder)
    write_whole(tmp_path / "a.pdf", b"one")
    assert mode_of(tmp_path / "a.pdf") == "0600"


@pytest.mark.parametrize(
    ("folder", "file"),
    [(0o770, "0660"), (0o775, "0660"), (0o2770, "0660"), (0o2750, "0640"), (0o777, "0666")],
)
@unix_only
def test_a_new_file_in_a_shared_folder_is_the_groups_too(
    tmp_path: Path, folder: int, file: str
) -> None:
    group = TEAM if os.geteuid() == 0 else os.getgid()
    os.chown(tmp_path, -1, group)
    tmp_path.chmod(folder)
    write_whole(tmp_path / "a.pdf", b"one")
    assert mode_of(tmp_path / "a.pdf") == file
    assert (tmp_path / "a.pdf").stat().st_gid == group


def test_nobody_gets_into_a_file_who_may_not_into_its_folder() -> None:
    for mode in range(0o10000):
        made = new_mode(mode)
        assert made & 0o600 == 0o600
        assert made & 0o177 & ~mode == 0
        assert shared(mode) or made == 0o600
        assert mode & stat.S_IWOTH or not made & 0o007


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o660, 0o664, 0o666, 0o400])
@unix_only
def test_a_replaced_file_keeps_owner_group_and_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"older")
    root = os.geteuid() == 0
    owner, group = (OTHER_USER, TEAM) if root else (os.getuid(), os.getgid())
    os.chown(path, owner, group)
    path.chmod(mode)
    write_whole(path, b"newer")
    found = path.stat()
    assert (found.st_uid, found.st_gid, mode_of(path)) == (owner, group, f"{mode:04o}")


@unix_only
def test_a_colleague_who_replaces_a_file_keeps_it_the_teams(team_folder: Path) -> None:
    path = team_folder / "a.pdf"
    path.write_bytes(b"older")
    group = TEAM if os.geteuid() == 0 else os.getgid()
    os.chown(path, -1, group)
    path.chmod(0o640)
    os.chown(team_folder, -1, group)
    team_folder.chmod(0o770)
    with acting_as(OTHER_USER, TEAM):
        write_whole(path, b"newer")
    assert path.read_bytes() == b"newer"
    assert path.stat().st_gid == group
    assert mode_of(path) == "0640"


@unix_only
def test_a_group_that_cannot_be_kept_gives_another_group_nothing(team_folder: Path) -> None:
    path = team_folder / "a.pdf"
    path.write_bytes(b"older")
    path.chmod(0o664)
    team_folder.chmod(0o777)
    with acting_as(OTHER_USER):
        write_whole(path, b"newer")
    kept = os.geteuid() != 0
    assert mode_of(path) == ("0664" if kept else "0644")


@linux_only
def test_a_replaced_file_keeps_its_access_list(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"older")
    os.setxattr(path, ACCESS, LIST)
    write_whole(path, b"newer")
    assert os.getxattr(path, ACCESS) == LIST
    assert path.read_bytes() == b"newer"


@pytest.mark.parametrize("kind", [ACCESS, DEFAULT])
@linux_only
def test_a_new_file_gets_the_access_list_of_its_folder(tmp_path: Path, kind: str) -> None:
    os.setxattr(tmp_path, kind, FOLDER_LIST)
    write_whole(tmp_path / "a.pdf", b"one")
    assert os.getxattr(tmp_path / "a.pdf", ACCESS) == LIST


@linux_only
def test_a_replaced_file_gets_no_list_it_had_not(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"older")
    path.chmod(0o600)
    os.setxattr(tmp_path, DEFAULT, FOLDER_LIST)
    write_whole(path, b"newer")
    assert mode_of(path) == "0600"
    assert ACCESS not in os.listxattr(path)


@unix_only
def test_a_finished_copy_put_in_place_keeps_the_rights_too(tmp_path: Path) -> None:
    fresh, path = tmp_path / "part", tmp_path / "copy.star"
    fresh.write_bytes(b"newer")
    path.write_bytes(b"older")
    path.chmod(0o640)
    put_in_place(fresh, path)
    assert (mode_of(path), path.read_bytes()) == ("0640", b"newer")
    assert not fresh.exists()


@pytest.mark.parametrize(("folder", "file"), [(0o755, "0600"), (0o2770, "0660")])
@unix_only
def test_a_new_workspace_is_its_folders_too(tmp_path: Path, folder: int, file: str) -> None:
    tmp_path.chmod(folder)
    workspace = create_workspace(tmp_path / "w.star", name="Team")
    lock = tmp_path / "w.star-lock"
    assert (mode_of(workspace.path), mode_of(lock)) == (file, file)
    workspace.close()


@pytest.mark.parametrize("name", ["CON.pdf", "a:b.pdf", "letters.", "a" * 250])
def test_a_name_that_cannot_be_is_refused_before_anything_is_written(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(Unavailable, match="No file can be called"):
        write_whole(tmp_path / name, b"one")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(Unavailable, match=r"a\.pdf could not be written .* not a file"):
        write_whole(tmp_path / "a.pdf", b"one")
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="folder is not there"):
        write_whole(tmp_path / "gone" / "a.pdf", b"one")


@unix_only
def test_no_right_is_told(team_folder: Path) -> None:
    if os.geteuid() != 0:
        team_folder.chmod(0o500)
    with acting_as(OTHER_USER), pytest.raises(Unavailable, match="You may not write there"):
        write_whole(team_folder / "a.pdf", b"one")


TOLD = {
    "open in another program": ["ETXTBSY", "EBUSY"],
    "does not answer": ["ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ETIMEDOUT", "ENODEV"],
    "no room": ["ENOSPC", "EDQUOT", "EFBIG"],
    "may not write": ["EACCES", "EPERM"],
    "Nothing can be changed": ["EROFS"],
    "not a file": ["EISDIR"],
    "folder is not there": ["ENOENT", "ENOTDIR"],
    "too long": ["ENAMETOOLONG"],
    "does not take that name": ["EINVAL", "EILSEQ"],
    "refused": ["EIO"],
}


@pytest.mark.parametrize(
    ("words", "number"), [(words, name) for words, names in TOLD.items() for name in names]
)
@linux_only
def test_each_fault_has_its_own_words(words: str, number: str) -> None:
    fault = getattr(errno, number)
    said = str(not_written(Path("there") / "a.pdf", OSError(fault, os.strerror(fault))))
    assert said.startswith("a.pdf could not be written to there. ")
    assert words in said
    assert ("room" in said) is (words == "no room")


@pytest.mark.parametrize(
    ("windows", "words"),
    [(32, "open in another program"), (33, "open in another program"), (53, "does not answer"),
     (64, "does not answer"), (67, "does not answer"), (5, "may not write")],
)  # fmt: skip
def test_what_windows_says_comes_first(windows: int, words: str) -> None:
    assert words in reason(errno.EACCES, windows)


def held(times: int) -> tuple[list[int], list[int]]:
    """What was waited and how often it was tried when a file is held so many times."""
    waited: list[int] = []
    tries: list[int] = []

    def step() -> str:
        tries.append(1)
        if len(tries) <= times:
            raise PermissionError(errno.EACCES, "held")
        return "done"

    found = patiently(step, passing=lambda _: True, pause=waited.append)
    assert found == "done"
    return waited, tries


@pytest.mark.parametrize("times", range(len(PAUSES) + 1))
def test_a_file_held_for_a_moment_is_tried_again(times: int) -> None:
    waited, tries = held(times)
    assert waited == list(PAUSES[:times])
    assert len(tries) == times + 1
    assert sum(waited) < 2000


def test_a_file_held_for_long_is_told() -> None:
    with pytest.raises(PermissionError):
        held(len(PAUSES) + 1)


@unix_only
def test_what_does_not_pass_is_not_tried_again() -> None:
    tries: list[int] = []

    def step() -> None:
        tries.append(1)
        raise PermissionError(errno.EACCES, "no right")

    with pytest.raises(PermissionError):
        patiently(step)
    assert len(tries) == 1
