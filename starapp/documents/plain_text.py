"""The words of a document in reading order, for checks, search and plain copies."""

from collections.abc import Iterator
from typing import assert_never

from starapp.documents.blocks import (
    Block,
    Bullets,
    ByHand,
    Document,
    Facts,
    Gap,
    Heading,
    KeepTogether,
    Letterhead,
    Notice,
    Numbered,
    PageBreak,
    Paragraph,
    Recipient,
    Signature,
    Table,
    plain_words,
)


def plain_text(document: Document) -> str:
    """Gives the text of a document, a line per paragraph, item or row."""
    return "\n".join(line for block in document.blocks for line in _lines(block))


def block_text(block: Block) -> str:
    """Gives the text of one block, a line per paragraph, item or row."""
    return "\n".join(_lines(block))


def _lines(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case per kind of block
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield plain_words(block.text)
        case Bullets():
            yield from (f"• {plain_words(item)}" for item in block.items)
        case Numbered():
            yield from (f"{n}. {plain_words(item)}" for n, item in enumerate(block.items, 1))
        case Table():
            yield block.caption
            yield " | ".join(block.head)
            yield from (" | ".join(plain_words(cell) for cell in row) for row in block.rows)
        case Facts():
            yield from (f"{name}: {value}" for name, value in block.facts)
        case Notice():
            yield f"{block.title} {plain_words(block.text)}"
        case Letterhead():
            yield from (block.name, block.department, *block.lines)
        case Recipient():
            yield from block.lines
            yield block.day
            yield from (f"{name}: {value}" for name, value in block.references)
        case Signature():
            yield from (block.name, *block.lines)
        case ByHand():
            yield block.asked
            yield from block.boxes
        case Gap():
            yield f"[Missing: {block.what}]"
        case KeepTogether():
            for inner in block.blocks:
                yield from _lines(inner)
        case PageBreak():
            return
        case _:
            assert_never(block)
