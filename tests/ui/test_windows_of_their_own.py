"""While pages are built nothing but real windows is ever shown as a window.

A widget that is shown before it has a parent is a window for a moment: it flickers, and takes the
keyboard from the window the person works in.
"""

import traceback
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from starapp.sample.workspace import Until
from tests.make.samples import Samples
from tests.ui.test_every_screen import POINTS, Open, all_places, open_window

__all__ = ["open_window"]

SHORT_LIVED = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen})
"""Kinds of window that are meant to stand on their own: lists, menus, tips."""
CALLERS = 3
"""Lines of the program to name when something is shown that should not be."""
WALKED = POINTS[::2]
"""Every second point of the story; each kind of page is built at one of them."""


class ShownAlone(QObject):
    """Watches the application for widgets shown as windows that are none."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self._look(watched)
        return False

    def _look(self, widget: QWidget) -> None:
        if not widget.isWindow() or isinstance(widget, QDialog | QMainWindow):
            return
        if widget.windowType() in SHORT_LIVED:
            return
        calls = [one for one in traceback.extract_stack() if "/starapp/" in one.filename]
        where = " < ".join(f"{one.filename}:{one.lineno}" for one in reversed(calls[-CALLERS:]))
        self.found.append(f"{type(widget).__name__} {widget.objectName()!r} by {where}")


@pytest.fixture
def alone(dressed: QApplication) -> Iterator[ShownAlone]:
    """What was shown alone, from now to the end of the test."""
    watching = ShownAlone()
    dressed.installEventFilter(watching)
    yield watching
    if shiboken6.isValid(watching):
        dressed.removeEventFilter(watching)


@pytest.mark.parametrize(("until", "at", "who"), WALKED, ids=[p[0].name.lower() for p in WALKED])
def test_no_part_of_a_page_is_shown_as_a_window(
    alone: ShownAlone,
    open_window: Open,
    samples: Samples,
    qtbot: QtBot,
    until: Until,
    at: str,
    who: str,
) -> None:
    window = open_window(until, at, who)
    for place in all_places(samples.ids, until):
        window.go(place)
        qtbot.waitUntil(lambda: window.desk.work.idle, timeout=20_000)
        QApplication.processEvents()
    assert not alone.found, "\n".join(dict.fromkeys(alone.found))
