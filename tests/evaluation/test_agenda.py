"""The agenda: what can move the result most comes first, then what is near a minimum."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from starapp.evaluation.agenda import Item, in_order


def item(
    name: str, apart: int | None, weight: int, average: int | None, minimum: int | None
) -> Item:
    return Item(
        (name, "Q1"),
        None if apart is None else Decimal(apart),
        Decimal(weight),
        None if average is None else Fraction(average),
        None if minimum is None else Decimal(minimum),
    )


def names(*items: Item) -> list[str]:
    return [one.key[0] for one in in_order(items)]


def test_spread_times_weight_comes_first() -> None:
    wide, heavy = item("wide", 3, 8, 3, None), item("heavy", 2, 18, 5, None)
    assert names(wide, heavy, item("none", None, 40, None, None)) == ["heavy", "wide", "none"]


def test_the_nearest_to_a_minimum_comes_next() -> None:
    near, far = item("near", 0, 12, 3, 3), item("far", 0, 18, 5, 3)
    below, free = item("below", 0, 8, 2, 3), item("free", 0, 40, 4, None)
    assert names(free, far, below, near) == ["near", "below", "far", "free"]


items = st.lists(
    st.builds(
        item,
        st.text("ABC", min_size=1, max_size=2),
        st.none() | st.integers(0, 5),
        st.integers(0, 40),
        st.none() | st.integers(0, 5),
        st.none() | st.integers(0, 5),
    )
)


@given(items)
def test_nothing_is_lost_and_nothing_stronger_comes_later(found: list[Item]) -> None:
    ordered = in_order(found)
    assert sorted(map(repr, ordered)) == sorted(map(repr, found))
    for one, after in pairwise(ordered):
        assert one.pull >= after.pull
        if one.pull == after.pull and after.margin is not None:
            assert one.margin is not None
            assert one.margin <= after.margin
