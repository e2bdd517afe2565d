"""The reason of an agreement is a draft of its own answer until it is recorded, also after a restart."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from starapp.ui.desk import Place
from starapp.ui.evaluation.moderation_page import ModerationPage
from tests.drive.evaluation_screens import ModerationDriver
from tests.drive.every_field import Reopened, closed_at_the_end
from tests.make.evaluation import Scene
from tests.make.scene import moderating_scene

REASON = "Each outcome has a first step, a measure and a review date in the plan."


@pytest.fixture
def scene(store, clock) -> Scene:
    made = moderating_scene(store, clock)
    store.close()
    return made


@pytest.fixture
def office(scene: Scene, tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Reopened]:
    path, who = tmp_path / "workspace.star", scene.people["M1"].name
    made = Reopened(qtbot, dressed, path, at="2026-09-16T14:00", who=who)
    with closed_at_the_end(made):
        yield made


def at(office: Reopened, scene: Scene, letter: str) -> ModerationDriver:
    office.go(Place("competition", scene.competition_id, "moderation"))
    page = office.window.shown.findChild(ModerationPage)
    driver = ModerationDriver(office.bot, office.window.desk, page)
    driver.go(letter, "Q1", scene)
    return driver


def drafts(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        return [text for (text,) in file.execute("select text from draft")]


def test_a_reason_belongs_to_its_answer_until_it_is_agreed(office: Reopened, scene: Scene) -> None:
    driver = at(office, scene, "B")
    office.bot.keyClicks(driver.page.form.reason.edit, REASON)
    driver.go("A", "Q1", scene)
    assert driver.page.form.reason.value() == ""
    driver.go("B", "Q1", scene)
    assert driver.page.form.reason.value() == REASON
    driver.go("A", "Q1", scene)
    office.again()
    assert drafts(office.path) == [REASON]
    driver = at(office, scene, "A")
    assert driver.page.form.reason.value() == ""
    driver.go("B", "Q1", scene)
    assert driver.page.form.reason.value() == REASON
    assert office.window.status.saved.whole() == "Typing kept as a draft"
    driver.page.form.press_score("5")
    driver.tick("everyone")
    driver.press("agree")
    assert driver.where() != ("B", "Q1")
    office.bot.waitUntil(lambda: drafts(office.path) == [])
    assert office.window.status.saved.whole().startswith("All changes saved at ")
