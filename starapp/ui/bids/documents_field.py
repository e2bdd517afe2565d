"""The files of a bid before it is sealed: chosen or dropped, read at once, taken out again."""

import mimetypes
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.bids.bid_entry import MOST_DOCUMENT_BYTES, BidDocument
from starapp.foundation.canonical import seal_text
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import read_whole
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button, IconButton
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.labels import Icon, Words


class DocumentsField(QFrame):
    """A list of files with their sizes and seals; takes files dropped on it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setAccessibleName("Documents of the bid")
        self._desk = desk
        self._files: dict[str, BidDocument] = {}
        self.chooser: QFileDialog | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.trouble = Words("", "tag", ink="red", wrap=True)
        self.trouble.hide()
        self.add_button = Button("Add files", icon="paperclip", pressed=self.choose, key="addFiles")
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addWidget(Words("or drop them here, up to 50 MB each", "hint", ink="muted"))
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(self._lines)
        box.addWidget(self.trouble)
        box.addLayout(foot)

    def documents(self) -> tuple[BidDocument, ...]:
        """The files, in the order they were added."""
        return tuple(self._files.values())

    def choose(self) -> None:
        """Asks for files."""
        self.chooser = QFileDialog(self, "Add the documents of the bid")
        self.chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self.chooser.filesSelected.connect(self.add_paths)
        self.chooser.open()

    def add_paths(self, paths: list[str]) -> None:
        """Reads files in the background and lists them."""
        self.trouble.hide()
        for path in paths:
            self._desk.work.render(
                partial(read_document, Path(path)), then=self._take, failed=self._failed
            )

    def _take(self, document: BidDocument) -> None:
        if document.name in self._files:
            self._failed(f"{document.name} is there already. Rename one of the two files.")
            return
        self._files[document.name] = document
        self._show()

    def _failed(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()

    def remove(self, name: str) -> None:
        """Takes a file out again."""
        self._files.pop(name, None)
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        for document in self._files.values():
            self._lines.addWidget(self._line(document))

    def _line(self, document: BidDocument) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Icon("file-text", size=16))
        row.addWidget(Words(document.name, "table"), 1)
        row.addWidget(Words(size_words(len(document.content)), "hint", ink="muted"))
        row.addWidget(Words(seal_text(document.sha256), "mono"))
        row.addWidget(
            IconButton(
                "x", f"Take out {document.name}", pressed=partial(self.remove, document.name),
                size=16, key=f"remove-{document.name}",
            )
        )  # fmt: skip
        return holder

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_paths(local_files(event.mimeData().urls()))
        event.acceptProposedAction()


def local_files(urls: list[QUrl]) -> list[str]:
    """The paths of the files on this PC among what was dropped."""
    return [url.toLocalFile() for url in urls if url.isLocalFile()]


def read_document(path: Path) -> BidDocument:
    """Reads a file.

    Raises:
        Unavailable: it cannot be read or is too large, in words for the person.
    """
    try:
        if path.stat().st_size > MOST_DOCUMENT_BYTES:
            raise Unavailable(f"{path.name} is larger than 50 MB. Make it smaller or split it.")
        content = read_whole(path)
    except OSError as fault:
        words = f"{path.name} could not be read. Check that it is still in {path.parent}."
        raise Unavailable(words) from fault
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return BidDocument(path.name, kind, content)


def size_words(size: int) -> str:
    """A size for people: 340 KB, 2.4 MB."""
    if size < 1_000_000:
        return f"{max(1, -(-size // 1000))} KB"
    return f"{size // 1_000_000}.{size % 1_000_000 // 100_000} MB"
