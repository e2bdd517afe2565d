"""Where the backup copies of this PC go, and how much room they may take."""

from pathlib import Path

from starapp.backups.folder import copies_of, usual_folder
from starapp.ui import preferences

SEE_COPIES = "See its earlier copies"
"""On the button beside words about a file that cannot be opened or read."""
NO_COPIES = "STAR has no earlier copy of it on this PC: ask whoever looks after your backups."
_FOLDER, _MOST = "copies/folder", "copies/most"
MEGABYTE = 10**6
SIZES = (200, 500, 1000, 2000, 5000, 10_000, 20_000)
"""Megabytes the copies of one workspace may take; the person chooses one."""
USUAL_SIZE = 2000


def folder() -> Path | None:
    """Where copies go; None where nothing is kept on the disk and none was chosen."""
    chosen = preferences.text(_FOLDER)
    if chosen:
        return Path(chosen)
    return usual_folder() if preferences.kept() else None


def copies_there_are(file: Path) -> bool:
    """Tells whether a person can be offered earlier copies of a file that cannot be opened."""
    return bool(copies_of(folder(), file))


def choose_folder(path: Path | None) -> None:
    """From now on copies go here; None means the usual folder again."""
    if path is None or path == usual_folder():
        preferences.forget(_FOLDER)
    else:
        preferences.keep(_FOLDER, str(path))


def megabytes() -> int:
    """How many megabytes the copies of one workspace may take."""
    chosen = preferences.text(_MOST)
    return int(chosen) if chosen.isdigit() and int(chosen) in SIZES else USUAL_SIZE


def choose_megabytes(size: str) -> None:
    """From now on copies may take so many megabytes."""
    preferences.keep(_MOST, size)


def size_text(size: int) -> str:
    """Bytes as a person reads them: 34 MB, 2 GB; never less than 1 MB."""
    whole = max(1, (size + MEGABYTE // 2) // MEGABYTE)
    if whole < 1000:
        return f"{whole} MB"
    tenths = (whole + 50) // 100
    return f"{tenths // 10}.{tenths % 10} GB" if tenths % 10 else f"{tenths // 10} GB"
