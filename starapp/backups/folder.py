"""Where the backup copies of a workspace lie, what they are called, and which there are.

Each workspace has a folder of its own, found again by the path of the file or by how its history
begins, so that two workspaces of one name never mix and a file that was moved keeps its copies.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from glob import escape
from hashlib import sha256
from itertools import count
from pathlib import Path

from starapp.backups.rotation import Copy, Kind
from starapp.foundation.file_names import made_safe
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import read_whole, write_whole
from starapp.storage.synced_folder import ask_computer, synced_by

SUFFIX = ".star"
STAMP = "%Y-%m-%d %H%M%S"
"""UTC, so that names sort by time in every season."""
_ABOUT = "about.json"
LARGEST_ABOUT = 100_000
"""Bytes; what a folder says of its workspace is far shorter."""
_KEY = 8
"""Hexadecimal digits after the name of a folder."""
_NAME = re.compile(
    r".*?(?: (?P<kind>before going back|before upgrade))?"
    r" (?P<made>\d{4}-\d\d-\d\d \d{6})(?: \d+)?\.star"
)


@dataclass(frozen=True, slots=True)
class About:
    """What a folder of copies knows of its workspace.

    Attributes:
        file: where the workspace is.
        identity: hash of the first entry of its history.
        stamp: of the file when it was copied last.
    """

    file: str
    identity: str
    stamp: str = ""


def usual_folder() -> Path:
    """Where copies go unless the person chooses another place: on this PC, not synced."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home()) / "STAR" / "Backups"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "star" / "backups"


def why_unwise(folder: Path, workspace: Path | None) -> str:
    """Why copies had better not go to a folder; empty when nothing speaks against it."""
    whole = folder.resolve()
    if workspace is not None and whole == workspace.resolve().parent:
        return (
            "This is the folder of the workspace itself. Whatever damages one may damage the other: "
            "choose a folder on another disk or drive."
        )
    if synced := synced_by(whole, ask_computer(whole)):
        sends = "keeps this folder in step" if synced.certain else "may keep this folder in step"
        return (
            f"{synced.service} {sends} with other computers. Every copy is sent to them, and a "
            "fault on one reaches all: choose a folder that stays on this PC, or a drive of your "
            "team."
        )
    return ""


def stamp_of(file: Path) -> str:
    """What changes whenever the file does; read without opening the file."""
    found = file.stat()
    return f"{found.st_mtime_ns} {found.st_size}"


def place_of(root: Path, file: Path, identity: str) -> Path:
    """The folder for the copies of one workspace at one path."""
    key = sha256(f"{_whole(file)}\n{identity}".encode()).hexdigest()[:_KEY]
    return root / made_safe(file.stem, f" {key}")


def new_name(place: Path, file: Path, now: datetime, kind: Kind = Kind.BY_ITSELF) -> Path:
    """A path for a new copy that nothing has yet."""
    why = f" {kind.value}" if kind.value else ""
    return free_name(place, file.stem, f"{why} {now.astimezone(UTC):{STAMP}}")


def free_name(folder: Path, stem: str, end: str) -> Path:
    """A path for a new workspace file that nothing has yet; a number is added where need be."""
    return next(
        path
        for number in count(1)
        if not (
            path := folder / made_safe(stem, f"{end}{f' {number}' if number > 1 else ''}{SUFFIX}")
        ).exists()
    )


def make_place(root: Path, file: Path, identity: str) -> Path:
    """Makes the folder for the copies of a workspace.

    Raises:
        Unavailable: there is no right or no room, or a drive is away.
    """
    place = place_of(root, file, identity)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Unavailable(
            f"The folder {root} cannot be written to. Check that it is there and that you may "
            "write in it, or choose another in Settings, Backups."
        ) from fault
    return place


def note_about(place: Path, about: About) -> None:
    """Writes down which workspace the copies of a folder are of."""
    write_whole(place / _ABOUT, json.dumps(asdict(about)).encode())


def about(file: Path, identity: str, stamp: str = "") -> About:
    """What to write down of a workspace."""
    return About(_whole(file), identity, stamp)


def changed_since_copied(root: Path, file: Path) -> bool:
    """Tells whether the file is not as it was when it was copied last."""
    try:
        now = stamp_of(file)
    except OSError:
        return False  # nothing can be copied from a file that is not there
    return all(known.stamp != now for _, known in _places(root) if known.file == _whole(file))


def copies_in(place: Path) -> tuple[Copy, ...]:
    """The copies in one folder, the newest first."""
    with suppress(OSError):
        return _newest_first(_copies(place.glob(f"*{SUFFIX}")))
    return ()


def copies_of(root: Path | None, file: Path, identity: str = "") -> tuple[Copy, ...]:
    """Every copy of a workspace there is, the newest first; the file itself need not be readable.

    Args:
        root: the folder of all copies, if there is one.
        file: where the workspace is.
        identity: finds the copies of a file that was moved; empty when it cannot be read.
    """
    found: list[Copy] = []
    for place, known in _places(root) if root is not None else ():
        same = known.file == _whole(file) or (identity and known.identity == identity)
        nameless = not known.file and place.name == made_safe(file.stem, place.name[-_KEY - 1 :])
        if same or nameless:
            found.extend(copies_in(place))
    with suppress(OSError):
        beside = file.parent.glob(f"{escape(file.stem)} {Kind.BEFORE_UPGRADE.value} *{SUFFIX}")
        found.extend(_copies(beside))
    return _newest_first(found)


def _newest_first(copies: list[Copy] | Iterator[Copy]) -> tuple[Copy, ...]:
    return tuple(sorted(copies, key=lambda copy: (copy.made, copy.path.name), reverse=True))


def _places(root: Path) -> Iterator[tuple[Path, About]]:
    with suppress(OSError):
        for place in sorted(root.iterdir()):
            if place.is_dir():
                yield place, _read_about(place)


def _read_about(place: Path) -> About:
    try:
        known = json.loads(read_whole(place / _ABOUT, most=LARGEST_ABOUT))
        return About(str(known["file"]), str(known["identity"]), str(known["stamp"]))
    except (Unavailable, ValueError, KeyError, TypeError):
        return About("", "")


def _copies(paths: Iterator[Path]) -> Iterator[Copy]:
    for path in paths:
        named = _NAME.fullmatch(path.name)
        if named is None:
            continue
        with suppress(OSError, ValueError):
            made = datetime.strptime(named["made"], STAMP).replace(tzinfo=UTC)
            yield Copy(path, made, path.stat().st_size, Kind(named["kind"] or ""))


def _whole(file: Path) -> str:
    return os.path.normcase(file.resolve())
