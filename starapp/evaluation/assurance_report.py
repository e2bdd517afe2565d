"""How sure the result is, as a part of the award report: the sentences of the screen, the ranges.

Only for the report that stays inside; letters never hold it.
"""

from starapp.documents.blocks import Align, Block, Bullets, Heading, Paragraph, Table
from starapp.evaluation.assurance import Assurance


def assurance_blocks(found: Assurance | None) -> list[Block]:
    """The part "How sure is this result"; nothing while there is no result."""
    if found is None:
        return []
    blocks: list[Block] = [Heading(2, "How sure is this result")]
    if found.verdict is not None:
        blocks.append(Paragraph.of(f"{found.verdict.word}. {found.verdict.sentence}"))
    blocks.append(Bullets.of([one.words for one in (*found.sentences, *found.more)]))
    if found.weights:
        blocks.append(
            Paragraph.of(
                "The same bid stays first while one weight is between the ends of its range and all "
                "others keep their proportions. These are questions asked of the result; the published "
                "weights were used."
            )
        )
        blocks.append(_ranges(found))
    return blocks


def _ranges(found: Assurance) -> Table:
    rows = [
        (
            f"{row.title} (section)" if row.whole else f"{row.code} {row.title}",
            row.now,
            row.lowest,
            row.highest,
        )
        for row in found.weights
    ]
    return Table.of(
        ("Weight", "Now", "From", "To"),
        rows,
        caption="How far each weight could move with the same bid first",
        align=(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT),
        widths=(52, 16, 16, 16),
    )
