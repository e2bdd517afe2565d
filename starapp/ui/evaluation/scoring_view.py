"""Scoring, wherever the sheet comes from: the question, the answer, the choices and the reason."""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.evaluation.reason_hints import reason_hints
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_sheet import PRACTICE, CellKey, ScoreSheet
from starapp.foundation.exact import plain
from starapp.foundation.problems import Problem
from starapp.foundation.reasons import ENOUGH_WORDS
from starapp.ui import theme
from starapp.ui.evaluation.answer_reader import AnswerReader
from starapp.ui.evaluation.score_cards import ScoreCards
from starapp.ui.evaluation.score_draft import ScoreDraft
from starapp.ui.evaluation.score_keeper import ScoreKeeper
from starapp.ui.evaluation.score_matrix import MatrixCell, ScoreMatrix
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Scroll
from starapp.ui.widgets.choices import Check, Segmented
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words, upright
from starapp.ui.widgets.named import named
from starapp.ui.widgets.notices import LockedBar, Notice
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.text_fields import LongText
from starapp.ui.widgets.typed import about

STATES = (
    (ScoreState.SCORED.value, "Score"),
    (ScoreState.NOT_APPLICABLE.value, "Not applicable"),
    (ScoreState.ABSTAINED.value, "Abstain"),
)
SIGNS = {ScoreState.NOT_APPLICABLE: "n/a", ScoreState.ABSTAINED: "abs"}
NARROW = 1000
"""Under this width, at text size 100, the progress goes to the foot of the right column."""
ROOMY = 1300
"""From this width on the right column is wide enough for a meaning on one line."""


class ScoringView(QWidget):
    """Scoring by one member; saves as they type.

    Args:
        keeper: gives the sheet and the answers, and keeps the scores.
    """

    def __init__(self, keeper: ScoreKeeper) -> None:
        super().__init__()
        self.keeper = keeper
        self.sheet: ScoreSheet | None = None
        self.key: CellKey | None = None
        self._held: dict[CellKey, ScoreDraft] = {}
        self._by_bid = False
        self._make_widgets()
        self._lay_out()
        self._actions = self._make_actions()
        self.reload()

    def _make_widgets(self) -> None:
        self.progress = Progress("Your progress")
        self.order = Segmented("Order", [("question", "By question"), ("bid", "By bid")])
        self.order.chosen.connect(self._reorder)
        self.matrix = ScoreMatrix("Your scores, bids by questions", side=28, key="progressGrid")
        self.matrix.picked.connect(self._picked)
        self.reader = AnswerReader()
        self.reader.marked.connect(self._marked)
        self.reader.cited.connect(self._cite)
        self.state = Segmented("What you give", STATES)
        self.state.chosen.connect(self._chose_state)
        self.cards = ScoreCards("Your score")
        self.cards.chosen.connect(self._chose_score)
        self.reason = LongText(lines=3, enough_words=ENOUGH_WORDS)
        self.reason.edit.textChanged.connect(self._typed)
        self.reason.settled.connect(self._reason_settled)
        self.reason.typed.while_typing = self.keeper.keeps_while_typing()
        self.reason_field = LabelledField("Why this score?", self.reason, key="reason")
        self.reason_field.let_grow()
        self.reason.typed.beside = self._why_not
        self.hints = Words("", "hint", ink="amber", wrap=True)
        self.hints.setObjectName("reasonHints")
        self.discuss = Check("I want to discuss this answer")
        named(self.discuss, "I want to discuss this answer", key="discuss")
        self.discuss.ticked.connect(self._chose_discuss)
        self.saved = Words("", "hint", ink="muted", wrap=True)
        self.back = Button("Back", icon="arrow-left", pressed=self.go_back)
        self.next = Button("Next", kind="main", pressed=self.go_next, key="next")
        self.locked = LockedBar("")
        self.empty = EmptyState(
            "You do not score in this competition",
            "Only members of the panel with a role see the answers here.",
            icon="users",
        )

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = self._left_column = QVBoxLayout(self._left)
        left.setContentsMargins(20, 16, 16, 16)
        left.setSpacing(10)
        left.addWidget(self.progress)
        left.addWidget(self.order)
        left.addWidget(self.matrix)
        self.keys_hint = Words("", "hint", wrap=True)
        left.addWidget(self.keys_hint)
        self.hidden = Notice("info", "", icon="eye-off")
        left.addWidget(self.hidden)
        left.addStretch(1)
        self._right = Scroll(margin=16, spacing=8)
        self._right.body.setContentsMargins(16, 12, 16, 4)
        for widget, stretch in (
            (self.state, 0),
            (self.cards, 0),
            (self.reason_field, 1),
            (self.hints, 0),
            (self.discuss, 0),
            (self.saved, 0),
        ):
            self._right.add(widget, stretch)
        self._work = QFrame()
        columns = QHBoxLayout(self._work)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        self._left_line = upright()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._right, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 8, 16, 12)
        buttons.setSpacing(10)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next, 1)
        right.addLayout(buttons)
        holder = QWidget()
        holder.setLayout(right)
        self._right_column = holder
        for part, stretch in (
            (self._left, 0), (self._left_line, 0), (self.reader, 1), (upright(), 0), (holder, 0),
        ):  # fmt: skip
            columns.addWidget(part, stretch)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.locked)
        outer.addWidget(self.empty)
        outer.addWidget(self._work, 1)

    def add_under_progress(self, *widgets: QWidget) -> None:
        """Puts widgets at the foot of the left column."""
        for widget in widgets:
            self._left_column.addWidget(widget)

    def go_to(self, key: CellKey) -> None:
        """Shows an answer."""
        self.leave()
        self.key = key
        self.show_cell()

    def _make_actions(self) -> list[QAction]:
        made = []
        for words, keys, act in (
            ("Answer before", "Alt+Up", self.go_back),
            ("Next answer", "", self.go_next),
        ):
            action = QAction(words, self)
            if keys:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)
            made.append(action)
        return made

    def actions(self) -> list[QAction]:
        """Back and next."""
        return self._actions

    def find_here(self) -> None:
        """Opens the search in the answer."""
        self.reader.open_search()

    def main_action(self) -> QAction:
        """Goes to the next answer."""
        return self._actions[-1]

    def reload(self) -> None:
        """Reads the sheet again; what is being typed stays."""
        self.sheet = self.keeper.sheet()
        self.discuss.setVisible(self.keeper.may_discuss())
        sheet = self.sheet
        ready = sheet is not None and bool(sheet.wanted)
        self.empty.setVisible(not ready)
        self._work.setVisible(ready)
        self.locked.setVisible(ready and bool(sheet and sheet.locked))
        if sheet is None or not ready:
            self._say_empty()
            return
        self.locked.show_words(sheet.locked)
        self.cards.show_levels(sheet.model.scale)
        what = "Prices" if sheet.names else "Names and prices"
        self.hidden.show_words("", f"{what} are not shown here, so that scoring is fair.")
        steps = [level.score for level in sheet.model.scale]
        self.keys_hint.setText(
            f"Press {plain(min(steps))} to {plain(max(steps))} to score. The dark ring is where "
            "you are."
        )
        order = self._order()
        if self.key not in order:
            open_ones = [key for key in order if not self._done(key)]
            self.key = (open_ones or order)[0]
            self.show_cell()
        elif (
            self.key is not None and self.key not in self._held and not self.reason.edit.hasFocus()
        ):
            self._fill(self.key)
        self._show_progress()

    def _say_empty(self) -> None:
        if self.sheet is not None:
            self.empty.show_words("Nothing to score now", self.sheet.locked)

    def _order(self) -> list[CellKey]:
        if self.sheet is None:
            return []
        if not self._by_bid:
            return list(self.sheet.wanted)
        letters = [bid for bid, _ in self.sheet.bids]
        return sorted(self.sheet.wanted, key=lambda key: letters.index(key[0]))

    def _done(self, key: CellKey) -> bool:
        kept = self.sheet.scores.get(key) if self.sheet else None
        return kept is not None and kept.state is not ScoreState.NOT_SCORED

    def _show_progress(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        self.progress.show_count(sheet.done, len(sheet.counted))
        cells = {key: self._matrix_cell(sheet, key) for key in sheet.wanted}
        self.matrix.show_cells(
            [(bid, sheet.bid_head(bid)) for bid, _ in sheet.bids],
            [(question.code, question.code) for question in sheet.questions],
            cells,
        )
        if self.key is not None:
            self.matrix.go_to(self.key)
        self._show_next()

    def _matrix_cell(self, sheet: ScoreSheet, key: CellKey) -> MatrixCell:
        kept = sheet.scores.get(key)
        where = f"{sheet.bid_title(key[0])}, {key[1]}"
        if kept is None or kept.state is ScoreState.NOT_SCORED:
            return MatrixCell("", "open", f"{where}: not scored yet")
        if kept.score is not None:
            return MatrixCell(plain(kept.score), "done", f"{where}: {plain(kept.score)}")
        return MatrixCell(SIGNS[kept.state], "done", f"{where}: {kept.state.value}")

    def show_cell(self) -> None:
        """Shows the answer of the present place."""
        if self.sheet is None or self.key is None:
            return
        bid, code = self.key
        question = self.sheet.model.criterion(code)
        answer = self.keeper.answer(self.key)
        number = [q.code for q in self.sheet.questions].index(code) + 1
        self.reader.show_answer(
            self.sheet.bid_head(bid),
            question,
            answer,
            place=f"Question {number} of {len(self.sheet.questions)}",
            bidder=self.sheet.names.get(bid, ""),
            counts=bid != PRACTICE,
            marks=self.keeper.marks(self.key),
        )
        self._fill(self.key)
        self.matrix.go_to(self.key)
        self._show_next()

    def may_write(self) -> bool:
        """Tells whether the answer shown can be scored now."""
        if self.sheet is None or self.key is None or self.keeper.read_only():
            return False
        return self.key in self.sheet.writable

    def _fill(self, key: CellKey) -> None:
        """Shows what is put in for an answer, saved or not."""
        if self.sheet is None:
            return
        stored = self.keeper.draft(key)
        draft = self._held.get(key) or stored
        writable = self.may_write()
        about(self.reason_field, "/".join(key))
        self.reason.edit.setReadOnly(not writable)
        self.state.choose(draft.state.value)
        self.cards.choose(draft.score)
        self.reason.edit.blockSignals(True)  # noqa: FBT003 # Qt's own call
        self.reason.show_value(stored.reason)
        if key in self._held:
            self.reason.show_typed(draft.reason)
        self.reason.edit.blockSignals(False)  # noqa: FBT003 # Qt's own call
        self.state.setEnabled(writable)
        self.cards.setEnabled(writable and draft.state is ScoreState.SCORED)
        self.discuss.setEnabled(writable)
        self.discuss.setChecked(draft.discuss)
        self.reason_field.clear_problem()
        self._show_hints(draft)
        self._say_saved(draft, key)

    def _say_saved(self, draft: ScoreDraft, key: CellKey) -> None:
        if self.sheet is None or key not in self.sheet.writable:
            self.saved.setText("Frozen: this score cannot change.")
        else:
            self.saved.setText(draft.waits_for() or ("Saved" if self._done(key) else ""))

    def _show_next(self) -> None:
        order = self._order()
        place = order.index(self.key) if self.key in order else 0
        self.back.setEnabled(place > 0)
        if place + 1 < len(order) and self.sheet is not None:
            bid, code = order[place + 1]
            self.next.set_text(f"Next: {self.sheet.bid_head(bid)}, {code}")
            self.next.on()
        else:
            self.next.set_text("That was the last answer")
            self.next.off("There is no answer after this one.")

    def draft(self) -> ScoreDraft:
        """What the form holds now."""
        return ScoreDraft(
            ScoreState(self.state.value() or ScoreState.SCORED.value),
            self.cards.value(),
            self.reason.edit.toPlainText(),
            self.discuss.isChecked(),
        )

    def _show_hints(self, draft: ScoreDraft) -> None:
        """Advice on the reason; it never stops anyone."""
        if self.sheet is None or self.key is None:
            return
        bid, code = self.key
        others = {
            self.sheet.letter(other): kept.reason
            for (other, asked), kept in self.sheet.scores.items()
            if asked == code and other not in {bid, PRACTICE}
        }
        found = reason_hints(
            draft.reason,
            model=self.sheet.model,
            score=Decimal(draft.score) if draft.score else None,
            letter=self.sheet.letter(bid),
            others=others,
        )
        self.hints.setText(found[0] if found else "")
        self.hints.setVisible(bool(found))

    def _typed(self) -> None:
        if self.key is not None and not self.reason.edit.isReadOnly():
            self._held[self.key] = self.draft()
            self._say_saved(self._held[self.key], self.key)
            self._show_hints(self._held[self.key])

    def _chose_discuss(self, _on: bool) -> None:  # noqa: FBT001 # Qt's own signal
        self._keep()

    def _cite(self, words: str) -> None:
        """Puts a reference to sentences of the answer into the reason."""
        if not self.may_write():
            return
        cursor = self.reason.edit.textCursor()
        before = self.reason.edit.toPlainText()[: cursor.position()]
        cursor.insertText(words if not before or before[-1].isspace() else f" {words}")
        self.reason.edit.setFocus()

    def _marked(self) -> None:
        if self.key is not None:
            self.keeper.keep_marks(self.key, self.reader.answer.marks)

    def _chose_state(self, state: str) -> None:
        self.cards.setEnabled(state == ScoreState.SCORED.value)
        if state != ScoreState.SCORED.value:
            self.cards.choose("")
        self._keep()

    def _chose_score(self, _score: str) -> None:
        self._keep()

    def _reason_settled(self, _reason: str) -> None:
        if self.key is not None and self.may_write():
            self._held[self.key] = self.draft()
            self._save(self.key)

    def _keep(self) -> None:
        if self.key is None:
            return
        self._held[self.key] = self.draft()
        self._say_saved(self._held[self.key], self.key)
        self._save(self.key)

    def _save(self, key: CellKey) -> None:
        """Keeps what can be kept of an answer; the rest waits on the screen."""
        draft = self._held.get(key)
        if draft is not None:
            self.keeper.keep(
                key,
                draft,
                done=partial(self._was_saved, key, draft),
                refused=partial(self._refused, key),
                again=partial(self._save, key),
            )

    def _was_saved(self, key: CellKey, draft: ScoreDraft) -> None:
        if self._held.get(key) == draft:
            del self._held[key]
        self.reload()
        if key == self.key and key not in self._held:
            self._say_saved(draft, key)

    def _why_not(self) -> str:
        """Why the reason is not saved, when it is not."""
        waits = self.draft().waits_for() if self.draft().to_save() is None else ""
        return self.reason_field.problem() or waits

    def _refused(self, key: CellKey, problems: tuple[Problem, ...]) -> None:
        if key == self.key:
            self.reason_field.show_problem(" ".join(one.words for one in problems))

    def _picked(self, bid: str, code: str) -> None:
        self.go_to((bid, code))

    def leave(self) -> None:
        """Stores what is still waiting for the keys to rest."""
        if self.key is not None and self.key in self._held:
            self._save(self.key)

    def go_next(self) -> None:
        """Goes to the next answer in the order chosen."""
        self._step(1)

    def go_back(self) -> None:
        """Goes to the answer before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        order = self._order()
        if self.key not in order:
            return
        place = order.index(self.key) + by
        if 0 <= place < len(order):
            self.leave()
            self.key = order[place]
            self.show_cell()
            self.cards.take_focus()

    def _reorder(self, order: str) -> None:
        self._by_bid = order == "bid"
        self._show_next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() or not (
            self.cards.press(event.text()) or self.reader.press(event.text())
        ):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        columns = self._work.layout()
        inside = self._left.parentWidget() is self._work
        if narrow and inside:
            self._right.body.addWidget(self._left)
        elif not narrow and not inside and isinstance(columns, QHBoxLayout):
            columns.insertWidget(0, self._left)
        self._left_line.setVisible(not narrow)
        self._left.setFixedWidth(theme.px(296 if narrow else 280))
        roomy = self.width() >= theme.px(ROOMY)
        self._right_column.setFixedWidth(theme.px(404 if roomy else 350))
