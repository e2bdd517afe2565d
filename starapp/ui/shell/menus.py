"""The menus: every action of the window with its shortcut beside it."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from starapp.ui import preferences, theme
from starapp.ui.desk import Place
from starapp.ui.shell.rail import ENTRIES

MODES = (
    (theme.Mode.LIGHT, "Light"),
    (theme.Mode.DARK, "Dark"),
    (theme.Mode.HIGH_CONTRAST, "High contrast"),
)


class Commands(Protocol):
    """What the menus need from the window."""

    def go(self, place: Place) -> None: ...
    def go_back(self) -> None: ...
    def go_forward(self) -> None: ...
    def stage_before(self) -> None: ...
    def stage_after(self) -> None: ...
    def new_workspace(self) -> None: ...
    def open_file(self) -> None: ...
    def open_recent(self, path: str) -> None: ...
    def save_copy(self) -> None: ...
    def earlier_copies(self) -> None: ...
    def save_case(self) -> None: ...
    def say_saved(self) -> None: ...
    def show_unsaved(self) -> None: ...
    def print_screen(self) -> None: ...
    def close_workspace(self) -> None: ...
    def quit_program(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def copy_words(self) -> None: ...
    def find_here(self) -> None: ...
    def search(self) -> None: ...
    def larger(self) -> None: ...
    def smaller(self) -> None: ...
    def usual_size(self) -> None: ...
    def set_text_size(self, percent: int) -> None: ...
    def set_mode(self, mode: theme.Mode | None) -> None: ...
    def full_screen(self) -> None: ...
    def side_panel(self) -> None: ...
    def main_button(self) -> None: ...
    def next_region(self) -> None: ...
    def region_before(self) -> None: ...
    def switch_person(self) -> None: ...
    def pin_here(self) -> None: ...
    def check_workspace(self) -> None: ...
    def open_by_double_click(self) -> None: ...
    def help_here(self) -> None: ...
    def show_shortcuts(self) -> None: ...
    def show_messages(self) -> None: ...
    def show_about(self) -> None: ...


class Menus:
    """The menu bar and what is in it.

    Attributes:
        work: the menu of the screen's own actions.
        undo, redo, print_it, find_here: actions the window switches on and off.
    """

    def __init__(
        self, bar: QMenuBar, window: QWidget, does: Commands, kinds: frozenset[str]
    ) -> None:
        self._window = window
        self._does = does
        self._kinds = kinds
        self._file(self._menu("&File", bar))
        self._edit(self._menu("&Edit", bar))
        self._view(self._menu("&View", bar))
        self._go(self._menu("&Go", bar))
        self.work = self._menu("&Competition", bar)
        self._tools(self._menu("&Tools", bar))
        self._help(self._menu("&Help", bar))
        self._hidden()

    def _menu(self, words: str, holder: QMenuBar | QMenu) -> QMenu:
        """A menu made here: of one that Qt makes, Python may lose hold while it is still shown."""
        made = QMenu(words, self._window)
        holder.addMenu(made)
        return made

    def _add(
        self,
        menu: QMenu | None,
        words: str,
        act: Callable[[], None],
        keys: str = "",
        icon: str = "",
    ) -> QAction:
        action = QAction(words, self._window)
        action.setObjectName("menu-" + words.replace("&", "").replace("...", "").strip())
        if keys:
            action.setShortcuts([QKeySequence(one) for one in keys.split("|")])
        if icon:
            theme.set_icon(action, icon, size=16)
        action.triggered.connect(_plain(act))
        self._window.addAction(action)
        if menu is not None:
            menu.addAction(action)
        return action

    def _file(self, menu: QMenu) -> None:
        does = self._does
        self._add(menu, "New workspace...", does.new_workspace, icon="folder-plus")
        self._add(
            menu, "Open a workspace or score pack...", does.open_file, "Ctrl+O", "folder-open"
        )
        self.recent = self._menu("Open recent", menu)
        self.recent.aboutToShow.connect(self._fill_recent)
        menu.addSeparator()
        self._add(menu, "Save", does.say_saved, "Ctrl+S", "save")
        self._add(menu, "What is not saved...", does.show_unsaved)
        self._add(menu, "Save a copy...", does.save_copy, "Ctrl+Shift+S", "copy")
        self._add(menu, "Go back to an earlier copy...", does.earlier_copies, icon="history")
        self._add(menu, "Save this evaluation as a case...", does.save_case)
        self.print_it = self._add(menu, "Print...", does.print_screen, "Ctrl+P", "printer")
        menu.addSeparator()
        self._add(menu, "Close the workspace", does.close_workspace, "Ctrl+W")
        self._add(menu, "Quit", does.quit_program, "Ctrl+Q")

    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in preferences.recent_files():
            action = self.recent.addAction(f"{path.stem}  ({path.parent})")
            action.triggered.connect(_plain(partial(self._does.open_recent, str(path))))
        if not self.recent.actions():
            none = self.recent.addAction("No workspace was opened on this PC yet")
            none.setEnabled(False)

    def _edit(self, menu: QMenu) -> None:
        does = self._does
        self.undo = self._add(menu, "Undo", does.undo, "Ctrl+Z", "undo-2")
        self.redo = self._add(menu, "Redo", does.redo, "Ctrl+Y|Ctrl+Shift+Z", "redo-2")
        menu.addSeparator()
        self._add(menu, "Copy", does.copy_words, "", "copy")
        self.find_here = self._add(menu, "Find on this screen", does.find_here, "Ctrl+F", "search")

    def _view(self, menu: QMenu) -> None:
        does = self._does
        self._add(menu, "Larger text", does.larger, "Ctrl++|Ctrl+=", "zoom-in")
        self._add(menu, "Smaller text", does.smaller, "Ctrl+-", "zoom-out")
        self._add(menu, "Usual text size", does.usual_size, "Ctrl+0")
        sizes = self._menu("Text size", menu)
        self._sizes = QActionGroup(self._window)
        for percent in theme.TEXT_SIZES:
            action = sizes.addAction(f"{percent}%")
            action.setCheckable(True)
            action.setData(percent)
            action.triggered.connect(_plain(partial(does.set_text_size, percent)))
            self._sizes.addAction(action)
        menu.addSeparator()
        self._modes = QActionGroup(self._window)
        for mode, words in (*MODES, (None, "As this computer is set")):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData(mode.value if mode else "")
            action.triggered.connect(_plain(partial(does.set_mode, mode)))
            self._modes.addAction(action)
        menu.addSeparator()
        self._add(menu, "Side panel", does.side_panel, "F8", "panel-left-open")
        self._add(menu, "Full screen", does.full_screen, "F11")
        menu.aboutToShow.connect(self.mark_look)
        self.mark_look()

    def mark_look(self) -> None:
        """Ticks the theme and text size in use."""
        for action in self._sizes.actions():
            action.setChecked(action.data() == theme.current().text_scale)
        chosen = preferences.text("theme")
        for action in self._modes.actions():
            action.setChecked(action.data() == chosen)

    def _go(self, menu: QMenu) -> None:
        does = self._does
        number = 0
        for entry in ENTRIES:
            if entry.place.kind in self._kinds:
                number += 1
                go = partial(does.go, entry.place)
                self._add(menu, entry.words, go, f"Ctrl+{number}", entry.icon)
        menu.addSeparator()
        self._add(menu, "Search or jump to...", does.search, "Ctrl+K", "search")
        self.back = self._add(menu, "Back", does.go_back, "Alt+Left", "arrow-left")
        self.forward = self._add(menu, "Forward", does.go_forward, "Alt+Right", "arrow-right")
        menu.addSeparator()
        self._add(menu, "Stage before", does.stage_before, "Ctrl+PgUp")
        self._add(menu, "Next stage", does.stage_after, "Ctrl+PgDown")

    def _tools(self, menu: QMenu) -> None:
        does = self._does
        self._add(menu, "Switch person...", does.switch_person, "Ctrl+Shift+U", "users")
        self.pin = self._add(menu, "Pin to the rail", does.pin_here, "Ctrl+D")
        self._add(menu, "Check the workspace", does.check_workspace, "", "shield-check")
        self._add(menu, "Open files by double click", does.open_by_double_click)
        if "settings" in self._kinds:
            go = partial(does.go, Place("settings"))
            self._add(menu, "Settings", go, "Ctrl+,", "settings")

    def _help(self, menu: QMenu) -> None:
        does = self._does
        self._add(menu, "Help on this screen", does.help_here, "F1", "circle-help")
        self._add(menu, "Keyboard shortcuts", does.show_shortcuts, "Ctrl+F1", "keyboard")
        self._add(menu, "Messages shown", does.show_messages, "", "history")
        menu.addSeparator()
        self._add(menu, "About STAR", does.show_about, "", "info")

    def _hidden(self) -> None:
        self._add(None, "Press the main button", self._does.main_button, "Ctrl+Return|Ctrl+Enter")
        self._add(None, "Next part of the window", self._does.next_region, "F6")
        self._add(None, "Part of the window before", self._does.region_before, "Shift+F6")

    def show_screen_actions(self, actions: list[QAction]) -> None:
        """Fills the menu of the screen's own actions."""
        self.work.clear()
        for action in actions:
            self.work.addAction(action)
        if not actions:
            none = self.work.addAction("This screen has no actions of its own")
            none.setEnabled(False)

    def show_undo(self, undo: str, redo: str) -> None:
        """Names what undo and redo would do."""
        self.undo.setText(f"Undo: {undo}" if undo else "Undo")
        self.undo.setEnabled(bool(undo))
        self.redo.setText(f"Redo: {redo}" if redo else "Redo")
        self.redo.setEnabled(bool(redo))


def shortcuts_of(window: QWidget) -> list[tuple[str, str]]:
    """Every action of a window that has a shortcut: its words and its keys."""
    found = []
    for action in window.actions():
        keys = " or ".join(
            key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()
        )
        if keys:
            found.append((action.text().replace("&", "").rstrip("."), keys))
    return found


def _plain(act: Callable[[], None]) -> Callable[[bool], None]:
    def triggered(_checked: bool = False) -> None:  # noqa: FBT001, FBT002 # Qt's own signature
        act()

    return triggered
