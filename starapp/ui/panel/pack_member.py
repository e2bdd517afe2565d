"""One member in the sheet that makes packs: whether they get one, and how they score."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from starapp.panel.ways import Way
from starapp.ui import theme
from starapp.ui.panel.packs_view import PackRow
from starapp.ui.widgets.choices import Check, Choice

WAYS = (
    (Way.FILE.value, "Score pack for STAR"),
    (Way.SPREADSHEET.value, "Spreadsheet"),
    (Way.PAPER.value, "Paper"),
)
HAS = {Way.FILE: "has pack", Way.SPREADSHEET: "has spreadsheet", Way.PAPER: "has paper"}


class PackMember(QWidget):
    """A tick with the member's name, and the way they score.

    Signals:
        changed: the tick or the way is another one.
    """

    changed = Signal()

    def __init__(self, row: PackRow) -> None:
        super().__init__()
        has = f", {HAS[row.way]} {row.number}" if row.number else ""
        self.tick = Check(f"{row.member}{has}", on=not row.number, key=f"pack-{row.member}")
        self.way = Choice(WAYS)
        self.way.setObjectName(f"way-{row.member}")
        self.way.setAccessibleName(f"How {row.member} scores")
        self.way.setFixedWidth(theme.px(200))
        self.way.choose(row.way.value)
        self.tick.toggled.connect(self._show)
        self.way.chosen.connect(self._show)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.tick, 1)
        line.addWidget(self.way)
        self.way.setEnabled(self.tick.isChecked())

    def _show(self) -> None:
        self.way.setEnabled(self.tick.isChecked())
        self.changed.emit()

    @property
    def chosen(self) -> bool:
        """Tells whether the member gets one."""
        return self.tick.isChecked()

    @property
    def chosen_way(self) -> Way:
        """How they score."""
        return Way(self.way.value())
