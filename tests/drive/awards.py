"""Drives the award page in the real window."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLabel

from starapp.awards.queries import award
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.history.history import entries
from starapp.organisation.commands import save_letterhead
from starapp.organisation.queries import letterhead
from starapp.sample.workspace import Until
from starapp.ui.awards.award_page import AwardPage
from starapp.ui.widgets.buttons import Button
from tests.drive.drive import Driver
from tests.drive.office import Office

NOTICE = "2026-09-25T12:00"


class AwardDriver:
    """Acts on the award page of the sample as one person."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def open(self, until: Until, *, at: str, who: str = "M1") -> "AwardDriver":
        """Opens the sample at a point and goes to the award."""
        self.office.open_sample(until, who=who, at=at)
        self.office.go("competition", "competition", "award")
        return self

    @property
    def page(self) -> AwardPage:
        return self.office.page(AwardPage)

    @property
    def competition_id(self) -> str:
        return self.office.id_of("competition")

    @property
    def state(self) -> State:
        return self.office.desk.work.read(
            partial(competition, competition_id=self.competition_id)
        ).state

    def stored(self, name: str) -> date | None:
        """A day of the stored award."""
        read = self.office.desk.work.read
        return getattr(read(partial(award, competition_id=self.competition_id)), name)

    def history(self) -> list[str]:
        """What was done, newest first."""
        found = self.office.desk.work.read(
            partial(entries, competition_id=self.competition_id, newest=5)
        )
        return [entry.words for entry in found]

    def complaint(self) -> str:
        """The problems at the top of the page."""
        errors = self.page.errors
        said = [label.text() for label in errors.findChildren(QLabel)] if errors.isVisible() else []
        return " ".join(said)

    def letter_states(self) -> set[str]:
        """The states in the list of letters."""
        return {row[1] for row in self.office.cells("letters")}

    def off(self, name: str) -> str:
        """Why a button is off."""
        button = self.office.find(Button, name)
        assert not button.isEnabled()
        return button.toolTip()

    def change_letterhead(self, **fields: str) -> None:
        """Changes the council's letterhead, as the settings page does, and looks again."""
        work, body_id = self.office.desk.work, self.office.id_of("ORG01")
        head = work.read(partial(letterhead, body_id=body_id))
        work.do(partial(save_letterhead, letterhead=replace(head, **fields)))
        self.office.settle()

    def publish(self) -> None:
        """Records that the notice is published today."""
        self.office.at(NOTICE)
        self.office.press("check_notice")
        self.office.answer(yes=True)

    def day_sheet(self, line: str) -> Driver:
        """Opens the sheet that asks for a day."""
        self.office.press(f"check_{line}")
        sheet = self.page.day_sheet
        assert sheet is not None
        assert sheet.isVisible()
        return Driver(self.office.bot, self.office.desk, sheet)

    def sheet_words(self) -> str:
        """Everything the open sheet says."""
        sheet = self.page.day_sheet
        assert sheet is not None
        return " ".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisible())

    def print_all(self, paper: Path) -> None:
        """Prints every letter through the printer dialog into a PDF file."""
        self.office.press("printAll")
        dialog = self.page.dialog
        assert isinstance(dialog, QPrintDialog)
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        printer.setResolution(72)
        dialog.accepted.emit(printer)
        dialog.close()
        self.office.settle()
