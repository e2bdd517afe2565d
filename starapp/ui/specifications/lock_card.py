"""Before you lock it: what is still to do, each line a way there, and the lock itself."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.exact import money
from starapp.specifications.care_needs import Section
from starapp.specifications.package_cost import GuidePrice
from starapp.specifications.readiness import Progress, SectionState
from starapp.ui.widgets.buttons import Button, Link
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Icon, Words


class LockCard(Card):
    """A line for each section that is not complete, then what is right, then the button.

    Signals:
        wanted: the section and the place of the first thing to do there.
        locking: the button was pressed.
    """

    wanted = Signal(object, str)
    locking = Signal()

    def __init__(self) -> None:
        super().__init__("Before you lock it")
        self.body.setContentsMargins(16, 10, 12, 12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self.button = Button(
            "Lock specification", kind="main", icon="lock", pressed=self.locking.emit,
            key="lockSpecification",
        )  # fmt: skip
        self.why = Words("", "hint", ink="muted", wrap=True)
        self.add(self.button)
        self.add(self.why)
        self._shown: object = None

    def show_states(
        self, states: tuple[SectionState, ...], guided: GuidePrice | None, *, locked: bool
    ) -> None:
        """Shows what is to do."""
        if (states, guided, locked) == self._shown:
            return
        self._shown = (states, guided, locked)
        clear(self._lines)
        open_ones = [state for state in states if state.progress is not Progress.DONE]
        empty = [state for state in open_ones if state.progress is Progress.TO_DO]
        for state in open_ones:
            if state.progress is Progress.WARNING:
                self._line("circle-x", "redText", state.words, state)
            elif state.progress is Progress.STARTED:
                self._line("circle-x", "redText", _to_do(state), state)
        for state in empty:
            self._line("circle-dot", "greySolid", "Not started", state)
        weekly = guided.weekly if guided is not None else None
        if not any(state.section is Section.WEEKLY_SUPPORT for state in open_ones) and weekly:
            words = f"{money(weekly)} a week, guide"
            self._good("Weekly support adds up", words)
        if not open_ones:
            self._good("Everything is complete", "" if locked else "You can lock it now.")
        self._show_button(ready=not open_ones, locked=locked)

    def _show_button(self, *, ready: bool, locked: bool) -> None:
        self.button.setVisible(not locked)
        if ready:
            self.button.on()
            self.why.setText(
                "Locking takes a fingerprint. Nobody can change it while it is locked."
            )
        else:
            self.button.off("You can lock it when the list above is clear.")
            self.why.setText("You can lock it when the list above is clear.")
        self.why.setVisible(not locked)

    def _line(self, icon: str, colour: str, words: str, state: SectionState) -> None:
        place = state.problems[0].place if state.problems else ""
        link = Link(
            state.section.heading,
            pressed=partial(self.wanted.emit, state.section, place),
            key=f"todo-{state.section.value}",
        )
        link.setAccessibleName(f"{state.section.heading}: {words}")
        self._add(icon, colour, Words(words, "label", wrap=True), link)

    def _good(self, strong: str, words: str) -> None:
        under = Words(words, "hint", ink="muted", wrap=True)
        self._add("circle-check", "greenText", Words(strong, "label", wrap=True), under)

    def _add(self, icon: str, colour: str, first: QWidget, second: QWidget) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Icon(icon, colour=colour, size=18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(first)
        lifted = _LEFT if isinstance(second, Link) else Qt.AlignmentFlag(0)
        words.addWidget(second, 0, lifted)
        row.addLayout(words, 1)
        self._lines.addWidget(holder)


_LEFT = Qt.AlignmentFlag.AlignLeft
"""A link keeps its own width and must not narrow the words beside it."""


def _to_do(state: SectionState) -> str:
    if len(state.problems) == 1:
        return state.problems[0].words.split(". ")[0].rstrip(".")
    return state.words
