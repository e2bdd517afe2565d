"""The package editor and the list, by mouse and by keyboard, with wrong input too."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from starapp.history.acting import Actor, Role
from starapp.specifications import commands, stage_commands
from starapp.specifications.care_needs import Section
from starapp.specifications.package import PackageState
from starapp.specifications.queries import package
from starapp.ui import theme
from tests.drive.specifications import PackageDriver, packages_page
from tests.make.specifications import draft, northvale_package
from tests.ui.looks import clipped, names_missing

RISKY = "Alex Sample loves buses. NHS number 999 000 0018. She was born on 14/05/2001."


@pytest.fixture
def made(store, commissioner):
    """The Northvale package in the file: its id."""
    with store.writing(by=commissioner) as session:
        return northvale_package(session)


@pytest.fixture
def drive(qtbot, store, commissioner, made):
    """Opens the editor at a section; closes it after the test."""
    opened = []

    def run(part="", package_id="", actor=None, size=(1250, 760)):
        driver = PackageDriver(qtbot, store, actor or commissioner, package_id or made, part, size)
        opened.append(driver)
        return driver

    yield run
    for driver in opened:
        driver.close()


def test_every_section_opens_and_has_names(drive):
    driver = drive()
    for section in Section:
        driver.open(section.value)
        assert names_missing(driver.editor) == [], section
    assert driver.editor.crumbs()[-1][0] == "For the chosen provider"


@pytest.mark.parametrize(("size", "scale"), [((1250, 530), 100), ((1190, 590), 150)])
def test_nothing_is_cut_off(drive, size, scale):
    app = QApplication.instance()
    theme.apply(app, theme.Theme(theme.Mode.LIGHT, scale))
    try:
        driver = drive(size=size)
        for section in Section:
            driver.open(section.value)
            QApplication.processEvents()
            assert clipped(driver.editor) == [], section
    finally:
        theme.apply(app, theme.Theme())


def test_text_is_saved_as_typed_and_undone_by_name(drive):
    driver = drive("health-and-safety")
    before = driver.stored().text("risk")
    driver.type_in("risk", "Roads and heat, and seizures.")
    assert driver.stored().text("risk") == "Roads and heat, and seizures."
    assert driver.editor.undo_names() == ("change Risks and risk-taking", "")
    driver.editor.undo()
    assert driver.stored().text("risk") == before
    assert driver.control("risk").toPlainText() == before
    driver.editor.redo()
    assert driver.stored().text("risk") == "Roads and heat, and seizures."


def test_typing_is_saved_without_leaving_the_field(drive, qtbot):
    driver = drive("health-and-safety")
    field = driver.control("health")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, " More.")
    qtbot.waitUntil(lambda: driver.stored().text("health").endswith(" More."), timeout=3000)


def test_privacy_finds_are_marked_and_mended_with_one_press(drive, qtbot):
    driver = drive("pen-picture")
    driver.type_in("pen_picture", RISKY)
    edit = driver.control("pen_picture")
    qtbot.waitUntil(lambda: len(edit.finds) == 3, timeout=3000)
    assert len(edit.extraSelections()) == 3
    assert driver.control("pen_picture-privacy").isVisible()
    driver.press("pen_picture-fix-1")
    assert edit.toPlainText().startswith("The person loves buses.")
    driver.press("pen_picture-fix-1")
    assert "999" not in edit.toPlainText()
    driver.press("pen_picture-fix-1")
    assert "She is in her 20s." in edit.toPlainText()
    assert driver.control("pen_picture-privacy").isHidden()
    assert driver.stored().text("pen_picture") == edit.toPlainText()


def test_a_find_is_kept_with_a_reason_and_an_nhs_number_is_not(drive, qtbot):
    driver = drive("pen-picture")
    driver.type_in("pen_picture", RISKY)
    edit = driver.control("pen_picture")
    qtbot.waitUntil(lambda: len(edit.finds) == 3, timeout=3000)
    band = driver.control("pen_picture-privacy")
    assert band.findChild(type(driver.control("pen_picture-keep-1")), "pen_picture-keep-2") is None
    driver.press("pen_picture-keep-1")
    dialog = driver.dialog("keepDialog")
    driver.press("keepIt", within=dialog)
    assert dialog.reason.problem() == "Write why it may stay."
    QTest.keyClicks(dialog.reason.editor.edit, "A song, not a person.")
    driver.press("keepIt", within=dialog)
    assert [one.text for one in driver.stored().kept] == ["Alex Sample"]
    qtbot.waitUntil(lambda: len(edit.finds) == 2)


def test_f7_goes_to_the_next_find_and_enter_mends_it(drive, qtbot, store, commissioner, made):
    with store.writing(by=commissioner) as session:
        commands.save_section(session, package_id=made, texts={"staff": "Ask Mr Brown first."})
    driver = drive("pen-picture")
    driver.act("Next privacy find")
    assert driver.editor.title.endswith("Staff skills")
    first = driver.control("staff-fix-1")
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert driver.stored().text("staff") == "Ask the person first."


def test_sections_are_walked_with_the_keyboard(drive):
    driver = drive("about")
    driver.act("Next section")
    assert driver.editor.title.endswith("Pen picture")
    driver.act("Section before")
    driver.act("Section before")
    assert driver.editor.title.endswith("About the package")


def test_the_list_before_locking_leads_to_what_is_missing(drive):
    driver = drive("about")
    driver.open("health-and-safety")
    driver.type_in("risk", "")
    driver.open("about")
    driver.press("todo-health-and-safety")
    assert QApplication.focusWidget() is driver.control("risk")
    assert not driver.control("lockSpecification").isEnabled()


def test_locking_and_unlocking_with_a_reason(drive, made):
    driver = drive("pen-picture")
    driver.press("lockSpecification")
    driver.desk.question.yes.click()
    driver.settle()
    assert driver.editor.draft.state is PackageState.READY
    assert driver.control("pen_picture").isHidden()
    assert "Locked on 3 August 2026" in driver.editor.locked_bar.words.text()
    driver.editor.locked_bar.link.click()
    dialog = driver.dialog("reasonDialog")
    driver.press("giveReason", within=dialog)
    assert dialog.reason.problem() == "Write the reason."
    QTest.keyClicks(dialog.editor.edit, "Wrong miles.")
    driver.press("giveReason", within=dialog)
    driver.settle()
    assert driver.editor.draft.state is PackageState.DRAFT
    assert driver.control("pen_picture").isVisible()


def test_a_locked_package_shows_every_section_and_changes_nothing(drive, store, commissioner, made):
    with store.writing(by=commissioner) as session:
        stage_commands.make_ready(session, package_id=made)
    driver = drive()
    before = driver.stored()
    for section in Section:
        driver.open(section.value)
    driver.open("weekly-support")
    driver.click(0, 4)
    driver.key(Qt.Key.Key_1)
    driver.key(Qt.Key.Key_Delete)
    driver.drag((0, 4), (0, 10))
    assert driver.stored() == before


def test_a_viewer_sees_and_cannot_write(drive, made):
    driver = drive("pen-picture", actor=Actor("", "Viewer", frozenset({Role.VIEWER})))
    assert driver.control("pen_picture").isHidden()
    assert "Only a commissioner" in driver.editor.locked_bar.words.text()
    assert driver.editor.locked_bar.link.isHidden()


def test_about_refuses_an_empty_title_and_follows_the_system(drive):
    driver = drive("about")
    driver.type_in("title", "")
    assert driver.editor.pages[Section.ABOUT].fields["title"].problem()
    driver.type_in("title", "Support for one man")
    driver.choose("age_band", "35-44")
    driver.type_in("area", "Alderbrook south")
    about = driver.stored().about
    assert (about.title, about.age_band, about.area) == (
        "Support for one man", "35-44", "Alderbrook south",
    )  # fmt: skip
    assert driver.editor.header.title.whole() == "Support for one man"


@pytest.mark.parametrize("typed", ["soon", "31/2/2026", "1e9", "🙂"])
def test_a_date_that_is_none_is_said_and_not_saved(drive, typed):
    driver = drive("dates-and-reviews")
    driver.type_in("start_target", typed)
    assert driver.editor.pages[Section.DATES].fields["start_target"].problem()
    assert driver.stored().dates.start_target == date(2026, 11, 9)


@pytest.mark.parametrize("typed", ["abc", "-5", "1e9", "1,2,3", "£"])
def test_an_amount_that_is_none_is_said_and_not_saved(drive, typed):
    driver = drive("money")
    driver.type_in("budget_weekly", typed)
    assert driver.editor.pages[Section.MONEY].fields["budget_weekly"].problem()
    assert driver.stored().money.budget_weekly == Decimal("2050.00")


def test_funders_are_added_shared_and_removed(drive):
    driver = drive("money")
    driver.type_in("share-2", "20")
    assert "make 90 %" in driver.says("sharesSum")
    driver.type_in("share-2", "30")
    assert "Northvale ICB £618.36" in driver.says("sharesSum")
    driver.press("removeFunder2")
    assert len(driver.stored().money.funders) == 1
    driver.press("addAFunder")
    assert [f.percent for f in driver.stored().money.funders] == [Decimal(70), Decimal(30)]


def test_outcomes_are_written_and_stepped_with_keys(drive):
    driver = drive("outcomes")
    driver.type_in("measure-3", "A diary")
    ladder = driver.control("ladder-3")
    ladder.setFocus()
    QTest.keyClick(ladder, Qt.Key.Key_Right)
    QTest.keyClick(ladder, Qt.Key.Key_Up)
    stored = driver.stored().outcomes[2]
    assert (stored.measure, stored.step_now, stored.step_goal) == ("A diary", 2, 4)
    assert "Step 2 now, goal 4" in ladder.accessibleName()
    driver.press("addOutcome")
    assert len(driver.stored().outcomes) == 4
    driver.press("removeOutcome4")
    assert len(driver.stored().outcomes) == 3


def test_the_preview_shows_both_copies_and_saves_the_pages(drive, qtbot, tmp_path):
    driver = drive("about")
    driver.press("openPreview")
    dialog = driver.dialog("specificationPreview")
    qtbot.waitUntil(lambda: dialog.pages.page_count() > 1, timeout=10000)
    assert dialog.save.isEnabled()
    driver.settle()
    path = tmp_path / "specification.pdf"
    dialog.write_to(str(path))
    driver.settle()
    assert path.read_bytes().startswith(b"%PDF")
    dialog.write_to(str(tmp_path / "missing" / "x.pdf"))
    driver.settle()
    assert "Choose another folder" in dialog.said.text()
    dialog.layers.button("for the chosen provider only").click()
    driver.settle()
    assert "Send it to nobody else" in dialog.said.text()
    dialog.close_button.click()


def test_somebody_elses_change_is_shown(drive, store, commissioner, made):
    driver = drive("health-and-safety")
    with store.writing(by=commissioner) as session:
        commands.save_section(session, package_id=made, texts={"risk": "Changed elsewhere"})
    driver.editor.reload()
    assert driver.control("risk").toPlainText() == "Changed elsewhere"


def test_the_list_finds_opens_makes_and_copies(qtbot, store, commissioner, made):
    with store.writing(by=commissioner) as session:
        draft(session, title="Outreach for one woman")
    desk, page = packages_page(qtbot, store, commissioner)
    try:
        assert names_missing(page) == []
        assert page.count.text() == "2 of 2"
        QTest.keyClicks(page.search, "flat")
        assert page.table.rows.ids() == (made,)
        QTest.keyClicks(page.search, " nothing")
        assert page.nothing.isVisible()
        page.search.clear()
        places = []
        desk.went.connect(places.append)
        page.table.choose(made)
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        assert places[-1].id == made
        page.copy.click()
        dialog = page.dialog
        assert dialog.source.value() == made
        dialog.make.click()
        qtbot.waitUntil(lambda: desk.work.idle)
        assert dialog.title.problem()
        QTest.keyClicks(dialog.title.editor, "Another man")
        dialog.make.click()
        qtbot.waitUntil(lambda: desk.work.idle)
        assert desk.work.read(lambda s: package(s, places[-1].id)).title == "Another man"
    finally:
        desk.close()


def test_an_empty_list_says_what_goes_here(qtbot, store, commissioner):
    desk, page = packages_page(qtbot, store, commissioner)
    assert page.empty.isVisible()
    page.empty.button.click()
    assert page.dialog.isVisible()
    page.dialog.reject()
    desk.close()


def test_a_find_in_a_short_field_is_mended_or_kept(drive, qtbot):
    driver = drive("about")
    driver.type_in("area", "Chorlton Hardy")
    assert driver.control("about-short-privacy").isVisible()
    driver.press("about-short-keep-1")
    dialog = driver.dialog("keepDialog")
    QTest.keyClicks(dialog.reason.editor.edit, "A district.")
    driver.press("keepIt", within=dialog)
    driver.settle()
    assert driver.control("about-short-privacy").isHidden()
    driver.open("outcomes")
    driver.type_in("goal-1", "Cooks with Kevin")
    driver.press("outcomes-short-fix-1")
    assert driver.stored().outcomes[0].goal == "Cooks with the person"
    assert driver.control("goal-1").text() == "Cooks with the person"


def test_a_package_is_ended_with_a_reason(drive):
    driver = drive("about")
    driver.act("End package")
    dialog = driver.dialog("reasonDialog")
    QTest.keyClicks(dialog.editor.edit, "Stays at college.")
    driver.press("giveReason", within=dialog)
    driver.settle()
    assert driver.editor.draft.state is PackageState.ENDED
    assert (
        driver.editor.locked_bar.words.text()
        == "This package has ended, so its specification cannot be changed."
    )
