"""The bid's answer in a window of its own, to read together."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from starapp.evaluation.moderation_board import BoardCell
from starapp.evaluation.score_sheet import bid_words
from starapp.evaluation.score_sheet_queries import answer_text
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.evaluation.answer_reader import AnswerReader
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.question import Sheet


class AnswerDialog(Sheet):
    """Question, what to look for, answer; Esc closes.

    Args:
        cited: is told of a reference to the sentences selected; without it nothing can be cited.
        once: closes after the first reference.
    """

    def __init__(
        self,
        desk: Desk,
        cell: BoardCell,
        *,
        cited: Callable[[str], None] | None = None,
        once: bool = False,
    ) -> None:
        super().__init__(
            f"{cell.bid_title}, {cell.question.code}",
            width=680,
            parent=QApplication.activeWindow(),
        )
        self.setObjectName("answerDialog")
        self.reader = AnswerReader()
        self.reader.setMinimumHeight(theme.px(400))
        answer = desk.work.read(
            partial(answer_text, bid_id=cell.bid_id, criterion=cell.question.code)
        )
        self.reader.show_answer(
            bid_words(cell.letter),
            cell.question,
            answer,
            place=cell.question.title,
            bidder=cell.bidder,
        )
        self._cited, self._once = cited, once
        self.reader.cite.setVisible(cited is not None)
        self.reader.cited.connect(self._cite)
        if once:
            words = "Select words of the answer and press C: the reason refers to their sentence."
            self.add(Words(words, "hint", ink="muted", wrap=True))
        self.add(self.reader, 1)
        self.close_button = Button("Close", kind="main", pressed=self.accept, key="close")
        self.add_answers(self.close_button)

    def _cite(self, words: str) -> None:
        if self._cited is not None and words:
            self._cited(words)
            if self._once:
                self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.modifiers() and self.reader.press(event.text()):
            return
        super().keyPressEvent(event)
