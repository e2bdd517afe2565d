"""The real PDF of a specification, as a bidder sees it or as the chosen provider does."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from starapp.documents.blocks import Document
from starapp.documents.to_pdf import to_pdf
from starapp.foundation.file_names import made_safe
from starapp.foundation.whole_files import write_whole
from starapp.specifications.layers import Layer
from starapp.specifications.queries import document
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.choices import Segmented
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.pdf_preview import PdfPreview
from starapp.ui.widgets.question import Sheet

LAYERS = ((Layer.BIDDERS.value, "As a bidder sees it"), (Layer.WINNER.value, "Chosen provider"))


class SpecificationPreview(Sheet):
    """Pages of either copy, and Save PDF."""

    def __init__(self, desk: Desk, package_id: str, *, parent: QWidget | None = None) -> None:
        super().__init__("Specification", width=760, parent=parent)
        self.setObjectName("specificationPreview")
        self._desk = desk
        self._package_id = package_id
        self._pdf = b""
        self._name = ""
        self.layers = Segmented("Who reads it", LAYERS, key="previewLayer")
        self.layers.choose(Layer.BIDDERS.value)
        self.layers.chosen.connect(self._show)
        self.said = Words("", "hint", ink="muted", wrap=True)
        self.pages = PdfPreview("Specification", key="specificationPages")
        self.pages.setMinimumHeight(theme.px(440))
        self.save = Button("Save PDF", kind="main", icon="download", pressed=self._choose_file)
        self.close_button = Button("Close", pressed=self.reject, key="closePreview")
        self.add(self.layers)
        self.add(self.said)
        self.add(self.pages, 1)
        self.add_answers(self.close_button, self.save)
        self.chooser: QFileDialog | None = None
        self._show(Layer.BIDDERS.value)

    def _show(self, value: str) -> None:
        layer = Layer(value)
        self.save.off("The pages are being made.")
        self.said.setText(_SAID[layer])
        made = self._desk.work.read(partial(document, package_id=self._package_id, layer=layer))
        copy = "bidders" if layer is Layer.BIDDERS else "chosen provider"
        self._name = made_safe(f"{made.reference} specification for {copy}", ".pdf")
        self._desk.work.render(
            partial(_pages, made, self._desk), then=partial(self._made, value), failed=self._failed
        )

    def _made(self, value: str, pdf: bytes) -> None:
        if value == self.layers.value():
            self._pdf = pdf
            self.pages.show_pdf(pdf)
            self.save.on()

    def _failed(self, words: str) -> None:
        self.said.setText(words)

    def _choose_file(self) -> None:
        self.chooser = QFileDialog(self, "Save the specification", self._name, "PDF files (*.pdf)")
        self.chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.chooser.setDefaultSuffix("pdf")
        self.chooser.fileSelected.connect(self.write_to)
        self.chooser.open()

    def write_to(self, path: str) -> None:
        """Writes the pages that are shown to a file."""
        self._desk.work.render(
            partial(write_whole, Path(path), self._pdf), then=self._written, failed=self._failed
        )

    def _written(self, path: Path) -> None:
        self.said.setText(f"Saved as {path.name} in {path.parent}.")


_SAID = {
    Layer.BIDDERS: "Without what only the chosen provider sees, and without funders. The budget is "
    "printed only if you show it to bidders.",
    Layer.WINNER: "All that the chosen provider sees. Send it to nobody else.",
}


def _pages(made: Document, desk: Desk) -> bytes:
    return to_pdf(made, moment=desk.now())
