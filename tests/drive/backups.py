"""Drives backup copies: the folder they go to, the sheet of earlier copies, the way back."""

import threading
from pathlib import Path

from starapp.backups.rotation import Copy
from starapp.ui.backups import choices
from starapp.ui.backups.earlier_copies import EarlierCopies
from tests.drive.office import Office


class Backups:
    """The backup copies of an office's PC."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        choices.choose_folder(folder)

    def settle(self) -> None:
        """Waits until nothing is being copied."""
        office = self.office
        office.bot.waitUntil(lambda: not office.desk.copies.busy, timeout=20_000)
        office.settle()

    def make(self) -> Copy:
        """Presses the button in Settings, Backups."""
        self.office.go("settings", part="backups")
        self.settle()
        self.office.press("makeCopy")
        self.settle()
        return self.office.desk.copies.copies[0]

    def look(self) -> None:
        """A minute goes by."""
        self.office.desk.copies.look()
        self.settle()

    def close_window(self) -> None:
        """Closes the window, and waits until what is copied at closing is copied."""
        self.office.close_window()
        self.office.bot.waitUntil(no_copying_left, timeout=20_000)

    def open_sheet(self) -> EarlierCopies:
        """File, Go back to an earlier copy."""
        self.office.window.does.earlier_copies()
        sheet = self.office.window.does.copies
        assert sheet is not None
        return self.read(sheet)

    def read(self, sheet: EarlierCopies) -> EarlierCopies:
        """Waits until a sheet has read the copies."""
        self.office.bot.waitUntil(lambda: sheet.listing is not None, timeout=20_000)
        self.office.app.processEvents()
        return sheet

    def wait_until_back(self) -> None:
        """Waits until the way back ended and its words are shown."""
        program = self.office.program
        self.office.bot.waitUntil(
            lambda: program.told is not None and program.told.isVisible(), timeout=20_000
        )
        self.office.settle()


def no_copying_left() -> bool:
    """Tells whether every thread that copies has ended."""
    return not [one for one in threading.enumerate() if one.name.startswith("copies")]
