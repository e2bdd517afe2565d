"""The bar of stages, the trail and the title say where a person is, whichever way they came."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from starapp.sample.workspace import Until
from starapp.specifications.readiness import Section
from starapp.ui import screens
from starapp.ui.competitions.header_facts import PARTS as STAGES
from starapp.ui.competitions.workspace import UNDER, CompetitionWorkspace
from starapp.ui.desk import Place
from starapp.ui.places import stage_pages
from starapp.ui.settings.settings_page import ENTRIES, SettingsPage
from starapp.ui.specifications.package_editor import PackageEditor
from starapp.ui.widgets.labels import Shortened
from tests.drive.keyboard import CTRL, Keyboard
from tests.drive.office import Office

pytestmark = pytest.mark.journey
PARTS = tuple(STAGES.values())
ALT = Qt.KeyboardModifier.AltModifier


def says(office: Office, part: str) -> None:
    """Page, bar, trail, title and the place gone to are all of this part."""
    window = office.window
    screen = window.shown
    assert screens.part_of(screen) == part
    assert window.travel.now is not None
    assert window.travel.now.part == part
    last = [one.text() for one in window.top.findChildren(Shortened) if one.isVisibleTo(window)]
    trail = screens.crumbs_of(screen)
    assert trail[-1][0] in last
    assert window.windowTitle() == f"{screens.title_of(screen)} – STAR"
    if isinstance(screen, CompetitionWorkspace):
        assert screen.header.stages.shown_parts() == (UNDER.get(part, part),)
        page = screen.page()
        assert page is not None
        assert screen.header.stages.step(UNDER.get(part, part)).accessibleName().count("page shown")
        assert trail[-1][0] == screens.title_of(page)
        assert screens.title_of(page) in window.windowTitle()
    elif isinstance(screen, PackageEditor):
        assert trail[-1][0] == Section(part).heading
        assert Section(part).heading in window.windowTitle()
    elif isinstance(screen, SettingsPage):
        assert trail[-1][0] == ENTRIES[part].title


@pytest.fixture
def signed(office: Office) -> Office:
    """Every stage can be opened."""
    office.open_sample(Until.SIGNED_OFF, who="M1", at="2026-09-25T09:00")
    return office


def go(office: Office, key: Qt.Key) -> None:
    Keyboard(office).key(key, ALT)
    office.settle()


def test_stages_by_mouse_then_back_and_forward(signed: Office) -> None:
    signed.go("competition", "competition", PARTS[0])
    says(signed, PARTS[0])
    for part in PARTS[1:]:
        signed.press(f"stage-{part}")
        says(signed, part)
    for part in reversed(PARTS[:-1]):
        go(signed, Qt.Key.Key_Left)
        says(signed, part)
    for part in PARTS[1:]:
        go(signed, Qt.Key.Key_Right)
        says(signed, part)
    signed.close_window()


def test_stages_by_keys_while_the_mouse_rests_on_another(signed: Office, qtbot) -> None:
    signed.go("competition", "competition", PARTS[0])
    signed.press(f"stage-{PARTS[0]}") if PARTS[0] != "specification" else None
    resting = signed.page(CompetitionWorkspace).header.stages.step(PARTS[0])
    qtbot.mouseMove(resting)
    hands = Keyboard(signed)
    for part in PARTS[1:]:
        hands.key(Qt.Key.Key_PageDown, CTRL)
        signed.settle()
        says(signed, part)
    for part in reversed(PARTS[:-1]):
        hands.key(Qt.Key.Key_PageUp, CTRL)
        signed.settle()
        says(signed, part)
    signed.close_window()


def test_a_competition_opened_without_a_stage_is_come_back_to(signed: Office) -> None:
    """The stage it opened with is a place too: back turns the page, not only the trail."""
    signed.go("competition", "competition")
    first = screens.part_of(signed.window.shown)
    says(signed, first)
    for part in PARTS:
        if part == first:
            continue
        signed.press(f"stage-{part}")
        says(signed, part)
        go(signed, Qt.Key.Key_Left)
        says(signed, first)
    signed.close_window()


@pytest.mark.parametrize("left_at", ["bids", "result"])
def test_from_home_search_rail_and_trail(signed: Office, left_at: str) -> None:
    hands = Keyboard(signed)
    for way in ("home", "search", "list", "trail"):
        signed.go("competition", "competition", left_at)
        says(signed, left_at)
        if way == "home":
            signed.go("home")
            lines = signed.window.shown.tasks.lines()  # type: ignore[attr-defined] # Home's own
            for line in lines:
                signed.go("home")
                signed.press(line.button.objectName())
                says(signed, screens.part_of(signed.window.shown))
                assert signed.window.travel.now.part, "a task led to no part"  # type: ignore[union-attr] # it is shown
                break
        elif way == "search":
            hands.search("MC-2026-031")
            signed.settle()
        elif way == "list":
            signed.go("competitions")
            signed.go("competition", "competition")
        else:
            signed.press("crumb-competition")
        says(signed, screens.part_of(signed.window.shown))
    signed.close_window()


def test_every_part_there_is(signed: Office) -> None:
    for part in (*stage_pages(), "nowhere"):
        signed.go("competition", "competition", part)
        says(signed, part if part in stage_pages() else screens.part_of(signed.window.shown))
    signed.close_window()


def test_a_change_made_in_a_stage_leaves_bar_trail_and_title_right(office: Office) -> None:
    office.open_sample(Until.RECOMMENDED, who="A1", at="2026-09-24T14:00")
    office.go("competition", "competition", "result")
    office.press("approve")
    office.press("yes")
    says(office, "result")
    office.press("stage-award")
    says(office, "award")
    office.close_window()


def test_sections_of_a_package_by_mouse_keys_and_back(office: Office) -> None:
    office.open_sample(Until.DRAFTED, who="E1", at="2026-06-01T09:00")
    office.go("package", "package", Section.ABOUT.value)
    says(office, Section.ABOUT.value)
    seen = [Section.ABOUT.value]
    for section in (Section.WEEKLY_SUPPORT, Section.PEN_PICTURE, Section.ABOUT):
        office.press(f"section-{section.value}")
        says(office, section.value)
        seen.append(section.value)
    hands = Keyboard(office)
    for _ in range(3):
        hands.key(Qt.Key.Key_Down, CTRL)
        office.settle()
        says(office, screens.part_of(office.window.shown))
        seen.append(screens.part_of(office.window.shown))
    hands.key(Qt.Key.Key_F7)
    says(office, screens.part_of(office.window.shown))
    if screens.part_of(office.window.shown) != seen[-1]:
        seen.append(screens.part_of(office.window.shown))
    for part in reversed(seen[:-1]):
        go(office, Qt.Key.Key_Left)
        says(office, part)
    office.press("crumb-package-about")
    says(office, Section.ABOUT.value)
    office.close_window()


def test_pages_of_the_settings(signed: Office) -> None:
    signed.go("settings")
    says(signed, next(iter(ENTRIES)))
    for part in list(ENTRIES)[1:]:
        signed.window.shown.tabs[part].click()  # type: ignore[attr-defined] # the settings' own
        signed.settle()
        says(signed, part)
    for part in list(ENTRIES)[-2::-1]:
        go(signed, Qt.Key.Key_Left)
        says(signed, part)
    signed.window.go(Place("settings", part="calendar"))
    QApplication.processEvents()
    says(signed, "calendar")
    signed.close_window()
