"""Wrong input at every step: words beside the field, nothing lost, and a file that verifies."""

import pytest
from PySide6.QtWidgets import QWidget

from starapp.organisation.queries import people
from starapp.sample.workspace import Until
from starapp.specifications.care_needs import Section
from starapp.specifications.queries import specification
from starapp.ui.widgets.fields import LabelledField
from tests.drive.office import Office

pytestmark = pytest.mark.journey

NOT_NUMBERS = ("abc", "1e9", "-5", "12,5.3", "🙂", "10\t20\t30")
NOT_DATES = ("abc", "31/2/2026", "-1", "🙂", "1/9/2026\t2/9/2026")
LONG = "word " * 10_000


def problem(office: Office, name: str) -> str:
    """The words beside a field."""
    editor = office.root.findChild(QWidget, name)
    assert editor is not None, name
    parent: QWidget | None = editor
    while parent is not None and not isinstance(parent, LabelledField):
        parent = parent.parentWidget()
    assert parent is not None, name
    return parent.problem()


def end(office: Office) -> None:
    office.close_window()
    office.file_is_sound()


def test_in_a_package(office: Office) -> None:
    office.open_sample(Until.DRAFTED, who="E1", at="2026-08-10T11:00")
    package = office.id_of("package")

    def stored():
        return office.desk.work.read(lambda s: specification(s, package_id=package))

    office.go("package", "package", Section.MONEY.value)
    budget = stored().money.budget_weekly
    for typed in NOT_NUMBERS:
        office.paste("budget_weekly", typed)
        assert problem(office, "budget_weekly"), typed
        assert stored().money.budget_weekly == budget, typed
    office.go("package", "package", Section.DATES.value)
    start = stored().dates.start_target
    for typed in NOT_DATES:
        office.paste("start_target", typed)
        assert problem(office, "start_target"), typed
        assert stored().dates.start_target == start, typed
    office.go("package", "package", Section.PEN_PICTURE.value)
    office.paste("pen_picture", LONG + "🙂")
    assert office.typed("pen_picture").count("word") == 10_000, "words were lost"
    office.paste("pen_picture", "A man who likes music 🙂\tand buses.")
    assert "🙂" in stored().text("pen_picture")
    end(office)


def test_in_settings(office: Office) -> None:
    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-10T11:00")
    office.go("settings", part="people")
    before = len(office.desk.work.read(people))
    if "addPerson" in office.names(QWidget):
        office.press("addPerson")
        office.press("yes")
        office.shows("There is a problem")
        office.press("no")
    assert len(office.desk.work.read(people)) == before
    office.go("settings", part="letterhead")
    for typed in ("nobody", "a b@c", "🙂"):
        office.paste("email", typed)
        assert problem(office, "email"), typed
    end(office)


def test_in_the_timetable(office: Office) -> None:
    office.open_sample(Until.SPECIFIED, who="M1", at="2026-08-14T16:10")
    office.lock_the_sample_model()
    office.go("competitions", part="new")
    office.press("makeCompetition")
    office.shows("Choose a package.", "Choose an evaluation model.")
    office.choose("competitionPackage", office.id_of("package"))
    office.choose("competitionModel", office.model_id)
    office.press("makeCompetition")
    office.go_to_stage("invitations")
    office.press("suggestDates")
    for typed in NOT_DATES:
        office.paste("date-deadline", typed)
        assert problem(office, "date-deadline"), typed
    office.type("date-deadline", "1/8/2020")
    assert problem(office, "date-deadline"), "a deadline before the invitations was taken"
    office.press("sendInvitations")
    office.shows("Before the invitations can be issued")
    end(office)


def test_in_a_bid(office: Office) -> None:
    office.open_sample(Until.INVITED, who="M1", at="2026-09-04T10:00")
    office.go("competition", "competition", "bids")
    office.press("recordBid")
    office.press("sealBid")
    office.shows("Choose a provider.")
    office.choose("bidProvider", office.id_of("PR02"))
    office.paste("answer-Q1", LONG)
    for typed in NOT_NUMBERS:
        office.paste("rate-hour_1to1", typed)
        assert problem(office, "rate-hour_1to1"), typed
        office.press("sealBid")
        assert "rate-hour_1to1" in office.names(QWidget), f"a bid with the rate {typed} was sealed"
    assert office.typed("answer-Q1").count("word") == 10_000, "words were lost"
    office.press("cancelBid")
    end(office)


def test_reasons_cannot_be_empty(office: Office) -> None:
    office.open_sample(Until.WORKED_OUT, who="E1", at="2026-09-23T09:30")
    office.go("competition", "competition", "result")
    office.press("send")
    for words in ("", "   ", "\t"):
        office.give_reason(words)
        assert "yes" in office.names(QWidget), "a reason of blanks was taken"
    office.give_reason("Best quality 🙂 " + "for the person " * 40)
    office.now_acts("A1")
    office.go("competition", "competition", "result")
    office.shows("🙂")
    end(office)
