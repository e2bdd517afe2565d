"""The provider register through its own widgets."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from starapp.history.acting import Actor, Role
from starapp.providers.commands import suspend_provider
from starapp.providers.queries import provider, providers
from starapp.providers.register import CqcRating, Insurance, ProviderStatus
from starapp.storage.store import Store
from starapp.ui import theme
from starapp.ui.desk import Desk, Place
from starapp.ui.providers import places
from tests.drive.providers import RegisterDriver
from tests.make.organisation import lots_of, make_body, make_system
from tests.make.providers import make_provider
from tests.ui.looks import clipped, names_missing

TODAY = date(2026, 8, 3)


@pytest.fixture
def register(store: Store, commissioner: Actor) -> dict[str, str]:
    """Three providers; gives ids by name."""
    with store.writing(by=commissioner) as session:
        area = make_body(session)
        lots = lots_of(session, make_system(session, lead_body_id=area))
        made = {"area": area, **lots}
        for name, rating, ends, lot in (
            ("Ash Support", CqcRating.GOOD, date(2026, 7, 14), "L1"),
            ("Birch Care", CqcRating.OUTSTANDING, date(2026, 9, 10), "L2"),
            ("Cedar Living", CqcRating.INADEQUATE, date(2027, 5, 1), "L2"),
        ):
            made[name] = make_provider(
                session,
                name,
                cqc_rating=rating,
                insurance=Insurance(ends),
                lots=frozenset({lots[lot]}),
                areas=frozenset({area}),
            )
        suspend_provider(
            session, provider_id=made["Cedar Living"], reason="An enquiry", start=TODAY
        )
    return made


def stored(desk: Desk, provider_id: str):
    return desk.work.read(lambda session: provider(session, provider_id))


def test_the_table_says_lots_rating_and_insurance(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk)
    assert page.cells("providers") == [
        ["Ash Support", "L1", "Good", "Ran out 14 July 2026"],
        ["Birch Care", "L2", "Outstanding", "10 September 2026"],
        ["Cedar Living", "L2", "Inadequate", "1 May 2027"],
    ]
    model = page.table("providers").rows
    aloud = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(1, 3).data(aloud) == "10 September 2026, soon"
    assert "suspended for new work" in model.index(2, 0).data(aloud)
    assert page.count() == "3 of 3 providers"


def test_narrowing_by_words_and_chips(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk)
    page.narrow("filterLot", "L2")
    assert page.listed() == ["Birch Care", "Cedar Living"]
    page.narrow("filterRating", "not Inadequate")
    assert page.listed() == ["Birch Care"]
    assert page.count() == "1 of 3 providers"
    page.press("filterLot")
    assert page.listed() == ["Ash Support", "Birch Care"]
    page.type("findProvider", "pr01")
    assert page.listed() == ["Ash Support"]
    page.press("clearAll")
    assert len(page.listed()) == 3


@pytest.mark.parametrize(
    ("words", "names"),
    [("ran out", ["Ash Support"]), ("or within 60 days", ["Ash Support", "Birch Care"])],
)
def test_insurance_that_runs_out(qtbot, desk: Desk, register, words: str, names) -> None:
    page = RegisterDriver(qtbot, desk)
    page.narrow("filterInsurance", words)
    assert page.listed() == names


def test_nothing_found_offers_to_clear(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk)
    page.type("findProvider", "zzz")
    assert page.page.nothing.isVisible()
    page.press("clearFilters")
    assert page.page.table.isVisible()
    assert page.listed() == ["Ash Support", "Birch Care", "Cedar Living"]


def test_a_filter_is_remembered(qtbot, desk: Desk, register) -> None:
    RegisterDriver(qtbot, desk).narrow("filterLot", "L1")
    assert RegisterDriver(qtbot, desk).listed() == ["Ash Support"]


def test_sorting_by_insurance(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk)
    head = page.table("providers").horizontalHeader()
    head.sectionClicked.emit(3)
    head.sectionClicked.emit(3)
    assert page.listed() == ["Cedar Living", "Birch Care", "Ash Support"]


def test_the_panel_tells_everything(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk, Place("provider", register["Cedar Living"]))
    words = page.panel_words()
    for part in (
        "Cedar Living",
        "From 3 August 2026",
        "An enquiry",
        "L2 Supported living",
        "Alderbrook Council",
        "Inadequate",
        "office@kitewell.example",
        "PNVB-1074-TEST",
        "Cedar Living suspended for new work from 3 August 2026",
    ):
        assert part in words


def test_suspend_and_end_the_suspension(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk)
    page.choose_row("providers", register["Ash Support"])
    page.press("suspendProvider")
    dialog = page.in_dialog()
    dialog.press("yes")
    assert page.page.dialog.fields["reason"].problem() == "Say why, in a few words."
    dialog.type("reason", "Safeguarding enquiry")
    dialog.press("yes")
    assert stored(desk, register["Ash Support"]).status is ProviderStatus.SUSPENDED
    assert "Safeguarding enquiry" in page.panel_words()
    page.press("reinstateProvider")
    dialog = page.in_dialog()
    dialog.type("reason", "Enquiry closed")
    dialog.press("yes")
    assert stored(desk, register["Ash Support"]).status is ProviderStatus.ACTIVE


def test_removing_or_noting_that_it_withdrew(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk)
    page.choose_row("providers", register["Birch Care"])
    page.press("removeProvider")
    dialog = page.in_dialog()
    dialog.pick("withdrew")
    dialog.type("start", "")
    dialog.type("reason", "Closed its service")
    dialog.press("yes")
    assert stored(desk, register["Birch Care"]).status is ProviderStatus.ACTIVE
    dialog.type("start", "1/9/2026")
    dialog.press("yes")
    found = stored(desk, register["Birch Care"])
    assert (found.status, found.status_from) == (ProviderStatus.WITHDRAWN, date(2026, 9, 1))
    assert not page.page.panel.remove.isVisible()


def test_adding_a_provider_with_its_mistakes_beside_the_fields(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk)
    page.press("addProvider")
    form = page.in_dialog()
    form.type("company_number", "12")
    form.type("cqc_date", "soon")
    form.press("yes")
    assert "Enter a date" in page.page.dialog.form.fields["cqc_date"].problem()
    form.type("cqc_date", "1/2/2026")
    form.choose("cqc_rating", "Good")
    form.press("yes")
    problems = {p: f.problem() for p, f in page.page.dialog.form.fields.items() if f.problem()}
    assert problems.keys() == {"name", "company_number"}
    form.type("name", "Damson Homes")
    form.type("company_number", "SC123456")
    form.tick(f"box-{register['L1']}")
    form.tick(f"box-{register['area']}")
    form.type("employers_liability", "31 March 2027")
    form.type("address_lines", "1 Loom Street")
    form.press("yes")
    (made,) = [p for p in desk.work.read(providers) if p.name == "Damson Homes"]
    assert made.lots == {register["L1"]}
    assert made.areas == {register["area"]}
    assert made.insurance == Insurance(date(2027, 3, 31))
    assert made.company_number == "SC123456"
    assert page.table("providers").current() == made.id


def test_editing_keeps_what_is_not_touched(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk)
    before = stored(desk, register["Birch Care"])
    page.choose_row("providers", before.id)
    page.press("editProvider")
    form = page.in_dialog()
    form.type("phone", "01632 960999")
    form.press("yes")
    after = stored(desk, before.id)
    assert after.phone == "01632 960999"
    assert after == type(before)(
        **{f: getattr(before, f) for f in before.__slots__} | {"phone": "01632 960999"}
    )


def test_an_empty_register_offers_the_first(qtbot, desk: Desk) -> None:
    page = RegisterDriver(qtbot, desk)
    assert page.page.empty.isVisible()
    page.press("addTheFirstProvider")
    form = page.in_dialog()
    form.type("name", "First Provider")
    form.press("yes")
    assert page.listed() == ["First Provider"]


def test_a_panel_member_only_looks(qtbot, store: Store, register) -> None:
    viewer = Desk(store, Actor("", "Viewer", frozenset({Role.VIEWER})))
    page = RegisterDriver(qtbot, viewer, Place("provider", register["Ash Support"]))
    for button in (page.page.add_button, page.page.panel.edit, page.page.panel.suspend):
        assert not button.isVisible()
    assert not page.page.main_action().isEnabled()
    viewer.close()


def test_enter_opens_the_panel_and_its_cross_closes_it(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk)
    page.choose_row("providers", register["Ash Support"])
    page.press("closePanel")
    assert not page.page.panel.isVisible()
    page.keys(page.table("providers"), Qt.Key.Key_Return)
    assert page.page.panel.isVisible()


@pytest.mark.parametrize(("size", "scale"), [((1250, 620), 100), ((1190, 780), 150)])
def test_everything_has_a_name_and_fits(qtbot, qapp, desk: Desk, register, size, scale) -> None:
    theme.apply(qapp, theme.Theme(theme.Mode.LIGHT, scale))
    page = RegisterDriver(qtbot, desk, Place("provider", register["Cedar Living"]))
    page.page.resize(*size)
    page.settle()
    assert names_missing(page.page) == []
    assert clipped(page.page) == []


def test_the_form_has_names_and_fits(qtbot, desk: Desk, register) -> None:
    page = RegisterDriver(qtbot, desk)
    page.press("addProvider")
    form = page.in_dialog()
    assert names_missing(form.root) == []
    assert clipped(form.root) == []


def test_places_find_and_count(desk: Desk, register) -> None:
    (found,) = desk.work.read(lambda session: places.FIND(session, "birch"))
    assert found.id == register["Birch Care"]
    assert desk.work.read(places.COUNTS["providers"]) == 3
    assert set(places.PLACES) == {"providers", "provider"}


def test_where_there_is_no_room_the_panel_takes_the_place_of_the_list(
    qtbot, desk: Desk, register
) -> None:
    page = RegisterDriver(qtbot, desk)
    page.page.resize(860, 620)
    assert page.page.table.isVisible()
    assert not page.page.panel.isVisible()
    page.choose_row("providers", register["Ash Support"])
    page.keys(page.table("providers"), Qt.Key.Key_Return)
    assert page.page.panel.isVisible()
    assert not page.page.table.isVisible()
    page.press("closePanel")
    assert page.page.table.isVisible()
