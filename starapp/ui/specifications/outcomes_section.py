"""Outcomes: for each heading what good looks like, how we will know, and the ladder."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.specifications.layers import Layer
from starapp.specifications.outcomes import LONGEST, MOST_OUTCOMES, Outcome
from starapp.ui.specifications.ladder import Ladder, ladder_words
from starapp.ui.specifications.need_field import layer_tag
from starapp.ui.specifications.section_page import SectionPage
from starapp.ui.widgets.buttons import Button, IconButton
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.labels import Words, hairline
from starapp.ui.widgets.text_fields import TextField
from starapp.ui.widgets.typed import about

_TEXTS = (
    ("i_statement", "In the person’s words", "I can make my own tea."),
    ("goal", "What good looks like", "Cooks three meals a week."),
    ("measure", "How we will know", "A weekly record."),
    ("baseline", "Now", "No meals yet."),
    ("target", "Goal, and by when", "Three meals by month 6."),
    ("checked_by", "Who checks", "The person and their keyworker."),
)


class OutcomeRow(QFrame):
    """One outcome."""

    def __init__(self, page: "OutcomesSection", place: int) -> None:
        super().__init__()
        self._page, self._place = page, place
        number = place + 1
        self.domain = Choice(empty="Choose")
        self.domain.chosen.connect(partial(page.changed, place, "domain"))
        self.ladder = Ladder(f"ladder-{number}")
        self.ladder.changed.connect(self._stepped)
        self.steps = Words("", "hint", ink="muted", wrap=True)
        self.texts: dict[str, TextField] = {}
        self.fields: dict[str, LabelledField] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(8)
        head = QHBoxLayout()
        heading = LabelledField(f"Outcome {number}", self.domain, key=f"domain-{number}")
        self.fields["domain"] = heading
        head.addWidget(heading, 2)
        ladder = QVBoxLayout()
        ladder.addWidget(Words("Steps", "label"))
        ladder.addWidget(self.ladder)
        ladder.addWidget(self.steps)
        head.addLayout(ladder, 1)
        self.remove = IconButton(
            "trash-2", f"Remove outcome {number}", key=f"removeOutcome{number}"
        )
        self.remove.clicked.connect(partial(page.remove, place))
        head.addWidget(self.remove)
        box.addLayout(head)
        made = [self._text(name, label, hint, number) for name, label, hint in _TEXTS]
        for first in range(0, len(made), 2):
            box.addWidget(field_row(*made[first : first + 2]))
        box.addWidget(hairline())

    def _text(self, name: str, label: str, hint: str, number: int) -> LabelledField:
        editor = TextField(most=LONGEST)
        self.texts[name] = editor
        editor.settled.connect(partial(self._page.changed, self._place, name))
        field = LabelledField(label, editor, hint=f"For example: {hint}", key=f"{name}-{number}")
        self.fields[name] = field
        return field

    def _stepped(self, now: int | None, goal: int | None) -> None:
        self.steps.setText(ladder_words(now, goal))
        self._page.stepped(self._place, now, goal)

    def show_outcome(self, outcome: Outcome, domains: tuple[str, ...], *, locked: bool) -> None:
        """Shows what the draft holds."""
        self.domain.show_options([(domain, domain) for domain in domains])
        self.domain.choose(outcome.domain)
        for name, editor in self.texts.items():
            editor.show_value(getattr(outcome, name))
            if not editor.hasFocus():
                editor.setCursorPosition(0)
            if locked:
                self.fields[name].set_read_only(getattr(outcome, name) or "Nothing written.")
        self.ladder.show_steps(outcome.step_now, outcome.step_goal)
        self.ladder.read_only = locked
        self.steps.setText(ladder_words(outcome.step_now, outcome.step_goal))
        self.remove.setVisible(not locked)
        if locked:
            self.fields["domain"].set_read_only(outcome.domain)


class OutcomesSection(SectionPage):
    """The system's headings, one outcome each to begin with, and more if wanted."""

    def build(self) -> None:
        self.rows: list[OutcomeRow] = []
        self.card.add_right(layer_tag(Layer.BIDDERS))
        self._add = Button("Add outcome", icon="plus", size="small", pressed=self.add_outcome)
        self.card.add_right(self._add)
        holder = QWidget()
        self._box = QVBoxLayout(holder)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.card.add(holder)
        self._empty = Words(
            "Choose a purchasing system first, or add an outcome.", "table", ink="muted", wrap=True
        )
        self.card.add(self._empty)
        self.show_outcomes()

    def shown(self) -> tuple[Outcome, ...]:
        """The outcomes, or an empty one for each heading while there is none."""
        spec = self.draft.spec
        if spec.outcomes or self.draft.locked:
            return spec.outcomes
        return tuple(Outcome(domain) for domain in self.offered().domains(spec))

    def show_outcomes(self) -> None:
        """Shows what the draft holds."""
        outcomes = self.shown()
        if len(self.rows) != len(outcomes):
            clear(self._box)
            about(self, f"of {len(outcomes)}")
            self.rows = [OutcomeRow(self, place) for place in range(len(outcomes))]
            for row in self.rows:
                self._box.addWidget(row)
        domains = self.offered().domains(self.draft.spec)
        for row, outcome in zip(self.rows, outcomes, strict=True):
            row.show_outcome(outcome, domains, locked=self.draft.locked)
        self._empty.setVisible(not outcomes)
        self._add.setVisible(not self.draft.locked)
        if len(outcomes) >= MOST_OUTCOMES:
            self._add.off(f"Keep to {MOST_OUTCOMES} outcomes.")
        else:
            self._add.on()

    def changed(self, place: int, name: str, value: str) -> None:
        """Saves one text of one outcome."""
        outcomes = list(self.shown())
        change: dict[str, Any] = {name: value}
        outcomes[place] = replace(outcomes[place], **change)
        self._put(tuple(outcomes), f"change outcome {place + 1}")

    def stepped(self, place: int, now: int | None, goal: int | None) -> None:
        """Saves the steps of one outcome."""
        outcomes = list(self.shown())
        outcomes[place] = replace(outcomes[place], step_now=now, step_goal=goal)
        self._put(tuple(outcomes), f"change steps of outcome {place + 1}")

    def add_outcome(self) -> None:
        """Adds an empty outcome under the heading used least."""
        outcomes = self.shown()
        used = [outcome.domain for outcome in outcomes]
        domains = self.offered().domains(self.draft.spec)
        self._put((*outcomes, Outcome(min(domains, key=used.count))), "add an outcome")
        self.show_outcomes()
        self.rows[-1].texts["i_statement"].setFocus()

    def remove(self, place: int) -> None:
        """Takes an outcome out; it can be undone."""
        outcomes = self.shown()
        self._put(outcomes[:place] + outcomes[place + 1 :], f"remove outcome {place + 1}")
        self.show_outcomes()
        self._add.setFocus()

    def _put(self, outcomes: tuple[Outcome, ...], name: str) -> None:
        self.draft.put(replace(self.draft.spec, outcomes=outcomes), name)

    def focus_place(self, place: str) -> bool:
        parts = place.split(".")
        if parts[0] != "outcomes":
            return False
        if len(parts) == 3 and int(parts[1]) < len(self.rows):
            self.rows[int(parts[1])].fields[parts[2]].editor.setFocus()
        elif self.rows:
            self.rows[0].texts["i_statement"].setFocus()
        return True

    def show_spec(self) -> None:
        super().show_spec()
        self.show_outcomes()
