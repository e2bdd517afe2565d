"""The evaluation model that is open: what is on the screen, undo by name, and saving as you type."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from starapp.criteria.commands import save_model
from starapp.criteria.evaluation_model import Criterion, EvaluationModel
from starapp.criteria.queries import StoredModel
from starapp.criteria.queries import model as stored_model
from starapp.foundation.problems import Problem
from starapp.history.acting import Role
from starapp.ui.desk import Desk
from starapp.ui.widgets.drafts import Drafts


class ModelDraft(QObject):
    """One model being written.

    Signals:
        changed: the model or the chosen criterion is another; cards show it again.
        refused: problems that kept a step from being saved.

    Attributes:
        chosen: the code of the criterion whose details are shown, or empty.
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, model_id: str) -> None:
        super().__init__()
        self.desk = desk
        self.model_id = model_id
        self.stored = self._read()
        self._drafts = Drafts(self.stored.model)
        self.chosen = ""
        self._keep_choice()

    def _read(self) -> StoredModel:
        return self.desk.work.read(partial(stored_model, model_id=self.model_id))

    @property
    def model(self) -> EvaluationModel:
        """The model as it is on the screen."""
        return self._drafts.current

    @property
    def may_write(self) -> bool:
        """This person may write models in this workspace."""
        may = self.desk.actor().can(Role.COMMISSIONER, Role.PROCUREMENT)
        return may and not self.desk.read_only()

    @property
    def locked(self) -> bool:
        """Nothing can be changed: locked, read-only, or this person may not write models."""
        return self.stored.locked is not None or not self.may_write

    @property
    def criterion(self) -> Criterion | None:
        """The chosen criterion, or None when there is none."""
        return next((c for c in self.model.criteria if c.code == self.chosen), None)

    def choose(self, code: str) -> None:
        """Shows the details of another criterion."""
        if code != self.chosen:
            self.chosen = code
            self.changed.emit()

    def put(self, new: EvaluationModel, name: str, *, choose: str = "") -> None:
        """Takes one step: it can be undone by its name and is saved at once."""
        if self.locked:
            return
        if not self._drafts.put(new, name):
            self.save_again()
            return
        self.chosen = choose or self.chosen
        self._keep_choice()
        self._save()
        self.changed.emit()

    def undo(self) -> None:
        """Takes the last step back, also in the file."""
        if not self.locked and self._drafts.undo():
            self._stepped()

    def redo(self) -> None:
        """Takes the undone step again, also in the file."""
        if not self.locked and self._drafts.redo():
            self._stepped()

    def _stepped(self) -> None:
        self._keep_choice()
        self._save()
        with self.desk.typing.replacing():
            self.changed.emit()

    def undo_names(self) -> tuple[str, str]:
        """What undo and redo would do, or empty."""
        return self._drafts.undo_name, self._drafts.redo_name

    def read_again(self) -> None:
        """Reads the file; forgets the steps when somebody else changed it."""
        if self.desk.work.idle:
            self.read_fresh()

    def read_fresh(self) -> None:
        """Reads the file now, after a step that is not undone: locking."""
        self.stored = self._read()
        if self.stored.model != self.model:
            self._drafts.start_again(self.stored.model)
            self._keep_choice()
        self.changed.emit()

    def _keep_choice(self) -> None:
        if self.criterion is None:
            leaves = self.model.leaves() or self.model.criteria
            self.chosen = leaves[0].code if leaves else ""

    def _save(self) -> None:
        command = partial(save_model, model_id=self.model_id, model=self.model)
        self.desk.work.do(command, refused=self.refused.emit, again=self.save_again)

    def save_again(self) -> None:
        """Saves what is on the screen when the file holds another model."""
        if self._read().model != self.model:
            self._save()

    def problems_of_name(self, problems: tuple[Problem, ...]) -> str:
        """The words of the first problem with the name, or empty."""
        return next((p.words for p in problems if p.place == "name"), "")
