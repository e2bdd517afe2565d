"""Fields bound by name: shows and gives their values, and saves what the person changed."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.foundation.dates import day_text
from starapp.foundation.problems import Problem
from starapp.ui.desk import Desk
from starapp.ui.widgets.choices import Check, Choice, RadioCards, Segmented, Switch
from starapp.ui.widgets.date_fields import DateField
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.text_fields import ExactField, LongText, TextField

Editor = (
    Check | Choice | DateField | ExactField | LongText | RadioCards | Segmented | Switch | TextField
)
Values = Mapping[str, Any]


def value_of(editor: Editor) -> object:
    """What an editor holds: text, an exact number, a date or a tick; None where it is empty."""
    match editor:
        case ExactField():
            return editor.value_exact()
        case DateField():
            return editor.day()
        case Check() | Switch():
            return editor.isChecked()
        case _:
            return editor.value()


def show_in(editor: Editor, value: object) -> None:
    """Shows a value in an editor without telling anyone."""
    match editor:
        case ExactField():
            editor.show_exact(value)  # type: ignore[arg-type] # the form's own value
        case DateField():
            editor.show_day(value)  # type: ignore[arg-type] # the form's own value
        case Check() | Switch():
            editor.setChecked(bool(value))
        case LongText():
            editor.show_value(str(value))
        case TextField():
            editor.show_value(str(value))
            editor.setCursorPosition(0)
        case _:
            editor.choose(str(value))


def _words_of(editor: Editor) -> str:
    match editor:
        case DateField():
            day = editor.day()
            return day_text(day) if day is not None else "Not known"
        case Check() | Switch():
            return "Yes" if editor.isChecked() else "No"
        case Choice():
            return editor.currentText() or "Not chosen"
        case RadioCards() | Segmented():
            chosen = editor.value()
            return editor.button(chosen).text() if chosen else "Not chosen"
        case LongText():
            return editor.value() or "Not known"
        case _:
            return editor.text().strip() or "Not known"


def _field_of(problem: Problem) -> tuple[str, str]:
    return problem.place, problem.place.rpartition(".")[0]


class Form(QObject):
    """Editors by the place their problems name.

    Attributes:
        editors: by place.
        fields: labelled fields by place; one may hold several editors.
        words: what a field of several editors says when it can only be read.

    Signals:
        settled: the place of a field the person changed.
    """

    settled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, LabelledField] = {}
        self.words: dict[str, Callable[[], str]] = {}
        self._needed: set[str] = set()

    def add(
        self,
        place: str,
        label: str,
        editor: Editor,
        *,
        hint: str = "",
        optional: bool = False,
        may_be_empty: bool = False,
        key: str = "",
    ) -> LabelledField:
        """Gives the labelled field of an editor.

        An empty number or date is a problem unless it is ``optional``, which the label says, or
        ``may_be_empty``, which the section says for all its fields.
        """
        field = LabelledField(label, editor, hint=hint, optional=optional, key=key or place)
        self.fields[place] = field
        if isinstance(editor, ExactField | DateField) and not (optional or may_be_empty):
            self._needed.add(place)
        self.hold(place, editor)
        return field

    def hold(self, place: str, editor: Editor) -> Editor:
        """Binds an editor that says itself what it is, such as a box to tick."""
        self.editors[place] = editor
        match editor:
            case Check():
                editor.ticked.connect(partial(self._tell, place))
            case Switch():
                editor.turned.connect(partial(self._tell, place))
            case TextField() | LongText():
                editor.settled.connect(partial(self._tell, place))
            case _:
                editor.chosen.connect(partial(self._tell, place))
        return editor

    def _tell(self, place: str, _value: object) -> None:
        self.settled.emit(place)

    def value(self, place: str) -> object:
        """What one field holds."""
        return value_of(self.editors[place])

    def values(self) -> dict[str, Any]:
        """What every field holds."""
        return {place: value_of(editor) for place, editor in self.editors.items()}

    def show_values(self, values: Values) -> None:
        """Shows values without telling anyone, and takes messages away."""
        for place, value in values.items():
            show_in(self.editors[place], value)
        self.show_problems(())

    def problems(self) -> Iterator[Problem]:
        """What is typed and is no number or date, or missing where one is needed."""
        for place, editor in self.editors.items():
            if not isinstance(editor, TextField):
                continue
            words = editor.problem()
            if not words and place in self._needed and not editor.text().strip():
                words = "Enter a number." if isinstance(editor, ExactField) else "Enter a date."
            if words:
                yield Problem(place, words, "typed")

    def show_problems(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Shows problems beside their fields and gives those without a field.

        A field named "limits.mile" also shows the problems of "limits.mile.floor".
        """
        for place, field in self.fields.items():
            words = " ".join(one.words for one in problems if place in _field_of(one))
            if words != field.problem():
                field.show_problem(words)
        return tuple(one for one in problems if self.fields.keys().isdisjoint(_field_of(one)))

    def set_read_only(self) -> None:
        """Shows plain words in place of every editor."""
        for place, field in self.fields.items():
            said = self.words.get(place)
            field.set_read_only(said() if said is not None else _words_of(self.editors[place]))
        for place, editor in self.editors.items():
            if place not in self.fields:
                editor.setEnabled(False)


class SavedForm(Form):
    """A form whose fields are saved as the person changes them.

    Signals:
        stuck: problems that have no field of their own; empty when there are none.

    Args:
        desk: whose work queue saves.
        read: gives the stored values of the fields by place.
        save: gives the command that saves some changed values.
        read_only: this person may only look.
    """

    stuck = Signal(object)

    def __init__(
        self,
        desk: Desk,
        read: Callable[[Session], Values],
        save: Callable[[Values], Callable[[Session], Change]],
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__()
        self._read_only = read_only or desk.read_only()
        self._desk = desk
        self._read = read
        self._save = save
        self._stored: dict[str, object] = {}
        self._under_way = 0
        self._wrong: dict[str, tuple[object, tuple[Problem, ...]]] = {}
        self._sent: dict[str, object] = {}
        self.settled.connect(self._settle)

    def start(self) -> None:
        """Shows what is stored, whatever was typed; for another thing to edit."""
        self._stored = dict(self._desk.work.read(self._read))
        self.show_values(self._stored)
        if self._read_only:
            self.set_read_only()

    def reload(self) -> None:
        """Shows what changed in the file, except where the person is typing something new."""
        if self._under_way:
            return
        fresh = dict(self._desk.work.read(self._read))
        for place, value in fresh.items():
            clean = self.value(place) == self._stored.get(place)
            if clean and value != self._stored.get(place):
                show_in(self.editors[place], value)
        self._stored = fresh
        if self._read_only:
            self.set_read_only()

    def _settle(self, settled: str) -> None:
        """Saves what was changed; a value that was refused waits until it is settled again."""
        typed = {problem.place for problem in self.problems()}
        values = self.values()
        self._wrong = {
            place: (value, problems)
            for place, (value, problems) in self._wrong.items()
            if place != settled and values[place] == value
        }
        changed = {
            place: value
            for place, value in values.items()
            if place not in typed
            and place not in self._wrong
            and value != self._stored.get(place)
            and (place, value) not in self._sent.items()
        }
        still = [problem for _, problems in self._wrong.values() for problem in problems]
        self.stuck.emit(self.show_problems((*self.problems(), *dict.fromkeys(still))))
        if changed:
            self._send(changed)

    def _send(self, changed: Values) -> None:
        self._under_way += 1
        self._sent |= changed
        self._desk.work.do(
            self._save(changed),
            done=partial(self._done, changed),
            refused=partial(self._refused, changed),
            again=self._save_again,
        )

    def _save_again(self) -> None:
        self._wrong.clear()
        self._settle("")

    def _answered(self, changed: Values) -> None:
        self._under_way -= 1
        for place, value in changed.items():
            if self._sent.get(place) == value:
                self._sent.pop(place, None)

    def _done(self, changed: Values, _change: Change) -> None:
        if not shiboken6.isValid(self):
            return
        self._answered(changed)
        self.reload()

    def _refused(self, changed: Values, problems: tuple[Problem, ...]) -> None:
        """Says why beside the fields, and saves what was changed in the others."""
        if not shiboken6.isValid(self):
            return
        self._answered(changed)
        self.stuck.emit(self.show_problems((*problems, *self.problems())))
        wrong = {place for problem in problems for place in _field_of(problem) if place}
        for place in wrong & changed.keys():
            own = tuple(problem for problem in problems if place in _field_of(problem))
            self._wrong[place] = (changed[place], own)
        rest = {
            place: value
            for place, value in changed.items()
            if wrong.isdisjoint((place, place.rpartition(".")[0]))
        }
        if rest and len(rest) < len(changed):
            self._send(rest)


def column_of(*widgets: QWidget, spacing: int = 12) -> QWidget:
    """Puts widgets under each other."""
    from PySide6.QtWidgets import QVBoxLayout

    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for widget in widgets:
        box.addWidget(widget)
    return holder
