"""Makes a competition from a package that is ready and an evaluation model that is locked."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from starapp.competitions.commands import create_competition
from starapp.criteria.queries import models
from starapp.foundation.change import Change
from starapp.foundation.problems import Problem
from starapp.specifications.package import PackageState
from starapp.specifications.queries import packages
from starapp.ui.desk import Desk, Place
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import TextField, too_long


class NewCompetition(Sheet):
    """Asks which package and which model; says what is missing when there is none.

    Signals:
        made: the id of the new competition.
    """

    made = Signal(str)

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(
            "New competition",
            text="The package and the model stay as they are now. Providers see both.",
            width=560,
            parent=parent,
        )
        self.setObjectName("newCompetition")
        self._desk = desk
        every = desk.work.read(packages)
        ready = [one for one in every if one.state is PackageState.READY]
        locked = [one for one in desk.work.read(models) if one.locked]
        self._titles = {one.id: one.title for one in ready}
        self.package = Choice(
            [(one.id, f"{one.reference} {one.title}") for one in ready], empty="Choose a package"
        )
        self.package.chosen.connect(self._title_from)
        self.model = Choice([(one.id, one.name) for one in locked], empty="Choose a model")
        self.name = TextField(most=120)
        self.errors = ErrorSummary()
        self.fields: dict[str, QWidget] = {
            "package": LabelledField("Package", self.package, key="competitionPackage"),
            "model": LabelledField("Evaluation model", self.model, key="competitionModel"),
            "title": LabelledField(
                "Title", self.name, hint="Providers read it. Use no names.", key="competitionTitle"
            ),
        }
        self.add(self.errors)
        self._say_missing(ready=bool(ready), locked=bool(locked))
        for field in self.fields.values():
            self.add(field)
        self.make = Button(
            "Make competition", kind="main", pressed=self._make, key="makeCompetition"
        )
        self.add_answers(Button("Cancel", pressed=self.reject, key="cancelNew"), self.make)
        if not (ready and locked):
            self.make.off("A package that is ready and a locked model are needed.")
        self.package.setFocus()

    def _say_missing(self, *, ready: bool, locked: bool) -> None:
        if not ready:
            self.add(
                Notice(
                    "warning",
                    "No package is ready.",
                    "Finish a specification and lock it first.",
                    link="Go to packages",
                    pressed=partial(self._leave, Place("packages")),
                )
            )
        if not locked:
            from starapp.ui.places import screens

            self.add(
                Notice(
                    "warning",
                    "No evaluation model is locked.",
                    "Finish a model and lock it first.",
                    link="Go to evaluation models" if "models" in screens() else "",
                    pressed=partial(self._leave, Place("models")),
                )
            )

    def _leave(self, place: Place) -> None:
        self.reject()
        self._desk.go(place)

    def _title_from(self, package_id: str) -> None:
        if not self.name.value() or self.name.value() in self._titles.values():
            self.name.show_value(self._titles.get(package_id, ""))

    def _make(self) -> None:
        if too_long(self):
            return
        missing = []
        if not self.package.value():
            missing.append(Problem("package", "Choose a package.", "empty"))
        if not self.model.value():
            missing.append(Problem("model", "Choose an evaluation model.", "empty"))
        if missing:
            self.errors.show_problems(missing, self.fields)
            return
        command = partial(
            create_competition,
            package_id=self.package.value(),
            model_id=self.model.value(),
            title=self.name.value(),
        )
        self._desk.work.do(command, done=self._done, refused=self._refused)

    def _done(self, change: Change) -> None:
        self.accept()
        self._desk.say(change.words)
        self.made.emit(change.made)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems, self.fields)
