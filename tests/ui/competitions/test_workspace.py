"""The header, the eight stages and their keys; the list and starting a competition."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton

from starapp.competitions.commands import abandon, create_competition
from starapp.competitions.competition import State
from starapp.competitions.queries import competition, competitions
from starapp.criteria.commands import add_model, lock_model
from starapp.sample import contest
from starapp.ui.competitions.competitions_page import CompetitionsPage
from starapp.ui.competitions.header_facts import header_facts, key_facts, steps, time_left
from starapp.ui.desk import Desk, Place
from starapp.ui.widgets.notices import Notice
from tests.drive.drive import Driver
from tests.make.competitions import london
from tests.make.evaluation import agree, begin_moderation
from tests.make.scene import scored_scene
from tests.ui.looks import clipped, names_missing


def stage(place, part) -> QAbstractButton:
    button = place.workspace.header.stages.step(part)
    assert button is not None
    return button


def test_the_stage_where_it_stands_opens_first(example_at, sit_down):
    place = sit_down(example_at("answered"))
    assert place.workspace.shown_part() == "invitations"
    assert place.workspace.title == "MC-2026-031, Invitations"
    assert "7 invited 17 Aug" in stage(place, "invitations").accessibleName()


def test_a_stage_opens_by_mouse_and_by_keys(example_at, sit_down):
    place = sit_down(example_at("received"))
    place.press("stage-model")
    assert place.workspace.shown_part() == "model"
    place.workspace.stage_after()
    assert place.workspace.shown_part() == "invitations"
    place.workspace.stage_before()
    place.workspace.stage_before()
    assert place.workspace.shown_part() == "specification"
    assert place.went[-1] == Place("competition", place.scene.competition, "specification")


def test_a_stage_that_cannot_open_says_why(example_at, sit_down):
    place = sit_down(example_at("opened"))
    for part, words in (
        ("moderation", "when scoring has started"),
        ("result", "when moderation has started"),
        ("award", "when the result is signed off"),
    ):
        assert not stage(place, part).isEnabled()
        assert words in stage(place, part).toolTip()
        assert words in stage(place, part).accessibleDescription()


def test_the_header_follows_what_happens(example_at, sit_down):
    place = sit_down(example_at("answered"))
    assert place.workspace.header.tag.look().text == "Open for bids"
    place.scene.at("2026-09-07T12:30")
    place.workspace.reload()
    assert place.workspace.header.tag.look().text == "Bids to open"
    assert "now" in stage(place, "bids").accessibleName()


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-09-01T12:00", ("Time left", "6 days")),
        ("2026-09-06T12:00", ("Time left", "1 day")),
        ("2026-09-07T11:59:30", ("Time left", "less than a minute")),
        ("2026-09-07T14:06", ("Deadline passed", "2 hours ago")),
    ],
)
def test_the_last_fact_is_the_time_left(moment, words):
    assert time_left(london("2026-09-07T12:00"), london(moment)) == words


def test_no_deadline_is_not_no_time():
    assert time_left(None, london("2026-09-07T12:00")) == ("Time left", "No deadline yet")


@pytest.mark.parametrize("part", ["specification", "model", "invitations", "bids"])
def test_every_page_has_names_and_nothing_cut(example_at, sit_down, part):
    place = sit_down(example_at("opened"), part=part)
    place.settle()
    assert names_missing(place.workspace) == []
    assert clipped(place.workspace) == []


def test_abandoning_needs_a_reason(example_at, sit_down):
    place = sit_down(example_at("answered"))
    place.workspace.ask_to_abandon()
    place.press("yes")
    assert place.workspace.dialog.errors.isVisible()
    place.type("reason", "The person chose another home.")
    place.press("yes")
    assert place.scene.look(competition).state is State.ABANDONED
    assert place.workspace.header.tag.look().text == "Abandoned"
    assert "Nothing can change any more." in place.words()
    place.workspace.show_part("bids")
    assert not place.shows("recordBid")
    place.workspace.show_part("specification")
    assert "may change again. These are its pages as they are now." in place.words()


def test_the_panel_cannot_abandon(example_at, sit_down):
    place = sit_down(example_at("answered"), "E2")
    assert not place.workspace.actions()[-1].isEnabled()


@pytest.fixture
def listed(example_at, qtbot, shown):
    """The list of competitions over a scene, as the procurement officer."""
    made = []

    def open_list(scene, who="M1"):
        desk = Desk(scene.store, scene.people[who])
        page = CompetitionsPage(desk, Place("competitions"))
        desk.work.changed.connect(page.reload)
        made.append((desk, page))
        shown(page)
        return Driver(qtbot, desk, page)

    yield open_list
    for desk, page in made:
        if page.dialog is not None:
            page.dialog.close()
        page.close()
        desk.close()


def test_the_list_finds_and_hides_what_ended(example_at, listed):
    scene = example_at("answered")
    scene.here(abandon, reason="The person chose another home.")
    scene.do(
        create_competition, package_id=scene.ids["package"], model_id=scene.ids["model"],
        title="Second try",
    )  # fmt: skip
    driver = listed(scene)
    assert [row[0] for row in driver.cells("competitions")] == ["MC-2026-032", "MC-2026-031"]
    driver.tick("showEnded", on=False)
    assert [row[1] for row in driver.cells("competitions")] == ["Second try"]
    driver.type("findCompetition", "flat")
    assert driver.root.nothing.isVisible()
    driver.tick("showEnded")
    assert [row[0] for row in driver.cells("competitions")] == ["MC-2026-031"]
    assert names_missing(driver.root) == []
    assert clipped(driver.root) == []


def test_an_empty_list_says_what_goes_here(example_at, listed):
    driver = listed(example_at("specified"))
    assert driver.root.empty.isVisible()
    driver.press("startACompetition")
    dialog = driver.root.dialog
    assert dialog is not None
    assert not dialog.make.isEnabled()
    told = [one.accessibleName() for one in dialog.findChildren(Notice)]
    assert told == ["No evaluation model is locked. Finish a model and lock it first."]


def test_a_competition_starts_from_a_ready_package_and_a_locked_model(example_at, listed, qtbot):
    scene = example_at("specified")
    draft = scene.do(add_model, model=replace(contest.the_model(), name="Draft")).made
    locked = scene.do(add_model, model=contest.the_model()).made
    scene.do(lock_model, model_id=locked)
    driver = listed(scene)
    went = []
    driver.desk.went.connect(went.append)
    driver.press("newCompetition")
    dialog = Driver(qtbot, driver.desk, driver.root.dialog)
    assert names_missing(driver.root.dialog) == []
    assert driver.root.dialog.model.findData(draft) == -1
    dialog.press("makeCompetition")
    assert driver.root.dialog.errors.isVisible()
    dialog.choose("competitionPackage", scene.ids["package"])
    dialog.choose("competitionModel", locked)
    dialog.type("competitionTitle", "")
    dialog.type("competitionTitle", "Support for one man")
    dialog.press("makeCompetition")
    (made,) = scene.read(competitions)
    assert made.title == "Support for one man"
    assert went == [Place("competition", made.id, "invitations")]


def test_the_panel_cannot_start_one(example_at, listed):
    driver = listed(example_at("specified"), "E2")
    assert not driver.root.new.isVisible()
    driver.root.add_new()
    assert driver.root.dialog is None


def test_the_header_counts_what_is_scored_and_agreed(store, clock):
    """Facts of the stages while the panel works: how many have scored, how much is agreed."""
    scene = scored_scene(store, clock)

    def now_said():
        with store.reading() as session:
            facts = header_facts(session, scene.competition_id)
        return {step.part: step.fact for step in steps(facts)}, dict(key_facts(facts))

    stages, _ = now_said()
    assert stages["panel"] == "4 of 4 have scored"
    begin_moderation(scene)
    agree(scene, "A", "Q1", 4, "The plan names a lead and dates for each step.")
    stages, facts = now_said()
    assert stages["moderation"] == "1 of 35 agreed"
    assert facts["Left to agree"] == "34 of 35 scores"
    assert "Deadline" not in facts
