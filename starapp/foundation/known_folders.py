"""Folders the person and the system have: documents, wherever they were moved to, and passing ones."""

import ctypes
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePath, PureWindowsPath

_DOCUMENTS = re.compile(r'^\s*XDG_DOCUMENTS_DIR="(\$HOME/?)?([^"]*)"', re.MULTILINE)
_DOCUMENTS_ID = bytes.fromhex("d09ad3fd8f23af46adb46c85480369c7")
"""What Windows calls the folder of documents, FDD39AD0-238F-46AF-ADB4-6C85480369C7, as it stores it."""


def documents_folder() -> Path | None:
    """The person's documents, where the system says they are; None when there is no such folder."""
    home = Path.home()
    if os.name == "nt":
        found: PurePath | None = _windows_documents()
    else:
        base = os.environ.get("XDG_CONFIG_HOME")
        found = documents_in(
            _text((Path(base) if base else home / ".config") / "user-dirs.dirs"), home
        )
    for folder in (found, home / "Documents"):
        if folder is not None and Path(folder).is_dir():
            return Path(folder)
    return None


def documents_in(text: str, home: PurePath) -> PurePath | None:
    """The documents folder that a Linux desktop's ``user-dirs.dirs`` names, unless it is the home."""
    found = _DOCUMENTS.findall(text)
    if not found:
        return None
    at_home, rest = found[-1]
    plain = re.sub(r"\\(.)", r"\1", rest)
    if at_home:
        return home / plain if plain.strip("/") else None
    return type(home)(plain) if plain.startswith("/") else None


def make_own_folder(folder: Path, *files: str) -> None:
    """Makes a folder of the program's own, and empty files in it, for the person alone.

    Raises:
        OSError: it cannot be made, or the files in it cannot be changed.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    for name in files:
        (folder / name).touch(mode=0o600)


def is_passing(folder: Path) -> bool:
    """Tells whether a folder is one that a program made for a while, such as for an attachment."""
    temps = [Path(tempfile.gettempdir())]
    if os.name != "nt":
        temps += [Path("/tmp"), Path("/var/tmp")]  # noqa: S108 # asked about, not written to
    return passing(folder.resolve(), temps=temps, home=Path.home())


def passing(folder: PurePath, *, temps: Iterable[PurePath], home: PurePath) -> bool:
    """Tells whether nobody would look for a file of their own in this folder.

    Mail programs open attachments from the system's folder of temporary files, from a hidden folder
    of their own, or (Windows) from somewhere under ``AppData``; what is kept there is cleared away.
    """
    if any(folder.is_relative_to(temp) for temp in temps):
        return True
    parts = [part.casefold() for part in folder.parts]
    if isinstance(folder, PureWindowsPath):
        return "appdata" in parts or "temporary internet files" in parts
    if folder.is_relative_to(home / "Library"):
        return not {"cloudstorage", "mobile documents"} & set(parts)
    if parts[:3] == ["/", "run", "user"]:
        return "gvfs" not in parts
    return any(part.startswith(".") and part not in {".", "..", ".gvfs"} for part in parts)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


if sys.platform == "win32":  # pragma: no cover - runs on Windows only

    def _windows_documents() -> Path | None:
        """Follows a folder that was moved, to OneDrive or to a server."""
        found = ctypes.c_wchar_p()
        wanted = ctypes.create_string_buffer(_DOCUMENTS_ID, len(_DOCUMENTS_ID))
        try:
            failed = ctypes.windll.shell32.SHGetKnownFolderPath(
                wanted, 0, None, ctypes.byref(found)
            )
            return None if failed or not found.value else Path(found.value)
        finally:
            ctypes.windll.ole32.CoTaskMemFree(found)

else:

    def _windows_documents() -> Path | None:
        """Only Windows moves it like that."""
        return None
