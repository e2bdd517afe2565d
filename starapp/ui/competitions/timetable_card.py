"""The dates of a competition: typed or suggested, checked as they are typed, saved at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from starapp.competitions.competition import Timetable
from starapp.competitions.invitation_document import DATE_TITLES
from starapp.competitions.timetable import (
    MOMENTS,
    ORDER,
    order_problems,
    timetable_warnings,
    working_days_to_bid,
)
from starapp.foundation.dates import clock_text, day_name_text, local_date
from starapp.foundation.problems import CannotDo
from starapp.ui import theme
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.date_fields import DateField
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.moment_field import MomentField

USUAL = {
    "invitation": time(10),
    "questions_by": time(17),
    "answers_by": time(17),
    "deadline": time(12),
}
"""The time of day where only a date was typed."""


class DateLine(QWidget):
    """One date with its time if it has one, and its message."""

    changed = Signal()

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place
        self.when: MomentField | None = None
        if place in MOMENTS:
            self.when = MomentField(
                DATE_TITLES[place], key=f"date-{place}", time_key=f"time-{place}",
                usual=USUAL[place],
            )  # fmt: skip
            self.day, self.field = self.when.day, self.when.field
            self._typing: QWidget = self.when
            self.when.settled.connect(self.changed)
        else:
            self.day = DateField()
            self.field = LabelledField(DATE_TITLES[place], self.day, key=f"date-{place}")
            self._typing = self.field
            self.day.settled.connect(self._tell)
        self._told = Words("", "body", selectable=True, wrap=True)
        self._name = Words(DATE_TITLES[place], "hint", ink="muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self._typing, self._name, self._told):
            box.addWidget(part)
        box.addStretch(1)

    def _tell(self, _words: str) -> None:
        self.changed.emit()

    def value(self) -> datetime | date | None:
        """What is typed, as the timetable keeps it."""
        return self.day.day() if self.when is None else self.when.moment()

    def problem(self) -> str:
        """Words about what is typed, or empty."""
        return self.day.problem() if self.when is None else self.when.problem()

    def show_value(self, value: datetime | date | None) -> None:
        """Shows a stored date."""
        if self.when is None:
            self.day.show_day(value)
        else:
            self.when.show_moment(value if isinstance(value, datetime) else None)

    def set_locked(self, *, locked: bool) -> None:
        """Shows words in place of the fields."""
        value = self.value()
        words = "Not set"
        if isinstance(value, datetime):
            words = f"{day_name_text(local_date(value))}, {clock_text(value)}"
        elif value is not None:
            words = day_name_text(value)
        self._told.setText(words)
        self._typing.setVisible(not locked)
        for part in (self._name, self._told):
            part.setVisible(locked)


class TimetableCard(Card):
    """All dates in two columns, with what is wrong or unusual beside each.

    Signals:
        settled: a ``Timetable`` the person changed.
        suggesting: the button to suggest dates was pressed.
    """

    settled = Signal(object)
    suggesting = Signal()

    def __init__(self) -> None:
        super().__init__("Timetable")
        self.suggest = Button(
            "Suggest dates", icon="calendar", size="small", pressed=self.suggesting.emit
        )
        self.add_right(self.suggest)
        self.days = Words("", "table", ink="muted", wrap=True)
        self.lines: dict[str, DateLine] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self.add(self.days)
        self.body.addLayout(self._grid)
        for place, _ in ORDER:
            line = DateLine(place)
            line.changed.connect(self._changed)
            self.lines[place] = line
        self._columns = 0
        self._arrange(2)
        self.warnings = Words("", "hint", ink="amber", wrap=True)
        self.add(self.warnings)
        self._dates = Timetable()

    def fields(self) -> Mapping[str, QWidget]:
        """The fields by place, for a summary of problems."""
        return {place: line.field for place, line in self.lines.items()}

    def show_dates(self, dates: Timetable, *, locked: frozenset[str]) -> None:
        """Shows the stored dates; those in ``locked`` cannot be typed."""
        before, self._dates = self._dates, dates
        for place, line in self.lines.items():
            stored = getattr(dates, place)
            if not line.problem() or stored != getattr(before, place):
                line.show_value(stored)
            line.set_locked(locked=place in locked)
        self.suggest.setVisible(not locked)
        self._check(dates)

    def not_saved(self, stored: Timetable) -> None:
        """What is typed was refused: it is told again when a field settles again."""
        self._dates = stored

    def typed(self) -> Timetable:
        """What is typed now; the stored date where what is typed cannot be read."""
        values: dict[str, Any] = {
            place: getattr(self._dates, place) if line.problem() else line.value()
            for place, line in self.lines.items()
        }
        return replace(self._dates, **values)

    def _changed(self) -> None:
        dates = self.typed()
        self._check(dates)
        if dates != self._dates:
            self._dates = dates
            self.settled.emit(dates)

    def _check(self, dates: Timetable) -> None:
        wrong: dict[str, str] = {}
        remarks: tuple[str, ...] = ()
        try:
            wrong = {problem.place: problem.words for problem in order_problems(dates)}
            remarks = tuple(problem.words for problem in timetable_warnings(dates))
            days = working_days_to_bid(dates)
        except CannotDo as refused:
            remarks, days = tuple(problem.words for problem in refused.problems), None
        for place, line in self.lines.items():
            line.field.show_problem(line.problem() or wrong.get(place, ""))
        self.warnings.setText(" ".join(remarks))
        self.warnings.setVisible(bool(remarks))
        self.days.setText(_days_words(days, dates.deadline))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for line in self.lines.values():
            self._grid.removeWidget(line)
        rows = -(-len(self.lines) // columns)
        for number, line in enumerate(self.lines.values()):
            self._grid.addWidget(line, number % rows, number // rows)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def set_room(self, width: int) -> None:
        """One column where there is no room for two."""
        self._arrange(2 if width * 100 / theme.current().text_scale >= WIDE else 1)


WIDE = 620
"""The width of the card, divided by the text size, from which dates stand in two columns."""


def _days_words(days: int | None, deadline: datetime | None) -> str:
    if days is None or deadline is None:
        return "Choose the day of the invitations and the deadline."
    when = day_name_text(local_date(deadline))
    number = "1 working day" if days == 1 else f"{days} working days"
    return f"Bidders have {number}, until {when}. Bank holidays of the whole UK do not count."
