"""The award checklist: a line each with what was done or the button that does it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.awards.decision_rules import CheckLine, Tick
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Icon, Words, hairline

ICONS = {
    Tick.DONE: ("circle-check", "greenSolid"),
    Tick.NOW: ("circle-dot", "blueSolid"),
    Tick.TO_COME: ("circle", "lineStrong"),
    Tick.LOCKED: ("lock", "lineStrong"),
}
VERBS = {
    "interests": "Confirm",
    "notice_drafted": "Confirm",
    "notice": "Record",
    "person": "Record",
    "sign": "Record",
}
"""Lines that a person does here; letters have their own card, sign-off its own screen."""


class ChecklistCard(Card):
    """The seven lines between sign-off and a signed agreement.

    Args:
        pressed: called with the code of the line whose button was pressed.
    """

    def __init__(self, pressed: Callable[[str], None]) -> None:
        super().__init__("Award checklist", padded=False)
        self._pressed = pressed
        self.buttons: dict[str, Button] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_lines(self, lines: tuple[CheckLine, ...], *, may_act: bool) -> None:
        """Shows the lines as they stand; ``may_act`` is False in a read-only workspace."""
        clear(self._lines)
        self.buttons = {}
        done = sum(line.tick is Tick.DONE for line in lines)
        self.hint.setText(f"{done} of {len(lines)} done" if lines else "")
        for place, line in enumerate(lines):
            if place:
                self._lines.addWidget(hairline())
            self._lines.addWidget(self._line(line, may_act=may_act))

    def _line(self, line: CheckLine, *, may_act: bool) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(16, 8, 12, 8)
        box.setSpacing(12)
        icon, colour = ICONS[line.tick]
        box.addWidget(Icon(icon, colour=colour, size=20))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(line.title, "label", wrap=True))
        words.addWidget(Words(line.words, "hint", ink="muted", wrap=True))
        box.addLayout(words, 1)
        if line.code in VERBS and line.tick is not Tick.DONE and may_act:
            box.addWidget(self._button(line))
        row.setAccessibleName(f"{line.title}: {line.words}, {line.tick.value}")
        return row

    def _button(self, line: CheckLine) -> Button:
        button = Button(VERBS[line.code], size="small", pressed=partial(self._pressed, line.code))
        button.setObjectName(f"check_{line.code}")
        button.setAccessibleName(f"{VERBS[line.code]}: {line.title}")
        if line.tick is Tick.LOCKED:
            button.off(f"{line.words}.")
        self.buttons[line.code] = button
        return button
