"""Drives the whole program by keys alone: what is pressed goes to the widget with the focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QMenu,
    QRadioButton,
    QScrollArea,
    QWidget,
)

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
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            return popup
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
                self.focus_is_seen()
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

    def focus_is_seen(self) -> None:
        """Fails unless a person can see where the focus is."""
        inside = self.focus
        said = f"the focus on {'/'.join(self.names())}"
        assert inside.isVisible(), f"{said} is hidden"
        assert not inside.visibleRegion().isEmpty(), f"{said} is scrolled away or cut off"
        if inside.property("ownRing") or isinstance(inside, QAbstractItemView | QScrollArea):
            return
        rings = inside.window().findChildren(QWidget, "focusRing")
        seen = [ring for ring in rings if ring.isVisible()]
        assert len(seen) == 1, f"{said} has {len(seen)} rings"
        middle = inside.mapTo(inside.window(), inside.rect().center())
        assert seen[0].geometry().contains(middle), f"the ring is not round {said}"

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

    def pick(self, value: str) -> None:
        """Tabs to cards or segments of which one is chosen, and goes to one with the arrows."""
        name = f"choose-{value}"
        for _ in range(MOST_TABS):
            wanted = self._beside(name)
            if wanted is not None:
                break
            self.key(Qt.Key.Key_Tab)
        else:
            raise AssertionError(f"Tab does not come to a choice with {value!r}")
        self._arrow_to(name)

    def _arrow_to(self, name: str) -> None:
        """Arrow keys among the radio buttons round the focus, then Space on an unchosen one."""
        self.focus_is_seen()
        for arrow in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
            for _ in range(len(self._choices())):
                if self.focus.objectName() == name:
                    break
                self.key(arrow)
        assert self.focus.objectName() == name, f"no arrow comes to {name!r}"
        chosen = self.focus
        assert isinstance(chosen, QAbstractButton)
        if not chosen.isChecked():
            self.key(Qt.Key.Key_Space)
        assert chosen.isChecked()

    def _choices(self) -> list[QRadioButton]:
        holder = self.focus.parentWidget()
        if holder is None or not isinstance(self.focus, QRadioButton):
            return []
        return holder.findChildren(QRadioButton, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def _beside(self, name: str) -> QRadioButton | None:
        return next((one for one in self._choices() if one.objectName() == name), None)

    def pick_in(self, holder: str, value: str) -> None:
        """The same in the choice of a name, where several offer the same value."""
        for _ in range(MOST_TABS):
            above = self.focus.parentWidget()
            if above is not None and above.objectName() == holder:
                self._arrow_to(f"choose-{value}")
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {holder!r}")

    def choose_row(self, table: str, words: str) -> None:
        """Tabs to a list and presses Down until the row that begins with words is current."""
        self.tab_to(table)
        rows = self.focus
        assert isinstance(rows, QAbstractItemView)
        self.key(Qt.Key.Key_Home, CTRL)
        model = rows.model()
        for _ in range(model.rowCount()):
            if str(model.index(rows.currentIndex().row(), 0).data()).startswith(words):
                return
            self.key(Qt.Key.Key_Down)
        raise AssertionError(f"Down does not come to {words!r} in {table!r}")

    def switch_to(self, name: str) -> None:
        """Ctrl+Shift+U, down to a person's name, Enter."""
        self.key(Qt.Key.Key_U, CTRL, SHIFT)
        self.choose_row("people", name)
        self.key(Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: self.office.window.top.person.text() == name)
        self.to_front()

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
