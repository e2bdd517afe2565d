"""The agreed score of one question: score, reason for letters, note for the record, who agrees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.moderation import Agreement
from starapp.evaluation.moderation_board import Board, BoardCell
from starapp.evaluation.reason_hints import agreed_hints
from starapp.evaluation.result import ScoreState
from starapp.foundation.exact import apart, plain
from starapp.foundation.problems import Problem
from starapp.foundation.reasons import ENOUGH_WORDS
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.choices import Check, ScoreChoice
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words, upright
from starapp.ui.widgets.text_fields import LongText, TextField
from starapp.ui.widgets.typed import about


@dataclass(frozen=True, slots=True)
class AgreedDraft:
    """What the chair has put in for one question and not recorded yet."""

    score: str = ""
    not_applicable: bool = False
    reason: str = ""
    note: str = ""
    agrees: frozenset[str] = frozenset()
    differing: dict[str, str] = field(default_factory=dict)

    def agreement(self) -> Agreement:
        """The agreement to record."""
        return Agreement(
            state=ScoreState.NOT_APPLICABLE if self.not_applicable else ScoreState.SCORED,
            score=Decimal(self.score) if self.score and not self.not_applicable else None,
            reason=self.reason,
            agreed_by=self.agrees,
            differing={seat: why for seat, why in self.differing.items() if why.strip()},
            note=self.note,
        )


class AgreedForm(Card):
    """The form; starts empty, never at the average.

    Signals:
        wanted: the person pressed Agree.
        put_off: the person pressed Later.
        parking: the person pressed Park.
        citing: the person pressed Cite.
        edited: something in the form changed.
    """

    wanted = Signal()
    put_off = Signal()
    parking = Signal()
    citing = Signal()
    edited = Signal()

    def __init__(self, model: EvaluationModel) -> None:
        super().__init__(padded=False)
        self.setObjectName("agreedForm")
        self.setProperty("collects", "yes")
        self._model = model
        self._cell: BoardCell | None = None
        self._absent: frozenset[str] = frozenset()
        self._others: Mapping[str, str] = {}
        levels = sorted(model.scale, key=lambda level: level.score)
        self.score = ScoreChoice(
            "Agreed score", [(plain(level.score), level.label) for level in levels]
        )
        self.word = Words("", "label", wrap=True)
        self.meaning = Words("", "hint", ink="muted", wrap=True)
        self.not_applicable = Check("Not applicable", key="notApplicable")
        self.common = Button("", size="small", pressed=self._accept_common, key="acceptCommon")
        self.reason = LongText(lines=3, enough_words=ENOUGH_WORDS)
        self.reason_field = LabelledField(
            "Reason the panel agreed", self.reason,
            hint="Goes in the letters: name no member.",
            key="agreedReason",
        )  # fmt: skip
        self.cite = Button(
            "Cite", icon="file-text", size="small", pressed=self.citing.emit, key="citeAnswer"
        )
        self.cite.set_tip("Opens the answer. Select words, and the reason refers to the sentence.")
        self.warning = Words("", "hint", ink="amber", wrap=True)
        self.note = LongText(lines=3, count=False)
        self.note_field = LabelledField(
            "What was discussed", self.note, hint="Who moved and why. Stays in the record.",
            optional=True, key="agreedNote",
        )  # fmt: skip
        self.errors = ErrorSummary("Not recorded yet")
        self.everyone = Check("Everyone agrees", key="everyone")
        self.effect = Words("", "hint", ink="muted", wrap=True)
        self.later = Button("Later", pressed=self.put_off.emit)
        self.park = Button("Park", pressed=self.parking.emit, key="park")
        self.park.set_tip(
            "Leaves this for later, with a word why. Moderation cannot close with it."
        )
        self.agree = Button("Agree, next", kind="main", pressed=self.wanted.emit, key="agree")
        self._ticks: dict[str, Check] = {}
        self._whys: dict[str, TextField] = {}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        side = QFrame()
        side.setLayout(self._right())
        row.addLayout(self._left(), 70)
        row.addWidget(upright())
        row.addWidget(side, 30)
        holder = QWidget()
        holder.setLayout(row)
        self.add(holder)

    def _left(self) -> QVBoxLayout:
        """The score, the reason and the note."""
        left = QVBoxLayout()
        left.setContentsMargins(16, 12, 16, 14)
        left.setSpacing(8)
        left.addWidget(self.errors)
        top = QHBoxLayout()
        top.addWidget(Words("Agreed score", "label"), 1)
        top.addWidget(self.common)
        top.addWidget(self.not_applicable)
        left.addLayout(top)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.score)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.word)
        words.addWidget(self.meaning)
        line.addLayout(words, 1)
        left.addLayout(line)
        texts = QHBoxLayout()
        texts.setSpacing(14)
        texts.addWidget(self.reason_field, 3)
        texts.addWidget(self.note_field, 2)
        left.addLayout(texts)
        below = QHBoxLayout()
        below.addWidget(self.cite, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.warning, 1)
        left.addLayout(below)
        return left

    def _right(self) -> QVBoxLayout:
        """Who agrees, and the buttons."""
        right = QVBoxLayout()
        right.setContentsMargins(16, 12, 16, 14)
        right.setSpacing(4)
        right.addWidget(Words("Who agrees", "label"))
        right.addWidget(self.everyone)
        self._who = QVBoxLayout()
        self._who.setSpacing(2)
        right.addLayout(self._who)
        right.addStretch(1)
        right.addWidget(self.effect)
        buttons = QHBoxLayout()
        buttons.addWidget(self.later, 1)
        buttons.addWidget(self.park, 1)
        right.addLayout(buttons)
        right.addWidget(self.agree)
        return right

    def _connect(self) -> None:
        self.score.chosen.connect(self._scored)
        self.not_applicable.ticked.connect(self._put_aside)
        self.reason.edit.textChanged.connect(self._changed)
        self.note.edit.textChanged.connect(self._changed)
        self.everyone.ticked.connect(self._tick_all)

    def show_cell(self, board: Board, cell: BoardCell, draft: AgreedDraft) -> None:
        """Shows the form for a question with what was put in before."""
        self._cell = cell
        self._absent = board.absent(cell)
        self._others = board.other_reasons(cell)
        self.common.setVisible(cell.common is not None)
        if cell.common is not None:
            self.common.set_text(f"Accept the common score, {plain(cell.common)}")
        self.errors.show_problems(())
        self.reason_field.clear_problem()
        about(self, f"{cell.bid_id}/{cell.question.code}")
        for editor, text in ((self.reason, draft.reason), (self.note, draft.note)):
            editor.edit.blockSignals(True)  # noqa: FBT003 # Qt's own call
            editor.show_value("")
            if text:
                editor.show_typed(text)
            editor.edit.blockSignals(False)  # noqa: FBT003 # Qt's own call
        self.score.choose(draft.score)
        self.score.setEnabled(not draft.not_applicable)
        self.not_applicable.setChecked(draft.not_applicable)
        self._show_members(cell, draft)
        self._say()

    def _show_members(self, cell: BoardCell, draft: AgreedDraft) -> None:
        clear(self._who)
        self._ticks, self._whys = {}, {}
        for member in cell.members:
            away = member.seat_id in self._absent
            words = f"{member.short_title}, not in the room" if away else member.short_title
            tick = Check(words, key=f"agrees-{member.seat_id}")
            tick.setToolTip(member.title)
            tick.setChecked(member.seat_id in draft.agrees and not away)
            tick.setEnabled(not away)
            tick.ticked.connect(self._ticked)
            why = TextField()
            why.show_typed(draft.differing.get(member.seat_id, ""))
            why.setPlaceholderText("")
            why.textEdited.connect(self._changed)
            holder = LabelledField("Why not", why, key=f"differs-{member.seat_id}")
            self._ticks[member.seat_id], self._whys[member.seat_id] = tick, why
            self._who.addWidget(tick)
            tick.show()
            self._who.addWidget(holder)
        self._order_stops()
        self._show_whys()

    def _order_stops(self) -> None:
        """Tab goes from "Everyone agrees" through the members and their notes to the buttons."""
        before: QWidget = self.everyone
        for seat, tick in self._ticks.items():
            for after in (tick, self._whys[seat]):
                self.setTabOrder(before, after)
                before = after
        self.setTabOrder(before, self.later)

    def _show_whys(self) -> None:
        """A note is asked for only once some agree and this one does not."""
        some = any(tick.isChecked() for tick in self._ticks.values())
        for seat, tick in self._ticks.items():
            holder = self._whys[seat].parentWidget()
            if holder is not None:
                holder.setVisible(some and not tick.isChecked() and seat not in self._absent)
        ticks = [one.isChecked() for seat, one in self._ticks.items() if seat not in self._absent]
        self.everyone.setChecked(bool(ticks) and all(ticks))

    def draft(self) -> AgreedDraft:
        """What the form holds now."""
        return AgreedDraft(
            score=self.score.value(),
            not_applicable=self.not_applicable.isChecked(),
            reason=self.reason.edit.toPlainText(),
            note=self.note.edit.toPlainText(),
            agrees=frozenset(seat for seat, tick in self._ticks.items() if tick.isChecked()),
            differing={
                seat: why.text()
                for seat, why in self._whys.items()
                if why.text().strip()
                and not self._ticks[seat].isChecked()
                and seat not in self._absent
            },
        )

    def _scored(self, _score: str) -> None:
        self._say()
        self.edited.emit()

    def _accept_common(self) -> None:
        """Takes the score all members gave; the reason is still to be written."""
        if self._cell is None or self._cell.common is None:
            return
        self.not_applicable.setChecked(False)
        self.score.setEnabled(True)
        self.score.choose(plain(self._cell.common))
        self._tick_all(on=True)
        self._say()
        self.reason.edit.setFocus()

    def put_citation(self, words: str) -> None:
        """Puts a reference to sentences of the answer into the reason, where the cursor is."""
        cursor = self.reason.edit.textCursor()
        before = self.reason.edit.toPlainText()[: cursor.position()]
        cursor.insertText(words if not before or before[-1].isspace() else f" {words}")
        self.reason.edit.setTextCursor(cursor)
        self.reason.edit.setFocus()

    def _put_aside(self, aside: bool) -> None:  # noqa: FBT001 # Qt's own signal
        if aside:
            self.score.choose("")
        self.score.setEnabled(not aside)
        self._say()
        self.edited.emit()

    def _ticked(self, _on: bool) -> None:  # noqa: FBT001 # Qt's own signal
        self._show_whys()
        self.edited.emit()

    def _tick_all(self, on: bool) -> None:  # noqa: FBT001 # Qt's own signal
        for seat, tick in self._ticks.items():
            tick.setChecked(on and seat not in self._absent)
        self._show_whys()
        self.edited.emit()

    def _changed(self, *_typed: object) -> None:
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        """The word of the score, the effect against the average, and warnings about the reason."""
        chosen = self.score.value()
        score = Decimal(chosen) if chosen else None
        level = self._model.level(score) if score is not None else None
        self.word.setText(level.label if level else "No score chosen")
        self.meaning.setText(level.meaning if level else "")
        warnings = agreed_hints(
            self.reason.edit.toPlainText(),
            model=self._model,
            score=score,
            letter=self._cell.letter if self._cell else "",
            others=self._others,
        )
        self.warning.setText(" ".join(warnings))
        self.warning.setVisible(bool(warnings))
        self.effect.setText(self._effect(score))

    def _effect(self, score: Decimal | None) -> str:
        effect = self._cell.effect(self._model, score) if self._cell and score is not None else None
        if effect is None or self._cell is None:
            return ""
        places = self._model.rounding.places
        sign = "+" if effect > 0 else "−" if effect < 0 else ""
        return (
            f"Against the average, {sign}{apart(abs(effect), 0, places)[0]} points "
            f"for bid {self._cell.letter}"
        )

    def press_score(self, value: str) -> bool:
        """Chooses a score by its key; tells whether there is such a score to choose."""
        if not self.isVisible() or value not in {plain(score) for score in self._model.scores}:
            return False
        button = self.score.button(value)
        if not self.score.isEnabled():
            return False
        button.setFocus()
        button.click()
        return True

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Shows why the agreement was not recorded."""
        self.agree.on()
        fields: dict[str, QWidget] = {
            "reason": self.reason_field,
            "note": self.note_field,
            "score": self.score.button(plain(self._model.scores[0])),
            "agrees": self.everyone,
        }
        fields |= {f"agrees.{seat}": tick for seat, tick in self._ticks.items()}
        self.errors.show_problems(problems, fields)
