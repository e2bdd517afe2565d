"""Shows a finished PDF: pages, page turning and zoom."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.ui.widgets.buttons import IconButton
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named

_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class PdfPreview(QWidget):
    """The pages of a document from its bytes; PageUp and PageDown turn them.

    Attributes:
        document: the ``QPdfDocument``; its page count and text can be read.
    """

    def __init__(self, name: str, *, key: str = "") -> None:
        super().__init__()
        named(self, name, key=key)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = QPdfView(self)
        named(self.view, f"{name}, pages", key="pages")
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.pageNavigator().currentPageChanged.connect(self._say_page)
        self.page_words = Words("", "hint", ink="muted")
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 12, 4)
        self.back = IconButton("chevron-left", "Page before", pressed=self.page_before)
        self.forward = IconButton("chevron-right", "Next page", pressed=self.page_after)
        bar.addWidget(self.back)
        bar.addWidget(self.page_words)
        bar.addWidget(self.forward)
        bar.addStretch(1)
        bar.addWidget(IconButton("zoom-out", "Smaller", pressed=self.smaller))
        bar.addWidget(IconButton("zoom-in", "Larger", pressed=self.larger))
        bar.addWidget(IconButton("app-window", "Fit the width", pressed=self.fit))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        box.addWidget(self.view, 1)
        self._say_page()

    def show_pdf(self, pdf: bytes) -> None:
        """Shows a document; no bytes show nothing."""
        self.document.close()
        self._buffer.close()
        if pdf:
            self._buffer.setData(QByteArray(pdf))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._buffer)
        self._say_page()

    def page_count(self) -> int:
        """How many pages there are."""
        return max(self.document.pageCount(), 0)

    def page(self) -> int:
        """The page shown, from 1."""
        return self.view.pageNavigator().currentPage() + 1

    def page_before(self) -> None:
        """Turns back."""
        self._turn(self.page() - 2)

    def page_after(self) -> None:
        """Turns on."""
        self._turn(self.page())

    def larger(self) -> None:
        """Zooms in."""
        self._zoom(1)

    def smaller(self) -> None:
        """Zooms out."""
        self._zoom(-1)

    def fit(self) -> None:
        """Fits the page to the width."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _turn(self, page: int) -> None:
        if 0 <= page < self.page_count():
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def _zoom(self, direction: int) -> None:
        now = self.view.zoomFactor()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        larger = [step for step in _STEPS if step > now + 0.01]
        smaller = [step for step in _STEPS if step < now - 0.01]
        wanted = larger[:1] if direction > 0 else smaller[-1:]
        self.view.setZoomFactor(wanted[0] if wanted else now)

    def _say_page(self) -> None:
        count = self.page_count()
        self.page_words.setText(f"Page {self.page()} of {count}" if count else "No pages")
        self.back.setEnabled(count > 0 and self.page() > 1)
        self.forward.setEnabled(self.page() < count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageUp:
                self.page_before()
            case Qt.Key.Key_PageDown:
                self.page_after()
            case _:
                super().keyPressEvent(event)
