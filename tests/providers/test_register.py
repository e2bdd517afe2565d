"""The register on a real file: adding, changing, suspending, finding."""

from dataclasses import replace
from datetime import date

import pytest

from starapp.foundation.problems import CannotDo
from starapp.history.acting import Actor
from starapp.history.history import entries
from starapp.providers.commands import (
    add_provider,
    edit_provider,
    reinstate_provider,
    remove_provider,
    suspend_provider,
    withdraw_provider,
)
from starapp.providers.queries import (
    ProviderFilter,
    count,
    find,
    provider,
    provider_ids,
    provider_rows,
    providers,
)
from starapp.providers.register import CqcRating, Insurance, ProviderStatus
from starapp.storage.store import Store
from tests.make.organisation import lots_of, make_body, make_system
from tests.make.providers import make_many, make_provider, provider_value

TODAY = date(2026, 8, 3)


@pytest.fixture
def made(store: Store, commissioner: Actor) -> str:
    """One provider in the register."""
    with store.writing(by=commissioner) as session:
        return make_provider(session)


def test_a_provider_comes_back_as_it_was_added(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        area = make_body(session)
        lots = lots_of(session, make_system(session, lead_body_id=area))
        entry = provider_value(lots=frozenset(lots.values()), areas=frozenset({area}))
        made = add_provider(session, entry=entry).made
    with store.reading() as session:
        assert provider(session, made) == replace(entry, id=made, code="PR01")
        assert providers(session) == (provider(session, made),)
        assert count(session) == 1


def test_codes_go_on_from_the_highest(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        make_provider(session, "First", code="PR08")
        made = make_provider(session, "Second")
        assert provider(session, made).code == "PR09"
    with pytest.raises(CannotDo, match="PR08"), store.writing(by=commissioner) as session:
        make_provider(session, "Third", code="PR08")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"name": " "}, "name"),
        ({"email": "nobody"}, "email"),
        ({"company_number": "12"}, "company_number"),
        ({"cqc_date": None}, "cqc_date"),
        ({"cqc_date": date(2026, 8, 4)}, "cqc_date"),
        ({"address_lines": tuple("123456789")}, "address_lines"),
        ({"phone": "0" * 121}, "phone"),
    ],
)
def test_a_bad_entry_is_refused_beside_its_field(
    store: Store, commissioner: Actor, changes: dict[str, object], place: str
) -> None:
    entry = replace(provider_value(), **changes)
    with pytest.raises(CannotDo) as refused, store.writing(by=commissioner) as session:
        add_provider(session, entry=entry)
    assert [problem.place for problem in refused.value.problems] == [place]


def test_a_name_stands_once(store: Store, commissioner: Actor, made: str) -> None:
    with (
        pytest.raises(CannotDo, match="in the register already"),
        store.writing(by=commissioner) as session,
    ):
        make_provider(session)


def test_editing_keeps_the_status_and_notes_lots(
    store: Store, commissioner: Actor, made: str
) -> None:
    with store.writing(by=commissioner) as session:
        lots = lots_of(session, make_system(session, lead_body_id=make_body(session)))
        suspend_provider(session, provider_id=made, reason="Safeguarding enquiry", start=TODAY)
    with store.writing(by=commissioner) as session:
        entry = replace(provider(session, made), lots=frozenset({lots["L2"]}), phone="1")
        edit_provider(session, entry=replace(entry, status=ProviderStatus.ACTIVE))
    with store.reading() as session:
        found = provider(session, made)
        newest = entries(session, about=("provider", made))[0]
    assert found.status is ProviderStatus.SUSPENDED
    assert found.lots == {lots["L2"]}
    assert newest.changes[0]["fields"]["lot_ids"]["after"] == [lots["L2"]]


def test_suspended_for_new_work_and_back(store: Store, commissioner: Actor, made: str) -> None:
    with store.writing(by=commissioner) as session:
        suspend_provider(session, provider_id=made, reason="Safeguarding enquiry", start=TODAY)
    with pytest.raises(CannotDo, match="already"), store.writing(by=commissioner) as session:
        suspend_provider(session, provider_id=made, reason="Once more", start=TODAY)
    with pytest.raises(CannotDo, match="Choose today"), store.writing(by=commissioner) as session:
        reinstate_provider(
            session, provider_id=made, reason="Enquiry closed", start=date(2026, 9, 1)
        )
    with store.writing(by=commissioner) as session:
        reinstate_provider(session, provider_id=made, reason="Enquiry closed", start=TODAY)
    with store.reading() as session:
        assert provider(session, made).status is ProviderStatus.ACTIVE
        told = entries(session, about=("provider", made))
    assert [(one.words, one.reason) for one in told[:2]] == [
        ("provider Kitewell Support CIC active from 3 August 2026", "Enquiry closed"),
        (
            "provider Kitewell Support CIC suspended for new work from 3 August 2026",
            "Safeguarding enquiry",
        ),
    ]


@pytest.mark.parametrize(
    ("leave", "status"),
    [
        (remove_provider, ProviderStatus.REMOVED),
        (withdraw_provider, ProviderStatus.WITHDRAWN),
    ],
)
def test_leaving_the_register(store: Store, commissioner: Actor, made: str, leave, status) -> None:
    with pytest.raises(CannotDo, match="Say why"), store.writing(by=commissioner) as session:
        leave(session, provider_id=made, reason="closed", start=TODAY)
    with store.writing(by=commissioner) as session:
        leave(session, provider_id=made, reason="Closed its service", start=TODAY)
    with store.reading() as session:
        assert provider(session, made).status is status
    for again in (leave, suspend_provider):
        with pytest.raises(CannotDo, match="already"), store.writing(by=commissioner) as session:
            again(session, provider_id=made, reason="Closed its service", start=TODAY)


def test_only_a_suspension_can_be_ended(store: Store, commissioner: Actor, made: str) -> None:
    with (
        pytest.raises(CannotDo, match="not suspended"),
        store.writing(by=commissioner) as session,
    ):
        reinstate_provider(session, provider_id=made, reason="Enquiry closed", start=TODAY)


@pytest.fixture
def mixed(store: Store, commissioner: Actor) -> dict[str, str]:
    """Four providers that differ in everything a list can be narrowed by."""
    with store.writing(by=commissioner) as session:
        area = make_body(session)
        lots = lots_of(session, make_system(session, lead_body_id=area))
        both = frozenset({area})
        kept = {"lot": lots["L2"], "area": area}
        rows = (
            ("Ash", CqcRating.GOOD, date(2026, 9, 1), {"lots": frozenset({lots["L2"]})}),
            ("Birch", CqcRating.OUTSTANDING, date(2027, 1, 1), {"areas": both}),
            ("Cedar 50%", CqcRating.INADEQUATE, None, {"address_lines": ("Mill", "Fernleigh")}),
            ("Damson", CqcRating.NOT_YET_RATED, date(2026, 7, 1), {"cqc_date": None}),
        )
        for name, rating, ends, more in rows:
            kept[name] = make_provider(
                session, name, cqc_rating=rating, insurance=Insurance(ends), **more
            )
        suspend_provider(session, provider_id=kept["Ash"], reason="An enquiry", start=TODAY)
    return kept


@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        ({}, ["Ash", "Birch", "Cedar 50%", "Damson"]),
        ({"text": "ASH"}, ["Ash"]),
        ({"text": "pr02"}, ["Birch"]),
        ({"text": "fernleigh"}, ["Cedar 50%"]),
        ({"text": "%"}, ["Cedar 50%"]),
        ({"text": "nothing like it"}, []),
        ({"lot_id": "lot"}, ["Ash"]),
        ({"area_id": "area"}, ["Birch"]),
        ({"status": ProviderStatus.SUSPENDED.value}, ["Ash"]),
        ({"rating": CqcRating.OUTSTANDING.value}, ["Birch"]),
        ({"but_rating": CqcRating.INADEQUATE.value}, ["Ash", "Birch", "Damson"]),
        ({"insurance_before": TODAY}, ["Damson"]),
    ],
)
def test_narrowing(store: Store, mixed: dict[str, str], narrowed: dict, names: list[str]) -> None:
    wanted = {
        field: mixed.get(value, value) if field.endswith("_id") else value
        for field, value in narrowed.items()
    }
    with store.reading() as session:
        ids = provider_ids(session, narrowed=ProviderFilter(**wanted))
        rows = provider_rows(session, ids)
    assert [rows[one].name for one in ids] == names


@pytest.mark.parametrize(
    ("by", "descending", "names"),
    [
        ("rating", False, ["Birch", "Ash", "Cedar 50%", "Damson"]),
        ("insurance", False, ["Damson", "Ash", "Birch", "Cedar 50%"]),
        ("insurance", True, ["Birch", "Ash", "Damson", "Cedar 50%"]),
        ("code", True, ["Damson", "Cedar 50%", "Birch", "Ash"]),
    ],
)
def test_sorting(
    store: Store, mixed: dict[str, str], by: str, descending: bool, names: list[str]
) -> None:
    with store.reading() as session:
        ids = provider_ids(session, narrowed=ProviderFilter(), by=by, descending=descending)
        rows = provider_rows(session, ids)
    assert [rows[one].name for one in ids] == names


def test_the_search_finds_names_and_numbers(store: Store, mixed: dict[str, str]) -> None:
    with store.reading() as session:
        (found,) = find(session, "birch")
    assert (found.kind, found.id, found.reference) == ("provider", mixed["Birch"], "PR02")


def test_ten_thousand_are_narrowed_sorted_and_paged(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        lot = lots_of(session, make_system(session, lead_body_id=make_body(session)))["L1"]
        make_many(session, 10_000, lot_id=lot)
    narrowed = ProviderFilter(text="care", lot_id=lot, but_rating=CqcRating.INADEQUATE.value)
    with store.reading() as session:
        ids = provider_ids(session, narrowed=narrowed, by="insurance")
        rows = provider_rows(session, ids[:200])
    ends = [rows[one].insurance.first_to_end for one in ids[:200]]
    assert ends == sorted(ends)
    assert len(ids) == 2500
