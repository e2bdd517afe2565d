"""Lets a double click open workspaces and score packs with STAR, for the person signed in.

On Linux by the shared MIME database and a desktop entry (freedesktop.org specifications), on
Windows by the classes of the current user. Nothing is changed for other people of the computer.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import write_whole

KINDS = (
    (".star", "application/x-star-workspace", "STAR workspace", "STAR.Workspace"),
    (".starpack", "application/x-star-pack", "STAR score pack", "STAR.ScorePack"),
)
"""Ending, MIME type, name in words, and class on Windows."""
MIME = "mime/packages/starapp.xml"
ENTRY = "applications/starapp.desktop"
CLASSES = r"Software\Classes"


def command() -> tuple[str, ...]:
    """The program and arguments that start this STAR; a file's path comes after them."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    root = str(Path(__file__).resolve().parents[3])
    start = (
        f"import sys; sys.path.insert(0, {root!r}); from starapp.__main__ import main; "
        "sys.exit(main())"
    )
    python = Path(sys.executable)
    windowed = python.with_name("pythonw.exe")
    return (str(windowed if windowed.is_file() else python), "-c", start)


def open_by_double_click() -> str:
    """Registers both kinds of file and says so in words.

    Raises:
        Unavailable: there is no right to, or this system keeps file types another way.
    """
    if os.name == "nt":
        _register_windows(command())
    elif sys.platform == "linux":
        folder = data_folder()
        for name, text in linux_files(command()).items():
            path = folder / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as fault:
                raise Unavailable(
                    f"STAR cannot write to {path.parent} ({fault.strerror}). Ask who looks after "
                    "this computer."
                ) from None
            write_whole(path, text.encode())
        _tell_linux(folder)
    else:
        raise Unavailable(
            "This system keeps file types another way. Open the file in STAR: File, Open."
        )
    return "A double click on a workspace or a score pack opens STAR from now on."


def no_double_click() -> str:
    """Takes the registration away again and says so in words.

    Raises:
        Unavailable: there is no right to, or this system keeps file types another way.
    """
    if os.name == "nt":
        _remove_windows()
    elif sys.platform == "linux":
        folder = data_folder()
        for name in (MIME, ENTRY):
            try:
                (folder / name).unlink(missing_ok=True)
            except OSError as fault:
                raise Unavailable(f"STAR cannot remove {name} ({fault.strerror}).") from None
        _tell_linux(folder)
    else:
        raise Unavailable("This system keeps file types another way.")
    return "A double click opens STAR no more. Files are opened in STAR: File, Open."


def data_folder() -> Path:
    """Where Linux keeps the file types of the person signed in."""
    named = os.environ.get("XDG_DATA_HOME")
    return Path(named) if named else Path.home() / ".local" / "share"


def linux_files(start: Sequence[str]) -> dict[str, str]:
    """The MIME package and the desktop entry, by their place in the data folder."""
    types = "\n".join(
        f'  <mime-type type="{mime}">\n    <comment>{words}</comment>\n'
        f'    <glob pattern="*{ending}"/>\n  </mime-type>'
        for ending, mime, words, _ in KINDS
    )
    package = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">\n'
        f"{types}\n</mime-info>\n"
    )
    started = " ".join(_quoted(one) for one in start)
    entry = (
        "[Desktop Entry]\nType=Application\nName=STAR\n"
        "Comment=Specify care packages and score bids\n"
        f"Exec={started} %f\nTerminal=false\nCategories=Office;\n"
        f"MimeType={''.join(mime + ';' for _, mime, _, _ in KINDS)}\n"
    )
    return {MIME: package, ENTRY: entry}


def _quoted(argument: str) -> str:
    """One argument as a desktop entry wants it: quoted, its own signs kept."""
    kept = argument.replace("\\", "\\\\\\\\").replace("%", "%%")
    for sign in '"`$':
        kept = kept.replace(sign, f"\\\\{sign}")
    return f'"{kept}"'


def _tell_linux(folder: Path) -> None:
    """Lets the desktop read the types again; where the tools are missing it does so by itself."""
    for tool, place in (
        ("update-mime-database", folder / "mime"),
        ("update-desktop-database", folder / "applications"),
    ):
        found = shutil.which(tool)
        if found and place.is_dir():
            with suppress(OSError, subprocess.SubprocessError):
                subprocess.run(  # noqa: S603 # a tool of the system on a folder of our own
                    [found, str(place)], check=False, capture_output=True, timeout=30
                )


def windows_values(start: Sequence[str]) -> dict[str, str]:
    """The default values by key under the classes of the current user."""
    started = subprocess.list2cmdline(start)
    values: dict[str, str] = {}
    for ending, _, words, kind in KINDS:
        values[rf"{CLASSES}\{ending}"] = kind
        values[rf"{CLASSES}\{kind}"] = words
        values[rf"{CLASSES}\{kind}\shell\open\command"] = f'{started} "%1"'
    return values


def _register_windows(start: Sequence[str]) -> None:
    winreg: Any = import_module("winreg")
    try:
        for key, value in windows_values(start).items():
            winreg.SetValue(winreg.HKEY_CURRENT_USER, key, winreg.REG_SZ, value)
    except OSError as fault:
        raise Unavailable(
            f"Windows does not let STAR register its files ({fault.strerror}). Ask who looks "
            "after this computer."
        ) from None


def _remove_windows() -> None:
    winreg: Any = import_module("winreg")
    keys = [rf"{CLASSES}\{ending}" for ending, *_ in KINDS]
    for *_, kind in KINDS:
        parts = ("", r"\shell", r"\shell\open", r"\shell\open\command")
        keys += [rf"{CLASSES}\{kind}{part}" for part in parts]
    for key in sorted(keys, key=len, reverse=True):
        with suppress(FileNotFoundError):
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
