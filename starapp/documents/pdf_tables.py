"""Tables and boxes of a printed page: data tables, facts, notices, letterhead, recipient."""

import io
from typing import Any

from reportlab.platypus import Table as Grid
from reportlab.platypus import TableStyle

from starapp.documents import blocks as b
from starapp.documents.pdf_flowables import TaggedImage, TaggedParagraph, tagged_table
from starapp.documents.pdf_styles import colour, style
from starapp.documents.pdf_words import escaped, markup

LOGO_HIGH = 44.0
WIDE_VALUE = 90
"""A longer value takes the whole width."""


def table(block: b.Table, width: float) -> list[Any]:
    """A data table with its caption, tinted columns and total rows."""
    share = width / sum(block.widths)
    right = [align is b.Align.RIGHT for align in block.align]
    head = [
        TaggedParagraph(escaped(cell), style("cellBoldRight" if right[n] else "cellBold"))
        for n, cell in enumerate(block.head)
    ]
    first_total = len(block.rows) - block.total_rows
    body = [
        [
            TaggedParagraph(markup(cell), style(_cell_style(right[n], bold=row >= first_total)))
            for n, cell in enumerate(cells)
        ]
        for row, cells in enumerate(block.rows)
    ]
    made = tagged_table(
        [head, *body],
        widths=[share * part for part in block.widths],
        head_rows=1,
        row_heads=block.row_heads,
    )
    made.setStyle(_look(block, first_total + 1))
    caption = (
        [TaggedParagraph(escaped(block.caption), style("caption"))] if block.show_caption else []
    )
    return [*caption, made]


def _cell_style(right: bool, *, bold: bool) -> str:  # noqa: FBT001 - one of two looks
    return "cell" + ("Bold" if bold else "") + ("Right" if right else "")


def _look(block: b.Table, first_total: int) -> TableStyle:
    last = len(block.rows)
    commands: list[Any] = [
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("LINEBELOW", (0, 0), (-1, 0), 1.4, colour("ink")),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, colour("line")),
    ]
    commands.extend(
        ("BACKGROUND", (column, 0), (column, -1), colour("accentWash")) for column in block.tinted
    )
    if block.total_rows and last:
        commands.append(("LINEABOVE", (0, first_total), (-1, first_total), 1.2, colour("ink")))
    return TableStyle(commands)


def facts_table(block: b.Facts, width: float) -> Any:
    """Names and values, two pairs in a row, in a box with round corners."""
    cells = [
        [
            TaggedParagraph(escaped(name), style("label")),
            TaggedParagraph(escaped(value or "–"), style("cellBold")),
        ]
        for name, value in block.facts
    ]
    rows: list[list[Any]] = [[cell] for cell in cells]
    widths = [width]
    if all(len(value) <= WIDE_VALUE for _, value in block.facts):
        padded: list[Any] = [*cells, ""] if len(cells) % 2 else list(cells)
        rows = [[padded[n], padded[n + 1]] for n in range(0, len(padded), 2)]
        widths = [width / 2, width / 2]
    grid = Grid(rows, colWidths=widths, hAlign="LEFT", splitInRow=1)
    grid.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.9, colour("accent")),
            ("ROUNDEDCORNERS", [5, 5, 5, 5]),
            ("INNERGRID", (0, 0), (-1, -1), 0.4, colour("line")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ]
    )
    grid.spaceAfter = 10
    return grid


def notice_table(title: str, words: str, width: float, *, tone: str) -> Any:
    """A framed paragraph on a tint, with a bar on the left that shows without colour."""
    text = TaggedParagraph(f"<b>{escaped(title)}</b> {words}", style("cell"))
    grid = Grid([[text]], colWidths=[width], hAlign="LEFT", splitInRow=1)
    grid.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), colour(f"{tone}Bg")),
            ("LINEBEFORE", (0, 0), (0, -1), 4, colour(f"{tone}Solid")),
            ("LEFTPADDING", (0, 0), (-1, -1), 12),
            ("TOPPADDING", (0, 0), (-1, -1), 7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ]
    )
    grid.spaceAfter = 8
    return grid


def head_table(block: b.Letterhead, width: float) -> Any:
    """Logo and name on the left, address on the right, a strong line under both."""
    name = [
        TaggedParagraph(escaped(block.name), style("headName")),
        TaggedParagraph(escaped(block.department), style("label")),
    ]
    lines = [TaggedParagraph(escaped(line), style("rightMuted")) for line in block.lines if line]
    logo = _logo(block)
    cells: list[Any] = [name, lines]
    widths = [width * 0.56, width * 0.44]
    if logo is not None:
        cells.insert(0, logo)
        widths = [logo.drawWidth + 10, width * 0.56 - logo.drawWidth - 10, width * 0.44]
    grid = Grid([cells], colWidths=widths, hAlign="LEFT")
    grid.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 10),
            ("LINEBELOW", (0, 0), (-1, -1), 2.2, colour("accent")),
        ]
    )
    return grid


def _logo(block: b.Letterhead) -> TaggedImage | None:
    if not block.logo:
        return None
    from reportlab.lib.utils import ImageReader

    try:
        wide, high = ImageReader(io.BytesIO(block.logo)).getSize()
    except OSError:
        return None
    scale = min(LOGO_HIGH / high, 150 / wide)
    return TaggedImage(
        io.BytesIO(block.logo), wide * scale, high * scale, alternative=block.logo_alternative
    )


def recipient_table(block: b.Recipient, width: float) -> Any:
    """The recipient on the left; day and references on the right."""
    left = [TaggedParagraph(escaped(line), style("address")) for line in block.lines if line]
    right = [TaggedParagraph(escaped(block.day), style("right"))]
    for name, value in block.references:
        right.append(TaggedParagraph(escaped(name), style("rightMuted")))
        right.append(TaggedParagraph(escaped(value), style("right")))
    grid = Grid([[left, right]], colWidths=[width * 0.6, width * 0.4], hAlign="LEFT")
    grid.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return grid
