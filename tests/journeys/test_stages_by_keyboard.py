"""Inviting, seating a panel, moderating, settings and taking turns at one PC, by keys alone."""

from decimal import Decimal
from functools import partial

import pytest
from PySide6.QtCore import Qt

from starapp.evaluation.queries import agreements
from starapp.organisation.purchasing_systems import Sealing
from starapp.organisation.queries import letterhead, systems
from starapp.sample.workspace import Until
from starapp.ui.evaluation.moderation_page import ModerationPage
from starapp.ui.settings.letterhead_page import LetterheadPage
from starapp.ui.settings.settings_page import ENTRIES
from tests.drive.keyboard import CTRL, Keyboard
from tests.drive.office import Office

pytestmark = pytest.mark.journey

REASON = "Each outcome has a first step, a measure and a review date in the plan."


def test_providers_are_invited(office: Office) -> None:
    office.open_sample(Until.SPECIFIED, who="M1", at="2026-08-14T16:10")
    office.lock_the_sample_model()
    assert office.samples is not None
    hands = Keyboard(office)
    office.go("competitions")
    hands.press("newCompetition")
    hands.choose("competitionPackage", office.samples.ids["package"])
    hands.choose("competitionModel", office.model_id)
    hands.press("makeCompetition")
    hands.turn_to_stage("invitations")
    hands.press("suggestDates")
    office.shows("Ready to issue.", "7 providers can be invited")
    hands.choose_row("invitedProviders", "Kitewell")
    hands.press("actOnProvider")
    hands.tab_to("reason")
    hands.write("It asked in writing to be left out this time.")
    hands.press("yes")
    office.shows("6 providers can be invited")
    hands.choose_row("invitedProviders", "Kitewell")
    hands.press("actOnProvider")
    office.shows("7 providers can be invited")
    hands.press("sendInvitations")
    hands.press("yes")
    office.shows("invited on 14 August 2026", "Bids are due by")
    office.close_window()
    office.file_is_sound()


def test_a_panel_is_seated_declares_and_starts_scoring(office: Office) -> None:
    office.open_sample(Until.OPENED, who="M1", at="2026-09-08T09:30")
    office.go("competition", "competition", "bids")
    office.settle_checks()
    office.keep_late_sealed()
    hands = Keyboard(office)
    hands.search("MC-2026-031")
    hands.turn_to_stage("panel")
    appoint(hands, "M1", chairs=True)
    for code in ("E1", "E2", "E3", "E4"):
        appoint(hands, code)
    for code in ("M1", "E1", "E2", "E3"):
        declare(hands, code)
    declare(hands, "E4", interest="My sister works for a provider that did not bid.")
    hands.switch_to(office.name_of("M1"))
    to_panel(hands)
    hands.press(f"Decide-{office.name_of('E4')}")
    hands.pick("may")
    hands.tab_to("reason")
    hands.write("It did not bid, so nothing is gained.")
    hands.press("yes")
    hands.press("startScoring")
    hands.press("yes")
    office.shows("0 of 4 have scored everything", "Members score alone.")
    office.close_window()
    office.file_is_sound()


def appoint(hands: Keyboard, code: str, *, chairs: bool = False) -> None:
    """Adds somebody to the panel that is shown, as chair or with the role of their code."""
    office = hands.office
    hands.press("addPerson")
    hands.choose("person", office.person_id(code))
    if chairs:
        hands.pick("chairs")
    else:
        hands.tick(f"role-{code}")
    hands.press("yes")


def declare(hands: Keyboard, code: str, *, interest: str = "") -> None:
    """A person takes the chair, goes to the panel and declares."""
    name = hands.office.name_of(code)
    hands.switch_to(name)
    to_panel(hands)
    hands.press(f"Declare interests-{name}")
    hands.pick("some" if interest else "none")
    if interest:
        hands.tab_to("interest")
        hands.write(interest)
    hands.press("yes")


def to_panel(hands: Keyboard) -> None:
    """Finds the competition and turns to its panel."""
    hands.search("MC-2026-031")
    hands.turn_to_stage("panel")


def test_two_scores_are_agreed_one_parked_and_moderation_closed(office: Office) -> None:
    office.open_sample(Until.MET, who="M1", at="2026-09-22T10:30")
    hands = Keyboard(office)
    hands.search("MC-2026-031")
    hands.turn_to_stage("moderation")
    office.shows("Everything is agreed")
    page = office.page(ModerationPage)
    first = reopen(hands)
    hands.tab_to("boardGrid")
    hands.key(Qt.Key.Key_Down)
    second = reopen(hands)
    assert first != second
    office.shows("2 of")
    hands.press("park")
    hands.tab_to("reason")
    hands.write("Waiting for the rota.")
    hands.press("yes")
    office.shows("Waiting for the rota.")
    assert page.key == first
    agree(hands, "4", everyone=True)
    hands.press("closeModeration")
    office.shows("Moderation cannot be closed yet")
    page = office.page(ModerationPage)
    hands.tab_to("boardGrid")
    hands.key(Qt.Key.Key_Down)
    assert page.key == second
    hands.press("takeUp")
    agree(hands, "3", everyone=False)
    office.shows("Everything is agreed")
    hands.press("closeModeration")
    hands.press("yes")
    office.shows("Moderation is closed")
    kept = {
        (one.bid_id, one.criterion): one
        for one in office.desk.work.read(
            partial(agreements, competition_id=office.id_of("competition"))
        )
    }
    assert (kept[first].score, kept[second].score) == (4, 3)
    assert kept[first].reason == kept[second].reason == REASON
    assert len(kept[first].agreed_by) == len(kept[second].agreed_by) + 1
    office.close_window()
    office.file_is_sound()


def reopen(hands: Keyboard) -> tuple[str, str]:
    """Takes back the agreed score under discussion, and tells which it was."""
    page = hands.office.page(ModerationPage)
    assert page.key is not None
    hands.press("reopen")
    hands.tab_to("reason")
    hands.write("Page 3 was missed.")
    hands.press("yes")
    return page.key


def agree(hands: Keyboard, score: str, *, everyone: bool) -> None:
    """Chooses the score by its number, writes the reason and ticks who agrees."""
    page = hands.office.page(ModerationPage)
    hands.tab_to("notApplicable")
    hands.key(getattr(Qt.Key, f"Key_{score}"))
    hands.tab_to("agreedReason")
    hands.write_over(REASON)
    hands.tick("everyone")
    if not everyone:
        seat = page.board.cells[page.key].members[-1].seat_id
        hands.tick(f"agrees-{seat}")
        hands.tab_to(f"differs-{seat}")
        hands.write("The night plan is too thin.")
    hands.press("agree")


def test_a_letterhead_and_a_rule_are_changed(office: Office) -> None:
    office.open_sample(Until.DRAFTED, who="E1", at="2026-08-14T14:50")
    hands = Keyboard(office)
    hands.key(Qt.Key.Key_Comma, CTRL)
    open_below(hands, "tab-bodies", "tab-letterhead")
    hands.tab_to("department")
    hands.write_over("Adult commissioning")
    body = office.page(LetterheadPage).bodies.value()
    head = office.desk.work.read(partial(letterhead, body_id=body))
    assert head.department == "Adult commissioning"
    hands.key(Qt.Key.Key_Comma, CTRL)
    open_below(hands, "tab-letterhead", "tab-prices")
    hands.pick("with_quality")
    hands.tab_to("low_percent")
    hands.write_over("17.5")
    (system,) = office.desk.work.read(systems)
    assert system.low_percent == Decimal("17.5")
    assert system.sealing is Sealing.WITH_QUALITY
    office.close_window()
    office.file_is_sound()


def open_below(hands: Keyboard, shown: str, wanted: str) -> None:
    """From the page of settings that is shown down the list to another, and opens it."""
    hands.tab_to(shown)
    for _ in ENTRIES:
        if hands.names() == (wanted,):
            break
        hands.key(Qt.Key.Key_Down)
    assert hands.names() == (wanted,)
    hands.focus_is_seen()
    hands.key(Qt.Key.Key_Space)


def test_another_person_takes_over_from_the_menu_of_the_top_bar(office: Office) -> None:
    office.open_sample(Until.DRAFTED, who="E1", at="2026-08-14T14:50")
    hands = Keyboard(office)
    hands.switch_to(office.name_of("M1"))
    hands.tab_to("person")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    hands.choose_row("people", office.name_of("A1"))
    hands.key(Qt.Key.Key_Return)
    assert office.window.top.person.text() == office.name_of("A1")
    office.close_window()
    office.file_is_sound()
