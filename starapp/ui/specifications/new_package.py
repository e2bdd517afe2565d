"""Makes a package: a title, and nothing or another package to start from."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from starapp.foundation.change import Change
from starapp.foundation.problems import Problem
from starapp.specifications.commands import copy_package, create_package
from starapp.specifications.package import PackageSummary
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import TextField, too_long


class NewPackage(Sheet):
    """Asks what the package is called.

    Signals:
        made: the id of the new package.
    """

    made = Signal(str)

    def __init__(
        self,
        desk: Desk,
        packages: Sequence[PackageSummary],
        *,
        copy_from: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "New package",
            text="It gets a reference and a letter for the person. Use no names here.",
            parent=parent,
        )
        self.setObjectName("newPackageSheet")
        self._desk = desk
        self.title = LabelledField(
            "Title",
            TextField(most=200),
            hint="For example: Support for one man in his own flat, north of the town.",
            key="newTitle",
        )
        options = [("", "Nothing, an empty package")]
        options += [(one.id, f"{one.reference} {one.title}") for one in packages]
        self.source = Choice(options)
        self.source.choose(copy_from)
        self.errors = ErrorSummary()
        self.add(self.errors)
        self.add(self.title)
        if packages:
            hint = "Copies the week, needs and outcomes, not what belongs to one person."
            self.add(LabelledField("Start from", self.source, hint=hint, key="newSource"))
        self.make = Button("Make package", kind="main", pressed=self._make, key="makePackage")
        self.add_answers(Button("Cancel", pressed=self.reject, key="cancelNew"), self.make)
        self.title.editor.setFocus()

    def _make(self) -> None:
        if too_long(self):
            return
        editor = self.title.editor
        assert isinstance(editor, TextField)  # noqa: S101 - made above
        title, source = editor.value(), self.source.value()
        if source:
            command = partial(copy_package, source_id=source, title=title)
        else:
            command = partial(create_package, title=title)
        self._desk.work.do(command, done=self._done, refused=self._refused)

    def _done(self, change: Change) -> None:
        self.accept()
        self.made.emit(change.made)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems, {"title": self.title})
