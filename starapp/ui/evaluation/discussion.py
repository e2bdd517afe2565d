"""One question of one bid under discussion: line, members side by side, agreed score."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.moderation_board import Board, BoardCell
from starapp.foundation.enumerating import listed
from starapp.foundation.exact import plain
from starapp.ui.evaluation.agreed_form import AgreedDraft, AgreedForm
from starapp.ui.evaluation.agreed_record import AgreedRecord
from starapp.ui.evaluation.member_columns import MemberColumns
from starapp.ui.evaluation.score_line import ScoreLine
from starapp.ui.widgets.buttons import Button, IconButton
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.labels import Words, hairline
from starapp.ui.widgets.tags import Tag


class Discussion(QWidget):
    """The right side of moderation.

    Signals:
        stepped: 1 or -1, to the next or earlier answer far apart.
        read_answer: show the bid's answer.
        reopened: take the agreed score back.
    """

    stepped = Signal(int)
    read_answer = Signal()
    reopened = Signal()

    def __init__(self, model: EvaluationModel) -> None:
        super().__init__()
        self._model = model
        self.card = Card("Question", padded=False)
        self.card.setObjectName("discussionCard")
        self.card.head.setStretchFactor(self.card.title, 100)
        self.far = Tag("", "amber", "arrow-left-right")
        self.read = Button(
            "Read the answer", icon="file-text", size="small", pressed=self.read_answer.emit
        )
        self.before = IconButton("chevron-left", "Far apart before (P)", pressed=self._back)
        self.place = Words("", "hint", ink="muted")
        self.after = IconButton("chevron-right", "Next far apart (N)", pressed=self._on)
        self.card.add_right(self.far, self.read, self.before, self.place, self.after)
        self.line = ScoreLine()
        self.members = MemberColumns()
        self.wish = Words("", "table", ink="amber", wrap=True)
        self.wish.setContentsMargins(14, 10, 14, 0)
        self.wish.hide()
        for widget in (self.wish, self.line, hairline(), self.members):
            self.card.add(widget)
        self.form = AgreedForm(model)
        self.record = AgreedRecord()
        self.record.reopened.connect(self.reopened)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(14)
        for part in (self.card, self.form, self.record):
            box.addWidget(part)
        box.addStretch(1)

    def _back(self) -> None:
        self.stepped.emit(-1)

    def _on(self) -> None:
        self.stepped.emit(1)

    def show_cell(
        self,
        board: Board,
        cell: BoardCell,
        draft: AgreedDraft,
        *,
        writable: bool,
        far_place: str,
        names: bool = True,
        wished: tuple[str, ...] = (),
    ) -> None:
        """Shows a question: the form while it is open, the record once it is agreed.

        Without ``names`` no member stands beside a score, and the note is left out; ``wished`` are
        the roles of members who asked to talk about it.
        """
        self.card.title.setText(f"{cell.bid_title}: {cell.question.code} {cell.question.title}")
        self.card.title.setWordWrap(True)
        self.far.setVisible(cell.far)
        if cell.apart is not None:
            self.far.show_tag(f"{plain(cell.apart)} points apart", "amber", "arrow-left-right")
        self.place.setText(far_place)
        shown = cell if names else cell.without_names()
        self.line.show_cell(shown, board.model.scores)
        self.members.show_cell(shown, board.model)
        self.wish.setVisible(bool(wished))
        self.wish.setText(wish_words(wished if names else ()))
        stopped = cell.bid_id in board.stopped_bids()
        parked = cell.key in board.parked_now()
        ready = writable and not (cell.settled or cell.waiting or stopped or parked)
        self.form.setVisible(ready)
        self.record.setVisible(not ready)
        self.form.note_field.setVisible(names)
        if ready:
            self.form.show_cell(board, cell, draft)
        else:
            self.record.show_cell(board, cell, writable=writable, names=names)


def wish_words(titles: tuple[str, ...]) -> str:
    """Who asked to talk about an answer; nobody is named where names are hidden."""
    if not titles:
        return "A member asked to talk about this answer."
    return f"{listed(list(titles))} asked to talk about this answer."
