"""What stands around the text of every page: the foot, and the head of later pages.

All of it is an artifact, which screen readers pass over, and is drawn after the text, so that
plain extraction does not begin with it.
"""

from dataclasses import dataclass
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from starapp.documents import blocks as b
from starapp.documents.pdf_styles import BOLD, FAMILY, MARGIN, colour
from starapp.documents.pdf_words import clean

SMALL = 10
HEAD = 11
_FOOT_LINE = 17 * mm
_FOOT_WORDS = 12 * mm
_HEAD_WORDS = A4[1] - 15.5 * mm
_HEAD_LINE = A4[1] - 20 * mm
_LEFT, _RIGHT = MARGIN, A4[0] - MARGIN
_APART = 14
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Surround:
    """The words around the text of a document's pages."""

    foot: str
    reference: str
    head_left: str
    head_right: str


def surround(document: b.Document) -> Surround:
    """Takes who writes to whom from the letterhead and the recipient, else author and title."""
    found = list(b.all_blocks(document.blocks))
    writer = next((x.name for x in found if isinstance(x, b.Letterhead)), document.author)
    to = next((x for x in found if isinstance(x, b.Recipient)), None)
    right = f"{to.name}, {to.day}" if to is not None and to.name else document.title
    return Surround(
        foot=clean(document.footer),
        reference=clean(document.reference),
        head_left=clean(writer),
        head_right=clean(right),
    )


def draw_surround(canvas: Any, words: Surround, *, page: int, pages: int) -> None:
    """Draws the foot, and from page 2 the head."""
    canvas.saveState()
    if page > 1:
        _draw_head(canvas, words)
    _draw_foot(canvas, words, f"page {page} of {pages}")
    canvas.restoreState()


def _draw_head(canvas: Any, words: Surround) -> None:
    canvas.setStrokeColor(colour("accent"))
    canvas.setLineWidth(2.2)
    canvas.line(_LEFT, _HEAD_LINE, _RIGHT, _HEAD_LINE)
    left = _shortened(words.head_left, BOLD, HEAD, (_RIGHT - _LEFT) / 2)
    room = _RIGHT - _LEFT - stringWidth(left, BOLD, HEAD) - _APART
    right = _shortened(words.head_right, FAMILY, HEAD, room)
    canvas.setFillColor(colour("ink"))
    canvas.setFont(BOLD, HEAD)
    canvas.drawString(_LEFT, _HEAD_WORDS, left)
    canvas.setFillColor(colour("inkMuted"))
    canvas.setFont(FAMILY, HEAD)
    canvas.drawRightString(_RIGHT, _HEAD_WORDS, right)


def _draw_foot(canvas: Any, words: Surround, number: str) -> None:
    canvas.setStrokeColor(colour("lineStrong"))
    canvas.setLineWidth(0.6)
    canvas.line(_LEFT, _FOOT_LINE, _RIGHT, _FOOT_LINE)
    canvas.setFont(FAMILY, SMALL)
    canvas.setFillColor(colour("inkMuted"))
    half = (_RIGHT - _LEFT) / 2
    reference = _shortened(words.reference, FAMILY, SMALL, half)
    right = f"{reference}, {number}" if reference else number.capitalize()
    room = _RIGHT - _LEFT - stringWidth(right, FAMILY, SMALL) - _APART
    canvas.drawRightString(_RIGHT, _FOOT_WORDS, right)
    for place, line in enumerate(_two_lines(words.foot, room)):
        canvas.drawString(_LEFT, _FOOT_WORDS - place * (SMALL + 3), line)


def _two_lines(words: str, room: float) -> list[str]:
    lines = simpleSplit(words, FAMILY, SMALL, max(room, 1))
    if len(lines) > 2:
        lines = [lines[0], _shortened(" ".join(lines[1:]), FAMILY, SMALL, room)]
    return [_shortened(line, FAMILY, SMALL, room) for line in lines]


def _shortened(words: str, font: str, size: float, room: float) -> str:
    """Cuts words that are too long for their place, and shows that they go on."""
    if stringWidth(words, font, size) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if stringWidth(words[:middle] + _MORE, font, size) <= room:
            low = middle
        else:
            high = middle - 1
    return words[:low].rstrip() + _MORE
