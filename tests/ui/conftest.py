"""Fixtures for screens: a dressed application, a desk over a real workspace file."""

import gc
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from starapp.history.acting import Actor
from starapp.storage.store import Store
from starapp.ui import preferences, theme
from starapp.ui.desk import Desk
from starapp.ui.pictures import application


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The light theme at the usual text size, and nothing remembered from before."""
    preferences.keep_in(None)
    if not gc.get_freeze_count():
        gc.freeze()
    application()
    _wear_light(qapp)
    before = len(qapp.topLevelWidgets())
    yield qapp
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if len(qapp.topLevelWidgets()) > before:
        gc.collect()
    _wear_light(qapp)


def _wear_light(app: QApplication) -> None:
    if theme.current() != theme.Theme() or not app.styleSheet():
        theme.apply(app, theme.Theme())


@pytest.fixture
def desk(store: Store, commissioner: Actor, qapp: QApplication) -> Iterator[Desk]:
    """A desk over an empty workspace."""
    made = Desk(store, commissioner)
    yield made
    made.close()


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Callable[..., QWidget]]:
    """Shows a widget at a size and lets it go after the test."""

    held: list[QWidget] = []

    def show(widget: QWidget, wide: int = 1200, high: int = 700) -> QWidget:
        held.append(widget)
        qtbot.addWidget(widget)
        widget.resize(wide, high)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    yield show
    for widget in held:
        if shiboken6.isValid(widget):  # the bot may have let it go already
            widget.close()
            widget.deleteLater()
