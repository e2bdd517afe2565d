"""From an empty workspace to letters in a folder, by what people do in the window."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from starapp.criteria.queries import models
from starapp.organisation.queries import bodies, people, systems
from starapp.providers.queries import providers
from starapp.specifications.care_needs import Section, fields_of
from starapp.specifications.queries import packages
from starapp.ui.awards.award_page import AwardPage
from starapp.ui.evaluation.moderation_page import ModerationPage
from starapp.ui.evaluation.scoring_page import ScoringPage
from tests.drive.office import Office

pytestmark = pytest.mark.journey

PEOPLE = (
    ("Chair of the panel", "PROCUREMENT"),
    ("Member of the panel", "PANEL"),
    ("Second member", "PANEL"),
    ("Head of service", "APPROVER"),
)
PROVIDERS = ("Ash Support", "Birch Care", "Cedar Living")
MEMBERS = ("Member of the panel", "Second member")
FIRST = "Lead officer"
ADMISSION = "Policies checked"


@pytest.fixture
def new_office(office: Office) -> Office:
    """An office that knows nothing of the sample, with an empty workspace open."""
    office.samples = None
    office.program.begin(None)
    office.app.processEvents()
    welcome = office.program.welcome
    assert welcome is not None
    welcome.ways.button("create").click()
    office.press("start")
    assert welcome.errors.isVisible()
    office.type("workspaceName", "Fenbridge care")
    office.type("organisation", "Fenbridge Council")
    office.type("folder", str(office.folder))
    office.type("yourName", FIRST)
    office.type("yourRole", "Commissioning lead")
    office.press("start")
    office.bot.waitUntil(lambda: office.program.window is not None)
    office.to_front()
    office.path = office.window.workspace.path
    office.at("2026-08-03T10:00")
    return office


def set_up(office: Office) -> None:
    """Body, people, letterhead, purchasing system, lot with ceilings, three providers."""
    office.go("settings", part="bodies")
    office.press("addBody")
    office.type("newName", "Fenbridge Health")
    office.choose("newKind", "NHS ICB")
    office.press("yes")
    body = office.desk.work.read(bodies)[0].id
    office.go("settings", part="people")
    for name, role in PEOPLE:
        office.press("addPerson")
        office.type("newName", name)
        office.choose("newBody", body)
        office.tick(f"new-{role}")
        office.press("yes")
    office.go("settings", part="letterhead")
    office.choose("letterheadBody", body)
    office.type("department", "Adult Social Care")
    office.paste("address_lines", "Town Hall\nFenbridge FB1 1AA")
    office.type("email", "care@fenbridge.example")
    office.type("phone", "01632 960001")
    office.type("other_formats", "Ask us for large print or easy read.")
    office.type("signatory_name", "Head of service")
    office.type("signatory_title", "Head of adult social care")
    office.go("settings", part="system")
    office.press("addSystem")
    office.type("newReference", "FPS-1")
    office.type("newTitle", "Flexible purchasing system")
    office.choose("newLead", body)
    office.type("newStart", "1/4/2026")
    office.press("yes")
    office.go("settings", part="lots")
    office.press("addLot")
    office.type("newCode", "L1")
    office.type("newName", "Supported living")
    office.press("yes")
    office.type("ceiling-hour_1to1", "27.50")
    office.type("floor-hour_1to1", "19")
    office.go("providers")
    for number, name in enumerate(PROVIDERS):
        office.press("addProvider")
        office.type("name", name)
        office.tick(f"box-{office.desk.work.read(systems)[0].lots[0].id}")
        office.tick(f"box-{body}")
        office.choose("cqc_rating", "Good")
        office.type("cqc_date", "1/6/2025")
        for policy in ("public_liability", "employers_liability", "professional_indemnity"):
            office.type(policy, "31/3/2028")
        office.type("email", f"bids{number}@provider.example")
        office.type("unique_identifier", f"PABC-123{number}-DEFG")
        office.paste("address_lines", "1 High Street\nFenbridge")
        office.press("yes")
    assert sorted(one.name for one in office.desk.work.read(providers)) == sorted(PROVIDERS)


def specify(office: Office) -> str:
    """A package written section by section, its week by keyboard, and locked."""
    body = office.desk.work.read(bodies)[0].id
    system = office.desk.work.read(systems)[0]
    office.go("packages", part="new")
    office.type("newTitle", "Support for one woman in her own flat")
    office.press("makePackage")
    package = office.desk.work.read(packages)[0].id
    for section in Section:
        office.go("package", package, section.value)
        for field in fields_of(section):
            if field.required:
                office.paste(field.code, "What matters to the person, in plain words.")
    office.go("package", package, Section.ABOUT.value)
    office.type("person_reference", "K")
    office.choose("age_band", "35-44")
    office.choose("body_id", body)
    office.choose("system_id", system.id)
    office.choose("lot_id", system.lots[0].id)
    office.choose("area_body_id", body)
    office.type("area", "Fenbridge north")
    office.go("package", package, Section.OUTCOMES.value)
    if "goal-1" not in office.names(QWidget):
        office.press("addOutcome")
    while "removeOutcome2" in office.names(QWidget):
        office.press("removeOutcome2")
    office.type("i_statement-1", "I want to cook my own tea")
    office.type("goal-1", "Cooks three meals a week")
    office.type("measure-1", "A diary kept together")
    office.type("target-1", "Three meals by month 6")
    office.go("package", package, Section.WEEKLY_SUPPORT.value)
    week = office.find(QWidget, "week")
    week.setFocus()
    office.keys(week, Qt.Key.Key_Home)
    for _day in range(7):
        office.keys(week, Qt.Key.Key_Home)
        office.keys(week, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
        office.keys(week, Qt.Key.Key_1)
        office.keys(week, Qt.Key.Key_Down)
    office.go("package", package, Section.DATES.value)
    office.type("start_target", "1/12/2026")
    office.type("term_years", "3")
    office.go("package", package, Section.MONEY.value)
    if "share-1" not in office.names(QWidget):
        office.press("addAFunder")
    office.go("package", package, Section.ABOUT.value)
    office.shows("Everything is complete")
    office.press("lockSpecification")
    office.answer(yes=True)
    office.shows(f"Locked on 3 August 2026 by {FIRST}")
    return package


def agree_the_rules(office: Office) -> str:
    """A model from a starter, with a weight too low at first, locked; gives its id."""
    office.go("models")
    office.press("new-short")
    office.press("makeModel")
    office.settle()
    office.type("weight-Q1", "25")
    office.press("lockModel")
    office.shows("Give 5 % more")
    office.type("weight-Q1", "30")
    office.press("lockModel")
    office.answer(yes=True)
    office.shows(f"Locked on 3 August 2026 by {FIRST}")
    with office.window.workspace.store.reading() as session:
        return models(session)[0].id


def compete(office: Office, package: str) -> None:
    """A competition with dates, invitations and three bids opened by two people."""
    model = agree_the_rules(office)
    office.go("competitions", part="new")
    office.choose("competitionPackage", package)
    office.choose("competitionModel", model)
    office.press("makeCompetition")
    office.go_to_stage("invitations")
    office.press("suggestDates")
    office.shows("Ready to issue.")
    office.press("sendInvitations")
    office.answer(yes=True)
    office.shows("3 providers invited on 3 August 2026")
    office.at("2026-08-04T10:00")
    office.go_to_stage("bids")
    for number, name in enumerate(PROVIDERS):
        office.press("recordBid")
        who = next(one.id for one in office.desk.work.read(providers) if one.name == name)
        office.choose("bidProvider", who)
        for code in ("Q1", "Q2", "Q3"):
            office.paste(f"answer-{code}", f"Answer of bid {number} with a plan and a measure.")
        for field in office.names(QWidget):
            if field.startswith("rate-"):
                office.type(field, str(22 + number))
        office.press("sealBid")
        office.shows(f"Bid from {name} sealed")


def open_bids(office: Office) -> None:
    """After the deadline two people open the bids."""
    office.at("2026-08-24T14:00")
    office.go("home")
    office.go_to_competition("bids")
    office.window.shown.reload()
    office.settle()
    office.shows("Two people open the bids together")
    office.choose("secondOpener", office.person_id("Chair of the panel"))
    office.tick("secondIsHere")
    office.press("beginOpening")
    office.answer(yes=True)
    for _bid in PROVIDERS:
        office.press("openBid")
    office.shows("3 of 3 opened")
    office.settle_checks(leave="These bids came on the form, without a file.")
    office.shows("The check of bid A is open.", "without a file")


def judge(office: Office) -> None:
    """Panel, scores, moderation, result."""
    office.now_acts("Chair of the panel")
    office.go_to_competition("panel")
    office.appoint("Chair of the panel", chairs=True)
    for name in MEMBERS:
        office.appoint(name, "E1", "E2", "E3", "E4")
    for name in ("Chair of the panel", *MEMBERS):
        office.now_acts(name)
        office.go_to_competition("panel")
        office.press(f"Declare interests-{name}")
        office.pick("none")
        office.press("yes")
    office.now_acts("Chair of the panel")
    office.go_to_competition("panel")
    office.press("startScoring")
    office.answer(yes=True)
    for name in MEMBERS:
        office.now_acts(name)
        office.go_to_competition("scoring")
        scoring = office.page(ScoringPage)
        for number, key in enumerate(list(scoring.sheet.wanted)):
            scoring.matrix.setCurrentIndex(scoring.matrix.matrix.place(key))
            office.keys(scoring, (Qt.Key.Key_5, Qt.Key.Key_4, Qt.Key.Key_3)[number % 3])
            office.paste("reason", "A clear plan with steps, a measure and a day for review.")
        assert scoring.sheet.done == 9
    office.now_acts("Chair of the panel")
    office.go_to_competition("moderation")
    office.press("openModeration")
    office.answer(yes=True)
    board = office.page(ModerationPage)
    while board.board.left():
        key = next(iter(board.board.left()))
        board.go_to(key)
        own = board.board.cells[key].members[0].score
        office.keys(board, Qt.Key(Qt.Key.Key_0 + int(own or 4)))
        office.paste("agreedReason", "A clear plan with steps, a measure and a review date.")
        office.tick("everyone")
        office.press("agree")
    office.press("closeModeration")
    office.answer(yes=True)
    office.go_to_competition("result")
    office.press("workOutTheResult")
    office.shows("comes first")


def award(office: Office) -> list[str]:
    """Sign-off by two people, letters issued and saved in a folder; gives their texts."""
    office.now_acts(FIRST)
    office.go_to_competition("result")
    office.press("send")
    office.give_reason("Best quality for the person, at a price that can last.")
    office.now_acts("Head of service")
    office.go_to_competition("result")
    office.press("approve")
    for letter in "ABC":
        office.paste(f"accept-{letter}", "Everything asked for is on the form.")
    office.press("yes")
    office.now_acts(FIRST)
    office.go_to_competition("award")
    office.type("noticeDay", "26/8/2026")
    for line in ("interests", "notice_drafted"):
        office.press(f"check_{line}")
    assert not [one.problems for one in office.page(AwardPage).view.drafts if one.problems]
    office.press("issueLetters")
    office.answer(yes=True)
    office.shows("All issued")
    folder = office.folder / "letters"
    folder.mkdir()
    office.page(AwardPage).save_in(str(folder))
    office.settle()
    return [words_of(path) for path in sorted(folder.glob("*.pdf"))]


def words_of(path: Path) -> str:
    """Every word of a PDF."""
    pages = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    pages.close()
    return " ".join(text.split())


def test_from_nothing_to_letters_in_a_folder(new_office: Office) -> None:
    office = new_office
    set_up(office)
    package = specify(office)
    compete(office, package)
    moment = office.clock
    office.close_window()
    office.file_is_sound()
    office.reopen(who=FIRST)
    assert office.clock == moment
    assert len(office.desk.work.read(people)) == 5
    office.go_to_competition("bids")
    assert [row[0] for row in office.cells("bidRegister")]
    open_bids(office)
    judge(office)
    letters = award(office)
    assert len(letters) == 3
    for name in PROVIDERS:
        assert any(name in text for text in letters)
    assert all("Fenbridge" in text for text in letters)
    office.close_window()
    office.file_is_sound()
