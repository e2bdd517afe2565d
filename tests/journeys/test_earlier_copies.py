"""Copies are kept by themselves, and a person goes back to one: through the real window."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from starapp.backups.folder import copies_of
from starapp.backups.looking import read_file
from starapp.backups.rotation import Kind
from starapp.history.history import entries
from starapp.organisation.commands import add_body
from starapp.organisation.queries import bodies
from starapp.sample.workspace import Until
from starapp.storage.faults import Damaged
from starapp.ui import theme
from starapp.ui.backups import choices
from starapp.ui.widgets.buttons import Link
from starapp.verify import verify
from tests.drive.backups import Backups
from tests.drive.keyboard import Keyboard
from tests.drive.office import Office
from tests.ui.looks import clipped, names_missing

pytestmark = pytest.mark.journey
MISTAKE = "A body added by mistake"


@pytest.fixture
def copies(office: Office, tmp_path: Path) -> Backups:
    """The folder of copies of the office's PC."""
    return Backups(office, tmp_path / "copies")


def add(office: Office, name: str) -> None:
    """Changes the workspace."""
    office.desk.work.do(lambda session: add_body(session, name=name))
    office.settle()


def names(path: Path) -> set[str]:
    return {one.name for one in read_file(path, bodies)}


def kept(office: Office, copies: Backups):
    """The copies there are, from the disk."""
    root = choices.folder()
    return copies_of(root, office.path)


def test_copies_are_made_when_due_and_at_closing(office: Office, copies: Backups) -> None:
    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-14T09:00")
    copies.look()
    assert len(kept(office, copies)) == 1, "there was none yet"
    office.at("2026-08-14T09:20")
    add(office, "First")
    copies.look()
    assert len(kept(office, copies)) == 1, "it is not half an hour yet"
    office.at("2026-08-14T09:31")
    copies.look()
    assert len(kept(office, copies)) == 2
    assert office.window.status.backup.text() == "Backup copy 09:31"
    office.at("2026-08-14T11:00")
    copies.look()
    assert len(kept(office, copies)) == 2, "nothing was changed since"
    add(office, "Last")
    copies.close_window()
    newest = kept(office, copies)[0]
    assert "Last" in names(newest.path)
    office.reopen(who="M1")
    copies.close_window()
    assert len(kept(office, copies)) == 3, "closing without a change copies nothing"
    for one in kept(office, copies):
        assert verify(one.path) == ()


def test_read_only_makes_no_copies(office: Office, copies: Backups) -> None:
    assert office.samples is not None
    office.samples.copy(Until.DRAFTED, office.path)
    office.program.open_path(str(office.path), read_only=True)
    office.choose_person("Procurement officer")
    copies.look()
    office.go("settings", part="backups")
    copies.settle()
    office.shows("Whoever changes it makes the copies.")
    copies.close_window()
    assert kept(office, copies) == ()


def test_a_folder_that_is_gone_is_told_once_and_tried_again(
    office: Office, copies: Backups, tmp_path: Path
) -> None:
    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-14T09:00")
    root = tmp_path / "copies"
    root.write_text("in the way")
    copies.look()
    assert office.window.status.backup.text() == "No backup copy"
    told = [one for one in office.window.messages.shown if "No backup copy" in one]
    assert len(told) == 1
    assert "Settings, Backups" in told[0]
    assert office.root is office.window, "no dialog stops the work"
    add(office, "Saved all the same")
    office.at("2026-08-14T09:15")
    copies.look()
    assert len([one for one in office.window.messages.shown if "No backup" in one]) == 1
    office.press("backupState")
    office.shows("No backup copy could be made.", "STAR tries again by itself.")
    root.unlink()
    office.at("2026-08-14T09:26")
    copies.look()
    assert office.window.status.backup.text() == "Backup copy 09:26"
    assert "No backup copy could be made." not in office.words()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for files of a process")
def test_a_full_disk_stops_no_save(office: Office, copies: Backups) -> None:
    import resource

    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-14T09:00")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    small = office.path.stat().st_size // 2
    resource.setrlimit(resource.RLIMIT_FSIZE, (small, before[1]))
    try:
        copies.look()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert office.window.status.backup.text() == "No backup copy"
    assert not list((choices.folder() or Path()).rglob("*.star*"))
    office.file_is_sound()


def test_a_person_goes_back(office: Office, copies: Backups) -> None:
    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-14T09:00")
    made = copies.make()
    office.at("2026-08-14T10:00")
    add(office, MISTAKE)
    sheet = copies.open_sheet()
    office.shows("Done since this copy: 1 thing")
    assert office.cells("copies")[0][2] == "1 thing"
    assert MISTAKE in office.cells("doneSince")[0][2]
    assert names_missing(sheet) == []
    office.press("putBack")
    office.press("yes")
    office.shows("Write the reason.")
    office.paste("reason", "It was another council")
    office.press("yes")
    copies.wait_until_back()
    office.shows("The copy is in place.", "before going back", str(made.path.parent))
    office.press("close")
    assert office.window.isVisible()
    assert MISTAKE not in {one.name for one in office.desk.work.read(bodies)}
    newest = office.desk.work.read(entries)[0]
    assert newest.reason == "It was another council"
    assert newest.person == office.desk.actor().name
    office.file_is_sound()
    copies.open_sheet()
    first = office.cells("copies")[0]
    assert "different ways" in first[2] or first[2] == "1 thing"
    before = next(one for one in kept(office, copies) if one.kind is Kind.BEFORE_GOING_BACK)
    assert MISTAKE in names(before.path)


def test_by_keyboard_alone(office: Office, copies: Backups) -> None:
    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-14T09:00")
    copies.make()
    office.at("2026-08-14T10:00")
    add(office, MISTAKE)
    keyboard = Keyboard(office)
    copies.open_sheet()
    keyboard.tab_to("copies")
    keyboard.press("putBack")
    keyboard.tab_to("reason")
    keyboard.write("Mistake")
    keyboard.press("yes")
    copies.wait_until_back()
    keyboard.key(Qt.Key.Key_Return)
    assert MISTAKE not in {one.name for one in office.desk.work.read(bodies)}


def test_past_an_opening_two_people_agree(office: Office, copies: Backups) -> None:
    office.open_sample(Until.RECEIVED, who="M1", at="2026-09-07T12:30")
    copies.make()
    copies.close_window()
    assert office.samples is not None
    office.samples.copy(Until.OPENED, office.path)
    office.reopen(who="M1")
    sheet = copies.open_sheet()
    sheet.table.choose(str(kept(office, copies)[-1].path))
    office.settle()
    office.shows("bids were opened", "stays true")
    office.press("putBack")
    office.paste("reason", "The file was harmed")
    office.press("yes")
    office.shows("Choose the second person who agrees.")
    lead = office.person_id("Lead commissioner")
    office.choose("second", lead)
    office.press("yes")
    assert sheet.asked is not None
    (problem,) = sheet.asked.errors.findChildren(Link)
    assert problem.text().startswith("Lead commissioner says here, at this PC")
    office.tick("secondAgrees")
    office.press("yes")
    copies.wait_until_back()
    office.press("close")
    assert "Lead commissioner agreed" in office.desk.work.read(entries)[0].words


def test_who_may_not_put_back_can_open_a_copy(office: Office, copies: Backups) -> None:
    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-14T09:00")
    copies.make()
    add(office, MISTAKE)
    office.now_acts("E4")
    sheet = copies.open_sheet()
    office.shows("A procurement officer or an administrator puts a copy back.")
    assert not sheet.back.isEnabled()
    office.press("openCopy")
    office.bot.waitUntil(lambda: office.program.who is not None and office.program.who.isVisible())
    office.choose_person("PBS nurse")
    assert office.window.workspace.path.name == "work as of 2026-08-14 09.00.star"
    assert MISTAKE not in {one.name for one in office.desk.work.read(bodies)}
    assert MISTAKE in names(office.path)


@pytest.mark.parametrize("harm", [b"\xff" * 60, b""], ids=["damaged", "gone"])
def test_a_file_that_cannot_be_opened_leads_to_its_copies(
    office: Office, copies: Backups, harm: bytes
) -> None:
    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-14T09:00")
    copies.make()
    copies.close_window()
    if harm:
        with office.path.open("r+b") as file:
            file.seek(100)
            file.write(harm)
    else:
        office.path.unlink()
    office.program.open_path(str(office.path))
    office.shows("The workspace was not opened.")
    office.press("seeItsEarlierCopies")
    assert office.program.copies is not None
    copies.read(office.program.copies)
    office.shows("The workspace file cannot be read.", "a file of its own beside this one")
    assert not office.program.copies.back.isEnabled()
    office.press("openCopy")
    office.bot.waitUntil(lambda: office.program.who is not None and office.program.who.isVisible())
    office.choose_person("Procurement officer")
    assert verify(office.window.workspace.path) == ()
    if harm:
        assert harm in office.path.read_bytes(), "the damaged file is left as it is"


def test_a_damaged_file_while_another_is_open(office: Office, copies: Backups) -> None:
    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-14T09:00")
    made = copies.make()
    other = office.path.with_name("work harmed.star")
    other.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    copy = other.with_name("work harmed before upgrade 2026-08-01 100000.star")
    copy.write_bytes(made.path.read_bytes())
    office.program.open_path(str(other))
    office.shows("The workspace was not opened.")
    office.press("yes")
    assert office.program.copies is not None
    sheet = copies.read(office.program.copies)
    assert [one.copy.path for one in sheet.listing.copies] == [copy]


def test_there_is_no_copy_yet(office: Office, copies: Backups) -> None:
    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-14T09:00")
    copies.open_sheet()
    office.shows("There is no copy yet")


@pytest.mark.parametrize("scale", [100, 150])
def test_nothing_is_cut_off(office: Office, copies: Backups, scale: int) -> None:
    theme.apply(office.app, theme.Theme(theme.Mode.LIGHT, scale))
    office.open_sample(Until.RECEIVED, who="M1", at="2026-09-07T12:30")
    office.window.resize(1366, 768)
    copies.make()
    copies.close_window()
    assert office.samples is not None
    office.samples.copy(Until.OPENED, office.path)
    office.reopen(who="M1")
    office.window.resize(1366, 768)
    sheet = copies.open_sheet()
    sheet.table.choose(str(kept(office, copies)[-1].path))
    office.settle()
    assert clipped(sheet) == []
    assert sheet.height() <= office.window.height()
    office.press("putBack")
    assert sheet.asked is not None
    assert names_missing(sheet.asked) == []
    assert clipped(sheet.asked) == []


def test_damage_found_at_work_leads_to_the_copies(office: Office, copies: Backups) -> None:
    office.open_sample(Until.DRAFTED, who="M1", at="2026-08-14T09:00")
    made = copies.make()
    words = "work.star is damaged. Close STAR and open your latest backup copy."

    def found_damaged(_session: object) -> None:
        raise Damaged(words)

    office.desk.work.fetch(found_damaged, then=print)
    office.settle()
    office.shows("The workspace file is damaged", words)
    office.press("yes")
    sheet = office.window.does.copies
    assert sheet is not None
    copies.read(sheet)
    assert [one.copy.path for one in sheet.listing.copies] == [made.path]
    office.press("close")
    office.desk.work.fetch(found_damaged, then=print)
    office.settle()
    assert office.root is office.window, "it is told once"


def test_a_damaged_file_without_copies_promises_none(office: Office, copies: Backups) -> None:
    office.path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    office.program.show_welcome("open")
    office.program.open_path(str(office.path))
    office.shows("The workspace was not opened.", "STAR has no earlier copy of it on this PC")
    assert office.program.welcome is not None
    assert not office.program.welcome.see_copies.isVisible()
