"""Renders content blocks as a tagged PDF: PDF/UA-1 and PDF/A-2a, fonts embedded, same bytes twice.

Change margins and sizes in ``pdf_styles``, what stands around the text in ``pdf_page``.
"""

import io
from datetime import UTC, datetime
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer

from starapp.documents import blocks as b
from starapp.documents.pdf_canvas import TaggedCanvas
from starapp.documents.pdf_fixes import mend
from starapp.documents.pdf_page import draw_surround, surround
from starapp.documents.pdf_story import WIDTH, story
from starapp.documents.pdf_styles import (
    FAMILY,
    FOOT,
    LATER_TOP,
    LETTERHEAD_TOP,
    MARGIN,
    register_fonts,
)
from starapp.documents.pdf_words import clean, unprintable

__all__ = ["page_count", "to_pdf", "unprintable"]
_TAKEN = ("lang", "invariant", "pdfVersion", "initialFontName", "initialFontSize")
LANGUAGE = "en-GB"
"""The language of a document that names none."""
UNNAMED = "Document"
"""The title of a document that has none; PDF/UA asks for one."""


def to_pdf(document: b.Document, *, moment: datetime) -> bytes:
    """Renders a document; the same document and moment give the same bytes.

    Args:
        document: what to print. Gaps are printed as amber boxes.
        moment: written into the file as its date.
    """
    mend()
    register_fonts()
    target = io.BytesIO()
    words = surround(document)

    def around(canvas: Any, page: int, pages: int) -> None:
        draw_surround(canvas, words, page=page, pages=pages)

    def canvas(out: Any, **options: Any) -> TaggedCanvas:
        return TaggedCanvas(
            out,
            title=clean(document.title).strip() or clean(document.reference).strip() or UNNAMED,
            author=clean(document.author),
            subject=clean(document.subject),
            language=document.language or LANGUAGE,
            moment=moment.astimezone(UTC),
            around=around,
            initialFontName=FAMILY,
            **{name: value for name, value in options.items() if name not in _TAKEN},
        )

    template = _template(target, document)
    template.build(story(document.blocks) or [Spacer(1, 1)], canvasmaker=canvas)
    return target.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF made by ``to_pdf`` has."""
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")


def _template(target: io.BytesIO, document: b.Document) -> BaseDocTemplate:
    begins_with_head = bool(document.blocks) and isinstance(document.blocks[0], b.Letterhead)
    first = _frame(LETTERHEAD_TOP if begins_with_head else MARGIN)
    template = BaseDocTemplate(target, pagesize=A4)
    template.addPageTemplates(
        [
            PageTemplate("first", [first], autoNextPageTemplate="later"),
            PageTemplate("later", [_frame(LATER_TOP)]),
        ]
    )
    return template


def _frame(top: float) -> Frame:
    return Frame(MARGIN, FOOT, WIDTH, A4[1] - top - FOOT, 0, 0, 0, 0)
