"""The meeting on the moderation page: who is in the room, parking, and citing the answer."""

from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from starapp.evaluation.moderation_board import shortened
from starapp.evaluation.queries import agreements
from starapp.evaluation.reading import sentences
from starapp.ui import theme
from starapp.ui.evaluation.answer_dialog import AnswerDialog
from starapp.ui.evaluation.attendance_sheet import AttendanceSheet
from starapp.ui.evaluation.projector import Projector, projected_size
from tests.drive.evaluation_screens import ModerationDriver, Screens
from tests.drive.moment_fields import clock_change_nights
from tests.make.evaluation import Scene
from tests.make.scene import moderating_scene
from tests.ui.looks import clipped, names_missing

REASON = "Each outcome has a first step, a measure and a review date in the plan."


@pytest.fixture
def scene(store, clock) -> Scene:
    return moderating_scene(store, clock)


@pytest.fixture
def screens(qtbot, shown, scene: Scene) -> Iterator[Screens]:
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


@pytest.fixture
def driver(screens: Screens) -> ModerationDriver:
    return screens.moderation("M1")


def record_room(driver: ModerationDriver, scene: Scene, *codes: str) -> None:
    """The chair fills in who is in the room; everybody else sent apologies."""
    driver.press("whoIsInTheRoom")
    sheet = driver.page.dialog
    assert isinstance(sheet, AttendanceSheet)
    there = {scene.seat(code) for code in codes}
    for seat, choice in sheet.answers.items():
        choice.button("present" if seat in there else "sorry").click()
    driver.dialog().press("yes")


def test_the_page_asks_who_is_in_the_room_and_shows_it(
    driver: ModerationDriver, scene: Scene
) -> None:
    page = driver.page
    assert "Nobody has recorded who is in the room" in page.room.label.text()
    record_room(driver, scene, "M1", "E1", "E2")
    titles = page.board.titles
    there, _, sorry = unescape(page.room.label.text()).partition("Apologies:")
    assert shortened(titles[scene.seat("E1")]) in there
    assert shortened(titles[scene.seat("E4")]) in sorry


def test_a_sheet_of_an_earlier_day_is_to_be_recorded_again(
    driver: ModerationDriver, scene: Scene, clock
) -> None:
    record_room(driver, scene, "M1", "E1", "E2")
    assert "earlier day" not in driver.page.room.label.text()
    clock.moment += timedelta(days=1)
    driver.page.reload()
    assert "earlier day" in driver.page.room.label.text()
    record_room(driver, scene, "M1", "E1", "E2")
    assert "earlier day" not in driver.page.room.label.text()


def test_who_did_not_agree_stands_on_the_record_with_their_words(
    driver: ModerationDriver, scene: Scene
) -> None:
    driver.go("A", "Q3", scene)
    driver.keys(driver.page, Qt.Key.Key_4)
    driver.reason(REASON)
    driver.tick(f"agrees-{scene.seat('E1')}")
    driver.type(f"differs-{scene.seat('E2')}", "The night plan is too thin")
    driver.press("agree")
    driver.go("A", "Q3", scene)
    record = driver.page.discussion.record
    said = [label.text() for label in record.findChildren(QLabel)]
    assert "The night plan is too thin" in said
    titles = driver.page.board.titles
    assert titles[scene.seat("E1")] in said
    assert f"Not {titles[scene.seat('E2')]}" in said


def test_a_sheet_without_anybody_or_a_time_is_refused(
    driver: ModerationDriver, scene: Scene
) -> None:
    driver.press("whoIsInTheRoom")
    dialog = driver.dialog()
    assert names_missing(dialog.root) == []
    assert clipped(dialog.root) == []
    dialog.type("heldAt", "")
    dialog.press("yes")
    assert dialog.root.isVisible()
    assert driver.page.board.room is None


def test_the_time_of_a_meeting_is_asked_about_where_it_comes_twice(
    driver: ModerationDriver,
) -> None:
    driver.press("whoIsInTheRoom")
    sheet = driver.page.dialog
    assert isinstance(sheet, AttendanceSheet)
    clock_change_nights(driver.dialog(), "heldOn", "heldAt", sheet.when)


def test_who_is_away_is_not_asked_and_cannot_agree(driver: ModerationDriver, scene: Scene) -> None:
    record_room(driver, scene, "M1", "E1", "E2", "E3")
    driver.go("A", "Q1", scene)
    driver.keys(driver.page, Qt.Key.Key_4)
    driver.reason(REASON)
    driver.tick("everyone")
    away = scene.seat("E4")
    assert away not in driver.page.form.draft().agrees
    driver.press("agree")
    with scene.store.reading() as session:
        (kept,) = agreements(session, scene.competition_id)
    assert away not in kept.agreed_by
    assert len(kept.agreed_by) == 3
    driver.go("A", "Q1", scene)
    title = driver.page.board.titles[away]
    assert driver.page.board.cells[kept.bid_id, "Q1"].silent() == (title,)


def test_without_a_quorum_the_page_says_why(driver: ModerationDriver, scene: Scene) -> None:
    record_room(driver, scene, "M1", "E1", "E3")
    driver.go("A", "Q3", scene)
    driver.keys(driver.page, Qt.Key.Key_4)
    driver.reason(REASON)
    driver.tick("everyone")
    driver.press("agree")
    form = driver.page.form
    assert not form.errors.isHidden()
    with scene.store.reading() as session:
        assert agreements(session, scene.competition_id) == ()


def test_parking_asks_why_lists_it_and_blocks_closing(
    driver: ModerationDriver, scene: Scene
) -> None:
    page = driver.page
    driver.go("A", "Q3", scene)
    assert not page.parked.isVisible()
    driver.press("park")
    driver.give_reason("")
    assert page.dialog is not None
    assert page.dialog.isVisible(), "parked without a word why"
    driver.give_reason("Waiting for the rota")
    assert driver.where() != ("A", "Q3")
    assert "Bid A, Q3: Waiting for the rota" in page.parked.label.text()
    driver.go("A", "Q3", scene)
    assert not page.form.isVisible()
    driver.press("closeModeration")
    assert "parked" in {problem.code for problem in page.board.unfinished}
    assert driver.desk.question is None
    driver.press("takeUp")
    assert page.form.isVisible()
    assert not page.parked.isVisible()


def test_a_cite_refers_to_the_sentence_in_the_reason(
    driver: ModerationDriver, scene: Scene
) -> None:
    driver.go("A", "Q1", scene)
    driver.page.form.reason.edit.setPlainText("The first steps are dated")
    driver.page.form.reason.edit.moveCursor(
        driver.page.form.reason.edit.textCursor().MoveOperation.End
    )
    driver.press("citeAnswer")
    dialog = driver.page.dialog
    assert isinstance(dialog, AnswerDialog)
    answer = dialog.reader.answer
    second = sentences(answer.text())[1]
    cursor = answer.textCursor()
    cursor.setPosition(second.first)
    cursor.setPosition(second.last, cursor.MoveMode.KeepAnchor)
    answer.setTextCursor(cursor)
    driver.dialog().press("cite")
    assert not dialog.isVisible()
    said = driver.page.form.draft().reason
    assert said == "The first steps are dated (answer, sentence 2)"


def test_a_member_who_reads_along_cites_and_parks_nothing(screens: Screens) -> None:
    driver = screens.moderation("E1")
    assert driver.page.room.link is not None
    assert not driver.page.room.link.isVisible()
    driver.press("readTheAnswer")
    dialog = driver.page.dialog
    assert isinstance(dialog, AnswerDialog)
    assert not dialog.reader.cite.isVisible()
    dialog.accept()


@pytest.mark.parametrize("size", [(1190, 590), (1250, 530), (790, 420)])
def test_nothing_is_cut(driver: ModerationDriver, scene: Scene, size: tuple[int, int]) -> None:
    record_room(driver, scene, "M1", "E1", "E2", "E3")
    driver.go("A", "Q3", scene)
    driver.press("park")
    driver.give_reason("Waiting for the rota")
    driver.page.resize(*size)
    assert names_missing(driver.page) == []
    assert clipped(driver.page) == []


def test_the_agenda_puts_what_moves_the_result_first(
    driver: ModerationDriver, scene: Scene
) -> None:
    page = driver.page
    assert page.next.keys() == page.board.left()
    page.next.order.button("agenda").click()
    first = page.next.keys()[0]
    assert first == (scene.bids["D"], "Q1")
    pulls = [item.pull for item in page.board.agenda() if not page.board.cells[item.key].waiting]
    assert pulls == sorted(pulls, reverse=True)
    driver.go("E", "SV2", scene)
    driver.press("next-D-Q1")
    assert driver.where() == ("D", "Q1")
    driver.press("later")
    assert page.key == page.next.keys()[1]


def test_the_projector_shows_large_text_and_no_names_and_esc_ends_it(
    driver: ModerationDriver, scene: Scene
) -> None:
    page = driver.page
    driver.go("A", "Q1", scene)
    driver.page.form.reason.edit.setPlainText("Half a thought")
    driver.press("projector")
    window = page.projector
    assert isinstance(window, Projector)
    driver.bot.waitUntil(window.isVisible)
    assert theme.current().text_scale == 150
    titles = {shortened(title) for title in page.board.titles.values()}
    heads = {label.text() for label in window.page.discussion.members.findChildren(QLabel)}
    assert "Member 1" in heads
    assert not titles & heads
    line = window.page.discussion.line
    assert not any(title in line.accessibleName() + line.toolTip() for title in titles)
    assert window.page.form.draft().reason == "Half a thought"
    assert not window.page.agreement.isVisible()
    assert not window.page.close_button.isVisible()
    window.showNormal()
    window.resize(1366, 768)
    driver.settle()
    assert clipped(window.page) == []
    window.page.go_to((scene.bids["B"], "Q3"))
    driver.bot.keyClick(window.page.form.reason.edit, Qt.Key.Key_Escape)
    driver.bot.waitUntil(lambda: page.projector is None)
    assert theme.current().text_scale == 100
    assert driver.where() == ("B", "Q3")


def test_what_is_agreed_on_the_projector_is_agreed(driver: ModerationDriver, scene: Scene) -> None:
    page = driver.page
    driver.go("A", "Q1", scene)
    driver.press("projector")
    window = page.projector
    assert isinstance(window, Projector)
    wall = ModerationDriver(driver.bot, driver.desk, window.page)
    driver.bot.waitUntil(window.isVisible)
    wall.keys(window.page, Qt.Key.Key_4)
    wall.reason(REASON)
    wall.tick("everyone")
    wall.press("agree")
    with scene.store.reading() as session:
        (kept,) = agreements(session, scene.competition_id)
    assert (kept.criterion, kept.reason) == ("Q1", REASON)
    assert names_missing(window) == []
    window.page.project()
    driver.bot.waitUntil(lambda: page.projector is None)
    assert page.projector is None
    assert page.board.cells[kept.bid_id, "Q1"].settled


@pytest.mark.parametrize(("percent", "larger"), [(90, 150), (100, 150), (130, 200), (200, 200)])
def test_the_wall_has_text_half_as_large_again(percent: int, larger: int) -> None:
    assert projected_size(percent) == larger
