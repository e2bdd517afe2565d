"""The question, what to look for, and a bid's answer in a readable column."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import Criterion
from starapp.evaluation.moderation import word_count
from starapp.foundation.exact import plain
from starapp.ui import theme
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Scroll, clear
from starapp.ui.widgets.flow import FlowLayout
from starapp.ui.widgets.labels import Icon, Words
from starapp.ui.widgets.tags import Tag

READING_WIDTH = 640
"""The longest line of an answer, at text size 100."""


def _point(words: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(6)
    row.addWidget(Icon("check", colour="accent", size=16))
    row.addWidget(Words(words, "table"))
    return holder


class AnswerReader(QWidget):
    """Shows one question and one answer; the question stays, the answer scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.tag = Tag("Bid", "teal")
        self.place = Words("", "table", ink="muted")
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
        self.answer = Words("", "reading", wrap=True, selectable=True)
        self.answer.setAccessibleName("The bid’s answer")
        self.meeting = Button(
            "Record the meeting", icon="pencil", size="small", key="recordMeeting"
        )
        self.meeting.hide()
        self._build()

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.tag)
        first.addWidget(self.place, 1)
        second = QHBoxLayout()
        self.heading = Words("The answer", "label")
        second.addWidget(self.heading, 1)
        second.addWidget(self.count)
        second.addWidget(self.meeting)
        self._scroll = Scroll(margin=0)
        self._scroll.body.setContentsMargins(0, 0, 12, 12)
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

    def show_answer(self, letter: str, question: Criterion, answer: str, *, place: str) -> None:
        """Shows one bid's answer; an unwritten question says what to score instead."""
        self.tag.show_tag(f"Bid {letter}", "teal")
        self.place.setText(f"{place}, counts for {plain(question.weight)} of 100 points")
        self.question.setText(f"{question.code} {question.question or question.title}")
        clear(self._flow)
        for point in question.look_for:
            self._flow.addWidget(_point(point))
        self._look.setVisible(bool(question.look_for))
        words = word_count(answer)
        limit = f" of {question.word_limit}" if question.word_limit else ""
        self.count.setText(f"{words}{limit} words" if answer else "")
        self.heading.setText("The answer" if question.written else "Record of the meeting")
        self.answer.setText(answer or self._nothing(question))
        self._scroll.verticalScrollBar().setValue(0)

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
