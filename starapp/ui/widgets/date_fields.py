"""Fields for a date and for a time: typed in British ways, or chosen from a calendar."""

from datetime import date
from datetime import time as clock_time

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from starapp.foundation.dates import (
    NotADate,
    day_name_text,
    day_text,
    local_date,
    parse_clock,
    parse_day,
    utc_now,
)
from starapp.ui import theme
from starapp.ui.widgets.buttons import IconButton
from starapp.ui.widgets.text_fields import TextField


class CalendarPopup(QFrame):
    """A month to choose a day from; Esc closes it."""

    picked = Signal(object)

    def __init__(self, shown: date, *, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "panel")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.calendar.setAccessibleName(f"Calendar for {name}")
        self.calendar.setObjectName("calendar")
        self.calendar.activated.connect(self._pick)
        self.calendar.clicked.connect(self._pick)
        box.addWidget(self.calendar)

    def _pick(self, chosen: QDate) -> None:
        self.picked.emit(date(chosen.year(), chosen.month(), chosen.day()))
        self.close()


class DateField(TextField):
    """A date typed as 26/3/2026 or 26 March 2026, or chosen from a calendar (F4 or Alt+Down)."""

    def __init__(self, value: date | None = None, *, today: date | None = None) -> None:
        super().__init__()
        self._today = today
        self._button = IconButton(
            "calendar", "Choose from a calendar", pressed=self.open_calendar, key="calendarButton"
        )
        self._button.setParent(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setTextMargins(0, 0, theme.px(30), 0)
        self.setMinimumWidth(theme.px(185))
        self.popup: CalendarPopup | None = None
        self.show_day(value)

    def day(self) -> date | None:
        """The date typed, or None when empty or not a date."""
        try:
            return parse_day(self.text()) if self.text().strip() else None
        except NotADate:
            return None

    def says(self, text: str) -> object:
        try:
            return parse_day(text) if text.strip() else None
        except NotADate:
            return text

    def problem(self) -> str:
        """Words about what is typed, or empty."""
        try:
            if self.text().strip():
                parse_day(self.text())
        except NotADate as fault:
            return str(fault)
        return ""

    def show_day(self, value: date | None) -> None:
        """Shows a date, or nothing."""
        self.show_value("" if value is None else day_text(value))
        self.setToolTip("" if value is None else day_name_text(value))

    def open_calendar(self) -> None:
        """Opens the calendar under the field."""
        start = self.day() or self._today or local_date(utc_now())
        if self.popup is not None:
            self.popup.deleteLater()
        self.popup = CalendarPopup(start, name=self.accessibleName(), parent=self)
        self.popup.picked.connect(self._take)
        self.popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self.popup.show()
        self.popup.calendar.setFocus()

    def _take(self, chosen: date) -> None:
        self.setText(day_text(chosen))
        self._leave()
        self.setFocus()

    def _tidy(self) -> None:
        value = self.day()
        if value is not None:
            self.typed.rewrite(day_text(value))
            self.setToolTip(day_name_text(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_down = (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if event.key() == Qt.Key.Key_F4 or alt_down:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = min(self.height() - 6, theme.px(30))
        self._button.setFixedSize(side, side)
        self._button.move(self.width() - side - 4, (self.height() - side) // 2)


class TimeField(TextField):
    """A time on the 24-hour clock; Up and Down move it by a quarter of an hour."""

    def __init__(self, value: clock_time | None = None, *, step_minutes: int = 15) -> None:
        super().__init__()
        self._step = step_minutes
        self.setMaximumWidth(theme.px(110))
        self.show_time(value)

    def clock(self) -> clock_time | None:
        """The time typed, or None when empty or not a time."""
        try:
            return parse_clock(self.text()) if self.text().strip() else None
        except NotADate:
            return None

    def says(self, text: str) -> object:
        try:
            return parse_clock(text) if text.strip() else None
        except NotADate:
            return text

    def problem(self) -> str:
        """Words about what is typed, or empty."""
        try:
            if self.text().strip():
                parse_clock(self.text())
        except NotADate as fault:
            return str(fault)
        return ""

    def show_time(self, value: clock_time | None) -> None:
        """Shows a time, or nothing."""
        self.show_value("" if value is None else value.strftime("%H:%M"))

    def _tidy(self) -> None:
        value = self.clock()
        if value is not None:
            self.typed.rewrite(value.strftime("%H:%M"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        value = self.clock()
        if direction and value is not None and not self.isReadOnly():
            minutes = (value.hour * 60 + value.minute + direction * self._step) % (24 * 60)
            self.setText(clock_time(minutes // 60, minutes % 60).strftime("%H:%M"))
            self.typed.edited()
            return
        super().keyPressEvent(event)
