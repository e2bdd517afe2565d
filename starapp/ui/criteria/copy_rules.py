"""The dialog to take the rules of another model."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from starapp.criteria.queries import StoredModel
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.question import Sheet


class CopyRules(Sheet):
    """Asks which model to copy from."""

    def __init__(self, others: Sequence[StoredModel], *, parent: QWidget | None = None) -> None:
        super().__init__(
            "Copy from another model",
            text="Everything but the name is replaced. You can undo it.",
            parent=parent,
        )
        self._others = {one.id: one for one in others}
        self.model = Choice([(one.id, one.name) for one in others], empty="Choose")
        self.add(LabelledField("Model", self.model, key="copySource"))
        cancel = Button("Cancel", pressed=self.reject, key="cancelCopy")
        self.go = Button("Copy its rules", kind="main", pressed=self.accept, key="copyRules")
        self.go.off("Choose a model first." if others else "There is no other model yet.")
        self.model.chosen.connect(self._choose)
        self.add_answers(cancel, self.go)

    def _choose(self, value: str) -> None:
        if value:
            self.go.on()

    def chosen(self) -> StoredModel | None:
        """The model chosen, or None."""
        return self._others.get(self.model.value())
