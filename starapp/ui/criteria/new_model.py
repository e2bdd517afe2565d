"""The dialog that asks for the name of a new model."""

from PySide6.QtWidgets import QWidget

from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import TextField, too_long


class NewModel(Sheet):
    """Asks for a name; nothing is made without one."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__("Name the new model", parent=parent)
        self._editor = TextField(name, most=120)
        self._field = LabelledField("Name", self._editor, key="newModelName")
        self.add(self._field)
        cancel = Button("Cancel", pressed=self.reject, key="cancelNewModel")
        make = Button("Make model", kind="main", pressed=self._make, key="makeModel")
        self.add_answers(cancel, make)
        self._editor.setFocus()
        self._editor.selectAll()

    def name(self) -> str:
        """The name typed."""
        return self._editor.value()

    def _make(self) -> None:
        if too_long(self):
            return
        if self.name():
            self.accept()
        else:
            self._field.show_problem("Give the model a name.")
