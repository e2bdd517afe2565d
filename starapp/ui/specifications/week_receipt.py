"""What the week costs at ceiling rates, line by line, and how much support it is."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.exact import money, quantity, rate
from starapp.specifications.grid_volumes import volumes
from starapp.specifications.package_cost import GuidePrice, PricedLine, VolumeLine
from starapp.specifications.support_grid import Support, SupportGrid
from starapp.ui import theme
from starapp.ui.specifications.week_painting import draw_swatch
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.tags import Tag

FLASH_MS = 180
SUPPORT_OF = {
    "hour_1to1": Support.ONE_TO_ONE,
    "hour_2to1_per_staff": Support.TWO_TO_ONE,
    "shared_hour": Support.SHARED,
    "waking_night_hour": Support.WAKING_NIGHT,
    "sleep_in": Support.SLEEP_IN,
}


class _Swatch(QWidget):
    def __init__(self, support: Support | None) -> None:
        super().__init__()
        self._support = support

    def sizeHint(self) -> QSize:
        return QSize(theme.px(16), theme.px(16))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._support is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side = theme.px(15)
            draw_swatch(painter, QRectF(0.5, 0.5, side - 1, side - 1), self._support)


class ReceiptLine(QFrame):
    """One line: what it is, how much at which rate, and the amount; flashes when it changed."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.setObjectName(f"receipt-{code}")
        self.name = Words("", "tag", wrap=True)
        self.how = Words("", "hint", ink="muted", wrap=True)
        self.amount = Words("", "table")
        self._said = ("", "", "")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 5, 16, 5)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(_Swatch(SUPPORT_OF.get(code)), 0, 0)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(self.how, 1, 1)
        grid.addWidget(self.amount, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLASH_MS)
        self._timer.timeout.connect(self.update)

    def show_line(self, name: str, how: str, amount: str) -> None:
        """Shows the line; a change flashes once."""
        said = (name, how, amount)
        if said == self._said:
            return
        if self._said != ("", "", ""):
            self._timer.start()
        self._said = said
        self.name.setText(name)
        self.how.setText(how)
        self.amount.setText(amount)
        self.setAccessibleName(f"{name}, {how}, {amount}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._timer.isActive():
            QPainter(self).fillRect(self.rect(), theme.colour("accentTint"))


class WeekReceipt(Card):
    """The week as a bill at the ceiling rates of the lot."""

    def __init__(self) -> None:
        super().__init__("Each week", padded=False)
        self._tag = Tag("Guide", "green", "activity")
        self.add_right(self._tag)
        self._rows: dict[str, ReceiptLine] = {}
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 6, 0, 6)
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._build_total())
        self._facts: dict[str, Words] = {}
        for name in ("Support hours", "Sleep-in nights", "Staff hours paid"):
            self._add_fact(name)
        self.body.addSpacing(8)

    def _build_total(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("look", "wash")
        box = QVBoxLayout(frame)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(0)
        self.label = Words("Guide price a week", "hint")
        self.total = Words("", "keyFigure")
        self.total.setObjectName("guideWeekly")
        self.year = Words("", "hint", ink="muted", wrap=True)
        self.year.setObjectName("guideYear")
        for part in (self.label, self.total, self.year):
            box.addWidget(part)
        return frame

    def _add_fact(self, name: str) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(16, 5, 16, 0)
        value = Words("", "label")
        value.setObjectName(f"fact-{name.split(maxsplit=1)[0].lower()}")
        self._facts[name] = value
        line.addWidget(Words(name, "table", wrap=True), 1)
        line.addWidget(value)
        self.body.addLayout(line)

    def show_week(
        self,
        grid: SupportGrid,
        lines: tuple[VolumeLine, ...],
        guided: GuidePrice | None,
        factor: str,
    ) -> None:
        """Shows a week, also while it is being dragged.

        Args:
            grid: the week.
            lines: what it asks providers to price.
            guided: its price at ceilings, or None while no lot is chosen.
            factor: weeks in a year as the system counts them, in words.
        """
        wanted = [line for line in lines if line.quantity]
        priced = {line.line: line for line in guided.price.lines} if guided is not None else {}
        codes = [line.rate_code for line in wanted]
        if list(self._rows) != codes:
            clear(self._lines)
            self._rows = {code: ReceiptLine(code) for code in codes}
            for row in self._rows.values():
                self._lines.addWidget(row)
        for line in wanted:
            self._rows[line.rate_code].show_line(*_words(line, priced.get(line)))
        self._show_total(guided, factor)
        total = volumes(grid)
        self._facts["Support hours"].setText(quantity(total.with_staff))
        self._facts["Sleep-in nights"].setText(quantity(total.nights_whole))
        self._facts["Staff hours paid"].setText(quantity(total.staff_paid))

    def _show_total(self, guided: GuidePrice | None, factor: str) -> None:
        weekly = guided.weekly if guided is not None else None
        if guided is None:
            self.total.setText("No rates")
            self.year.setText("Choose a purchasing system and a lot to see a guide price.")
        elif weekly is None:
            self.total.setText("Not known")
            missing = ", ".join(guided.missing)
            self.year.setText(
                f"The lot has no ceiling for {missing}." if missing else "Draw the week first."
            )
        else:
            self.total.setText(money(weekly))
            self.year.setText(f"{money(guided.price.annual)} a year, {factor} weeks")


def _words(line: VolumeLine, priced: PricedLine | None) -> tuple[str, str, str]:
    much = f"{quantity(line.quantity)} {line.unit}" if line.weekly else "once, apart from the week"
    kind = SUPPORT_OF.get(line.rate_code)
    name = kind.words if kind is not None else line.item
    if priced is None:
        return name, much, "no ceiling" if line.weekly else ""
    return name, f"{much} at {rate(priced.rate)}", money(priced.amount)
