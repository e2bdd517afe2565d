"""Making score packs and reading score files on the panel page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QLabel

from starapp.evaluation.queries import own_scores, progress
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_commands import record_score
from starapp.panel.issued_files import SLIPS, write_issued
from starapp.panel.pack_commands import issue_packs
from starapp.panel.pack_file import pack_manifest
from starapp.panel.ways import Way
from starapp.ui.panel.packs_card import PacksCard, score_files
from tests.drive.evaluation_screens import PanelDriver, Screens
from tests.make.evaluation import Scene
from tests.make.issued_packs import example_scores, issue, scored_file
from tests.make.scene import scoring_scene
from tests.make.workbooks import changed_book, confirm, put
from tests.ui.looks import clipped, names_missing

STORED = Path(__file__).parents[2] / "files" / "workbooks"
AT = datetime(2026, 9, 12, 10, 0, tzinfo=UTC)


@pytest.fixture
def scene(store, clock) -> Scene:
    return scoring_scene(store, clock)


@pytest.fixture
def screens(qtbot, shown, scene: Scene) -> Iterator[Screens]:
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


@pytest.fixture
def driver(screens: Screens) -> PanelDriver:
    return screens.panel("M1")


def card(driver: PanelDriver) -> PacksCard:
    return driver.page.packs


def words(root) -> str:
    return " ".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def file_of(scene: Scene, code: str, made, folder: Path, **changes) -> Path:
    scores = {**example_scores(code), **changes.pop("scores", {})}
    path = folder / f"{code}-{changes.get('changes', 1)}.starscores"
    path.write_bytes(scored_file(made, scores, at=changes.pop("at", AT), **changes))
    return path


def done_of(scene: Scene, code: str) -> int:
    with scene.store.reading() as session:
        found = {one.seat_id: one.done for one in progress(session, scene.competition_id)}
    return found[scene.seat(code)]


def read(driver: PanelDriver, paths: list[Path]):
    card(driver).read_files([str(path) for path in paths])
    driver.settle()
    return card(driver).sheet


def test_only_who_sets_up_the_panel_sees_packs(screens: Screens) -> None:
    assert screens.panel("M1").page.packs.isVisible()
    assert not screens.panel("E3").page.packs.isVisible()


def test_packs_and_slips_are_written_into_a_folder(
    driver: PanelDriver, scene: Scene, tmp_path: Path
) -> None:
    driver.press("makePacks")
    sheet = card(driver).sheet
    assert not sheet.reason.isVisible()
    sheet.make(str(tmp_path))
    driver.settle()
    driver.bot.waitUntil(sheet.told.isVisible, timeout=20_000)
    packs = sorted(tmp_path.glob("*.starpack"))
    assert len(packs) == 4
    assert (tmp_path / SLIPS).read_bytes().startswith(b"%PDF")
    assert {pack_manifest(one).reference for one in packs} == {"MC-2026-031"}
    assert "4 score packs and the slips" in sheet.told.label.text()
    sheet.accept()
    assert {row.state for row in card(driver).view.rows} == {"out"}
    assert card(driver).read.isEnabled()


def test_a_folder_that_cannot_be_written_keeps_the_packs_for_another(
    driver: PanelDriver, tmp_path: Path
) -> None:
    driver.press("makePacks")
    sheet = card(driver).sheet
    sheet.make(str(tmp_path / "not there"))
    driver.settle()
    driver.bot.waitUntil(sheet.told.isVisible, timeout=20_000)
    assert "Choose another folder" in sheet.told.label.text()
    sheet.write_to(str(tmp_path))
    driver.settle()
    driver.bot.waitUntil(lambda: "slips are in" in sheet.told.label.text(), timeout=20_000)
    assert len(list(tmp_path.glob("*.starpack"))) == 4
    sheet.accept()


def test_a_new_pack_needs_a_reason(driver: PanelDriver, scene: Scene, tmp_path: Path) -> None:
    issue(scene)
    driver.page.reload()
    driver.press("makePacks")
    sheet = card(driver).sheet
    assert sheet.chosen() == []
    assert not sheet.go.isEnabled()
    next(iter(sheet.members.values())).tick.click()
    assert sheet.reason.isVisible()
    sheet.make(str(tmp_path))
    driver.settle()
    assert sheet.errors.isVisible()
    assert "Write why there is a new pack" in words(sheet)
    assert list(tmp_path.glob("*.starpack")) == []
    sheet.reject()


def test_score_files_are_looked_at_and_then_written(
    driver: PanelDriver, scene: Scene, tmp_path: Path
) -> None:
    packs = issue(scene)
    driver.page.reload()
    paths = [file_of(scene, code, packs[code], tmp_path) for code in ("E1", "E3")]
    sheet = read(driver, paths)
    assert [one.category for one in sheet.readings.values()] == ["merged", "merged"]
    assert done_of(scene, "E1") == 0
    sheet.write.click()
    driver.settle()
    driver.bot.waitUntil(lambda: all(one.written for one in sheet.readings.values()))
    assert done_of(scene, "E1") == len(example_scores("E1"))
    sheet.accept()
    assert len(card(driver).view.files) == 2
    again = read(driver, paths)
    assert {one.category for one in again.readings.values()} == {"no change"}
    assert not again.write.isEnabled()
    again.accept()


def test_a_damaged_and_a_foreign_file_are_refused_and_change_nothing(
    driver: PanelDriver, scene: Scene, tmp_path: Path
) -> None:
    packs = issue(scene)
    driver.page.reload()
    good = file_of(scene, "E1", packs["E1"], tmp_path)
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    bad, foreign = tmp_path / "bad.starscores", tmp_path / "foreign.starscores"
    bad.write_bytes(bytes(data))
    foreign.write_bytes(b"not a score file")
    sheet = read(driver, [bad, foreign, tmp_path / "gone.starscores"])
    assert {one.category for one in sheet.readings.values()} == {"refused"}
    assert all(one.words() for one in sheet.readings.values())
    assert not sheet.write.isEnabled()
    assert done_of(scene, "E1") == 0
    sheet.accept()


def test_a_file_is_taken_back_with_a_reason(
    driver: PanelDriver, scene: Scene, tmp_path: Path
) -> None:
    packs = issue(scene)
    driver.page.reload()
    sheet = read(driver, [file_of(scene, "E1", packs["E1"], tmp_path)])
    sheet.write.click()
    driver.settle()
    driver.bot.waitUntil(lambda: all(one.written for one in sheet.readings.values()))
    sheet.accept()
    card(driver).files.choose(card(driver).view.files[0].id)
    driver.press("takeBackFile")
    dialog = card(driver).sheet
    dialog.reason.edit.setPlainText("She sent the wrong file.")
    dialog.yes.click()
    driver.settle()
    assert done_of(scene, "E1") == 0
    assert card(driver).view.files[0].undone is not None


def test_a_dropped_folder_gives_its_score_files(tmp_path: Path) -> None:
    for name in ("b.starscores", "a.starscores", "note.txt"):
        (tmp_path / name).write_bytes(b"x")
    data = QMimeData()
    data.setUrls(
        [QUrl.fromLocalFile(str(tmp_path)), QUrl.fromLocalFile(str(tmp_path / "note.txt"))]
    )
    assert [Path(one).name for one in score_files(data)] == ["a.starscores", "b.starscores"]


def test_a_part_done_file_names_what_is_missing(
    driver: PanelDriver, scene: Scene, tmp_path: Path
) -> None:
    packs = issue(scene)
    driver.page.reload()
    scores = example_scores("E1")
    left_out = min(scores)
    path = tmp_path / "part.starscores"
    path.write_bytes(
        scored_file(packs["E1"], {k: v for k, v in scores.items() if k != left_out}, at=AT)
    )
    sheet = read(driver, [path])
    one = next(iter(sheet.readings.values()))
    assert one.category == "part-done"
    assert f"Bid {left_out[0]} {left_out[1]}" in one.words()
    assert names_missing(sheet) == []
    assert clipped(sheet) == []
    sheet.accept()


def cells(sheet) -> list[list[str]]:
    model = sheet.rows.rows
    return [
        [str(model.index(row, c).data()) for c in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_new_scores_stay_private_and_changed_ones_are_compared(
    driver: PanelDriver, scene: Scene, tmp_path: Path
) -> None:
    packs = issue(scene)
    driver.page.reload()
    scores = example_scores("E1")
    key = min(scores)
    sheet = read(driver, [file_of(scene, "E1", packs["E1"], tmp_path)])
    shown = " ".join(" ".join(row) for row in cells(sheet))
    assert scores[key].reason not in shown
    assert "A score and a reason" in shown
    sheet.write.click()
    driver.settle()
    driver.bot.waitUntil(lambda: all(one.written for one in sheet.readings.values()))
    sheet.accept()
    changed = {key: replace(scores[key], score="1", reason="Read again: it names no staff.")}
    later = file_of(
        scene, "E1", packs["E1"], tmp_path, scores=changed, changes=99,
        at=datetime(2026, 9, 12, 11, 0, tzinfo=UTC),
    )  # fmt: skip
    sheet = read(driver, [later])
    assert next(iter(sheet.readings.values())).category == "updated"
    row = next(row for row in cells(sheet) if row[0] == f"Bid {key[0]}, {key[1]}")
    assert row[2] == "1: Read again: it names no staff."
    sheet.accept()


def test_a_score_written_another_way_since_needs_a_decision(
    driver: PanelDriver, scene: Scene, tmp_path: Path
) -> None:
    packs = issue(scene)
    scores = example_scores("E1")
    key = min(scores)
    with scene.store.writing(by=scene.people["E1"]) as session:
        record_score(
            session, seat_id=scene.seat("E1"), bid_id=scene.bids[key[0]], criterion=key[1],
            state=ScoreState.SCORED, score=Decimal(0), reason="Typed at the office.",
        )  # fmt: skip
    driver.page.reload()
    sheet = read(driver, [file_of(scene, "E1", packs["E1"], tmp_path)])
    one = next(iter(sheet.readings.values()))
    assert one.category == "needs a decision"
    assert not sheet.write.isEnabled()
    assert sheet.rows.current() == f"{key[0]}.{key[1]}"
    sheet.keep.click()
    driver.settle()
    assert sheet.write.isEnabled()
    sheet.write.click()
    driver.settle()
    driver.bot.waitUntil(lambda: all(one.written for one in sheet.readings.values()))
    sheet.accept()
    with scene.store.reading() as session:
        kept = own_scores(session, scene.seat("E1"), person_id=scene.people["E1"].person_id)
    stored = {(x.bid_id, x.criterion): x.reason for x in kept}
    assert stored[scene.bids[key[0]], key[1]] == "Typed at the office."
    assert len([x for x in kept if x.state is ScoreState.SCORED]) == len(scores)


def test_a_spreadsheet_with_one_bad_cell_shows_the_rest_and_names_the_cell(
    driver: PanelDriver, scene: Scene, tmp_path: Path
) -> None:
    with scene.store.writing(by=scene.people["M1"]) as session:
        made = issue_packs(
            session, competition_id=scene.competition_id, passphrases={},
            other_ways={scene.seat("E3"): Way.SPREADSHEET},
        )  # fmt: skip
    (path,) = write_issued(made.packs, made.sheets, tmp_path, moment=AT)
    scores = example_scores("E3")

    def fill(book) -> None:
        confirm(book)
        for key, kept in scores.items():
            put(book, key, "Score", int(kept.score))
            put(book, key, "Reason", kept.reason)
        put(book, ("A", "Q1"), "Score", "3/4")

    path.write_bytes(changed_book(path.read_bytes(), fill, saved=AT))
    driver.page.reload()
    sheet = read(driver, [path, STORED / "libreoffice.ods"])
    one, other = sheet.readings.values()
    assert one.category == "part-done"
    assert "Scores D2: what is typed here is not in the list." in one.words()
    shown = {row[0]: row for row in cells(sheet)}
    assert shown["Bid A, Q1"][2:] == ["Cannot be read", "Refused"]
    assert len(shown) == len(scores)
    assert other.category == "refused"
    assert other.words().startswith("This is an OpenDocument spreadsheet (.ods). In LibreOffice")
    sheet.write.click()
    driver.settle()
    driver.bot.waitUntil(lambda: bool(next(iter(sheet.readings.values())).written))
    sheet.accept()
    assert done_of(scene, "E3") == len(scores) - 1
