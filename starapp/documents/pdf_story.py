"""Turns content blocks into what ReportLab lays out; headings stay with what they head."""

from collections.abc import Sequence
from typing import Any, assert_never

from reportlab.lib.pagesizes import A4
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

from starapp.documents import blocks as b
from starapp.documents.pdf_by_hand import RuledLines, TickBoxes
from starapp.documents.pdf_flowables import ListOf, TaggedParagraph
from starapp.documents.pdf_letterhead import letterhead, recipient
from starapp.documents.pdf_styles import MARGIN, style
from starapp.documents.pdf_table_tags import WholeRows
from starapp.documents.pdf_tables import PAGE_HEIGHT, facts_table, notice_table, table
from starapp.documents.pdf_words import escaped, markup

WIDTH = A4[0] - 2 * MARGIN
SIGNING_ROOM = 44
LEAST_LINES = 40
"""Points of text that must follow a heading on its page: two lines and a bit."""
MOST_KEPT = 0.75
"""Share of a page; what is higher may stand apart from its heading."""


def story(blocks: Sequence[b.Block]) -> list[Any]:
    """Gives the flowables of blocks in reading order."""
    made = [(block, _flowables(block)) for block in blocks]
    flowables: list[Any] = []
    for place, (block, parts) in enumerate(made):
        before = made[place - 1][0] if place else None
        if isinstance(block, b.Heading) and not isinstance(before, b.Heading):
            flowables.append(CondPageBreak(_room_from(made[place:])))
        elif isinstance(block, b.Table) and block.show_caption:
            flowables.append(CondPageBreak(min(_least(parts), PAGE_HEIGHT * MOST_KEPT)))
        flowables.extend(parts)
    return flowables


def _room_from(made: Sequence[tuple[b.Block, list[Any]]]) -> float:
    """The room that headings need with the beginning of what follows them."""
    room = 0.0
    for block, parts in made:
        if not isinstance(block, b.Heading):
            room += _least(parts)
            break
        room += sum(_height(part) for part in parts)
    return min(room, PAGE_HEIGHT * MOST_KEPT)


def _least(parts: Sequence[Any]) -> float:
    """The room that the first lines or rows of a block need."""
    room = 0.0
    for part in parts:
        if isinstance(part, WholeRows):
            return room + part.least_height()
        if isinstance(part, KeepTogether):
            return room + sum(_height(kept) for kept in part._content)
        if isinstance(part, TaggedParagraph) and part.style.name != "caption":
            return room + min(_height(part), LEAST_LINES)
        room += _height(part)
    return room


def _height(part: Any) -> float:
    height: float = part.wrap(WIDTH, PAGE_HEIGHT)[1]
    return height + float(part.getSpaceBefore()) + float(part.getSpaceAfter())


def _flowables(block: b.Block) -> list[Any]:  # noqa: C901, PLR0912 - one case per kind of block
    match block:
        case b.Heading():
            level = min(max(block.level, 1), 4)
            return [TaggedParagraph(escaped(block.text), style(f"h{level}"), role=f"H{level}")]
        case b.Paragraph():
            kind = "muted" if block.muted else "body"
            return [
                TaggedParagraph(markup(block.text), style(kind), language=_one_language(block.text))
            ]
        case b.Bullets():
            return _list(block.items, "/Disc", numbered=False)
        case b.Numbered():
            return _list(block.items, "/Decimal", numbered=True)
        case b.Table():
            return table(block, WIDTH)
        case b.Facts():
            return _facts(block)
        case b.Notice():
            return [notice_table(block.title, markup(block.text), WIDTH, tone="blue")]
        case b.Letterhead():
            return letterhead(block, WIDTH)
        case b.Recipient():
            return recipient(block, WIDTH)
        case b.Signature():
            return [_signature(block)]
        case b.ByHand():
            return _by_hand(block)
        case b.Gap():
            words = escaped(f"{block.what}. Fill it in: {block.where}.")
            return [notice_table("Missing:", words, WIDTH, tone="amber")]
        case b.PageBreak():
            return [PageBreak()]
        case b.KeepTogether():
            return [KeepTogether(story(block.blocks))]
        case _:
            assert_never(block)


def _one_language(text: b.Text) -> str:
    """The language all runs share. Where they differ the document's own is kept."""
    languages = {run.language for run in text}
    return languages.pop() if len(languages) == 1 else ""


def _facts(block: b.Facts) -> list[Any]:
    """A box of facts, in one piece unless it is as high as most of a page."""
    if not block.facts:
        return []
    box = facts_table(block, WIDTH)
    return [KeepTogether([box]) if _height(box) < PAGE_HEIGHT / 2 else box]


def _list(items: tuple[b.Text, ...], numbering: str, *, numbered: bool) -> list[Any]:
    of_list = ListOf(numbering)
    look = style("item" if not numbered or len(items) < 10 else "itemWide")
    made: list[Any] = [
        TaggedParagraph(
            markup(item),
            look,
            role="LI",
            language=_one_language(item),
            of_list=of_list,
            mark=f"{place}." if numbered else "•",
        )
        for place, item in enumerate(items, 1)
    ]
    return [*made, Spacer(1, 5)] if made else []


def _by_hand(block: b.ByHand) -> list[Any]:
    asked = TaggedParagraph(f"<b>{escaped(block.asked)}</b>", style("body"))
    boxes = [TickBoxes(block.boxes)] if block.boxes else []
    lines = [RuledLines(block.lines), Spacer(1, 8)] if block.lines else []
    return [KeepTogether([asked, *boxes, *lines])]


def _signature(block: b.Signature) -> Any:
    lines = [
        Spacer(1, SIGNING_ROOM),
        TaggedParagraph(escaped(block.name), style("signed")),
        *(TaggedParagraph(escaped(line), style("address")) for line in block.lines if line.strip()),
        Spacer(1, 8),
    ]
    return KeepTogether(lines)
