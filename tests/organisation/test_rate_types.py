"""Rate types come and go; codes stay unique and the last one stays."""

import pytest

from starapp.foundation.problems import CannotDo
from starapp.history.acting import Actor
from starapp.organisation.purchasing_systems import Unit
from starapp.organisation.queries import system
from starapp.organisation.rate_types import add_rate_type, remove_rate_type
from starapp.storage.store import Store
from tests.make.organisation import make_body, make_system


@pytest.fixture
def made(store: Store, commissioner: Actor) -> str:
    """A system with the usual rate types."""
    with store.writing(by=commissioner) as session:
        return make_system(session, lead_body_id=make_body(session))


def test_codes_are_made_from_names_and_are_not_given_twice(
    store: Store, commissioner: Actor, made: str
) -> None:
    with store.writing(by=commissioner) as session:
        for name in ("On call, night", "On call (night)", "???", "Mile"):
            add_rate_type(session, system_id=made, name=name, unit=Unit.NIGHT)
        codes = [rate.code for rate in system(session, made).rate_types]
    assert codes[-4:] == ["on_call_night", "on_call_night_2", "rate", "mile_2"]


def test_a_rate_type_needs_a_name(store: Store, commissioner: Actor, made: str) -> None:
    with (
        pytest.raises(CannotDo, match="Enter the name of the rate"),
        store.writing(by=commissioner) as session,
    ):
        add_rate_type(session, system_id=made, name=" ", unit=Unit.HOUR)


def test_the_last_rate_type_stays(store: Store, commissioner: Actor, made: str) -> None:
    with store.writing(by=commissioner) as session:
        *others, last = [rate.code for rate in system(session, made).rate_types]
        for code in others:
            remove_rate_type(session, system_id=made, code=code)
    with (
        pytest.raises(CannotDo, match="at least one rate type"),
        store.writing(by=commissioner) as session,
    ):
        remove_rate_type(session, system_id=made, code=last)
    with store.reading() as session:
        assert [rate.code for rate in system(session, made).rate_types] == [last]
