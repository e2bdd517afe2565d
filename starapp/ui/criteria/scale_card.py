"""What each score means: its word, its meaning and a plain word."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import EvaluationModel, Level
from starapp.foundation.exact import plain
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.widgets.buttons import Button, IconButton
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.tags import Tag
from starapp.ui.widgets.text_fields import TextField

HIGHEST = Decimal(10)
_PARTS = (("label", "Word"), ("meaning", "Meaning"), ("plain", "Plain word"))


class ScaleCard(Card):
    """The levels, highest first: as text, and as fields while the words are being edited."""

    def __init__(self, draft: ModelDraft) -> None:
        super().__init__("What each score means")
        self._draft = draft
        self._scores: tuple[Decimal, ...] | None = None
        self._editing = False
        self.fields: dict[tuple[Decimal, str], LabelledField] = {}
        self.seats = Words("", "hint", ink="muted")
        self.more = Button("Add score", icon="plus", size="small", pressed=self.add_level,
                           key="addScore")  # fmt: skip
        self.fewer = IconButton("trash-2", "Remove highest score", pressed=self.remove_level,
                                key="removeScore")  # fmt: skip
        self.edit = Button("Edit words", icon="pencil", size="small", pressed=self.turn,
                           key="editWords")  # fmt: skip
        self.add_right(self.seats, self.more, self.fewer, self.edit)
        self._text = QWidget()
        self._lines = QGridLayout(self._text)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(14)
        self._lines.setVerticalSpacing(8)
        self._lines.setColumnStretch(2, 1)
        self.add(self._text)
        self._holder = QWidget()
        self._box = QVBoxLayout(self._holder)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self.add(self._holder)
        self._show_turn()

    def turn(self) -> None:
        """Turns between text and fields."""
        self._editing = not self._editing
        self.show_model()
        if self._editing and self.fields:
            next(iter(self.fields.values())).editor.setFocus()

    def _show_turn(self) -> None:
        editing = self._editing and not self._draft.locked
        self._text.setVisible(not editing)
        self._holder.setVisible(editing)
        for button in (self.more, self.fewer):
            button.setVisible(editing)
        self.seats.setVisible(not editing)
        self.edit.setVisible(not self._draft.locked)
        self.edit.set_text("Done" if editing else "Edit words")

    def show_model(self) -> None:
        """Shows what the draft holds."""
        model = self._draft.model
        self.seats.setText(f"Used by all {len(model.roles)} scorers")
        if self._editing:
            self._show_fields(model)
        else:
            self._show_text()
        self._show_turn()

    def _show_fields(self, model: EvaluationModel) -> None:
        if model.scores != self._scores:
            self._scores = model.scores
            clear(self._box)
            self.fields = {}
            for score in reversed(model.scores):
                self._add_level(score)
        for level in model.scale:
            self._show_level(level)

    def _show_text(self) -> None:
        clear(self._lines)
        levels = sorted(self._draft.model.scale, key=lambda level: -level.score)
        for line, level in enumerate(levels):
            score = Tag(plain(level.score), "teal")
            score.setAccessibleName(f"Score {plain(level.score)}")
            self._lines.addWidget(score, line, 0, Qt.AlignmentFlag.AlignTop)
            said = (
                (level.label or "No word yet", "label", ""),
                (level.meaning or "No meaning yet.", "table", "muted"),
                (f"“{level.plain}”" if level.plain else "No plain word yet", "table", "muted"),
            )
            for column, (words, role, ink) in enumerate(said, start=1):
                text = Words(words, role, ink=ink, wrap=column > 1)
                self._lines.addWidget(text, line, column, Qt.AlignmentFlag.AlignTop)

    def _add_level(self, score: Decimal) -> None:
        shown = plain(score)
        self._box.addWidget(Words(f"Score {shown}", "label"))
        for name, label in _PARTS:
            editor = TextField(most=300)
            editor.settled.connect(partial(self._changed, score, name))
            field = LabelledField(label, editor, key=f"{name}-{shown}")
            field.editor.setAccessibleName(f"{label} of score {shown}")
            self.fields[score, name] = field
        row = [self.fields[score, name] for name in ("label", "plain")]
        self._box.addWidget(field_row(*row))
        self._box.addWidget(self.fields[score, "meaning"])

    def _show_level(self, level: Level) -> None:
        for name, _ in _PARTS:
            field, value = self.fields[level.score, name], getattr(level, name)
            assert isinstance(field.editor, TextField)  # noqa: S101 - made above
            if not field.editor.hasFocus() or field.editor.value() != value:
                field.editor.show_value(value)
                field.editor.setCursorPosition(0)

    def _changed(self, score: Decimal, name: str, value: str) -> None:
        model = self._draft.model
        change: dict[str, Any] = {name: value}
        scale = tuple(replace(one, **change) if one.score == score else one for one in model.scale)
        self._draft.put(replace(model, scale=scale), f"change words of score {plain(score)}")

    def add_level(self) -> None:
        """Adds a score above the highest."""
        model = self._draft.model
        score = model.scores[-1] + 1 if model.scale else Decimal(0)
        if score <= HIGHEST:
            rising = sorted((*model.scale, Level(score, "", "")), key=lambda level: level.score)
            self._draft.put(replace(model, scale=tuple(rising)), f"add score {plain(score)}")

    def remove_level(self) -> None:
        """Takes the highest score away; it can be undone."""
        model = self._draft.model
        if model.scale:
            top = model.scores[-1]
            kept = tuple(level for level in model.scale if level.score != top)
            self._draft.put(replace(model, scale=kept), f"remove score {plain(top)}")
