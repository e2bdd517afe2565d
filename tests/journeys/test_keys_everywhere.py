"""Ctrl+F, Tab, Esc, Enter and their kind on every screen, and on every dialog that a button opens."""

import ast
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import format_exception

import pytest
from PySide6.QtCore import QMetaMethod, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QWidget,
)
from pytestqt.exceptions import capture_exceptions

from starapp.sample.workspace import Until
from starapp.ui import screens
from starapp.ui.desk import Place
from starapp.ui.widgets.rows_table import RowsTable
from tests.architecture.source_files import python_files
from tests.drive.monkey import OF_THE_SYSTEM, has_menu, menus_close
from tests.drive.office import Office
from tests.ui.test_every_screen import POINTS, SETTINGS, all_places

pytestmark = pytest.mark.journey

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = (
    (Qt.Key.Key_F, CTRL),
    (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Backtab, SHIFT),
    (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
)
LONG = os.environ.get("STAR_EXAMPLES") == "long"
WHO = {"Procurement officer": "M1", "Lead commissioner": "E1", "PBS nurse": "E4",
       "Director of adult services": "A1"}  # fmt: skip
WALKED = [one for one in POINTS if one[0] in {Until.DRAFTED, Until.LETTERS} or LONG]
"""Where the program has most to press; every point with ``STAR_EXAMPLES=long``."""


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the program writes for the person goes to the test's own folder."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


@contextmanager
def noted(faults: list[str], where: str) -> Iterator[None]:
    """What is raised in here goes to the list."""
    with capture_exceptions() as raised, menus_close():
        yield
    faults += [f"{where}: {''.join(format_exception(*one)[-3:])}" for one in raised]


def press_keys(office: Office, faults: list[str], where: str) -> None:
    """Presses every key where the focus is, in whatever is in front by then."""
    for key, held in KEYS:
        with noted(faults, f"{where}, {key.name}"):
            front = office.root
            if not front.isActiveWindow():
                front.activateWindow()
                QApplication.processEvents()
            here = QApplication.focusWidget() or front
            if not has_menu(here):
                office.bot.keyClick(here, key, held)
            office.settle()


def to_the_screen(office: Office) -> None:
    """Lets every dialog go."""
    while isinstance(front := office.root, QDialog):
        front.reject()
        office.settle()


def buttons(root: QWidget) -> dict[str, QAbstractButton]:
    """What can be pressed, by name; a menu would wait for its own answer."""
    return {
        one.objectName(): one
        for one in root.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled() and one.objectName() and not has_menu(one)
    }


@pytest.mark.parametrize(("until", "at", "who"), WALKED, ids=[p[0].name.lower() for p in WALKED])
def test_no_key_raises_on_any_screen_or_dialog(
    office: Office, until: Until, at: str, who: str
) -> None:
    office.open_sample(until, who=WHO[who], at=at)
    assert office.samples is not None
    faults: list[str] = []
    pressed: set[tuple[type[QWidget], str]] = set()
    for place in all_places(office.samples.ids, until):
        where = f"{place.kind} {place.part}"
        office.window.go(place)
        office.settle()
        find = office.window.menus.find_here
        assert find.isEnabled() is screens.can(office.window.shown, "find_here"), where
        press_keys(office, faults, where)
        to_the_screen(office)
        office.window.go(place)
        office.settle()
        for name in buttons(office.window.shown):
            button = buttons(office.window.shown).get(name)
            owner = type(button.parentWidget()) if button is not None else QWidget
            if button is None or (owner, name) in pressed:
                continue
            pressed.add((owner, name))
            with noted(faults, f"{where}, {name}"):
                button.click()
                office.settle()
            dialog = office.root
            if isinstance(dialog, QDialog) and not isinstance(dialog, OF_THE_SYSTEM):
                press_keys(office, faults, f"{where}, {name}, {type(dialog).__name__}")
            to_the_screen(office)
            office.window.go(place)
            office.settle()
    assert not faults, "\n".join(faults)
    office.close_window()
    office.file_is_sound()


def test_what_the_window_asks_of_a_screen_is_never_a_name_of_qts_own() -> None:
    asked = {
        argument.value
        for one in python_files("starapp/ui")
        for call in ast.walk(one.tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute | ast.Name)
        and (call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id)
        in {"can", "ask_screen", "_ask", "_ask_page", "getattr", "offers"}
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert {"find_here", "print_it", "stage_after"} <= asked
    assert [name for name in sorted(asked) if hasattr(QWidget, name)] == []


LISTS = (
    (Until.DRAFTED, "2026-08-10T11:00", "M1", ("packages", "models", "providers", "competitions",
                                              "settings")),
    (Until.OPENED, "2026-09-07T15:00", "M1", ("home", "competition")),
)  # fmt: skip


@pytest.mark.parametrize(("until", "at", "who", "kinds"), LISTS, ids=["lists", "competition"])
def test_enter_takes_the_row_that_is_shown_and_read_out(
    office: Office, until: Until, at: str, who: str, kinds: tuple[str, ...]
) -> None:
    office.open_sample(until, who=who, at=at)
    assert office.samples is not None
    places = [one for one in all_places(office.samples.ids, until) if one.kind in kinds]
    places += [Place("settings", part=part) for part in SETTINGS if "settings" in kinds]
    seen = 0
    for place in places:
        office.window.go(place)
        office.settle()
        for table in office.window.shown.findChildren(RowsTable):
            if table.isVisible() and table.rows.rowCount():
                seen += 1
                same_row(office, table, f"{place.kind} {place.part} {table.objectName()}")
    assert seen


def test_in_the_list_of_people_too(office: Office) -> None:
    office.open_sample(Until.OPENED, who="M1", at="2026-09-07T15:00")
    office.window.does.switch_person()
    asked = office.program.who
    assert asked is not None
    same_row(office, asked.table, "people")
    asked.table.choose(asked.people[0].id)
    office.bot.keyClick(asked.table, Qt.Key.Key_End)
    said = asked.use.text()
    office.bot.keyClick(asked.table, Qt.Key.Key_Return)
    office.settle()
    assert office.desk.actor().name == asked.people[-1].name
    assert said == f"Go on as {asked.people[-1].name}"


def same_row(office: Office, table: RowsTable[object], where: str) -> None:
    """After each key the current row, the selected row and the row Enter opens are one."""
    opened: list[str] = []
    if table.isSignalConnected(QMetaMethod.fromSignal(table.opened)):
        table.opened.disconnect()  # only what would be opened is looked at
    table.opened.connect(opened.append)
    moves = {
        Qt.Key.Key_End: table.rows.rowCount() - 1,
        Qt.Key.Key_Home: 0,
        Qt.Key.Key_Down: min(1, table.rows.rowCount() - 1),
        Qt.Key.Key_PageDown: None,
        Qt.Key.Key_Right: None,
        Qt.Key.Key_Up: None,
    }
    table.setFocus()
    for key, wanted in moves.items():
        office.bot.keyClick(table, key)
        row = table.currentIndex().row()
        said = f"{where}, {key.name}"
        assert wanted is None or row == wanted, said
        assert [one.row() for one in table.selectionModel().selectedRows()] == [row], said
        assert table.current() == table.rows.id_at(row), said
        opened.clear()
        office.bot.keyClick(table, Qt.Key.Key_Return)
        assert opened == [table.rows.id_at(row)], said
