"""Chooses another package to copy the week from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from starapp.specifications.package import PackageSummary
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.question import Sheet


class CopyWeek(Sheet):
    """Signals: chosen: the id of the package whose week is wanted."""

    chosen = Signal(str)

    def __init__(
        self, packages: Sequence[PackageSummary], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Copy the week of another package?",
            text="It takes the place of this week. You can undo it.",
            parent=parent,
        )
        self.setObjectName("copyWeekDialog")
        self.source = Choice([(one.id, f"{one.reference} {one.title}") for one in packages])
        self.add(LabelledField("Package", self.source, key="copyWeekFrom"))
        self.copy = Button("Copy week", kind="main", pressed=self._go_on, key="copyWeekNow")
        if not packages:
            self.copy.off("There is no other package with a week yet.")
        self.add_answers(Button("Cancel", pressed=self.reject, key="cancelCopyWeek"), self.copy)

    def _go_on(self) -> None:
        self.chosen.emit(self.source.value())
        self.accept()
