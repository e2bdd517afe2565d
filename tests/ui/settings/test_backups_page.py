"""Settings, Backups: the folder and its warnings, the room, the last good copy, a copy at once."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from starapp.history.acting import Actor, Role
from starapp.history.entry_queries import first_digest
from starapp.organisation.commands import add_body
from starapp.storage.store import Store
from starapp.ui.backups import choices
from starapp.ui.desk import Desk
from tests.drive.settings import SettingsDriver


@pytest.fixture
def backed(qapp, store: Store, commissioner: Actor, tmp_path: Path):
    """A desk over a workspace file with something in it, and a folder for its copies."""
    with store.writing(by=commissioner) as session:
        add_body(session, name="Northvale Council")
    choices.choose_folder(tmp_path / "copies")
    desk = Desk(store, commissioner, file=tmp_path / "workspace.star")
    desk.copies.start(desk.work.read(first_digest))
    yield desk
    desk.close()
    desk.copies.stop()
    desk.copies.close()


def settled(driver: SettingsDriver) -> SettingsDriver:
    driver.bot.waitUntil(lambda: not driver.desk.copies.busy, timeout=20_000)
    driver.settle()
    return driver


def facts(driver: SettingsDriver) -> list[str]:
    return [one.text() for one in driver.shown.facts.findChildren(type(driver.shown.used))]


def test_a_copy_is_made_and_told(qtbot, backed: Desk) -> None:
    driver = settled(SettingsDriver(qtbot, backed, "backups"))
    assert "None found in the folder" in facts(driver)
    assert driver.shown.used.text().startswith("Nothing of 2 GB")
    driver.press("makeCopy")
    settled(driver)
    assert "3 August 2026, 10:00" in facts(driver)
    assert driver.shown.used.text().startswith("1 MB of 2 GB")
    assert driver.shown.make.isEnabled()


def test_another_folder_is_chosen_and_the_usual_one_again(
    qtbot, backed: Desk, tmp_path: Path
) -> None:
    driver = settled(SettingsDriver(qtbot, backed, "backups"))
    assert not driver.shown.unwise.isVisible()
    driver.shown.take_folder(str(tmp_path))
    settled(driver)
    assert driver.shown.unwise.isVisible()
    assert "workspace itself" in driver.shown.unwise.accessibleName()
    driver.shown.take_folder(str(tmp_path / "OneDrive - Northvale"))
    settled(driver)
    assert "in step" in driver.shown.unwise.accessibleName()
    driver.shown.take_folder(str(tmp_path / "elsewhere"))
    settled(driver)
    assert not driver.shown.unwise.isVisible()
    driver.press("makeCopy")
    settled(driver)
    assert list((tmp_path / "elsewhere").rglob("*.star"))
    driver.press("useTheUsualFolder")
    assert choices.folder() is None, "a test keeps nothing on the disk, so it has no usual folder"


def test_the_room_is_chosen(qtbot, backed: Desk) -> None:
    driver = settled(SettingsDriver(qtbot, backed, "backups"))
    driver.choose("mostRoom", "500")
    assert choices.megabytes() == 500
    assert "500 MB" in driver.shown.used.text()


def test_everybody_may_set_up_this_pc(qtbot, backed: Desk) -> None:
    backed.act_as(Actor("", "A viewer", frozenset({Role.VIEWER})))
    driver = settled(SettingsDriver(qtbot, backed, "backups"))
    assert driver.find(QAbstractButton, "makeCopy").isEnabled()


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 MB"), (34_400_000, "34 MB"), (2 * 10**9, "2 GB"), (2_460_000_000, "2.5 GB")],
)
def test_sizes_read_well(size: int, words: str) -> None:
    assert choices.size_text(size) == words
