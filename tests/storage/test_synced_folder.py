"""Every program that keeps folders in step is known by what it says; a name alone is only a guess."""

import json
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from starapp.storage.synced_folder import (
    MARKS,
    ONEDRIVE,
    Evidence,
    Synced,
    ask_computer,
    second_copies,
    synced_by,
)

ANN = PureWindowsPath(r"C:\People\ann")
BEN = PurePosixPath("/people/ben")
SHAREPOINT = "OneDrive, as a SharePoint library"


def certain(folder: PurePath, evidence: Evidence) -> str:
    """The program that is certain to keep a folder in step, or nothing."""
    found = synced_by(folder, evidence)
    return found.service if found is not None and found.certain else ""


@pytest.mark.parametrize("name", ONEDRIVE)
def test_onedrive_says_where_it_is(name: str) -> None:
    evidence = Evidence(ANN, {name: r"C:\People\ann\OneDrive - Northvale Council"})
    folder = PureWindowsPath(r"c:\people\ANN\onedrive - northvale council\Team")
    assert certain(folder, evidence) == "OneDrive"
    assert certain(ANN / "Northvale Council" / "Team - Documents", evidence) == SHAREPOINT
    assert synced_by(ANN / "Documents", evidence) is None
    assert synced_by(PureWindowsPath(r"C:\People\ann\OneDrives"), evidence) is None


def test_what_onedrive_has_told_windows() -> None:
    evidence = Evidence(
        ANN, registered=(r"D:\OneDrive - Northvale", r"D:\Northvale\Panel - Documents")
    )
    assert certain(PureWindowsPath(r"D:\OneDrive - Northvale\x"), evidence) == "OneDrive"
    assert certain(PureWindowsPath(r"D:\Northvale\Panel - Documents\x"), evidence) == SHAREPOINT


def test_dropbox_says_where_it_is_for_each_account() -> None:
    said = json.dumps({"personal": {"path": "/data/mine"}, "business": {"path": "/data/team"}})
    evidence = Evidence(BEN, dropbox=said)
    assert certain(PurePosixPath("/data/mine/x"), evidence) == "Dropbox"
    assert certain(PurePosixPath("/data/team"), evidence) == "Dropbox"
    assert synced_by(PurePosixPath("/data/other"), evidence) is None


@pytest.mark.parametrize("said", ["", "{", "[]", "{}", '{"personal": {}}', '{"a": 1}', "null"])
def test_damaged_settings_say_nothing(said: str) -> None:
    assert synced_by(PurePosixPath("/data/mine"), Evidence(BEN, dropbox=said)) is None


def test_nextcloud_says_where_it_is() -> None:
    said = "[Accounts]\n0\\Folders\\1\\localPath=/data/cloud/\n0\\url=https://cloud.example\n"
    evidence = Evidence(BEN, nextcloud=said)
    assert certain(PurePosixPath("/data/cloud/team"), evidence) == "Nextcloud"
    assert synced_by(PurePosixPath("/data"), evidence) is None


@pytest.mark.parametrize(
    ("inside", "service"),
    [
        ("Library/CloudStorage/OneDrive-Northvale/Team", "OneDrive"),
        ("Library/CloudStorage/OneDrive-SharedLibraries-Northvale/Team", "OneDrive"),
        ("Library/CloudStorage/Dropbox", "Dropbox"),
        ("Library/CloudStorage/GoogleDrive-ben@council.example/My Drive", "Google Drive"),
        ("Library/CloudStorage/Box-Box", "Box"),
        ("Library/CloudStorage/Newest-x", "Newest"),
        ("Library/Mobile Documents/com~apple~CloudDocs/Team", "iCloud Drive"),
    ],
)
def test_where_macos_keeps_them(inside: str, service: str) -> None:
    assert certain(BEN / inside, Evidence(BEN)) == service


@pytest.mark.parametrize("top", ["My Drive", "Shared drives"])
def test_the_drive_of_google(top: str) -> None:
    assert certain(PureWindowsPath("G:/") / top / "Team", Evidence(ANN)) == "Google Drive"
    assert synced_by(PureWindowsPath("G:/Team") / top, Evidence(ANN)) is None


@pytest.mark.parametrize("mark", MARKS)
def test_what_they_leave_in_their_folders(tmp_path: Path, mark: str) -> None:
    folder = tmp_path / "data" / "team"
    folder.mkdir(parents=True)
    assert synced_by(folder, ask_computer(folder)) is None
    (tmp_path / "data" / mark).mkdir()
    assert certain(folder, ask_computer(folder)) == MARKS[mark]


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive", "OneDrive"), ("OneDrive - Northvale Council", "OneDrive"),
        ("Dropbox", "Dropbox"), ("Dropbox (Northvale)", "Dropbox"), ("dropbox", "Dropbox"),
        ("Google Drive", "Google Drive"), ("GoogleDrive", "Google Drive"),
        ("iCloudDrive", "iCloud Drive"), ("iCloud Drive", "iCloud Drive"),
        ("Nextcloud", "Nextcloud"), ("Nextcloud2", "Nextcloud"), ("ownCloud", "ownCloud"),
        ("Box Sync", "Box"), ("Syncthing", "Syncthing"),
    ],
)  # fmt: skip
def test_a_name_is_a_guess(name: str, service: str) -> None:
    for home in (ANN, BEN):
        assert synced_by(home / name / "Team", Evidence(home)) == Synced(service, certain=False)


@pytest.mark.parametrize(
    "name", ["Documents", "Dropboxes", "My OneDrive", "Box", "Sync", "drive", "Team - Documents"]
)
def test_other_names_say_nothing(name: str) -> None:
    assert synced_by(BEN / name, Evidence(BEN)) is None


@pytest.mark.parametrize(
    "copy",
    [
        "Team (conflicted copy 2026-11-19 101112).star",
        "Team (Ann's conflicted copy 2026-11-19).star",
        "Team (1).star",
        "Team (SFConflict ann@council.example 2026-11-19-10-11-12).star",
        "Team-PC-7.star",
        "Team-PC-7-2.STAR",
        "Team 2.star",
        "Team.sync-conflict-20261119-101112-ABCDEFG.star",
        "Team_conf(1).star",
    ],
)
def test_second_copies_either_way(copy: str) -> None:
    assert second_copies("Team.star", [copy, "Team.star"]) == (copy,)
    assert second_copies(copy, ["Team.star", copy]) == ("Team.star",)


@pytest.mark.parametrize(
    "other",
    ["Team.star", "Team copy.star", "Team before upgrade 2026-11-19 101112.star", "Teams.star",
     "Team-PC-7.starpack", "Other (1).star", "Team.star-lock", "Tea.star", "TeamB (1).star"],
)  # fmt: skip
def test_other_files_beside_are_no_second_copies(other: str) -> None:
    assert second_copies("Team.star", [other]) == ()
