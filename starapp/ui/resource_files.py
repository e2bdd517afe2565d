"""Where the program's own files lie: fonts, icons, colours and help."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """The path of a file that comes with the program, for example ``("icons", "lock.svg")``."""
    return _ROOT.joinpath(*parts)
