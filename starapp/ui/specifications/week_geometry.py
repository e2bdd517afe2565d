"""Where days and half hours lie in the painted week, and which of them the mouse is on."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from starapp.specifications.support_grid import DAYS, SLOTS, Block

STRIP = 8
"""How much of the background stays visible under individual support, in pixels at text size 100."""


@dataclass(frozen=True, slots=True)
class WeekGeometry:
    """The places of a painted week.

    Attributes:
        left: where 07:00 begins.
        right: where the day ends.
        top: where Monday begins.
        row: the height of a day.
        strip: the height kept free for the background.
    """

    left: float
    right: float
    top: float
    row: float
    strip: float

    @property
    def slot_width(self) -> float:
        """The width of half an hour."""
        return max((self.right - self.left) / SLOTS, 1)

    def x(self, slot: float) -> float:
        """Where a half hour begins."""
        return self.left + slot * self.slot_width

    def day_box(self, day: int) -> QRectF:
        """A day from 07:00 to 07:00."""
        return QRectF(self.left, self.top + day * self.row, self.right - self.left, self.row)

    def span_box(self, day: int, start: int, end: int) -> QRectF:
        """Some half hours of a day, inside the lines."""
        wide = (end - start) * self.slot_width
        return QRectF(self.x(start), self.top + day * self.row, wide, self.row).adjusted(
            1.5, 3, -1.5, -3
        )

    def block_box(self, block: Block, *, over_background: bool) -> QRectF:
        """A block; one over background leaves a strip of it visible."""
        box = self.span_box(block.day, block.start, block.end)
        if over_background and not block.background:
            box.setBottom(box.bottom() - self.strip)
        return box

    def day_at(self, y: float) -> int:
        """The day at a height, the nearest one outside."""
        return min(max(int((y - self.top) // self.row), 0), DAYS - 1)

    def slot_at(self, x: float) -> int:
        """The half hour at a place, the nearest one outside."""
        return min(max(int((x - self.left) // self.slot_width), 0), SLOTS - 1)

    def edge_at(self, x: float) -> int:
        """The nearest line between half hours, 0 to 48."""
        return min(max(round((x - self.left) / self.slot_width), 0), SLOTS)

    def inside(self, place: QPointF) -> bool:
        """Tells whether a place lies in the week."""
        return (
            self.left <= place.x() <= self.right
            and self.top <= place.y() <= self.top + DAYS * self.row
        )
