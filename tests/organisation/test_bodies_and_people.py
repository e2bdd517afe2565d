"""Bodies, people and letterheads on a real file."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.problems import CannotDo
from starapp.history.acting import Actor, Role
from starapp.history.history import entries
from starapp.organisation.commands import (
    add_body,
    add_person,
    edit_body,
    edit_person,
    save_letterhead,
)
from starapp.organisation.logo import SIGNATURE, png_size
from starapp.organisation.people import Letterhead
from starapp.organisation.people_checks import (
    LOGO_BYTES,
    email_problems,
    letterhead_problems,
)
from starapp.organisation.queries import bodies, body, letterhead, people, person
from starapp.organisation.starting import FIRST_ROLES, add_first_people
from starapp.storage.store import Store
from tests.make.organisation import make_body, make_person, png

HEAD = Letterhead("", "Alderbrook Council", "Social Care", ("Town Hall",), "", "", "", "")


def test_bodies_get_codes_in_turn(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        make_body(session)
        made = make_body(session, name="Northvale ICB", kind="NHS ICB")
    with store.reading() as session:
        assert [(one.code, one.name) for one in bodies(session)] == [
            ("ORG01", "Alderbrook Council"),
            ("ORG02", "Northvale ICB"),
        ]
        assert body(session, made).kind == "NHS ICB"


@pytest.mark.parametrize(
    ("name", "code", "place", "words"),
    [
        ("  ", "", "name", "Enter the name of the body"),
        ("alderbrook council", "", "name", "already a body called Alderbrook Council"),
        ("New", "ORG01", "code", "already a body with the code ORG01"),
        ("x" * 121, "", "name", "at most 120"),
    ],
)
def test_a_body_that_cannot_be_added(
    store: Store, commissioner: Actor, name: str, code: str, place: str, words: str
) -> None:
    with store.writing(by=commissioner) as session:
        make_body(session)
    with pytest.raises(CannotDo, match=words) as refused, store.writing(by=commissioner) as session:
        add_body(session, name=name, code=code)
    assert refused.value.problems[0].place == place


def test_a_body_is_renamed_and_the_history_says_so(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        made = make_body(session)
    with store.writing(by=commissioner) as session:
        edit_body(session, body_id=made, name="Alderbrook City Council", kind="council")
    with store.reading() as session:
        assert body(session, made).name == "Alderbrook City Council"
        newest = entries(session, about=("body", made))[0]
    assert newest.words == "body Alderbrook City Council changed"
    assert newest.changes[0]["fields"]["name"]["before"] == "Alderbrook Council"


def test_a_person_needs_a_name_a_body_and_a_role(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        made = make_body(session)
    for name, where, roles, place in (
        ("", made, {Role.PANEL}, "name"),
        ("PBS nurse", "0" * 32, {Role.PANEL}, "body"),
        ("PBS nurse", made, set(), "roles"),
    ):
        with pytest.raises(CannotDo) as refused, store.writing(by=commissioner) as session:
            add_person(session, name=name, title="", body_id=where, roles=frozenset(roles))
        assert refused.value.problems[0].place == place


def test_the_same_name_twice_in_one_body_is_refused(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        made = make_body(session)
        make_person(session, body_id=made)
    with (
        pytest.raises(CannotDo, match="already there"),
        store.writing(by=commissioner) as session,
    ):
        make_person(session, body_id=made, name="lead COMMISSIONER")


def test_the_last_administrator_stays(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        first = add_first_people(
            session, body_name="Alderbrook Council", body_kind="council",
            person_name="Manager", person_title="Manager",
        ).made  # fmt: skip
    with store.reading() as session:
        found = person(session, first)
    assert found.roles == FIRST_ROLES
    kept = {"person_id": first, "name": "Manager", "title": "", "body_id": found.body_id}
    for roles, active in ((frozenset({Role.VIEWER}), True), (FIRST_ROLES, False)):
        with (
            pytest.raises(CannotDo, match="stay administrator"),
            store.writing(by=commissioner) as session,
        ):
            edit_person(session, **kept, roles=roles, active=active)
    with store.writing(by=commissioner) as session:
        make_person(
            session,
            body_id=found.body_id,
            name="Second",
            roles=frozenset({Role.ADMINISTRATOR}),
        )
        edit_person(session, **kept, roles=FIRST_ROLES, active=False)
    with store.reading() as session:
        assert [one.active for one in people(session)] == [False, True]


def test_an_unsaved_letterhead_has_the_name_of_the_body(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        made = make_body(session)
    with store.reading() as session:
        assert letterhead(session, made).name == "Alderbrook Council"


def test_a_letterhead_comes_back_as_it_was_saved(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        made = make_body(session)
        first = replace(HEAD, body_id=made)
        save_letterhead(session, letterhead=first)
    second = replace(first, logo=png(), logo_alternative="A bridge", email="a@alderbrook.example")
    with store.writing(by=commissioner) as session:
        save_letterhead(session, letterhead=second)
    with store.reading() as session:
        assert letterhead(session, made) == second
        saved = entries(session)[0].changes[0]["fields"]["logo"]["after"]
    assert saved.startswith(f"{len(png())} bytes, SHA-256")


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("name", " ", "name"),
        ("email", "nobody", "email"),
        ("department", "d" * 121, "department"),
        ("complaints", "c" * 601, "complaints"),
        ("address_lines", tuple("123456789"), "address_lines"),
        ("logo", b"GIF89a", "logo"),
        ("logo", png() + b"0" * LOGO_BYTES, "logo"),
        ("logo", png()[:-1], "logo"),
        ("logo", png(4001, 1), "logo"),
        ("logo", SIGNATURE + b"picture", "logo"),
    ],
)
def test_a_letterhead_that_cannot_be_saved(field: str, value: object, place: str) -> None:
    head = replace(HEAD, logo_alternative="A bridge", **{field: value})
    assert [problem.place for problem in letterhead_problems(head)] == [place]


def test_a_logo_needs_words(store: Store) -> None:
    assert [p.place for p in letterhead_problems(replace(HEAD, logo=png()))] == ["logo_alternative"]


@pytest.mark.parametrize("email", ["", "a@b.example", "first.last@sub.council.example"])
def test_good_email_addresses(email: str) -> None:
    assert not list(email_problems("email", email))


@pytest.mark.parametrize("email", ["a", "a@b", "a b@c.example", "a@b@c.example", "a@b.example,"])
def test_bad_email_addresses(email: str) -> None:
    assert len(list(email_problems("email", email))) == 1


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_a_picture_changed_anywhere_is_not_whole(wide: int, high: int, data) -> None:
    whole = png(wide, high)
    assert png_size(whole) == (wide, high)
    place = data.draw(st.integers(0, len(whole) - 1))
    assert png_size(whole[:place]) is None
    changed = bytearray(whole)
    changed[place] ^= 1
    assert png_size(bytes(changed)) != (wide, high)
