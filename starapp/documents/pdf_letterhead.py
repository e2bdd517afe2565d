"""The top of a letter: who writes, to whom, on which day, under which references."""

import io
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Spacer

from starapp.documents import blocks as b
from starapp.documents.pdf_flowables import TaggedImage, TaggedParagraph
from starapp.documents.pdf_styles import colour, style
from starapp.documents.pdf_table_tags import WholeRows, plain_grid
from starapp.documents.pdf_tables import PAGE_HEIGHT
from starapp.documents.pdf_words import escaped

LOGO_HIGH = 36.0
LOGO_WIDE = 150.0
_NAME_SHARE = 0.56
_TO_SHARE = 0.6
_BARE = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def letterhead(block: b.Letterhead, width: float) -> list[Any]:
    """Logo and name on the left, address on the right, a strong line under both."""
    name = [
        TaggedParagraph(escaped(block.name), style("headName")),
        *_lines((block.department,), "label"),
    ]
    cells: list[Any] = [name, _lines(block.lines, "rightMuted")]
    widths = [width * _NAME_SHARE, width * (1 - _NAME_SHARE)]
    logo = _logo(block)
    if logo is not None:
        beside = logo.drawWidth + 10
        cells.insert(0, logo)
        widths = [beside, widths[0] - beside, widths[1]]
    look = [
        *_BARE,
        ("BOTTOMPADDING", (0, 0), (-1, -1), 11),
        ("LINEBELOW", (0, 0), (-1, -1), 2.2, colour("accent")),
    ]
    grid = plain_grid([cells], widths=widths, look=look, page_height=PAGE_HEIGHT)
    grid.spaceAfter = 0
    return [grid, Spacer(1, 13)]


def recipient(block: b.Recipient, width: float) -> list[Any]:
    """The recipient on the left; day and references on the right."""
    right = _lines((block.day,), "right")
    for name, value in block.references:
        right += [*_lines((name,), "rightMuted"), *_lines((value,), "right")]
    widths = [width * _TO_SHARE, width * (1 - _TO_SHARE)]
    grid: WholeRows = plain_grid(
        [[_lines(block.lines, "address"), right]],
        widths=widths,
        look=_BARE,
        page_height=PAGE_HEIGHT,
    )
    grid.spaceAfter = 0
    return [grid, Spacer(1, 8)]


def _lines(lines: tuple[str, ...], look: str) -> list[Any]:
    return [TaggedParagraph(escaped(line), style(look)) for line in lines if line.strip()]


def _logo(block: b.Letterhead) -> TaggedImage | None:
    """The logo at its size on paper; none when there is none or it is not a picture."""
    if not block.logo:
        return None
    try:
        picture = ImageReader(io.BytesIO(block.logo))
        picture.getRGBData()
        wide, high = picture.getSize()
    except (OSError, SyntaxError, ValueError):  # how Pillow says that a file is broken
        return None
    scale = min(LOGO_HIGH / high, LOGO_WIDE / wide)
    return TaggedImage(
        io.BytesIO(block.logo),
        wide * scale,
        high * scale,
        alternative=block.logo_alternative,
    )
