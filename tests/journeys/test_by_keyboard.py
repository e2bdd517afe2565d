"""Stages of one competition worked by keyboard, in the real window.

The office opens the file, goes to the stage and seats the next person; the work is done by keys.
"""

import pytest
from PySide6.QtCore import Qt

from starapp.sample.contest import LATE_RATES
from starapp.sample.workspace import Until
from starapp.ui.evaluation.scoring_page import ScoringPage
from starapp.ui.specifications.week_canvas import WeekCanvas
from tests.drive.keyboard import CTRL, SHIFT, Keyboard
from tests.drive.office import Office

pytestmark = pytest.mark.journey

REASON = "The plan names the risk and who acts, but gives no dates for it."


def test_a_package_is_found_and_a_field_is_changed(office: Office) -> None:
    office.open_sample(Until.DRAFTED, who="E1", at="2026-08-14T14:50")
    hands = Keyboard(office)
    hands.search("PKG-2026-0147")
    hands.tab_to("section-about")
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    hands.tab_to("pen_picture")
    hands.write_over("A man who loves music, buses and his own front door.")
    assert office.typed("pen_picture") == "A man who loves music, buses and his own front door."
    office.close_window()
    office.file_is_sound()


def test_the_week_is_painted_by_keys(office: Office) -> None:
    office.open_sample(Until.DRAFTED, who="E1", at="2026-08-14T14:50")
    hands = Keyboard(office)
    office.go("package", "package", "weekly-support")
    hands.tab_to("week")
    week = office.page(WeekCanvas)
    before = week.grid
    hands.key(Qt.Key.Key_Home)
    hands.key(Qt.Key.Key_Right, SHIFT, times=3)
    hands.key(Qt.Key.Key_2)
    painted = week.grid
    assert painted != before
    hands.key(Qt.Key.Key_Z, CTRL)
    assert week.grid == before
    hands.key(Qt.Key.Key_Y, CTRL)
    assert week.grid == painted


def test_a_question_is_scored_by_a_number_key(office: Office) -> None:
    office.open_sample(Until.SCORING, who="E4", at="2026-09-21T15:30")
    hands = Keyboard(office)
    office.go("competition", "competition", "scoring")
    page = office.page(ScoringPage)
    key = page.key
    assert key is not None
    hands.tab_to("score-5")
    hands.key(Qt.Key.Key_2)
    hands.tab_to("reason", back=True)
    hands.write_over(REASON)
    assert page.sheet is not None
    kept = page.sheet.scores[key]
    assert (kept.score, kept.reason) == (2, REASON)
    office.close_window()
    office.file_is_sound()


def test_a_result_is_sent_for_sign_off(office: Office) -> None:
    office.open_sample(Until.WORKED_OUT, who="E1", at="2026-09-23T09:30")
    hands = Keyboard(office)
    office.go("competition", "competition", "result")
    hands.press("send")
    hands.tab_to("reason")
    hands.write("Best quality for the person, at a price that can last.")
    hands.press("yes")
    office.now_acts("A1")
    office.go("competition", "competition", "result")
    hands.press("approve")
    hands.press("yes")
    office.shows("Signed off")
    office.close_window()
    office.file_is_sound()


def test_help_opens_and_closes(office: Office) -> None:
    office.open_sample(Until.DRAFTED, who="E1", at="2026-08-14T14:50")
    hands = Keyboard(office)
    assert not office.window.help_panel.isVisible()
    hands.key(Qt.Key.Key_F1)
    assert office.window.help_panel.isVisible()
    hands.key(Qt.Key.Key_F1)
    assert not office.window.help_panel.isVisible()


def test_a_bid_is_recorded(office: Office) -> None:
    office.open_sample(Until.INVITED, who="M1", at="2026-09-04T10:00")
    hands = Keyboard(office)
    hands.search("MC-2026-031")
    hands.turn_to_stage("bids")
    hands.press("recordBid")
    hands.choose("bidProvider", office.id_of("PR02"))
    hands.tab_to("answer-Q1")
    hands.write("We plan each outcome with dates and a measure.")
    for code, rate in LATE_RATES.items():
        hands.tab_to(f"rate-{code}")
        hands.write_over(rate)
    hands.press("sealBid")
    office.shows("Bid from Kitewell Support CIC sealed", "Bids received")
    office.close_window()
    office.file_is_sound()


def test_the_bids_are_opened_by_two_people(office: Office) -> None:
    office.open_sample(Until.RECEIVED, who="M1", at="2026-09-07T14:00")
    hands = Keyboard(office)
    hands.search("MC-2026-031")
    hands.turn_to_stage("bids")
    hands.choose("secondOpener", office.id_of("O2"))
    hands.tick("secondIsHere")
    hands.press("beginOpening")
    hands.press("yes")
    for number in range(1, 6):
        office.shows(f"Bid {number} of 5")
        hands.press("openBid")
    office.shows("5 of 5 opened")
    office.close_window()
    office.file_is_sound()


def test_the_award_letters_are_issued(office: Office) -> None:
    office.open_sample(Until.SIGNED_OFF, who="M1", at="2026-09-25T09:00")
    hands = Keyboard(office)
    hands.search("MC-2026-031")
    hands.turn_to_stage("award")
    hands.tab_to("noticeDay")
    hands.write_over("25/9/2026")
    for line in ("interests", "notice_drafted"):
        hands.press(f"check_{line}")
    office.at("2026-09-25T09:30")
    hands.press("issueLetters")
    hands.press("yes")
    office.shows("All issued")
    office.close_window()
    office.file_is_sound()
