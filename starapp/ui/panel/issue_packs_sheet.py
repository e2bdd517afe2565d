"""Makes score packs: for whom, with which documents, into which folder, and the slips to hand over."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from starapp.documents.to_pdf import to_pdf
from starapp.foundation.change import Change
from starapp.foundation.problems import Problem
from starapp.foundation.whole_files import write_whole
from starapp.panel.pack_commands import PacksIssued, issue_packs
from starapp.panel.pack_to_write import PackToWrite
from starapp.panel.passphrase_document import passphrase_document
from starapp.panel.sealing import fresh_passphrase
from starapp.ui.desk import Desk
from starapp.ui.panel.pack_documents import size_text
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

SLIPS = "passphrases to hand over.pdf"


class IssuePacksSheet(Sheet):
    """Ticks for members, one reason where a pack is made again, and the folder.

    Attributes:
        made: the packs, once they are in the folder.
    """

    def __init__(self, desk: Desk, view: PacksView) -> None:
        super().__init__(
            "Make score packs",
            text="Each member gets one file. It opens with a passphrase that only they are told.",
            width=560,
            parent=QApplication.activeWindow(),
        )
        self.setObjectName("issuePacks")
        self._desk = desk
        self._view = view
        self._folder = Path()
        self.made: tuple[PackToWrite, ...] = ()
        self.chooser: QFileDialog | None = None
        self.errors = ErrorSummary("The packs were not made")
        self.add(self.errors)
        self.ticks = {
            row.seat_id: Check(
                f"{row.member}, has pack {row.number}" if row.number else row.member,
                on=not row.number,
                key=f"pack-{row.member}",
            )
            for row in view.rows
        }
        for tick in self.ticks.values():
            tick.toggled.connect(self._check)
            self.add(tick)
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
        self.add(
            Words(
                "The passphrases are printed once, on slips beside the packs. STAR keeps none of "
                "them. Give each member their slip apart from the file.",
                "hint", ink="muted", wrap=True,
            )
        )  # fmt: skip
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
        return [seat_id for seat_id, tick in self.ticks.items() if tick.isChecked()]

    def _check(self) -> None:
        chosen = self.chosen()
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
        self.go.off("The packs are being made.")
        self._desk.work.do(
            partial(
                issue_packs,
                competition_id=self._view.competition_id,
                passphrases={seat_id: fresh_passphrase() for seat_id in self.chosen()},
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
        self.made = change.packs
        self._write()

    def _write(self) -> None:
        self.errors.hide()
        self.told.hide()
        self.progress.show()
        for widget in (*self.ticks.values(), self.documents, self.reason):
            widget.setEnabled(False)
        moment = self._desk.now()

        def job() -> tuple[Path, ...]:
            slips = self._folder / SLIPS
            write_whole(slips, to_pdf(passphrase_document(self.made), moment=moment))
            return (slips, *(one.write(self._folder) for one in self.made))

        self._desk.work.render(job, then=self._written, failed=self._not_written)

    def _written(self, paths: Sequence[Path]) -> None:
        self.progress.hide()
        count = len(paths) - 1
        packs = "1 score pack" if count == 1 else f"{count} score packs"
        self.told.show_kind("success")
        self.told.show_words(f"{packs} and the slips are in {self._folder.name}.")
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
