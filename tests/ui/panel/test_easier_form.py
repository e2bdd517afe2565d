"""The easier-to-read form of a score pack: what it says is so, what Enter does, and the ways out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from starapp.ui import preferences, theme
from starapp.ui.evaluation.easy_view import EasyView
from tests.drive.offline import OfflineDesk
from tests.make.packs import PASSPHRASE, pack_file, score_pack
from tests.ui.looks import clipped, names_missing

SAVED = "Your answer is saved on this PC"


@pytest.fixture
def desk(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[OfflineDesk]:
    made = OfflineDesk(qtbot, pack_file(tmp_path, score_pack(), None))
    made.open(PASSPHRASE)
    made.declare()
    made.press(made.window, "easierToRead")
    yield made
    made.close()
    theme.apply(dressed, theme.Theme())


def press(easy: EasyView, bot: QtBot, key: Qt.Key) -> None:
    """Presses a key where the focus is."""
    bot.keyClick(QApplication.focusWidget() or easy, key)


def test_only_an_answer_that_counts_says_it_is_saved(desk: OfflineDesk, qtbot: QtBot) -> None:
    easy, keeper = desk.easy(), desk.window.keeper
    assert easy.saved.text() == ""
    easy.choices.cards["4"].click()
    assert easy.key not in keeper.sheet().scores
    assert easy.saved.text() == "Not finished yet"
    easy.own.setFocus()
    qtbot.keyClicks(easy.own, "They say who comes")
    assert keeper.sheet().scores[easy.key].reason == "They say who comes"
    assert easy.saved.text() == SAVED


def test_what_the_disk_refuses_is_not_called_saved(desk: OfflineDesk, qtbot: QtBot) -> None:
    easy = desk.easy()
    file = desk.window.pack.copy.path
    kept = file.read_bytes()
    file.unlink()
    file.mkdir()
    (file / "in the way").touch()
    easy.own.setFocus()
    qtbot.keyClicks(easy.own, "x")
    easy.choices.cards["3"].click()
    assert easy.saved.text() == "Not saved on this PC"
    assert easy.advice.isVisible()
    (file / "in the way").unlink()
    file.rmdir()
    file.write_bytes(kept)
    qtbot.keyClicks(easy.own, "y")
    assert easy.saved.text() == SAVED
    assert desk.window.keeper.sheet().scores[easy.key].reason == "xy"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_on_a_choice_or_a_reason_picks_it_and_stays(
    desk: OfflineDesk, qtbot: QtBot, key: Qt.Key
) -> None:
    easy = desk.easy()
    here = easy.key
    easy.chips.show_offers(["Says who", "Gives examples"])
    QApplication.processEvents()
    for button in (*easy.choices.cards.values(), *easy.chips.chips.values()):
        button.setFocus()
        press(easy, qtbot, key)
        assert easy.key == here, f"Enter on {button.text()} went on"
        assert button.isChecked(), f"Enter on {button.text()} did not pick it"


def test_enter_anywhere_else_goes_on(desk: OfflineDesk, qtbot: QtBot) -> None:
    easy = desk.easy()
    here = easy.key
    easy.answer.setFocus()
    press(easy, qtbot, Qt.Key.Key_Return)
    assert easy.key != here


@pytest.mark.parametrize("way", ["button", "escape", "switch"])
def test_every_way_out_leads_to_the_same_answer_in_the_other_form(
    desk: OfflineDesk, qtbot: QtBot, way: str
) -> None:
    easy, window = desk.easy(), desk.window
    easy.step(1)
    here = easy.key
    match way:
        case "button":
            desk.press(window, "leaveEasierToRead")
        case "escape":
            press(easy, qtbot, Qt.Key.Key_Escape)
        case _:
            window.show_easy(False)
    assert window.view.isVisible()
    assert not easy.isVisible()
    assert window.view.key == here
    assert not window.header.easy.isChecked()


def test_a_part_done_file_is_asked_about_and_a_finished_one_saved(
    desk: OfflineDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    window = desk.window
    desk.press(window, "easyFinish")
    assert window.question is not None
    assert window.question.isVisible()
    window.question.reject()
    desk.window.show_easy(False)
    desk.score_everything()
    desk.press(window, "easierToRead")
    desk.press(window, "easyFinish")
    assert isinstance(window.chooser, QFileDialog)
    window.chooser.reject()
    window.save_to(str(tmp_path / "mine.starscores"))
    assert window.told is not None
    window.told.accept()


@pytest.mark.parametrize("mode", [theme.Mode.DARK, theme.Mode.HIGH_CONTRAST])
def test_the_persons_own_contrast_and_size_stay(
    desk: OfflineDesk, qtbot: QtBot, mode: theme.Mode
) -> None:
    window = desk.window
    window.show_easy(False)
    preferences.keep("theme", mode.value)
    preferences.keep("textSize", "130")
    try:
        window.show_easy(True)
        assert theme.current() == theme.Theme(mode, 130)
        window.show_easy(False)
        assert theme.current() == theme.Theme(mode, 130)
        window.show_easy(True)
        window.close()
        assert theme.current() == theme.Theme(mode, 130)
    finally:
        preferences.keep("theme", "")
        preferences.keep("textSize", "")


@pytest.mark.parametrize("percent", [100, 150])
def test_nothing_is_cut_in_a_small_window(desk: OfflineDesk, percent: int) -> None:
    preferences.keep("textSize", str(percent))
    try:
        desk.window.resize(1366, 768)
        desk.window.show_easy(True)
        QApplication.processEvents()
        assert names_missing(desk.window) == []
        assert clipped(desk.window) == []
        for one in (desk.easy().leave, desk.easy().finish, desk.easy().next):
            assert desk.window.rect().contains(one.mapTo(desk.window, one.rect().bottomRight()))
    finally:
        preferences.keep("textSize", "")
