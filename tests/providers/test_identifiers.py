"""The form of identifiers, with words for what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.providers.identifiers import FORMS, PLACES, identifier_problems, tidy

GOOD = {
    "unique_identifier": ["PMZV-7732-XXTT", "pnva-1037-test"],
    "company_number": ["01234567", "SC123456", "oc 123456"],
    "charity_number": ["1123456", "212345-1", "SC012345", "NIC101234"],
    "cqc_provider_id": ["1-109980250", "1-1000711804", "RVV"],
    "cqc_location_id": ["1-109980250", "RVV01"],
    "ods_code": ["RVV", "G82052", "QOP"],
    "vat_number": ["GB123456789", "123 4567 89", "GB123456789012", "GBGD001"],
    "duns_number": ["123456789", "12-345-6789"],
}
BAD = {
    "unique_identifier": ["PMZV7732XXTT", "PMZV-773-XXTT", "x"],
    "company_number": ["1234567", "S1234567", "123456789"],
    "charity_number": ["12345", "12345678"],
    "cqc_provider_id": ["109980250", "1-12", "2-109980250"],
    "cqc_location_id": ["1-", "location"[:2]],
    "ods_code": ["R", "R V-V"],
    "vat_number": ["GB12345678", "FR123456789"],
    "duns_number": ["12345678", "123-456-789"],
}


@pytest.mark.parametrize(("place", "value"), [(p, v) for p, vs in GOOD.items() for v in vs])
def test_a_good_identifier_has_no_problem(place: str, value: str) -> None:
    assert not list(identifier_problems({place: value}))


@pytest.mark.parametrize(("place", "value"), [(p, v) for p, vs in BAD.items() for v in vs])
def test_a_bad_identifier_is_told_beside_its_field(place: str, value: str) -> None:
    (problem,) = identifier_problems({place: value})
    form = next(form for form in FORMS if form.place == place)
    assert problem.place == place
    assert problem.words == f"This is not a {form.name}. Enter {form.example}."


def test_every_kind_is_tried_and_none_is_needed() -> None:
    assert set(GOOD) == set(BAD) == set(PLACES)
    assert not list(identifier_problems({}))
    assert not list(identifier_problems(dict.fromkeys(PLACES, "  ")))


@given(st.text(max_size=20))
def test_tidying_twice_changes_nothing_more(typed: str) -> None:
    assert tidy(tidy(typed)) == tidy(typed)
