"""The moderation record: what each member gave, what was agreed, who moved and why, by role.

For the file, an approver or a court; never for bidders. It shows that each question of each bid
was considered and how its score was reached.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from starapp.documents.blocks import Align, Block, Document, Facts, Heading, Paragraph, Table
from starapp.evaluation.moderation_board import Board, BoardCell, MemberScore
from starapp.evaluation.result import ScoreState
from starapp.foundation.dates import moment_text
from starapp.foundation.exact import plain, points


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What the moderation record prints besides the board.

    Attributes:
        steps: what happened when, by whom and why, in the order of the history.
        replaced: who left the panel while bids were scored and who came: when, and in words.
    """

    reference: str
    title: str
    body: str
    other_formats: str
    bidder_names: Mapping[str, str]
    steps: tuple[tuple[str, str], ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()


def moderation_record(facts: RecordFacts, board: Board) -> Document:
    """Makes the record of a moderation, question by question."""
    blocks: list[Block] = [
        Heading(1, f"Moderation record: {facts.title}"),
        Paragraph.of(
            "Individual scores were frozen before moderation and are printed as they were "
            "written. The average is information; it was not used."
        ),
    ]
    if facts.steps:
        blocks += [Heading(2, "In this order"), Facts(facts.steps)]
    if facts.replaced:
        blocks += [Heading(2, "Who left the panel and who came"), Facts(facts.replaced)]
    if board.meetings:
        blocks.extend(_rooms(board))
    for question in board.questions:
        blocks.append(Heading(2, f"{question.code} {question.title}"))
        for bid, letter in board.bids:
            name = facts.bidder_names.get(bid, "")
            blocks.append(Heading(3, f"Bid {letter}, {name}".rstrip(", ")))
            blocks.extend(_cell(board.cells[bid, question.code]))
            blocks.extend(_parked(board, (bid, question.code)))
            blocks.extend(_movements(board, (bid, question.code), letter))
    blocks.extend(_stopped(board))
    return Document(
        title=f"Moderation record, {facts.reference}",
        language="en-GB",
        reference=facts.reference,
        footer=facts.other_formats,
        author=facts.body,
        subject=facts.title,
        blocks=tuple(blocks),
    )


def _rooms(board: Board) -> list[Block]:
    """Who was in the room, meeting by meeting."""
    found: list[Block] = [Heading(2, "Who was in the room")]
    for meeting in board.meetings:
        neither = set(board.titles) - meeting.present - meeting.apologies
        lines = [
            ("From", moment_text(meeting.held)),
            ("In the room", _named(board, meeting.present)),
            ("Apologies", _named(board, meeting.apologies)),
            ("Not there", _named(board, neither)),
            ("Remark", meeting.remark),
            ("Recorded by", meeting.by),
        ]
        found.append(Facts(tuple((name, words) for name, words in lines if words)))
    return found


def _named(board: Board, seats: Collection[str]) -> str:
    return "; ".join(title for seat, title in board.titles.items() if seat in seats)


def _parked(board: Board, key: tuple[str, str]) -> list[Block]:
    lines = [
        (
            "Parked",
            f"{moment_text(one.parked)}: {one.reason}"
            + (f" Taken up {moment_text(one.taken_up)}." if one.taken_up else ""),
        )
        for one in board.parked
        if (one.bid_id, one.criterion) == key
    ]
    return [Facts(tuple(lines))] if lines else []


def _movements(board: Board, key: tuple[str, str], letter: str) -> list[Block]:
    """Every change of an agreed score that was not agreed once and for all."""
    moved = [one for one in board.movements if (one.bid_id, one.criterion) == key]
    if len(moved) < 2:
        return []
    rows = [
        (moment_text(one.moment), one.by, _given(*one.before), _given(*one.after), one.reason)
        for one in moved
    ]
    return [
        Table.of(
            ("When", "By", "From", "To", "Why"),
            rows,
            caption=f"How the agreed score of bid {letter}, {key[1]} moved",
            widths=(20, 18, 12, 12, 38),
        )
    ]


def _given(state: ScoreState, score: Decimal | None) -> str:
    if state is ScoreState.NOT_SCORED:
        return "not agreed"
    return state.value if score is None else plain(score)


def _stopped(board: Board) -> list[Block]:
    """The bids that were not taken further, and why."""
    letters = dict(board.bids)
    lines = tuple(
        (f"Bid {letters[one.bid_id]}", f"{moment_text(one.decided)}, {one.by}: {one.reason}")
        for one in board.stopped
    )
    return [Heading(2, "Bids not taken further"), Facts(lines)] if lines else []


def _cell(cell: BoardCell) -> list[Block]:
    if not cell.members:
        return [Paragraph.of("No score was given.")]
    found: list[Block] = [
        Table.of(
            ("Member", "Score", "Reason"),
            [(one.title, _score(one), one.reason) for one in cell.members],
            caption=f"Individual scores of bid {cell.letter}, {cell.question.code}",
            align=(Align.LEFT, Align.RIGHT, Align.LEFT),
            widths=(30, 14, 56),
        )
    ]
    found.append(Facts(tuple(_facts(cell))))
    return found


def _score(member: MemberScore) -> str:
    return member.state.value if member.score is None else plain(member.score)


def _facts(cell: BoardCell) -> list[tuple[str, str]]:
    found = []
    if cell.apart is not None and cell.average is not None:
        far = ", far apart" if cell.far else ""
        found.append(("Highest less lowest", f"{plain(cell.apart)}{far}"))
        found.append(("Average, for information", points(cell.average)))
    agreed = cell.agreed
    if agreed is None or not agreed.standing:
        return [*found, ("Agreed", "Not agreed")]
    said = agreed.state.value if agreed.score is None else plain(agreed.score)
    found.append(("Agreed", f"{said} on {moment_text(agreed.agreed)}"))
    found.append(("Reason", agreed.reason))
    if agreed.note:
        found.append(("Discussed", agreed.note))
    found.append(("Agreed by", ", ".join(cell.agreeing())))
    found.extend((f"Not {title}", why) for title, why in cell.not_agreeing())
    if cell.silent():
        found.append(("Not in the room", "; ".join(cell.silent())))
    return found
