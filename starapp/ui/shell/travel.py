"""Where the person has been: back and forward."""

from starapp.ui.desk import Place

KEPT = 60


class Travel:
    """The places visited and which of them is shown."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._now = -1

    @property
    def now(self) -> Place | None:
        """The place shown, or None before the first."""
        return self._places[self._now] if self._places else None

    def visit(self, place: Place) -> None:
        """Goes on to a place; what was ahead is forgotten."""
        if place == self.now:
            return
        del self._places[self._now + 1 :]
        self._places.append(place)
        del self._places[:-KEPT]
        self._now = len(self._places) - 1

    def back(self) -> Place | None:
        """Steps back, or gives None when there is nowhere."""
        if not self.can_back:
            return None
        self._now -= 1
        return self.now

    def forward(self) -> Place | None:
        """Steps forward, or gives None when there is nowhere."""
        if not self.can_forward:
            return None
        self._now += 1
        return self.now

    @property
    def can_back(self) -> bool:
        """There is a place before."""
        return self._now > 0

    @property
    def can_forward(self) -> bool:
        """There is a place after."""
        return self._now < len(self._places) - 1
