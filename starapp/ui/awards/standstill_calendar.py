"""The standstill as a calendar of whole weeks: counted days, weekends, bank holidays, signing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from starapp.foundation.dates import MONTHS, day_name_text
from starapp.regimes.procurement_act_2023 import Standstill
from starapp.ui import theme
from starapp.ui.widgets.named import named

HEADS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SATURDAY = 5
MONTHS_WIDE = 80


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the calendar: what it is, in the words drawn under its number."""

    day: date
    kind: str
    words: str
    today: bool


def day_cells(period: Standstill, today: date) -> Iterator[DayCell]:
    """Gives whole weeks from the first day of the standstill to the day signing is possible."""
    first = min(period.first_day, today if _near(period, today) else period.first_day)
    day = first - timedelta(days=first.weekday())
    end = period.earliest_signing + timedelta(days=6 - period.earliest_signing.weekday())
    numbers = {counted: n for n, counted in enumerate(period.counted, 1)}
    holidays = dict(period.skipped)
    while day <= end:
        kind, words = "plain", ""
        if day in numbers:
            kind, words = "counted", f"Day {numbers[day]}"
        elif day in holidays:
            kind, words = "holiday", _short_name(holidays[day])
        elif day.weekday() >= SATURDAY:
            kind, words = "weekend", "Weekend"
        if day == period.earliest_signing:
            kind, words = "sign", "Sign from" if kind != "weekend" else "From here"
        yield DayCell(day, kind, words, day == today)
        day += timedelta(days=1)


def _near(period: Standstill, today: date) -> bool:
    return timedelta(0) <= period.first_day - today <= timedelta(days=14)


def _short_name(name: str) -> str:
    return name.partition(" (")[0]


class StandstillCalendar(QWidget):
    """Draws the days of one standstill; screen readers get the same as a list of days."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "Standstill calendar", key="standstillCalendar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cells: tuple[DayCell, ...] = ()

    def show_period(self, period: Standstill, today: date) -> None:
        """Shows another standstill."""
        self.cells = tuple(day_cells(period, today))
        self.setAccessibleDescription(". ".join(_spoken(cell) for cell in self.cells if cell.words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        weeks = max(len(self.cells) // 7, 1)
        return QSize(theme.px(560), theme.px(26 + weeks * 46))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(470), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        months = theme.px(MONTHS_WIDE)
        wide = (self.width() - months) / 7
        self._heads(painter, months, wide)
        for place, cell in enumerate(self.cells):
            row, column = divmod(place, 7)
            top = theme.px(26 + row * 46)
            box = QRectF(months + column * wide, top, wide - 4, theme.px(42))
            _draw_cell(painter, box, cell)
            if column == 0:
                self._month(painter, top, self.cells[place : place + 7])

    def _heads(self, painter: QPainter, left: int, wide: float) -> None:
        painter.setFont(theme.font("tableHead"))
        painter.setPen(theme.colour("inkMuted"))
        for column, head in enumerate(HEADS):
            room = QRectF(left + column * wide, 0, wide - 4, theme.px(22))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), head)

    def _month(self, painter: QPainter, top: int, week: tuple[DayCell, ...]) -> None:
        first = week[0].day
        named_week = next((cell.day for cell in week if cell.day.day == 1), None)
        if top > theme.px(26) and named_week is None:
            return
        shown = named_week or first
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour("inkMuted"))
        room = QRectF(0, top, theme.px(MONTHS_WIDE - 2), theme.px(42))
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(room, align, MONTHS[shown.month - 1])


_GROUNDS = {
    "plain": ("surface", "line", "ink"),
    "counted": ("accentTint", "accent", "ink"),
    "weekend": ("surfaceSunk", "line", "inkMuted"),
    "holiday": ("amberBg", "amberSolid", "amberText"),
    "sign": ("greenBg", "greenSolid", "greenText"),
}


def _draw_cell(painter: QPainter, box: QRectF, cell: DayCell) -> None:
    ground, edge, ink = (theme.colour(name) for name in _GROUNDS[cell.kind])
    radius = theme.px(6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, radius, radius)
    if cell.kind == "weekend":
        painter.setBrush(QBrush(theme.colour("line"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("ink") if cell.today else edge, 2 if cell.today else 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    room = box.adjusted(theme.px(8), theme.px(3), -theme.px(4), -theme.px(3))
    painter.setPen(ink)
    painter.setFont(theme.bold(theme.font("hint")))
    number = f"{cell.day.day}, today" if cell.today else str(cell.day.day)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), number)
    painter.setFont(theme.font("hint"))
    words = painter.fontMetrics().elidedText(
        cell.words, Qt.TextElideMode.ElideRight, int(room.width())
    )
    painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), words)


def _spoken(cell: DayCell) -> str:
    today = ", today" if cell.today else ""
    return f"{day_name_text(cell.day)}{today}: {cell.words}"
