"""A drag over the week: painting, moving, copying or stretching, worked out from the week before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QPointF

from starapp.specifications.support_grid import SLOTS, Block, SupportGrid, move, paint, stretch
from starapp.ui.specifications.week_geometry import WeekGeometry
from starapp.ui.specifications.week_painting import Span

Outcome = tuple[SupportGrid, Block | None]


class Doing(StrEnum):
    """What a drag does."""

    PAINT = "paint"
    MOVE = "move"
    START = "start"
    END = "end"


@dataclass(slots=True)
class Drag:
    """A drag that is under way, with the week before it.

    Attributes:
        block: the block it moves or stretches; None while painting.
        copying: a copy is moved and the block stays.
        moved: the mouse has left the half hour it was pressed on.
    """

    doing: Doing
    grid: SupportGrid
    day: int
    slot: int
    block: Block | None = None
    copying: bool = False
    moved: bool = False


def dragged(
    drag: Drag,
    place: WeekGeometry,
    spot: QPointF,
    painted: Callable[[SupportGrid, Span], Outcome],
) -> Outcome:
    """The week as it would be with the mouse here, and the block that is shown as chosen."""
    slot = place.slot_at(spot.x())
    block = drag.block
    if block is None:
        first, last = sorted((drag.slot, slot))
        return painted(drag.grid, Span(drag.day, first, last + 1))
    if drag.doing is Doing.MOVE:
        return _moved(drag, block, place.day_at(spot.y()), block.start + slot - drag.slot)
    edge = place.edge_at(spot.x())
    start = min(edge, block.end - 1) if drag.doing is Doing.START else block.start
    end = max(edge, block.start + 1) if drag.doing is Doing.END else block.end
    after = stretch(drag.grid, block, start=start, end=end)
    return after, after.at(block.day, start, background=block.background)


def _moved(drag: Drag, block: Block, day: int, start: int) -> Outcome:
    held = min(max(start, 0), SLOTS - block.length)
    if drag.copying:
        after = paint(drag.grid, replace(block, day=day, start=held))
    else:
        after = move(drag.grid, block, day=day, start=held)
    return after, after.at(day, held, background=block.background)
