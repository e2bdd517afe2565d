"""The sample walked through every stage by what a person does in the real window."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from starapp.sample.contest import LATE_RATES
from starapp.sample.workspace import Until
from starapp.ui.awards.award_page import AwardPage
from starapp.ui.evaluation.moderation_page import ModerationPage
from starapp.ui.evaluation.scoring_page import ScoringPage
from tests.drive.office import Office

pytestmark = pytest.mark.journey


def test_a_result_is_sent_returned_sent_again_and_approved(office: Office) -> None:
    office.open_sample(Until.WORKED_OUT, who="E1", at="2026-09-23T09:30")
    office.go("competition", "competition", "result")
    office.shows("89.19", "86.10", "80.19", "74.20")
    office.press("send")
    office.give_reason("Best quality for the person, at a price that can last.")
    office.now_acts("A1")
    office.go("competition", "competition", "result")
    office.press("return")
    office.give_reason("Say more about the mileage rate")
    office.now_acts("E1")
    office.go("competition", "competition", "result")
    office.shows("Say more about the mileage rate")
    office.press("send")
    office.give_reason("Best quality, and the mileage rate is within the ceiling.")
    office.now_acts("A1")
    office.go("competition", "competition", "result")
    office.press("approve")
    office.answer(yes=True)
    office.shows("Signed off")
    office.close_window()
    office.file_is_sound()


def test_a_package_is_finished_and_locked(office: Office) -> None:
    office.open_sample(Until.DRAFTED, who="E1", at="2026-08-14T14:50")
    office.go("package", "package", "pen-picture")
    office.shows("Everything is complete")
    office.paste("pen_picture", "A man of 25 to 34 who loves music, buses and his own front door.")
    office.press("lockSpecification")
    office.answer(yes=True)
    office.shows("Locked on 14 August 2026 by Lead commissioner")
    office.close_window()
    office.file_is_sound()


def test_invitations_are_sent(office: Office) -> None:
    office.open_sample(Until.SPECIFIED, who="M1", at="2026-08-14T16:10")
    office.lock_the_sample_model()
    office.go("competitions")
    office.press("newCompetition")
    assert office.samples is not None
    office.choose("competitionPackage", office.samples.ids["package"])
    office.choose("competitionModel", office.model_id)
    office.press("makeCompetition")
    office.go_to_stage("invitations")
    office.press("sendInvitations")
    office.shows("Before the invitations can be issued")
    office.press("suggestDates")
    office.shows("Ready to issue.")
    office.press("sendInvitations")
    office.answer(yes=True)
    office.shows("invited on 14 August 2026", "Bids are due by")
    office.close_window()
    office.file_is_sound()


def test_a_bid_is_recorded_and_stays_sealed(office: Office) -> None:
    office.open_sample(Until.INVITED, who="M1", at="2026-09-04T10:00")
    office.go("competition", "competition", "bids")
    office.press("recordBid")
    office.choose("bidProvider", office.id_of("PR02"))
    office.paste("answer-Q1", "We plan each outcome with dates and a measure.")
    for code, rate in LATE_RATES.items():
        office.type(f"rate-{code}", rate)
    office.press("sealBid")
    office.shows("Bid from Kitewell Support CIC sealed", "Bids received")
    assert "24.10" not in office.words()
    assert "We plan each outcome" not in office.words()
    office.close_window()
    office.file_is_sound()


def test_two_people_open_the_bids(office: Office) -> None:
    office.open_sample(Until.RECEIVED, who="M1", at="2026-09-07T14:00")
    office.go("competition", "competition", "bids")
    office.choose("secondOpener", office.id_of("O2"))
    office.tick("secondIsHere")
    office.press("beginOpening")
    office.answer(yes=True)
    for number in range(1, 6):
        office.shows(f"Bid {number} of 5")
        office.press("openBid")
    office.shows(
        "5 of 5 opened", "No bid waits to be opened. Two people opened each bid that is open."
    )
    office.close_window()
    office.file_is_sound()


def test_the_panel_declares_the_chair_decides_and_scoring_starts(office: Office) -> None:
    office.open_sample(Until.OPENED, who="M1", at="2026-09-08T09:30")
    office.go("competition", "competition", "bids")
    office.settle_checks()
    office.keep_late_sealed()
    office.go("competition", "competition", "panel")
    office.appoint("M1", chairs=True)
    for code in ("E1", "E2", "E3", "E4"):
        office.appoint(code, f"{code}")
    for code in ("M1", "E1", "E2", "E3"):
        office.declare(code)
    office.declare("E4", interest="My sister works for a provider that did not bid.")
    office.now_acts("M1")
    office.go("competition", "competition", "panel")
    office.press(f"Decide-{office.name_of('E4')}")
    office.pick("may")
    office.paste("reason", "It did not bid, so nothing is gained.")
    office.press("yes")
    office.press("startScoring")
    office.answer(yes=True)
    office.shows("0 of 4 have scored everything", "Members score alone.")
    office.close_window()
    office.file_is_sound()


def test_a_member_scores_by_keyboard(office: Office) -> None:
    office.open_sample(Until.SCORING, who="E4", at="2026-09-21T15:30")
    office.go("competition", "competition", "scoring")
    page = office.page(ScoringPage)
    first = next(key for key in page.sheet.wanted if key in page.sheet.writable)
    page.matrix.setCurrentIndex(page.matrix.matrix.place(first))
    office.keys(page, Qt.Key.Key_2)
    office.paste("reason", "The plan names the risk and who acts, but gives no dates for it.")
    assert page.key == first
    assert page.reason_field.problem() == ""
    kept = page.sheet.scores[first]
    assert (kept.score, kept.reason) == (
        2,
        "The plan names the risk and who acts, but gives no dates for it.",
    )
    assert "£" not in office.words()
    office.close_window()
    office.file_is_sound()


def test_the_chair_agrees_a_score_and_closes_moderation(office: Office) -> None:
    office.open_sample(Until.MET, who="M1", at="2026-09-22T10:30")
    office.go("competition", "competition", "moderation")
    office.shows("Everything is agreed")
    office.press("reopen")
    office.give_reason("Page 3 was missed")
    page = office.page(ModerationPage)
    again = page.key
    office.press("closeModeration")
    office.shows("Moderation cannot be closed yet")
    page.go_to(again)
    office.keys(page, Qt.Key.Key_4)
    office.paste("agreedReason", "Each outcome has a first step, a measure and a review date.")
    office.tick("everyone")
    office.press("agree")
    office.shows("Everything is agreed")
    office.press("closeModeration")
    office.answer(yes=True)
    office.shows("Moderation is closed")
    office.go("competition", "competition", "result")
    office.press("workOutTheResult")
    office.shows("comes first")
    office.close_window()
    office.file_is_sound()


def text_of(path: Path) -> str:
    """Every word of a PDF."""
    pages = pypdfium2.PdfDocument(path)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    finally:
        pages.close()


def test_letters_are_issued_saved_and_printed(office: Office) -> None:
    office.open_sample(Until.SIGNED_OFF, who="M1", at="2026-09-25T09:00")
    office.go("competition", "competition", "award")
    office.type("noticeDay", "25/9/2026")
    for line in ("interests", "notice_drafted"):
        office.press(f"check_{line}")
    office.at("2026-09-25T09:30")
    office.press("issueLetters")
    office.answer(yes=True)
    office.shows("All issued")
    page = office.page(AwardPage)
    folder = office.folder / "letters"
    folder.mkdir()
    office.press("savePDFs")
    page.dialog.close()
    page.save_in(str(folder))
    office.settle()
    letters = {path.name: text_of(path) for path in folder.glob("*.pdf")}
    assert len(letters) == 6
    award = next(text for name, text in letters.items() if " award " in name)
    assert "Kitewell Support CIC" in award
    assert "89.19" in award
    second = next(text for name, text in letters.items() if "Merrow-Bridge" in name)
    assert "86.10" in second
    assert "89.19" in second
    paper = office.folder / "printed.pdf"
    page._printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    page._printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    page._printer.setOutputFileName(str(paper))
    page.print_letters(tuple(sent.id for sent in page.view.issued))
    office.settle()
    printed = pypdfium2.PdfDocument(paper)
    wanted = sum(len(pypdfium2.PdfDocument(path)) for path in folder.glob("*.pdf"))
    assert len(printed) == wanted
    printed.close()
    office.press("check_notice")
    office.answer(yes=True)
    office.shows("Voluntary, 8 working days.", "Sign from Wednesday 7 October 2026.")
    office.close_window()
    office.file_is_sound()
