"""The documents bidders attached, as a panel member reads them from the pack."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from starapp.evaluation.score_sheet import bid_words
from starapp.foundation.file_names import made_safe
from starapp.foundation.problems import CannotDo, Unavailable
from starapp.foundation.whole_files import write_whole
from starapp.panel.pack_facts import OpenedPack, PackDocument
from starapp.ui import theme
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.pdf_preview import PdfPreview
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable

PDF = b"%PDF"


def size_text(size: int) -> str:
    """A size in words: whole kilobytes, or megabytes with one place."""
    if size < 1_000_000:
        return f"{max(1, (size + 500) // 1000):,} kB"
    tenths = (size + 50_000) // 100_000
    return f"{tenths // 10:,}.{tenths % 10} MB"


def _bid(names: Mapping[str, str], one: PackDocument) -> str:
    return bid_words(one.bid, names.get(one.bid, ""))


def _name(one: PackDocument) -> str:
    return one.name


def _size(one: PackDocument) -> str:
    return size_text(one.size)


def _key(one: PackDocument) -> str:
    return f"{one.bid}/{one.name}"


def columns(names: Mapping[str, str]) -> tuple[Column[PackDocument], ...]:
    """The columns of the list; ``names`` are the bidders the panel may see, by letter."""
    bid = partial(_bid, names)
    return (
        Column("Bid", bid, tip=bid if names else None, width=260 if names else 90),
        Column("Document", _name, strong=True),
        Column("Size", _size, numeric=True, width=110),
    )


class PackDocuments(Sheet):
    """A list of the documents; PDFs are read here, other files are saved as a copy."""

    def __init__(
        self, pack: OpenedPack, *, bid: str = "", folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__("Documents of the bidders", width=880, parent=parent)
        self.setObjectName("packDocuments")
        self._folder = folder
        self._documents = {_key(one): one for one in pack.documents}
        self.chooser: QFileDialog | None = None
        self.trouble = Notice("error", "")
        self.trouble.hide()
        self.add(self.trouble)
        self.table: ListTable[PackDocument] = ListTable(
            "Documents of the bidders",
            columns(pack.base.names),
            _key,
            row_height=40,
            key="packDocumentList",
        )
        self.table.setMaximumHeight(theme.px(170))
        self.table.show_rows(pack.documents)
        self.table.opened.connect(self.read)
        self.table.picked.connect(self._picked)
        self.add(self.table)
        self.preview = PdfPreview("Document", key="packDocument")
        self.preview.setMinimumHeight(theme.px(380))
        self.preview.hide()
        self.add(self.preview, 1)
        self.save = Button("Save a copy", icon="download", pressed=self.ask_where, key="saveCopy")
        self.read_button = Button("Read", kind="main", pressed=self._read, key="readDocument")
        self.close_button = Button("Close", pressed=self.accept, key="closeDocuments")
        self.add_answers(self.close_button, self.save, self.read_button)
        first = next((key for key, one in self._documents.items() if one.bid == bid), "")
        self.table.choose(first or next(iter(self._documents), ""))

    def _picked(self, _key_of: str) -> None:
        self.preview.hide()
        self.trouble.hide()

    def _read(self) -> None:
        self.read(self.table.current())

    def read(self, key: str) -> None:
        """Shows a PDF; says so when the document is of another kind."""
        data = self._bytes(key)
        if data is None:
            return
        if not data.startswith(PDF):
            self._tell("This is no PDF.", "Save a copy, then open it with the program it is for.")
            return
        self.preview.show_pdf(data)
        self.preview.show()

    def _bytes(self, key: str) -> bytes | None:
        one = self._documents.get(key)
        if one is None:
            return None
        try:
            return one.read()
        except (CannotDo, Unavailable) as fault:
            self._tell("The document was not opened.", f"{fault}")
            return None

    def ask_where(self) -> None:
        """Asks where a copy goes."""
        one = self._documents.get(self.table.current())
        if one is not None:
            name = str(self._folder / made_safe(one.name))
            self.chooser = QFileDialog(self, "Save a copy", name)
            self.chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            self.chooser.fileSelected.connect(self.save_to)
            self.chooser.open()

    def save_to(self, path: str) -> None:
        """Writes a copy of the chosen document."""
        data = self._bytes(self.table.current())
        if data is None:
            return
        try:
            write_whole(Path(path), data)
        except Unavailable as away:
            self._tell("The copy was not saved.", str(away))
            return
        self.trouble.show_kind("success")
        self.trouble.show_words("Saved.", Path(path).name)
        self.trouble.show()

    def _tell(self, strong: str, text: str) -> None:
        self.preview.hide()
        self.trouble.show_kind("error")
        self.trouble.show_words(strong, text)
        self.trouble.show()
