"""Starting: the welcome, making and opening workspaces, and who is using this PC."""

import json
import platform
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from starapp.app import create_workspace, open_workspace
from starapp.history.acting import SYSTEM, Role
from starapp.organisation.commands import add_person
from starapp.organisation.queries import bodies, people
from starapp.organisation.starting import FIRST_ROLES, add_first_people
from starapp.ui import preferences
from starapp.ui.program import Program
from starapp.ui.start.new_workspace import NewWorkspace, problems_with
from starapp.ui.start.sample_making import SampleMaking
from starapp.ui.start.welcome import Welcome
from starapp.ui.widgets.buttons import Button
from tests.ui.looks import clipped, names_missing

WORKSPACES = Path(__file__).parents[1] / "files" / "workspaces"


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    qapp.setQuitOnLastWindowClosed(False)
    made = Program(qapp)
    yield made
    for shown in (made.who, made.window, made.welcome):
        if shown is not None and shiboken6.isValid(shown):
            shown.close()
            shown.deleteLater()
    made.deleteLater()
    qapp.setQuitOnLastWindowClosed(False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    workspace = create_workspace(tmp_path / "Northvale.star", name="Northvale")
    with workspace.store.writing(by=SYSTEM) as session:
        add_first_people(
            session,
            body_name="Northvale Council",
            body_kind="council",
            person_name="Lead Commissioner",
            person_title="Commissioning lead",
        )
    workspace.close()
    return workspace.path


def settled(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program.window is not None and program.window.desk.work.idle)


def fill(welcome: Welcome, folder: Path, **more: str) -> None:
    welcome.show_way("create")
    values = {
        "name": "Northvale commissioning",
        "folder": str(folder),
        "body": "Northvale Council",
        "person": "Lead Commissioner",
        "title": "Commissioning lead",
    } | more
    welcome.fill(**values)


@pytest.mark.parametrize("way", ["sample", "create", "open"])
@pytest.mark.parametrize("size", [(1440, 900), (1024, 680)])
def test_each_way_to_start_fits_and_has_names(shown, way: str, size) -> None:
    welcome = Welcome()
    welcome.show_way(way)
    shown(welcome, *size)
    assert names_missing(welcome) == []
    assert clipped(welcome) == []


def test_an_empty_workspace_is_made_with_its_first_person(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    program.begin(None)
    welcome = program.welcome
    assert welcome is not None
    fill(welcome, tmp_path / "new folder")
    welcome.start.click()
    settled(program, qtbot)
    window = program.window
    assert window is not None
    assert window.workspace.path == tmp_path / "new folder" / "Northvale commissioning.star"
    assert window.desk.actor().name == "Lead Commissioner"
    assert window.desk.actor().roles == FIRST_ROLES
    assert [one.name for one in window.desk.work.read(bodies)] == ["Northvale Council"]
    assert preferences.recent_files() == (window.workspace.path,)
    assert program.welcome is None


def test_the_form_says_what_is_missing(program: Program, tmp_path: Path) -> None:
    program.begin(None)
    welcome = program.welcome
    assert welcome is not None
    fill(welcome, tmp_path, name="a/b", body="", person="", title="")
    welcome.start.click()
    assert program.window is None
    assert welcome.errors.isVisibleTo(welcome)
    assert "Leave out" in welcome.fields["name"].problem()
    assert welcome.fields["body"].problem()


def test_the_rules_of_the_form(tmp_path: Path) -> None:
    (tmp_path / "Taken.star").touch()
    good = NewWorkspace("Fresh", str(tmp_path), "Council", "council", "Name", "Role")
    assert list(problems_with(good)) == []
    taken = NewWorkspace("Taken", str(tmp_path), "Council", "council", "Name", "Role")
    assert [one.place for one in problems_with(taken)] == ["folder"]
    empty = NewWorkspace("", "", "", "council", "", "")
    assert {one.place for one in problems_with(empty)} == {
        "name",
        "folder",
        "body",
        "person",
        "title",
    }


def test_opening_asks_who_is_using_this_pc_once(program: Program, qtbot: QtBot, file: Path) -> None:
    program.begin(file)
    assert program.who is not None
    assert names_missing(program.who) == []
    program.who.use.click()
    settled(program, qtbot)
    assert program.window.desk.actor().name == "Lead Commissioner"
    program.window.close()
    program.window.deleteLater()
    program.window = None
    program.begin(file)
    settled(program, qtbot)


def test_nobody_chosen_gives_the_file_free(program: Program, file: Path) -> None:
    program.begin(file)
    program.who.cancel.click()
    assert program.window is None
    open_workspace(file).close()


def test_a_file_in_use_is_offered_read_only(program: Program, qtbot: QtBot, file: Path) -> None:
    other = open_workspace(file, who="Somebody")
    program.begin(file)
    assert program.question is not None
    assert any("Somebody" in label.text() for label in program.question.findChildren(QLabel))
    program.question.yes.click()
    program.who.use.click()
    settled(program, qtbot)
    assert program.window.desk.read_only()
    assert program.window.status.read_only.isVisible()
    other.close()


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A workspace of the oldest form."""
    path = tmp_path / "older" / "older.star"
    path.parent.mkdir()
    shutil.copyfile(WORKSPACES / "format-1.star", path)
    return path


def names(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


def test_an_older_file_is_upgraded_only_when_somebody_says_so(
    program: Program, qtbot: QtBot, older: Path
) -> None:
    before = older.read_bytes()
    program.begin(older)
    assert program.question is not None
    assert any("cannot open it" in label.text() for label in program.question.findChildren(QLabel))
    program.question.no.click()
    assert program.window is None
    assert older.read_bytes() == before
    assert names(older) == ["older.star"]
    program.open_path(str(older))
    program.question.yes.click()
    program.who.use.click()
    settled(program, qtbot)
    assert not program.window.desk.read_only()
    (copy,) = older.parent.glob("older before upgrade *.star")
    assert sorted([copy.name, "older.star", "older.star-lock"]) == names(older)


def test_an_older_file_is_read_as_it_is(program: Program, qtbot: QtBot, older: Path) -> None:
    before = older.read_bytes()
    program.begin(older)
    program.question.findChild(Button, "readOnly").click()
    program.who.use.click()
    settled(program, qtbot)
    assert program.window.desk.read_only()
    assert older.read_bytes() == before
    assert names(older) == ["older.star"]


def left_on_another_pc(file: Path) -> Path:
    lock = file.with_name(f"{file.name}-lock")
    since = "2026-09-07T11:00:00+00:00"
    lock.write_text(json.dumps({"who": "Ann Archer", "pc": "PC-7", "since": since}))
    return lock


@pytest.mark.parametrize("answer", ["yes", "anyway", "no"])
def test_another_pc_that_is_named_is_asked_about(
    program: Program, qtbot: QtBot, file: Path, answer: str
) -> None:
    lock = left_on_another_pc(file)
    program.begin(file)
    question = program.question
    assert question is not None
    assert question.windowTitle() == "Is it closed on PC-7?"
    assert any("Ann Archer on PC-7" in label.text() for label in question.findChildren(QLabel))
    assert names_missing(question) == []
    assert clipped(question) == []
    question.findChild(QPushButton, answer).click()
    assert not question.isVisible()
    if answer == "no":
        assert program.who is None
        assert lock.exists()
        return
    program.who.use.click()
    settled(program, qtbot)
    assert program.window.desk.read_only() is (answer == "yes")
    program.window.close()
    assert lock.exists() is (answer == "yes")


def test_another_pc_that_began_too_is_told_once(program: Program, qtbot: QtBot, file: Path) -> None:
    program.begin(file)
    program.who.use.click()
    settled(program, qtbot)
    window = program.window
    left_on_another_pc(file)
    for name in ("Alex Approver", "Billie Bell"):
        add = partial(
            add_person,
            name=name,
            title="Head",
            body_id=window.desk.actor().body_id,
            roles=frozenset({Role.APPROVER}),
        )
        window.desk.work.do(add)
        settled(program, qtbot)
    assert window.messages.told is not None
    told = [words for words in window.messages.shown if "also open for writing" in words]
    assert len(told) == 1
    assert "Ann Archer on PC-7" in told[0]
    window.messages.told.accept()


def test_where_a_workspace_lies_is_said_once_on_this_pc(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    (file.parent / ".stfolder").mkdir()
    for times in (1, 0):
        program.begin(file)
        if times:
            program.who.use.click()
        settled(program, qtbot)
        shown = program.window.messages.shown
        assert [words for words in shown if "Syncthing keeps in step" in words] == shown[:times]
        program.close_workspace()


def test_who_left_it_open_is_said_in_the_window(program: Program, qtbot: QtBot, file: Path) -> None:
    lock = left_on_another_pc(file)
    said = json.loads(lock.read_text())
    lock.write_text(json.dumps({**said, "pc": platform.node()}))
    program.begin(file)
    program.who.use.click()
    settled(program, qtbot)
    assert any("was not closed" in words for words in program.window.messages.shown)


def test_a_copy_cannot_be_called_what_no_file_can_be(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    program.begin(file)
    program.who.use.click()
    settled(program, qtbot)
    window = program.window
    window.does.copy_to(str(file.with_name("NUL.star")))
    settled(program, qtbot)
    assert window.messages.told is not None
    words = [label.text() for label in window.messages.told.findChildren(QLabel)]
    assert any("Windows keeps the name NUL" in text for text in words)
    assert not file.with_name("NUL.star").exists()
    window.messages.told.accept()


def test_another_name_of_the_open_file_opens_nothing(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    program.begin(file)
    program.who.use.click()
    settled(program, qtbot)
    window = program.window
    program.open_path(str(file.parent / "." / ".." / file.parent.name / file.name))
    assert program.question is None
    assert program.window is window


def test_a_workspace_with_its_ending_in_capitals_is_opened(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    program.begin(file.rename(file.with_name("NORTHVALE.STAR")))
    program.who.use.click()
    settled(program, qtbot)
    assert program.window.workspace.path.name == "NORTHVALE.STAR"


def test_what_was_to_be_said_at_the_start_is_said_once(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    program.say_when_open("Nothing is kept.")
    program.begin(file)
    program.who.use.click()
    settled(program, qtbot)
    assert program.window.messages.shown == ["Nothing is kept."]
    program.close_workspace()
    program.open_path(str(file))
    settled(program, qtbot)
    assert program.window.messages.shown == []


@pytest.mark.parametrize(
    "name", ["CON", "nul", "COM1", "LPT9", "Team.", "a:b", "what?", "tab\there"]
)
def test_a_name_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    form = NewWorkspace(name, str(tmp_path), "Council", "council", "Name", "Role")
    assert [one.place for one in problems_with(form)] == ["name"]


def test_a_file_that_is_none_is_told(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    wrong = tmp_path / "letter.star"
    wrong.write_text("Dear provider")
    program.begin(None)
    program.welcome.open_wanted.emit(str(wrong))
    assert program.window is None
    assert program.welcome.trouble.isVisible()


def test_switching_person(program: Program, qtbot: QtBot, file: Path) -> None:
    program.begin(file)
    program.who.use.click()
    settled(program, qtbot)
    window = program.window
    window.desk.work.do(
        partial(
            add_person,
            name="Alex Approver",
            title="Head",
            body_id=window.desk.actor().body_id,
            roles=frozenset({Role.APPROVER}),
        )
    )
    settled(program, qtbot)
    program.switch_person()
    alex = next(one for one in window.desk.work.read(people) if one.name == "Alex Approver")
    program.who.table.choose(alex.id)
    program.who.use.click()
    assert window.desk.actor().name == "Alex Approver"
    assert window.top.person.text() == "Alex Approver"


def test_closing_goes_back_to_the_welcome(program: Program, qtbot: QtBot, file: Path) -> None:
    program.begin(file)
    program.who.use.click()
    settled(program, qtbot)
    program.close_workspace()
    assert program.window is None
    assert program.welcome.isVisible()
    assert program.welcome.ways.value() == "open"
    open_workspace(file).close()


def test_a_sample_that_is_stopped_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    making = SampleMaking(tmp_path / "samples" / "Sample.star")
    qtbot.addWidget(making)
    made: list[str] = []
    making.made.connect(made.append)
    making.begin()
    making.stop.click()
    qtbot.waitUntil(lambda: making._pool._shutdown, timeout=20_000)
    assert made == []
    assert not list((tmp_path / "samples").iterdir())


def test_a_sample_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    making = SampleMaking(tmp_path / "file" / "Sample.star")
    qtbot.addWidget(making)
    with qtbot.waitSignal(making.failed):
        making.begin()
