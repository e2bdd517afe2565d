"""Finds the files that come with the program: fonts, icons, calendars, examples, help."""

import sys
from pathlib import Path

_BESIDE_PACKAGE = Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """Gives the path of a file or folder under ``resources``.

    Looks beside the program when it is packed, else beside the package.
    """
    packed = getattr(sys, "_MEIPASS", None)
    root = Path(packed) / "resources" if packed else _BESIDE_PACKAGE
    return root.joinpath(*parts)
