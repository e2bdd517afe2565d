"""Moderation through real keys and buttons: flags, agreeing, stopping a bid, closing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.evaluation.queries import agreements, not_taken_further
from starapp.evaluation.result import ScoreState
from tests.drive.evaluation_screens import ModerationDriver, Screens
from tests.make.evaluation import (
    Scene,
    agree,
    agree_all,
    give_scores,
    stop_bid,
)
from tests.make.scene import moderating_scene, scoring_scene
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
def early(qtbot, shown, store, clock) -> Iterator[Screens]:
    """Scoring is open and moderation is not."""
    made = Screens(qtbot, shown, scoring_scene(store, clock))
    yield made
    made.close()


@pytest.fixture
def driver(screens: Screens) -> ModerationDriver:
    return screens.moderation("M1")


def test_before_it_opens_nobody_sees_a_score(early: Screens) -> None:
    give_scores(early.scene, leave_out=frozenset({"E2"}))
    driver = early.moderation("M1")
    waiting = driver.page.waiting
    assert waiting.head.title.text() == "Waiting for 1 of 4 members"
    assert not driver.page.matrix.isVisible()
    driver.press("openModeration")
    assert not waiting.errors.isHidden()
    assert driver.desk.question is None


def test_the_chair_opens_moderation(early: Screens) -> None:
    give_scores(early.scene)
    driver = early.moderation("M1")
    driver.press("openModeration")
    driver.answer(yes=True)
    assert driver.page.matrix.isVisible()
    with early.scene.store.reading() as session:
        assert competition(session, early.scene.competition_id).state is State.MODERATING


def test_marking_a_missing_score_asks_why(early: Screens) -> None:
    give_scores(early.scene, leave_out=frozenset({"E2"}))
    driver = early.moderation("M1")
    driver.press("mark-0")
    dialog = driver.page.waiting.dialog
    assert dialog is not None
    dialog.attempt()
    driver.settle()
    assert dialog.isVisible(), "a mark without a reason was taken"
    dialog.reason.edit.setPlainText("Ill since Monday")
    dialog.attempt()
    driver.settle()
    assert not dialog.isVisible()


def test_n_and_p_go_through_what_is_far_apart(driver: ModerationDriver) -> None:
    start = driver.where()
    assert start == ("D", "Q1")
    driver.keys(driver.page, Qt.Key.Key_N)
    assert driver.where() == ("B", "Q3")
    driver.keys(driver.page, Qt.Key.Key_P)
    assert driver.where() == start


def test_the_agreed_score_starts_empty(driver: ModerationDriver, scene: Scene) -> None:
    driver.go("A", "Q3", scene)
    assert driver.page.form.score.value() == ""
    assert driver.page.form.draft().agrees == frozenset()


def test_agreeing_needs_everything_and_goes_on(driver: ModerationDriver, scene: Scene) -> None:
    driver.go("B", "Q1", scene)
    driver.press("agree")
    form = driver.page.form
    assert not form.errors.isHidden()
    driver.keys(driver.page, Qt.Key.Key_5)
    assert "+1.80 points for bid B" in form.effect.text()
    driver.reason(REASON)
    driver.tick("everyone")
    driver.press("agree")
    with scene.store.reading() as session:
        (kept,) = agreements(session, scene.competition_id)
    assert (kept.score, kept.reason, len(kept.agreed_by)) == (5, REASON, 4)
    assert driver.where() == ("C", "Q1")
    assert form.score.value() == ""


def common_place(driver: ModerationDriver, *, common: bool) -> tuple[str, str]:
    """Letter and question of the first answer where members gave the same score, or did not."""
    letters = dict(driver.page.board.bids)
    for (bid, code), cell in driver.page.board.cells.items():
        if not cell.waiting and (cell.common is not None) is common:
            return letters[bid], code
    raise AssertionError("the example has none")


def test_the_common_score_is_offered_only_where_all_gave_it_and_asks_a_reason(
    driver: ModerationDriver, scene: Scene
) -> None:
    form = driver.page.form
    driver.go(*common_place(driver, common=False), scene)
    assert not form.common.isVisible()
    driver.go(*common_place(driver, common=True), scene)
    assert form.score.value() == ""
    driver.press("acceptCommon")
    key = driver.page.key
    assert key is not None
    common = driver.page.board.cells[key].common
    assert form.draft().agreement().score == common
    driver.press("agree")
    assert form.reason_field.problem() == "Write the reason the panel agreed."
    driver.reason(REASON)
    driver.press("agree")
    with scene.store.reading() as session:
        (kept,) = agreements(session, scene.competition_id)
    assert (kept.bid_id, kept.criterion, kept.score) == (*key, common)


def test_who_does_not_agree_writes_why(driver: ModerationDriver, scene: Scene) -> None:
    driver.go("A", "Q3", scene)
    driver.keys(driver.page, Qt.Key.Key_4)
    driver.reason(REASON)
    driver.tick(f"agrees-{scene.seat('E1')}")
    driver.press("agree")
    assert not driver.page.form.errors.isHidden()
    driver.type(f"differs-{scene.seat('E2')}", "Would give 3")
    driver.press("agree")
    with scene.store.reading() as session:
        (kept,) = agreements(session, scene.competition_id)
    assert kept.differing == ((scene.seat("E2"), "Would give 3"),)


def test_a_draft_waits_while_the_chair_looks_elsewhere(
    driver: ModerationDriver, scene: Scene
) -> None:
    driver.go("A", "Q3", scene)
    driver.keys(driver.page, Qt.Key.Key_4)
    driver.reason("Half a thought")
    driver.go("C", "Q1", scene)
    assert driver.page.form.reason.value() == ""
    driver.go("A", "Q3", scene)
    assert driver.page.form.score.value() == "4"
    assert driver.page.form.reason.value() == "Half a thought"


def test_a_weak_reason_is_noticed_and_one_that_names_a_member_refused(
    driver: ModerationDriver, scene: Scene
) -> None:
    driver.go("A", "Q3", scene)
    driver.keys(driver.page, Qt.Key.Key_3)
    driver.reason("Meets the requirement with minor gaps")
    assert "repeats the words of the scale" in driver.page.form.warning.text()
    driver.tick("everyone")
    driver.reason("E2 wanted more on the plan for the night and the morning routine")
    driver.press("agree")
    assert "Take E2 out" in driver.page.form.reason_field.problem()


def test_an_agreed_score_is_a_record_and_reopens_with_a_reason(
    driver: ModerationDriver, scene: Scene
) -> None:
    agree(scene, "A", "Q1", 4, "Consensus 4. The outcomes are dated.")
    driver.page.reload()
    driver.go("A", "Q1", scene)
    assert driver.page.discussion.record.isVisible()
    assert not driver.page.form.isVisible()
    driver.press("reopen")
    driver.give_reason("")
    assert driver.page.dialog is not None
    assert driver.page.dialog.isVisible(), "an empty reason was taken"
    driver.give_reason("Page 3 was missed")
    assert driver.page.form.isVisible()


def test_a_bid_below_a_minimum_is_stopped_with_a_reason(
    driver: ModerationDriver, scene: Scene
) -> None:
    assert not driver.page.stop.isVisible()
    agree(scene, "E", "Q3", 2, "Consensus 2. No named lead.")
    driver.page.reload()
    assert "Bid E misses the minimum of Q3" in driver.page.short.label.text()
    driver.press("stop")
    driver.give_reason("Q3 is below its minimum")
    with scene.store.reading() as session:
        assert len(not_taken_further(session, scene.competition_id)) == 1
    assert not driver.page.stop.isVisible()


def test_closing_lists_what_is_left_and_then_unseals(
    driver: ModerationDriver, scene: Scene
) -> None:
    agree_all(scene)
    stop_bid(scene)
    driver.page.reload()
    driver.press("closeModeration")
    assert not driver.page.errors.isHidden()
    assert driver.desk.question is None
    give_scores(scene, meetings=True)
    agree_all(scene, meetings=True)
    driver.page.reload()
    assert driver.page.head.title.text() == "Everything is agreed"
    driver.press("closeModeration")
    driver.answer(yes=True)
    with scene.store.reading() as session:
        assert competition(session, scene.competition_id).state is State.PRICED
    assert driver.page.head.title.text() == "Moderation is closed"


def test_a_member_reads_along_and_writes_nothing(screens: Screens) -> None:
    driver = screens.moderation("E1")
    assert not driver.page.form.isVisible()
    assert not driver.page.close_button.isVisible()
    assert "Only the chair" in driver.page.bar.words.text()


def test_the_answer_opens_to_read_together(driver: ModerationDriver, scene: Scene) -> None:
    driver.go("A", "Q1", scene)
    driver.press("readTheAnswer")
    dialog = driver.page.dialog
    assert dialog is not None
    assert "J likes music" in dialog.reader.answer.text()
    dialog.accept()


def test_no_ranking_and_no_price_is_on_the_page(driver: ModerationDriver) -> None:
    from PySide6.QtWidgets import QLabel

    said = " ".join(label.text() for label in driver.page.findChildren(QLabel))
    for word in ("£", "comes first", "89.19", "Kitewell"):
        assert word not in said
    assert ScoreState.SCORED.value not in driver.page.head.title.text()


@pytest.mark.parametrize("size", [(1190, 590), (1250, 530), (790, 420)])
def test_nothing_is_cut(driver: ModerationDriver, size: tuple[int, int]) -> None:
    driver.page.resize(*size)
    assert names_missing(driver.page) == []
    assert clipped(driver.page) == []
