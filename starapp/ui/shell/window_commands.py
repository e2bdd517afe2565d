"""What the menus of the window do, apart from going places."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QTextEdit

from starapp import __version__
from starapp.foundation.dates import clock_text
from starapp.ui import places, screens, theme
from starapp.ui.shell import look
from starapp.ui.shell.checking import WorkspaceCheck
from starapp.ui.shell.lists import ListSheet
from starapp.ui.shell.menus import shortcuts_of
from starapp.ui.shell.search_panel import SearchPanel
from starapp.ui.widgets.question import Told
from starapp.ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from starapp.ui.main_window import MainWindow


class WindowCommands:
    """Mixed into the main window: one method for each menu entry."""

    def new_workspace(self: "MainWindow") -> None:
        """Leaves this workspace and makes another."""
        self.program.new_workspace()

    def open_file(self: "MainWindow") -> None:
        """Asks for a workspace file."""
        self.program.choose_file()

    def open_recent(self: "MainWindow", path: str) -> None:
        """Opens a workspace used lately."""
        self.program.open_path(path)

    def close_workspace(self: "MainWindow") -> None:
        """Back to the welcome."""
        self.program.close_workspace()

    def quit_program(self: "MainWindow") -> None:
        """Ends the program."""
        self.program.quit_program()

    def switch_person(self: "MainWindow") -> None:
        """Asks who is using this PC."""
        self.program.switch_person()

    def say_saved(self: "MainWindow") -> None:
        """Everything is stored as you type; says so."""
        self.messages.say(f"Saved at {clock_text(self.desk.now())}. STAR saves as you type.", None)

    def save_copy(self: "MainWindow") -> None:
        """Asks where to put a copy of the workspace."""
        name = f"{self.workspace.path.stem} copy.star"
        self.file_dialog = QFileDialog(
            self, "Save a copy", str(self.workspace.path.with_name(name)), "STAR workspace (*.star)"
        )
        self.file_dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.file_dialog.setDefaultSuffix("star")
        self.file_dialog.fileSelected.connect(self.copy_to)
        self.file_dialog.open()

    def copy_to(self: "MainWindow", path: str) -> None:
        """Writes a copy of the workspace to a path."""
        from pathlib import Path

        from starapp.storage.copying import copy_file

        target = Path(path)

        def job() -> Path:
            copy_file(self.workspace.path, target)
            return target

        def done(copy: Path) -> None:
            self.messages.say(f"Copy saved as {copy.name}", None)

        self.desk.work.render(job, then=done)

    def print_screen(self: "MainWindow") -> None:
        """Prints what the screen offers."""
        screens.ask_screen(self.screen, "print_it")

    def undo(self: "MainWindow") -> None:
        """Takes the screen's last step back."""
        screens.undo(self.screen)
        self.show_where()

    def redo(self: "MainWindow") -> None:
        """Does the step again."""
        screens.redo(self.screen)
        self.show_where()

    def copy_words(self: "MainWindow") -> None:
        """Copies what is marked, or the chosen row of a table."""
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            widget.copy()
        elif isinstance(widget, RowsTable) and widget.current():
            QGuiApplication.clipboard().setText(widget.words_of_current())

    def find_here(self: "MainWindow") -> None:
        """Goes to the screen's own filter."""
        screens.ask_screen(self.screen, "find")

    def search(self: "MainWindow") -> None:
        """Opens the search panel."""
        actions = [*screens.actions_of(self.screen), *self.actions()]
        self.search_panel = SearchPanel(self.desk, places.finders(), actions, self)
        self.search_panel.went.connect(self.go)
        self.search_panel.open()

    def larger(self: "MainWindow") -> None:
        """Text one size larger."""
        look.step_text_size(1)

    def smaller(self: "MainWindow") -> None:
        """Text one size smaller."""
        look.step_text_size(-1)

    def usual_size(self: "MainWindow") -> None:
        """Text at 100 per cent."""
        look.choose_text_size(100)

    def set_text_size(self: "MainWindow", percent: int) -> None:
        """Text at a size of the list."""
        look.choose_text_size(percent)

    def set_mode(self: "MainWindow", mode: theme.Mode | None) -> None:
        """Chooses a theme; None follows the computer."""
        look.choose_mode(mode)

    def full_screen(self: "MainWindow") -> None:
        """Full screen and back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def main_button(self: "MainWindow") -> None:
        """Presses the main button of the screen."""
        action = screens.main_action_of(self.screen)
        if action is not None and action.isEnabled():
            action.trigger()

    def stage_before(self: "MainWindow") -> None:
        """To the stage before, on a screen with stages."""
        screens.ask_screen(self.screen, "stage_before")

    def stage_after(self: "MainWindow") -> None:
        """To the next stage, on a screen with stages."""
        screens.ask_screen(self.screen, "stage_after")

    def next_region(self: "MainWindow") -> None:
        """The focus goes to the next part of the window."""
        self.regions.move(self.window_parts(), 1)

    def region_before(self: "MainWindow") -> None:
        """The focus goes to the part of the window before."""
        self.regions.move(self.window_parts(), -1)

    def check_workspace(self: "MainWindow") -> None:
        """Checks the file from end to end and shows what was found."""
        self.check = WorkspaceCheck(self.workspace.path, self.desk, self)
        self.check.open()

    def help_here(self: "MainWindow") -> None:
        """Opens or closes help on the screen."""
        if self.help_panel.isVisible():
            self.help_panel.close_panel()
        else:
            self.help_panel.open_panel(screens.help_topic_of(self.screen))

    def show_shortcuts(self: "MainWindow") -> None:
        """Lists every shortcut."""
        self.sheet_shown = ListSheet("Keyboard shortcuts", shortcuts_of(self), parent=self)
        self.sheet_shown.open()

    def show_messages(self: "MainWindow") -> None:
        """Lists the messages shown since the workspace was opened."""
        lines = [(words, "") for words in reversed(self.messages.shown)]
        nothing = [("No messages were shown yet", "")]
        self.sheet_shown = ListSheet("Messages shown", lines or nothing, parent=self)
        self.sheet_shown.open()

    def show_about(self: "MainWindow") -> None:
        """Says what this is."""
        text = (
            f"Version {__version__}. Specify a package, run the competition, evaluate the bids "
            "and print the award letters. Everything stays on your organisation’s own computers."
        )
        self.about = Told("About STAR", text, parent=self)
        self.about.open()
