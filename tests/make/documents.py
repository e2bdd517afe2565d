"""Documents for tests: a letter, a report of several pages, every block, and hostile words."""

from datetime import UTC, datetime
from typing import Any

from starapp.documents import blocks as b
from starapp.foundation.resource_files import resource

MOMENT = datetime(2026, 9, 25, 9, 30, tzinfo=UTC)
WORDS = "The panel agreed one score for each question and wrote down why. "


def document(*blocks: b.Block, **changes: Any) -> b.Document:
    """A document of the given blocks."""
    whole: dict[str, Any] = {
        "title": "A test document",
        "language": "en-GB",
        "reference": "MC-2026-031",
        "footer": "Easy read, large print, other languages: 01632 960147",
        "author": "Alderbrook Council",
        "subject": "Support for one man",
        "blocks": blocks,
    }
    return b.Document(**(whole | changes))


def letterhead() -> b.Letterhead:
    """A council's, with its logo."""
    return b.Letterhead(
        "Alderbrook Council",
        "Adult Social Care Commissioning",
        ("Town Hall, Wharf Street", "Alderbrook", "commissioning@alderbrook.example"),
        logo=resource("examples", "alderbrook.png").read_bytes(),
        logo_alternative="Three waves, the sign of Alderbrook",
    )


def recipient() -> b.Recipient:
    """A provider, with two references on the right."""
    return b.Recipient(
        ("The Chief Executive", "Merrow Bridge Trust", "Merrow House"),
        "25 September 2026",
        (("Our reference", "MC-2026-031"), ("Package", "PKG-2026-0147")),
        name="Merrow Bridge Trust",
    )


def scores(rows: int = 4, **changes: Any) -> b.Table:
    """A table of scores with a tinted column and a total."""
    whole: dict[str, Any] = {
        "caption": "Your scores beside the winner’s",
        "align": (b.Align.LEFT, b.Align.RIGHT, b.Align.RIGHT),
        "widths": (60, 20, 20),
        "tinted": (2,),
        "total_rows": 1,
    }
    lines = [(f"Q{n} Question {n}", f"{n * 1.11:.2f}", f"{n * 11.1:.2f}") for n in range(1, rows)]
    head = ("Question", "Your points", "Winner’s points")
    return b.Table.of(head, [*lines, ("Total", "41.00", "44.44")], **(whole | changes))


def letter() -> b.Document:
    """A letter of one page."""
    return document(
        letterhead(),
        recipient(),
        b.Heading(1, "Your bid was not successful this time"),
        b.Paragraph.of("Thank you for your bid to support one person."),
        b.Heading(2, "Your scores beside the winner’s"),
        scores(),
        b.Heading(2, "What happens next"),
        b.Bullets.of(["A standstill of 8 working days begins.", "We will not sign before then."]),
        b.Signature("The Director of Adult Services", ("for the partners",)),
        title="Your bid was not successful this time",
    )


def every_block() -> b.Document:
    """One of each block, with all that a block can carry."""
    return document(
        letterhead(),
        recipient(),
        b.Heading(1, "Every block"),
        b.Paragraph.of(
            [
                b.Run("Plain, "),
                b.Run("bold, ", bold=True),
                b.Run("italic, ", italic=True),
                b.Run("both, ", bold=True, italic=True),
                b.Run("commissioning@alderbrook.example", link="mailto:c@alderbrook.example"),
                b.Run(" and "),
                b.Run("a guide whose name is so long " * 4, link="https://g.example/a?b=1&c=2"),
                b.Run("."),
            ]
        ),
        b.Paragraph.of(b.Run("Only a link", link="https://only.example")),
        b.Paragraph.of(b.Run("Mae’r llythyr hwn ar gael yn Gymraeg: tŷ, ŵyl.", language="cy")),
        b.Paragraph.of("Less important.", muted=True),
        b.Heading(2, "Lists"),
        b.Bullets.of(["Apples", "Pears"]),
        b.Numbered.of([f"Step {n}" for n in range(1, 13)]),
        b.Heading(3, "Boxes"),
        b.Facts((("Package", "Supported living"), ("Weekly price", "£2,689.40"), ("Lot", ""))),
        b.Notice.of("Careful.", "The standstill ends at midnight."),
        b.Gap("who signs the letter", "letterhead"),
        b.Heading(4, "Small"),
        b.KeepTogether(
            (b.Heading(2, "Kept"), scores(3, show_caption=True), b.Gap("a day", "dates"))
        ),
        b.PageBreak(),
        b.Paragraph.of("After the break."),
        b.Signature("The Director", ("for the partners", "")),
        title="Every block",
    )


def report() -> b.Document:
    """A report of six pages and more, with tables of 90 rows."""
    parts: list[b.Block] = [b.Heading(1, "Award report")]
    for part in (1, 2, 3):
        parts += [
            b.Heading(2, f"Part {part}"),
            b.Paragraph.of(WORDS * 20),
            b.Heading(3, f"Table {part}"),
            scores(90, show_caption=True),
        ]
    return document(*parts, title="Award report")
