"""Documents are followed wherever they were moved; folders of a mail program are known for it."""

import os
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from starapp.app import default_folder
from starapp.foundation.known_folders import documents_in, is_passing, passing

ANN = PureWindowsPath(r"C:\People\ann")
BEN = PurePosixPath("/people/ben")
TEMPS = {
    PureWindowsPath: (PureWindowsPath(r"D:\Temp"),),
    PurePosixPath: (PurePosixPath("/scratch"),),
}


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        ('XDG_DOCUMENTS_DIR="$HOME/Documents"', "/people/ben/Documents"),
        ('XDG_DOCUMENTS_DIR="$HOME/Dokumente und mehr"', "/people/ben/Dokumente und mehr"),
        ('XDG_DOCUMENTS_DIR="/srv/roaming/ben"', "/srv/roaming/ben"),
        (r'XDG_DOCUMENTS_DIR="$HOME/a\$b"', "/people/ben/a$b"),
        ('XDG_DOCUMENTS_DIR="$HOME/old"\nXDG_DOCUMENTS_DIR="$HOME/new"', "/people/ben/new"),
        ('#XDG_DOCUMENTS_DIR="$HOME/x"', ""),
        ('XDG_DOCUMENTS_DIR="$HOME"', ""),
        ('XDG_DOCUMENTS_DIR="$HOME/"', ""),
        ('XDG_DOCUMENTS_DIR="relative"', ""),
        ('XDG_DESKTOP_DIR="$HOME/Desktop"', ""),
        ("", ""),
    ],
)
def test_what_the_desktop_says(line: str, folder: str) -> None:
    text = f'# made by the desktop\nXDG_MUSIC_DIR="$HOME/Music"\n{line}\n'
    assert documents_in(text, BEN) == (PurePosixPath(folder) if folder else None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked itself")
def test_workspaces_go_where_documents_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    assert default_folder() == tmp_path / "STAR"
    (tmp_path / "Documents").mkdir()
    assert default_folder() == tmp_path / "Documents" / "STAR"
    moved = tmp_path / "server" / "équipe"
    (tmp_path / "settings").mkdir()
    said = f'XDG_DOCUMENTS_DIR="{moved}"\n'
    (tmp_path / "settings" / "user-dirs.dirs").write_text(said, encoding="utf-8", newline="\n")
    assert default_folder() == tmp_path / "Documents" / "STAR", "a folder that is not there"
    moved.mkdir(parents=True)
    assert default_folder() == moved / "STAR"


@pytest.mark.parametrize(
    "folder",
    [
        r"D:\Temp\Temp1_packs.zip",
        r"C:\People\ann\AppData\Local\Temp",
        r"C:\People\ann\AppData\Local\Microsoft\Windows\INetCache\Content.Outlook\AB12CD34",
        r"C:\People\ann\AppData\Local\Microsoft\Olk\Attachments\ooa-1",
        r"C:\People\ann\appdata\local\Packages\mail\LocalState\Files\S0\3",
        r"C:\People\ann\Local Settings\Temporary Internet Files\OLK5",
        "/scratch/mozilla_ben0",
        "/people/ben/.cache/evolution/tmp",
        "/people/ben/.thunderbird/x/Attachments",
        "/people/ben/snap/thunderbird/common/.cache",
        "/people/ben/.var/app/org.example.Mail/cache",
        "/run/user/1000/doc/ab12cd",
        "/people/ben/Library/Containers/com.apple.mail/Data/Library/Mail Downloads/AB",
    ],
)
def test_where_attachments_are_opened(folder: str) -> None:
    assert told(folder)


@pytest.mark.parametrize(
    "folder",
    [
        r"C:\People\ann\Documents\Packs", r"C:\People\ann\Downloads", r"E:\\", r"\\server\share\Team",
        r"D:\Temporary", "/people/ben", "/people/ben/Documents", "/people/ben/Downloads",
        "/media/stick", "/run/media/ben/stick", "/run/user/1000/gvfs/smb-share:server=x",
        "/people/ben/Library/CloudStorage/OneDrive-X/Packs",
        "/people/ben/Library/Mobile Documents/x", "/srv/team",
    ],
)  # fmt: skip
def test_where_people_keep_things(folder: str) -> None:
    assert not told(folder)


def told(folder: str) -> bool:
    """Whether a folder is a passing one, on the system its name is of."""
    path: PurePath = PureWindowsPath(folder) if "\\" in folder else PurePosixPath(folder)
    kind, home = (
        (PureWindowsPath, ANN) if isinstance(path, PureWindowsPath) else (PurePosixPath, BEN)
    )
    return passing(path, temps=TEMPS[kind], home=home)


def test_this_computer_is_asked(tmp_path: Path) -> None:
    assert is_passing(Path(os.path.realpath(tmp_path))) is True
    assert is_passing(Path(tmp_path.anchor) / "srv" / "team") is False
