"""Drives the whole program: the welcome, the real window, the people who take turns at one PC."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from starapp.bids.compliance import BY_HAND, Outcome
from starapp.competitions.queries import competitions
from starapp.criteria.commands import add_model, lock_model
from starapp.foundation.dates import LONDON
from starapp.organisation.queries import people
from starapp.sample.contest import the_model
from starapp.sample.workspace import Until
from starapp.ui.bids.bids_page import BidsPage
from starapp.ui.desk import Desk, Place
from starapp.ui.main_window import MainWindow
from starapp.ui.program import Program
from starapp.ui.start.who import WhoIsUsing
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.choices import Segmented
from starapp.verify import verify
from tests.drive.drive import Driver
from tests.make.samples import Samples

PEOPLE = {
    "M1": "Procurement officer",
    "E1": "Lead commissioner",
    "E4": "PBS nurse",
    "A1": "Director of adult services",
}
W = TypeVar("W", bound=QWidget)


class Office(Driver):
    """One PC with STAR on it; what is driven is the window, or the dialog that is open over it."""

    def __init__(
        self, bot: QtBot, app: QApplication, folder: Path, samples: Samples | None = None
    ) -> None:
        self.bot = bot
        self.app = app
        self.folder = folder
        self.samples = samples
        self.moment = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
        self.program = Program(app, clock=self.now)
        app.setQuitOnLastWindowClosed(False)
        self.path = folder / "work.star"

    def now(self) -> datetime:
        """The moment the clock of this PC shows; before the story until ``at`` sets it."""
        return self.moment

    # ---- what is driven ----

    @property
    def window(self) -> MainWindow:
        """The main window."""
        assert self.program.window is not None
        return self.program.window

    @property
    def desk(self) -> Desk:  # type: ignore[override] # another workspace brings another desk
        """The desk of the window."""
        return self.window.desk

    @property
    def root(self) -> QWidget:  # type: ignore[override] # the dialog in front, else the window
        """The dialog that is in front, else the window, else the welcome."""
        dialogs = [
            one
            for one in self.app.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible()
        ]
        if dialogs:
            active = self.app.activeModalWidget()
            return active if active in dialogs else dialogs[-1]
        return self.program.window or self.program.welcome  # type: ignore[return-value] # one is shown

    def settle(self) -> None:
        """Waits until nothing is queued or running."""
        if self.program.window is not None:
            self.bot.waitUntil(lambda: self.desk.work.idle, timeout=20_000)
        self.app.processEvents()

    # ---- coming and going ----

    def open_sample(self, until: Until, *, who: str, at: str) -> None:
        """Opens a copy of the sample as a person, at a London time."""
        assert self.samples is not None
        self.samples.copy(until, self.path)
        self.program.begin(self.path)
        self.choose_person(PEOPLE[who])
        self.at(at)

    def reopen(self, *, who: str) -> None:
        """Opens the file again after the window was closed, with the clock as it was."""
        moment = self.clock
        self.program.open_path(str(self.path))
        if self.program.who is not None and self.program.who.isVisible():
            self.choose_person(PEOPLE.get(who, who))
        self.at(moment)

    def at(self, london: str) -> None:
        """From now on it is this London time."""
        self.clock = london
        self.moment = datetime.fromisoformat(london).replace(tzinfo=LONDON).astimezone(UTC)
        self.settle()

    def choose_person(self, name: str) -> None:
        """Chooses who is using this PC in the dialog that asks."""
        asked = self.program.who
        assert isinstance(asked, WhoIsUsing)
        rows = asked.table.rows
        ids = [person.id for person in rows_of(asked) if person.name == name]
        assert ids, f"{name} is not among {rows.rowCount()} people"
        asked.table.choose(ids[0])
        self.bot.mouseClick(asked.use, Qt.MouseButton.LeftButton)
        self.bot.waitUntil(lambda: self.program.window is not None)
        self.to_front()

    def to_front(self) -> None:
        """The window is the active one, as it is for the person in front of it."""
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)
        self.settle()

    def now_acts(self, who: str) -> None:
        """Another person takes the chair: Switch person in the menu, then their name."""
        name = self.name_of(who)
        self.window.does.switch_person()
        self.choose_person(name)
        assert self.window.top.person.text() == name

    def go(self, kind: str, of: str = "", part: str = "") -> None:
        """Goes to a place; ``of`` names what the sample made, or is an identity."""
        known = self.samples.ids if self.samples else {}
        self.window.go(Place(kind, known.get(of, of), part))
        self.settle()

    def go_to_stage(self, part: str) -> None:
        """Presses a stage of the competition that is shown."""
        shown = self.window.travel.now
        assert shown is not None
        assert shown.kind == "competition", shown
        self.window.go(Place("competition", shown.id, part))
        self.settle()

    def go_to_competition(self, part: str) -> None:
        """Goes to a stage of the one competition of the file."""
        (one,) = self.desk.work.read(competitions)
        self.window.go(Place("competition", one.id, part))
        self.settle()

    def person_id(self, name: str) -> str:
        """The identity of a person by name or by code of the sample."""
        if self.samples is not None and name in self.samples.ids:
            return self.samples.ids[name]
        return next(one.id for one in self.desk.work.read(people) if one.name == name)

    def id_of(self, name: str) -> str:
        """The identity of what the sample made by a name."""
        assert self.samples is not None
        return self.samples.ids[name]

    def name_of(self, code: str) -> str:
        """The name of a person of the sample, by code or as given."""
        if self.samples is None or code not in self.samples.ids:
            return PEOPLE.get(code, code)
        wanted = self.samples.ids[code]
        return next(one.name for one in self.desk.work.read(people) if one.id == wanted)

    def lock_the_sample_model(self) -> None:
        """Puts the evaluation model of the example into the file, locked."""
        store, actor = self.window.workspace.store, self.desk.actor()
        with store.writing(by=actor) as session:
            self.model_id = add_model(session, model=the_model()).made
        with store.writing(by=actor) as session:
            lock_model(session, model_id=self.model_id)

    # ---- the bids ----

    def settle_checks(self, *, leave: str = "") -> None:
        """Passes every line of each bid on the page of bids; what else is open is left, and why."""
        for row in self.page(BidsPage).view.rows:
            if row.check is None:
                continue
            self.choose_row("bidRegister", row.id)
            self.press("readBid")
            for line, _ in BY_HAND:
                self.find(Segmented, f"check-{line}").button(Outcome.PASSED.value).click()
                self.settle()
            if leave:
                self.paste("leaveReason", leave)
                self.press("leaveOpen")
            self.press("closeBid")

    def keep_late_sealed(self) -> None:
        """Records for the late bid on the page of bids that it stays sealed."""
        self.press("recordADecision")
        self.paste("lateReason", "The same rule holds for every bid.")
        self.press("yes")

    # ---- the panel ----

    def appoint(self, code: str, *roles: str, chairs: bool = False) -> None:
        """Adds somebody to the panel that is shown."""
        found = self.names(Button)
        self.press("addPerson" if "addPerson" in found else "nobodyIsOnThePanelYetButton")
        self.choose("person", self.person_id(code))
        if chairs:
            self.pick("chairs")
        for role in roles:
            self.tick(f"role-{role}")
        self.press("yes")

    def declare(self, code: str, *, interest: str = "") -> None:
        """A person takes the chair, goes to the panel and declares."""
        self.now_acts(code)
        self.go("competition", "competition", "panel")
        self.press(f"Declare interests-{self.name_of(code)}")
        self.pick("some" if interest else "none")
        if interest:
            self.paste("interest", interest)
        self.press("yes")

    def leave(self) -> None:
        """Closes whatever is open."""
        for one in self.app.topLevelWidgets():
            if isinstance(one, QDialog) and one.isVisible():
                one.close()
        if self.program.window is not None:
            self.settle()
            self.program.window.lose_and_close()
            self.program.window.deleteLater()
            self.program.window = None
        if self.program.welcome is not None:
            self.program.welcome.close()
            self.program.welcome.deleteLater()
            self.program.welcome = None
        self.program.deleteLater()
        self.app.processEvents()

    def close_window(self) -> None:
        """Closes the window as its cross does."""
        self.settle()
        assert self.window.close(), "the window asks before it closes"
        self.window.deleteLater()
        self.program.window = None
        self.app.processEvents()

    # ---- looking ----

    def words(self) -> str:
        """Every word of every visible label in front."""
        return " | ".join(
            one.text() for one in self.root.findChildren(QLabel) if one.isVisible() and one.text()
        )

    def shows(self, *words: str) -> None:
        """Fails unless all these words are on the screen in front."""
        said = self.words()
        missing = [one for one in words if one not in said]
        assert not missing, f"{missing} not in: {said}"

    def page(self, kind: type[W]) -> W:
        """The page of a kind in the window."""
        found = [one for one in self.window.findChildren(kind) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} {kind.__name__} are shown"
        return found[0]

    def file_is_sound(self) -> None:
        """Fails unless the whole file verifies."""
        found = verify(self.path)
        assert not found, found

    # ---- writing ----

    def paste(self, name: str, words: str) -> None:
        """Pastes words into a field in place of what is there, and leaves it."""
        field = self._field(name)
        field.setFocus()
        field.selectAll()
        QApplication.clipboard().setText(words)
        self.bot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.bot.keyClick(field, Qt.Key.Key_Tab)
        self.settle()

    def typed(self, name: str) -> str:
        """What a field holds."""
        field = self._field(name)
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def come_to_front(self) -> None:
        """What is in front is the active window."""
        front = self.root
        front.activateWindow()
        self.bot.waitUntil(front.isActiveWindow)

    def _field(self, name: str) -> QLineEdit | QPlainTextEdit:
        self.come_to_front()
        found = [
            one
            for kind in (QLineEdit, QPlainTextEdit, QTextEdit)
            for one in self.root.findChildren(kind, name)
            if one.isVisibleTo(self.root)
        ]
        if not found:
            found = [
                inner
                for one in self.root.findChildren(QWidget, name)
                for kind in (QLineEdit, QPlainTextEdit, QTextEdit)
                for inner in one.findChildren(kind)
                if inner.isVisibleTo(self.root)
            ]
        assert found, (
            f"no field {name!r} among {self.names(QLineEdit) + self.names(QPlainTextEdit)}"
        )
        return found[0]  # type: ignore[return-value] # both kinds are text fields

    def give_reason(self, words: str) -> None:
        """Types the reason in the dialog that is open, and goes on."""
        self.paste("reason", words)
        self.press("yes")


def rows_of(asked: WhoIsUsing) -> tuple[object, ...]:
    """The people the dialog lists."""
    return tuple(asked.people)
