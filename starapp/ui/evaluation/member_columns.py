"""The members of one question side by side: score, role, word of the scale, their reason."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.moderation_board import BoardCell, MemberScore
from starapp.foundation.exact import plain
from starapp.ui import theme
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.labels import Words, upright


class ScoreMark(QWidget):
    """A score in a small box; amber when it is the lowest or highest of a wide spread."""

    def __init__(self, text: str, *, far: bool) -> None:
        super().__init__()
        self._text = text
        self._far = far
        self.setAccessibleName(text)
        self.setFixedSize(theme.px(36), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("amberSolid" if self._far else "line"), 1))
        painter.setBrush(theme.colour("amberBg" if self._far else "surfaceSunk"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(theme.colour("amberText" if self._far else "ink"))
        painter.setFont(theme.bold(theme.font("sectionTitle"), 700))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._text)


class MemberColumn(QFrame):
    """One member's score and reason, as they were written."""

    def __init__(self, member: MemberScore, model: EvaluationModel, *, remark: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        number = plain(member.score) if member.score is not None else "–"
        mark = ScoreMark(number, far=bool(remark))
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.setToolTip(member.title)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Words(member.short_title, "label", wrap=True))
        word = (
            model.level(member.score).label
            if member.score is not None
            else member.state.value.capitalize()
        )
        names.addWidget(
            Words(remark or word, "hint", ink="amber" if remark else "muted", wrap=True)
        )
        head.addLayout(names, 1)
        box.addLayout(head)
        self.reason = Words(member.reason, "table", wrap=True, selectable=True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.reason, 1)


class MemberColumns(QWidget):
    """All members of one question; those still to score are named."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def show_cell(self, cell: BoardCell, model: EvaluationModel) -> None:
        """Shows another question."""
        clear(self._row)
        given = sorted(m.score for m in cell.members if m.score is not None)
        for place, member in enumerate(cell.members):
            if place:
                self._row.addWidget(upright())
            remark = ""
            if cell.far and member.score is not None:
                remark = {given[0]: "Lowest score", given[-1]: "Highest score"}.get(
                    member.score, ""
                )
            self._row.addWidget(MemberColumn(member, model, remark=remark), 1)
        if cell.waiting:
            words = "Still to score: " + ", ".join(cell.waiting) + "."
            if not cell.question.written:
                words += " They score this after the meeting, on the Scoring page."
            waiting = Words(words, "table", ink="amber", wrap=True)
            waiting.setContentsMargins(14, 14, 14, 14)
            self._row.addWidget(waiting, 1)
