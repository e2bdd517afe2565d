"""Blocks in words for a document: nights joined over 07:00, equal times of several days in one line."""

from dataclasses import replace

from starapp.foundation.dates import DAY_NAMES
from starapp.specifications.grid_checks import clock
from starapp.specifications.support_grid import DAYS, SLOTS, Block, SupportGrid


def joined(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks with a night that runs on after 07:00 as one, on the day it starts."""
    left = list(blocks)
    found: list[Block] = []
    for block in blocks:
        if block not in left:
            continue
        follower = _follower(block, left)
        if follower is not None and follower.length < SLOTS:
            left.remove(follower)
            if follower in found:
                found.remove(follower)
            left.remove(block)
            found.append(replace(block, length=block.length + follower.length))
        else:
            found.append(block)
    return tuple(sorted(found, key=lambda block: (block.day, block.start)))


def _follower(block: Block, others: list[Block]) -> Block | None:
    if block.end != SLOTS or block.start == 0:
        return None
    following = (block.day + 1) % DAYS
    for other in others:
        if other.day == following and other.start == 0 and other.same_kind(block):
            return other
    return None


def background_lines(grid: SupportGrid) -> tuple[tuple[str, str, str], ...]:
    """Background support as days, times and words, equal times of several days in one line."""
    groups: dict[Block, list[int]] = {}
    for block in joined(grid.layer(background=True)):
        groups.setdefault(replace(block, day=0), []).append(block.day)
    return tuple(
        (day_names(days), f"{clock(block.start)} to {clock(block.end)}", block_text(block))
        for block, days in groups.items()
    )


def day_names(days: list[int]) -> str:
    """Every day, Monday to Friday, or the names."""
    ordered = sorted(days)
    if len(ordered) == DAYS:
        return "Every day"
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{DAY_NAMES[ordered[0]]} to {DAY_NAMES[ordered[-1]]}"
    return ", ".join(DAY_NAMES[day] for day in ordered)


def block_text(block: Block) -> str:
    """The kind of support, who shares it, and what for."""
    parts = [block.support.words]
    if block.shared_by > 1:
        parts.append(f"shared by {block.shared_by}")
    if block.label:
        parts.append(block.label)
    if not block.must_have:
        parts.append("time may move")
    return ", ".join(parts)
