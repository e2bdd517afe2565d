"""The ways a member can score away from the workspace."""

from enum import StrEnum


class Way(StrEnum):
    """How a member gets the answers and gives the scores back."""

    FILE = "file"
    """A sealed score pack, opened by STAR; a sealed score file comes back."""
    SPREADSHEET = "spreadsheet"
    """A locked workbook, for a PC where STAR cannot be installed."""
    PAPER = "paper"
    """Printed sheets, typed in twice by two people."""
