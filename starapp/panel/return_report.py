"""What reading a score file would do, in lines that show no score.

Scores are seen together when moderation opens, not before.
"""

from starapp.foundation.enumerating import listed
from starapp.panel.merge import Verdict
from starapp.panel.pack_queries import ReturnPreview
from starapp.panel.working_copy import Key


def preview_lines(found: ReturnPreview) -> tuple[str, ...]:
    """What reading a score file would do, line by line, without any score."""
    report = found.report
    lines = [problem.words for problem in (*report.problems, *report.notes)]
    if report.problems or report.pack is None:
        return (*lines, *(problem.words for _, problem in report.unread))
    counts = [
        f"{count} {verdict.value}"
        for verdict in Verdict
        if (count := sum(row.verdict is verdict for row in found.rows))
    ]
    lines.insert(0, f"{report.pack.member}: {listed(counts)}.")
    lines += [
        f"{place_words(row.key)}: {row.words} {row.cure}"
        for row in found.rows
        if row.verdict in {Verdict.NEEDS_DECISION, Verdict.REFUSED}
    ]
    if found.missing:
        lines.append(f"Still missing: {listed([place_words(key) for key in found.missing])}.")
    return tuple(lines)


def in_order(found: ReturnPreview) -> bool:
    """Tells whether a file can be taken as it is and leaves nothing missing or to decide."""
    waits = {Verdict.NEEDS_DECISION, Verdict.REFUSED}
    taken = not found.report.problems or found.report.repeat
    return taken and not found.missing and not any(row.verdict in waits for row in found.rows)


def place_words(key: Key) -> str:
    """Bid A, Q3."""
    bid, code = key
    return f"Bid {bid}, {code}"
