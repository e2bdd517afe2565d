"""A day and a time on a London clock, in the nights when the clocks change too."""

from datetime import date, datetime, time
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.foundation.dates import (
    NotADate,
    local,
    local_date,
    readings,
    season,
    season_text,
    typed_moment,
)
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.date_fields import DateField, TimeField
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.text_fields import ExactField


class MomentField(QWidget):
    """A date, a time and, where that time comes twice, which of the two.

    Every time of day a person types for a day goes through here.

    Args:
        title: what happens then; the label of the date.
        key: object name of the date; the others are made from it.
        time_key: object name of the time.
        usual: the time of day where only a date was typed, or None where one must be typed.
        seconds: object name of a field for seconds, or empty for none.
        today: where the calendar opens.

    Signals:
        settled: something was typed or chosen.

    Attributes:
        field: the date with its label; problems of the moment are shown at it.
    """

    settled = Signal()

    def __init__(
        self,
        title: str,
        *,
        key: str,
        time_key: str,
        usual: time | None = None,
        seconds: str = "",
        today: date | None = None,
    ) -> None:
        super().__init__()
        self._usual = usual
        self.day = DateField(today=today)
        self.clock = TimeField()
        self.second = ExactField(Decimal(0), places=0, least=Decimal(0), most=Decimal(59))
        self.which = Choice(empty="Choose which")
        self.field = LabelledField(title, self.day, key=key)
        row = [self.field, LabelledField("Time", self.clock, key=time_key)]
        self.clock.setAccessibleName(f"{title}, time")
        if seconds:
            row.append(LabelledField("Seconds", self.second, key=seconds))
        self.asking = LabelledField("Which of the two", self.which, key=f"which-{key}")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(field_row(*row, stretch=(3, 1, 1)))
        box.addWidget(self.asking)
        self.asking.hide()
        for editor in (self.day, self.clock, self.second):
            editor.settled.connect(self._typed)
        self.which.chosen.connect(self._chosen)

    def moment(self) -> datetime | None:
        """The moment typed; None while something is missing, wrong or not chosen."""
        day, clock = self.day.day(), self._clock()
        if day is None or clock is None:
            return None
        try:
            return typed_moment(day, clock, self.which.value())
        except NotADate:
            return None

    def problem(self) -> str:
        """Words about what is typed, or empty; nothing typed at all is no problem."""
        day, clock = self.day.day(), self._clock()
        typed = self.day.problem() or self.clock.problem() or self.second.problem()
        if typed or day is None:
            return typed
        if clock is None:
            return "Enter the time too."
        try:
            typed_moment(day, clock, self.which.value())
        except NotADate as fault:
            return str(fault)
        return ""

    def show_moment(self, moment: datetime | None) -> None:
        """Shows a moment, or nothing."""
        self.day.show_day(local_date(moment) if moment else None)
        self.clock.show_time(local(moment).time() if moment else None)
        self._ask()
        if moment is not None:
            self.which.choose(season(moment))

    def _clock(self) -> time | None:
        clock = self.clock.clock()
        if clock is None:
            return None if self.clock.text().strip() else self._usual
        return clock.replace(second=int(self.second.value_exact() or 0))

    def _ask(self) -> None:
        """Offers the two readings of a time that comes twice."""
        day, clock = self.day.day(), self._clock()
        found = readings(day, clock) if day is not None and clock is not None else ()
        offered = found if len(found) > 1 else ()
        self.which.show_options([(season(one), season_text(one)) for one in offered])
        self.asking.setVisible(bool(offered))

    def _typed(self, _words: str) -> None:
        if self._usual is not None and self.day.day() is not None and not self.clock.text().strip():
            self.clock.show_time(self._usual)
        self._ask()
        self._chosen()

    def _chosen(self, _value: str = "") -> None:
        self.field.show_problem(self.problem())
        self.settled.emit()
