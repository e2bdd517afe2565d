"""Typing is kept at once, saved when it settles, and what is said of it is what the file holds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from starapp.app import open_workspace
from starapp.history.acting import SYSTEM
from starapp.history.history import count
from starapp.organisation.queries import bodies
from starapp.organisation.starting import add_first_people
from starapp.storage.store import Store
from starapp.ui.desk import Place
from starapp.ui.settings.bodies_page import BodiesPage
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.text_fields import TextField
from tests.drive.every_field import Reopened, closed_at_the_end
from tests.drive.refusing import Cause, full_disk, held, moved, read_only, unix_only

PAGE = Place("settings", part="bodies")
OLD = "Northvale Council"


@pytest.fixture
def office(store: Store, tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Reopened]:
    """A workspace with one body and one person, open at the page of the body."""
    with store.writing(by=SYSTEM) as session:
        add_first_people(
            session, body_name=OLD, body_kind="council", person_name="Lead", person_title="Lead"
        )
    store.close()
    path = tmp_path / "workspace.star"
    made = Reopened(qtbot, dressed, path, at="2026-08-03T10:00", who="Lead")
    with closed_at_the_end(made):
        made.go(PAGE)
        yield made


def name_field(office: Reopened) -> TextField:
    found = office.window.shown.findChild(BodiesPage).form.editors["name"]
    assert isinstance(found, TextField)
    return found


def beside(office: Reopened) -> LabelledField:
    return office.window.shown.findChild(BodiesPage).form.fields["name"]


def stored(path: Path) -> tuple[str, list[str], int]:
    """What another program reads in the file: the name, the drafts, the length of the history."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        ((name,),) = file.execute("select name from body").fetchall()
        drafts = [text for (text,) in file.execute("select text from draft where not aside")]
        ((entries,),) = file.execute("select count(*) from history").fetchall()
    return name, drafts, entries


def type_name(office: Reopened, words: str, *, leave: bool = True) -> None:
    field = name_field(office)
    field.setFocus()
    field.selectAll()
    office.bot.keyClicks(field, words)
    if leave:
        office.bot.keyClick(field, Qt.Key.Key_Tab)


def empty_name(office: Reopened) -> None:
    """Types what a rule refuses."""
    field = name_field(office)
    field.setFocus()
    field.selectAll()
    office.bot.keyClick(field, Qt.Key.Key_Delete)
    office.bot.keyClick(field, Qt.Key.Key_Tab)
    says(office, "Not saved: ")


def said(office: Reopened) -> str:
    return office.window.status.saved.whole()


def says(office: Reopened, start: str, *, within: int = 5_000) -> None:
    office.bot.waitUntil(lambda: said(office).startswith(start), timeout=within)


# ---- when it is kept, and when it is saved ----


def test_typing_without_a_pause_is_in_the_file_within_a_second(office: Reopened) -> None:
    field = name_field(office)
    field.setFocus()
    field.clear()
    keys = QTimer()
    keys.timeout.connect(lambda: office.bot.keyClick(field, Qt.Key.Key_A))
    keys.start(30)
    try:
        office.bot.waitUntil(lambda: bool(stored(office.path)[1]), timeout=1_000)
        kept = len(stored(office.path)[1][0])
        office.bot.waitUntil(lambda: len(stored(office.path)[1][0]) > kept + 20, timeout=2_000)
    finally:
        keys.stop()
    name, (draft,), _ = stored(office.path)
    assert name == OLD, "it was saved while somebody typed"
    assert len(field.text()) - len(draft) <= 40
    says(office, "Typing kept as a draft")
    assert office.window.windowTitle() == "Settings – STAR"


def test_leaving_saves_once_and_the_draft_goes(office: Reopened) -> None:
    before = stored(office.path)[2]
    type_name(office, "Northvale City")
    says(office, "All changes saved at 10:00")
    office.bot.waitUntil(lambda: stored(office.path) == ("Northvale City", [], before + 1))


def test_ten_minutes_in_one_field_are_two_entries_at_most(office: Reopened) -> None:
    before = stored(office.path)[2]
    field = name_field(office)
    field.setFocus()
    field.end(False)
    for rests in range(100):  # ten minutes of typing with a rest of some seconds after each key
        office.bot.keyClick(field, Qt.Key.Key_A)
        field.typed.rest()
        if rests < 3:
            office.settle()
    office.bot.keyClick(field, Qt.Key.Key_Tab)
    office.settle()
    name, _, after = stored(office.path)
    assert name == OLD + "a" * 100
    assert 1 <= after - before <= 2


def test_typed_and_taken_away_again_is_nothing(office: Reopened) -> None:
    before = stored(office.path)
    type_name(office, "x", leave=False)
    says(office, "Typing kept as a draft")
    type_name(office, OLD)
    says(office, "All changes saved")
    office.bot.waitUntil(lambda: stored(office.path) == before)


@pytest.mark.parametrize("way", ["close", "go", "switch", "save", "session"])
def test_whatever_ends_typing_saves_it(office: Reopened, way: str) -> None:
    type_name(office, "Typed last", leave=False)
    match way:
        case "close":
            assert office.window.close()
        case "go":
            office.window.go(Place("home"))
        case "switch":
            office.window.desk.act_as(office.window.desk.actor())
        case "save":
            office.window.does.say_saved()
            assert office.window.messages.shown[-1].startswith("Saved at 10:00")
            assert name_field(office).hasFocus()
        case "session":
            session = EndOfSession()
            office.window.program.window = office.window
            office.window.program.end_of_session(session)
            assert not session.cancelled
    if way != "close":
        office.settle()
    assert stored(office.path)[0] == "Typed last"


class EndOfSession:
    """Stands where the desktop's own session is; Qt makes none without a desktop."""

    cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


def test_nobody_else_is_shown_a_draft(office: Reopened) -> None:
    empty_name(office)
    other = office.window.desk.actor()
    office.window.desk.act_as(type(other)("another", "Sam", other.roles, other.body_id))
    office.go(PAGE)
    assert name_field(office).text() == OLD
    assert said(office).startswith("All changes saved")


# ---- what was refused ----


CAUSES = {"full": full_disk, "read-only": read_only, "held": held, "moved": moved}


@unix_only
@pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES)
def test_a_refused_save_is_said_until_it_is_saved(office: Reopened, cause: Cause) -> None:
    file = office.path.with_name("elsewhere.star") if cause is moved else office.path
    with cause(office):
        type_name(office, "Refused once")
        says(office, "Not saved: ")
        assert stored(file)[0] == OLD
        assert office.window.windowTitle() == "* Settings – STAR"
        assert beside(office).unsaved.isVisible()
        office.window.does.say_saved()
        assert office.window.messages.shown[-1].startswith("Not saved: ")
        office.window.go(Place("home"))
        assert "Not saved: Name, Settings." in office.window.messages.shown[-1]
        assert office.window.windowTitle().startswith("* ")
        office.window.go(PAGE)
        assert name_field(office).text() == "Refused once"
        assert name_field(office).property("unsaved") == "yes"
        assert stored(file)[0] == OLD
    says(office, "All changes saved at 10:00", within=12_000)
    assert office.window.windowTitle() == "Settings – STAR"
    assert name_field(office).property("unsaved") == "no"
    assert not beside(office).problem()
    office.bot.waitUntil(lambda: stored(office.path)[:2] == ("Refused once", []))


@unix_only
def test_closing_asks_when_nothing_holds_what_was_typed(office: Reopened) -> None:
    with full_disk(office):
        type_name(office, "Nowhere to go")
        says(office, "Not saved: ")
        assert not office.window.close()
        assert office.window.does.leaving is not None
        assert office.window.does.leaving.isVisible()
        assert office.window.isVisible()
        session = EndOfSession()
        office.window.program.window = office.window
        office.window.program.end_of_session(session)
        assert session.cancelled
        office.window.does.leaving.reject()
    assert office.window.close()
    assert stored(office.path)[0] == "Nowhere to go"


@unix_only
def test_a_copy_holds_what_the_file_cannot(office: Reopened, tmp_path: Path) -> None:
    copy = tmp_path / "copy.star"
    with moved(office):
        type_name(office, "In the copy")
        says(office, "Not saved: ")
        office.window.does.copy_to(str(copy))
        office.settle()
    assert stored(copy)[:2] == (OLD, ["In the copy"])


def test_what_a_rule_refuses_is_a_draft_also_after_a_restart(office: Reopened) -> None:
    empty_name(office)
    words = beside(office).problem()
    assert words
    office.again()
    assert said(office) == f"Not saved: {words}"
    office.go(PAGE)
    assert name_field(office).text() == ""
    assert beside(office).problem() == words
    office.window.typing.take_back(name_field(office).typed)
    assert name_field(office).text() == OLD
    says(office, "All changes saved")
    assert not beside(office).problem()
    office.bot.waitUntil(lambda: stored(office.path)[:2] == (OLD, []))


def test_the_list_of_what_is_not_saved_leads_there_and_takes_back(office: Reopened) -> None:
    type_name(office, "A draft", leave=False)
    says(office, "Typing kept as a draft")
    office.window.typing.end()  # as when the PC is switched off
    office.window.lose_and_close()
    office.window = office._open()
    assert said(office) == "Typing kept as a draft"
    office.window.status.show_unsaved.click()
    sheet = office.window.does.unsaved
    assert sheet is not None
    sheet.findChild(Button, "go-0").click()
    assert not sheet.isVisible()
    assert name_field(office).text() == "A draft"
    assert stored(office.path)[0] == OLD, "looking at a draft saved it"
    office.window.does.say_saved()
    assert stored(office.path)[0] == "A draft"


def test_the_history_knows_nothing_of_drafts(office: Reopened) -> None:
    before = stored(office.path)[2]
    type_name(office, "On the way", leave=False)
    says(office, "Typing kept as a draft")
    assert stored(office.path)[1:] == (["On the way"], before)
    workspace = open_workspace(office.path, read_only=True)
    with workspace.store.reading() as session:
        assert count(session) == before
        assert [one.name for one in bodies(session)] == [OLD]
    workspace.close()
