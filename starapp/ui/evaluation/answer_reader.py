"""The question, what to look for, and a bid's answer in a readable column."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import Criterion
from starapp.evaluation.reading import Span, citation, sentences, sentences_of
from starapp.foundation.exact import plain
from starapp.foundation.reasons import word_count
from starapp.ui import theme
from starapp.ui.evaluation.answer_text import AnswerText
from starapp.ui.evaluation.voice import Voice
from starapp.ui.widgets.buttons import Button, IconButton
from starapp.ui.widgets.card import Scroll, clear
from starapp.ui.widgets.flow import FlowLayout
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.labels import Icon, Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.tags import Tag
from starapp.ui.widgets.text_fields import TextField

READING_WIDTH = 640
"""The longest line of an answer, at text size 100."""
PRACTICE_WORDS = "a made-up answer to practise on; it counts for nothing"


def _point(words: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(6)
    row.addWidget(Icon("check", colour="accent", size=16))
    row.addWidget(Words(words, "table"))
    return holder


class AnswerReader(QWidget):
    """Shows one question and one answer, to read, mark, search and cite.

    Signals:
        marked: the highlights changed.
        cited: a reference to the sentences selected, for the reason.
    """

    marked = Signal()
    cited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._has_answer = False
        self.tag = Tag("Bid", "teal")
        self.place = Words("", "table", ink="muted")
        self.bidder = Words("", "cardTitle", wrap=True)
        self.bidder.setObjectName("bidder")
        self.bidder.hide()
        self.question = Words("", "sectionTitle", wrap=True)
        self._look = QFrame()
        self._look.setProperty("look", "cardSunk")
        look = QVBoxLayout(self._look)
        look.setContentsMargins(14, 10, 14, 10)
        look.setSpacing(4)
        look.addWidget(Words("What to look for", "label"))
        self._points = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._points.setSizePolicy(policy)
        self._flow = FlowLayout(self._points, spacing=4)
        look.addWidget(self._points)
        self.count = Words("", "hint", ink="muted")
        self.answer = AnswerText()
        self.answer.marked.connect(self.marked)
        self.answer.selectionChanged.connect(self._offer_tools)
        self.voice = Voice(self)
        self.voice.reading.connect(self.answer.read_along)
        self.voice.ended.connect(self._stopped_reading)
        self._make_tools()
        self.meeting = Button(
            "Record the meeting", icon="pencil", size="small", key="recordMeeting"
        )
        self.meeting.hide()
        self._build()

    def _make_tools(self) -> None:
        self.mark = IconButton(
            "highlighter", "Highlight what is selected (H)", pressed=self.toggle_mark, key="mark"
        )
        self.cite = IconButton(
            "file-text", "Cite what is selected in your reason (C)", pressed=self.cite_selection,
            key="cite",
        )  # fmt: skip
        self.search = IconButton("search", "Find in the answer (Ctrl+F)", pressed=self.open_search,
                                 key="findInAnswer")  # fmt: skip
        self.listen = IconButton("volume-2", "Read aloud", pressed=self.read_aloud, key="readAloud")
        hide_unless(self.listen, wanted=self.voice.installed())
        self.words_to_find = TextField("", kept=False)
        named(self.words_to_find, "Find in the answer", key="wordsToFind")
        self.words_to_find.setPlaceholderText("Find in the answer")
        self.words_to_find.textChanged.connect(self._find)
        self.words_to_find.hide()
        self.found = Words("", "hint", ink="muted")
        self._offer_tools()

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.tag)
        first.addWidget(self.place, 1)
        for tool in (
            self.found,
            self.words_to_find,
            self.mark,
            self.cite,
            self.search,
            self.listen,
        ):
            first.addWidget(tool)
        second = QHBoxLayout()
        self.heading = Words("The answer", "label")
        second.addWidget(self.heading, 1)
        second.addWidget(self.count)
        second.addWidget(self.meeting)
        self._scroll = Scroll(margin=0)
        self._scroll.body.setContentsMargins(0, 0, 12, 12)
        self._scroll.add(self.bidder)
        self._scroll.add(self.question)
        self._scroll.add(self._look)
        self._scroll.body.addLayout(second)
        self._scroll.add(self.answer)
        self._scroll.body.addStretch(1)
        self._fit()
        theme.notifier().changed.connect(self._fit)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 8, 0)
        box.setSpacing(10)
        box.addLayout(first)
        box.addWidget(self._scroll, 1)

    def _fit(self) -> None:
        self._scroll.page.setMaximumWidth(theme.px(READING_WIDTH + 40))

    def show_answer(
        self,
        bid: str,
        question: Criterion,
        answer: str,
        *,
        place: str,
        bidder: str = "",
        marks: Sequence[Span] = (),
        counts: bool = True,
    ) -> None:
        """Shows one bid's answer; ``bidder`` is who it is from, where the panel may see that.

        An unwritten question says what to score instead.
        """
        self.voice.stop()
        self.tag.show_tag(bid, "teal")
        self.bidder.setText(bidder)
        self.bidder.setVisible(bool(bidder))
        points = f"counts for {plain(question.weight)} of 100 points"
        self.place.setText(f"{place}, {points if counts else PRACTICE_WORDS}")
        self.question.setText(f"{question.code} {question.question or question.title}")
        clear(self._flow)
        for point in question.look_for:
            self._flow.addWidget(_point(point))
        self._look.setVisible(bool(question.look_for))
        words = word_count(answer)
        limit = f" of {question.word_limit}" if question.word_limit else ""
        self.count.setText(f"{words}{limit} words" if answer else "")
        self.heading.setText("The answer" if question.written else "Record of the meeting")
        self.answer.show_text(answer or self._nothing(question), marks if answer else ())
        self._has_answer = bool(answer)
        self._offer_tools()
        self._scroll.verticalScrollBar().setValue(0)

    def _offer_tools(self) -> None:
        chosen = self.answer.selected() is not None and self._has_answer
        for tool in (self.mark, self.cite):
            if chosen:
                tool.on()
            else:
                tool.off("Select words of the answer first.")
        self.listen.setEnabled(bool(self.answer.text()))

    def press(self, key: str) -> bool:
        """Takes the keys H and C; tells whether it was one that could do something."""
        if key.lower() == "h":
            return self.toggle_mark()
        if key.lower() == "c":
            return self.cite_selection()
        return False

    def toggle_mark(self) -> bool:
        """Highlights what is selected, or takes the highlight away."""
        return self._has_answer and self.answer.toggle_mark()

    def cite_selection(self) -> bool:
        """Gives a reference to the sentences selected."""
        chosen = self.answer.selected()
        if chosen is None or not self._has_answer:
            return False
        self.cited.emit(citation(sentences_of(self.answer.text(), chosen)))
        return True

    def open_search(self) -> None:
        """Opens and closes the field to find words in the answer."""
        self.words_to_find.setVisible(not self.words_to_find.isVisible())
        if self.words_to_find.isVisible():
            self.words_to_find.setFocus()
        else:
            self.words_to_find.setText("")

    def _find(self, words: str) -> None:
        count = self.answer.find_all(words.strip())
        self.found.setText("" if not words.strip() else f"{count} found")
        first = self.answer.first_found()
        if first is not None:
            bar = self._scroll.verticalScrollBar()
            bar.setValue(self.answer.y() + self.answer.place_of(first) - theme.px(60))

    def read_aloud(self) -> None:
        """Reads the answer aloud sentence by sentence, or stops."""
        if self.voice.speaking():
            self.voice.stop()
        else:
            self.voice.read(self.answer.text(), sentences(self.answer.text()))

    def _stopped_reading(self) -> None:
        self.answer.read_along(None)

    def offer_meeting(self, *, wanted: bool, recorded: bool) -> None:
        """Shows the button that writes down a meeting, or changes what is written."""
        self.meeting.setVisible(wanted)
        self.meeting.set_text("Change the record" if recorded else "Record the meeting")

    def _nothing(self, question: Criterion) -> str:
        if question.written:
            return "The bid holds no answer to this question."
        return (
            "This question has no written answer. Score what you saw and heard at the meeting, and "
            "record it once for the whole panel."
        )
