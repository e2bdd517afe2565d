"""Tells whether a file lies on a network share, where SQLite's write-ahead log is not safe."""

import ctypes
import os
import re
from pathlib import Path, PurePath, PureWindowsPath

SHARES = {
    "nfs": "NFS", "nfs3": "NFS", "nfs4": "NFS",
    "cifs": "Windows share", "smb2": "Windows share", "smb3": "Windows share",
    "smbfs": "Windows share", "fuse.smbnetfs": "Windows share", "fuse.fusesmb": "Windows share",
    "ncpfs": "NetWare", "ncp": "NetWare", "afpfs": "Apple share", "fuse.afpfs": "Apple share",
    "afs": "AFS", "auristorfs": "AFS", "coda": "Coda",
    "9p": "shared folder of a virtual machine", "virtiofs": "shared folder of a virtual machine",
    "vboxsf": "shared folder of a virtual machine", "vmhgfs": "shared folder of a virtual machine",
    "fuse.vmhgfs-fuse": "shared folder of a virtual machine",
    "prl_fs": "shared folder of a virtual machine", "prl_fs_freeze": "shared folder of a virtual machine",
    "ceph": "Ceph", "fuse.ceph": "Ceph", "fuse.ceph-fuse": "Ceph",
    "glusterfs": "GlusterFS", "fuse.glusterfs": "GlusterFS", "lustre": "Lustre",
    "beegfs": "BeeGFS", "gpfs": "GPFS", "orangefs": "OrangeFS", "pvfs2": "OrangeFS",
    "gfs": "GFS", "gfs2": "GFS", "ocfs2": "OCFS", "panfs": "PanFS", "moosefs": "MooseFS",
    "fuse.mfs": "MooseFS", "fuse.juicefs": "JuiceFS", "fuse.seaweedfs": "SeaweedFS",
    "fuse.sshfs": "SSH", "sshfs": "SSH", "fuse.gvfsd-fuse": "network folder of the desktop",
    "fuse.gvfs-fuse-daemon": "network folder of the desktop",
    "fuse.kio-fuse": "network folder of the desktop",
    "fuse.rclone": "rclone", "rclone": "rclone", "davfs": "WebDAV", "davfs2": "WebDAV",
    "fuse.davfs": "WebDAV", "fuse.davfs2": "WebDAV", "fuse.mount.davfs": "WebDAV",
    "fuse.wdfs": "WebDAV", "curlftpfs": "FTP", "fuse.curlftpfs": "FTP", "fuse.s3fs": "cloud storage",
    "fuse.s3ql": "cloud storage", "fuse.goofys": "cloud storage", "fuse.gcsfuse": "cloud storage",
    "fuse.blobfuse": "cloud storage", "fuse.blobfuse2": "cloud storage",
    "fuse.onedriver": "OneDrive", "fuse.google-drive-ocamlfuse": "Google Drive",
}  # fmt: skip
"""What the mount table calls a file system of another computer, and what people call it."""
_OCTAL = re.compile(rb"\\([0-7]{3})")
_DESKTOP = re.compile(r"^(?:/run/user/[0-9]+/gvfs|/(?:home/[^/]+|root)/\.gvfs)(?:/|$)")
_REMOTE_DEVICE = re.compile(r"^//|://|^[^/]+:/")
_DRIVE_REMOTE = 4


def on_network_share(path: Path) -> bool:
    """Tells whether the file, which need not exist yet, is on a network share."""
    return bool(share_of(path))


def share_of(path: Path) -> str:
    """What kind of share a file lies on; empty on a disk of this computer."""
    folder = path.resolve().parent
    return share_kind(folder, mounts=_mounts(), remote_drives=_remote_drives(folder))


def share_kind(
    folder: PurePath, *, mounts: str = "", remote_drives: frozenset[str] = frozenset()
) -> str:
    """What kind of share a folder lies on; empty on a disk of this computer.

    Args:
        folder: its real path, without links.
        mounts: the mount table, as Linux writes it.
        remote_drives: the letters, with their colon, that Windows has given to shares.
    """
    if isinstance(folder, PureWindowsPath):
        return _windows_share(folder.drive.casefold(), remote_drives)
    name = folder.as_posix()
    if _DESKTOP.match(name):
        return SHARES["fuse.gvfsd-fuse"]
    best, found = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        device, point, kind = _plain(parts[0]), _plain(parts[1]), parts[2]
        inside = name == point or name.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, found = point, _kind_of(kind, device)
    return found


def _kind_of(kind: str, device: str) -> str:
    if kind in SHARES:
        return SHARES[kind]
    other = kind.startswith("fuse") and _REMOTE_DEVICE.search(device)
    return "network folder" if other else ""


def _plain(field: str) -> str:
    """A field of the mount table, whose blanks and signs outside ASCII may be written as bytes."""
    written = field.encode("utf-8", "surrogateescape")
    plain = _OCTAL.sub(lambda found: bytes([int(found[1], 8) & 0xFF]), written)
    return plain.decode("utf-8", "surrogateescape")


def _windows_share(drive: str, remote_drives: frozenset[str]) -> str:
    drive = drive.removeprefix("\\\\?\\").replace("unc\\", "\\\\", 1)
    if drive.startswith("\\\\"):
        return "SharePoint" if "sharepoint" in drive else SHARES["cifs"]
    return SHARES["cifs"] if drive in {one.casefold() for one in remote_drives} else ""


def _mounts() -> str:
    table = Path("/proc/self/mounts")
    if os.name == "nt" or not table.is_file():
        return ""
    return table.read_text(encoding="utf-8", errors="surrogateescape")


def _remote_drives(folder: Path) -> frozenset[str]:
    """The letter of this folder's drive, when Windows says that it is another computer's."""
    windows = getattr(ctypes, "windll", None)
    if windows is None or not folder.drive.endswith(":"):
        return frozenset()
    remote = windows.kernel32.GetDriveTypeW(f"{folder.drive}\\") == _DRIVE_REMOTE
    return frozenset({folder.drive}) if remote else frozenset()
