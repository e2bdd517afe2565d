"""Asks why an earlier copy is put back and, where the world moved on, who else agrees."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from starapp.backups.going_back_rules import Wish, why_not
from starapp.backups.listing import Earlier
from starapp.backups.looking import Present
from starapp.backups.rotation import Copy
from starapp.foundation.dates import moment_text
from starapp.history.acting import Actor
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.choices import Check, Choice
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import LongText


@dataclass(frozen=True, slots=True)
class Going:
    """A copy to put back, the wish behind it, and the last entry the person saw before."""

    copy: Copy
    wish: Wish
    shown: str


class PutBack(Sheet):
    """The last question before a copy takes the place of the workspace.

    Signals:
        wanted: a ``Going``.
    """

    wanted = Signal(object)

    def __init__(
        self,
        row: Earlier,
        present: Present,
        *,
        by: Actor,
        parent: QWidget,
    ) -> None:
        super().__init__(
            f"Put back the copy of {moment_text(row.copy.made)}?",
            text=_text(row),
            risky=True,
            width=560,
            scrolls=True,
            parent=parent,
        )
        self.setObjectName("putBackQuestion")
        self._row = row
        self._present = present
        self._by = by
        self._others = {one.id: one for one in present.people if one.id != by.person_id}
        self._facts = row.since.facts if row.since is not None else ()
        self.fields: dict[str, QWidget] = {}
        self.errors = ErrorSummary()
        self.add(self.errors)
        self.reason = LongText(lines=3)
        hint = "The history keeps it, with your name and the time."
        self._field("reason", LabelledField("Reason", self.reason, hint=hint, key="reason"))
        self.second = Choice(
            [(one.id, f"{one.name}, {one.title}") for one in self._others.values()],
            empty="Choose a person",
        )
        self.agrees = Check("They are here and agree", key="secondAgrees")
        if self._facts:
            self._ask_second()
        self.body.addStretch(1)
        self.no = Button("Cancel", pressed=self.reject, key="no")
        self.yes = Button("Put this copy back", kind="risky", pressed=self._go_on, key="yes")
        self.add_answers(self.no, self.yes)
        self.reason.setFocus()

    def _field(self, place: str, field: QWidget) -> None:
        self.fields[place] = field
        field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.add(field)

    def _ask_second(self) -> None:
        words = " ".join(self._facts)
        self.add(Notice("warning", "This happened after the copy, and stays true.", words))
        hint = "A copy from before an opening or letters is put back only when two people agree."
        self._field("second", LabelledField("Second person", self.second, hint=hint, key="second"))
        self._field("confirmed", self.agrees)

    def _go_on(self) -> None:
        wish = Wish(
            self._by,
            self.reason.value(),
            self._others.get(self.second.value()),
            confirmed=self.agrees.isChecked(),
        )
        found = self._row.since
        another = found is not None and found.another
        problems = why_not(wish, another=another, facts=self._facts)
        self.errors.show_problems(problems, self.fields)
        if problems:
            self.fit()
            return
        self.accept()
        self.wanted.emit(Going(self._row.copy, wish, self._present.seen.last.digest))


def _text(row: Earlier) -> str:
    here = row.since.here if row.since is not None else 0
    lost = (
        f"{here:,} thing{'' if here == 1 else 's'} done since then will no longer be in the "
        "workspace. "
        if here
        else ""
    )
    return (
        f"{lost}The workspace as it is now is kept first, beside the other copies, for eight "
        "weeks at least."
    )
