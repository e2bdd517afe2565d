"""Folders that another program keeps in step with other computers, and the second copies it makes."""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Variables that OneDrive sets for the folders it keeps in step."""
MARKS = {
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".SynologyWorkingDirectory": "Synology Drive",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
}
"""What these programs leave in the folders they keep in step."""
_IN_CLOUD_STORAGE = {
    "OneDrive": "OneDrive", "Dropbox": "Dropbox", "GoogleDrive": "Google Drive", "Box": "Box",
    "Nextcloud": "Nextcloud", "ownCloud": "ownCloud",
}  # fmt: skip
_CALLED = (
    (re.compile(r"onedrive(?: - .+)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox(?: \(.+\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"google ?drive", re.IGNORECASE), "Google Drive"),
    (re.compile(r"icloud ?drive", re.IGNORECASE), "iCloud Drive"),
    (re.compile(r"nextcloud[0-9]*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"owncloud", re.IGNORECASE), "ownCloud"),
    (re.compile(r"box sync", re.IGNORECASE), "Box"),
    (re.compile(r"syncthing", re.IGNORECASE), "Syncthing"),
)
"""What people's folders are called; a name alone proves nothing."""
_SECOND = re.compile(r"(?: \(.+\)|-.+| [0-9]+|\.sync-conflict-.+|_conf\(.+\))", re.IGNORECASE)
"""What these programs put after a name when two computers changed a file at once."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What this computer says about folders that are kept in step.

    Attributes:
        home: the person's own folder.
        environment: variables of the program.
        dropbox: what Dropbox writes of its folders (``info.json``), or nothing.
        nextcloud: the settings of Nextcloud and its kin, or nothing.
        registered: the folders OneDrive has told Windows of, with SharePoint's libraries.
        marks: of the folders above the file, those that hold one of ``MARKS``, and whose.
    """

    home: PurePath
    environment: Mapping[str, str] = field(default_factory=dict)
    dropbox: str = ""
    nextcloud: str = ""
    registered: tuple[str, ...] = ()
    marks: Mapping[PurePath, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Synced:
    """Which program keeps a folder in step with other computers.

    Attributes:
        certain: the program said so; otherwise only the folder's name does.
    """

    service: str
    certain: bool


def synced_by(folder: PurePath, evidence: Evidence) -> Synced | None:
    """Which program keeps a folder in step; None when nothing says that one does."""
    for root, service in _roots(evidence):
        if folder.is_relative_to(root):
            return Synced(service, certain=True)
    for above in (folder, *folder.parents):
        if above in evidence.marks:
            return Synced(evidence.marks[above], certain=True)
    by_system = _apple(folder, evidence.home) or _drive_of_google(folder)
    if by_system:
        return Synced(by_system, certain=True)
    for part in folder.parts:
        for called, service in _CALLED:
            if called.fullmatch(part):
                return Synced(service, certain=False)
    return None


def _roots(evidence: Evidence) -> Iterable[tuple[PurePath, str]]:
    """Folders that a program says it keeps in step."""
    kind = type(evidence.home)
    for name in ONEDRIVE:
        place = evidence.environment.get(name, "")
        if place:
            yield kind(place), "OneDrive"
            organisation = kind(place).name.partition("OneDrive - ")[2]
            if organisation:
                yield evidence.home / organisation, "OneDrive, as a SharePoint library"
    for place in evidence.registered:
        sharepoint = not kind(place).name.startswith("OneDrive")
        yield kind(place), "OneDrive, as a SharePoint library" if sharepoint else "OneDrive"
    for place in _dropbox_folders(evidence.dropbox):
        yield kind(place), "Dropbox"
    for place in re.findall(r"^[^=\n]*\blocalPath=(.+)$", evidence.nextcloud, re.MULTILINE):
        yield kind(place.strip()), "Nextcloud"


def _dropbox_folders(text: str) -> list[str]:
    try:
        accounts = json.loads(text or "{}")
        return [str(one["path"]) for one in accounts.values()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _apple(folder: PurePath, home: PurePath) -> str:
    """The places macOS itself keeps such folders in."""
    if folder.is_relative_to(home / "Library" / "Mobile Documents"):
        return "iCloud Drive"
    storage = home / "Library" / "CloudStorage"
    if folder == storage or not folder.is_relative_to(storage):
        return ""
    name = folder.relative_to(storage).parts[0]
    return _IN_CLOUD_STORAGE.get(name.partition("-")[0], name.partition("-")[0])


def _drive_of_google(folder: PurePath) -> str:
    """Google Drive has a drive letter of its own, with two folders at its top."""
    top = folder.parts[1:2] if isinstance(folder, PureWindowsPath) else ()
    return "Google Drive" if top and top[0] in {"My Drive", "Shared drives"} else ""


def second_copies(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Names beside a file that such programs give to its second copy, or to it when it is one.

    A name proves nothing: who asks must look into the files.
    """
    own = PurePosixPath(name)
    found = []
    for other in sorted(names):
        them = PurePosixPath(other)
        if them == own or them.suffix.casefold() != own.suffix.casefold():
            continue
        short, long = sorted((own.stem, them.stem), key=len)
        if long.startswith(short) and _SECOND.fullmatch(long[len(short) :]):
            found.append(other)
    return tuple(found)


def ask_computer(folder: Path) -> Evidence:
    """What this computer says about a folder."""
    home = Path.home()
    local = [Path(os.environ[name]) for name in ("LOCALAPPDATA", "APPDATA") if name in os.environ]
    dropbox = [home / ".dropbox", *(base / "Dropbox" for base in local)]
    clouds = [
        home / ".config", home / "Library" / "Preferences", home / ".local" / "share", *local,
    ]  # fmt: skip
    settings = [
        base / name / f"{name.lower()}.cfg" for base in clouds for name in ("Nextcloud", "ownCloud")
    ]
    marks: dict[PurePath, str] = {}
    for above in (folder, *folder.parents):
        for mark, service in MARKS.items():
            if (above / mark).exists():
                marks[above] = service
    return Evidence(
        home=home,
        environment=os.environ,
        dropbox=_text([base / "info.json" for base in dropbox]),
        nextcloud=_text(settings),
        registered=_registered(),
        marks=marks,
    )


def _text(files: Iterable[Path]) -> str:
    """The first of these files that is there."""
    for file in files:
        with suppress(OSError):
            return file.read_text(encoding="utf-8", errors="replace")
    return ""


if sys.platform == "win32":  # pragma: no cover - runs on Windows only
    import winreg

    def _registered() -> tuple[str, ...]:
        """The folders OneDrive has told Windows of."""
        found = []
        with (
            suppress(OSError),
            winreg.OpenKey(
                winreg.HKEY_CURRENT_USER, r"Software\SyncEngines\Providers\OneDrive"
            ) as providers,
        ):
            for number in range(winreg.QueryInfoKey(providers)[0]):
                name = winreg.EnumKey(providers, number)
                with suppress(OSError), winreg.OpenKey(providers, name) as provider:
                    found.append(str(winreg.QueryValueEx(provider, "MountPoint")[0]))
        return tuple(found)

else:

    def _registered() -> tuple[str, ...]:
        """Only Windows has such a list."""
        return ()
