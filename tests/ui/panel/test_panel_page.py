"""The panel page by mouse: appoint, declare, decide, start; wrong input too."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.ui.desk import Place
from starapp.ui.widgets.notices import Notice
from tests.drive.evaluation_screens import Screens
from tests.make.evaluation import Scene
from tests.make.panel import appoint_everyone, declare_everyone, open_scoring, settle_checks
from tests.make.scene import opened_scene
from tests.ui.looks import clipped, names_missing


@pytest.fixture
def scene(store, clock) -> Scene:
    return opened_scene(store, clock)


@pytest.fixture
def screens(qtbot, shown, scene: Scene) -> Iterator[Screens]:
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


def test_an_empty_panel_says_what_to_do(screens: Screens) -> None:
    driver = screens.panel("M1")
    assert driver.page.cards == []
    assert names_missing(driver.page) == []


def test_people_are_added_by_the_dialog(screens: Screens, scene: Scene) -> None:
    driver = screens.panel("M1")
    driver.add(scene.people["E1"].person_id, "E1")
    driver.add(scene.people["M1"].person_id, chairs=True)
    titles = [card.member.person.name for card in driver.page.cards]
    assert titles == ["Lead commissioner", "Procurement officer"]


def test_a_person_without_a_role_is_refused_in_words(screens: Screens, scene: Scene) -> None:
    driver = screens.panel("M1")
    driver.add(scene.people["E1"].person_id)
    dialog = driver.page.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert not dialog.errors.isHidden()
    dialog.reject()


def test_declaring_and_deciding(screens: Screens, scene: Scene) -> None:
    appoint_everyone(scene)
    member = screens.panel("E3")
    member.press("Declare interests-Expert by experience")
    dialog = member.dialog()
    dialog.pick("some")
    dialog.press("yes")
    assert member.page.dialog is not None
    assert member.page.dialog.isVisible(), "an empty interest was taken"
    dialog.type("interest", "A swimming club")
    dialog.press("yes")
    assert "Waits for the chair" in member.tags()
    chair = screens.panel("M1")
    chair.press("Decide-Expert by experience")
    decision = chair.dialog()
    decision.pick("may")
    decision.press("yes")
    assert chair.page.dialog is not None
    assert chair.page.dialog.isVisible(), "a decision without a reason was taken"
    decision.type("reason", "No personal or financial interest")
    decision.press("yes")
    assert "Interest declared, may score" in chair.tags()


def test_starting_lists_what_is_missing_and_then_asks(screens: Screens, scene: Scene) -> None:
    appoint_everyone(scene)
    driver = screens.panel("M1")
    driver.press("startScoring")
    assert not driver.page.errors.isHidden()
    assert driver.desk.question is None
    declare_everyone(scene)
    settle_checks(scene)
    driver.page.reload()
    driver.press("startScoring")
    driver.answer(yes=True)
    with scene.store.reading() as session:
        assert competition(session, scene.competition_id).state is State.SCORING


def test_what_is_missing_of_the_bids_leads_to_them(screens: Screens, scene: Scene) -> None:
    appoint_everyone(scene)
    declare_everyone(scene)
    settle_checks(scene, "A", "B", "C")
    driver = screens.panel("M1")
    (notice,) = [one for one in driver.page.findChildren(Notice) if one.link is not None]
    assert "Settle the check of bids D and E, or leave it open" in notice.accessibleName()
    with driver.bot.waitSignal(driver.desk.went) as went:
        notice.link.click()
    assert went.args == [Place("competition", scene.competition_id, "bids")]
    settle_checks(scene, "D", "E")
    driver.page.reload()
    assert not any(one.link for one in driver.page.findChildren(Notice) if one.isVisible())


def test_a_member_sees_no_buttons_of_the_organiser(screens: Screens, scene: Scene) -> None:
    appoint_everyone(scene)
    driver = screens.panel("E2")
    assert not driver.page.add_button.isVisible()
    assert not driver.page.start_button.isVisible()
    assert [b.text() for card in driver.page.cards for b in card.buttons] == ["Declare interests"]


@pytest.mark.parametrize("size", [(1190, 590), (1250, 530)])
def test_nothing_is_cut(screens: Screens, scene: Scene, size: tuple[int, int]) -> None:
    open_scoring(scene)
    page = screens.panel("M1").page
    page.resize(*size)
    assert names_missing(page) == []
    assert clipped(page) == []


def test_an_interest_is_declared_and_decided_bidder_by_bidder(
    screens: Screens, scene: Scene
) -> None:
    """By keys: the member ticks a bidder and writes; the chair decides on that bidder."""
    appoint_everyone(scene)
    driver = screens.panel("E2")
    driver.press("Declare interests-" + scene.people["E2"].name)
    dialog = driver.page.dialog
    assert {one.provider_id for one in dialog.bidders} == {
        one for one, _ in driver.page.view.bidders
    }
    dialog.answer.button("some").click()
    one = dialog.bidders[1]
    driver.bot.keyClick(one.tick, Qt.Key.Key_Space)
    dialog.yes.click()
    assert dialog.isVisible()
    assert one.field.problem() == "Write what the chair should know."
    driver.bot.keyClicks(one.text.edit, "My sister works there.")
    dialog.yes.click()
    driver.settle()
    assert not dialog.isVisible()
    chair = screens.panel("M1")
    chair.press("Decide-" + scene.people["E2"].name)
    decide = chair.page.dialog
    decide.answer.button("may").click()
    (about,) = decide.about
    about.choice.button("recused").click()
    about.reason.edit.setPlainText("Close family.")
    decide.reason.edit.setPlainText("The rest is far enough.")
    decide.yes.click()
    chair.settle()
    assert not decide.isVisible()
    card = next(c for c in chair.page.cards if c.member.person.name == scene.people["E2"].name)
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "My sister works there." in words
    assert "Does not score 1 bid." in words
    other = screens.panel("E4")
    card = next(c for c in other.page.cards if c.member.person.name == scene.people["E2"].name)
    assert "sister" not in " ".join(label.text() for label in card.findChildren(QLabel))


def test_a_member_is_replaced_while_bids_are_scored(screens: Screens, scene: Scene) -> None:
    open_scoring(scene)
    driver = screens.panel("M1")
    driver.press("Replace-" + scene.people["E3"].name)
    dialog = driver.page.dialog
    dialog.yes.click()
    driver.settle()
    assert dialog.isVisible()
    dialog.reason.edit.setPlainText("Long illness.")
    dialog.yes.click()
    driver.settle()
    assert not dialog.isVisible()
    card = next(c for c in driver.page.cards if c.member.person.name == scene.people["E3"].name)
    assert card.tag.look().text == "Left the panel"
    assert not card.buttons
    words = " ".join(label.text() for label in driver.page.findChildren(QLabel))
    assert "Who left and who came." in words
    assert "Long illness." in words
