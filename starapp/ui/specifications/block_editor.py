"""The editor of the chosen block: support, times, what for, outcome, sharing and other days."""

from dataclasses import replace
from datetime import time
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.dates import DAY_NAMES, NotADate
from starapp.specifications.grid_checks import clock, span_words
from starapp.specifications.grid_form import slot_at
from starapp.specifications.support_grid import (
    MOST_SHARING,
    SLOTS,
    Block,
    Support,
    SupportGrid,
    change,
    delete,
    paint,
)
from starapp.ui import theme
from starapp.ui.specifications.week_words import block_words
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Check, Choice
from starapp.ui.widgets.date_fields import TimeField
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.text_fields import ExactField, TextField
from starapp.ui.widgets.typed import about

_ONE = Decimal(1)
_MOST = Decimal(MOST_SHARING)
_EMPTY_HELP = "Press 1, then drag across Monday morning. Or copy the week of another package."
_CHOOSE_HELP = "Press a block, or move to it with the arrow keys."
_MOVE_HELP = "Ctrl and arrow keys move it by 30 minutes. With Shift they change its length."
CHOICES = (
    (Support.ONE_TO_ONE.value, "1:1, one worker"),
    (Support.TWO_TO_ONE.value, "2:1, two workers"),
    (Support.SHARED.value, "Shared support"),
    (Support.WAKING_NIGHT.value, "Waking night"),
    (Support.SLEEP_IN.value, "Sleep-in"),
    (Support.NOT_NEEDED.value, "No support needed"),
)


_ONE_ROW = {
    "blockSupport": (0, 0, 2), "blockStarts": (0, 2, 2), "blockEnds": (0, 4, 2),
    "blockSharing": (0, 6, 2), "blockLabel": (0, 8, 2), "blockOutcome": (0, 10, 2),
}  # fmt: skip
_ONE_ROW_ALONE = {
    "blockSupport": (0, 0, 3), "blockStarts": (0, 3, 1), "blockEnds": (0, 4, 1),
    "blockSharing": (1, 0, 1), "blockLabel": (0, 5, 4), "blockOutcome": (0, 9, 3),
}  # fmt: skip
_TWO_ROWS = {
    "blockSupport": (0, 0, 3), "blockStarts": (0, 3, 3), "blockEnds": (0, 6, 3),
    "blockSharing": (0, 9, 3), "blockLabel": (1, 0, 6), "blockOutcome": (1, 6, 6),
}  # fmt: skip
"""Row, column and span of each field, of twelve columns."""


class BlockEditor(Card):
    """Everything about one block; hidden fields do not apply to its kind.

    Signals:
        edited: the week after the step, the block as it is now, and the step's name.
        unwanted: Delete was pressed.
    """

    edited = Signal(object, object, str)
    unwanted = Signal()

    def __init__(self) -> None:
        super().__init__("", padded=True)
        self._grid = SupportGrid()
        self._block: Block | None = None
        self._locked = False
        self.heading = Words("", "cardTitle", wrap=True)
        self.heading.setObjectName("blockHeading")
        self.help = Words("", "hint", ink="muted", wrap=True)
        self.delete = Button("Delete", icon="trash-2", size="small", key="deleteBlock")
        self.delete.clicked.connect(self.unwanted)
        self.copy_week = Button("Copy from another package", icon="copy", size="small",
                                key="copyWeek")  # fmt: skip
        top = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.heading)
        words.addWidget(self.help)
        top.addLayout(words, 1)
        top.addWidget(self.copy_week)
        top.addWidget(self.delete)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.addLayout(top)
        self.body.addWidget(self._build_fields())
        self.body.addWidget(self._build_days())
        self.show_block(SupportGrid(), None, (), locked=False)

    def _build_fields(self) -> QWidget:
        self.support = Choice(CHOICES)
        self.starts, self.ends = TimeField(step_minutes=30), TimeField(step_minutes=30)
        for clock_field in (self.starts, self.ends):
            clock_field.setMinimumWidth(theme.px(76))
        self.label = TextField(most=120)
        self.outcome = Choice([("", "None")])
        self.sharing = ExactField(places=0, least=_ONE, most=_MOST, step=_ONE, unit="people")
        made = (
            ("Support", self.support, "blockSupport"),
            ("Starts", self.starts, "blockStarts"),
            ("Ends", self.ends, "blockEnds"),
            ("Shared by", self.sharing, "blockSharing"),
            ("What it is for", self.label, "blockLabel"),
            ("Outcome it helps", self.outcome, "blockOutcome"),
        )
        self.fields = {key: LabelledField(name, editor, key=key) for name, editor, key in made}
        self._holder = QWidget()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self._grid_of_fields = grid
        self._arrange(wide=True)
        self.support.chosen.connect(self._support_chosen)
        self.starts.settled.connect(self._times_changed)
        self.ends.settled.connect(self._times_changed)
        for field in (self.starts, self.ends):
            field.complained.connect(self._say_time_problem)
            field.editingFinished.connect(partial(self._say_time_problem, ""))
        self.label.settled.connect(self._label_changed)
        self.outcome.chosen.connect(self._outcome_chosen)
        self.sharing.settled.connect(self._sharing_changed)
        return self._holder

    def _arrange(self, *, wide: bool) -> None:
        """One row where there is room, else two."""
        self._wide = wide
        grid = self._grid_of_fields
        for column in range(12):
            grid.setColumnStretch(column, 1)
        shared = not self.fields["blockSharing"].isHidden()
        places = (_ONE_ROW if shared else _ONE_ROW_ALONE) if wide else _TWO_ROWS
        for key, (row, column, span) in places.items():
            grid.addWidget(self.fields[key], row, column, 1, span)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(740)
        if wide != self._wide:
            self._arrange(wide=wide)

    def _build_days(self) -> QWidget:
        self.background = Check("In the background", key="blockBackground")
        self.background.ticked.connect(self._background_ticked)
        self.flexible = Check("Time may move", key="blockFlexible")
        self.flexible.ticked.connect(self._flexible_ticked)
        self.days = [Check(name[:3], key=f"alsoOn{name}") for name in DAY_NAMES]
        for day, box in enumerate(self.days):
            box.setAccessibleName(f"Also on {DAY_NAMES[day]}")
            box.ticked.connect(partial(self._day_ticked, day))
        self._also = Words("Also on", "label")
        self._boxes = flow(self._also, *self.days, self.background, self.flexible, spacing=14)
        return self._boxes

    def show_block(
        self, grid: SupportGrid, block: Block | None, domains: tuple[str, ...], *, locked: bool
    ) -> None:
        """Shows the chosen block of a week, or how to choose one."""
        self._grid, self._block, self._locked = grid, block, locked
        for part in (self._holder, self._boxes):
            part.setVisible(block is not None and not locked)
        self.delete.setVisible(block is not None and not locked)
        self.copy_week.setVisible(not grid.blocks and not locked)
        if block is None:
            self.heading.setText("No block chosen" if grid.blocks else "An empty week")
            self.help.setText(_EMPTY_HELP if not grid.blocks else _CHOOSE_HELP)
            return
        about(self, f"{block.day}/{block.start}/{block.background}")
        self.heading.setText(span_words(block.day, block.start, block.end))
        self.help.setText(block_words(block) if locked else _MOVE_HELP)
        self.support.choose(block.support.value)
        self.starts.show_time(_time(block.start))
        self.ends.show_time(_time(block.end))
        self.label.show_value(block.label)
        if not self.label.hasFocus():
            self.label.setCursorPosition(0)
        self.outcome.show_options([("", "None"), *((one, one) for one in domains)])
        self.outcome.choose(block.outcome)
        self.sharing.show_exact(Decimal(block.shared_by))
        self.fields["blockSharing"].setVisible(block.support.may_be_shared)
        self._arrange(wide=self._wide)
        self.background.setVisible(block.support.may_be_shared)
        self.background.setChecked(block.background)
        self.flexible.setChecked(not block.must_have)
        for day, box in enumerate(self.days):
            box.setChecked(replace(block, day=day) in grid.blocks)
            box.setEnabled(day != block.day and not locked)
        for field in self.fields.values():
            field.clear_problem()

    def _put(self, new: Block, name: str) -> None:
        if self._block is None or self._locked or new == self._block:
            return
        after = change(self._grid, self._block, new)
        shown = after.at(new.day, new.start, background=new.background)
        self.edited.emit(after, shown, f"{name} on {DAY_NAMES[new.day]}")

    def _support_chosen(self, value: str) -> None:
        if self._block is None:
            return
        support = Support(value)
        new = replace(self._block, shared_by=1, background=False, support=support)
        if support.may_be_shared and self._block.support.may_be_shared:
            new = replace(self._block, support=support)
        self._put(new, f"change to {support.words}")

    def _times_changed(self, _typed: str) -> None:
        block = self._block
        if block is None or self._time_problem() is not None:
            return
        start, end = slot_at(_clock(self.starts)), slot_at(_clock(self.ends)) or SLOTS
        moved = replace(block, start=start, length=end - start)
        self._put(moved, f"change times of {block.support.words}")

    def _time_problem(self) -> tuple[str, str] | None:
        """The field that is wrong and what is wrong with both times together, or None."""
        try:
            start, end = slot_at(_clock(self.starts)), slot_at(_clock(self.ends)) or SLOTS
        except NotADate as fault:
            return ("blockEnds" if _fits(self.starts) else "blockStarts"), str(fault)
        if end <= start:
            words = "The day ends at 07:00. Choose an end after the start, or two blocks."
            return "blockEnds", words
        return None

    def _say_time_problem(self, _own: str) -> None:
        """Comes after the field's own check, which knows nothing of the other time."""
        problem = self._time_problem() if self._block is not None else None
        for key in ("blockStarts", "blockEnds"):
            wrong = problem is not None and problem[0] == key
            self.fields[key].show_problem(problem[1] if wrong and problem else "")

    def _label_changed(self, text: str) -> None:
        if self._block is not None:
            self._put(replace(self._block, label=text.strip()), "change what it is for")

    def _outcome_chosen(self, value: str) -> None:
        if self._block is not None:
            self._put(replace(self._block, outcome=value), "change the outcome")

    def _sharing_changed(self, _typed: str) -> None:
        people = self.sharing.value_exact()
        if self._block is not None and people is not None:
            self._put(replace(self._block, shared_by=int(people)), "change who shares")

    def _background_ticked(self, on: object) -> None:
        if self._block is not None:
            self._put(replace(self._block, background=bool(on)), "change the background")

    def _flexible_ticked(self, on: object) -> None:
        if self._block is not None:
            self._put(replace(self._block, must_have=not on), "change whether the time may move")

    def _day_ticked(self, day: int, on: object) -> None:
        if self._block is None or self._locked:
            return
        twin = replace(self._block, day=day)
        after = paint(self._grid, twin) if on else delete(self._grid, twin)
        verb = "copy to" if on else "take off"
        name = f"{verb} {DAY_NAMES[day]}"
        self.edited.emit(after, self._block, name)


def _time(slot: int) -> time:
    hours, minutes = clock(slot).split(":")
    return time(int(hours), int(minutes))


def _clock(field: TimeField) -> time:
    found = field.clock()
    if found is None:
        raise NotADate("Enter a time on the 24-hour clock, for example 10:30.")
    return found


def _fits(field: TimeField) -> bool:
    found = field.clock()
    return found is not None and found.minute in {0, 30}
