"""Settings through their own widgets: every page saves as it is typed and says what is wrong."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from starapp.foundation.exact import Rounding
from starapp.history.acting import Actor, Role
from starapp.history.history import count
from starapp.organisation.commands import edit_body
from starapp.organisation.purchasing_systems import RateLimit, Sealing, Unit
from starapp.organisation.queries import bodies, letterhead, people, system, systems
from starapp.regimes.calendars import bank_holidays
from starapp.storage.store import Store
from starapp.ui import theme
from starapp.ui.desk import Desk, Place
from starapp.ui.settings.settings_page import ENTRIES
from tests.drive.settings import SettingsDriver
from tests.make.organisation import lots_of, make_body, make_person, make_system, png
from tests.ui.looks import clipped, names_missing


@pytest.fixture
def filled(store: Store, commissioner: Actor) -> dict[str, str]:
    """Two bodies, one administrator, a system with two lots; gives ids."""
    with store.writing(by=commissioner) as session:
        body = make_body(session)
        other = make_body(session, name="Northvale ICB", kind="NHS ICB")
        person = make_person(
            session, body_id=body, roles=frozenset({Role.ADMINISTRATOR, Role.COMMISSIONER})
        )
        made = make_system(session, lead_body_id=body)
        ids = {"body": body, "other": other, "person": person, "system": made}
        return ids | lots_of(session, made)


def the_system(desk: Desk):
    return desk.work.read(systems)[0]


def the_lot(desk: Desk, ids: dict[str, str], code: str):
    return desk.work.read(lambda session: system(session, ids["system"])).lot(ids[code])


@pytest.mark.parametrize("part", list(ENTRIES))
@pytest.mark.parametrize(("size", "scale"), [((1250, 620), 100), ((1190, 780), 150)])
def test_every_page_has_names_and_fits(qtbot, qapp, desk, filled, part, size, scale) -> None:
    theme.apply(qapp, theme.Theme(theme.Mode.LIGHT, scale))
    driver = SettingsDriver(qtbot, desk, part, size=size)
    assert names_missing(driver.page) == []
    qtbot.waitUntil(lambda: clipped(driver.page) == [])


@pytest.mark.parametrize("part", [part for part in ENTRIES if part not in {"calendar", "backups"}])
def test_an_empty_workspace_says_what_goes_here(qtbot, desk: Desk, part: str) -> None:
    driver = SettingsDriver(qtbot, desk, part)
    assert driver.shown.empty.isVisible()


def test_the_list_opens_pages(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "nowhere")
    assert driver.shown.title == "Bodies"
    with qtbot.waitSignal(desk.turned) as went:
        driver.open_part("calendar")
    assert went.args == [Place("settings", part="calendar")]
    assert driver.shown.title == "Calendar"
    assert driver.page.crumbs()[-1] == ("Bank holidays", None)


def test_a_body_is_added_and_renamed(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "bodies")
    driver.press("addBody")
    dialog = driver.in_dialog(driver.shown.dialog)
    dialog.press("yes")
    assert driver.shown.dialog.fields["name"].problem() == "Enter the name of the body."
    dialog.type("newName", "Calderwick Council")
    dialog.press("yes")
    assert [row[1] for row in driver.cells("bodies")][-1] == "Calderwick Council"
    driver.type("name", "Calderwick City Council")
    assert desk.work.read(bodies)[-1].name == "Calderwick City Council"
    assert driver.cells("bodies")[-1][1] == "Calderwick City Council"


def test_a_taken_name_stays_unsaved_with_a_message(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "bodies")
    driver.choose_row("bodies", filled["other"])
    driver.type("name", "Alderbrook Council")
    assert "already a body" in driver.problem("name")
    assert desk.work.read(bodies)[1].name == "Northvale ICB"
    driver.type("name", "Northvale ICS")
    assert driver.problem("name") == ""
    assert desk.work.read(bodies)[1].name == "Northvale ICS"


def test_what_was_not_changed_writes_no_history(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "bodies")
    before = desk.work.read(count)
    driver.type("name", "Alderbrook Council")
    assert desk.work.read(count) == before


def test_a_change_from_elsewhere_is_shown_but_not_over_typing(
    qtbot, desk: Desk, store: Store, commissioner: Actor, filled
) -> None:
    driver = SettingsDriver(qtbot, desk, "bodies")
    field = driver.find(QLineEdit, "name")
    with store.writing(by=commissioner) as session:
        edit_body(session, body_id=filled["body"], name="From elsewhere", kind="council")
    driver.page.reload()
    assert field.text() == "From elsewhere"
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Mine")
    with store.writing(by=commissioner) as session:
        edit_body(session, body_id=filled["body"], name="Again elsewhere", kind="council")
    driver.page.reload()
    assert field.text() == "Mine"


def test_typing_is_saved_without_leaving_the_field(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "bodies")
    field = driver.find(QLineEdit, "name")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_End)
    with qtbot.waitSignal(desk.work.changed, timeout=5000):
        qtbot.keyClicks(field, "s")
    assert desk.work.read(bodies)[0].name == "Alderbrook Councils"


def test_a_person_is_added_changed_and_leaves(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "people")
    driver.press("addPerson")
    dialog = driver.in_dialog(driver.shown.dialog)
    dialog.type("newName", "PBS nurse")
    dialog.choose("newBody", filled["other"])
    dialog.press("yes")
    assert driver.shown.dialog.errors.isVisible()
    dialog.tick("new-PANEL")
    dialog.press("yes")
    driver.type("title", "PBS nurse, Northvale Trust")
    driver.tick("role-FINANCE")
    driver.tick("active", on=False)
    found = next(one for one in desk.work.read(people) if one.name == "PBS nurse")
    assert found.title == "PBS nurse, Northvale Trust"
    assert found.roles == {Role.PANEL, Role.FINANCE}
    assert not found.active
    assert "Left. Was panel member, price checker" in [row[1] for row in driver.cells("people")]


def test_the_last_administrator_stays(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "people")
    driver.tick("role-ADMINISTRATOR", on=False)
    assert "Somebody must stay administrator" in driver.stuck()
    driver.tick("role-ADMINISTRATOR")
    assert driver.stuck() == ""
    assert Role.ADMINISTRATOR in desk.work.read(people)[0].roles


def test_a_letterhead_is_typed_and_printed(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "letterhead")
    driver.type("department", "Adult Social Care")
    driver.type("address_lines", "Town Hall")
    driver.type("email", "nobody")
    assert "email address" in driver.problem("email")
    driver.type("email", "care@alderbrook.example")
    head = desk.work.read(lambda session: letterhead(session, filled["body"]))
    assert (head.department, head.address_lines) == ("Adult Social Care", ("Town Hall",))
    assert head.email == "care@alderbrook.example"
    document = driver.shown.preview.document
    assert "Adult Social Care" in document.getAllText(0).text()


def test_a_logo_needs_words_and_must_be_a_picture(
    qtbot, desk: Desk, filled, tmp_path: Path
) -> None:
    driver = SettingsDriver(qtbot, desk, "letterhead")
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    good.write_bytes(png(8, 8))
    bad.write_bytes(b"no picture")
    driver.press("choosePicture")
    dialog = driver.shown.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(good))
    driver.settle()
    assert "Say in words" in driver.problem("logo_alternative")
    driver.type("logo_alternative", "A bridge over water")
    assert driver.shown.logo_words.text().startswith("A PNG picture")
    dialog.fileSelected.emit(str(bad))
    driver.settle()
    assert "not a whole PNG picture" in driver.stuck()
    dialog.close()

    def stored(session):
        return letterhead(session, filled["body"]).logo

    assert desk.work.read(stored) == png(8, 8)
    driver.press("takeLogoAway")
    assert desk.work.read(stored) is None


def test_a_system_is_added_with_the_usual_rules(qtbot, desk: Desk, store, commissioner) -> None:
    with store.writing(by=commissioner) as session:
        body = make_body(session)
    driver = SettingsDriver(qtbot, desk, "system")
    driver.press("addSystem")
    dialog = driver.in_dialog(driver.shown.dialog)
    dialog.type("newReference", "FPS-2026")
    dialog.type("newTitle", "Northvale FPS")
    dialog.choose("newLead", body)
    dialog.press("yes")
    made = the_system(desk)
    assert (made.reference, made.start) == ("FPS-2026", date(2026, 8, 3))
    assert len(made.rate_types) == 8
    driver.type("end", "2/8/2026")
    assert driver.problem("end") == "Choose an end date after the start date."
    driver.type("end", "31/3/2033")
    driver.type("admission", "Right to work checks")
    assert the_system(desk).end == date(2033, 3, 31)
    assert the_system(desk).admission == ("Right to work checks",)


def test_outcomes_one_line_each(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "outcomes")
    driver.type("outcome_domains", "")
    assert driver.problem("outcome_domains") == "Enter at least one outcome domain."
    driver.type("outcome_domains", "Be well")
    assert the_system(desk).outcome_domains == ("Be well",)


def test_price_rules(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "prices")
    driver.type("annual_factor", "abc")
    assert "number in figures" in driver.problem("annual_factor")
    driver.type("annual_factor", "52.18")
    driver.choose("rounding", Rounding.HALF_EVEN.value)
    driver.pick(Sealing.WITH_QUALITY.value)
    driver.type("standstill_days", "7")
    assert "8 working days" in driver.problem("standstill_days")
    driver.type("standstill_days", "10")
    driver.tick("voluntaryStandstill", on=False)
    found = the_system(desk)
    assert found.annual_factor == Decimal("52.18")
    assert found.rounding is Rounding.HALF_EVEN
    assert found.sealing is Sealing.WITH_QUALITY
    assert (found.standstill_days, found.voluntary_standstill) == (10, False)


def test_prices_beside_the_others_are_asked_about_by_rules_that_can_be_switched_off(
    qtbot, desk: Desk, filled
) -> None:
    driver = SettingsDriver(qtbot, desk, "prices")
    usual = the_system(desk)
    assert (usual.others_low_percent, usual.others_high_percent, usual.spread_limit) == (
        10,
        None,
        2,
    )
    driver.type("others_low_percent", "0")
    assert "above 0 and up to 100" in driver.problem("others_low_percent")
    driver.type("others_low_percent", "12.5")
    driver.type("others_high_percent", "20")
    driver.type("spread_limit", "")
    found = the_system(desk)
    assert found.others_low_percent == Decimal("12.5")
    assert (found.others_high_percent, found.spread_limit) == (20, None)


def test_lots_and_their_limits(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "lots")
    driver.press("addLot")
    dialog = driver.in_dialog(driver.shown.add_dialog)
    dialog.type("newCode", "L2")
    dialog.type("newName", "Short breaks")
    dialog.press("yes")
    assert driver.shown.add_dialog.fields["code"].problem() == "There is already a lot L2."
    dialog.type("newCode", "L3")
    dialog.press("yes")
    assert [row[0] for row in driver.cells("lots")] == ["L1", "L2", "L3"]
    driver.choose_row("lots", filled["L2"])
    driver.tick("cqcRequired", on=False)
    driver.type("floor-hour_1to1", "26")
    line = driver.shown.limits.form.fields["limits.hour_1to1"]
    assert "The floor is above the ceiling" in line.problem()
    driver.type("floor-hour_1to1", "21.7725")
    driver.type("ceiling-mile", "0.45")
    driver.type("source-mile", "Rates of 2026")
    assert line.problem() == ""
    lot = the_lot(desk, filled, "L2")
    assert not lot.cqc_required
    assert lot.limit("hour_1to1").floor == Decimal("21.7725")
    assert lot.limit("mile") == RateLimit("mile", Decimal("0.45"), None, "Rates of 2026")


def test_rate_types_are_renamed_added_and_removed(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "rates")
    driver.type("name-mile", "")
    assert driver.shown.rates.fields["rate_types.mile"].problem() == "Enter a name."
    driver.type("name-mile", "Miles driven")
    driver.tick("floor-sleep_in")
    driver.press("addRate")
    dialog = driver.in_dialog(driver.shown.rate_dialog)
    dialog.type("newName", "On call")
    dialog.choose("newUnit", Unit.NIGHT.value)
    dialog.press("yes")
    driver.press("remove-tec_week")
    driver.answer(yes=True)
    driver.settle()
    rates = {rate.code: rate for rate in the_system(desk).rate_types}
    assert rates["mile"].name == "Miles driven"
    assert rates["sleep_in"].hourly_floor
    assert rates["on_call"].unit is Unit.NIGHT
    assert "tec_week" not in rates


def test_pages_do_not_undo_each_other(qtbot, desk: Desk, filled) -> None:
    driver = SettingsDriver(qtbot, desk, "system")
    driver.open_part("outcomes")
    driver.type("outcome_domains", "Be well")
    driver.open_part("system")
    driver.type("title", "Another title")
    found = the_system(desk)
    assert (found.title, found.outcome_domains) == ("Another title", ("Be well",))


def test_the_calendar_lists_every_bank_holiday(qtbot, desk: Desk) -> None:
    driver = SettingsDriver(qtbot, desk, "calendar")
    rows = driver.cells("bankHolidays")
    assert len(rows) == len(bank_holidays())
    assert ["Monday 30 November 2026", "St Andrew's Day", "Scotland"] in rows


@pytest.mark.parametrize("part", [part for part in ENTRIES if part != "backups"])
def test_a_viewer_reads_text_in_place_of_fields(qtbot, store: Store, filled, part: str) -> None:
    viewer = Desk(store, Actor("", "Viewer", frozenset({Role.VIEWER})))
    driver = SettingsDriver(qtbot, viewer, part)
    fields = [w for w in driver.shown.findChildren(QLineEdit) if w.isVisible() and w.isEnabled()]
    assert fields == []
    assert names_missing(driver.page) == []
    viewer.close()
