"""Questions of bidders and the answers that every bidder may read."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.competitions.queries import Extension, Question
from starapp.foundation.dates import day_text, local_date, moment_text
from starapp.ui.widgets.buttons import Button, Link
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Words, hairline
from starapp.ui.widgets.tags import Tag


class QuestionsCard(Card):
    """The log, oldest first, with Answer beside a question that waits.

    Signals:
        asking: Record question was pressed.
        answering: the id of the question to answer.
        printing: the log as bidders get it.
    """

    asking = Signal()
    answering = Signal(str)
    printing = Signal()

    def __init__(self) -> None:
        super().__init__("Questions and answers")
        self.log = Button("Log for bidders", icon="file-text", size="small", key="questionLog")
        self.log.clicked.connect(self.printing)
        self.ask = Button("Record question", icon="plus", size="small", key="recordQuestion")
        self.ask.clicked.connect(self.asking)
        self.add_right(self.log, self.ask)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.body.addLayout(self._lines)

    def show_questions(
        self, questions: tuple[Question, ...], extensions: tuple[Extension, ...], *, may: bool
    ) -> None:
        """Shows the log; ``may`` offers to answer."""
        clear(self._lines)
        if not questions:
            self._lines.addWidget(
                Words(
                    "No questions yet. Answers stand in one log for every provider.",
                    "table",
                    ink="muted",
                    wrap=True,
                )
            )
        for one in questions:
            self._lines.addWidget(self._question(one, may=may))
            self._lines.addWidget(hairline())
        for moved in extensions:
            self._lines.addWidget(
                Words(
                    f"Deadline moved from {moment_text(moved.before)} to "
                    f"{moment_text(moved.after)}: {moved.reason}",
                    "table",
                    wrap=True,
                )
            )

    def _question(self, one: Question, *, may: bool) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        asked = f"Question {one.number}, {day_text(local_date(one.asked))}"
        head.addWidget(Words(asked, "label"))
        head.addWidget(Words(f"{one.provider_name}, not shown to others", "hint", ink="muted"), 1)
        if one.answered is None:
            head.addWidget(Tag("Waits for an answer", "amber", "mail-question-mark"))
        else:
            head.addWidget(Tag("Answered", "green", "circle-check"))
        box.addLayout(head)
        box.addWidget(Words(one.question, "table", wrap=True, selectable=True))
        if one.answer:
            box.addWidget(Words(one.answer, "body", wrap=True, selectable=True))
        elif may:
            box.addWidget(
                Link(
                    f"Answer question {one.number}",
                    pressed=partial(self.answering.emit, one.id),
                    key=f"answer-{one.number}",
                )
            )
        return holder
