"""A dialog that gives a command and shows beside the fields why it was refused."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.foundation.problems import Problem
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.moment_field import MomentField
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import LongText, too_long

Command = Callable[[Session], Change]


class CommandDialog(Sheet):
    """Fields, a button that does something, and Cancel. Closes when it was done.

    Attributes:
        fields: the fields by the place their problems name.
        yes: the button that does it.
        done: the change, once it was done.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        *,
        yes: str,
        text: str = "",
        risky: bool = False,
        scrolls: bool = False,
    ) -> None:
        super().__init__(
            title, text=text, risky=risky, scrolls=scrolls, parent=QApplication.activeWindow()
        )
        self._desk = desk
        self.setObjectName("commandDialog")
        self.fields: dict[str, QWidget] = {}
        self._moments: dict[str, MomentField] = {}
        self.errors = ErrorSummary()
        self.done_change: Change | None = None
        self.add(self.errors)
        kind = "risky" if risky else "main"
        self.yes = Button(yes, kind=kind, pressed=self.attempt, key="yes")  # type: ignore[arg-type] # one of two kinds
        self.no = Button("Cancel", pressed=self.reject, key="no")
        self.add_answers(self.no, self.yes)

    def add_field(self, place: str, field: QWidget) -> None:
        """Puts a field in the body; problems of this place are shown beside it."""
        self.fields[place] = field
        self.add(field)

    def add_moment(self, place: str, when: MomentField) -> None:
        """Puts a day and time in the body; nothing is done while it cannot be read."""
        self._moments[place] = when
        self.fields[place] = when.field
        self.add(when)

    def command(self) -> Command:
        """The command for what is in the fields now."""
        raise NotImplementedError

    @Slot()
    def attempt(self) -> None:
        """Gives the command; the button rests until it is answered."""
        wrong = [(place, when.problem()) for place, when in self._moments.items()]
        if any(words for _, words in wrong):
            self.show_problems(tuple(Problem(*one, "moment") for one in wrong if one[1]))
            return
        if too_long(self):
            return
        self.yes.off("Saving.")
        self._desk.work.do(self.command(), done=self._done, refused=self.show_problems)

    def _done(self, change: Change) -> None:
        self.done_change = change
        self._desk.say(change.words)
        self.accept()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Shows why it was refused."""
        self.yes.on()
        self.errors.show_problems(problems, self.fields)


class ReasonDialog(CommandDialog):
    """Asks for the reason of a step that is recorded.

    Args:
        make: gives the command for a reason.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        *,
        yes: str,
        make: Callable[[str], Command],
        text: str = "",
        label: str = "Reason",
        hint: str = "",
        risky: bool = False,
    ) -> None:
        super().__init__(desk, title, yes=yes, text=text, risky=risky)
        self._make = make
        self.reason = LongText(lines=4)
        self.add_field("reason", LabelledField(label, self.reason, hint=hint, key="reason"))
        self.reason.setFocus()

    def command(self) -> Command:
        """The command with the reason typed."""
        return self._make(self.reason.value())
