"""A member's scores as a sheet to print: each question with each bid's score and reason."""

from starapp.documents.blocks import Block, Document, Heading, Paragraph, Table
from starapp.evaluation.result import ScoreState
from starapp.foundation.exact import plain
from starapp.panel.pack_facts import OpenedPack
from starapp.panel.working_copy import Kept, Work

SHOWN = {ScoreState.NOT_APPLICABLE: "Not applicable", ScoreState.ABSTAINED: "Abstained"}


def score_sheet_document(pack: OpenedPack, work: Work) -> Document:
    """Every score with its reason; what is not scored yet has an empty place to write in."""
    model = pack.base.model
    scale = "; ".join(
        f"{plain(level.score)} {level.label}"
        for level in sorted(model.scale, key=lambda one: one.score, reverse=True)
    )
    blocks: list[Block] = [
        Heading(1, f"Score sheet: {pack.reference}"),
        Paragraph.of(f"{pack.member}, {pack.role}. {pack.title}."),
        Paragraph.of(f"Scores: {scale}."),
    ]
    for question in pack.base.questions:
        blocks.append(Heading(2, f"{question.code} {question.title}"))
        rows = [
            (pack.base.bid_title(bid), _shown(kept), kept.reason)
            for bid, code in pack.base.counted
            if code == question.code
            for kept in [work.answers.get((bid, code), Kept())]
        ]
        blocks.append(
            Table.of(
                ("Bid", "Score", "Reason"),
                rows,
                caption=f"Scores for {question.code}",
                widths=(14, 20, 66),
            )
        )
    return Document(
        title=f"Score sheet: {pack.reference}",
        language="en-GB",
        reference=pack.reference,
        footer="",
        author=pack.member,
        subject=pack.title,
        blocks=tuple(blocks),
    )


def _shown(kept: Kept) -> str:
    if kept.state is ScoreState.SCORED:
        return kept.score
    return SHOWN[kept.state]
