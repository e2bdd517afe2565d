"""Wrong input in every field: taken rightly, or words beside it and a file that is as it was."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from starapp.criteria.commands import add_model
from starapp.sample.contest import the_model
from starapp.sample.workspace import Until
from starapp.specifications.care_needs import Section
from starapp.ui.bids.price_sheet import PriceSheet
from starapp.ui.evaluation.moderation_page import ModerationPage
from starapp.ui.evaluation.scoring_page import ScoringPage
from starapp.ui.widgets.buttons import Button
from tests.drive.office import Office
from tests.drive.wrong_typing import WrongTyping, content, spread

pytestmark = pytest.mark.journey

SETTINGS = ("bodies", "people", "letterhead", "system", "outcomes", "lots", "rates", "prices")
ADDING = {
    "bodies": "addBody",
    "people": "addPerson",
    "lots": "addLot",
    "rates": "addRate",
    "system": "addSystem",
}


def end(typing: WrongTyping) -> None:
    """Fails when anything was not as it should be; the file must verify."""
    assert not typing.wrong, "\n".join(typing.wrong)
    typing.leave()
    typing.office.close_window()
    typing.office.file_is_sound()


def test_in_the_form_of_a_provider(office: Office) -> None:
    office.open_sample(Until.INVITED, who="M1", at="2026-09-04T10:00")
    office.go("providers", "PR02")
    typing = WrongTyping(office)
    typing.everywhere_in(lambda: office.press("editProvider"), "yes", most=40)
    end(typing)


@pytest.mark.parametrize("part", SETTINGS)
def test_in_settings(office: Office, part: str) -> None:
    office.open_sample(Until.SET_UP, who="M1", at="2026-08-10T11:00")
    typing = WrongTyping(office)
    office.go("settings", part=part)
    typing.everywhere(most=20)
    if part in ADDING:
        typing.everywhere_in(partial(office.press, ADDING[part]), "yes", most=12)
    end(typing)


@pytest.mark.parametrize("section", Section)
def test_in_a_package(office: Office, section: Section) -> None:
    office.open_sample(Until.DRAFTED, who="E1", at="2026-08-10T11:00")
    office.go("package", "package", section.value)
    typing = WrongTyping(office)
    typing.everywhere(most=16)
    end(typing)


def test_in_a_model(office: Office) -> None:
    office.open_sample(Until.SPECIFIED, who="M1", at="2026-08-14T16:10")
    with office.window.workspace.store.writing(by=office.desk.actor()) as session:
        made = add_model(session, model=the_model()).made
    office.go("model", made)
    typing = WrongTyping(office, says=("| {code}: ",))
    assert not typing.beside("weight-Q1")
    typing.everywhere(most=20)
    end(typing)


def test_in_a_timetable(office: Office) -> None:
    office.open_sample(Until.SPECIFIED, who="M1", at="2026-08-14T16:10")
    office.lock_the_sample_model()
    office.go("competitions", part="new")
    office.choose("competitionPackage", office.id_of("package"))
    office.choose("competitionModel", office.model_id)
    typing = WrongTyping(office)
    office.press("makeCompetition")
    office.go_to_stage("invitations")
    office.press("suggestDates")
    typing.everywhere(most=40, put_back=True)
    end(typing)


def test_in_a_bid(office: Office) -> None:
    office.open_sample(Until.INVITED, who="M1", at="2026-09-04T10:00")
    office.go("competition", "competition", "bids")
    typing = WrongTyping(office)

    def begin() -> None:
        office.press("recordBid")
        office.tick("otherTime")

    typing.everywhere_in(begin, "sealBid", most=60)
    end(typing)


def test_in_a_score(office: Office) -> None:
    office.open_sample(Until.SCORING, who="E4", at="2026-09-21T15:30")
    office.go("competition", "competition", "scoring")
    page = office.page(ScoringPage)
    first = next(key for key in page.sheet.wanted if key in page.sheet.writable)
    page.matrix.setCurrentIndex(page.matrix.matrix.place(first))
    for key in (Qt.Key.Key_2, Qt.Key.Key_9, Qt.Key.Key_Minus, Qt.Key.Key_7):
        office.keys(page, key)
    assert page.key == first
    assert page.sheet.scores[first].score == 2
    typing = WrongTyping(office, says=("Write why, and it is saved.",))
    typing.everywhere(most=60)
    end(typing)


def test_in_an_agreement(office: Office) -> None:
    office.open_sample(Until.MET, who="M1", at="2026-09-22T10:30")
    office.go("competition", "competition", "moderation")
    office.press("reopen")
    office.give_reason("Page 3 was missed")
    page = office.page(ModerationPage)
    again = page.key
    office.press("closeModeration")
    page.go_to(again)
    typing = WrongTyping(office)
    for name, value in spread(["agreedReason", "agreedNote"], most=24):
        page.go_to(again)
        if "reopen" in office.names(Button):
            office.press("reopen")
            office.give_reason("Page 3 was missed")
        office.keys(page, Qt.Key.Key_4)
        office.tick("everyone")
        typing.saved_by(name, value, "agree")
    assert typing.taken
    end(typing)


def test_in_the_price_sheet(office: Office) -> None:
    office.open_sample(Until.WORKED_OUT, who="M1", at="2026-09-23T09:30")
    office.go("competition", "competition", "bids")
    typing = WrongTyping(office)

    def ask() -> None:
        if not isinstance(office.root, PriceSheet):
            office.press("checkPrices")
        office.press(next(one for one in office.names(Button) if one.startswith("ask-")))

    typing.everywhere_in(ask, "yes", most=14)
    end(typing)


def test_a_wrong_field_does_not_hold_up_the_others(office: Office) -> None:
    office.open_sample(Until.SET_UP, who="M1", at="2026-08-10T11:00")
    office.go("settings", part="letterhead")
    typing = WrongTyping(office)
    typing.saved_as_typed("email", "letters")
    assert typing.beside("email")
    office.paste("department", "Adult social care 🙂")
    assert typing.beside("email")
    assert not typing.beside("department")
    assert "Adult social care 🙂" in repr(content(office.path))
    end(typing)


@pytest.mark.parametrize("line", ["person"])
def test_in_the_day_of_an_award(office: Office, line: str) -> None:
    office.open_sample(Until.LETTERS, who="M1", at="2026-09-28T09:00")
    office.go("competition", "competition", "award")
    typing = WrongTyping(office)
    typing.everywhere_in(lambda: office.press(f"check_{line}"), "recordTheDay", most=30)
    end(typing)


GOOD = {
    "workspaceName": "Care team",
    "organisation": "Northvale Council",
    "folder": "",
    "yourName": "Sam Hill",
    "yourRole": "Commissioning lead",
}


@pytest.mark.parametrize("name", GOOD)
def test_in_a_new_workspace(office: Office, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office.folder)
    office.program.show_welcome("create")
    typing = WrongTyping(office)
    for value in ("300 words", "10,000 words", "cells", "emoji", "right to left"):
        for one, words in GOOD.items():
            typing.put(one, words or str(office.folder))
        if not typing.refused(name, value, "start"):
            office.close_window()
            made = office.folder / f"{GOOD['workspaceName']}.star"
            made.unlink(missing_ok=True)
            office.program.show_welcome("create")
    assert not typing.wrong, "\n".join(typing.wrong)
