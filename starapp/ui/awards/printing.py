"""Prints finished PDFs page by page, exactly as they were issued."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

DOTS = 200
"""Dots per inch a page is drawn at; sharp enough for 12-point text on an office printer."""


def print_pdfs(pdfs: tuple[bytes, ...], printer: QPrinter) -> int:
    """Draws every page of every PDF on the printer in order, and gives the number of pages.

    0 when the printer did not take them all.
    """
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    pages = 0
    for pdf in pdfs:
        drawn = _print_one(pdf, printer, painter, started=pages > 0)
        if not drawn:
            painter.end()
            return 0
        pages += drawn
    failed = {QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error}
    return pages if painter.end() and printer.printerState() not in failed else 0


def _print_one(pdf: bytes, printer: QPrinter, painter: QPainter, *, started: bool) -> int:
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    for page in range(document.pageCount()):
        if (started or page) and not printer.newPage():
            return 0
        inches = document.pagePointSize(page) / 72
        dots = QSize(int(inches.width() * DOTS), int(inches.height() * DOTS))
        sheet = printer.pageLayout().fullRectPixels(printer.resolution())
        painter.drawImage(QRect(0, 0, sheet.width(), sheet.height()), document.render(page, dots))
    return document.pageCount()
