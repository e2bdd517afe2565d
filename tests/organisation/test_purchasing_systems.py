"""Purchasing systems, lots and limits on a real file."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.problems import CannotDo
from starapp.history.acting import Actor
from starapp.organisation.purchasing_systems import Lot, RateLimit, RateType, Unit
from starapp.organisation.queries import system, systems
from starapp.organisation.system_checks import (
    STARTING_RATES,
    limit_problems,
    rate_type_problems,
    system_problems,
)
from starapp.organisation.system_commands import (
    add_system,
    save_limits,
    save_lot,
    save_system,
)
from starapp.organisation.system_form import BESIDE_OTHERS, system_from_json, system_to_json
from starapp.regimes.regime import Regime
from starapp.storage.store import Store
from tests.make.organisation import lots_of, make_body, make_system, system_value

pounds = st.none() | st.decimals(Decimal(0), Decimal(200), places=4)


def test_the_starting_rules_have_nothing_wrong() -> None:
    assert not list(system_problems(system_value(lead_body_id="1" * 32)))


def test_a_system_comes_back_with_lots_and_limits(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        made = make_system(session, lead_body_id=make_body(session))
    with store.reading() as session:
        found = system(session, made)
        assert systems(session) == (found,)
    assert [lot.code for lot in found.lots] == ["L1", "L2"]
    assert found.lots[1].cqc_required
    assert found.lots[1].limit("hour_1to1").ceiling == Decimal("25.60")
    assert found.lots[1].limit("mile") == RateLimit("mile")
    assert found.rate_types == STARTING_RATES
    assert found.annual_factor == Decimal("52.14")
    assert found.lot(found.lots[0].id) == found.lots[0]


def test_saving_a_system_changes_its_rules_only(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        made = make_system(session, lead_body_id=make_body(session))
        before = system(session, made)
        save_system(session, values=replace(before, title="New title", standstill_days=10))
    with store.reading() as session:
        after = system(session, made)
    assert (after.title, after.standstill_days) == ("New title", 10)
    assert after.lots == before.lots


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reference", ""),
        ("title", "  "),
        ("end", date(2025, 4, 1)),
        ("annual_factor", Decimal("51.99")),
        ("annual_factor", Decimal("53.01")),
        ("outcome_domains", ()),
        ("outcome_domains", ("Same", "Same")),
        ("outcome_domains", ("Home", " ")),
        ("regime", Regime.PSR2023),
        ("standstill_days", 7),
        ("low_percent", Decimal(0)),
        ("high_percent", Decimal(101)),
        ("others_low_percent", Decimal(0)),
        ("others_high_percent", Decimal("100.01")),
        ("spread_limit", Decimal(0)),
        ("spread_limit", Decimal("10.01")),
        ("light_touch_threshold", Decimal(0)),
        ("rate_types", ()),
    ],
)
def test_what_is_wrong_stands_beside_its_field(field: str, value: object) -> None:
    bad = system_value(lead_body_id="1" * 32, **{field: value})
    assert [problem.place for problem in system_problems(bad)] == [field]


def test_rate_types_need_names_and_stand_once() -> None:
    mile = RateType("mile", " ", Unit.MILE)
    assert [p.place for p in rate_type_problems((mile, mile))] == [
        "rate_types", "rate_types.mile", "rate_types.mile",
    ]  # fmt: skip


def test_two_systems_cannot_share_a_reference(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        made = make_body(session)
        make_system(session, lead_body_id=made)
    with (
        pytest.raises(CannotDo, match="already a system FPS-1"),
        store.writing(by=commissioner) as session,
    ):
        add_system(session, values=system_value(lead_body_id=made, reference=" FPS-1 "))


def test_a_lot_is_changed_and_keeps_its_place(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        made = make_system(session, lead_body_id=make_body(session))
        lots = lots_of(session, made)
        lot = Lot(lots["L1"], "L1", "Outreach", "At home and outside")
        save_lot(session, system_id=made, lot=lot)
    with store.reading() as session:
        assert system(session, made).lots[0] == lot


@pytest.mark.parametrize(
    ("code", "name", "place"), [("", "Name", "code"), ("L3", "", "name"), ("L2", "Name", "code")]
)
def test_a_lot_that_cannot_be_saved(
    store: Store, commissioner: Actor, code: str, name: str, place: str
) -> None:
    with store.writing(by=commissioner) as session:
        made = make_system(session, lead_body_id=make_body(session))
    with pytest.raises(CannotDo) as refused, store.writing(by=commissioner) as session:
        save_lot(session, system_id=made, lot=Lot("", code, name))
    assert refused.value.problems[0].place == place


def test_bad_limits_change_nothing(store: Store, commissioner: Actor) -> None:
    with store.writing(by=commissioner) as session:
        made = make_system(session, lead_body_id=make_body(session))
        lot_id = lots_of(session, made)["L2"]
    limits = (RateLimit("mile", Decimal("0.45")), RateLimit("sleep_in", Decimal(90), Decimal(95)))
    with pytest.raises(CannotDo) as refused, store.writing(by=commissioner) as session:
        save_limits(session, lot_id=lot_id, limits=limits)
    assert refused.value.problems[0].place == "limits.sleep_in"
    with store.reading() as session:
        assert system(session, made).lot(lot_id).limit("mile").ceiling is None


@given(pounds, pounds)
def test_limits_are_refused_exactly_when_out_of_order(
    ceiling: Decimal | None, floor: Decimal | None
) -> None:
    wrong = ceiling is not None and floor is not None and floor > ceiling
    assert bool(list(limit_problems(RateLimit("mile", ceiling, floor)))) == wrong


def test_negative_limits_are_refused() -> None:
    assert [p.code for p in limit_problems(RateLimit("mile", Decimal(-1)))] == ["negative"]


def test_rules_copied_before_prices_were_held_beside_the_others_ask_nothing_about_it() -> None:
    now = system_value(lead_body_id="1" * 32)
    copied = system_to_json(now)
    assert system_from_json(copied) == now
    for name in BESIDE_OTHERS:
        del copied[name]
    assert system_from_json(copied) == replace(
        now, others_low_percent=None, others_high_percent=None, spread_limit=None
    )
