"""Asks why a privacy find may stay."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from starapp.specifications.privacy import Find
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import LongText


class KeepDialog(Sheet):
    """The reason is kept in the record of the package.

    Signals:
        explained: the reason.
    """

    explained = Signal(str)

    def __init__(self, find: Find, *, parent: QWidget | None = None) -> None:
        super().__init__(
            f"Keep “{find.text[:60]}”?",
            text=f"It looks like: {find.kind.value.lower()}. Bidders will read it. "
            "Your reason stays in the record of this package.",
            parent=parent,
        )
        self.setObjectName("keepDialog")
        self.reason = LabelledField(
            "Why it may stay", LongText(lines=3, count=False), key="keepReason"
        )
        self.add(self.reason)
        self.keep = Button("Keep it", kind="main", pressed=self._go_on, key="keepIt")
        self.add_answers(Button("Cancel", pressed=self.reject, key="cancelKeep"), self.keep)

    def _go_on(self) -> None:
        editor = self.reason.editor
        assert isinstance(editor, LongText)  # noqa: S101 - made above
        if not editor.value():
            self.reason.show_problem("Write why it may stay.")
            editor.edit.setFocus()
            return
        self.explained.emit(editor.value())
        self.accept()
