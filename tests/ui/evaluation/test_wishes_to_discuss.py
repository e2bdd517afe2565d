"""What a panel member marks "talk about this" in a score file stands on the moderation page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel

from starapp.panel.commands import decide_interest, declare_interest
from starapp.panel.return_commands import accept_return
from tests.drive.evaluation_screens import ModerationDriver, Screens
from tests.make.evaluation import Scene, begin_moderation, give_scores
from tests.make.issued_packs import example_scores, issue, scored_file
from tests.make.scene import scoring_scene

AT = datetime(2026, 9, 12, 14, 0, tzinfo=UTC)


@pytest.fixture
def scene(store, clock) -> Scene:
    """E3 asked to talk about question 1 of bids A and B."""
    made = scoring_scene(store, clock)
    scores = example_scores("E3")
    for key in (("A", "Q1"), ("B", "Q1")):
        scores[key] = replace(scores[key], discuss=True)
    data = scored_file(issue(made, ["E3"])["E3"], scores, at=AT)
    with store.writing(by=made.people["M1"]) as session:
        accept_return(session, competition_id=made.competition_id, data=data, file_name="e3")
    give_scores(made, leave_out=frozenset({"E3"}))
    return made


@pytest.fixture
def screens(qtbot, shown, scene: Scene) -> Iterator[Screens]:
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


def wish(driver: ModerationDriver) -> str:
    words = driver.page.discussion.wish
    return words.text() if words.isVisible() else ""


def said_of(driver: ModerationDriver, letter: str, code: str) -> str:
    """The line of the agenda about an answer."""
    driver.page.next.order.button("agenda").click()
    link = driver.page.next.findChild(object, f"next-{letter}-{code}")
    words = [label.text() for label in link.parentWidget().findChildren(QLabel)]
    return " ".join(words)


def test_a_wish_stands_beside_the_answer_and_in_the_agenda(screens: Screens, scene: Scene) -> None:
    begin_moderation(scene)
    driver = screens.moderation("M1")
    driver.go("A", "Q1", scene)
    assert "asked to talk about this answer." in wish(driver)
    driver.go("C", "Q1", scene)
    assert wish(driver) == ""
    wished = [
        (letter, code)
        for letter in "ABCDE"
        for code in ("Q1", "Q2")
        if driver.page.next.findChild(object, f"next-{letter}-{code}") is not None
        and "a member asks to talk about it" in said_of(driver, letter, code)
    ]
    assert set(wished) <= {("A", "Q1"), ("B", "Q1")}
    assert wished


def test_the_projector_names_nobody(screens: Screens, scene: Scene) -> None:
    begin_moderation(scene)
    driver = screens.moderation("M1")
    driver.go("A", "Q1", scene)
    driver.page.names = False
    driver.page.reload()
    assert wish(driver) == "A member asked to talk about this answer."


def test_the_wish_of_a_recused_member_is_not_shown(screens: Screens, scene: Scene, store) -> None:
    seat = scene.seat("E3")
    with store.writing(by=scene.people["E3"]) as session:
        declare_interest(session, seat_id=seat, interest="A friend works for one of them.")
    with store.writing(by=scene.people["M1"]) as session:
        decide_interest(
            session, seat_id=seat, may_score=True, reason="Not that one.",
            except_bids=[scene.bids["A"]],
        )  # fmt: skip
    begin_moderation(scene)
    driver = screens.moderation("M1")
    driver.go("A", "Q1", scene)
    assert wish(driver) == ""
    driver.go("B", "Q1", scene)
    assert "asked to talk about" in wish(driver)
