"""What the program remembers for one person on one PC: theme, text size, recent files, widths.

Kept in an INI file in the program's settings folder once ``keep_in`` has been called; until then
(in tests and pictures) only in memory.
"""

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSettings

from starapp.foundation.known_folders import make_own_folder

RECENT_MOST = 8


class _Kept:
    settings: QSettings | None = None
    memory: ClassVar[dict[str, object]] = {}


def keep_in(folder: Path | None) -> bool:
    """From now on keeps everything in ``star.ini`` in a folder; None forgets and uses memory.

    Tells whether things are kept as asked. Where nothing can be written, what was kept is read,
    and changes last as long as the program.
    """
    _Kept.memory = {}
    _Kept.settings = None
    if folder is None:
        return True
    with suppress(OSError):
        make_own_folder(folder, "star.ini")
    settings = QSettings(str(folder / "star.ini"), QSettings.Format.IniFormat)
    if folder.is_dir() and settings.isWritable():
        _Kept.settings = settings
        return True
    _Kept.memory = {key: settings.value(key) for key in settings.allKeys()}
    return False


def text(key: str, usual: str = "") -> str:
    """A remembered text."""
    found = _value(key)
    return found if isinstance(found, str) else usual


def texts(key: str) -> tuple[str, ...]:
    """A remembered list of texts."""
    found = _value(key)
    if isinstance(found, str):
        return (found,) if found else ()
    return tuple(str(one) for one in found) if isinstance(found, list | tuple) else ()


def numbers(key: str) -> tuple[int, ...]:
    """A remembered list of whole numbers; empty when it is damaged."""
    try:
        return tuple(int(one) for one in texts(key))
    except ValueError:
        return ()


def keep(key: str, value: str | list[str]) -> None:
    """Remembers a text or a list of texts."""
    if _Kept.settings is None:
        _Kept.memory[key] = value
    else:
        _Kept.settings.setValue(key, value)


def forget(key: str) -> None:
    """Forgets one thing."""
    _Kept.memory.pop(key, None)
    if _Kept.settings is not None:
        _Kept.settings.remove(key)


def keep_numbers(key: str, values: list[int]) -> None:
    """Remembers a list of whole numbers."""
    keep(key, [str(value) for value in values])


def recent_files() -> tuple[Path, ...]:
    """Workspaces opened lately that are still there, the latest first."""
    return tuple(path for path in map(Path, texts("recent")) if path.is_file())


def remember_file(path: Path) -> None:
    """Puts a workspace at the top of the recent ones."""
    others = [str(one) for one in recent_files() if one != path]
    keep("recent", [str(path), *others][:RECENT_MOST])


def _value(key: str) -> object:
    if _Kept.settings is None:
        return _Kept.memory.get(key)
    return _Kept.settings.value(key)
