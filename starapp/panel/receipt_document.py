"""The receipt a member keeps when they hand in a score file: what was returned, when, and its seal."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from starapp.documents.blocks import Block, Document, Facts, Heading, Paragraph, Table
from starapp.evaluation.result import ScoreState
from starapp.foundation.canonical import seal_text
from starapp.foundation.dates import moment_text
from starapp.panel.pack_facts import OpenedPack
from starapp.panel.working_copy import Work

WORDS = {
    ScoreState.SCORED: "Scored",
    ScoreState.NOT_APPLICABLE: "Not applicable",
    ScoreState.ABSTAINED: "Abstained",
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was handed in.

    Attributes:
        wanted: how many scores the pack asks for.
        counts: how many answers have each state.
        missing: answers without a finished score, as "Bid A, Q3".
        fingerprint: SHA-256 of the score file.
        moment: when it was written, UTC.
    """

    wanted: int
    counts: tuple[tuple[ScoreState, int], ...]
    missing: tuple[str, ...]
    fingerprint: str
    moment: datetime

    @property
    def finished(self) -> bool:
        """Tells whether nothing is missing."""
        return not self.missing


def receipt_of(pack: OpenedPack, work: Work, data: bytes, moment: datetime) -> Receipt:
    """The receipt of a score file."""
    done = {key: kept for key, kept in work.answers.items() if kept.done}
    return Receipt(
        wanted=len(pack.base.counted),
        counts=tuple(
            (state, sum(done[key].state is state for key in pack.base.counted if key in done))
            for state in WORDS
        ),
        missing=tuple(
            f"Bid {bid}, {code}" for bid, code in pack.base.counted if (bid, code) not in done
        ),
        fingerprint=hashlib.sha256(data).hexdigest(),
        moment=moment,
    )


def receipt_document(pack: OpenedPack, receipt: Receipt, *, file_name: str) -> Document:
    """The receipt as a page to print or keep."""
    state = (
        "Finished" if receipt.finished else "Part-done: hand in another file when it is finished"
    )
    blocks: list[Block] = [
        Heading(1, f"Receipt for scores: {pack.reference}"),
        Paragraph.of(
            "Keep this page. It says what is in the score file you hand in. If the file is changed, its "
            "fingerprint is another: compare them."
        ),
        Facts(
            (
                ("Competition", f"{pack.reference}, {pack.title}"),
                ("Scores of", f"{pack.member}, {pack.role}"),
                ("File", file_name),
                ("Written", moment_text(receipt.moment)),
                ("State", state),
                ("Fingerprint of the file", seal_text(receipt.fingerprint)),
                ("The whole of it", receipt.fingerprint),
                ("Seal of the rules", seal_text(pack.rules_seal)),
            )
        ),
        Table.of(
            ("What was given", "Answers"),
            [
                *((WORDS[state], str(count)) for state, count in receipt.counts),
                ("Not scored yet", str(len(receipt.missing))),
                ("Asked for", str(receipt.wanted)),
            ],
            caption="What is in the score file",
            total_rows=1,
        ),
    ]
    if receipt.missing:
        blocks.append(Heading(2, "Not scored yet"))
        blocks.append(Paragraph.of(", ".join(receipt.missing) + "."))
    return Document(
        title=f"Receipt for scores: {pack.reference}",
        language="en-GB",
        reference=pack.reference,
        footer="",
        author=pack.member,
        subject=pack.title,
        blocks=tuple(blocks),
    )
