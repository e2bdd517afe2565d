"""The award report or the moderation record as it prints: preview, save as PDF."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy.orm import Session

from starapp.documents.blocks import Document
from starapp.documents.to_pdf import to_pdf
from starapp.foundation.file_names import made_safe
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import write_whole
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.pdf_preview import PdfPreview
from starapp.ui.widgets.question import Sheet


class ReportPreview(Sheet):
    """Shows the real PDF and saves it where the person says.

    Args:
        title: of the document, for the dialog and the file's name.
        make: the query that makes the document.

    Attributes:
        pdf: the bytes, once they are made.
    """

    def __init__(self, desk: Desk, title: str, make: Callable[[Session], Document]) -> None:
        super().__init__(title, width=760, parent=QApplication.activeWindow())
        self.setObjectName("reportPreview")
        self._desk = desk
        self.pdf = b""
        self.trouble = Notice("error", "")
        self.trouble.hide()
        self.preview = PdfPreview(title, key="reportPages")
        self.preview.setMinimumHeight(theme.px(420))
        self.add(self.trouble)
        self.add(self.preview, 1)
        self.save = Button("Save PDF", kind="main", icon="download", pressed=self.ask_where)
        self.close_button = Button("Close", pressed=self.reject, key="close")
        self.add_answers(self.close_button, self.save)
        self.save.off("The document is being made.")
        document = desk.work.read(make)
        self._name = made_safe(f"{title} {document.reference}", ".pdf")
        desk.work.render(partial(self._made, document), then=self._show, failed=self._failed)

    def _made(self, document: Document) -> bytes:
        return to_pdf(document, moment=self._desk.now())

    def _show(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.preview.show_pdf(pdf)
        self.save.on()

    def _failed(self, words: str) -> None:
        self.trouble.show_words("The document could not be made.", words)
        self.trouble.show()

    def ask_where(self) -> None:
        """Asks where to save the PDF."""
        chooser = QFileDialog(self, "Save the document", self._name, "PDF files (*.pdf)")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("pdf")
        chooser.fileSelected.connect(self.save_to)
        chooser.open()

    def save_to(self, path: str) -> None:
        """Writes the PDF to a file; says what is in the way when it cannot."""
        try:
            write_whole(Path(path), self.pdf)
        except Unavailable as away:
            self.trouble.show_words("The document was not saved.", str(away))
            self.trouble.show()
            return
        self._desk.say(f"Saved {Path(path).name}")
        self.accept()
