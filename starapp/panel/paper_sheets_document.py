"""Score sheets to print for a member who scores on paper: answers, boxes to tick, lines to write on."""

from collections.abc import Iterator

from starapp.criteria.evaluation_model import Criterion
from starapp.documents.blocks import (
    Block,
    Bullets,
    ByHand,
    Document,
    Facts,
    Heading,
    KeepTogether,
    Numbered,
    PageBreak,
    Paragraph,
    Table,
)
from starapp.foundation.dates import moment_text
from starapp.foundation.exact import plain
from starapp.panel.pack_format import ScorePack
from starapp.panel.paper_codes import paper_code, sheet_number
from starapp.panel.working_copy import Key

REASON_LINES = 9
HOW = (
    "Read the lines under “Before you score”, sign and date them.",
    "Read each answer. Score alone: speak with nobody about the bids.",
    "Tick one box for the score. Write why on the lines: what in the answer led to it.",
    "“Not applicable” and “Abstained” are no scores. They need a reason too.",
    "Leave an answer empty if you have not done it.",
    "If you change a score, cross it out, tick the other box and write your initials beside it.",
    "Give every page back to your moderator.",
)


def paper_sheets_document(pack: ScorePack) -> Document:
    """The sheets of one member; no price and nobody else's name is on them."""
    number = sheet_number(pack.identity)
    blocks: list[Block] = [
        Heading(1, f"Score sheets for {pack.reference}"),
        Paragraph.of(pack.title),
        Facts(
            (
                ("For", pack.member),
                ("Role", pack.role),
                ("Sheet", number),
                ("Scores due", moment_text(pack.deadline) if pack.deadline else "No day was set"),
            )
        ),
        Heading(2, "How to fill them in"),
        Numbered.of(HOW),
        Heading(2, "What the scores mean"),
        _scale(pack),
        Heading(2, "Before you score"),
        Bullets.of(pack.declaration),
        ByHand("I confirm every line above. Signature and date:", lines=1),
    ]
    asked = ""
    for key in pack.wanted:
        if key[1] != asked:
            asked = key[1]
            blocks.append(PageBreak())
            blocks.extend(_question(pack.model.criterion(asked)))
        blocks.extend(_answer(pack, key))
    return Document(
        title=f"Score sheets {number} for {pack.reference}",
        language="en-GB",
        reference=f"{pack.reference}, sheet {number}",
        footer=pack.member,
        author="",
        subject=pack.title,
        blocks=tuple(blocks),
    )


def _scale(pack: ScorePack) -> Table:
    levels = sorted(pack.model.scale, key=lambda level: level.score, reverse=True)
    return Table.of(
        ("Score", "In a word", "What it means"),
        [(plain(level.score), level.label, level.meaning) for level in levels],
        caption="The scale",
        widths=(12, 24, 64),
    )


def _question(question: Criterion) -> Iterator[Block]:
    yield Heading(2, f"{question.code} {question.title}")
    yield Paragraph.of(question.question)
    if question.plain_question:
        yield Paragraph.of(f"In plain words: {question.plain_question}")
    if question.look_for:
        yield Heading(4, "What to look for")
        yield Bullets.of(question.look_for)


def _answer(pack: ScorePack, key: Key) -> Iterator[Block]:
    bid, code = key
    text = next((said for *of, said in pack.answers if tuple(of) == key), "")
    yield Heading(3, f"{pack.bid_title(bid)}: what it answers to {code}")
    if not text.strip():
        yield Paragraph.of("This bid gave no answer.")
    for paragraph in text.splitlines():
        if paragraph.strip():
            yield Paragraph.of(paragraph.strip())
    scores = sorted((level.score for level in pack.model.scale), reverse=True)
    tick = ByHand(
        f"{paper_code(pack.identity, key)}   Score of Bid {bid}, {code}. Tick one:",
        boxes=(*(plain(score) for score in scores), "Not applicable", "Abstained"),
    )
    why = ByHand("Why this score?", lines=REASON_LINES)
    talk = ByHand("At the meeting:", boxes=("Talk about this answer",))
    yield KeepTogether((tick, why, talk))
