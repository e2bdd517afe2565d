"""The weekly grid, drawn by mouse and by keyboard alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from starapp.foundation.canonical import plain_value
from starapp.history.history import note
from starapp.specifications.queries import stored
from starapp.specifications.support_grid import Block, Support, SupportGrid, paint
from tests.drive.specifications import PackageDriver
from tests.make.specifications import draft, northvale_package, northvale_week

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def week(qtbot, store, commissioner):
    """Opens the week of a package; the example's unless it is to be empty."""
    opened = []

    def run(*, empty=False):
        with store.writing(by=commissioner) as session:
            package_id = draft(session) if empty else northvale_package(session)
        driver = PackageDriver(qtbot, store, commissioner, package_id, "weekly-support",
                               (1250, 860))  # fmt: skip
        opened.append(driver)
        return driver

    yield run
    for driver in opened:
        driver.close()


def shape(grid):
    return [(b.day, b.start, b.end, b.support.value) for b in grid.blocks]


def test_the_receipt_of_the_example(week):
    driver = week()
    assert driver.says("guideWeekly") == "£2,061.20"
    assert driver.says("guideYear") == "£107,470.97 a year, 52.14 weeks"
    assert driver.says("fact-support") == "98"
    assert driver.says("fact-sleep-in") == "7"
    assert driver.says("fact-staff") == "71.5"
    assert driver.control("receipt-shared_hour").accessibleName() == (
        "Shared, 24.5 hours at £25.00, £612.50"
    )


def test_painting_with_the_mouse_moves_the_receipt_and_is_undone_by_name(week):
    driver = week()
    driver.press("tool-two_to_one")
    driver.drag((2, 8), (2, 13))
    stored = driver.stored()
    block = stored.grid.at(2, 8)
    assert (block.start, block.end, block.support) == (8, 14, Support.TWO_TO_ONE)
    assert stored.grid.at(2, 8, background=True).support is Support.SHARED
    assert driver.says("guideWeekly") == "£2,214.80"
    assert driver.editor.undo_names()[0] == "paint 2:1 on Wednesday"
    driver.press("undoWeek")
    assert driver.stored().grid == northvale_week()
    assert driver.says("guideWeekly") == "£2,061.20"
    driver.press("redoWeek")
    assert driver.says("guideWeekly") == "£2,214.80"


def test_the_receipt_follows_while_dragging(week):
    driver = week()
    driver.press("tool-one_to_one")
    QTest.mousePress(driver.week, Qt.MouseButton.LeftButton, pos=driver.spot(2, 8))
    QTest.mouseMove(driver.week, driver.spot(2, 11))
    QApplication.processEvents()
    assert driver.says("guideWeekly") == "£2,112.40"
    QTest.keyClick(driver.week, Qt.Key.Key_Escape)
    assert driver.says("guideWeekly") == "£2,061.20"
    QTest.mouseRelease(driver.week, Qt.MouseButton.LeftButton, pos=driver.spot(2, 11))
    assert driver.stored().grid == northvale_week()


def test_a_block_is_moved_copied_and_stretched_with_the_mouse(week):
    driver = week()
    driver.click(1, 9)
    assert driver.week.chosen.support is Support.TWO_TO_ONE
    driver.drag((1, 9), (2, 9))
    grid = driver.stored().grid
    assert grid.at(1, 9) is None
    assert grid.at(2, 9).label == "Bus to the allotment"
    driver.drag((2, 9), (4, 9), keys=ALT)
    grid = driver.stored().grid
    assert grid.at(2, 9).same_kind(grid.at(4, 9))
    driver.click(4, 9)
    place = driver.week.place()
    block = driver.week.chosen
    edge = place.span_box(block.day, block.start, block.end)
    start = edge.center().toPoint()
    start.setX(int(edge.right()) - 1)
    QTest.mousePress(driver.week, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(driver.week, driver.spot(4, 15))
    QTest.mouseMove(driver.week, driver.spot(4, 15))
    QTest.mouseRelease(driver.week, Qt.MouseButton.LeftButton, pos=driver.spot(4, 15))
    assert driver.stored().grid.at(4, 9).end in {15, 16}
    assert driver.editor.undo_names()[0] == "stretch 2:1 on Friday"


def test_an_empty_week_is_filled_without_a_mouse(week):
    driver = week(empty=True)
    driver.key(Qt.Key.Key_Right, SHIFT, times=3)
    driver.key(Qt.Key.Key_1)
    assert shape(driver.stored().grid) == [(0, 0, 4, "one_to_one")]
    driver.key(Qt.Key.Key_C, CTRL)
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_V, CTRL)
    assert shape(driver.stored().grid)[1] == (1, 0, 4, "one_to_one")
    driver.key(Qt.Key.Key_Home)
    driver.key(Qt.Key.Key_0)
    assert shape(driver.stored().grid)[1] == (1, 1, 4, "one_to_one")
    driver.key(Qt.Key.Key_Right)
    driver.key(Qt.Key.Key_Delete)
    assert shape(driver.stored().grid) == [(0, 0, 4, "one_to_one")]
    assert driver.editor.undo_names()[0] == "delete 1:1 on Tuesday"


@pytest.mark.parametrize(("key", "support"), [
    (Qt.Key.Key_1, Support.ONE_TO_ONE), (Qt.Key.Key_2, Support.TWO_TO_ONE),
    (Qt.Key.Key_3, Support.SHARED), (Qt.Key.Key_4, Support.WAKING_NIGHT),
    (Qt.Key.Key_5, Support.SLEEP_IN), (Qt.Key.Key_6, Support.NOT_NEEDED),
])  # fmt: skip
def test_each_key_paints_its_support(week, key, support):
    driver = week(empty=True)
    driver.key(key)
    assert driver.stored().grid == SupportGrid((Block(0, 0, 1, support),))
    assert driver.control(f"tool-{support.value}").isChecked()
    driver.key(Qt.Key.Key_Escape)
    assert not driver.control(f"tool-{support.value}").isChecked()


def test_a_block_moved_step_by_step_leaves_what_it_passes(week):
    driver = week(empty=True)
    driver.key(Qt.Key.Key_1)
    driver.key(Qt.Key.Key_Right, times=2)
    driver.key(Qt.Key.Key_2)
    driver.key(Qt.Key.Key_Home)
    driver.key(Qt.Key.Key_Right, CTRL, times=4)
    assert shape(driver.stored().grid) == [(0, 2, 3, "two_to_one"), (0, 4, 5, "one_to_one")]
    driver.key(Qt.Key.Key_Right, CTRL | SHIFT)
    assert driver.stored().grid.at(0, 5).support is Support.ONE_TO_ONE


def test_the_editor_changes_the_chosen_block(week):
    driver = week()
    driver.click(1, 9)
    driver.key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is driver.control("blockSupport")
    driver.choose("blockSupport", "one_to_one")
    driver.type_in("blockStarts", "11:00")
    driver.type_in("blockEnds", "14")
    driver.type_in("blockLabel", "Allotment")
    driver.press("blockFlexible")
    driver.press("alsoOnFriday")
    wanted = Block(1, 8, 6, Support.ONE_TO_ONE, label="Allotment", outcome="Learn new skills",
                   must_have=False)  # fmt: skip
    grid = driver.stored().grid
    assert grid.at(1, 8) == wanted
    assert grid.at(4, 8) == replace(wanted, day=4)
    driver.press("alsoOnFriday")
    assert driver.stored().grid.at(4, 8) is None
    driver.press("deleteBlock")
    assert driver.stored().grid.at(1, 8) is None


@pytest.mark.parametrize(("field", "typed"), [
    ("blockStarts", "10:45"), ("blockStarts", "noon"), ("blockEnds", "25:00"),
    ("blockEnds", "09:00"), ("blockEnds", ""), ("blockEnds", "1e9"),
])  # fmt: skip
def test_a_time_that_cannot_be_is_said_and_not_saved(week, field, typed):
    driver = week()
    before = driver.stored().grid
    driver.click(1, 9)
    driver.type_in(field, typed)
    section = driver.editor.pages[driver.editor._shown]
    assert any(one.problem() for one in section.editor.fields.values())
    assert driver.stored().grid == before


def test_the_background_strip_is_chosen_and_shared_by_another_number(week):
    driver = week()
    driver.click(1, 9, low=True)
    assert driver.week.chosen.background
    driver.type_in("blockSharing", "3")
    block = driver.stored().grid.at(1, 9, background=True)
    assert block.shared_by == 3
    assert driver.stored().summary.volumes[2].item == "Shared support, the person's share"


def test_gaps_are_listed_and_lead_to_their_place(week):
    driver = week()
    driver.click(0, 35)
    driver.key(Qt.Key.Key_Delete)
    driver.press("check-gap-0-30")
    assert (driver.week.day, driver.week.slot) == (0, 30)
    assert QApplication.focusWidget() is driver.week


def test_extras_change_the_guide_price_and_refuse_nonsense(week):
    driver = week()
    driver.type_in("miles", "100")
    assert driver.says("guideWeekly") == "£2,079.20"
    driver.type_in("miles", "lots")
    section = driver.editor.pages[driver.editor._shown]
    assert section.extras.miles_field.problem()
    assert driver.stored().extras.miles == 100
    driver.press("askTec")
    assert driver.says("guideWeekly") == "£2,067.20"
    assert not driver.stored().extras.tec


def test_screen_readers_find_seven_days_and_the_block(week):
    driver = week()
    texts = [driver.control(f"day{day}").accessibleName() for day in (0, 1)]
    assert texts[0].startswith("Monday, 14 hours with staff.")
    assert "10:30 to 13:30, 2:1, Bus to the allotment" in texts[1]
    driver.click(1, 9)
    assert driver.week.accessibleDescription().startswith("Tuesday, 10:30 to 13:30, 2:1")


def test_a_package_without_a_lot_says_why_there_is_no_price(week):
    driver = week(empty=True)
    assert driver.says("guideWeekly") == "No rates"
    assert "lot" in driver.says("guideYear")
    assert driver.says("blockHeading") == "An empty week"


def test_an_empty_week_is_copied_from_another_package_and_undone(week, store, commissioner):
    with store.writing(by=commissioner) as session:
        northvale_package(session)
    driver = week(empty=True)
    driver.press("copyWeek")
    dialog = driver.dialog("copyWeekDialog")
    driver.press("copyWeekNow", within=dialog)
    assert driver.stored().grid == northvale_week()
    assert driver.editor.undo_names()[0] == "copy the week of PKG-2026-0147"
    driver.editor.undo()
    assert driver.stored().grid == SupportGrid()


def test_what_a_block_is_for_is_checked_for_names(week):
    driver = week()
    driver.click(1, 9)
    driver.type_in("blockLabel", "See Kevin")
    driver.press("weekly-support-short-fix-1")
    assert driver.stored().grid.at(1, 9).label == "See the person"


def test_ctrl_and_arrows_move_a_block_a_day_and_stay_in_the_week(week):
    driver = week()
    driver.click(1, 9)
    driver.key(Qt.Key.Key_Down, CTRL)
    assert driver.stored().grid.at(2, 9).label == "Bus to the allotment"
    assert driver.editor.title.endswith("Weekly support")


def test_a_waking_half_hour_leaves_the_nights_as_they_are(week):
    driver = week(empty=True)
    for day in range(7):
        driver.press("tool-sleep_in")
        driver.drag((day, 30), (day, 47))
        driver.press("tool-one_to_one")
        driver.drag((day, 38), (day, 38))
    assert driver.says("fact-sleep-in") == "7"


def test_nights_with_two_workers_are_confirmed_with_a_reason(week):
    driver = week()
    driver.press("tool-sleep_in")
    driver.drag((4, 30), (4, 47))
    assert driver.says("fact-sleep-in") == "8"
    driver.press("confirm-sleep_in")
    dialog = driver.dialog("reasonDialog")
    driver.type_in("reason", "Two must wake in a fire", within=dialog)
    driver.press("giveReason", within=dialog)
    kept = driver.stored().kept
    assert [(one.place, one.text, one.reason) for one in kept] == [
        ("grid.nights.sleep_in", "8", "Two must wake in a fire")
    ]
    gone = driver.editor.findChild
    driver.qtbot.waitUntil(lambda: gone(QWidget, "confirm-sleep_in") is None)


def test_a_week_counted_otherwise_before_says_so_until_it_was_seen(week, store, commissioner):
    driver = week(empty=True)
    assert not driver.control("recounted").isVisible()
    grid = SupportGrid()
    for day in range(7):
        grid = paint(grid, Block(day, 30, 18, Support.SLEEP_IN))
        grid = paint(grid, Block(day, 38, 1, Support.ONE_TO_ONE))
    with store.writing(by=commissioner) as session:
        record = stored(session, driver.package_id)
        record.grid = plain_value(grid.blocks)
        note(session, "week as an earlier version stored it", about=("package", record.id))
    driver.editor.reload()
    notice = driver.control("recounted")
    assert notice.isVisible()
    assert notice.accessibleName() == (
        "Nights are now counted once for each worker's night: sleep-in was 14, is 7."
    )
    QTest.mouseClick(notice.link, Qt.MouseButton.LeftButton)
    driver.qtbot.waitUntil(lambda: not notice.isVisible())
    assert driver.stored().recounted == ""
