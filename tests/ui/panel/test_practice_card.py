"""The practice answer at the panel page and in the scoring window of a pack."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from starapp.evaluation.score_sheet import PRACTICE
from starapp.ui import theme
from tests.drive.evaluation_screens import PanelDriver, Screens
from tests.drive.offline import OfflineDesk
from tests.make.evaluation import Scene
from tests.make.packs import PASSPHRASE, pack_file, score_pack
from tests.make.scene import scoring_scene
from tests.ui.looks import clipped, names_missing


@pytest.fixture
def scene(store, clock) -> Scene:
    return scoring_scene(store, clock)


@pytest.fixture
def screens(qtbot, shown, scene: Scene) -> Iterator[Screens]:
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


def words(driver: PanelDriver) -> str:
    card = driver.page.practice
    return " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_it_is_written_scored_and_looked_at_together(screens: Screens, scene: Scene) -> None:
    chair = screens.panel("M1")
    assert "It counts for no bid." in words(chair)
    chair.press("writePractice")
    dialog = chair.page.practice.dialog
    dialog.yes.click()
    chair.settle()
    assert "Write a made-up answer." in " ".join(
        label.text() for label in dialog.findChildren(QLabel)
    )
    dialog.text.edit.setPlainText("We listen, then we write down what we heard.")
    dialog.yes.click()
    chair.settle()
    assert "0 of 4 have scored it." in words(chair)
    member = screens.panel("E3")
    member.press("scorePractice")
    dialog = member.page.practice.dialog
    assert clipped(dialog) == []
    assert names_missing(dialog) == []
    dialog.yes.click()
    member.settle()
    assert dialog.isVisible()
    dialog.cards.press("3")
    dialog.reason.edit.setPlainText("It says who listens.")
    dialog.yes.click()
    member.settle()
    assert "You gave it 3." in words(member)
    chair = screens.panel("M1")
    assert "1 of 4 have scored it." in words(chair)
    assert not chair.page.practice.table.isVisible()
    chair.press("closePractice")
    dialog = chair.page.practice.dialog
    dialog.reason.edit.setPlainText("A 3 names who listens.")
    dialog.yes.click()
    chair.settle()
    assert chair.page.practice.table.isVisible()
    assert "The panel agreed: A 3 names who listens." in words(chair)


def test_a_member_is_offered_nothing_where_there_is_no_practice_answer(screens: Screens) -> None:
    assert not screens.panel("E3").page.practice.isVisible()


@pytest.fixture
def offline(qtbot, dressed, tmp_path: Path) -> Iterator[OfflineDesk]:
    pack = score_pack(practice=("Q1", "A made-up answer to practise on."))
    made = OfflineDesk(qtbot, pack_file(tmp_path, pack))
    made.open(PASSPHRASE)
    made.declare()
    yield made
    made.close()
    theme.apply(dressed, theme.Theme())


def test_the_scoring_window_begins_with_it_and_does_not_count_it(offline: OfflineDesk) -> None:
    view = offline.window.view
    assert view.key == (PRACTICE, "Q1")
    assert view.reader.tag.look().text == "Practice"
    assert "it counts for nothing" in view.reader.place.text()
    assert "0 of 4" in " ".join(label.text() for label in view.progress.findChildren(QLabel))
    view.cards.press("3")
    offline.bot.keyClicks(view.reason.edit, "It says who and when and how we will know.")
    view.go_next()
    assert view.key == ("A", "Q1")
    assert "0 of 4" in " ".join(label.text() for label in view.progress.findChildren(QLabel))
    assert clipped(offline.window) == []
