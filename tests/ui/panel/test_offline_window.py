"""A panel member opens a score pack on a PC without a workspace, scores, and saves the score file."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from starapp.foundation.safe_zip import Limits, SafeZip
from starapp.panel.pack_manifest import read_manifest
from starapp.ui import theme
from tests.drive.offline import OfflineDesk
from tests.drive.refusing import full_disk
from tests.make.packs import PASSPHRASE, pack_file, score_pack
from tests.ui.looks import clipped, names_missing

PAGE = b"%PDF-1.4 not a real page"


@pytest.fixture
def offline(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> Iterator[Callable[..., OfflineDesk]]:
    made: list[OfflineDesk] = []

    def give(**changes: object) -> OfflineDesk:
        attached = changes.pop("documents", None)
        pack = score_pack(documents=attached, **changes)
        made.append(OfflineDesk(qtbot, pack_file(tmp_path, pack, attached)))
        return made[-1]

    yield give
    for one in made:
        one.close()
    theme.apply(dressed, theme.Theme())


def begun(desk: OfflineDesk) -> OfflineDesk:
    desk.open(PASSPHRASE)
    desk.declare()
    return desk


def test_the_pack_says_for_whom_it_is_before_its_passphrase(offline) -> None:
    desk = offline()
    desk.opening.begin()
    assert desk.opening.sheet.isVisible()
    words = " ".join(w.text() for w in desk.opening.sheet.findChildren(QLabel))
    for part in ("Amina Yusuf", "NV-07", "14 September 2026", "ABAB ABAB"):
        assert part in words


def test_a_wrong_passphrase_says_so_and_keeps_asking(offline) -> None:
    desk = offline()
    desk.open("something else entirely")
    sheet = desk.opening.sheet
    assert sheet.isVisible()
    assert "does not open the pack" in desk.refused()
    desk.try_passphrase(PASSPHRASE)
    assert not sheet.isVisible()
    assert desk.opening.declaration.isVisible()


def test_nothing_can_be_scored_before_every_line_is_ticked(offline) -> None:
    desk = offline()
    desk.open(PASSPHRASE)
    sheet = desk.opening.declaration
    assert not sheet.confirm.isEnabled()
    sheet.ticks[0].click()
    assert not sheet.confirm.isEnabled()
    assert desk.opening.window is None


def test_every_answer_is_scored_and_the_score_file_saved(offline, tmp_path: Path) -> None:
    desk = begun(offline())
    assert not desk.window.save_file.isEnabled()
    desk.score_everything()
    assert desk.window.save_file.isEnabled()
    target = tmp_path / "back.starscores"
    desk.window.save_to(str(target))
    assert desk.window.told.isVisible()
    manifest = read_manifest(SafeZip(target, Limits()), kind="scores")
    assert (manifest.member, manifest.reference) == ("Amina Yusuf", "NV-07")
    assert (tmp_path / "back-receipt.pdf").read_bytes().startswith(b"%PDF")
    desk.window.told.close()


def test_it_goes_on_where_it_stopped_without_declaring_again(offline, qtbot: QtBot) -> None:
    desk = begun(offline())
    desk.score("B", "Q1", "2", "It names the staff, yet not the hours they work.")
    desk.window.view.go_to(("A", "Q2"))
    desk.window.close()
    again = OfflineDesk(qtbot, desk.opening.path)
    again.open(PASSPHRASE)
    assert again.opening.declaration is None
    assert again.window.view.key == ("A", "Q2")
    kept = again.window.keeper.sheet().scores["B", "Q1"]
    assert (kept.score, kept.reason) == (2, "It names the staff, yet not the hours they work.")
    again.close()


def test_what_was_typed_last_is_there_however_soon_the_window_closes(offline, qtbot) -> None:
    desk = begun(offline())
    window = desk.window
    key = window.view.key
    qtbot.keyClicks(window.view.reason.edit, "Typed just before the window closed")
    assert window.close()
    assert window.keeper.draft(key).reason == "Typed just before the window closed"
    desk.open(PASSPHRASE)
    assert desk.window.keeper.draft(key).reason == "Typed just before the window closed"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for a process's files")
def test_closing_asks_while_the_disk_is_full(offline, qtbot) -> None:
    desk = begun(offline())
    window = desk.window
    key = window.view.key
    with full_disk():
        qtbot.keyClicks(window.view.reason.edit, "Nowhere to keep it")
        assert not window.close()
        assert window.isVisible()
        assert window.leaving.isVisible()
        window.leaving.reject()
    assert window.close()
    desk.open(PASSPHRASE)
    assert desk.window.keeper.draft(key).reason == "Nowhere to keep it"


def test_a_damaged_pack_is_refused_in_words(offline) -> None:
    desk = offline()
    data = bytearray(desk.opening.path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    desk.opening.path.write_bytes(bytes(data))
    desk.opening.begin()
    if desk.opening.told is None:
        desk.try_passphrase(PASSPHRASE)
        assert "Copy it again" in desk.refused()
    else:
        assert desk.opening.told.isVisible()
        desk.opening.told.close()
    assert desk.opening.window is None


def test_documents_are_read_in_the_window(offline, tmp_path: Path) -> None:
    desk = begun(offline(documents={"Policy.pdf": PAGE, "Rota.txt": b"Monday: two staff"}))
    desk.press(desk.window, "documents")
    sheet = desk.window.documents
    assert sheet.isVisible()
    assert sheet.table.rows.rowCount() == 2
    sheet.read("B/Rota.txt")
    assert "no PDF" in sheet.trouble.label.text()
    sheet.table.choose("B/Rota.txt")
    sheet.save_to(str(tmp_path / "Rota.txt"))
    assert (tmp_path / "Rota.txt").read_bytes() == b"Monday: two staff"
    sheet.close()


def test_the_easier_form_shows_the_same_answer(offline) -> None:
    desk = begun(offline())
    desk.window.view.go_to(("B", "Q2"))
    desk.press(desk.window, "easierToRead")
    assert desk.easy().isVisible()
    assert desk.easy().key == ("B", "Q2")
    desk.window.show_easy(False)
    assert desk.window.view.isVisible()
    assert desk.window.view.key == ("B", "Q2")


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_nothing_is_cut_and_everything_has_a_name(offline, dressed, size, percent) -> None:
    theme.apply(dressed, theme.Theme(theme.Mode.LIGHT, percent))
    desk = begun(offline(documents={"Policy.pdf": PAGE}))
    desk.window.resize(*size)
    QApplication.processEvents()
    assert names_missing(desk.window) == []
    assert clipped(desk.window) == []


@pytest.mark.skipif(sys.platform != "linux", reason="file types of Linux")
def test_the_file_menu_sets_up_the_double_click(offline, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    window = begun(offline()).window
    next(a for a in window.menu.actions() if a.text() == "Open files by double click").trigger()
    assert window.told is not None
    words = " ".join(label.text() for label in window.told.findChildren(QLabel))
    assert "A double click on a workspace or a score pack opens STAR from now on." in words
    window.told.accept()
    assert (tmp_path / "data" / "applications" / "starapp.desktop").is_file()
