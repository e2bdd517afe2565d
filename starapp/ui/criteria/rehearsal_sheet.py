"""The sheet that shows what was found when a model was tried, and keeps it with the model."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.earlier_competitions import earlier_competitions
from starapp.evaluation.rehearsal import rehearse
from starapp.evaluation.rehearsal_commands import note_rehearsal
from starapp.evaluation.rehearsal_words import made_up_sentences, past_sentences
from starapp.evaluation.rules import rules_of
from starapp.foundation.change import Change
from starapp.foundation.problems import CannotDo, Problem
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Scroll
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.question import Sheet
from starapp.ui.work import Job

TITLES = {"made-up": "Tried with made-up bids", "past": "Tried with past bids"}
TEXTS = {
    "made-up": "Made-up competitions over the scale and prices of this model, and some hard cases. "
    "Nothing in the model changes.",
    "past": "Finished competitions of this workspace whose questions and price fit this model by "
    "their codes. Nothing in them changes.",
}
WIDE, HIGH = 640, 480


@dataclass(frozen=True, slots=True)
class Tried:
    """What the background gives back: sentences, or why there are none."""

    told: tuple[str, ...]
    seed: int = 0
    trouble: tuple[str, ...] = ()


def try_made_up(model: EvaluationModel, *, stopped: Callable[[], bool]) -> Tried:
    """Tries the model with made-up bids."""
    try:
        found = rehearse(rules_of(model), stopped=stopped)
    except CannotDo as refusal:
        return Tried((), trouble=tuple(problem.words for problem in refusal.problems))
    return Tried(made_up_sentences(found), found.seed)


def try_past(session: Session, *, model: EvaluationModel, stopped: Callable[[], bool]) -> Tried:
    """Tries the model with the finished competitions of the workspace."""
    past = earlier_competitions(session, model)
    try:
        found = rehearse(rules_of(model), earlier=past.fits, contests=0, stopped=stopped)
    except CannotDo as refusal:
        return Tried((), trouble=tuple(problem.words for problem in refusal.problems))
    return Tried(past_sentences(found, past.left_out), found.seed)


class _Wish:
    """Whether the person wants to stop; read by the thread that works."""

    def __init__(self) -> None:
        self.stop = False

    def asked(self) -> bool:
        """Tells whether to stop."""
        return self.stop


class RehearsalSheet(Sheet):
    """Starts the work when it opens; closing it stops the work."""

    def __init__(
        self, desk: Desk, model_id: str, model: EvaluationModel, kind: str,
        *, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(TITLES[kind], text=TEXTS[kind], width=WIDE, parent=parent)
        self.setObjectName("rehearsalSheet")
        self._desk, self._model_id, self._model, self._kind = desk, model_id, model, kind
        self._tried: Tried | None = None
        self._wish = _Wish()
        self.errors = ErrorSummary()
        self.progress = Progress("Working it out", stop=self.stop)
        self.found = Scroll(margin=0, spacing=8)
        self.found.setMinimumHeight(theme.px(220))
        for widget in (self.errors, self.progress):
            self.add(widget)
        self.add(self.found, 1)
        self.close_button = Button("Close", pressed=self.reject, key="closeRehearsal")
        self.keep = Button("Keep with the model", kind="main", pressed=self._keep,
                           key="keepRehearsal")  # fmt: skip
        self.keep.off("Wait until it is worked out.")
        self.keep.setVisible(not desk.read_only())
        self.add_answers(self.close_button, self.keep)
        self.resize(theme.px(WIDE), theme.px(HIGH))
        self.finished.connect(self._ended)
        self._job = self._start()

    def _start(self) -> Job:
        asked = self._wish.asked
        if self._kind == "past":
            query = partial(try_past, model=self._model, stopped=asked)
            return self._desk.work.fetch(query, then=self._show)
        return self._desk.work.render(
            partial(try_made_up, self._model, stopped=asked), then=self._show
        )

    def stop(self) -> None:
        """Ends the work; what was found so far is not shown."""
        self._wish.stop = True
        self._job.stop()
        self.progress.hide()
        self._say(("Stopped. Close this and try again when you like.",))
        self.keep.off("It was stopped.")

    def _ended(self, _answer: int) -> None:
        self._wish.stop = True
        self._job.stop()

    def _show(self, tried: Tried) -> None:
        self._tried = tried
        self.progress.hide()
        self._say(tried.trouble or tried.told)
        if tried.told:
            self.keep.on()
        else:
            self.keep.off("There is nothing to keep.")

    def _say(self, told: tuple[str, ...]) -> None:
        for words in told:
            line = Words(words, "body", wrap=True, selectable=True)
            self.found.add(line)
            line.show()
        self.found.body.addStretch(1)

    def told(self) -> tuple[str, ...]:
        """The sentences shown."""
        return (self._tried.told or self._tried.trouble) if self._tried is not None else ()

    def _keep(self) -> None:
        if self._tried is None:
            return
        command = partial(
            note_rehearsal, model_id=self._model_id, rules=self._model.fingerprint(),
            kind=self._kind, seed=self._tried.seed, told=self._tried.told,
        )  # fmt: skip
        self._desk.work.do(command, done=self._kept, refused=self._refused)

    def _kept(self, change: Change) -> None:
        self._desk.say(change.words)
        self.accept()

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems)
