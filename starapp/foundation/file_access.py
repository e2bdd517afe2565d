"""Who may read and change the files we write: as before, or as their folder says.

On Windows a new file gets its access list from its folder by itself, and a replaced one keeps its
own because the system replaces it; there is nothing to do here.
"""

import os
import stat
import struct
from contextlib import suppress
from pathlib import Path
from typing import Any

_system: Any = os
"""Windows has no owners and no access lists of this kind, and no names for them."""
_ACL, _FOLDER_ACL = "system.posix_acl_access", "system.posix_acl_default"
_ENTRY = struct.Struct("<HHI")
_VERSION = 4
"""Bytes before the entries of an access list."""
_READ_WRITE = 0o6


def give_access(fresh: Path, target: Path) -> None:
    """Gives a file made beside a target the access of the target, or of its folder for a new one.

    Owner, group, mode and access list of an existing target are kept. Only an administrator can
    give a file away, so one that belonged to somebody else belongs to the person who wrote it
    afterwards; where the group cannot be kept either, the group gets no more than everybody has.
    A new file in a private folder is its owner's alone. A disk that knows no rights is left alone.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        try:
            found = target.stat()
        except FileNotFoundError:
            _as_folder(fresh)
        else:
            _as_before(fresh, target, found)


def give_folder_access(made: Path) -> None:
    """Gives a file that was just made under its own name the access of its folder."""
    if os.name == "nt":
        return
    with suppress(OSError):
        _as_folder(made)


def _as_before(fresh: Path, target: Path, found: os.stat_result) -> None:
    mode = stat.S_IMODE(found.st_mode) & 0o777
    acl = _list_of(target, _ACL)
    if not _owned_like(fresh, found):
        mode = mode & 0o707 | (mode & 0o7 & mode >> 3) << 3
        acl = b""
    _set(fresh, mode, acl)


def _owned_like(fresh: Path, found: os.stat_result) -> bool:
    """Keeps the owner where that is allowed, and tells whether the group was kept."""
    for owner in (found.st_uid, -1):
        try:
            _system.chown(fresh, owner, found.st_gid)
        except OSError:
            continue
        return True
    return fresh.stat().st_gid == found.st_gid


def _as_folder(fresh: Path) -> None:
    folder = fresh.parent
    found = folder.stat()
    acl = _list_of(folder, _FOLDER_ACL) or _list_of(folder, _ACL)
    if acl or shared(found.st_mode):
        with suppress(OSError):
            _system.chown(fresh, -1, found.st_gid)
    _set(fresh, new_mode(found.st_mode), _files_only(acl))


def shared(mode: int) -> bool:
    """Tells whether people share the folder of this mode: its group is kept, or may write there.

    A folder such as ``/tmp``, where everybody may write and nobody may touch another's files, is
    not shared.
    """
    if mode & stat.S_ISGID:
        return True
    return bool(mode & stat.S_IWGRP) and not mode & stat.S_ISVTX


def new_mode(folder: int) -> int:
    """The mode of a new file in a folder of this mode.

    In a shared folder the group may do with the file what it may do with the folder. Everybody
    else gets in only where everybody may write: a workspace holds prices before they are opened.
    """
    mode = stat.S_IRUSR | stat.S_IWUSR
    if shared(folder):
        mode |= folder & 0o060
        if folder & stat.S_IWOTH:
            mode |= folder & 0o006
    return mode


def _list_of(path: Path, name: str) -> bytes:
    """An access list as the disk keeps it; nothing where there is none, or disks know none."""
    read = getattr(_system, "getxattr", None)
    try:
        return bytes(read(path, name)) if read else b""
    except OSError:
        return b""


def _set(path: Path, mode: int, acl: bytes) -> None:
    """The mode first, which alone would widen a list that is there already."""
    if hasattr(_system, "removexattr"):
        with suppress(OSError):
            _system.removexattr(path, _ACL)
    path.chmod(mode)
    if acl:
        _system.setxattr(path, _ACL, acl)


def _files_only(acl: bytes) -> bytes:
    """The access list of a folder for a file in it: nobody starts a file we write."""
    entries = [
        _ENTRY.pack(tag, rights & _READ_WRITE, who)
        for tag, rights, who in _ENTRY.iter_unpack(acl[_VERSION:])
    ]
    return acl[:_VERSION] + b"".join(entries)
