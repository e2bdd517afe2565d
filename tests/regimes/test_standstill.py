"""The standstill clock of the Procurement Act 2023 against dated examples and its own rules."""

import json
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.problems import CannotDo
from starapp.regimes import calendars
from starapp.regimes.procurement_act_2023 import (
    LEAST_DAYS,
    period_end,
    standstill,
    standstill_is_mandatory,
)
from starapp.regimes.regime import Regime
from starapp.regimes.rules import offered, standstill_for

VECTORS = json.loads(
    (Path(__file__).parents[1] / "files" / "standstill_vectors.json").read_text(encoding="utf-8")
)
COUNTED = [v for v in VECTORS if v["method"] != "none"]
NONE = [v for v in VECTORS if v["method"] == "none"]
days = st.dates(date(2025, 2, 24), date(2028, 9, 1))


@pytest.mark.parametrize("case", COUNTED, ids=[v["id"] for v in COUNTED])
def test_dated_examples(case: dict[str, object]) -> None:
    found = standstill_for(
        "PA2023", date.fromisoformat(case["notice_date"]), case["n_working_days"]
    )
    assert found.first_day.isoformat() == case["first_day"]
    assert found.counted[0].isoformat() == case["first_counted_working_day"]
    assert found.last_day.isoformat() == case["last_day_of_standstill"]
    assert found.earliest_signing.isoformat() == case["earliest_award_date"]
    assert found.practical.isoformat() == case["earliest_award_england_working_day"]
    skipped = [day.isoformat() for day, _ in found.skipped]
    assert skipped == [text[:10] for text in case["non_working_weekdays_skipped"]]


@pytest.mark.parametrize("case", NONE, ids=[v["id"] for v in NONE])
def test_examples_without_a_mandatory_standstill(case: dict[str, object]) -> None:
    call_off = "framework" in str(case["case"])
    assert not standstill_is_mandatory(light_touch=not call_off, framework_call_off=call_off)


def test_a_contract_outside_the_exceptions_has_a_mandatory_standstill() -> None:
    assert standstill_is_mandatory(light_touch=False, framework_call_off=False)


@given(days, st.integers(LEAST_DAYS, 20))
def test_exactly_the_days_asked_for_are_counted(day: date, count: int) -> None:
    found = standstill(day, count)
    assert len(found.counted) == count == len(set(found.counted))
    assert all(calendars.is_working_day(one) for one in found.counted)
    assert found.first_day == day <= found.counted[0] <= found.last_day
    assert found.earliest_signing == found.last_day + timedelta(days=1)
    assert found.practical >= found.earliest_signing


@given(days, days)
def test_a_later_notice_never_ends_earlier(one: date, other: date) -> None:
    early, late = sorted((one, other))
    assert standstill(early).last_day <= standstill(late).last_day


@pytest.mark.parametrize("count", [0, 7, -1, 61])
def test_too_few_or_too_many_days_are_refused_in_words(count: int) -> None:
    with pytest.raises(CannotDo, match="at least 8 working days"):
        standstill(date(2026, 11, 9), count)


@pytest.mark.parametrize("day", [date(2028, 12, 29), date(2031, 1, 1), date(2024, 6, 1)])
def test_days_beyond_the_published_list_are_refused(day: date) -> None:
    with pytest.raises(CannotDo, match="not in the calendar"):
        standstill(day)


def test_other_regimes_are_refused_rather_than_guessed() -> None:
    assert offered(Regime.PA2023)
    assert not offered(Regime.PSR2023)
    with pytest.raises(CannotDo, match="no standstill clock for PSR2023"):
        standstill_for("PSR2023", date(2026, 11, 9), 8)


def test_the_period_in_json_and_in_words() -> None:
    found = standstill(date(2026, 11, 19))
    said = found.as_json()
    assert said["last_day"] == "2026-12-01"
    assert said["earliest_signing"] == "2026-12-02"
    assert said["skipped"] == [{"date": "2026-11-30", "why": "St Andrew's Day (Scotland)"}]
    assert "Does not count: Monday 30 November 2026, St Andrew's Day (Scotland)" in found.in_words()


def test_a_period_beginning_with_a_day_counts_that_day() -> None:
    assert period_end(date(2026, 11, 19), 120) == date(2027, 3, 18)


@pytest.mark.parametrize(
    ("where", "code"),
    [("England and Wales", "ENG"), ("Scotland", "SCT"), ("Northern Ireland", "NIR")],
)
def test_the_list_agrees_with_an_independent_one(where: str, code: str) -> None:
    ours = {h.day for h in calendars.bank_holidays() if where in h.where}
    theirs = holidays.country_holidays("GB", subdiv=code, years=range(2025, 2029))
    weekdays = {
        day for day, name in theirs.items() if day.weekday() < 5 and "regional" not in name.lower()
    }
    assert ours == weekdays


@given(days, st.integers(-40, 40))
def test_adding_working_days_and_counting_them_agree(day: date, count: int) -> None:
    moved = calendars.add_working_days(day, count)
    if count > 0:
        assert calendars.is_working_day(moved)
        assert calendars.working_days_between(day, moved) == count
    assert (moved > day) == (count > 0)
