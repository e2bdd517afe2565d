"""The bid register as it prints: who bid, when, with which seal, and the record of opening."""

from starapp.bids.bid import BidState
from starapp.bids.register import BidsView, RegisterRow
from starapp.documents.blocks import Align, Block, Document, Facts, Heading, Paragraph, Table
from starapp.foundation.dates import clock_text, day_text, local_date, moment_text


def register_document(view: BidsView, *, body: str) -> Document:
    """Gives the register; it names no amount."""
    deadline = moment_text(view.deadline) if view.deadline else "Not set"
    blocks: list[Block] = [
        Heading(1, f"Bid register: {view.title}"),
        Facts(
            (
                ("Reference", view.reference),
                ("Deadline", deadline),
                ("Invited", str(view.invited)),
                ("Bids received", str(len(view.rows))),
                ("Declined", str(len(view.declined))),
                ("No reply", str(len(view.no_reply))),
            )
        ),
        Heading(2, "Bids in order of receipt"),
    ]
    if view.rows:
        blocks.append(
            Table.of(
                ("No.", "Provider", "Received", "Seal", "State"),
                [_cells(row) for row in view.rows],
                caption="Bids in order of receipt",
                align=(Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT),
                widths=(6, 32, 24, 16, 22),
                row_heads=False,
            )
        )
    else:
        blocks.append(Paragraph.of("No bid has arrived."))
    blocks.append(Heading(2, "Record of opening"))
    if view.lines:
        blocks.append(
            Table.of(
                ("Time", "What was done"),
                [(moment_text(line.moment), line.words) for line in view.lines],
                caption="Record of opening",
                widths=(30, 70),
                row_heads=False,
            )
        )
    else:
        blocks.append(Paragraph.of("The bids have not been opened."))
    blocks.append(
        Paragraph.of(
            "A seal is the start of the SHA-256 of everything in a bid as it was received.",
            muted=True,
        )
    )
    return Document(
        title=f"Bid register: {view.reference}",
        language="en-GB",
        reference=view.reference,
        footer="Bid register",
        author=body,
        subject=view.title,
        blocks=tuple(blocks),
    )


def _cells(row: RegisterRow) -> tuple[str, str, str, str, str]:
    one = row.arrival
    received = one.bid.received
    when = f"{day_text(local_date(received))}, {clock_text(received, seconds=True)}"
    return (str(row.number), one.bid.provider_name, when, row.seal, state_words(row))


def state_words(row: RegisterRow) -> str:
    """What became of a bid, in two or three words."""
    one = row.arrival
    if one.bid.state is BidState.OPENED:
        return f"Opened as bid {one.bid.label}"
    return {
        BidState.SEALED: "Sealed",
        BidState.LATE: f"Late, sealed ({row.apart})",
        BidState.WITHDRAWN: "Withdrawn",
        BidState.SET_ASIDE: "Set aside",
    }[one.bid.state]
