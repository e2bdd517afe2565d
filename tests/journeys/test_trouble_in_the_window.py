"""The disk fills up, the file goes away, somebody else has it, a folder refuses: seen in the window."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from starapp.app import open_workspace
from starapp.sample.workspace import Until
from starapp.specifications.queries import specification
from starapp.ui.awards.award_page import AwardPage
from starapp.verify import verify
from tests.drive.office import Office

pytestmark = pytest.mark.journey
moved_while_open = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows does not let an open file be moved"
)
not_on_windows = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no limit for the files of a process"
)

HOLD = """
import sys
from pathlib import Path
from starapp.storage.writer_lock import take
lock = take(Path(sys.argv[1]), who="Sam Sample")
print("held", flush=True)
sys.stdin.readline()
"""
OLD = "A man of 25 to 34 who loves music and buses."
NEW = "A man of 25 to 34 who loves music, buses and his own front door."


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process can grow, as on a full disk."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def pen_picture(office: Office) -> str:
    wanted = partial(specification, package_id=office.id_of("package"))
    return office.desk.work.read(wanted).text("pen_picture")


def begin(office: Office) -> None:
    office.open_sample(Until.DRAFTED, who="E1", at="2026-08-14T14:50")
    office.go("package", "package", "pen-picture")
    office.paste("pen_picture", OLD)
    assert pen_picture(office) == OLD


@not_on_windows
def test_the_disk_is_full_while_somebody_types(office: Office) -> None:
    begin(office)
    with full_disk():
        office.paste("pen_picture", NEW)
        office.shows("not saved")
        assert office.typed("pen_picture") == NEW
        assert pen_picture(office) == OLD
        assert office.window.isVisible()
    office.paste("pen_picture", NEW + " ")
    assert pen_picture(office).strip() == NEW
    office.close_window()
    office.file_is_sound()


@moved_while_open
def test_the_file_is_taken_away_and_a_copy_saved(office: Office, tmp_path: Path) -> None:
    begin(office)
    elsewhere = tmp_path / "elsewhere.star"
    office.path.rename(elsewhere)
    office.paste("pen_picture", NEW)
    office.shows("is no longer in", "Save a copy")
    assert office.typed("pen_picture") == NEW
    assert not office.path.exists(), "an empty file was left in its place"
    copy = tmp_path / "copy.star"
    office.window.does.copy_to(str(copy))
    office.settle()
    office.bot.waitUntil(copy.exists)
    assert not office.window.close()
    office.shows("Close and lose what is not saved?")
    office.press("closeAndLose")
    assert not office.window.isVisible()
    assert not office.path.exists()
    assert verify(copy) == ()
    assert not office.path.exists()


@moved_while_open
def test_the_file_is_put_back_and_work_goes_on(office: Office, tmp_path: Path) -> None:
    begin(office)
    elsewhere = tmp_path / "elsewhere.star"
    office.path.rename(elsewhere)
    office.paste("pen_picture", NEW)
    office.shows("is no longer in")
    elsewhere.rename(office.path)
    office.paste("pen_picture", NEW + " ")
    assert pen_picture(office).strip() == NEW
    office.close_window()
    office.file_is_sound()


def test_somebody_else_has_the_file(office: Office) -> None:
    assert office.samples is not None
    office.samples.copy(Until.DRAFTED, office.path)
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(office.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        office.program.begin(office.path)
        question = office.program.question
        assert question is not None
        assert question.isVisible()
        office.shows("Sam Sample")
        question.yes.click()
        office.choose_person("Lead commissioner")
        assert office.desk.read_only()
        assert office.window.status.read_only.isVisible()
        office.go("package", "package", "pen-picture")
        office.close_window()
    finally:
        child.kill()
        child.wait()
        for end in (child.stdin, child.stdout):
            if end is not None:
                end.close()
    open_workspace(office.path).close()


@not_on_windows
def test_no_room_to_open_it_for_writing(office: Office) -> None:
    assert office.samples is not None
    office.samples.copy(Until.DRAFTED, office.path)
    with full_disk():
        office.program.begin(office.path)
        office.shows("Make some room", "open it read-only")
        question = office.program.question
        assert question is not None
        question.yes.click()
        office.choose_person("Lead commissioner")
        assert office.desk.read_only()
        office.go("package", "package", "pen-picture")
    office.close_window()
    office.file_is_sound()


@not_on_windows
def test_no_room_to_make_a_workspace(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "workspaces"
    office.program.show_welcome("create")
    welcome = office.program.welcome
    assert welcome is not None
    welcome.fill(
        name="Northvale commissioning",
        folder=str(folder),
        body="Northvale Council",
        person="Lead Commissioner",
        title="Commissioning lead",
    )
    with full_disk():
        welcome.start.click()
        office.shows("The workspace was not made.", "Make some room")
    assert list(folder.glob("*")) == [], "something half-made was left"
    welcome.start.click()
    assert office.window.isVisible()
    (made,) = folder.glob("*.star")
    office.close_window()
    assert verify(made) == ()


def test_a_damaged_file_is_told_and_the_welcome_stays(office: Office) -> None:
    assert office.samples is not None
    office.samples.copy(Until.DRAFTED, office.path)
    with office.path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 60)
    harmed = office.path.read_bytes()
    office.program.show_welcome("open")
    office.program.open_path(str(office.path))
    office.shows("The workspace was not opened.", "damaged", "backup copy")
    assert office.program.window is None
    assert office.program.welcome is not None
    assert office.program.welcome.isVisible()
    assert office.path.read_bytes() == harmed


def test_letters_cannot_be_saved_where_nobody_may_write(office: Office, tmp_path: Path) -> None:
    office.open_sample(Until.LETTERS, who="M1", at="2026-09-25T10:00")
    office.go("competition", "competition", "award")
    page = office.page(AwardPage)
    blocked = tmp_path / "a file"
    blocked.write_bytes(b"in the way")
    page.save_in(str(blocked / "letters"))
    office.settle()
    office.bot.waitUntil(lambda: "could not be" in office.words() or "cannot" in office.words())
    assert office.window.isVisible()
    office.close_window()
    office.file_is_sound()
