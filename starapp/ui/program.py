"""The program around the windows: which workspace is open, and for whom; or which score pack."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from starapp.app import Workspace, create_workspace, default_folder, open_workspace, settings_folder
from starapp.foundation.dates import Clock, utc_now
from starapp.foundation.file_names import ends_in
from starapp.foundation.problems import Unavailable
from starapp.history.acting import SYSTEM
from starapp.organisation.people import Person
from starapp.organisation.queries import people
from starapp.organisation.starting import add_first_people
from starapp.storage.faults import Damaged
from starapp.storage.upgrade import NeedsUpgrade
from starapp.storage.writer_lock import HeldElsewhere, Unwritable
from starapp.ui import preferences
from starapp.ui.backups import choices
from starapp.ui.backups.earlier_copies import EarlierCopies
from starapp.ui.backups.going_back import GoingBack
from starapp.ui.backups.put_back import Going
from starapp.ui.desk import Desk
from starapp.ui.main_window import MainWindow
from starapp.ui.start.new_workspace import NewWorkspace
from starapp.ui.start.opening_words import (
    Known,
    words_on_another_writer,
    words_on_opening,
)
from starapp.ui.start.sample_making import SampleMaking
from starapp.ui.start.welcome import OPENED, Welcome
from starapp.ui.start.who import WhoIsUsing
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.question import Question, Told

if TYPE_CHECKING:
    from starapp.ui.panel.pack_opening import PackOpening

SAMPLE_NAME = "Sample.star"
PACK_SUFFIX = ".starpack"
_READ_ONLY = QDialog.DialogCode.Accepted + 1
"""An answer between yes and no."""


class Program(QObject):
    """Opens, makes and closes workspaces, and shows the windows.

    Attributes:
        window: the main window while a workspace is open.
        welcome: the welcome while none is.
        who: the dialog that asks who is using this PC.
        question, told, making: the dialogs last shown.
        pack: the score pack that was opened last.
        copies: the earlier copies shown last, of a file that could not be opened.
        going: the dialog while a copy was put back last.
    """

    def __init__(self, app: QApplication, *, clock: Clock = utc_now) -> None:
        super().__init__(app)
        self._app = app
        self._clock = clock
        app.setQuitOnLastWindowClosed(True)
        app.commitDataRequest.connect(self.end_of_session)
        self.window: MainWindow | None = None
        self.welcome: Welcome | None = None
        self.who: WhoIsUsing | None = None
        self.question: Question | None = None
        self.told: Told | None = None
        self.making: SampleMaking | None = None
        self.pack: PackOpening | None = None
        self.copies: EarlierCopies | None = None
        self.going: GoingBack | None = None
        self._waiting: Workspace | None = None
        self._to_say: list[str] = []

    def say_when_open(self, words: str) -> None:
        """Says something once, in the first window of a workspace."""
        self._to_say.append(words)

    def begin(self, path: Path | None) -> None:
        """Opens a workspace, or shows the welcome."""
        if path is None:
            self.show_welcome()
        else:
            self.open_path(str(path))

    def show_welcome(self, way: str = "") -> None:
        """Shows the welcome with a way to start."""
        self.welcome = Welcome()
        self.welcome.sample_wanted.connect(self.open_sample)
        self.welcome.create_wanted.connect(self.create)
        self.welcome.open_wanted.connect(self.open_path)
        self.welcome.quit_wanted.connect(self._left_welcome)
        self.welcome.copies_wanted.connect(self.show_copies)
        if way:
            self.welcome.show_way(way)
        self.welcome.show()

    def open_path(
        self, path: str, *, read_only: bool = False, upgrade: bool = False, anyway: bool = False
    ) -> None:
        """Opens a workspace file; says what is in the way when it cannot.

        Args:
            path: of the workspace, or of a score pack.
            read_only: it is not changed.
            upgrade: the person agreed that an older file is upgraded.
            anyway: the person said that nobody has it open on the computer that is named.
        """
        file = Path(path)
        if ends_in(file, PACK_SUFFIX):
            self.open_score_pack(file)
            return
        if self.window is not None and _same(file, self.window.workspace.path):
            return
        try:
            workspace = open_workspace(
                file,
                read_only=read_only,
                upgrade=upgrade,
                who=preferences.text("name"),
                anyway=anyway,
                clock=self._clock,
            )
        except NeedsUpgrade as older:
            self._offer_upgrade(file, str(older), anyway=anyway)
            return
        except HeldElsewhere as held:
            self._ask_if_closed(file, held)
            return
        except Unwritable as busy:
            self._offer_read_only(file, str(busy))
            return
        except Unavailable as away:
            none = isinstance(away, Damaged) and not choices.copies_there_are(file)
            words = f"{away} {choices.NO_COPIES}" if none else str(away)
            self._tell("The workspace was not opened.", words, file)
            return
        self._enter(workspace)

    def open_score_pack(self, file: Path) -> None:
        """Opens a score pack in a window of its own; no workspace is needed."""
        from starapp.ui.panel.pack_opening import PackOpening

        self.pack = PackOpening(file, self, own=settings_folder() / "packs")
        self.pack.window_shown.connect(self._pack_shown)
        self.pack.given_up.connect(self._pack_left)
        self.pack.begin(self.window or self.welcome)

    def _pack_shown(self) -> None:
        if self.welcome is not None:
            self.welcome.quit_wanted.disconnect(self._left_welcome)
            self.welcome.close()
            self.welcome.deleteLater()
            self.welcome = None

    def _pack_left(self) -> None:
        if self.window is None and (self.welcome is None or not self.welcome.isVisible()):
            self._app.quit()

    def open_sample(self) -> None:
        """Opens the sample, made new the first time."""
        path = default_folder() / SAMPLE_NAME
        if path.exists():
            self.open_path(str(path))
            return
        self.making = SampleMaking(path, parent=self.welcome)
        self.making.made.connect(self.open_path)
        self.making.failed.connect(partial(self._tell, "The sample was not made."))
        self.making.begin()

    def create(self, form: NewWorkspace) -> None:
        """Makes a workspace with its first body and person, and opens it."""
        try:
            workspace = create_workspace(
                form.path, name=form.name, who=form.person_name, clock=self._clock
            )
            with workspace.made_whole(), workspace.store.writing(by=SYSTEM) as session:
                made = add_first_people(
                    session,
                    body_name=form.body_name,
                    body_kind=form.body_kind,
                    person_name=form.person_name,
                    person_title=form.person_title,
                )
        except Unavailable as away:
            self._tell("The workspace was not made.", str(away))
            return
        preferences.keep(f"person/{workspace.path}", made.made)
        preferences.keep("name", form.person_name)
        self._enter(workspace)

    def _offer_read_only(self, file: Path, words: str) -> None:
        self.question = Question(
            "Open it read-only?", text=words, yes="Open read-only", parent=self._app.activeWindow()
        )
        self.question.accepted.connect(partial(self.open_path, str(file), read_only=True))
        self.question.open()

    def _offer_upgrade(self, file: Path, words: str, *, anyway: bool) -> None:
        self.question = Question(
            "Upgrade the workspace?",
            text=f"{words} Or open it read-only: then nothing is changed.",
            yes="Upgrade",
            parent=self._app.activeWindow(),
        )
        reading = Button("Open read-only", pressed=self._read_only_instead, key="readOnly")
        self.question.foot.insertWidget(self.question.foot.indexOf(self.question.yes), reading)
        self.question.finished.connect(partial(self._upgrade_answered, file, anyway=anyway))
        self.question.open()

    def _read_only_instead(self) -> None:
        if self.question is not None:
            self.question.done(_READ_ONLY)

    def _upgrade_answered(self, file: Path, answer: int, *, anyway: bool) -> None:
        if answer == QDialog.DialogCode.Accepted:
            self.open_path(str(file), upgrade=True, anyway=anyway)
        elif answer == _READ_ONLY:
            self.open_path(str(file), read_only=True)

    def _ask_if_closed(self, file: Path, held: HeldElsewhere) -> None:
        question = Question(
            f"Is it closed on {held.holder.pc}?",
            text=str(held),
            yes="Open read-only",
            parent=self._app.activeWindow(),
        )
        closed = Button("It is closed: open it", pressed=question.reject, key="anyway")
        closed.clicked.connect(partial(self.open_path, str(file), anyway=True))
        question.foot.insertWidget(question.foot.indexOf(question.yes), closed)
        question.accepted.connect(partial(self.open_path, str(file), read_only=True))
        self.question = question
        question.open()

    def _say_on_opening(self, window: MainWindow, found: list[Known]) -> None:
        """Puts what is new about a workspace among the messages of its window."""
        for known in found:
            key = f"told/{window.workspace.path}/{known.once}"
            if known.once and preferences.text(key):
                continue
            window.messages.say(known.words, None)
            if known.once:
                preferences.keep(key, "yes")

    def _look_for_another_writer(self) -> None:
        """After a change: says once that another computer has the workspace for writing too."""
        window = self.window
        words = words_on_another_writer(window.workspace) if window is not None else ""
        if window is not None and words and words not in window.messages.shown:
            window.messages.say(words, None)
            window.messages.trouble(words)

    def _tell(self, strong: str, text: str, file: Path | None = None) -> None:
        """Says what is in the way, and offers the earlier copies of a file that has some."""
        offer = file is not None and choices.copies_there_are(file)
        if offer and self.window is None and (self.welcome is None or not self.welcome.isVisible()):
            self.show_welcome("open")
        if self.welcome is not None and self.welcome.isVisible():
            self.welcome.show_trouble(strong, text, copies_of=file if offer else None)
            return
        if offer and file is not None:
            self.question = Question(
                strong, text=text, yes=choices.SEE_COPIES, no="Close", parent=self.window
            )
            self.question.accepted.connect(partial(self.show_copies, file))
            self.question.open()
            return
        self.told = Told(strong, text, parent=self.window)
        self.told.open()
        if self.window is None:
            self.told.finished.connect(self._told)

    def _told(self, _answer: int) -> None:
        self.show_welcome("open")

    def show_copies(self, file: Path) -> None:
        """Lists the earlier copies of a file that cannot be opened."""
        self.copies = EarlierCopies(file, utc_now, parent=self.window or self.welcome)
        self.copies.open_wanted.connect(self.open_path)
        self.copies.open()

    def go_back(self, going: Going) -> None:
        """Closes the workspace, puts an earlier copy in its place, and opens it again."""
        if self.window is None:
            return
        before = self.window
        file, now = before.workspace.path, before.desk.now()
        self.going = GoingBack(file, going, now)
        self.going.ended.connect(partial(self._went_back, file))
        self.going.show()
        before.desk.copies.stop()
        before.close()
        before.deleteLater()
        self.window = None
        self.going.begin()

    def _went_back(self, file: Path, strong: str, text: str) -> None:
        self.open_path(str(file))
        self.told = Told(strong, text, parent=self.window)
        self.told.open()

    def _enter(self, workspace: Workspace) -> None:
        preferences.remember_file(workspace.path)
        with workspace.store.reading() as session:
            everyone = tuple(person for person in people(session) if person.active)
        kept = preferences.text(f"person/{workspace.path}")
        known = next((person for person in everyone if person.id == kept), None)
        if known is not None:
            self._show_window(workspace, known)
            return
        self._waiting = workspace
        self.who = WhoIsUsing(everyone, parent=self.welcome or self.window)
        self.who.chosen.connect(self._chosen)
        self.who.rejected.connect(self._nobody)
        self.who.open()

    def _chosen(self, person: Person) -> None:
        if self._waiting is not None:
            workspace, self._waiting = self._waiting, None
            self._show_window(workspace, person)
        elif self.window is not None and self.window.may_close():
            self._remember(self.window.workspace, person)
            self.window.desk.act_as(person.actor())

    def _nobody(self) -> None:
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None
            if self.window is None and (self.welcome is None or not self.welcome.isVisible()):
                self.show_welcome("open")

    def _remember(self, workspace: Workspace, person: Person) -> None:
        preferences.keep(f"person/{workspace.path}", person.id)
        preferences.keep("name", person.name)

    def _show_window(self, workspace: Workspace, person: Person) -> None:
        before = self.window
        if before is not None and not before.may_close():
            workspace.close()
            return
        self._remember(workspace, person)
        self.window = MainWindow(
            workspace, Desk(workspace.store, person.actor(), file=workspace.path), self
        )
        self.window.resize(1440, 900)
        self.window.show()
        if workspace.copy is not None:
            self.window.desk.say(f"Upgraded. The file as it was is kept as {workspace.copy.name}")
        self._say_on_opening(self.window, [Known(words) for words in self._to_say])
        self._to_say = []
        self.window.desk.work.render(
            partial(words_on_opening, workspace), then=partial(self._say_on_opening, self.window)
        )
        self.window.desk.work.changed.connect(self._look_for_another_writer)
        if before is not None:
            before.close()
            before.deleteLater()
        if self.welcome is not None:
            self.welcome.quit_wanted.disconnect(self._left_welcome)
            self.welcome.close()
            self.welcome.deleteLater()
            self.welcome = None

    def switch_person(self) -> None:
        """Asks who is using this PC from now on."""
        if self.window is None:
            return
        everyone = self.window.desk.work.read(people)
        active = tuple(person for person in everyone if person.active)
        self.who = WhoIsUsing(active, parent=self.window)
        self.who.table.choose(self.window.desk.actor().person_id)
        self.who.chosen.connect(self._chosen)
        self.who.open()

    def new_workspace(self) -> None:
        """The welcome with the form of a new workspace."""
        self.close_workspace("create")

    def choose_file(self) -> None:
        """Asks for a workspace file."""
        self.dialog = QFileDialog(
            self.window, "Open a workspace or score pack", str(default_folder()), OPENED
        )
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.fileSelected.connect(self.open_path)
        self.dialog.open()

    def close_workspace(self, way: str = "open") -> None:
        """Closes the workspace and goes back to the welcome."""
        if self.window is not None and not self.window.may_close():
            return
        self.show_welcome(way)
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def quit_program(self) -> None:
        """Closes the workspace and ends."""
        if self.window is None or self.window.close():
            self._app.quit()

    def end_of_session(self, session: QSessionManager) -> None:
        """The desktop session ends: saves what is left, and holds it up when that would be lost."""
        windows = (self.window, self.pack.window if self.pack is not None else None)
        if not all(window.may_close() for window in windows if window is not None):
            session.cancel()

    def _left_welcome(self) -> None:
        if self.window is None:
            self._app.quit()


def _same(one: Path, other: Path) -> bool:
    """Tells whether two names are of one file."""
    try:
        return one.samefile(other)
    except OSError:
        return one == other
