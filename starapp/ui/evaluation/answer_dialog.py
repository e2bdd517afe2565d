"""The bid's answer in a window of its own, to read together."""

from functools import partial

from PySide6.QtWidgets import QApplication

from starapp.evaluation.moderation_board import BoardCell
from starapp.evaluation.score_sheet_queries import answer_text
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.evaluation.answer_reader import AnswerReader
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.question import Sheet


class AnswerDialog(Sheet):
    """Question, what to look for, answer; Esc closes."""

    def __init__(self, desk: Desk, cell: BoardCell) -> None:
        super().__init__(
            f"Bid {cell.letter}, {cell.question.code}",
            width=680,
            parent=QApplication.activeWindow(),
        )
        self.setObjectName("answerDialog")
        self.reader = AnswerReader()
        self.reader.setMinimumHeight(theme.px(400))
        answer = desk.work.read(
            partial(answer_text, bid_id=cell.bid_id, criterion=cell.question.code)
        )
        self.reader.show_answer(cell.letter, cell.question, answer, place=cell.question.title)
        self.add(self.reader, 1)
        self.close_button = Button("Close", kind="main", pressed=self.accept, key="close")
        self.add_answers(self.close_button)
