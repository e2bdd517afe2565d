"""The line that narrows the register: words, and chips with menus; what is on has a cross."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from starapp.organisation.people import Body
from starapp.organisation.purchasing_systems import Lot
from starapp.providers.insurance import soon
from starapp.providers.queries import ProviderFilter
from starapp.providers.register import CqcRating, ProviderStatus
from starapp.ui import preferences, theme
from starapp.ui.widgets.buttons import Chip, Link
from starapp.ui.widgets.choices import Option
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.text_fields import TextField

NOT_INADEQUATE = "not Inadequate"


class FilterChip(Chip):
    """One filter: a menu of values while off, a cross to take it away while on.

    Signals:
        changed: a value was chosen or taken away.
    """

    changed = Signal()

    def __init__(self, name: str, usual: str, options: Sequence[Option], *, key: str) -> None:
        super().__init__(usual, pressed=self._press)
        self._name = name
        self._usual = usual
        self._options = {option.value: option.title for option in options}
        self._value = ""
        self.menu_shown: QMenu | None = None
        self.setObjectName(key)
        self.choose("")

    def show_options(self, options: Sequence[Option]) -> None:
        """Replaces the values; one that is gone is taken away."""
        self._options = {option.value: option.title for option in options}
        self.choose(self._value)

    def value(self) -> str:
        """The value the list is narrowed to, or empty."""
        return self._value

    def choose(self, value: str) -> None:
        """Shows a value without telling anyone."""
        self._value = value if value in self._options else ""
        words = f"{self._name}: {self._options[self._value]}" if self._value else self._usual
        self.show_chip(words, on=bool(self._value))

    def _press(self) -> None:
        if self._value:
            self._take("")
            return
        self.menu_shown = QMenu(self)
        for value, title in self._options.items():
            action = self.menu_shown.addAction(title)
            action.triggered.connect(partial(self._take, value))
        self.menu_shown.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _take(self, value: str, _on: object = None) -> None:
        self.choose(value)
        self.changed.emit()


class FilterBar(QWidget):
    """Words and chips, with the count of what matches.

    Signals:
        changed: the filter is another one.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = TextField(kept=False)
        named(self.search, "Find a provider", key="findProvider")
        self.search.setPlaceholderText("Name, number or town")
        self.search.setMinimumWidth(theme.px(220))
        self.lot = FilterChip("Lot", "Any lot", (), key="filterLot")
        self.area = FilterChip("Area", "Any area", (), key="filterArea")
        self.rating = FilterChip("CQC", "CQC: any", _ratings(), key="filterRating")
        self.insurance = FilterChip(
            "Insurance", "Insurance: any",
            (Option("out", "ran out"), Option("soon", "ran out or within 60 days")),
            key="filterInsurance",
        )  # fmt: skip
        self.status = FilterChip(
            "Status", "Any status", [Option(s.value, s.value) for s in ProviderStatus],
            key="filterStatus",
        )  # fmt: skip
        self.clear_all = Link("Clear", pressed=self.clear, key="clearAll")
        self.count = Words("", "table", ink="muted")
        self.count.setObjectName("providerCount")
        self.search.textChanged.connect(self._tell)
        for chip in self.chips().values():
            chip.changed.connect(self._tell)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(flow(self.search, *self.chips().values(), self.clear_all), 1)
        line.addWidget(self.count)

    def chips(self) -> dict[str, FilterChip]:
        """The chips by the name they are remembered under."""
        return {
            "lot": self.lot,
            "area": self.area,
            "rating": self.rating,
            "insurance": self.insurance,
            "status": self.status,
        }

    def offer(self, lots: Sequence[Lot], bodies: Sequence[Body]) -> None:
        """Offers the lots and areas of the workspace."""
        self.lot.show_options([Option(lot.id, f"{lot.code} {lot.name}") for lot in lots])
        self.area.show_options([Option(body.id, body.name) for body in bodies])

    def wanted(self, today: date) -> ProviderFilter:
        """The filter as the query takes it."""
        rating, insurance = self.rating.value(), self.insurance.value()
        but = rating == NOT_INADEQUATE
        before = {"out": today, "soon": soon(today) + timedelta(days=1)}.get(insurance)
        return ProviderFilter(
            text=self.search.value(),
            lot_id=self.lot.value(),
            area_id=self.area.value(),
            status=self.status.value(),
            rating="" if but else rating,
            but_rating=CqcRating.INADEQUATE.value if but else "",
            insurance_before=before,
        )

    def narrows(self) -> bool:
        """Tells whether anything is left out."""
        return bool(self.search.value()) or any(chip.value() for chip in self.chips().values())

    def show_count(self, found: int, every: int) -> None:
        """Shows how many match."""
        noun = "provider" if every == 1 else "providers"
        self.count.setText(f"{found:,} of {every:,} {noun}")
        self.clear_all.setVisible(self.narrows())

    def clear(self) -> None:
        """Takes every filter away."""
        self.search.show_value("")
        for chip in self.chips().values():
            chip.choose("")
        self._tell()

    def recall(self) -> None:
        """Shows the filter used last on this PC."""
        for name, chip in self.chips().items():
            chip.choose(preferences.text(f"providers/{name}"))

    def _tell(self, _words: object = None) -> None:
        for name, chip in self.chips().items():
            preferences.keep(f"providers/{name}", chip.value())
        self.changed.emit()


def _ratings() -> list[Option]:
    every = [Option(rating.value, rating.value) for rating in CqcRating]
    return [Option(NOT_INADEQUATE, NOT_INADEQUATE), *every]
