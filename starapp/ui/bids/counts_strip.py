"""The six counts over the register."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.bids.register import BidsView
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.flow import FlowLayout
from starapp.ui.widgets.labels import Words, upright


class CountsStrip(QFrame):
    """Invited, received, on time, late, declined, no reply."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 12, 0)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, spacing=0)
        self._row.addWidget(self._holder, 1)
        self.counts: tuple[tuple[str, int], ...] = ()

    def add_right(self, widget: QWidget) -> None:
        """Puts a button at the right."""
        self._row.addWidget(widget)

    def show_view(self, view: BidsView) -> None:
        """Shows the counts."""
        late = len(view.late) + sum(
            bool(row.arrival.late_decision == "accepted") for row in view.rows
        )
        self.counts = (
            ("Invited", view.invited),
            ("Bids received", len(view.rows)),
            ("On time", len(view.rows) - late),
            ("Late", late),
            ("Declined", len(view.declined)),
            ("No reply", len(view.no_reply)),
        )
        clear(self._flow)
        for name, number in self.counts:
            self._flow.addWidget(_count(name, number))


def _count(name: str, number: int) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    words = QWidget()
    box = QVBoxLayout(words)
    box.setContentsMargins(16, 8, 16, 8)
    box.setSpacing(0)
    box.addWidget(Words(str(number), "sectionTitle"))
    box.addWidget(Words(name, "hint", ink="muted"))
    holder.setAccessibleName(f"{name}: {number}")
    line.addWidget(words)
    line.addWidget(upright())
    return holder
