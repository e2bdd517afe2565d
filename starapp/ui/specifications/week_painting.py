"""Paints a week: days, hours, blocks with their patterns, problems, the cursor and the tip."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen, QPixmap

from starapp.foundation.dates import DAY_NAMES
from starapp.foundation.exact import quantity
from starapp.specifications.grid_checks import clock
from starapp.specifications.grid_volumes import hours_with_staff
from starapp.specifications.support_grid import DAYS, SLOTS, Block, Support, SupportGrid
from starapp.ui import theme
from starapp.ui.specifications.week_geometry import WeekGeometry
from starapp.ui.widgets.focus_ring import draw_ring

LOOKS = {
    Support.ONE_TO_ONE: ("oneToOne", "onOneToOne"),
    Support.TWO_TO_ONE: ("twoToOne", "onTwoToOne"),
    Support.SHARED: ("shared", "onShared"),
    Support.WAKING_NIGHT: ("wakingNight", "onWakingNight"),
    Support.SLEEP_IN: ("sleepIn", "onSleepIn"),
    Support.NOT_NEEDED: ("surface", "inkMuted"),
}
"""Ground and ink of each kind of support, by token name."""

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
LEAST_LABEL = 50
"""Blocks narrower than this carry no words, in pixels at text size 100."""

WORDS = Callable[[Block], str]


@dataclass(frozen=True, slots=True)
class Span:
    """Half hours ``start`` up to ``end`` of one day."""

    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a painted week shows besides the blocks."""

    grid: SupportGrid
    problems: tuple[Span, ...] = ()
    chosen: Block | None = None
    cursor: Span | None = None
    tip: str = ""
    tip_at: QPointF | None = None
    copied_day: int | None = None


def support_brush(support: Support) -> QBrush:
    """The ground of a kind of support; a sleep-in is hatched, so that colour is not needed."""
    ground = theme.colour(LOOKS[support][0])
    if support is not Support.SLEEP_IN:
        return QBrush(ground)
    side = 10
    tile = QPixmap(side, side)
    tile.fill(ground)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    lighter = ground.lighter(116 if theme.current().mode is theme.Mode.LIGHT else 135)
    painter.setPen(QPen(lighter, 2.6))
    for offset in (-side, 0, side):
        painter.drawLine(offset, side, offset + side, 0)
    painter.end()
    return QBrush(tile)


def draw_swatch(painter: QPainter, box: QRectF, support: Support) -> None:
    """A small square of a kind of support, for keys and receipts."""
    dashed = support is Support.NOT_NEEDED
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(theme.colour("supportEdge"), 1, style))
    painter.setBrush(support_brush(support))
    painter.drawRoundedRect(box, 3, 3)


def draw_week(painter: QPainter, place: WeekGeometry, shown: Shown, *, focused: bool) -> None:
    """Paints everything."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_frame(painter, place)
    for day in range(DAYS):
        _draw_day(painter, place, shown, day)
    if not shown.grid.blocks:
        _draw_empty(painter, place)
    for span in shown.problems:
        _draw_problem(painter, place.span_box(span.day, span.start, span.end))
    if focused and shown.cursor is not None:
        spot = shown.cursor
        draw_ring(painter, place.span_box(spot.day, spot.start, spot.end), radius=4)
    if shown.tip and shown.tip_at is not None:
        _draw_tip(painter, shown.tip, shown.tip_at)


def _draw_empty(painter: QPainter, place: WeekGeometry) -> None:
    """A ghost of a morning, and what to do."""
    ghost = place.span_box(0, 0, 8)
    painter.setPen(QPen(theme.colour("lineStrong"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(ghost, 4, 4)
    box = QRectF(place.left, place.day_box(3).top(), place.right - place.left, place.row)
    painter.setPen(theme.colour("inkMuted"))
    painter.setFont(theme.font("body"))
    painter.drawText(box, _MIDDLE, "Press 1, then drag across Monday morning")


def _draw_frame(painter: QPainter, place: WeekGeometry) -> None:
    bottom = place.top + DAYS * place.row
    painter.setPen(QPen(theme.colour("line"), 1))
    for slot in range(0, SLOTS + 1, 4):
        painter.drawLine(QPointF(place.x(slot), place.top), QPointF(place.x(slot), bottom))
    for day in range(DAYS + 1):
        y = place.top + day * place.row
        painter.drawLine(QPointF(0, y), QPointF(painter.viewport().width(), y))
    painter.setFont(theme.font("tableHead"))
    painter.setPen(theme.colour("inkMuted"))
    metrics = QFontMetricsF(theme.font("tableHead"))
    every = 4
    while metrics.horizontalAdvance("00:00") + 8 > every * place.slot_width:
        every += 4
    for slot in range(0, SLOTS, every):
        box = QRectF(place.x(slot) + 2, 0, 80 * theme.current().text_scale / 100, place.top)
        painter.drawText(box, _LEFT, clock(slot))


def _draw_day(painter: QPainter, place: WeekGeometry, shown: Shown, day: int) -> None:
    blocks = shown.grid.day(day)
    behind = [block for block in blocks if block.background]
    front = [block for block in blocks if not block.background]
    for block in behind:
        _draw_block(painter, place, block, shown, label_in=_free_box(place, block, front))
    for block in front:
        over = any(b.start < block.end and block.start < b.end for b in behind)
        box = place.block_box(block, over_background=over)
        _draw_block(painter, place, block, shown, label_in=box, box=box)
    row = place.day_box(day)
    painter.setFont(theme.bold(theme.font("table")))
    painter.setPen(theme.colour("ink"))
    name = DAY_NAMES[day]
    room = QRectF(theme.px(14), row.top(), place.left - theme.px(16), row.height())
    if painter.fontMetrics().horizontalAdvance(name) > room.width():
        name = name[:3]
    painter.drawText(room, _LEFT, name)
    _draw_hours(painter, place, shown.grid, day, copied=shown.copied_day == day)


def _draw_hours(
    painter: QPainter, place: WeekGeometry, grid: SupportGrid, day: int, *, copied: bool
) -> None:
    row = place.day_box(day)
    edge = painter.viewport().width() - theme.px(12)
    box = QRectF(row.right(), row.top() + 4, edge - row.right(), row.height() / 2 - 4)
    painter.setFont(theme.bold(theme.font("table")))
    painter.drawText(box, _RIGHT, quantity(hours_with_staff(grid, day)))
    kinds = {block.support for block in grid.day(day) if block.end > 30}
    night = "awake" if Support.WAKING_NIGHT in kinds else "asleep"
    words = "copied" if copied else night
    if copied or not kinds.isdisjoint({Support.WAKING_NIGHT, Support.SLEEP_IN}):
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour("inkMuted"))
        painter.drawText(box.translated(0, row.height() / 2 - 2), _RIGHT, words)


def _free_box(place: WeekGeometry, block: Block, front: list[Block]) -> QRectF:
    """The widest piece of a background block that nothing lies on."""
    edges = [block.start]
    for other in sorted(front, key=lambda one: one.start):
        if other.start < block.end and other.end > block.start:
            edges += [other.start, other.end]
    edges.append(block.end)
    pieces = [(edges[i], edges[i + 1]) for i in range(0, len(edges) - 1, 2)]
    start, end = max(pieces, key=lambda piece: piece[1] - piece[0])
    if end <= start:
        return QRectF()
    return place.span_box(block.day, start, end)


def _draw_block(
    painter: QPainter,
    place: WeekGeometry,
    block: Block,
    shown: Shown,
    *,
    label_in: QRectF,
    box: QRectF | None = None,
) -> None:
    whole = box or place.block_box(block, over_background=False)
    edge = QPen(theme.colour("supportEdge"), 1)
    if block.support is Support.NOT_NEEDED:
        edge.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(edge)
    painter.setBrush(support_brush(block.support))
    painter.setBrushOrigin(whole.topLeft())
    painter.drawRoundedRect(whole, 4, 4)
    if block == shown.chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("ink"), 2.4))
        painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), 4, 4)
    _draw_label(painter, block, label_in)


def first_words(block: Block) -> str:
    """The name on a block."""
    if block.support is Support.NOT_NEEDED and block.label:
        return block.label
    return block.support.words


def second_words(block: Block) -> str:
    """The second line on a block, or empty."""
    if block.support is Support.NOT_NEEDED:
        return block.support.words if block.label else ""
    if block.background:
        return f"{clock(block.start)} to {clock(block.end)}, for {block.shared_by}"
    if block.label:
        return block.label
    if block.support in {Support.SLEEP_IN, Support.WAKING_NIGHT}:
        return f"{clock(block.start)} to {clock(block.end)}"
    return ""


def _draw_label(painter: QPainter, block: Block, box: QRectF) -> None:
    """Whole words or none: a name that does not fit is left to the tooltip and the editor."""
    if box.width() < LEAST_LABEL:
        return
    inner = box.adjusted(6, 1, -5, -1)
    name, more = first_words(block), second_words(block)
    bold, plain = theme.font("tag"), theme.font("hint")
    wide = QFontMetricsF(bold)
    if wide.horizontalAdvance(name) > inner.width() or wide.height() > inner.height():
        return
    painter.setPen(theme.colour(LOOKS[block.support][1]))
    below = QFontMetricsF(plain)
    both = wide.height() + below.height() <= inner.height() + 2
    if not both or not more or below.horizontalAdvance(more) > inner.width():
        painter.setFont(bold)
        painter.drawText(inner, _LEFT, name)
        return
    top = inner.top() + (inner.height() - wide.height() - below.height()) / 2
    painter.setFont(bold)
    painter.drawText(QPointF(inner.left(), top + wide.ascent()), name)
    painter.setFont(plain)
    painter.drawText(QPointF(inner.left(), top + wide.height() + below.ascent()), more)


def _draw_problem(painter: QPainter, box: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("redSolid"), 2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(box, 4, 4)


def _draw_tip(painter: QPainter, words: str, spot: QPointF) -> None:
    font = theme.font("table")
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, metrics.horizontalAdvance(words) + 20, metrics.height() + 12)
    box.moveTopLeft(spot + QPointF(14, 14))
    bounds = painter.viewport()
    box.moveLeft(max(min(box.left(), bounds.width() - box.width() - 4), 4))
    if box.bottom() > bounds.height() - 4:
        box.moveBottom(spot.y() - 10)
    painter.setPen(QPen(theme.colour("surface"), 1))
    painter.setBrush(theme.colour("ink"))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(theme.colour("surface"))
    painter.setFont(font)
    painter.drawText(box, _MIDDLE, words)
