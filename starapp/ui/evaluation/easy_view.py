"""Easier to read: one question at a time, plain words, large type, six choices and picked reasons.

The same answers, scale and scores as the other form; no time limit, no word count, no red.
"""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from starapp.criteria.evaluation_model import Criterion
from starapp.evaluation.easy_words import hard_words, picked_in, reason_from
from starapp.evaluation.reading import Span, parts, sentences
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_sheet import CellKey, ScoreSheet
from starapp.foundation.problems import Problem
from starapp.ui import theme
from starapp.ui.evaluation.answer_text import AnswerText
from starapp.ui.evaluation.easy_choices import EasyChoice, ReasonChips
from starapp.ui.evaluation.score_cards import ScoreCards
from starapp.ui.evaluation.score_draft import ScoreDraft
from starapp.ui.evaluation.score_keeper import ScoreKeeper
from starapp.ui.evaluation.voice import Voice
from starapp.ui.shell.brand import draw_mark
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Scroll
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.text_fields import PlainEdit

BIGGER = tuple(size for size in theme.TEXT_SIZES if 100 <= size <= 150)
"""Text sizes in per cent that "Bigger" steps through, then begins again."""


class Segments(QWidget):
    """One bar for each answer: done, here, or to come."""

    def __init__(self) -> None:
        super().__init__()
        self._looks: tuple[str, ...] = ()
        named(self, "How far you are", key="easyProgress")
        self.setFixedHeight(theme.px(12))

    def show_looks(self, looks: tuple[str, ...]) -> None:
        """Shows token colours, one for each answer."""
        self._looks = looks
        self.setAccessibleDescription(f"{looks.count('accent')} of {len(looks)} done")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(360), theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        count = max(len(self._looks), 1)
        gap = theme.px(6) if count <= 12 else 2
        wide = min((self.width() + gap) / count - gap, theme.px(47))
        for place, look in enumerate(self._looks):
            painter.setBrush(theme.colour(look))
            box = QRectF(place * (wide + gap), 0, wide, self.height())
            painter.drawRoundedRect(box, self.height() / 2, self.height() / 2)


class _MarkBox(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.px(40), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_mark(QPainter(self), QRectF(self.rect()), ground="accent", ink="onAccent")


class EasyView(QWidget):
    """The easier-to-read form over the same keeper as the other form.

    Signals:
        stopped: "Stop for now" was pressed; everything is kept.
        left: the other form is wanted, at the same answer.
        finished: the score file is wanted.
        bigger: the next text size was asked for.
    """

    stopped = Signal()
    left = Signal()
    finished = Signal()
    bigger = Signal()

    def __init__(self, keeper: ScoreKeeper) -> None:
        super().__init__()
        self.setObjectName("easyView")
        self.keeper = keeper
        self.sheet: ScoreSheet | None = None
        self.key: CellKey | None = None
        self._part = 0
        self._spans: tuple[Span, ...] = ()
        self._unsaved = False
        self.voice = Voice(self)
        self._make()
        self._lay_out()
        self.reload()

    def _make(self) -> None:
        self.where = Words("", "sectionTitle")
        self.segments = Segments()
        self.listen = Button("Listen", icon="volume-2", size="easy", pressed=self.read_aloud)
        hide_unless(self.listen, wanted=self.voice.installed())
        self.bigger_button = Button("Bigger", icon="a-large-small", size="easy",
                                    pressed=self.bigger.emit)  # fmt: skip
        self.stop = Button("Stop for now", icon="pause", size="easy", pressed=self._stop)
        self.question = Words("", "easyTitle", wrap=True)
        self.wrote = Words("", "sectionTitle", ink="accent")
        self.part_words = Words("", "easyNote")
        self.answer = AnswerText("easyBody")
        self.help = Words("", "easyNote", wrap=True, rich=True)
        self.earlier = Button("Part 1", icon="chevron-left", size="easy",
                              pressed=partial(self.turn, -1), key="earlierPart")  # fmt: skip
        self.later = Button("Part 2", icon="chevron-right", size="easy",
                            pressed=partial(self.turn, 1), key="laterPart")  # fmt: skip
        self.choices = ScoreCards("How good is this answer?", card=EasyChoice)
        self.choices.chosen.connect(self._chose)
        self.why = Words("Why? Pick what fits, or type.", "sectionTitle")
        self.chips = ReasonChips()
        self.chips.changed.connect(self._keep)
        self.chips.own.toggled.connect(self._type_own)
        self.own = PlainEdit()
        named(self.own, "Why this score, in my own words", key="ownReason")
        self.own.setTabChangesFocus(True)
        self.own.textChanged.connect(self._keep)
        self.advice = Words("", "easyNote", wrap=True)
        self.advice.setObjectName("easyAdvice")
        self.back = Button("Back", icon="arrow-left", size="easy", pressed=partial(self.step, -1))
        self.leave = Button("Leave easier to read", icon="x", size="easy", pressed=self._leave)
        self.finish = Button("Save score file", icon="save", size="easy",
                             pressed=self.finished.emit, key="easyFinish")  # fmt: skip
        self.saved = Words("", "easyNote", ink="muted", wrap=True)
        self.saved.setObjectName("easySaved")
        self.next = Button("Next", kind="main", icon="arrow-right", size="easy",
                           pressed=partial(self.step, 1))  # fmt: skip
        for button in (self.later, self.next):
            button.icon_last()
        self.voice.reading.connect(self._read_along)
        self.voice.ended.connect(self._read_along)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._top())
        middle = QHBoxLayout()
        middle.setContentsMargins(32, 20, 32, 12)
        middle.setSpacing(32)
        middle.addLayout(self._left(), 3)
        middle.addWidget(self._right(), 2)
        box.addLayout(middle, 1)
        foot = QFrame()
        foot.setProperty("look", "easyBar")
        line = QHBoxLayout(foot)
        line.setContentsMargins(32, 14, 32, 14)
        line.setSpacing(12)
        line.addWidget(self.leave)
        line.addWidget(self.finish)
        line.addWidget(self.saved, 1)
        line.addWidget(self.back)
        line.addWidget(self.next)
        box.addWidget(foot)

    def _top(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("look", "easyBar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(32, 12, 32, 12)
        line.setSpacing(18)
        line.addWidget(_MarkBox())
        place = QVBoxLayout()
        place.setSpacing(6)
        place.addWidget(self.where)
        place.addWidget(self.segments)
        line.addLayout(place, 1)
        for button in (self.listen, self.bigger_button, self.stop):
            line.addWidget(button)
        return bar

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(Words("The question", "sectionTitle", ink="accent"))
        column.addWidget(self.question)
        line = QHBoxLayout()
        line.addWidget(self.wrote, 1)
        line.addWidget(self.part_words)
        column.addLayout(line)
        card = QFrame()
        card.setProperty("look", "easyCard")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 18, 24, 18)
        scroll = Scroll(margin=0)
        scroll.add(self.answer)
        scroll.body.addStretch(1)
        inside.addWidget(scroll)
        column.addWidget(card, 1)
        self._helped = QFrame()
        self._helped.setProperty("look", "easyHelp")
        words = QVBoxLayout(self._helped)
        words.setContentsMargins(18, 12, 18, 12)
        words.addWidget(self.help)
        column.addWidget(self._helped)
        turn = QHBoxLayout()
        turn.addWidget(self.earlier)
        turn.addStretch(1)
        turn.addWidget(self.later)
        column.addLayout(turn)
        return column

    def _right(self) -> QWidget:
        scroll = Scroll(margin=0, spacing=10)
        scroll.body.setContentsMargins(4, 0, 4, 4)
        scroll.add(Words("How good is this answer?", "easyTitle"))
        for widget in (self.choices, self.why, self.chips, self.own, self.advice):
            scroll.add(widget)
        scroll.body.addStretch(1)
        return scroll

    def reload(self) -> None:
        """Reads the sheet again and stays at the same answer."""
        self.sheet = self.keeper.sheet()
        if self.sheet is None or not self.sheet.wanted:
            return
        self.choices.show_levels(self.sheet.model.scale)
        highest = len(self.sheet.model.scale) - 1
        for place, level in enumerate(sorted(self.sheet.model.scale, key=lambda one: one.score)):
            card = self.choices.cards[format(level.score.normalize(), "f")]
            if isinstance(card, EasyChoice):
                card.show_blocks(place, highest)
        if self.key not in self.sheet.wanted:
            left = [key for key in self.sheet.wanted if not self._done(key)]
            self.show_key((left or list(self.sheet.wanted))[0])
        self._show_place()

    def show_key(self, key: CellKey) -> None:
        """Shows one answer from its first part."""
        if self.sheet is None:
            return
        self.voice.stop()
        self.key, self._part = key, 0
        question = self._question()
        self.question.setText(question.plain_question or question.question or question.title)
        text = self.keeper.answer(key)
        self._spans = parts(text)
        title = self.sheet.bid_title(key[0])
        self.wrote.setText(f"What {title} wrote" if question.written else "The meeting")
        self.chips.show_offers(question.reasons)
        self._fill()
        self._show_part()
        self._show_place()

    def _question(self) -> Criterion:
        assert self.sheet is not None and self.key is not None  # noqa: S101, PT018 # shown before
        return self.sheet.model.criterion(self.key[1])

    def _fill(self) -> None:
        assert self.key is not None  # noqa: S101 # shown before
        draft = self.keeper.draft(self.key)
        picked, own = picked_in(draft.reason, self._question().reasons)
        self.choices.choose(draft.score)
        self.chips.pick(picked)
        self.own.blockSignals(True)  # noqa: FBT003 # Qt's own call
        self.own.setPlainText(own)
        self.own.blockSignals(False)  # noqa: FBT003 # Qt's own call
        wanted = bool(own) or not self._question().reasons
        self.chips.own.setChecked(wanted)
        self.own.setVisible(wanted)
        may = self.may_write()
        for widget in (self.choices, self.chips, self.own):
            widget.setEnabled(may)
        self._say(draft)

    def may_write(self) -> bool:
        """Tells whether the answer shown can be scored now."""
        if self.sheet is None or self.keeper.read_only():
            return False
        return self.key in self.sheet.writable

    def _show_part(self) -> None:
        assert self.key is not None  # noqa: S101 # shown before
        text, question = self.keeper.answer(self.key), self._question()
        if not self._spans:
            nothing = "There is nothing to read. Score what you saw and heard at the meeting."
            if question.written:
                nothing = "This bid has no answer to this question."
            self.answer.show_text(nothing)
            self.part_words.setText("")
        else:
            span = self._spans[self._part]
            self.answer.show_text(text[span.first : span.last])
            self.part_words.setText(f"Part {self._part + 1} of {len(self._spans)}")
        hard = hard_words(self.answer.text(), question.plain_words)
        self.help.setText("<br>".join(f"<b>{word}</b> means {told}." for word, told in hard[:3]))
        self._helped.setVisible(bool(hard))
        many = len(self._spans) > 1
        self.earlier.setVisible(many and self._part > 0)
        self.later.setVisible(many and self._part + 1 < len(self._spans))
        self.earlier.set_text(f"Part {self._part}")
        self.later.set_text(f"Part {self._part + 2}")

    def turn(self, by: int) -> None:
        """Goes to another part of the answer."""
        if 0 <= self._part + by < len(self._spans):
            self.voice.stop()
            self._part += by
            self._show_part()

    def _show_place(self) -> None:
        if self.sheet is None or self.key is None:
            return
        codes = [question.code for question in self.sheet.questions]
        number = codes.index(self.key[1]) + 1
        head = self.sheet.bid_head(self.key[0])
        self.where.setText(f"Question {number} of {len(codes)}, {head}")
        self.segments.show_looks(
            tuple(
                "ink" if key == self.key else "accent" if self._done(key) else "line"
                for key in self.sheet.wanted
            )
        )
        place = self.sheet.wanted.index(self.key)
        self.back.setEnabled(place > 0)
        if place + 1 < len(self.sheet.wanted):
            self.next.set_text("Next")
            self.next.on()
        else:
            self.next.set_text("That was the last one")
            self.next.off("There is no answer after this one.")

    def _done(self, key: CellKey) -> bool:
        kept = self.sheet.scores.get(key) if self.sheet else None
        return kept is not None and kept.state is not ScoreState.NOT_SCORED

    def step(self, by: int) -> None:
        """Goes to another answer."""
        if self.sheet is None or self.key is None:
            return
        place = self.sheet.wanted.index(self.key) + by
        if 0 <= place < len(self.sheet.wanted):
            self.show_key(self.sheet.wanted[place])
            self.choices.setFocus()

    def draft(self) -> ScoreDraft:
        """What is chosen, picked and typed."""
        before = self.keeper.draft(self.key) if self.key else ScoreDraft()
        return ScoreDraft(
            ScoreState.SCORED,
            self.choices.value(),
            reason_from(self.chips.picked(), self.own.toPlainText()),
            before.discuss,
        )

    def _chose(self, _score: str) -> None:
        self._keep()

    def _type_own(self, on: bool) -> None:  # noqa: FBT001 # Qt's own signal
        self.own.setVisible(on)
        if on:
            self.own.setFocus()

    def _keep(self, _picked: object = None) -> None:
        if self.key is None or not self.may_write():
            return
        self.keeper.keep(
            self.key,
            self.draft(),
            done=self._was_kept,
            refused=self._refused,
            again=self._keep,
        )

    def _was_kept(self) -> None:
        self._unsaved = False
        self.sheet = self.keeper.sheet()
        self._show_place()
        self._say(self.draft())

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self._unsaved = True
        self._say(self.draft())
        self.advice.setText(" ".join(one.words for one in problems))
        self.advice.show()

    def _say(self, draft: ScoreDraft) -> None:
        """Says softly what is still open; only an answer that counts and is kept is saved."""
        wanted = ""
        if draft.state is ScoreState.SCORED and draft.score and not draft.reason:
            wanted = "Pick or type one reason."
        elif draft.reason and draft.state is ScoreState.SCORED and not draft.score:
            wanted = "Choose how good it is."
        self.advice.setText(wanted)
        self.advice.setVisible(bool(wanted))
        empty = draft.state is ScoreState.SCORED and not draft.score and not draft.reason
        if self._unsaved:
            self.saved.setText("Not saved on this PC")
        elif wanted:
            self.saved.setText("Not finished yet")
        else:
            self.saved.setText("" if empty else "Your answer is saved on this PC")

    def read_aloud(self) -> None:
        """Reads this part aloud, or stops."""
        if self.voice.speaking():
            self.voice.stop()
        else:
            self.voice.read(self.answer.text(), sentences(self.answer.text()))

    def _read_along(self, span: Span | None = None) -> None:
        self.answer.read_along(span)

    def _stop(self) -> None:
        self.voice.stop()
        self.stopped.emit()

    def _leave(self) -> None:
        self.voice.stop()
        self.left.emit()

    def _enter(self) -> None:
        """Enter picks the choice or reason that has the focus, and goes on from anywhere else."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self.step(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() or not self._press(event):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent) -> bool:
        turns = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in turns:
            self.turn(turns[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space and self.voice.installed():
            self.read_aloud()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            return self.choices.press(event.text())
        return True
