"""What stands on paper for one answer: score, reason, and whether to talk about it."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.result import ScoreState
from starapp.foundation.exact import plain
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.working_copy import Key
from starapp.ui import theme
from starapp.ui.widgets.choices import Check, Choice
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.text_fields import LongText
from starapp.ui.widgets.typed import about

EMPTY = "empty"
OTHERS = {
    ScoreState.NOT_APPLICABLE: "Not applicable",
    ScoreState.ABSTAINED: "Abstained",
}


class PaperAnswerForm(QWidget):
    """The fields of one answer.

    Signals:
        edited: something was typed or chosen.
    """

    edited = Signal()

    def __init__(self, model: EvaluationModel) -> None:
        super().__init__()
        self._key: Key = ("", "")
        self._filling = False
        scores = sorted((level.score for level in model.scale), reverse=True)
        self.title = Words("", "label", wrap=True)
        self.score = Choice(
            [
                (EMPTY, "Nothing ticked"),
                *((plain(score), plain(score)) for score in scores),
                *((state.value, words) for state, words in OTHERS.items()),
            ]
        )
        self.score.chosen.connect(self._changed)
        self.reason = LongText(lines=5)
        self.reason.edit.setMaximumHeight(theme.px(130))
        self.reason.edit.textChanged.connect(self._changed)
        self.talk = Check("Talk about this answer is ticked", key="paperTalk")
        self.talk.ticked.connect(self._changed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.title)
        box.addWidget(LabelledField("Score on the paper", self.score, key="paperScore"))
        self.reason_field = LabelledField("Reason on the paper", self.reason, key="paperReason")
        box.addWidget(self.reason_field)
        box.addWidget(self.talk)
        box.addStretch(1)

    def show_answer(self, key: Key, title: str, one: ReturnedScore | None) -> None:
        """Shows what was typed of an answer, or empty fields."""
        self._filling = True
        self._key = key
        about(self, "/".join(key))
        self.title.setText(title)
        self.score.choose(_choice(one))
        self.reason.show_value("")
        if one is not None and one.reason:
            self.reason.show_typed(one.reason)
        self.talk.setChecked(bool(one and one.discuss))
        self._filling = False
        if self.reason.value() != (one.reason if one else "").strip():
            self.edited.emit()  # a draft from before is shown, and counts like any typing

    def value(self) -> ReturnedScore | None:
        """What is typed; None where nothing is."""
        chosen, reason = self.score.value(), self.reason.value()
        state, score = ScoreState.SCORED, None
        named = {state.value: state for state in OTHERS}
        if chosen in named:
            state = named[chosen]
        elif chosen != EMPTY:
            score = Decimal(chosen)
        if chosen == EMPTY and not reason and not self.talk.isChecked():
            return None
        return ReturnedScore(*self._key, state, score, reason, discuss=self.talk.isChecked())

    def _changed(self, *_values: object) -> None:
        if not self._filling:
            self.edited.emit()


def _choice(one: ReturnedScore | None) -> str:
    if one is None or (one.state is ScoreState.SCORED and one.score is None):
        return EMPTY
    return plain(one.score) if one.score is not None else one.state.value


def said(one: ReturnedScore | None) -> str:
    """An answer in a line: "4: Says who and when."."""
    if one is None:
        return "Nothing"
    words = OTHERS.get(one.state, plain(one.score) if one.score is not None else "No score")
    talk = " (talk about it)" if one.discuss else ""
    return f"{words}: {' '.join(one.reason.split()) or 'no reason'}{talk}"
