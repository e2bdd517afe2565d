"""The award page in the real window: days in words, letters with gaps, saving, printing, looking on."""

import hashlib
from datetime import date
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog

from starapp.competitions.competition import State
from starapp.letters.kinds import Kind
from starapp.letters.queries import issued, letter_pdf
from starapp.sample.workspace import Until
from starapp.ui.awards.file_names import letter_file_names
from starapp.ui.widgets.buttons import Button
from tests.drive.awards import AwardDriver
from tests.drive.office import Office
from tests.ui.looks import clipped, names_missing

ISSUING = "2026-09-25T09:00"


@pytest.fixture
def page(office: Office) -> AwardDriver:
    return AwardDriver(office)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("soon", "Enter a date, for example 26 March 2026."),
        ("31/2/2026", "Enter a date, for example 26 March 2026."),
        ("24/9/2026", "Choose today or a later day for the notice."),
        ("1/1/2031", "are not in the calendar"),
    ],
)
def test_a_wrong_day_of_the_notice_is_refused_in_words(
    page: AwardDriver, typed: str, told: str
) -> None:
    page.open(Until.SIGNED_OFF, at=ISSUING)
    page.office.type("noticeDay", typed)
    assert told in page.complaint()
    assert page.stored("notice_day") is None
    assert "Choose the day" in page.off("issueLetters")
    page.office.type("noticeDay", "25.9.26")
    assert page.complaint() == ""
    assert page.stored("notice_day") == date(2026, 9, 25)
    assert page.office.find(Button, "issueLetters").isEnabled()


def test_a_gap_keeps_the_letters_back_until_it_is_filled(page: AwardDriver) -> None:
    page.open(Until.SIGNED_OFF, at=ISSUING)
    page.office.type("noticeDay", "25/9/2026")
    assert page.letter_states() == {"Ready"}
    page.change_letterhead(signatory_name="", other_formats="")
    assert page.letter_states() == {"2 to mend"}
    page.office.shows("0 of 6 ready", "who signs the letter is missing")
    assert "12 things stand in the way" in page.off("issueLetters")
    assert page.off("savePDFs") == "Mend the letters first."
    page.change_letterhead(signatory_name="The Director", other_formats="Call 01632 960147")
    assert page.letter_states() == {"Ready"}
    assert "is missing" not in page.office.words()
    page.office.press("issueLetters")
    page.office.answer(yes=True)
    assert page.state is State.ISSUED
    assert page.letter_states() == {f"Issued, no. {number}" for number in range(1, 7)}
    page.office.shows("All issued")


def test_a_competition_abandoned_after_its_letters_says_so_and_frees_no_package(
    page: AwardDriver,
) -> None:
    """What is said before and after is so: the package stays awarded, and letters were made."""
    page.open(Until.LETTERS, at="2026-09-25T10:00")
    page.office.window.shown.ask_to_abandon()
    page.office.shows("The package stays awarded, so no other competition can use it.")
    page.office.give_reason("A challenge was right.")
    assert page.state is State.ABANDONED
    page.office.shows("This competition was abandoned", "letters issued before stay in the record.")


def test_a_sign_that_cannot_be_printed_is_told_above_the_pages(page: AwardDriver) -> None:
    page.open(Until.SIGNED_OFF, at=ISSUING)
    page.office.type("noticeDay", "25/9/2026")
    page.change_letterhead(department="Care ☂ team")
    assert page.letter_states() == {"Ready, see note"}
    page.office.shows("“☂” (umbrella) in the letterhead is printed as an empty box.")
    assert page.office.find(Button, "issueLetters").isEnabled()


def test_the_organiser_reads_which_letters_give_a_price_away_before_they_go_out(
    page: AwardDriver,
) -> None:
    page.open(Until.SIGNED_OFF, at=ISSUING)
    page.office.shows("6 of 6 ready; 4 let the reader work out another bidder’s price")
    told = page.page.letters.tells.text().split("\n")
    assert len(told) == 6
    start = "From its letter and the published formula Kitewell Support CIC can work out the lowest"
    assert told[0].startswith(f"{start} first-year price, which is that of Cindermoor Support Ltd")
    assert sum("Quillon" in words or "Harrowfen" in words for words in told) == 0
    assert told[0] in page.page.notes.text(), "the chosen letter says it above its pages too"
    page.office.type("noticeDay", "25/9/2026")
    page.office.press("issueLetters")
    page.office.answer(yes=True)
    assert not page.page.letters.tells.isVisible()


def test_every_letter_is_saved_byte_for_byte(page: AwardDriver, tmp_path: Path) -> None:
    page.open(Until.LETTERS, at="2026-09-25T10:00")
    page.office.press("savePDFs")
    dialog = page.page.dialog
    assert isinstance(dialog, QFileDialog)
    folder = tmp_path / "Łódź letters"
    folder.mkdir()
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    page.office.settle()
    read, place = page.office.desk.work.read, page.competition_id
    sent = read(partial(issued, competition_id=place))
    kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert kept == {letter.sha256 for letter in sent}
    assert len(list(folder.iterdir())) == 6
    assert (folder / "MC-2026-031 award Kitewell-Support-CIC.pdf").exists()
    first = read(partial(letter_pdf, letter_id=sent[0].id))
    assert (folder / "MC-2026-031 award Kitewell-Support-CIC.pdf").read_bytes() == first


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_what_the_printer_did_not_take_is_not_said_to_be_printed(
    page: AwardDriver, tmp_path: Path
) -> None:
    page.open(Until.LETTERS, at="2026-09-25T10:00")
    before = page.history()[0]
    page.print_all(tmp_path / "nowhere" / "printed.pdf")
    assert "The printer did not take every page." in page.complaint()
    assert page.history()[0] == before


def test_a_folder_that_cannot_be_written_to_is_told_in_words(
    page: AwardDriver, tmp_path: Path
) -> None:
    page.open(Until.LETTERS, at="2026-09-25T10:00")
    page.page.save_in(str(tmp_path / "nowhere"))
    page.office.settle()
    assert "could not be written to" in page.complaint()
    assert "That folder is not there. Choose another folder." in page.complaint()


def test_all_letters_are_printed_in_order_and_the_history_says_so(
    page: AwardDriver, tmp_path: Path
) -> None:
    page.open(Until.LETTERS, at="2026-09-25T10:00")
    paper = tmp_path / "printed.pdf"
    page.print_all(paper)
    sent = page.page.view.issued
    printed = pypdfium2.PdfDocument(paper)
    assert len(printed) == sum(letter.pages for letter in sent)
    printed.close()
    assert page.history()[0] == "6 letters sent to a printer"
    assert page.state is State.ISSUED


def test_drafts_are_neither_printed_nor_taken_for_issued(page: AwardDriver) -> None:
    page.open(Until.SIGNED_OFF, at=ISSUING)
    assert "printed when they are issued" in page.off("printAll")
    assert page.page.preview_card.title.text() == "Letter not yet issued"


def test_wrong_days_of_telling_the_person_are_refused_beside_the_field(page: AwardDriver) -> None:
    page.open(Until.LETTERS, at="2026-09-25T10:00")
    page.publish()
    page.office.at("2026-09-28T09:00")
    sheet = page.day_sheet("person")
    for typed, told in (
        ("", "Enter a day."),
        ("last week", "Enter a date, for example 26 March 2026."),
        ("29/9/2026", "Choose today or an earlier day."),
        ("1/1/2050", "Choose today or an earlier day."),
        ("23/9/2026", "The result was signed off on 24 September 2026."),
    ):
        sheet.type("day", typed)
        sheet.press("recordTheDay")
        assert told in page.sheet_words()
        assert page.stored("person_told") is None
    sheet.type("day", "25/9/2026")
    sheet.press("recordTheDay")
    assert not page.page.day_sheet.isVisible()
    assert page.stored("person_told") == date(2026, 9, 25)
    page.office.shows("Person and family told", "On 25 September 2026")


def test_signing_waits_for_the_standstill_and_for_the_day(page: AwardDriver) -> None:
    page.open(Until.LETTERS, at="2026-09-25T10:00")
    page.publish()
    assert "From 7 October 2026" in page.off("check_sign")
    page.office.at("2026-10-08T09:00")
    page.page.reload()
    page.office.settle()
    sheet = page.day_sheet("sign")
    for typed, told in (
        ("6/10/2026", "may be signed from Wednesday 7 October 2026 on"),
        ("3 October 2026", "may be signed from Wednesday 7 October 2026 on"),
        ("24/9/2026", "may be signed from Wednesday 7 October 2026 on"),
        ("9/10/2026", "Choose today or an earlier day."),
        ("soon", "Enter a date"),
    ):
        sheet.type("day", typed)
        sheet.press("recordTheSigning")
        assert told in page.sheet_words()
        assert page.state is State.STANDSTILL
    sheet.type("day", "7/10/2026")
    sheet.press("recordTheSigning")
    assert page.state is State.CONCLUDED
    assert page.stored("signed") == date(2026, 10, 7)
    page.office.close_window()
    page.office.file_is_sound()


def acting_buttons(page: AwardDriver) -> list[str]:
    """The buttons that would change something."""
    found = page.office.names(Button)
    return [name for name in found if name.startswith("check_") or name == "issueLetters"]


@pytest.mark.parametrize("who", ["E4", "A1"])
def test_people_who_do_not_run_competitions_look_on(page: AwardDriver, who: str) -> None:
    page.open(Until.SIGNED_OFF, at=ISSUING, who=who)
    page.office.shows("Award checklist", "6 of 6 ready")
    assert acting_buttons(page) == []
    assert not page.page.notice_row.isVisible()
    page.office.now_acts("M1")
    page.office.go("competition", "competition", "award")
    assert "issueLetters" in acting_buttons(page)


def test_a_read_only_workspace_shows_and_saves_the_letters_and_changes_nothing(
    page: AwardDriver, tmp_path: Path
) -> None:
    office = page.office
    office.samples.copy(Until.LETTERS, office.path)
    before = hashlib.sha256(office.path.read_bytes()).hexdigest()
    office.program.open_path(str(office.path), read_only=True)
    office.choose_person("Procurement officer")
    office.at("2026-09-25T10:00")
    office.go("competition", "competition", "award")
    assert acting_buttons(page) == []
    office.shows("All issued")
    folder = tmp_path / "letters"
    folder.mkdir()
    page.page.save_in(str(folder))
    assert len(list(folder.iterdir())) == 6
    page.print_all(tmp_path / "printed.pdf")
    assert (tmp_path / "printed.pdf").stat().st_size > 10_000
    assert page.complaint() == ""
    office.close_window()
    assert hashlib.sha256(office.path.read_bytes()).hexdigest() == before


@pytest.mark.parametrize("until", [Until.RECOMMENDED, Until.SIGNED_OFF, Until.CONCLUDED])
def test_everything_has_a_name_and_nothing_is_cut(page: AwardDriver, until: Until) -> None:
    page.open(until, at=ISSUING if until is not Until.CONCLUDED else "2026-10-08T09:00")
    assert names_missing(page.page) == []
    assert clipped(page.page) == []


def test_files_of_names_that_look_alike_are_kept_apart() -> None:
    letters = [
        (Kind.AWARD, "Kitewell Support CIC"),
        (Kind.UNSUCCESSFUL, "Łącze & Co"),
        (Kind.UNSUCCESSFUL, "Lacze, Co"),
        (Kind.UNSUCCESSFUL, "日本"),
        (Kind.UNSUCCESSFUL, "Ελπίδα"),
        (Kind.BELOW_MINIMUM, "../../etc"),
    ]
    names = letter_file_names("MC-2026-031", letters)
    assert len(set(names)) == 6
    assert names[0] == "MC-2026-031 award Kitewell-Support-CIC.pdf"
    assert names[3:5] == [
        "MC-2026-031 unsuccessful provider.pdf",
        "MC-2026-031 unsuccessful provider 2.pdf",
    ]
    assert all("/" not in name and name.isascii() for name in names)
