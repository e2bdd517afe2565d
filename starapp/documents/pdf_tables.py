"""Tables and boxes of a printed page: data tables, facts, notices."""

from typing import Any

from reportlab.lib.pagesizes import A4

from starapp.documents import blocks as b
from starapp.documents.pdf_flowables import TaggedParagraph
from starapp.documents.pdf_styles import FOOT, LATER_TOP, colour, style
from starapp.documents.pdf_table_tags import WholeRows, plain_grid, tagged_table
from starapp.documents.pdf_words import clean, escaped, markup

PAGE_HEIGHT: float = A4[1] - FOOT - LATER_TOP
"""The room on a later page, which is the least a page gives."""
AFTER_FIGURES = 14
"""Room between a column of figures and words that follow it."""
WIDE_VALUE = 90
"""A longer value takes the whole width."""
NARROWEST = 12.0
"""Least width of a column in points, for one letter."""
MANY_COLUMNS = 12
"""With more columns than this the space beside their words is small."""


def table(block: b.Table, width: float) -> list[Any]:
    """A data table with its caption, tinted columns and total rows; nothing without columns."""
    if not block.head:
        return []
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
        widths=_column_widths(block.widths, width),
        head_rows=1,
        row_heads=block.row_heads,
        caption=clean(block.caption),
        look=_look(block, first_total + 1),
        page_height=PAGE_HEIGHT,
    )
    caption = (
        [TaggedParagraph(escaped(block.caption), style("caption"))] if block.show_caption else []
    )
    return [*caption, made]


def _column_widths(shares: tuple[int, ...], width: float) -> list[float]:
    """Shares the width out; no column is too narrow for a letter."""
    least = min(NARROWEST, width / len(shares))
    spare = width - least * len(shares)
    wanted = [max(width * share / (sum(shares) or 1) - least, 0) for share in shares]
    scale = min(spare / sum(wanted), 1) if sum(wanted) else 0
    return [least + part * scale for part in wanted]


def _cell_style(right: bool, *, bold: bool) -> str:  # noqa: FBT001 - one of two looks
    return "cell" + ("Bold" if bold else "") + ("Right" if right else "")


def _look(block: b.Table, first_total: int) -> list[Any]:
    last = len(block.rows)
    beside = 5 if len(block.head) <= MANY_COLUMNS else 1
    commands: list[Any] = [
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), beside),
        ("RIGHTPADDING", (0, 0), (-1, -1), beside),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, colour("line")),
    ]
    commands.extend(
        ("LEFTPADDING", (column, 0), (column, -1), AFTER_FIGURES)
        for column in range(1, len(block.head))
        if beside > 1 and block.align[column - 1 : column + 1] == (b.Align.RIGHT, b.Align.LEFT)
    )
    commands.extend(
        ("BACKGROUND", (column, 0), (column, -1), colour("accentWash")) for column in block.tinted
    )
    if block.total_rows and last:
        commands.append(("LINEABOVE", (0, first_total), (-1, first_total), 1.2, colour("ink")))
        commands.append(("NOSPLIT", (0, max(first_total - 2, 1)), (-1, -1)))
    commands.append(("LINEBELOW", (0, 0), (-1, 0), 1.4, colour("ink")))
    return commands


def facts_table(block: b.Facts, width: float) -> WholeRows:
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
    return plain_grid(
        rows,
        widths=widths,
        page_height=PAGE_HEIGHT,
        look=[
            ("BOX", (0, 0), (-1, -1), 0.9, colour("accent")),
            ("ROUNDEDCORNERS", [6, 6, 6, 6]),
            ("INNERGRID", (0, 0), (-1, -1), 0.5, colour("line")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 12),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ],
    )


def notice_table(title: str, words: str, width: float, *, tone: str) -> WholeRows:
    """A framed paragraph on a tint, with a bar on the left that shows without colour."""
    text = TaggedParagraph(f"<b>{escaped(title)}</b> {words}", style("cell"))
    return plain_grid(
        [[text]],
        widths=[width],
        page_height=PAGE_HEIGHT,
        look=[
            ("BACKGROUND", (0, 0), (-1, -1), colour(f"{tone}Bg")),
            ("LINEBEFORE", (0, 0), (0, -1), 4, colour(f"{tone}Solid")),
            ("LEFTPADDING", (0, 0), (-1, -1), 12),
            ("TOPPADDING", (0, 0), (-1, -1), 7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ],
    )
