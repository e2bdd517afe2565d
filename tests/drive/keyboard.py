"""Drives the whole program by keys alone: what is pressed goes to the widget with the focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from starapp.ui.competitions.workspace import CompetitionWorkspace
from tests.drive.office import Office

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PARTS = (
    "specification", "model", "invitations", "bids", "panel", "moderation", "result", "award",
)  # fmt: skip
MOST_TABS = 200
"""A page with more stops than this is not one to work on by keyboard."""


class Keyboard:
    """A person with a keyboard and no mouse; widgets are read, never set."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.bot = office.bot

    # ---- keys ----

    @property
    def focus(self) -> QWidget:
        """The widget that gets the keys; the window in front when none has the focus."""
        return QApplication.focusWidget() or self.office.root

    def key(self, key: Qt.Key, *held: Qt.KeyboardModifier, times: int = 1) -> None:
        """Presses a key, with others held down, and waits until its work is done."""
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= one
        for _ in range(times):
            self.to_front()
            self.bot.keyClick(self.focus, key, modifiers)
            self.office.settle()

    def write(self, words: str) -> None:
        """Types words where the focus is."""
        self.bot.keyClicks(self.focus, words)
        self.office.settle()

    def write_over(self, words: str) -> None:
        """Types words in place of all that is there, and leaves the field."""
        self.key(Qt.Key.Key_A, CTRL)
        self.write(words)
        self.key(Qt.Key.Key_Tab)

    # ---- moving ----

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Presses Tab, or Shift+Tab, until the widget of a name has the focus."""
        self.to_front()
        trail: list[str] = []
        key, held = (Qt.Key.Key_Backtab, (SHIFT,)) if back else (Qt.Key.Key_Tab, ())
        for _ in range(MOST_TABS):
            if name in self.names():
                return
            trail.append(f"{type(self.focus).__name__}:{'/'.join(self.names())}")
            self.key(key, *held)
        raise AssertionError(f"Tab does not come to {name!r}; it went {trail[:60]}")

    def names(self) -> tuple[str, ...]:
        """The name of the widget with the focus, and of the field or list it is the inside of."""
        inside = self.focus
        holder = inside.parentWidget()
        names = [inside.objectName()]
        if holder is not None and holder.focusProxy() is inside:
            names.append(holder.objectName())
        return tuple(names)

    def press(self, name: str) -> None:
        """Tabs to a button and presses Enter."""
        self.tab_to(name)
        self.key(Qt.Key.Key_Return)

    def tick(self, name: str) -> None:
        """Tabs to a box and presses Space."""
        self.tab_to(name)
        self.key(Qt.Key.Key_Space)

    def choose(self, name: str, value: str) -> None:
        """Tabs to a drop-down list and presses Down until a value is chosen."""
        self.tab_to(name)
        box = self.focus
        assert isinstance(box, QComboBox)
        self.key(Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentData() == value:
                return
            self.key(Qt.Key.Key_Down)
        raise AssertionError(f"Down does not come to {value!r} in {name!r}")

    def turn_to_stage(self, part: str) -> None:
        """Ctrl+PageDown, or Ctrl+PageUp, until a stage of the competition is shown."""
        for _ in PARTS:
            shown = self.office.page(CompetitionWorkspace).shown_part()
            if shown == part:
                return
            ahead = PARTS.index(shown) < PARTS.index(part)
            self.key(Qt.Key.Key_PageDown if ahead else Qt.Key.Key_PageUp, CTRL)
        raise AssertionError(f"no key comes to the stage {part!r}")

    def to_front(self) -> None:
        """What is in front is the active window, as it is for the person at the screen."""
        front = self.office.root
        if not front.isActiveWindow():
            front.activateWindow()
            self.bot.waitUntil(front.isActiveWindow)

    def search(self, words: str) -> None:
        """Ctrl+K, the words, Enter on the first line found."""
        self.to_front()
        self.key(Qt.Key.Key_K, CTRL)
        panel = self.office.window.does.search_panel
        assert panel is not None
        self.write(words)

        def found() -> bool:
            return any(words.casefold() in line.words.casefold() for line in panel.found())

        self.bot.waitUntil(found)
        self.key(Qt.Key.Key_Return)
        self.to_front()
