"""Scoring through real keys: choose, write, go on; nothing is lost and nothing is shown too soon."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from starapp.evaluation.queries import own_scores
from starapp.evaluation.result import ScoreState
from tests.drive.evaluation_screens import ScoringDriver, Screens
from tests.make.evaluation import Scene, begin_moderation, give_scores
from tests.make.panel import appoint_everyone
from tests.make.scene import opened_scene, scoring_scene
from tests.ui.looks import clipped, names_missing


@pytest.fixture
def scene(store, clock) -> Scene:
    return scoring_scene(store, clock)


@pytest.fixture
def screens(qtbot, shown, scene: Scene) -> Iterator[Screens]:
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


@pytest.fixture
def driver(screens: Screens, scene: Scene) -> ScoringDriver:
    return screens.scoring("E1")


def stored(scene: Scene, code: str = "E1") -> dict[tuple[str, str], tuple[object, ...]]:
    letters = {bid: letter for letter, bid in scene.bids.items()}
    with scene.store.reading() as session:
        found = own_scores(session, scene.seat(code), person_id=scene.people[code].person_id)
    return {(letters[x.bid_id], x.criterion): (x.state, x.score, x.reason) for x in found}


def test_a_number_key_and_a_reason_are_saved(driver: ScoringDriver, scene: Scene) -> None:
    driver.press_key(Qt.Key.Key_4)
    assert stored(scene) == {}, "a score without a reason was stored"
    assert driver.page.saved.text() == "Write why, and it is saved."
    driver.write("Clear plan for cooking and the bus.")
    assert stored(scene) == {
        ("A", "Q1"): (ScoreState.SCORED, Decimal("4.00"), "Clear plan for cooking and the bus.")
    }
    assert driver.cell("A", "Q1", scene) == "4"
    assert driver.page.saved.text() == "Saved"


def test_a_reason_without_a_score_is_kept_as_not_scored(
    driver: ScoringDriver, scene: Scene
) -> None:
    driver.paste("Still thinking 🙂")
    assert stored(scene)["A", "Q1"] == (ScoreState.NOT_SCORED, None, "Still thinking 🙂")
    assert driver.cell("A", "Q1", scene) == ""
    assert driver.page.saved.text() == "Choose a score."


def test_zero_is_a_score_and_abstaining_is_not(driver: ScoringDriver, scene: Scene) -> None:
    driver.press_key(Qt.Key.Key_0)
    driver.write("Nothing given.")
    driver.press("next")
    driver.pick("abstained")
    driver.write("I helped to write the training part.")
    driver.press("next")
    driver.pick("not applicable")
    driver.write("Does not apply to this bid.")
    assert stored(scene)["A", "Q1"][:2] == (ScoreState.SCORED, Decimal("0.00"))
    assert stored(scene)["B", "Q1"][:2] == (ScoreState.ABSTAINED, None)
    assert stored(scene)["C", "Q1"][:2] == (ScoreState.NOT_APPLICABLE, None)
    shown = [driver.cell(letter, "Q1", scene) for letter in "ABCD"]
    assert shown == ["0", "abs", "n/a", ""]


def test_the_main_action_goes_on_by_question_or_by_bid(driver: ScoringDriver, scene: Scene) -> None:
    assert driver.page.next.text() == "Next: Bid B, Q1"
    driver.page.main_action().trigger()
    assert driver.page.key == (scene.bids["B"], "Q1")
    driver.pick("bid")
    assert driver.page.next.text() == "Next: Bid B, Q2"
    driver.press("back")
    assert driver.page.key == (scene.bids["A"], "SV2")


def test_what_was_typed_stays_when_moving_away_at_once(driver: ScoringDriver, scene: Scene) -> None:
    driver.press_key(Qt.Key.Key_3)
    driver.go("D", "Q2", scene)
    assert driver.page.cards.value() == ""
    driver.go("A", "Q1", scene)
    assert driver.page.cards.value() == "3"


def test_a_pasted_document_is_refused_in_words(driver: ScoringDriver, scene: Scene) -> None:
    driver.press_key(Qt.Key.Key_4)
    driver.paste("word " * 10_000)
    assert "Shorten" in driver.page.reason_field.problem()
    assert driver.page.reason.words() == 10_000
    assert stored(scene) == {}


def test_the_page_shows_no_provider_and_no_price(driver: ScoringDriver) -> None:
    from PySide6.QtWidgets import QLabel

    said = " ".join(label.text() for label in driver.page.findChildren(QLabel))
    for word in ("Kitewell", "Oakthorn", "Merrow", "£"):
        assert word not in said
    assert "Bid A" in driver.page.reader.tag.look().text


def test_who_is_not_cleared_is_told_why(qtbot, shown, store, clock) -> None:
    scene = opened_scene(store, clock)
    appoint_everyone(scene)
    screens = Screens(qtbot, shown, scene)
    page = screens.scoring("E1").page
    assert page.empty.isVisible()
    assert "Declare your interests" in page.empty.text.text()
    assert not screens.scoring("A1").page.reader.isVisible()
    screens.close()


def test_frozen_scores_can_be_read_and_not_changed(screens: Screens, scene: Scene) -> None:
    give_scores(scene)
    begin_moderation(scene)
    driver = screens.scoring("E1")
    driver.go("A", "Q1", scene)
    assert not driver.page.cards.isEnabled()
    assert driver.page.reason.edit.isReadOnly()
    assert driver.page.saved.text() == "Frozen: this score cannot change."
    driver.go("A", "Q5", scene)
    assert driver.page.cards.isEnabled(), "the meeting can still be scored"


@pytest.mark.parametrize("size", [(1190, 590), (1250, 530), (790, 420)])
def test_nothing_is_cut(driver: ScoringDriver, size: tuple[int, int]) -> None:
    driver.page.resize(*size)
    assert names_missing(driver.page) == []
    assert clipped(driver.page) == []


def test_a_meeting_is_recorded_once_for_the_whole_panel(
    driver: ScoringDriver, scene: Scene, screens: Screens
) -> None:
    assert "recordMeeting" not in visible_buttons(driver), "a written question has no meeting"
    driver.go("B", "Q5", scene)
    driver.press("recordMeeting")
    dialog = driver.meeting()
    dialog.press("saveMeeting")
    assert driver.page.dialog is not None
    assert driver.page.dialog.field.problem() == "Write what was seen and said."
    dialog.type("meetingRecord", "J showed his bus cards and the worker waited.")
    dialog.press("saveMeeting")
    driver.settle()
    assert driver.page.reader.answer.text() == "J showed his bus cards and the worker waited."
    assert driver.page.reader.meeting.text() == "Change the record"
    other = screens.scoring("E2")
    other.go("B", "Q5", scene)
    assert other.page.reader.answer.text() == "J showed his bus cards and the worker waited."


def visible_buttons(driver: ScoringDriver) -> list[str]:
    found = driver.page.findChildren(QPushButton)
    return [one.objectName() for one in found if one.isVisibleTo(driver.page)]
