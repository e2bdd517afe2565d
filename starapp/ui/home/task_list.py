"""The list of what needs a person today: verb, reason, when, and one button each."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.dates import day_text
from starapp.reports.needs import TaskRow, Urgency
from starapp.ui import theme
from starapp.ui.widgets.buttons import Button, Link
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Icon, Shortened, Words, hairline
from starapp.ui.widgets.tags import Tag, TagLook

AT_MOST = 10
_ICONS = {
    "open bids": ("package-open", "blue"),
    "answer": ("mail-question-mark", "amber"),
    "panel": ("users-round", "blue"),
    "score": ("clipboard-list", "blue"),
    "moderate": ("split", "purple"),
    "recommend": ("award", "purple"),
    "approve": ("signature", "purple"),
    "letters": ("mail", "amber"),
    "notice": ("send", "amber"),
    "standstill": ("hourglass", "green"),
    "sign": ("signature", "green"),
    "publish": ("mail-plus", "blue"),
    "specify": ("pencil", "blue"),
}


def due_tag(task: TaskRow, today: date) -> TagLook:
    """When a task is due, as a tag."""
    match task.urgency:
        case Urgency.LATE if task.due is not None:
            days = (today - task.due).days
            return TagLook(f"{days} day{'' if days == 1 else 's'} late", "red", "circle-alert")
        case Urgency.TODAY:
            return TagLook("Due today", "amber", "clock")
        case Urgency.INFORMATION:
            return TagLook("On track", "green", "check")
        case _:
            return TagLook(f"Due {day_text(task.due)}" if task.due else "No date", "grey")


class TaskLine(QFrame):
    """One task."""

    def __init__(self, task: TaskRow, today: date, opened: Callable[[], None]) -> None:
        super().__init__()
        self.task = task
        icon, tone = _ICONS.get(task.what, ("circle-alert", "grey"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        row.addWidget(Icon(icon, colour=f"{tone}Text", ground=f"{tone}Bg", pad=7))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Shortened(task.words, "label"))
        words.addWidget(Shortened(task.reason, "hint", ink="muted"))
        row.addLayout(words, 1)
        look = due_tag(task, today)
        row.addWidget(Tag(look.text, look.tone, look.icon))
        self.button = Button(
            task.button, size="small", pressed=opened, key=f"task-{task.what}-{task.id}"
        )
        self.button.setMinimumWidth(theme.px(96))
        self.button.setAccessibleName(f"{task.button}: {task.words}, {task.reason}, {look.text}")
        row.addWidget(self.button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class TaskList(Card):
    """The card.

    Signals:
        opened: the ``TaskRow`` whose button was pressed.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__("Needs you today", padded=False)
        self.count = Words("", "hint", ink="muted")
        self.add_right(self.count)
        self._tasks: tuple[TaskRow, ...] = ()
        self._all = False
        self._lines: list[TaskLine] = []
        self._today = date.min
        self._next: date | None = None

    def show_tasks(self, tasks: Sequence[TaskRow], today: date, next_date: date | None) -> None:
        """Shows tasks; without any it says so and names the next known date."""
        self._tasks = tuple(tasks)
        self._today = today
        self._next = next_date
        self._build()

    def lines(self) -> list[TaskLine]:
        """The tasks shown."""
        return self._lines

    def _build(self) -> None:
        clear(self.body)
        self._lines = []
        shown = self._tasks if self._all else self._tasks[:AT_MOST]
        due = sum(task.urgency <= Urgency.TODAY for task in self._tasks)
        things = f"{len(self._tasks)} thing{'' if len(self._tasks) == 1 else 's'}"
        self.count.setText(f"{things}, {due} due" if self._tasks else "")
        if not shown:
            self.body.addWidget(self._nothing())
        for place, task in enumerate(shown):
            line = TaskLine(task, self._today, partial(self.opened.emit, task))
            self._lines.append(line)
            if place:
                self.body.addWidget(hairline())
            self.body.addWidget(line)
        if len(self._tasks) > len(shown):
            more = Link(f"Show all {len(self._tasks)}", pressed=self._show_all)
            self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addStretch(1)

    def _nothing(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(24, 28, 24, 28)
        box.addWidget(
            Words("Nothing is on your list", "cardTitle"), 0, Qt.AlignmentFlag.AlignHCenter
        )
        after = f"The next date is {day_text(self._next)}." if self._next else ""
        if after:
            label = Words(after, "table", ink="muted")
            box.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        return holder

    def _show_all(self) -> None:
        self._all = True
        self._build()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        place = next((n for n, line in enumerate(self._lines) if line.button.hasFocus()), -1)
        if step and place >= 0:
            self._lines[(place + step) % len(self._lines)].button.setFocus()
            return
        super().keyPressEvent(event)
