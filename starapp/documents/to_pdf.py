"""Renders content blocks as a tagged PDF: PDF/UA-1 and PDF/A-2a, fonts embedded, same bytes twice.

Change margins and sizes in ``pdf_styles``.
"""

import io
from datetime import UTC, datetime
from typing import Any, assert_never

from reportlab.lib.pagesizes import A4
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
)

from starapp.documents import blocks as b
from starapp.documents.pdf_canvas import TaggedCanvas
from starapp.documents.pdf_fixes import mend
from starapp.documents.pdf_flowables import ListOf, TaggedParagraph
from starapp.documents.pdf_styles import FAMILY, FOOT, MARGIN, colour, register_fonts, style
from starapp.documents.pdf_tables import (
    facts_table,
    head_table,
    notice_table,
    recipient_table,
    table,
)
from starapp.documents.pdf_words import clean, escaped, markup

WIDTH = A4[0] - 2 * MARGIN


def to_pdf(document: b.Document, *, moment: datetime) -> bytes:
    """Renders a document; the same document and moment give the same bytes.

    Args:
        document: what to print. Gaps are printed as amber boxes.
        moment: written into the file as its date.
    """
    mend()
    register_fonts()
    moment = moment.astimezone(UTC)
    total = _render(document, moment, pages=0)[1]
    return _render(document, moment, pages=total)[0]


def page_count(pdf: bytes) -> int:
    """How many pages a PDF made by ``to_pdf`` has."""
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")


def unprintable(document: b.Document) -> frozenset[str]:
    """Characters the fonts lack; they are printed as an empty box."""
    from starapp.documents.plain_text import plain_text

    known = register_fonts()
    return frozenset(c for c in plain_text(document) if ord(c) not in known and c != "\n")


def _render(document: b.Document, moment: datetime, *, pages: int) -> tuple[bytes, int]:
    target = io.BytesIO()
    frame = Frame(MARGIN, FOOT, WIDTH, A4[1] - MARGIN - FOOT, 0, 0, 0, 0)
    template = BaseDocTemplate(target, pagesize=A4)

    def foot(canvas: Any, _template: Any) -> None:
        _draw_foot(canvas, document, pages)

    template.addPageTemplates(PageTemplate("page", [frame], onPageEnd=foot))

    def canvas(out: Any, **options: Any) -> TaggedCanvas:
        for taken in ("lang", "invariant", "pdfVersion", "initialFontName", "initialFontSize"):
            options.pop(taken, None)
        return TaggedCanvas(
            out,
            title=clean(document.title),
            author=clean(document.author),
            subject=clean(document.subject),
            language=document.language,
            moment=moment,
            initialFontName=FAMILY,
            **options,
        )

    template.build(_story(document.blocks), canvasmaker=canvas)
    return target.getvalue(), template.page


def _draw_foot(canvas: Any, document: b.Document, pages: int) -> None:
    canvas.saveState()
    canvas.setStrokeColor(colour("lineStrong"))
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, 17 * 72 / 25.4, A4[0] - MARGIN, 17 * 72 / 25.4)
    canvas.setFont(FAMILY, 10)
    canvas.setFillColor(colour("inkMuted"))
    low = 12 * 72 / 25.4
    canvas.drawString(MARGIN, low, clean(document.footer))
    page = canvas.getPageNumber()
    words = f"{document.reference}, page {page} of {pages}"
    canvas.drawRightString(A4[0] - MARGIN, low, clean(words))
    canvas.restoreState()


def _story(blocks: tuple[b.Block, ...]) -> list[Any]:
    story: list[Any] = []
    for place, block in enumerate(blocks):
        if isinstance(block, b.Heading):
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            story.append(CondPageBreak(150 if isinstance(following, b.Table) else 90))
        story.extend(_flowables(block))
    return story


def _flowables(block: b.Block) -> list[Any]:  # noqa: C901, PLR0912 - one case per kind of block
    match block:
        case b.Heading():
            level = min(max(block.level, 1), 4)
            return [TaggedParagraph(escaped(block.text), style(f"h{level}"), role=f"H{level}")]
        case b.Paragraph():
            kind = "muted" if block.muted else "body"
            language = block.text[0].language if len({r.language for r in block.text}) == 1 else ""
            return [TaggedParagraph(markup(block.text), style(kind), language=language)]
        case b.Bullets():
            return _list(block.items, "/Disc", numbered="")
        case b.Numbered():
            return _list(block.items, "/Decimal", numbered="yes")
        case b.Table():
            return table(block, WIDTH)
        case b.Facts():
            return [facts_table(block, WIDTH)]
        case b.Notice():
            return [notice_table(block.title, markup(block.text), WIDTH, tone="blue")]
        case b.Letterhead():
            return [head_table(block, WIDTH), Spacer(1, 10)]
        case b.Recipient():
            return [recipient_table(block, WIDTH), Spacer(1, 8)]
        case b.Signature():
            return [_signature(block)]
        case b.Gap():
            words = escaped(f"{block.what}. Fill it in: {block.where}.")
            return [notice_table("Missing:", words, WIDTH, tone="amber")]
        case b.PageBreak():
            return [PageBreak()]
        case b.KeepTogether():
            return [KeepTogether(_story(block.blocks))]
        case _:
            assert_never(block)


def _list(items: tuple[b.Text, ...], numbering: str, *, numbered: str) -> list[Any]:
    of_list = ListOf(numbering)
    made: list[Any] = [
        TaggedParagraph(
            markup(item),
            style("item"),
            role="LI",
            of_list=of_list,
            mark=f"{place}." if numbered else "•",
        )
        for place, item in enumerate(items, 1)
    ]
    return [*made, Spacer(1, 5)] if made else []


def _signature(block: b.Signature) -> Any:
    lines = [
        Spacer(1, 44),
        TaggedParagraph(escaped(block.name), style("cellBold")),
        *(TaggedParagraph(escaped(line), style("address")) for line in block.lines),
        Spacer(1, 8),
    ]
    return KeepTogether(lines)
