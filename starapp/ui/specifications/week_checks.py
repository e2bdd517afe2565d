"""The checks of a week: covered, no overlaps, which rates; a problem jumps to its place."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.problems import Problem
from starapp.specifications.grid_checks import NightQuestion, grid_problems
from starapp.specifications.support_grid import SupportGrid
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Icon, Words

MOST_SHOWN = 6
_GOOD = {
    "gap": "Every hour is covered or marked",
    "overlap": "No overlaps",
}


class WeekChecks(Card):
    """One line for each check.

    Signals:
        jumped: day and half hour of a problem that was pressed.
        asked: the ``NightQuestion`` somebody wants to confirm.
    """

    jumped = Signal(int, int)
    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("Checks")
        self.body.setContentsMargins(16, 10, 12, 12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self._shown: object = None

    def show_week(
        self, grid: SupportGrid, rates: str, questions: tuple[NightQuestion, ...] = ()
    ) -> None:
        """Shows the checks of a week, which rates the guide price uses, and what is to be confirmed."""
        problems = grid_problems(grid)
        if (problems, rates, questions) == self._shown:
            return
        self._shown = (problems, rates, questions)
        clear(self._lines)
        codes = {problem.code for problem in problems}
        for code, words in _GOOD.items():
            if code not in codes and "empty" not in codes:
                self._line("circle-check", "greenText", Words(words, "table", wrap=True))
        for problem in problems[:MOST_SHOWN]:
            self._problem(problem)
        more = len(problems) - MOST_SHOWN
        if more > 0:
            self._line("circle-x", "redText", Words(f"And {more} more.", "table"))
        for question in questions:
            self._question(question)
        if rates:
            self._line("info", "blueText", Words(rates, "table", wrap=True))

    def _problem(self, problem: Problem) -> None:
        where, _, rest = problem.words.partition(": ")
        parts = problem.place.split(".")
        if len(parts) != 3:
            self._line("circle-x", "redText", Words(problem.words, "table", wrap=True))
            return
        day, start = int(parts[1]), int(parts[2].split("-")[0])
        link = Link(
            where,
            pressed=partial(self.jumped.emit, day, start),
            ink="redText",
            key=f"check-{problem.code}-{day}-{start}",
        )
        under = Words(rest[:1].upper() + rest[1:], "hint", ink="muted", wrap=True)
        self._line("circle-x", "redText", _two(link, under))

    def _question(self, question: NightQuestion) -> None:
        link = Link(
            f"Confirm {question.nights} nights",
            pressed=partial(self.asked.emit, question),
            key=f"confirm-{question.support.value}",
        )
        words = Words(question.problem.words, "hint", ink="muted", wrap=True)
        self._line("triangle-alert", "amberText", _two(words, link))

    def _line(self, icon: str, colour: str, words: QWidget) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon(icon, colour=colour, size=18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        self._lines.addWidget(holder)


def _two(first: QWidget, second: QWidget) -> QWidget:
    """One under the other; a link keeps its own width."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    for part in (first, second):
        lifted = Qt.AlignmentFlag.AlignLeft if isinstance(part, Link) else Qt.AlignmentFlag(0)
        box.addWidget(part, 0, lifted)
    return holder
