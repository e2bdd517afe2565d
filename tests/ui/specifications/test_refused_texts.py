"""A text that is refused stays on the screen as what it is, and keeps no other text from being saved."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from starapp.history.acting import SYSTEM, Actor
from starapp.organisation.starting import add_first_people
from starapp.specifications.care_needs import LONGEST, Section, fields_of
from starapp.specifications.commands import create_package
from starapp.specifications.queries import specification
from starapp.storage.store import Store
from starapp.ui.desk import Place
from starapp.ui.specifications.need_field import NeedField
from starapp.ui.specifications.privacy_edit import PrivacyEdit
from tests.drive.every_field import Reopened, closed_at_the_end
from tests.drive.refusing import full_disk, unix_only

SECTION = Section.HEALTH
FIRST, SECOND = (field.code for field in fields_of(SECTION)[:2])
TOO_LONG = "x" * (LONGEST + 1)


@pytest.fixture
def office(
    store: Store, commissioner: Actor, tmp_path: Path, qtbot: QtBot, dressed: QApplication
) -> Iterator[Reopened]:
    with store.writing(by=SYSTEM) as session:
        add_first_people(
            session, body_name="A", body_kind="council", person_name="Lead", person_title="Lead"
        )
    with store.writing(by=commissioner) as session:
        package = create_package(session, title="Support").made
    store.close()
    path = tmp_path / "workspace.star"
    made = Reopened(qtbot, dressed, path, at="2026-08-03T10:00", who="Lead")
    made.package = package
    with closed_at_the_end(made):
        made.go(Place("package", package, SECTION.value))
        yield made


def field(office: Reopened, code: str) -> PrivacyEdit:
    (found,) = office.window.shown.findChildren(PrivacyEdit, code)
    return found


def write(office: Reopened, code: str, text: str) -> None:
    edit = field(office, code)
    edit.setFocus()
    edit.setPlainText(text)
    office.bot.keyClick(edit, Qt.Key.Key_Tab)
    office.settle()


def stored(office: Reopened, code: str) -> str:
    with office.window.workspace.store.reading() as session:
        return specification(session, office.package).text(code)


def state(office: Reopened) -> str:
    return office.window.typing.state()[0]


def test_a_text_too_long_is_kept_and_stops_no_other(office: Reopened) -> None:
    write(office, FIRST, TOO_LONG)
    assert state(office) == "refused"
    line = next(one for one in office.window.findChildren(NeedField) if one.field.code == FIRST)
    assert "Shorten this" in line.unsaved.words.text()
    write(office, SECOND, "Trained in autism.")
    assert stored(office, SECOND) == "Trained in autism."
    assert stored(office, FIRST) == ""
    assert state(office) == "refused"
    office.again()
    office.go(Place("package", office.package, SECTION.value))
    assert field(office, FIRST).value() == TOO_LONG
    assert "Shorten this" in office.window.status.saved.whole()
    write(office, FIRST, "Short.")
    assert stored(office, FIRST) == "Short."
    office.bot.waitUntil(lambda: state(office) == "saved")


@unix_only
def test_undo_takes_a_refused_text_back(office: Reopened) -> None:
    write(office, FIRST, "One.")
    with full_disk():
        write(office, FIRST, "One and two.")
        assert state(office) == "refused"
        office.window.does.undo()
        office.settle()
        assert field(office, FIRST).value() == "One."
    office.bot.waitUntil(lambda: state(office) == "saved", timeout=12_000)
    assert stored(office, FIRST) == "One."
    office.window.does.redo()
    office.settle()
    assert field(office, FIRST).value() == stored(office, FIRST) == "One and two."


@unix_only
def test_what_is_no_text_is_said_and_saved_too(office: Reopened) -> None:
    draft = office.window.shown.draft
    extras = replace(draft.spec.extras, tec=not draft.spec.extras.tec)
    with full_disk():
        draft.put(replace(draft.spec, extras=extras), "ask for technology")
        office.settle()
        assert state(office) == "refused"
        assert not office.window.close(), "the step would be lost"
        office.window.does.leaving.reject()
    office.bot.waitUntil(lambda: state(office) == "saved", timeout=12_000)
    with office.window.workspace.store.reading() as session:
        assert specification(session, office.package).extras == extras
