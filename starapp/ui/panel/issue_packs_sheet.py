"""Makes score packs: for whom, with which documents, into which folder, and the slips to hand over."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from starapp.foundation.change import Change
from starapp.foundation.enumerating import listed
from starapp.foundation.problems import Problem
from starapp.panel.issued_files import write_issued
from starapp.panel.pack_commands import PacksIssued, issue_packs
from starapp.panel.pack_to_write import PackToWrite, SheetToWrite
from starapp.panel.sealing import fresh_passphrase
from starapp.panel.ways import Way
from starapp.ui.desk import Desk
from starapp.ui.panel.pack_documents import size_text
from starapp.ui.panel.pack_member import PackMember
from starapp.ui.panel.packs_view import PacksView
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.choices import Check
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import LongText


class IssuePacksSheet(Sheet):
    """Ticks for members, one reason where a pack is made again, and the folder.

    Attributes:
        made: the sealed packs, once they are issued.
        sheets: the spreadsheets and paper, once they are issued.
    """

    def __init__(self, desk: Desk, view: PacksView) -> None:
        super().__init__(
            "Make score packs",
            text="A score pack opens in STAR with the passphrase on the member’s own slip. A "
            "spreadsheet or paper is for a member who cannot use STAR.",
            width=640,
            parent=QApplication.activeWindow(),
        )
        self.setObjectName("issuePacks")
        self._desk = desk
        self._view = view
        self._folder = Path()
        self.made: tuple[PackToWrite, ...] = ()
        self.sheets: tuple[SheetToWrite, ...] = ()
        self.chooser: QFileDialog | None = None
        self.errors = ErrorSummary("The packs were not made")
        self.add(self.errors)
        self.members = {row.seat_id: PackMember(row) for row in view.rows}
        for member in self.members.values():
            member.changed.connect(self._check)
            self.add(member)
        self.documents = Check(self._documents_words(), on=True, key="packDocumentsToo")
        self.documents.setVisible(bool(view.documents))
        self.add(self.documents)
        self.reason = LabelledField(
            "Why there is a new pack",
            LongText(lines=2),
            hint="The earlier pack of the member counts no more.",
            key="packReason",
        )
        self.add(self.reason)
        self.told = Notice("success", "")
        self.told.hide()
        self.add(self.told)
        self.progress = Progress("Writing the packs")
        self.progress.hide()
        self.add(self.progress)
        self.slips_hint = Words(
            "The passphrases are printed once, on slips beside the packs. STAR keeps none of "
            "them. Give each member their slip apart from the file.",
            "hint", ink="muted", wrap=True,
        )  # fmt: skip
        self.open_hint = Words(
            "A spreadsheet and paper are not sealed: whoever holds them reads the answers. Hand "
            "them over yourself.",
            "hint", ink="muted", wrap=True,
        )  # fmt: skip
        self.add(self.slips_hint)
        self.add(self.open_hint)
        self.cancel = Button("Cancel", pressed=self.reject, key="cancelPacks")
        self.go = Button(
            "Choose the folder", kind="main", icon="folder-open", pressed=self.ask_folder,
            key="choosePackFolder",
        )  # fmt: skip
        self.add_answers(self.cancel, self.go)
        self._check()

    def _documents_words(self) -> str:
        count = len(self._view.documents)
        size = size_text(sum(one.size for one in self._view.documents))
        files = "1 document" if count == 1 else f"{count} documents"
        return f"With {files} of the bidders, {size}"

    def chosen(self) -> list[str]:
        """The seats that are ticked."""
        return [seat_id for seat_id, member in self.members.items() if member.chosen]

    def ways(self) -> dict[str, Way]:
        """How each member that is ticked scores, by seat."""
        return {seat_id: self.members[seat_id].chosen_way for seat_id in self.chosen()}

    def _check(self) -> None:
        chosen = self.chosen()
        ways = set(self.ways().values())
        self.slips_hint.setVisible(Way.FILE in ways or not ways)
        self.open_hint.setVisible(bool(ways - {Way.FILE}))
        again = any(row.number for row in self._view.rows if row.seat_id in chosen)
        self.reason.setVisible(again)
        if chosen:
            self.go.on()
        else:
            self.go.off("Tick at least one member.")

    def ask_folder(self) -> None:
        """Asks where the files go."""
        self.chooser = QFileDialog(self, "Where the score packs go")
        self.chooser.setFileMode(QFileDialog.FileMode.Directory)
        self.chooser.fileSelected.connect(self.make)
        self.chooser.open()

    def make(self, folder: str) -> None:
        """Makes the packs and writes them into a folder."""
        self._folder = Path(folder)
        editor = self.reason.editor
        typed = editor.value() if isinstance(editor, LongText) else ""
        documents = [one.id for one in self._view.documents] if self.documents.isChecked() else []
        ways = self.ways()
        self.go.off("The packs are being made.")
        self._desk.work.do(
            partial(
                issue_packs,
                competition_id=self._view.competition_id,
                passphrases={
                    seat: fresh_passphrase() for seat, way in ways.items() if way is Way.FILE
                },
                other_ways={seat: way for seat, way in ways.items() if way is not Way.FILE},
                reason=typed,
                document_ids=documents,
            ),
            done=self._issued,
            refused=self._refused,
        )

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.go.on()
        self.errors.show_problems(problems, {"reason": self.reason})

    def _issued(self, change: Change) -> None:
        if not isinstance(change, PacksIssued):
            return
        self.made, self.sheets = change.packs, change.sheets
        self._write()

    def _write(self) -> None:
        self.errors.hide()
        self.told.hide()
        self.progress.show()
        for widget in (*self.members.values(), self.documents, self.reason):
            widget.setEnabled(False)
        job = partial(write_issued, self.made, self.sheets, self._folder, moment=self._desk.now())
        self._desk.work.render(job, then=self._written, failed=self._not_written)

    def _written(self, paths: Sequence[Path]) -> None:
        self.progress.hide()
        self.told.show_kind("success")
        verb = "is" if len(paths) == 1 else "are"
        words = f"{written_words(self.made, self.sheets)} {verb} in {self._folder.name}."
        self.told.show_words(words)
        self.told.show()
        self.go.hide()
        self.cancel.set_text("Close")

    def _not_written(self, words: str) -> None:
        self.progress.hide()
        self.told.show_kind("error")
        self.told.show_words("The files could not be written.", f"{words} Choose another folder.")
        self.told.show()
        self.go.set_text("Choose another folder")
        self.go.on()
        self.chooser_again()

    def chooser_again(self) -> None:
        """From now on the folder is asked for without making the packs a second time."""
        self.go.clicked.disconnect()
        self.go.clicked.connect(self._ask_again)

    def _ask_again(self) -> None:
        self.chooser = QFileDialog(self, "Where the score packs go")
        self.chooser.setFileMode(QFileDialog.FileMode.Directory)
        self.chooser.fileSelected.connect(self.write_to)
        self.chooser.open()

    def write_to(self, folder: str) -> None:
        """Writes the packs that were made into another folder."""
        self._folder = Path(folder)
        self._write()


def written_words(packs: Sequence[PackToWrite], sheets: Sequence[SheetToWrite]) -> str:
    """What is in the folder: "2 score packs, the slips and 1 spreadsheet"."""
    count = {way: sum(one.way is way for one in sheets) for way in Way} | {Way.FILE: len(packs)}
    words = []
    if count[Way.FILE]:
        words += [f"{count[Way.FILE]} score pack{_s(count[Way.FILE])}", "the slips"]
    if count[Way.SPREADSHEET]:
        words.append(f"{count[Way.SPREADSHEET]} spreadsheet{_s(count[Way.SPREADSHEET])}")
    if count[Way.PAPER]:
        words.append(f"{count[Way.PAPER]} set{_s(count[Way.PAPER])} of paper sheets")
    return listed(words)


def _s(count: int) -> str:
    return "" if count == 1 else "s"
