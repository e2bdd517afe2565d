"""Asks for a reason before a step that the record explains: unlocking, ending a package."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import LongText


class ReasonDialog(Sheet):
    """A question, what happens, and a reason that must be written.

    Signals:
        given: the reason.
    """

    given = Signal(str)

    def __init__(
        self, question: str, *, text: str, yes: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(question, text=text, parent=parent)
        self.setObjectName("reasonDialog")
        self.editor = LongText(lines=3, count=False)
        self.reason = LabelledField("Reason", self.editor, key="reason")
        self.yes = Button(yes, kind="main", pressed=self._go_on, key="giveReason")
        self.add(self.reason)
        self.add_answers(Button("Cancel", pressed=self.reject, key="cancelReason"), self.yes)

    def _go_on(self) -> None:
        if not self.editor.value():
            self.reason.show_problem("Write the reason.")
            self.editor.edit.setFocus()
            return
        self.given.emit(self.editor.value())
        self.accept()
