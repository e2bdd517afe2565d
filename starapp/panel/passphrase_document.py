"""The passphrases of score packs as slips to hand over, one page a member; nothing keeps them."""

from collections.abc import Sequence

from starapp.documents.blocks import Block, Document, Facts, Heading, PageBreak, Paragraph
from starapp.foundation.canonical import seal_text
from starapp.foundation.dates import moment_text
from starapp.panel.pack_to_write import PackToWrite


def passphrase_document(packs: Sequence[PackToWrite]) -> Document:
    """One page for each pack; hand each member their own and no other."""
    blocks: list[Block] = []
    for number, one in enumerate(packs):
        if number:
            blocks.append(PageBreak())
        due = moment_text(one.pack.deadline) if one.pack.deadline else "No day was set"
        blocks += [
            Heading(1, f"Your passphrase for {one.pack.reference}"),
            Paragraph.of(
                "It opens the score pack you were given apart from this page. Keep the two apart. "
                "Capitals, spaces and hyphens do not matter."
            ),
            Facts(
                (
                    ("For", one.pack.member),
                    ("Passphrase", one.passphrase),
                    ("Score pack", one.file_name),
                    ("Scores due", due),
                    ("Fingerprint of the rules", seal_text(one.pack.rules_seal)),
                )
            ),
        ]
    return Document(
        title="Passphrases of score packs",
        language="en-GB",
        reference=packs[0].pack.reference,
        footer="",
        author="",
        subject="One page for each panel member",
        blocks=tuple(blocks),
    )
