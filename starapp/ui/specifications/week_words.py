"""The week in words: blocks, days and lengths, for tooltips and screen readers."""

from fractions import Fraction

from starapp.foundation.dates import DAY_NAMES
from starapp.foundation.exact import quantity
from starapp.specifications.grid_checks import clock, grid_problems
from starapp.specifications.grid_volumes import hours_with_staff
from starapp.specifications.support_grid import Block, SupportGrid
from starapp.ui.specifications.week_painting import Span


def span_length(slots: int) -> str:
    """3 hours, 1 hour, 30 minutes, 1.5 hours."""
    if slots == 1:
        return "30 minutes"
    return "1 hour" if slots == 2 else f"{quantity(Fraction(slots, 2))} hours"


def block_words(block: Block) -> str:
    """Everything about a block in one line."""
    parts = [
        f"{DAY_NAMES[block.day]}, {clock(block.start)} to {clock(block.end)}",
        block.support.words,
        block.label,
    ]
    if block.shared_by > 1:
        parts.append(f"shared by {block.shared_by}")
    if block.background:
        parts.append("in the background")
    if not block.must_have:
        parts.append("time may move")
    if block.outcome:
        parts.append(f"helps: {block.outcome}")
    return ", ".join(part for part in parts if part)


def day_words(grid: SupportGrid, day: int) -> str:
    """A whole day for screen readers."""
    blocks = "; ".join(block_words(block).split(", ", 1)[1] for block in grid.day(day))
    hours = quantity(hours_with_staff(grid, day))
    return f"{DAY_NAMES[day]}, {hours} hours with staff. {blocks or 'Nothing drawn'}."


def problem_spans(grid: SupportGrid) -> tuple[Span, ...]:
    """The half hours of every gap and overlap, for outlines."""
    found = []
    for problem in grid_problems(grid):
        parts = problem.place.split(".")
        if len(parts) == 3:
            start, end = parts[2].split("-")
            found.append(Span(int(parts[1]), int(start), int(end)))
    return tuple(found)
