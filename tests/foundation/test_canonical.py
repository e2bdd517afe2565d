"""Equal values give equal text and equal fingerprints; floats never get in."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.canonical import canonical_json, fingerprint, seal_text

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), plain))
def test_the_order_of_keys_does_not_matter(value: dict[str, object]) -> None:
    turned = dict(reversed(value.items()))
    assert canonical_json(value) == canonical_json(turned)
    assert fingerprint(value) == fingerprint(turned)


def test_exact_numbers_and_dates_are_text() -> None:
    value = {"d": Decimal("1.50"), "f": Fraction(1, 3), "day": date(2026, 9, 7), "t": (1, 2)}
    assert canonical_json(value) == '{"d":"1.50","day":"2026-09-07","f":"1/3","t":[1,2]}'


@pytest.mark.parametrize("bad", [0.5, object(), b"bytes"])
def test_what_has_no_exact_form_is_refused(bad: object) -> None:
    with pytest.raises(TypeError):
        canonical_json([bad])


def test_a_seal_is_short_enough_to_read_out() -> None:
    assert seal_text("7f3a91c2" + "0" * 56) == "7F3A 91C2"
