"""The sum done again by a second person: save the case, record what they found."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from starapp.evaluation.case_export import case_text
from starapp.evaluation.recalculation import (
    LARGEST,
    Recalculation,
    note_recalculation,
    recalculations,
)
from starapp.foundation.canonical import seal_text
from starapp.foundation.dates import moment_text
from starapp.foundation.problems import CannotDo, Problem, Unavailable
from starapp.foundation.whole_files import read_whole, write_whole
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.tags import Tag
from starapp.ui.widgets.text_fields import TextField

SHOWN = 5
"""Differences named on the card; the record keeps them all."""


class CheckDialog(CommandDialog):
    """Who did the sum again, where, and the result file they brought."""

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__(
            desk,
            "Record the check",
            text="Somebody who did not work out the result evaluates the saved case on another "
            "computer: starapp evaluate CASE.json --out RESULT.json. Every figure is compared.",
            yes="Compare and record",
        )
        self._competition_id = competition_id
        self._data = b""
        self.by = TextField("")
        self.computer = TextField("")
        self.file_name = Words("No file chosen", "table", ink="muted", wrap=True)
        self.choose = Button("Choose the result file", icon="folder-open", pressed=self.ask_file,
                             key="chooseResult")  # fmt: skip
        self.chooser: QFileDialog | None = None
        self.add_field("by", LabelledField("Who did the sum again", self.by, key="checkedBy"))
        self.add_field(
            "computer",
            LabelledField("On which computer", self.computer, hint="For example “Finance laptop”",
                          key="checkedOn"),
        )  # fmt: skip
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.choose)
        line.addWidget(self.file_name, 1)
        self.add_field("file", holder)

    def ask_file(self) -> None:
        """Asks for the result file."""
        self.chooser = QFileDialog(self, "Choose the result file", "", "Results (*.json)")
        self.chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.chooser.fileSelected.connect(self.take)
        self.chooser.open()

    def take(self, path: str) -> None:
        """Reads the file chosen; says why when it cannot."""
        try:
            self._data = read_whole(Path(path), most=LARGEST)
        except Unavailable as away:
            self.show_problems((Problem("file", str(away), "unreadable"),))
            return
        self.file_name.setText(Path(path).name)

    def command(self) -> Command:
        """The command with what is in the fields."""
        return partial(
            note_recalculation,
            competition_id=self._competition_id,
            data=self._data,
            by=self.by.value(),
            computer=self.computer.value(),
        )


class SecondCheckCard(Card):
    """Whether somebody else came to the same figures."""

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__("Done again by a second person")
        self.setObjectName("secondCheckCard")
        self._desk = desk
        self._competition_id = competition_id
        self.chooser: QFileDialog | None = None
        self.dialog: CheckDialog | None = None
        self.tag = Tag("", "grey")
        self.add_right(self.tag)
        self.body.setContentsMargins(16, 12, 16, 14)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        self.save = Button("Save the case", icon="file-down", size="small",
                           pressed=self.save_case, key="saveCase")  # fmt: skip
        self.record = Button("Record the check", icon="file-check-2", size="small",
                             pressed=self.ask_check, key="recordCheck")  # fmt: skip
        self.add(self.save)
        self.add(self.record)

    def reload(self) -> None:
        """Shows the newest check of the result that stands."""
        clear(self._lines)
        found = self._desk.work.read(partial(recalculations, competition_id=self._competition_id))
        standing = [one for one in found if one.current]
        if not standing:
            self.tag.show_tag("Not yet", "grey")
            self._say(
                "Save the case, let somebody evaluate it on another computer, and record what "
                "they found. It shows whether the figures depend on this computer."
            )
        for one in standing[:1]:
            self._show(one)
        if self._desk.read_only():
            self.record.off("This workspace is open read-only.")

    def done(self) -> bool:
        """Tells whether somebody else came to the same figures."""
        found = self._desk.work.read(partial(recalculations, competition_id=self._competition_id))
        return any(one.current and one.same for one in found)

    def _show(self, one: Recalculation) -> None:
        if one.same:
            self.tag.show_tag("The same", "green", "circle-check")
        else:
            self.tag.show_tag(f"{len(one.differences)} different", "red", "circle-x")
        self._say(f"{one.by}, {one.computer}. Recorded {moment_text(one.moment)}.", ink="")
        self._say(f"Seal of their result: {seal_text(one.fingerprint)}.")
        for difference in one.differences[:SHOWN]:
            self._say(
                f"{difference.place}: here {difference.ours or 'nothing'}, there "
                f"{difference.theirs or 'nothing'}.",
                ink="red",
            )
        left = len(one.differences) - SHOWN
        if left > 0:
            self._say(f"And {left} more.", ink="red")

    def _say(self, words: str, *, ink: str = "muted") -> None:
        self._lines.addWidget(Words(words, "hint", ink=ink, wrap=True))

    def save_case(self) -> None:
        """Asks where the case goes."""
        try:
            text = self._desk.work.read(partial(case_text, competition_id=self._competition_id))
        except CannotDo as refused:
            self._desk.say(refused.problems[0].words)
            return
        self.chooser = QFileDialog(self, "Save the case", "case.json", "Evaluation cases (*.json)")
        self.chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.chooser.setDefaultSuffix("json")
        self.chooser.fileSelected.connect(partial(self.write_case, text))
        self.chooser.open()

    def write_case(self, text: str, path: str) -> None:
        """Writes the case; says what is in the way when it cannot."""
        try:
            write_whole(Path(path), text.encode())
        except Unavailable as away:
            self._desk.say(str(away))
            return
        self._desk.say(f"Saved {Path(path).name}")

    def ask_check(self) -> None:
        """Opens the record of a check."""
        self.dialog = CheckDialog(self._desk, self._competition_id)
        self.dialog.open()
