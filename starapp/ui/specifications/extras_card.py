"""What the week needs besides support time: mileage, technology, and the price for moving in."""

from decimal import Decimal

from PySide6.QtCore import Signal

from starapp.specifications.grid_form import MOST_MILES
from starapp.specifications.grid_volumes import Extras
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Check
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.text_fields import ExactField


class ExtrasCard(Card):
    """Extras that providers price.

    Signals:
        edited: the extras as they are now.
    """

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__("Besides support time")
        self._extras = Extras()
        self.body.setContentsMargins(16, 10, 16, 12)
        self.miles = ExactField(
            places=4, least=Decimal(0), most=MOST_MILES, unit="miles a week", step=Decimal(5)
        )
        self.miles.settled.connect(self._changed)
        self.miles_field = LabelledField("Staff mileage", self.miles, key="miles")
        self.tec = Check("Technology enabled care", key="askTec")
        self.transition = Check("Price for moving in", key="askTransition")
        for box in (self.tec, self.transition):
            box.ticked.connect(self._changed)
        for part in (self.miles_field, self.tec, self.transition):
            self.add(part)

    def show_extras(self, extras: Extras, *, locked: bool) -> None:
        """Shows what the draft holds."""
        self._extras = extras
        self.miles.show_exact(extras.miles)
        self.tec.setChecked(extras.tec)
        self.transition.setChecked(extras.transition)
        self.tec.setEnabled(not locked)
        self.transition.setEnabled(not locked)
        self.miles.setReadOnly(locked)

    def _changed(self, _value: object = None) -> None:
        """A number that is none stays in its field; the ticks are saved all the same."""
        miles = self._extras.miles
        if not self.miles.problem():
            miles = self.miles.value_exact() or Decimal(0)
        self._extras = Extras(miles, tec=self.tec.value(), transition=self.transition.value())
        self.edited.emit(self._extras)
