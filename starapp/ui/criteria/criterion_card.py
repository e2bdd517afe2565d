"""The details of the chosen criterion: what is asked, who scores it, and the same in plain words."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.criteria.criteria_tree import replaced
from starapp.criteria.evaluation_model import Criterion, Kind
from starapp.foundation.exact import plain
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.criteria.model_rows import KIND_NAMES, minimum_words
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.choices import Check, Segmented
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.text_fields import ExactField, LongText, TextField
from starapp.ui.widgets.typed import about

MOST_WORDS = Decimal(100000)
LONGEST_CODE = 12


def plain_words_of(text: str) -> tuple[tuple[str, str], ...]:
    """Reads hard words and their meaning, one "word: meaning" per line."""
    pairs = (line.partition(":") for line in text.splitlines() if line.strip())
    return tuple((word.strip(), meaning.strip()) for word, _, meaning in pairs)


def text_of(pairs: tuple[tuple[str, str], ...]) -> str:
    """Writes hard words and their meaning, one per line."""
    return "\n".join(f"{word}: {meaning}" for word, meaning in pairs)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class CriterionCard(Card):
    """Every field of one criterion; what does not belong to its kind is hidden."""

    def __init__(self, draft: ModelDraft) -> None:
        super().__init__("Details")
        self._draft = draft
        self.code = TextField(most=LONGEST_CODE)
        self.name = TextField(most=200)
        self.question = LongText(lines=3)
        self.look_for = LongText(lines=3, count=False)
        self.limit = ExactField(places=0, least=Decimal(1), most=MOST_WORDS)
        self.minimum = ExactField(places=2, least=Decimal(0), most=Decimal(100))
        self.how = Segmented(
            "How it is answered", [("written", "In writing"), ("meeting", "At a meeting")],
            key="howAnswered",
        )  # fmt: skip
        self.plain_question = LongText(lines=2, count=False)
        self.plain_words = LongText(lines=2, count=False)
        self.fields = self._fields()
        self.roles: dict[str, Check] = {}
        self._roles_title = Words("Who scores it", "label")
        self._roles_words = Words("", "body", wrap=True)
        self._how_title = Words("How it is answered", "label")
        self._roles_box = QVBoxLayout()
        self._nothing = Words("Add a question first.", "body", ink="muted", wrap=True)
        self._build()
        self._connect()

    def _fields(self) -> dict[str, LabelledField]:
        return {
            "code": LabelledField("Code", self.code, hint="Short: Q1", key="criterionCode"),
            "title": LabelledField("Title", self.name, key="criterionTitle"),
            "question": LabelledField("Question", self.question, key="criterionQuestion"),
            "look_for": LabelledField(
                "What to look for", self.look_for, hint="One point per line", key="lookFor"
            ),
            "word_limit": LabelledField(
                "Most words", self.limit, hint="Empty: no limit", key="wordLimit"
            ),
            "minimum": LabelledField(
                "Minimum", self.minimum, hint="Empty: none", key="criterionMinimum"
            ),
            "plain_question": LabelledField(
                "The question in plain words", self.plain_question, key="plainQuestion"
            ),
            "plain_words": LabelledField(
                "Hard words explained", self.plain_words,
                hint="One per line: word, colon, meaning", key="plainWords",
            ),
        }  # fmt: skip

    def _build(self) -> None:
        fields = self.fields
        self.add(self._nothing)
        self.add(field_row(fields["code"], fields["title"], stretch=(1, 3)))
        for name in ("question", "look_for"):
            self.add(fields[name])
        self.add(field_row(fields["minimum"], fields["word_limit"]))
        self.add(self._how_title)
        self.add(self.how)
        self.add(self._roles_title)
        self.add(self._roles_words)
        holder = QWidget()
        holder.setLayout(self._roles_box)
        self._roles_box.setContentsMargins(0, 0, 0, 0)
        self._roles_box.setSpacing(4)
        self.add(holder)
        for name in ("plain_question", "plain_words"):
            self.add(fields[name])

    def _connect(self) -> None:
        self.code.settled.connect(self._recode)
        self.name.settled.connect(partial(self._text, "title", str))
        self.question.settled.connect(partial(self._text, "question", str))
        self.look_for.settled.connect(partial(self._text, "look_for", lines_of))
        self.plain_question.settled.connect(partial(self._text, "plain_question", str))
        self.plain_words.settled.connect(partial(self._text, "plain_words", plain_words_of))
        self.limit.settled.connect(self._limited)
        self.minimum.settled.connect(self._least)
        self.how.chosen.connect(self._answered)

    def show_model(self) -> None:
        """Shows the chosen criterion."""
        criterion = self._draft.criterion
        self._nothing.setVisible(criterion is None)
        for field in self.fields.values():
            field.setVisible(criterion is not None)
        if criterion is None:
            self._show_kind(scored=False, asked=False, minimum=False)
            return
        about(self, criterion.code)
        self.title.setText(f"Details of {criterion.code}, {KIND_NAMES[criterion.kind]}")
        self._show_values(criterion)
        scored = criterion.kind is Kind.SCORED
        asked = criterion.kind in {Kind.SCORED, Kind.PASS_FAIL}
        self._show_kind(scored=scored, asked=asked, minimum=scored or not asked)
        self.fields["minimum"].setVisible(criterion.kind in {Kind.SCORED, Kind.SECTION})
        unit = "Points of the section" if criterion.kind is Kind.SECTION else "A score of the scale"
        self.fields["minimum"].set_hint(f"{unit}. Empty: none")
        self._show_roles(criterion)

    def _show_values(self, criterion: Criterion) -> None:
        self._show_text(self.code, "code", criterion.code)
        self._show_text(self.name, "title", criterion.title)
        self._show_text(self.question, "question", criterion.question)
        self._show_text(self.look_for, "look_for", "\n".join(criterion.look_for))
        self._show_text(self.plain_question, "plain_question", criterion.plain_question)
        self._show_text(self.plain_words, "plain_words", text_of(criterion.plain_words))
        limit = None if criterion.word_limit is None else Decimal(criterion.word_limit)
        self.limit.show_exact(limit)
        self.minimum.show_exact(criterion.minimum)
        self.how.choose("written" if criterion.written else "meeting")
        if self._draft.locked:
            said = "No limit" if limit is None else plain(limit)
            self.fields["word_limit"].set_read_only(said)
            self.fields["minimum"].set_read_only(minimum_words(self._draft.model, criterion))

    def _show_text(self, editor: TextField | LongText, name: str, value: str) -> None:
        focused = editor.edit.hasFocus() if isinstance(editor, LongText) else editor.hasFocus()
        if not focused or editor.value() != value.strip():
            editor.show_value(value)
        self.fields[name].clear_problem()
        if self._draft.locked:
            self.fields[name].set_read_only(value or "Nothing written.")

    def _show_kind(self, *, scored: bool, asked: bool, minimum: bool) -> None:
        for name in ("question", "look_for", "word_limit"):
            self.fields[name].setVisible(asked)
        self.fields["minimum"].setVisible(minimum)
        for name in ("plain_question", "plain_words"):
            self.fields[name].setVisible(scored)
        self._how_title.setVisible(scored)
        self.how.setVisible(scored and not self._draft.locked)
        self._roles_title.setVisible(scored)
        for check in self.roles.values():
            check.setVisible(scored)
        self._roles_words.setVisible(scored and self._draft.locked)

    def _show_roles(self, criterion: Criterion) -> None:
        model = self._draft.model
        if self._draft.locked:
            titles = [role.title for role in model.roles if role.code in criterion.roles]
            self._roles_words.setText(", ".join(titles) or "Nobody")
            self._how_title.setText(
                f"Answered {'in writing' if criterion.written else 'at a meeting'}"
            )
            return
        if list(self.roles) != [role.code for role in model.roles]:
            clear(self._roles_box)
            self.roles = {}
            for role in model.roles:
                check = Check(role.title, key=f"role-{role.code}")
                check.ticked.connect(partial(self._seat, role.code))
                self._roles_box.addWidget(check)
                self.roles[role.code] = check
        for role in model.roles:
            check = self.roles[role.code]
            check.setText(role.title)
            check.setChecked(role.code in criterion.roles)
            check.setVisible(criterion.kind is Kind.SCORED)

    def _change(self, name: str, **values: Any) -> None:  # noqa: ANN401 - one of many kinds
        old = self._draft.criterion
        if old is not None:
            new = replaced(self._draft.model, old.code, replace(old, **values))
            self._draft.put(new, f"change {name} of {old.code}", choose=values.get("code", ""))

    def _text(self, name: str, read: Callable[[str], object], value: str) -> None:
        self._change(name.replace("_", " "), **{name: read(value)})

    def _recode(self, value: str) -> None:
        old = self._draft.criterion
        if old is None or value == old.code:
            self.fields["code"].clear_problem()
            return
        if not value:
            self.fields["code"].show_problem("Enter a short code such as Q1.")
        elif value == "lower_price" or any(c.code == value for c in self._draft.model.criteria):
            self.fields["code"].show_problem(f"{value} is taken. Enter another code.")
        else:
            self._change("code", code=value)

    def _limited(self, typed: str) -> None:
        value = self.limit.value_exact()
        self.fields["word_limit"].show_problem(self.limit.problem())
        if value is not None or not typed:
            self._change("word limit", word_limit=None if value is None else int(value))

    def _least(self, typed: str) -> None:
        value = self.minimum.value_exact()
        self.fields["minimum"].show_problem(self.minimum.problem())
        if value is not None or not typed:
            self._change("minimum", minimum=value)

    def _answered(self, value: str) -> None:
        self._change("how it is answered", written=value == "written")

    def _seat(self, code: str, on: bool) -> None:  # noqa: FBT001 - Qt gives a bool
        old = self._draft.criterion
        if old is not None:
            wanted = {*old.roles, code} if on else set(old.roles) - {code}
            seats = tuple(r.code for r in self._draft.model.roles if r.code in wanted)
            self._change("who scores", roles=seats)
