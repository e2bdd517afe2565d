"""What the menus of the window do, apart from going places."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QTextEdit

from starapp import __version__
from starapp.foundation.file_names import check_name
from starapp.foundation.problems import Unavailable
from starapp.storage.drafts import put_into
from starapp.ui import places, screens, theme
from starapp.ui.backups.earlier_copies import EarlierCopies
from starapp.ui.desk import Place
from starapp.ui.shell import look
from starapp.ui.shell.checking import WorkspaceCheck
from starapp.ui.shell.lists import ListSheet
from starapp.ui.shell.menus import shortcuts_of
from starapp.ui.shell.search_panel import SearchPanel
from starapp.ui.shell.status_bar import when_words
from starapp.ui.shell.unsaved import LeavingSheet, UnsavedSheet
from starapp.ui.start.file_types import open_by_double_click
from starapp.ui.widgets.question import Told
from starapp.ui.widgets.rows_table import RowsTable
from starapp.ui.widgets.split import Split

if TYPE_CHECKING:
    from starapp.ui.main_window import MainWindow


class WindowCommands:
    """One method for each menu entry.

    Attributes:
        file_dialog, search_panel, check, sheet_shown, about, copies, unsaved, leaving: the
            dialogs last opened.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.file_dialog: QFileDialog | None = None
        self.search_panel: SearchPanel | None = None
        self.check: WorkspaceCheck | None = None
        self.sheet_shown: ListSheet | None = None
        self.about: Told | None = None
        self.copies: EarlierCopies | None = None
        self.unsaved: UnsavedSheet | None = None
        self.leaving: LeavingSheet | None = None

    def go(self, place: Place) -> None:
        """Goes to a place."""
        self._window.go(place)

    def go_back(self) -> None:
        """Back to the place before."""
        self._window.go_back()

    def go_forward(self) -> None:
        """Forward again."""
        self._window.go_forward()

    def pin_here(self) -> None:
        """Pins what is shown, or takes its pin away."""
        self._window.pin_here()

    def new_workspace(self) -> None:
        """Leaves this workspace and makes another."""
        self._window.program.new_workspace()

    def open_file(self) -> None:
        """Asks for a workspace file."""
        self._window.program.choose_file()

    def open_recent(self, path: str) -> None:
        """Opens a workspace used lately."""
        self._window.program.open_path(path)

    def close_workspace(self) -> None:
        """Back to the welcome."""
        self._window.program.close_workspace()

    def quit_program(self) -> None:
        """Ends the program."""
        self._window.program.quit_program()

    def switch_person(self) -> None:
        """Asks who is using this PC."""
        self._window.program.switch_person()

    def say_saved(self) -> None:
        """Saves what is typed, and says what is so then."""
        self._window.typing.settle(drafts=True)
        self._window.desk.put_down()
        kind, reason = self._window.typing.state()
        when = when_words(self._window.saved_at, self._window.desk.now())
        saved = f"Saved {when}. STAR saves as you type."
        words = {"refused": f"Not saved: {reason}", "draft": "Typing kept as a draft"}
        self._window.messages.say(words.get(kind, saved), None)

    def show_unsaved(self) -> None:
        """Lists what is not saved."""
        self.unsaved = UnsavedSheet(self._window.typing, self._window)
        self.unsaved.wanted.connect(self._window.go)
        self.unsaved.open()

    def ask_about_loss(self, reason: str) -> None:
        """Asks what to do with what can be neither saved nor kept as a draft."""
        if self.leaving is not None and self.leaving.isVisible():
            return
        self.leaving = LeavingSheet(
            reason,
            [
                ("Try again", self._window.close_once_more),
                ("Save a copy", self.save_copy),
                ("Close and lose", self._window.lose_and_close),
            ],
            parent=self._window,
        )
        self.leaving.open()

    def save_copy(self) -> None:
        """Asks where to put a copy of the workspace."""
        name = f"{self._window.workspace.path.stem} copy.star"
        self.file_dialog = QFileDialog(
            self._window,
            "Save a copy",
            str(self._window.workspace.path.with_name(name)),
            "STAR workspace (*.star)",
        )
        self.file_dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.file_dialog.setDefaultSuffix("star")
        self.file_dialog.fileSelected.connect(self.copy_to)
        self.file_dialog.open()

    def copy_to(self, path: str) -> None:
        """Writes a copy of the workspace to a path."""
        from pathlib import Path

        target = Path(path)
        drafts = self._window.typing.unsaved()
        person_id = self._window.desk.actor().person_id

        def job() -> tuple[Path, ...]:
            check_name(target)
            aside = self._window.workspace.store.copy_to(target)
            put_into(target, person_id, drafts)
            return aside

        def done(aside: tuple[Path, ...]) -> None:
            words = f"Copy saved as {target.name}"
            for one in aside:
                words += f". What lay in the way beside it is kept as {one.name}"
            self._window.messages.say(words, None)

        self._window.desk.work.render(job, then=done)

    def earlier_copies(self) -> None:
        """Lists the earlier copies of the workspace."""
        desk = self._window.desk
        self.copies = EarlierCopies(
            self._window.workspace.path,
            desk.now,
            actor=desk.actor(),
            read_only=desk.read_only(),
            parent=self._window,
        )
        self.copies.open_wanted.connect(self._window.program.open_path)
        self.copies.back_wanted.connect(self._window.program.go_back)
        self.copies.open()

    def save_case(self) -> None:
        """Saves the evaluation of the competition shown as a file to work out again."""
        if screens.can(self._window.shown, "save_case"):
            screens.ask_screen(self._window.shown, "save_case")
        else:
            words = "Open the result of a competition, then save its evaluation as a case."
            self._window.messages.say(words, None)

    def print_screen(self) -> None:
        """Prints what the screen offers."""
        screens.ask_screen(self._window.shown, "print_it")

    def undo(self) -> None:
        """Takes the screen's last step back."""
        self._window.typing.settle(self._window.shown)
        screens.undo(self._window.shown)
        self._window.typing.try_all()
        self._window.show_where()

    def redo(self) -> None:
        """Does the step again."""
        screens.redo(self._window.shown)
        self._window.show_where()

    def copy_words(self) -> None:
        """Copies what is marked, or the chosen row of a table."""
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            widget.copy()
        elif isinstance(widget, RowsTable) and widget.current():
            QGuiApplication.clipboard().setText(widget.words_of_current())

    def find_here(self) -> None:
        """Goes to the screen's own filter."""
        screens.ask_screen(self._window.shown, "find_here")

    def search(self) -> None:
        """Opens the search panel."""
        actions = [*screens.actions_of(self._window.shown), *self._window.actions()]
        self.search_panel = SearchPanel(self._window.desk, places.finders(), actions, self._window)
        self.search_panel.went.connect(self._window.go)
        self.search_panel.open()

    def larger(self) -> None:
        """Text one size larger."""
        look.step_text_size(1)

    def smaller(self) -> None:
        """Text one size smaller."""
        look.step_text_size(-1)

    def usual_size(self) -> None:
        """Text at 100 per cent."""
        look.choose_text_size(100)

    def set_text_size(self, percent: int) -> None:
        """Text at a size of the list."""
        look.choose_text_size(percent)

    def set_mode(self, mode: theme.Mode | None) -> None:
        """Chooses a theme; None follows the computer."""
        look.choose_mode(mode)

    def full_screen(self) -> None:
        """Full screen and back."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def side_panel(self) -> None:
        """Shows or hides the panel beside the list."""
        for split in self._window.shown.findChildren(Split):
            if split.isVisible():
                split.toggle_panel()
                return

    def main_button(self) -> None:
        """Presses the main button of the screen."""
        action = screens.main_action_of(self._window.shown)
        if action is not None and action.isEnabled():
            action.trigger()

    def stage_before(self) -> None:
        """To the stage before, on a screen with stages."""
        screens.ask_screen(self._window.shown, "stage_before")

    def stage_after(self) -> None:
        """To the next stage, on a screen with stages."""
        screens.ask_screen(self._window.shown, "stage_after")

    def next_region(self) -> None:
        """The focus goes to the next part of the window."""
        self._window.regions.move(self._window.parts(), 1)

    def region_before(self) -> None:
        """The focus goes to the part of the window before."""
        self._window.regions.move(self._window.parts(), -1)

    def check_workspace(self) -> None:
        """Checks the file from end to end and shows what was found."""
        self.check = WorkspaceCheck(self._window.workspace.path, self._window.desk, self._window)
        self.check.open()

    def open_by_double_click(self) -> None:
        """Lets a double click on a workspace or score pack open STAR from now on."""
        try:
            self._window.messages.say(open_by_double_click(), None)
        except Unavailable as away:
            self._window.messages.trouble(str(away))

    def help_here(self) -> None:
        """Opens or closes help on the screen."""
        if self._window.help_panel.isVisible():
            self._window.help_panel.close_panel()
        else:
            self._window.help_panel.open_panel(screens.help_topic_of(self._window.shown))

    def show_shortcuts(self) -> None:
        """Lists every shortcut."""
        self.sheet_shown = ListSheet(
            "Keyboard shortcuts", shortcuts_of(self._window), parent=self._window
        )
        self.sheet_shown.open()

    def show_messages(self) -> None:
        """Lists the messages shown since the workspace was opened."""
        lines = [(words, "") for words in reversed(self._window.messages.shown)]
        nothing = [("No messages were shown yet", "")]
        self.sheet_shown = ListSheet("Messages shown", lines or nothing, parent=self._window)
        self.sheet_shown.open()

    def show_about(self) -> None:
        """Says what this is."""
        text = (
            f"Version {__version__}. Specify a package, run the competition, evaluate the bids "
            "and print the award letters. STAR sends nothing anywhere: your work is where you save it."
        )
        self.about = Told("About STAR", text, parent=self._window)
        self.about.open()
