"""Tells whether a file lies on a network share, where SQLite's write-ahead log is not safe."""

import ctypes
import os
from pathlib import Path

_REMOTE_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "9p", "fuse.sshfs", "ncpfs"}
)
_DRIVE_REMOTE = 4


def on_network_share(path: Path, mounts: str | None = None) -> bool:
    """Tells whether the file's folder is on a network share.

    Args:
        path: the file, which need not exist yet.
        mounts: text of the mount table; read from the system when not given.
    """
    folder = path.resolve().parent
    if os.name == "nt":
        return _remote_drive(folder)
    if mounts is None:
        table = Path("/proc/self/mounts")
        if not table.is_file():
            return False
        mounts = table.read_text(encoding="utf-8", errors="replace")
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = parts[1].encode().decode("unicode_escape")
        inside = folder.as_posix() == point or folder.as_posix().startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind in _REMOTE_KINDS


def _remote_drive(folder: Path) -> bool:
    if folder.drive.startswith("\\\\"):
        return True
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return False
    return bool(windows.kernel32.GetDriveTypeW(f"{folder.drive}\\") == _DRIVE_REMOTE)
