"""Keeps the screens a person visited lately, and brings the one shown up to date."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from starapp.foundation.change import Change
from starapp.ui import screens
from starapp.ui.desk import Place

KEPT = 6
Key = tuple[str, str]


class ScreenHolder(QStackedWidget):
    """Shows one screen; a screen that was left is found again as it was.

    Args:
        make: builds the screen of a place.
    """

    def __init__(self, make: Callable[[Place], QWidget]) -> None:
        super().__init__()
        self.setObjectName("screenHolder")
        self.setProperty("ownRing", "yes")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._make = make
        self._screens: OrderedDict[Key, QWidget] = OrderedDict()
        self._parts: dict[Key, str] = {}
        self._stale: set[Key] = set()
        self._shown: Key = ("", "")

    def show_place(self, place: Place) -> QWidget:
        """Shows the screen of a place and gives it."""
        key = (place.kind, place.id)
        screen = self._screens.get(key)
        if screen is not None and place.part and self._parts[key] != place.part:
            if screens.show_part(screen, place):
                self._parts[key] = place.part
            else:
                self._drop(key)
                screen = None
        if screen is None:
            screen = self._make(place)
            screen.setProperty("place", f"{place.kind}/{place.id}")
            self._screens[key] = screen
            self._parts[key] = place.part
            self.addWidget(screen)
        elif key in self._stale:
            screens.reload(screen)
        self._stale.discard(key)
        self.turned(place)
        self._shown = key
        screen.setProperty("part", place.part)
        self._screens.move_to_end(key)
        self.setCurrentWidget(screen)
        self._let_go()
        return screen

    def turned(self, place: Place) -> None:
        """Keeps which part the screen of a place shows now."""
        key = (place.kind, place.id)
        if key in self._screens:
            self._parts[key] = screens.part_of(self._screens[key]) or self._parts[key]

    def current(self) -> QWidget:
        """The screen shown; the holder itself before the first."""
        return self.currentWidget() or self

    def tell(self, change: Change) -> None:
        """Reloads the screen shown when a change touches it, and marks the others."""
        for key, screen in list(self._screens.items()):
            if change.touches(*screens.touches(screen)):
                if key == self._shown:
                    screens.reload(screen)
                else:
                    self._stale.add(key)

    def forget_all(self) -> None:
        """Lets every screen go, for when another person uses this PC."""
        for key in list(self._screens):
            self._drop(key)

    def _let_go(self) -> None:
        while len(self._screens) > KEPT:
            self._drop(next(iter(self._screens)))

    def _drop(self, key: Key) -> None:
        screen = self._screens.pop(key)
        self._parts.pop(key, None)
        self._stale.discard(key)
        self.removeWidget(screen)
        screen.hide()
        screen.deleteLater()
