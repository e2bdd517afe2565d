"""The program's own log: one rotating file, no personal data, never shown unless asked for."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from starapp.foundation.known_folders import make_own_folder


def start_log(folder: Path) -> Path | None:
    """Starts writing warnings and faults to ``star.log`` in the folder and gives its path.

    None when nothing can be written there: the program starts all the same.
    """
    path = folder / "star.log"
    try:
        make_own_folder(folder, path.name)
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("star")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return path
