"""Who may be invited, and why the others may not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.organisation.purchasing_systems import Lot
from starapp.providers.admission import reason_not_eligible
from starapp.providers.register import CqcRating, ProviderStatus
from tests.make.providers import provider_value

LOT = Lot("lot-2", "L2", "Supported living", cqc_required=True)
TODAY = date(2026, 8, 3)
GOOD = provider_value(lots=frozenset({"lot-2"}), areas=frozenset({"alderbrook"}))


def why(provider, *, lot=LOT, area="alderbrook", today=TODAY):
    return reason_not_eligible(provider, lot, area, today=today, area_name="Alderbrook Council")


def test_an_active_provider_in_lot_and_area_is_eligible() -> None:
    assert why(GOOD) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lots": frozenset()}, "Not admitted to lot L2"),
        ({"areas": frozenset()}, "Does not work in Alderbrook Council"),
        (
            {"status": ProviderStatus.SUSPENDED, "status_reason": "Safeguarding enquiry"},
            "Suspended for new work: Safeguarding enquiry",
        ),
        (
            {"status": ProviderStatus.REMOVED, "status_from": date(2026, 6, 1)},
            "Removed from the register from 1 June 2026",
        ),
        ({"status": ProviderStatus.WITHDRAWN}, "Withdrew from the register"),
        (
            {"cqc_rating": CqcRating.NOT_REGULATED},
            "Not registered with the CQC, which this lot needs",
        ),
    ],
)
def test_each_reason_in_words(changes: dict[str, object], words: str) -> None:
    assert why(replace(GOOD, **changes)) == words


def test_a_lot_without_cqc_takes_providers_that_are_not_regulated() -> None:
    provider = replace(GOOD, cqc_rating=CqcRating.NOT_REGULATED)
    assert why(provider, lot=replace(LOT, cqc_required=False)) is None


def test_conditional_providers_are_eligible() -> None:
    assert why(replace(GOOD, status=ProviderStatus.CONDITIONAL)) is None


@given(st.integers(-400, 400), st.sampled_from(
    [ProviderStatus.SUSPENDED, ProviderStatus.REMOVED, ProviderStatus.WITHDRAWN]))  # fmt: skip
def test_a_status_counts_from_its_day_on(days: int, status: ProviderStatus) -> None:
    provider = replace(GOOD, status=status, status_from=TODAY)
    assert (why(provider, today=TODAY + timedelta(days=days)) is None) == (days < 0)
