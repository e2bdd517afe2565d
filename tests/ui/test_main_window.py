"""The window: going places, undo names, keys, people, messages, size, and what it remembers."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from starapp.app import Workspace
from starapp.foundation.change import changed
from starapp.history.acting import SYSTEM, Actor, Role
from starapp.history.history import note
from starapp.organisation.commands import add_person
from starapp.organisation.queries import people
from starapp.organisation.starting import add_first_people
from starapp.storage.copying import copy_under_lock
from starapp.storage.store import Store
from starapp.ui import theme
from starapp.ui.desk import Desk, Place
from starapp.ui.main_window import MainWindow
from starapp.ui.shell.menus import shortcuts_of
from starapp.ui.shell.top_bar import CrumbButton
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.toast import Toast
from tests.drive.drive import Driver
from tests.ui.looks import clipped, names_missing


class Asked:
    """Stands where the program is, and keeps what the window asked of it."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def new_workspace(self) -> None:
        self.calls.append("new")

    def choose_file(self) -> None:
        self.calls.append("open")

    def open_path(self, path: str) -> None:
        self.calls.append(path)

    def close_workspace(self) -> None:
        self.calls.append("close")

    def quit_program(self) -> None:
        self.calls.append("quit")

    def switch_person(self) -> None:
        self.calls.append("switch")


@pytest.fixture
def lead(store: Store) -> Actor:
    with store.writing(by=SYSTEM) as session:
        made = add_first_people(
            session,
            body_name="Northvale Council",
            body_kind="council",
            person_name="Lead Commissioner",
            person_title="Commissioning lead",
        )
    with store.reading() as session:
        return next(one for one in people(session) if one.id == made.made).actor()


@pytest.fixture
def window(store: Store, lead: Actor, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    workspace = Workspace(tmp_path / "workspace.star", "Northvale commissioning", True, store)
    made = MainWindow(workspace, Desk(store, lead), Asked())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.desk.work.idle)
    yield made
    made.close()


@pytest.fixture
def drive(window: MainWindow, qtbot: QtBot) -> Driver:
    return Driver(qtbot, window.desk, window)


@pytest.mark.parametrize(
    ("size", "percent", "compact"),
    [
        ((1440, 900), 100, False),
        ((1366, 768), 100, True),
        ((1440, 900), 150, True),
        ((1024, 680), 100, True),
    ],
)
def test_the_window_fits_and_everything_has_a_name(
    window: MainWindow, dressed: QApplication, qtbot: QtBot, size, percent: int, compact: bool
) -> None:
    theme.apply(dressed, theme.Theme(theme.Mode.LIGHT, percent))
    window.resize(*size)
    qtbot.waitUntil(
        lambda: window.rail.width() == theme.size_of("railCompact" if compact else "rail")
    )
    QApplication.processEvents()
    assert names_missing(window) == []
    assert clipped(window) == []


def test_it_says_where_and_for_whom(window: MainWindow) -> None:
    assert window.windowTitle() == "Home – STAR"
    assert window.top.person.text() == "Lead Commissioner"
    assert window.top.body.text() == "Northvale Council"
    assert window.status.workspace.text() == "Workspace: Northvale commissioning"
    assert window.status.sample.isVisible()
    assert not window.status.read_only.isVisible()


def test_a_long_trail_is_shortened_and_told_in_full(
    window: MainWindow, dressed: QApplication, qtbot: QtBot
) -> None:
    theme.apply(dressed, theme.Theme(theme.Mode.LIGHT, 150))
    window.resize(1366, 768)
    window.top.show_body("Northvale and the Seven Valleys Integrated Care Board")
    trail = [
        ("Competitions of this year", Place("competitions")),
        ("MC-2026-031 of Northvale", None),
    ]
    window.top.show_crumbs([*trail[:1], *trail])
    qtbot.waitUntil(lambda: window.top.findChildren(CrumbButton) != [])
    QApplication.processEvents()
    crumb = window.top.findChildren(CrumbButton)[0]
    assert crumb.toolTip() == crumb.accessibleName() == "Competitions of this year"
    assert window.top.body.text().endswith("…")
    assert window.top.body.toolTip() == "Northvale and the Seven Valleys Integrated Care Board"
    assert window.top.person.geometry().right() <= window.top.width()
    assert clipped(window.top) == []


def test_every_shortcut_is_used_once(window: MainWindow) -> None:
    keys = [key for _, both in shortcuts_of(window) for key in both.split(" or ")]
    assert len(keys) == len(set(keys))
    for wanted in (
        "Ctrl+K",
        "Alt+Left",
        "Ctrl+F",
        "Ctrl+P",
        "Ctrl+Z",
        "F1",
        "F6",
        "F8",
        "F11",
        "Ctrl+0",
    ):
        assert wanted in keys


def test_a_change_is_shown_at_the_foot(window: MainWindow, drive: Driver) -> None:
    def command(session):
        note(session, "bid recorded", about=("workspace", ""))
        return changed("Bid A recorded", "bids")

    window.desk.work.do(command)
    drive.settle()
    assert window.status.step.whole() == "Bid A recorded"
    assert window.status.saved.text() == "All changes saved at 10:00"


def test_text_size_and_theme_by_menu(window: MainWindow, qtbot: QtBot) -> None:
    window.does.larger()
    assert theme.current().text_scale == 115
    assert window.status.size_words.text() == "Text size 115%"
    window.does.usual_size()
    window.does.set_mode(theme.Mode.DARK)
    assert theme.current() == theme.Theme(theme.Mode.DARK, 100)
    window.menus.mark_look()
    window.does.set_mode(None)


def test_help_opens_beside_and_esc_closes_it(window: MainWindow, drive: Driver) -> None:
    drive.keys(window, Qt.Key.Key_F1)
    assert window.help_panel.isVisible()
    assert window.help_panel.topic == "home"
    assert names_missing(window.help_panel) == []
    drive.type("helpSearch", "standstill")
    assert "Found" in window.help_panel.page.toPlainText()
    drive.keys(window.help_panel, Qt.Key.Key_Escape)
    assert not window.help_panel.isVisible()


def test_f6_goes_round_the_parts_of_the_window(window: MainWindow, drive: Driver) -> None:
    seen = []
    for _ in range(3):
        drive.keys(window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append(next(n for n, part in enumerate(window.parts()) if part.isAncestorOf(focus)))
    assert sorted(seen) == [0, 1, 2]
    drive.keys(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    focus = QApplication.focusWidget()
    assert window.parts()[seen[1]].isAncestorOf(focus)


def test_search_finds_things_to_do(window: MainWindow, drive: Driver, qtbot: QtBot) -> None:
    drive.keys(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    panel = window.does.search_panel
    assert panel is not None
    qtbot.keyClicks(panel.field, "shortcuts")
    qtbot.waitUntil(lambda: len(panel.found()) == 1)
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert window.does.sheet_shown is not None
    assert window.does.sheet_shown.isVisible()
    window.does.sheet_shown.close_button.click()


def test_search_says_when_nothing_matches(window: MainWindow, drive: Driver, qtbot: QtBot) -> None:
    window.does.search()
    panel = window.does.search_panel
    assert panel is not None
    qtbot.keyClicks(panel.field, "zzzz")
    qtbot.waitUntil(lambda: "Nothing matches" in panel.none.text())
    assert panel.none.isVisible()
    panel.reject()


def test_toasts_are_kept(window: MainWindow, drive: Driver) -> None:
    undone: list[bool] = []
    window.desk.say("Agreed score saved", undo=lambda: undone.append(True))
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast.isVisible()
    toast.link.click()
    assert undone == [True]
    window.does.say_saved()
    assert window.messages.shown[0] == "Agreed score saved"
    assert "Saved at" in window.messages.shown[1]
    window.does.show_messages()
    assert window.does.sheet_shown.table.rows.rowCount() == 2
    window.does.sheet_shown.close_button.click()


def test_another_person_starts_at_home(window: MainWindow, store: Store, lead: Actor) -> None:
    with store.writing(by=lead) as session:
        made = add_person(
            session,
            name="Alex Approver",
            title="Head",
            body_id=lead.body_id,
            roles=frozenset({Role.APPROVER}),
        )
    before = window.shown
    window.desk.act_as(Actor(made.made, "Alex Approver", frozenset({Role.APPROVER}), lead.body_id))
    assert window.top.person.text() == "Alex Approver"
    assert window.shown is not before
    assert window.travel.now == Place("home")


def test_a_place_without_a_screen_changes_nothing(window: MainWindow) -> None:
    window.go(Place("nowhere"))
    assert window.travel.now == Place("home")


def test_what_is_in_the_way_is_told_in_a_dialog(window: MainWindow) -> None:
    window.desk.work.trouble.emit("The disk is full.")
    assert window.messages.told is not None
    assert window.messages.told.isVisible()
    window.messages.told.close_button.click()


def test_a_copy_of_the_workspace_can_be_opened(
    window: MainWindow, drive: Driver, tmp_path: Path, open_store: Callable[[Path], Store]
) -> None:
    target = tmp_path / "copy.star"
    window.does.copy_to(str(target))
    drive.settle()
    with open_store(target).reading() as session:
        assert [person.name for person in people(session)] == ["Lead Commissioner"]
    assert not list(tmp_path.glob("*-part"))


def test_a_copy_onto_itself_is_refused(window: MainWindow, tmp_path: Path) -> None:
    from starapp.foundation.problems import Unavailable

    path = window.workspace.path
    with pytest.raises(Unavailable, match="another name"):
        copy_under_lock(path, path, now=datetime.now(UTC))


def test_the_menus_lead_to_the_program(window: MainWindow) -> None:
    window.does.new_workspace()
    window.does.open_file()
    window.does.close_workspace()
    window.does.switch_person()
    assert window.program.calls == ["new", "open", "close", "switch"]


def test_home_says_so_when_nothing_is_due(window: MainWindow) -> None:
    words = " ".join(label.text() for label in window.shown.findChildren(Words))
    assert "Nothing is on your list" in words
