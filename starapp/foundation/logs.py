"""The program's own log: one rotating file, no personal data, never shown unless asked for."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


def start_log(folder: Path) -> Path:
    """Starts writing warnings and faults to ``star.log`` in the folder and gives its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "star.log"
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("star")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return path
