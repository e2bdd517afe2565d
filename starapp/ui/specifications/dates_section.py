"""Start date and reviews: dates and term, then the free texts."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from starapp.foundation.dates import day_text, local_date
from starapp.specifications.layers import Layer
from starapp.ui.specifications.section_page import SectionPage
from starapp.ui.widgets.date_fields import DateField
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.text_fields import ExactField

_MOST = Decimal(20)


class DatesSection(SectionPage):
    """When support starts, the last day that will do, and for how long."""

    def build(self) -> None:
        today = local_date(self.draft.desk.now())
        self._days: dict[str, DateField] = {}
        self._years: dict[str, ExactField] = {}
        rows = []
        for name, label in (("start_target", "Support starts"), ("latest_start", "Latest start")):
            editor = DateField(today=today)
            self._days[name] = editor
            editor.settled.connect(partial(self._save_day, name, label))
            hint = "For example 9 November 2026."
            field = LabelledField(label, editor, hint=hint, optional=name != "start_target",
                                  key=name)  # fmt: skip
            rows.append(self.add_field(name, field, Layer.BIDDERS))
        self.card.add(field_row(*rows))
        rows = []
        for name, label in (("term_years", "Term"), ("extension_years", "May go on for")):
            years = ExactField(places=0, least=Decimal(0), most=_MOST, unit="years",
                               step=Decimal(1))  # fmt: skip
            self._years[name] = years
            years.settled.connect(partial(self._save_years, name, label))
            field = LabelledField(label, years, hint="Whole years.", key=name)
            rows.append(self.add_field(name, field, Layer.BIDDERS))
        self.card.add(field_row(*rows))
        self.show_dates()

    def _save_day(self, name: str, label: str, _typed: str) -> None:
        editor = self._days[name]
        self.fields[name].show_problem(editor.problem())
        if not editor.problem():
            change: dict[str, Any] = {name: editor.day()}
            dates = replace(self.draft.spec.dates, **change)
            self.draft.put(replace(self.draft.spec, dates=dates), f"change {label}")

    def _save_years(self, name: str, label: str, _typed: str) -> None:
        editor = self._years[name]
        value = editor.value_exact()
        if not editor.problem():
            change: dict[str, Any] = {name: int(value or 0)}
            dates = replace(self.draft.spec.dates, **change)
            self.draft.put(replace(self.draft.spec, dates=dates), f"change {label}")

    def show_dates(self) -> None:
        """Shows what the draft holds."""
        dates, locked = self.draft.spec.dates, self.draft.locked
        for name, editor in self._days.items():
            day = getattr(dates, name)
            editor.show_day(day)
            if locked:
                self.fields[name].set_read_only(day_text(day) if day else "Not set.")
        for name, years in self._years.items():
            number = getattr(dates, name)
            years.show_exact(Decimal(number) if number else None)
            if locked:
                self.fields[name].set_read_only(f"{number} years")

    def show_spec(self) -> None:
        super().show_spec()
        self.show_dates()
