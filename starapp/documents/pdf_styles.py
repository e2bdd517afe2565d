"""Fonts, sizes and colours of printed pages: A4, 20 mm margins, 12 point text, 11 in tables."""

import json
from functools import cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from starapp.foundation.resource_files import resource

MARGIN = 20 * mm
FOOT = 24 * mm
"""Bottom margin; the footer stands in it."""
LETTERHEAD_TOP = 14 * mm
"""Top margin over a letterhead, which stands in the margin as the footer does."""
LATER_TOP = 27 * mm
"""Top margin of later pages; the name and the recipient stand in it."""
FAMILY = "Star"
BOLD = "Star-Bold"
ITALIC = "Star-Italic"
BOLD_ITALIC = "Star-BoldItalic"
_FILES = {
    FAMILY: "StarPrint-Regular.ttf",
    BOLD: "StarPrint-Bold.ttf",
    ITALIC: "StarPrint-Italic.ttf",
    BOLD_ITALIC: "StarPrint-BoldItalic.ttf",
}


@cache
def register_fonts() -> frozenset[int]:
    """Makes the fonts known to ReportLab once, and gives the characters they have."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", "print", file))))
    pdfmetrics.registerFontFamily(
        FAMILY, normal=FAMILY, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC
    )
    return frozenset(pdfmetrics.getFont(FAMILY).face.charToGlyph)


@cache
def _tokens() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        resource("styles", "tokens.json").read_text(encoding="utf-8")
    )
    return found["colours"]["light"]  # type: ignore[no-any-return]  # JSON has no types


def colour(name: str) -> Color:
    """A colour of the light theme by its token."""
    return HexColor(_tokens()[name])


@cache
def style(name: str) -> ParagraphStyle:
    """A paragraph style by the name of its use, for example body, muted, h1, cell, right, address."""
    register_fonts()
    ink, muted = colour("ink"), colour("inkMuted")
    body = ParagraphStyle(
        "body",
        fontName=FAMILY,
        fontSize=12,
        leading=17,
        textColor=ink,
        spaceAfter=8,
        bulletFontName=FAMILY,
        bulletFontSize=12,
        allowWidows=0,
        allowOrphans=0,
        embeddedHyphenation=1,
        splitLongWords=1,
    )

    def made(key: str, **changes: Any) -> ParagraphStyle:
        return ParagraphStyle(key, parent=body, **changes)

    styles = {
        "body": body,
        "muted": made("muted", textColor=muted, fontSize=11, leading=15),
        "h1": made("h1", fontName=BOLD, fontSize=20, leading=25, spaceBefore=10, spaceAfter=8),
        "h2": made("h2", fontName=BOLD, fontSize=14, leading=19, spaceBefore=12, spaceAfter=5),
        "h3": made("h3", fontName=BOLD, fontSize=12, leading=17, spaceBefore=6, spaceAfter=2),
        "h4": made("h4", fontName=BOLD, fontSize=11, leading=15, spaceBefore=4, spaceAfter=2),
        "item": made("item", leftIndent=18, bulletIndent=2, spaceAfter=3),
        "itemWide": made("itemWide", leftIndent=27, bulletIndent=2, spaceAfter=3),
        "cell": made("cell", fontSize=11, leading=15, spaceAfter=0),
        "cellBold": made("cellBold", fontName=BOLD, fontSize=11, leading=15, spaceAfter=0),
        "cellRight": made("cellRight", fontSize=11, leading=15, spaceAfter=0, alignment=2),
        "cellBoldRight": made(
            "cellBoldRight", fontName=BOLD, fontSize=11, leading=15, spaceAfter=0, alignment=2
        ),
        "label": made("label", fontSize=10.5, leading=14, spaceAfter=0, textColor=muted),
        "caption": made("caption", fontName=BOLD, fontSize=11, leading=15, spaceAfter=4),
        "headName": made("headName", fontName=BOLD, fontSize=15, leading=19, spaceAfter=0),
        "address": made("address", leading=16, spaceAfter=0),
        "signed": made("signed", fontName=BOLD, leading=16, spaceAfter=0),
        "right": made("right", leading=16, spaceAfter=0, alignment=2),
        "rightMuted": made(
            "rightMuted", leading=15, fontSize=11, spaceAfter=0, alignment=2, textColor=muted
        ),
    }
    return styles[name]
