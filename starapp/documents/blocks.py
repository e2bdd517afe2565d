"""The content of every page STAR prints: blocks of text, tables and facts, without any look.

Blocks carry the structure that tagging needs: heading levels, header cells, lists, alternative
text and reading order, which is the order of the blocks. Renderers match over ``Block``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """How a column of a table lies."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style and one language (empty: the document's).

    Attributes:
        link: a web or mail address ("https://...", "mailto:...") that the words lead to.
    """

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""
    link: str = ""


Text = tuple[Run, ...]
SCHEMES = ("https://", "http://", "mailto:")


def is_link(run: Run) -> bool:
    """Whether the run leads to a web or mail address; other addresses are not followed."""
    return bool(run.text) and run.link.startswith(SCHEMES)


def text_of(words: "str | Run | Sequence[Run]") -> Text:
    """Gives runs from plain words or from runs."""
    if isinstance(words, str):
        return (Run(words),)
    return (words,) if isinstance(words, Run) else tuple(words)


def plain_words(text: Text) -> str:
    """The words of runs, without style."""
    return "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``muted`` for remarks that matter less."""

    text: Text
    muted: bool = False

    @staticmethod
    def of(words: str | Run | Sequence[Run], *, muted: bool = False) -> "Paragraph":
        """Makes a paragraph from plain words or runs."""
        return Paragraph(text_of(words), muted)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list whose order does not matter."""

    items: tuple[Text, ...]

    @staticmethod
    def of(items: Sequence[str]) -> "Bullets":
        """Makes a list from plain words."""
        return Bullets(tuple(text_of(item) for item in items))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list whose order matters, numbered from 1."""

    items: tuple[Text, ...]

    @staticmethod
    def of(items: Sequence[str]) -> "Numbered":
        """Makes a list from plain words."""
        return Numbered(tuple(text_of(item) for item in items))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of header cells.

    Attributes:
        caption: what the table shows; read aloud before it and used as its title.
        widths: relative shares of the width, one per column.
        tinted: columns that belong together and are tinted; their heads name them as well.
        total_rows: how many rows at the end are totals.
        row_heads: the first cell of each row is its header.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    align: tuple[Align, ...]
    widths: tuple[int, ...]
    tinted: tuple[int, ...] = ()
    total_rows: int = 0
    row_heads: bool = True
    show_caption: bool = False

    @staticmethod
    def of(
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        caption: str,
        align: Sequence[Align] = (),
        widths: Sequence[int] = (),
        tinted: Sequence[int] = (),
        total_rows: int = 0,
        row_heads: bool = True,
        show_caption: bool = False,
    ) -> "Table":
        """Makes a table from plain words.

        Raises:
            ValueError: when a row has not as many cells as the head.
        """
        for row in rows:
            if len(row) != len(head):
                raise ValueError(f"a row has {len(row)} cells, the head {len(head)}")
        return Table(
            caption=caption,
            head=tuple(head),
            rows=tuple(tuple(text_of(cell) for cell in row) for row in rows),
            align=tuple(align) or (Align.LEFT,) * len(head),
            widths=tuple(widths) or (1,) * len(head),
            tinted=tuple(tinted),
            total_rows=total_rows,
            row_heads=row_heads,
            show_caption=show_caption,
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values in a framed box, two beside each other where there is room."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A framed paragraph that must not be missed."""

    title: str
    text: Text

    @staticmethod
    def of(title: str, words: str) -> "Notice":
        """Makes a notice from plain words."""
        return Notice(title, text_of(words))


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: name, department, lines of address and contact, logo as PNG bytes."""

    name: str
    department: str
    lines: tuple[str, ...]
    logo: bytes | None = None
    logo_alternative: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom, on which day, and the references on the right.

    Attributes:
        name: the organisation written to; stands at the head of later pages.
    """

    lines: tuple[str, ...]
    day: str
    references: tuple[tuple[str, str], ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Room to sign over a name and the lines under it."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ByHand:
    """Room to write by hand.

    Attributes:
        asked: what to tick or write.
        boxes: words beside boxes to tick.
        lines: ruled lines to write on.
    """

    asked: str
    boxes: tuple[str, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that is missing: what, and where to fill it. A document with gaps is not issued."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stay on one page if they fit."""

    blocks: "tuple[Block, ...]"


Block = (
    Heading
    | Paragraph
    | Bullets
    | Numbered
    | Table
    | Facts
    | Notice
    | Letterhead
    | Recipient
    | Signature
    | ByHand
    | Gap
    | PageBreak
    | KeepTogether
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Attributes:
        title: for the window, the bookmarks and screen readers.
        language: of the text, for example "en-GB".
        reference: printed at the foot with the page numbers.
        footer: printed at the left of the foot, for example how to ask for other formats.
    """

    title: str
    language: str
    reference: str
    footer: str
    author: str
    subject: str
    blocks: tuple[Block, ...]


def all_blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block in reading order, with those inside ``KeepTogether``."""
    for block in blocks:
        if isinstance(block, KeepTogether):
            yield from all_blocks(block.blocks)
        else:
            yield block


def gaps(document: Document) -> tuple[Gap, ...]:
    """The facts that are missing, in reading order."""
    return tuple(block for block in all_blocks(document.blocks) if isinstance(block, Gap))
