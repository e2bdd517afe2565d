"""The result page: nothing before prices, the working opened in place, sign-off by the right person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from starapp.bids.checking import leave_check, record_check
from starapp.bids.compliance import Outcome
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.ui.evaluation.approve_dialog import ApproveDialog
from starapp.ui.evaluation.ranking_row import RankedLine, UnrankedLine
from starapp.ui.evaluation.report_preview import ReportPreview
from tests.drive.drive import Driver
from tests.drive.evaluation_screens import ResultDriver, Screens
from tests.make.evaluation import (
    Scene,
    agree_all,
    begin_moderation,
    finish_moderation,
    work_out,
)
from tests.make.scene import scored_scene, settle_price
from tests.ui.looks import clipped, names_missing

WHY = "Best quality for the person, at a price that can last."


@pytest.fixture
def scene(store, clock) -> Scene:
    return scored_scene(store, clock)


@pytest.fixture
def screens(qtbot, shown, scene: Scene) -> Iterator[Screens]:
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


@pytest.fixture
def driver(screens: Screens, scene: Scene) -> ResultDriver:
    finish_moderation(scene)
    settle_price(scene, "E")
    work_out(scene)
    return screens.result("E1")


def words(driver: ResultDriver) -> str:
    return " ".join(label.text() for label in driver.page.findChildren(QLabel))


def state(scene: Scene) -> State:
    with scene.store.reading() as session:
        return competition(session, scene.competition_id).state


def test_before_moderation_is_closed_the_page_says_what_is_left(
    screens: Screens, scene: Scene
) -> None:
    begin_moderation(scene)
    agree_all(scene)
    driver = screens.result("E1")
    assert driver.page.empty.title.text() == "Moderation is not closed yet"
    assert "Bid A: agree Q5." in driver.page.empty.text.text()
    for word in ("£", "comes first", "Kitewell"):
        assert word not in words(driver)
    assert not driver.page.send.isVisible()


def test_the_result_is_worked_out_by_a_button(screens: Screens, scene: Scene) -> None:
    finish_moderation(scene)
    driver = screens.result("E1")
    assert not driver.page.print_button.isVisible()
    driver.press("workOutTheResult")
    assert driver.places() == [
        ("Kitewell Support CIC", "89.19"),
        ("Merrow Bridge Trust", "86.10"),
        ("Oakthorn Lives Ltd", "80.19"),
        ("Cindermoor Support Ltd", "74.20"),
    ]
    assert driver.page.head.title.text() == (
        "Kitewell Support CIC comes first, 3.09 points ahead of Merrow Bridge Trust"
    )


def test_the_working_opens_in_place_by_keyboard(driver: ResultDriver) -> None:
    rows = driver.page.rows
    assert [type(row) for row in rows[:4]] == [RankedLine] * 4
    assert rows[0].opened
    assert not rows[1].opened
    rows[0].head.setFocus()
    driver.keys(rows[0].head, Qt.Key.Key_Down)
    assert rows[1].head.hasFocus()
    driver.keys(rows[1].head, Qt.Key.Key_Right)
    assert rows[1].opened
    assert "5/5 × 14" in words(driver)
    driver.keys(rows[1].head, Qt.Key.Key_Left)
    assert not rows[1].opened


def test_every_step_shows_the_whole_fractions(driver: ResultDriver) -> None:
    driver.press("steps-B")
    first = driver.page.rows[0]
    assert isinstance(first, RankedLine)
    dialog = first.working.dialog
    assert dialog is not None
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "£97,220.83 ÷ £100,469.40 × 25" in shown
    assert "56/5" in shown
    dialog.accept()


def test_who_is_not_ranked_stands_with_every_reason(driver: ResultDriver) -> None:
    last = [row for row in driver.page.rows if isinstance(row, UnrankedLine)]
    said = {row.row.name: row.row.reasons for row in last}
    assert said["Quillon Care Group plc"] == ("Scored 2 for Q3, the minimum is 3",)
    assert "Its price is left out of the price sum." in words(driver)


def test_savings_stand_by_definition(driver: ResultDriver) -> None:
    said = words(driver)
    for amount in ("£45,629.80", "£7,567.60", "£1,943.43"):
        assert amount in said


def test_sending_asks_why_and_the_approver_signs_off(
    driver: ResultDriver, screens: Screens, scene: Scene
) -> None:
    driver.press("send")
    driver.give_reason("")
    assert driver.page.dialog is not None
    assert driver.page.dialog.isVisible(), "a result was sent without a reason"
    driver.give_reason(WHY)
    assert state(scene) is State.RECOMMENDED
    assert not driver.page.send.isVisible()
    assert driver.page.bar.isVisible()
    assert not driver.page.sign_off.approve.isVisible()
    approver = screens.result("A1")
    assert WHY in words(approver)
    approver.press("approve")
    approver.answer(yes=True)
    assert state(scene) is State.APPROVED
    assert "Signed off" in approver.page.signed.label.text()


def test_the_approver_answers_for_each_check_that_is_open(
    driver: ResultDriver, screens: Screens, scene: Scene
) -> None:
    """The team sees before what will be asked; a bid without an answer stops the sign-off."""
    by = scene.people["M1"]
    with scene.store.writing(by=by) as session:
        for letter in "AB":
            record_check(
                session, bid_id=scene.bids[letter], item="insurance", outcome=Outcome.TO_SETTLE,
                words="The certificate is asked for.",
            )  # fmt: skip
        leave_check(session, bid_id=scene.bids["A"], reason="It was asked for on 8 September.")
    driver.page.reload()
    said = words(driver)
    assert "The check of bid A is open." in said
    assert "It was asked for on 8 September." in said
    driver.press("send")
    driver.give_reason(WHY)
    approver = screens.result("A1")
    approver.press("approve")
    dialog = approver.page.dialog
    assert isinstance(dialog, ApproveDialog)
    assert names_missing(dialog) == []
    assert clipped(dialog) == []
    inner = Driver(approver.bot, approver.desk, dialog)
    inner.type("accept-A", "The certificate came and is in force.")
    inner.press("yes")
    assert dialog.isVisible()
    assert "bid B" in dialog.fields[f"accepted.{scene.bids['B']}"].problem()
    assert dialog.fields[f"accepted.{scene.bids['A']}"].problem() == ""
    assert state(scene) is State.RECOMMENDED
    inner.type("accept-B", "It is asked for again before signing.")
    inner.press("yes")
    assert state(scene) is State.APPROVED
    assert "Accepted by" in words(approver)


def test_returning_needs_a_reason_and_shows_it(
    driver: ResultDriver, screens: Screens, scene: Scene
) -> None:
    driver.press("send")
    driver.give_reason(WHY)
    approver = screens.result("A1")
    approver.press("return")
    approver.give_reason("")
    assert approver.page.dialog is not None
    assert approver.page.dialog.isVisible(), "a result was returned without a reason"
    approver.give_reason("Say more about the mileage rate")
    assert state(scene) is State.PRICED
    assert "Say more about the mileage rate" in words(approver)
    assert driver.page.send is not None


def test_the_report_is_shown_as_it_prints_and_saved(driver: ResultDriver, tmp_path: Path) -> None:
    driver.press("printReport")
    dialog = driver.page.dialog
    assert isinstance(dialog, ReportPreview)
    driver.settle()
    assert dialog.preview.page_count() >= 5
    dialog.save_to(str(tmp_path / "missing" / "report.pdf"))
    assert "was not saved" in dialog.trouble.label.text()
    dialog.save_to(str(tmp_path / "report.pdf"))
    assert (tmp_path / "report.pdf").read_bytes() == dialog.pdf


@pytest.mark.parametrize("size", [(1190, 590), (1250, 530), (790, 420)])
def test_nothing_is_cut(driver: ResultDriver, size: tuple[int, int]) -> None:
    for row in driver.page.rows:
        row.set_open(True)
    driver.page.resize(*size)
    assert names_missing(driver.page) == []
    assert clipped(driver.page) == []
