"""What people paste, without the signs nobody sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.signs import many_lines, one_line


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Monday\t10\t12.50\n", "Monday 10 12.50"),
        ("care\x00plan\x07", "careplan"),
        ("half\ud83d", "half"),
        ("one\r\ntwo\u2028three", "one two three"),
        ("🙂 خدمات", "🙂 خدمات"),
    ],
)
def test_one_line(pasted: str, kept: str) -> None:
    assert one_line(pasted) == kept


def test_lines_stay() -> None:
    assert many_lines("Hope House\r\n\t1 High Street\n\nHarbridge\x0b\n") == (
        "Hope House\n 1 High Street\n\nHarbridge\n\n"
    )


@given(st.text())
def test_nothing_else_changes(typed: str) -> None:
    told = many_lines(typed)
    assert not {"\t", "\x00", "\r", "\x7f", "\x1b"} & set(told)
    assert many_lines(told) == told
    assert one_line(one_line(typed)) == one_line(typed)


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_plain_words_are_untouched(typed: str) -> None:
    assert one_line(typed) == typed == many_lines(typed)
