"""The award report: how the competition was run, every agreed score with its working, the result.

Holds what the record of a decision needs: each criterion's score and reason, what moved and why,
who was left out and why (Procurement Regulations 2024 reg. 31; Lancashire Care NHS FT v
Lancashire CC [2018] EWHC 1589 (TCC) on reasons). Panel members appear by role only.
"""

from decimal import Decimal

from starapp.criteria.evaluation_model import Criterion, Kind
from starapp.documents.blocks import (
    Align,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Notice,
    PageBreak,
    Paragraph,
    Signature,
    Table,
)
from starapp.evaluation.assurance_report import assurance_blocks
from starapp.evaluation.moderation_board import BoardCell
from starapp.evaluation.outcome import PART_TITLES, RankedRow, Step
from starapp.evaluation.queries import Movement
from starapp.evaluation.report_facts import ReportFacts
from starapp.evaluation.result import ScoreState
from starapp.foundation.canonical import seal_text
from starapp.foundation.dates import moment_text
from starapp.foundation.exact import fraction_text, plain


def evaluation_report(facts: ReportFacts) -> Document:
    """Makes the award report of one competition from its facts."""
    blocks: list[Block] = [
        *_opening(facts),
        *_numbers(facts),
        *_method(facts),
        *_panel(facts),
        *_ranking(facts),
        *_not_ranked(facts),
        *assurance_blocks(facts.assurance),
        PageBreak(),
        *_per_bid(facts),
        *_movements(facts),
        *_savings(facts),
        *_proof(facts),
        *_sign_off(facts),
    ]
    return Document(
        title=f"Award report, {facts.place.reference}",
        language="en-GB",
        reference=facts.place.reference,
        footer=facts.other_formats,
        author=facts.body,
        subject=facts.place.title,
        blocks=tuple(blocks),
    )


def _opening(facts: ReportFacts) -> list[Block]:
    found: list[Block] = [
        Heading(1, f"Award report: {facts.place.title}"),
        Facts(
            (
                ("Competition", facts.place.reference),
                ("Package", facts.package_reference),
                ("Bought by", facts.body),
                ("Purchasing system", facts.system),
                ("Lot", facts.lot),
                ("Law", facts.place.regime.full_name),
                ("Result worked out", _run_moment(facts)),
            )
        ),
        Notice.of(f"{facts.outcome.headline}.", facts.statement or facts.outcome.tie_break),
    ]
    if facts.outcome.trouble:
        found.append(Paragraph.of(facts.outcome.trouble))
    return found


def _run_moment(facts: ReportFacts) -> str:
    run = facts.outcome.run
    return f"{moment_text(run.made)}, by {run.by}" if run else "Not yet"


def _numbers(facts: ReportFacts) -> list[Block]:
    rows = [
        (one.provider, one.letter or "–", moment_text(one.received), one.words)
        for one in facts.received
    ]
    found: list[Block] = [
        Heading(2, "Invitations and bids"),
        Paragraph.of(
            f"Providers invited: {facts.invited}. Declined: {len(facts.declined)}. Bids received: "
            f"{len(facts.received)}."
        ),
    ]
    if facts.declined:
        found.append(Bullets.of(facts.declined))
    found.append(
        Table.of(
            ("Provider", "Bid", "Received", "What became of it"),
            rows,
            caption="Bids in the order they were received",
            widths=(30, 8, 26, 36),
        )
    )
    if facts.open_checks:
        found.append(Paragraph.of("Compliance checks that are open, and who answered for them:"))
        found.append(Bullets.of(facts.open_checks))
    if facts.price_questions:
        found.append(Paragraph.of("Questions about prices and what came of them:"))
        found.append(Bullets.of(facts.price_questions))
    return found


def _method(facts: ReportFacts) -> list[Block]:
    model = facts.place.model
    rows = [
        (
            f"{c.code} {c.title}",
            PART_TITLES[c.part],
            f"{plain(c.weight)} %" if c.weight else "pass or fail",
            _minimum(c),
        )
        for c in model.leaves()
    ]
    sections = [
        f"{c.title}: at least {plain(c.minimum)} points."
        for c in model.criteria
        if c.kind is Kind.SECTION and c.minimum is not None
    ]
    scale = sorted(model.scale, key=lambda level: level.score, reverse=True)
    found: list[Block] = [
        Heading(2, "Method"),
        Paragraph.of(
            "The panel agreed one score for each question by moderation. Averages were shown to "
            "the panel for information and were not used."
        ),
        Table.of(
            ("Question", "Part", "Counts for", "Minimum"),
            rows,
            caption="Award criteria as published",
            align=(Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT),
            widths=(48, 18, 16, 18),
        ),
        Bullets.of([f"{plain(x.score)} {x.label}: {x.meaning}" for x in scale]),
    ]
    if sections:
        found.append(Bullets.of(sections))
    found.append(Paragraph.of(f"{facts.outcome.rounding} {facts.outcome.tie_break}"))
    return found


def _minimum(criterion: Criterion) -> str:
    return "–" if criterion.minimum is None else f"score of {plain(criterion.minimum)}"


def _panel(facts: ReportFacts) -> list[Block]:
    return [
        Heading(2, "Panel"),
        Table.of(
            ("Role", "Scored", "Declaration of interest"),
            [(one.title, ", ".join(one.questions) or "–", one.interest) for one in facts.panel],
            caption="The panel by role",
            widths=(38, 26, 36),
        ),
        *(Paragraph.of(words) for words in facts.sealing),
    ]


def _ranking(facts: ReportFacts) -> list[Block]:
    weights = facts.outcome.weights()
    head = ["Place", "Bid", *(f"{PART_TITLES[p]} of {plain(w)}" for p, w in weights), "Total"]
    rows = [
        [
            str(row.place),
            f"{row.name} (bid {row.letter})",
            *(one.shown for one in row.parts),
            row.shown,
        ]
        for row in facts.outcome.ranked
    ]
    if not rows:
        return [Heading(2, "Ranking"), Paragraph.of("No bid is ranked.")]
    return [
        Heading(2, "Ranking"),
        Table.of(
            head,
            rows,
            caption="Ranking with the points of each part",
            align=(Align.RIGHT, Align.LEFT, *(Align.RIGHT for _ in weights), Align.RIGHT),
            widths=(10, 34, *(16 for _ in weights), 12),
        ),
        *(Paragraph.of(words) for words in facts.outcome.alike),
    ]


def _not_ranked(facts: ReportFacts) -> list[Block]:
    if not facts.outcome.unranked:
        return []
    return [
        Heading(2, "Not ranked"),
        Bullets.of(
            [
                f"{row.name}{f' (bid {row.letter})' if row.letter else ''}: "
                f"{'; '.join(row.reasons)}."
                for row in facts.outcome.unranked
            ]
        ),
        *(
            Paragraph.of(
                f"Bid {dict(facts.board.bids)[one.bid_id]} was not taken further on "
                f"{moment_text(one.decided)}: {one.reason}"
            )
            for one in facts.board.stopped
        ),
    ]


def _per_bid(facts: ReportFacts) -> list[Block]:
    ranked = {row.bid_id: row for row in facts.outcome.ranked}
    found: list[Block] = [Heading(2, "Scores, points and reasons")]
    for bid, letter in facts.board.bids:
        found.append(Heading(3, f"Bid {letter}, {facts.bidder_names[bid]}"))
        if bid in ranked:
            found.append(_working(ranked[bid]))
            if ranked[bid].rounded:
                found.append(Paragraph.of("Parts are rounded.", muted=True))
        found.append(_reasons(facts, bid, letter))
    return found


def _working(row: RankedRow) -> Table:
    rows = [
        (f"{step.code} {step.title}", step.score or "–", _sum(step), step.shown)
        for step in row.steps
    ]
    return Table.of(
        ("Question", "Score", "Sum", "Points"),
        [*rows, ("Total", "", f"exactly {fraction_text(row.total)}", row.shown)],
        caption=f"How bid {row.letter} came to {row.shown} points",
        align=(Align.LEFT, Align.RIGHT, Align.LEFT, Align.RIGHT),
        widths=(36, 9, 42, 13),
        total_rows=1,
    )


def _sum(step: Step) -> str:
    return f"{step.words}, {step.rounding}" if step.rounding else step.words


def _reasons(facts: ReportFacts, bid: str, letter: str) -> Table:
    rows = []
    for question in facts.board.questions:
        cell = facts.board.cells[bid, question.code]
        rows.append((f"{question.code} {question.title}", _agreed(cell), _reason(cell, facts)))
    return Table.of(
        ("Question", "Agreed", "The panel’s reason"),
        rows,
        caption=f"Agreed scores and reasons of bid {letter}",
        align=(Align.LEFT, Align.RIGHT, Align.LEFT),
        widths=(30, 14, 56),
    )


def _agreed(cell: BoardCell) -> str:
    if cell.agreed is None or not cell.agreed.standing:
        return "not agreed"
    return _value((cell.agreed.state, cell.agreed.score))


def _value(value: tuple[ScoreState, Decimal | None]) -> str:
    state, score = value
    return state.value if score is None else plain(score)


def _reason(cell: BoardCell, facts: ReportFacts) -> str:
    if cell.agreed is None or not cell.agreed.standing:
        stopped = {one.bid_id for one in facts.board.stopped}
        return "Not taken further, so not agreed." if cell.bid_id in stopped else "Not agreed."
    words = cell.agreed.reason
    for seat, why in cell.agreed.differing:
        words += f" {facts.board.titles.get(seat, 'One member')} did not agree: {why}"
    return words


def _movements(facts: ReportFacts) -> list[Block]:
    letters = dict(facts.board.bids)
    rows = []
    for cell in facts.board.cells.values():
        if not cell.settled or cell.agreed is None or cell.agreed.score is None:
            continue
        moved = [m for m in cell.members if m.score not in {None, cell.agreed.score}]
        if moved:
            said = ", ".join(
                f"{m.title} from {plain(m.score)} to {plain(cell.agreed.score)}"
                for m in moved
                if m.score is not None
            )
            why = cell.agreed.note or cell.agreed.reason
            rows.append((f"Bid {letters[cell.bid_id]}, {cell.question.code}", said, why))
    changes = [m for m in facts.board.movements if _is_change(m, facts)]
    found: list[Block] = [Heading(2, "What moved in moderation")]
    if rows:
        found.append(
            Table.of(
                ("Answer", "Who moved", "Why"),
                rows,
                caption="Members whose own score differs from the agreed score",
                widths=(16, 40, 44),
            )
        )
    else:
        found.append(Paragraph.of("No member’s own score differs from the agreed score."))
    if changes:
        found.append(Paragraph.of("Agreed scores that were reopened or set again:"))
        found.append(Bullets.of([_change(m, letters) for m in changes]))
    return found


def _is_change(movement: Movement, facts: ReportFacts) -> bool:
    """Tells whether a movement is more than the first agreement of an answer."""
    same = [
        m
        for m in facts.board.movements
        if (m.bid_id, m.criterion) == (movement.bid_id, movement.criterion)
    ]
    return len(same) > 1


def _change(movement: Movement, letters: dict[str, str]) -> str:
    return (
        f"Bid {letters[movement.bid_id]}, {movement.criterion}: from "
        f"{_value(movement.before)} to {_value(movement.after)} on "
        f"{moment_text(movement.moment)}, by {movement.by}: {movement.reason}"
    )


def _savings(facts: ReportFacts) -> list[Block]:
    if not facts.savings:
        return []
    return [
        Heading(2, "Savings by definition"),
        Paragraph.of("Each definition gives its own answer; they are not added together."),
        Table.of(
            ("Definition", "Compared with", "A year"),
            [(one.words, one.compared_with, one.a_year) for one in facts.savings],
            caption="Savings by definition",
            align=(Align.LEFT, Align.RIGHT, Align.RIGHT),
            widths=(60, 20, 20),
        ),
    ]


def _proof(facts: ReportFacts) -> list[Block]:
    run = facts.outcome.run
    prints = [("Evaluation model", facts.place.model_fingerprint)]
    if facts.place.specification_digest:
        prints.append(("Package specification", facts.place.specification_digest))
    if run is not None:
        prints.append(("Scores, answers and prices", run.fingerprint))
    return [
        Heading(2, "Proof"),
        Paragraph.of(
            "Whoever holds the record can work the result out again from it, and hold it against "
            "these fingerprints (SHA-256); the short form is in front."
        ),
        Table.of(
            ("What", "Short", "Fingerprint"),
            [(what, seal_text(digest), digest) for what, digest in prints],
            caption="Fingerprints",
            widths=(26, 14, 60),
        ),
    ]


def _sign_off(facts: ReportFacts) -> list[Block]:
    found: list[Block] = [Heading(2, "Sign-off")]
    for one in facts.sign_off:
        if one.name and one.when is not None:
            found.append(Paragraph.of(f"{one.role}: {one.name}, {moment_text(one.when)}."))
        else:
            found.append(Signature(one.role, ("Name and date",)))
    return found
