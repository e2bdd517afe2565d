"""Every kind of network folder is seen, wherever it is mounted, and no disk of this PC is one."""

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from starapp.storage.network_share import SHARES, on_network_share, share_kind

LOCAL = [
    "ext4", "ext3", "xfs", "btrfs", "zfs", "vfat", "exfat", "ntfs3", "fuseblk", "tmpfs", "overlay",
    "f2fs", "fuse.encfs", "fuse.gocryptfs", "fuse.mergerfs", "fuse.bindfs", "fuse.portal", "ecryptfs",
]  # fmt: skip
POINTS = {
    "/mnt/team": "/mnt/team",
    "/mnt/my team": r"/mnt/my\040team",
    "/mnt/tab\tand\nline": r"/mnt/tab\011and\012line",
    "/mnt/back\\slash": r"/mnt/back\134slash",
    "/mnt/équipe": "/mnt/équipe",
    "/mnt/équipe mauve": r"/mnt/\303\251quipe\040mauve",
    "/mnt/日本": r"/mnt/\346\227\245\346\234\254",
    "/mnt/#1": r"/mnt/\0431",
}
"""Where a share is mounted, and how the mount table writes it."""
ROOT = "/dev/sda1 / ext4 rw 0 0\n"


@pytest.mark.parametrize("kind", sorted(SHARES))
@pytest.mark.parametrize("point", POINTS)
def test_every_kind_at_every_place(kind: str, point: str) -> None:
    mounts = f"{ROOT}server {POINTS[point]} {kind} rw 0 0\n"
    assert share_kind(PurePosixPath(point) / "work", mounts=mounts) == SHARES[kind]
    assert share_kind(PurePosixPath(point), mounts=mounts) == SHARES[kind]
    assert share_kind(PurePosixPath(f"{point}s/work"), mounts=mounts) == ""


@pytest.mark.parametrize("kind", LOCAL)
def test_no_disk_of_this_computer_is_a_share(kind: str) -> None:
    mounts = f"{ROOT}/dev/sdb1 /mnt/disk {kind} rw 0 0\n"
    assert share_kind(PurePosixPath("/mnt/disk/work"), mounts=mounts) == ""


@pytest.mark.parametrize(
    "device",
    ["ann@files:/srv/team", "https://files.example/dav/", "//server/share"],
)
def test_a_kind_we_never_heard_of_is_known_by_its_device(device: str) -> None:
    mounts = f"{ROOT}{device} /mnt/team fuse.newest rw 0 0\n"
    assert share_kind(PurePosixPath("/mnt/team/work"), mounts=mounts) == "network folder"
    assert (
        share_kind(PurePosixPath("/mnt/team"), mounts=mounts.replace("fuse.newest", "ext4")) == ""
    )


@pytest.mark.parametrize(
    "folder",
    ["/run/user/1000/gvfs/smb-share:server=files,share=team", "/run/user/0/gvfs", "/root/.gvfs/x"],
)
def test_the_desktops_network_folders_need_no_mount_table(folder: str) -> None:
    assert share_kind(PurePosixPath(folder)) == SHARES["fuse.gvfsd-fuse"]


@pytest.mark.parametrize(
    ("mounts", "share"),
    [
        ("/dev/sda1 / ext4 rw 0 0", ""),
        ("//server/share /mnt/team cifs rw 0 0", "Windows share"),
        ("//server/x /mnt/te cifs rw 0 0\n/dev/sda1 / ext4 rw 0 0", ""),
        ("server:/x /mnt nfs4 rw 0 0\n/dev/sdb /mnt/team ext4 rw 0 0", ""),
        ("/dev/sdb /mnt/team ext4 rw 0 0\nserver:/x /mnt nfs4 rw 0 0", ""),
        ("/dev/sdb /mnt/team ext4 rw 0 0\nserver:/x /mnt/team nfs4 rw 0 0", "NFS"),
        ("server:/x / nfs4 rw 0 0", "NFS"),
        ("damaged\n\n \nserver:/x /mnt/team nfs rw 0 0", "NFS"),
    ],
)
def test_the_nearest_and_latest_mount_counts(mounts: str, share: str) -> None:
    assert share_kind(PurePosixPath("/mnt/team/work"), mounts=mounts) == share


@pytest.mark.parametrize(
    ("folder", "remote", "share"),
    [
        (r"\\server\share\team", (), "Windows share"),
        (r"\\?\UNC\server\share\team", (), "Windows share"),
        (r"\\wsl.localhost\Debian\srv", (), "Windows share"),
        (r"\\council.sharepoint.com@SSL\DavWWWRoot\sites\x", (), "SharePoint"),
        (r"Z:\team", ("Z:",), "Windows share"),
        (r"z:\team", ("Z:",), "Windows share"),
        (r"C:\team", ("Z:",), ""),
        (r"\\?\C:\team", (), ""),
        (r"C:\team", (), ""),
    ],
)
def test_windows_shares_and_their_letters(folder: str, remote: tuple[str, ...], share: str) -> None:
    assert share_kind(PureWindowsPath(folder), remote_drives=frozenset(remote)) == share


def test_every_kind_of_the_table_is_written_as_the_system_writes_it() -> None:
    assert all(re.fullmatch(r"[a-z0-9_.-]+", kind) for kind in SHARES)


def test_this_computer_is_asked(tmp_path: Path) -> None:
    assert on_network_share(tmp_path / "not made yet.star") is False
