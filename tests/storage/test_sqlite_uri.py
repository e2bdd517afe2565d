"""Every kind of path a workspace may have, written so that SQLite opens that file and no other."""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.storage.sqlite_uri import sqlite_uri


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"C:\Teams\Team.star"), "file:///C:/Teams/Team.star"),
        (PureWindowsPath(r"C:\My teams\100% #1?.star"), "file:///C:/My%20teams/100%25%20%231%3F.star"),
        (PureWindowsPath(r"\\server\share\Team.star"), "file:////server/share/Team.star"),
        (PureWindowsPath(r"\\server\my share$\a b.star"), "file:////server/my%20share%24/a%20b.star"),
        (PureWindowsPath(r"\\?\C:\long\Team.star"), "file:///C:/long/Team.star"),
        (PureWindowsPath(r"\\?\UNC\server\share\Team.star"), "file:////server/share/Team.star"),
        (PureWindowsPath(r"Z:\Größe.star"), "file:///Z:/Gr%C3%B6%C3%9Fe.star"),
        (PurePosixPath("/people/ann/Team.star"), "file:///people/ann/Team.star"),
        (PurePosixPath("/people/ann/50% #2?.star"), "file:///people/ann/50%25%20%232%3F.star"),
        (PurePosixPath("/srv/équipe/a&b=c.star"), "file:///srv/%C3%A9quipe/a%26b%3Dc.star"),
        (PurePosixPath("//server/share/Team.star"), "file:////server/share/Team.star"),
        (PurePosixPath("/srv/back\\slash.star"), "file:///srv/back%5Cslash.star"),
    ],
)  # fmt: skip
def test_drives_shares_and_letters(path: PureWindowsPath | PurePosixPath, uri: str) -> None:
    assert sqlite_uri(path) == uri
    assert sqlite_uri(path, "mode=ro") == f"{uri}?mode=ro"


@pytest.mark.parametrize("path", [PurePosixPath("a.star"), PureWindowsPath(r"C:a.star")])
def test_a_relative_path_has_no_uri(path: PureWindowsPath | PurePosixPath) -> None:
    with pytest.raises(ValueError, match="relative"):
        sqlite_uri(path)


NAMES = [
    "plain",
    "a b",
    "50%",
    "50%41",
    "#1",
    "?mode=memory",
    "a&b",
    "ü",
    "日本",
    "a+b",
    "a;b",
    "'",
]


@pytest.mark.parametrize("name", NAMES if sys.platform != "win32" else NAMES[:5])
def test_sqlite_opens_the_very_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = folder / f"{name}.star"
    with closing(sqlite3.connect(sqlite_uri(path, "mode=rwc"), uri=True)) as connection:
        connection.execute("CREATE TABLE here (one)")
    assert [found.name for found in folder.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux names files by any bytes")
def test_a_name_that_is_no_utf8_is_opened(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.star"))
    with closing(sqlite3.connect(sqlite_uri(path, "mode=rwc"), uri=True)) as connection:
        connection.execute("CREATE TABLE here (one)")
    assert path.is_file()


@given(st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), min_size=1))
def test_nothing_in_a_name_ends_it_early(name: str) -> None:
    uri = sqlite_uri(PurePosixPath("/folder") / f"x{name}.star", "mode=ro")
    assert uri.count("?") == 1
    assert "#" not in uri
