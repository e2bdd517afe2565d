"""Codes beside the answers on paper: a slip in typing is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.problems import CannotDo
from starapp.panel.paper_codes import SIGNS, answer_of, check_sign, paper_code, sheet_number

PACK = "0123456789abcdef" * 2
OTHER = "fedcba9876543210" * 2
WANTED = tuple((bid, f"Q{number}") for bid in "ABCDEFGH" for number in range(1, 13))
WORDS = st.text(st.sampled_from(SIGNS), min_size=2, max_size=14)


def test_the_example_of_the_standard_comes_out() -> None:
    """ISO/IEC 7064 MOD 37,36 of a Global Release Identifier, A1-2425G-ABC1234002, is M."""
    assert check_sign("A12425GABC1234002") == "M"


@given(WORDS, st.data())
def test_one_wrong_sign_is_always_found(words: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from([sign for sign in SIGNS if sign != words[place]]))
    wrong = words[:place] + other + words[place + 1 :]
    assert check_sign(wrong) != check_sign(words)


@pytest.mark.parametrize("key", WANTED)
def test_a_code_leads_back_to_its_answer(key: tuple[str, str]) -> None:
    code = paper_code(PACK, key)
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        assert answer_of(PACK, typed, WANTED) == key


def test_codes_of_a_sheet_are_all_different() -> None:
    codes = {paper_code(PACK, key).replace("-", "") for key in WANTED}
    assert len(codes) == len(WANTED)


@pytest.mark.parametrize("typed", ["", "A", "A-Q1", "Z-Q1-1", "A-Q99-1", "😀"])
def test_what_is_no_code_is_told(typed: str) -> None:
    with pytest.raises(CannotDo, match="no code of this sheet"):
        answer_of(PACK, typed, WANTED)


def test_a_code_of_another_sheet_is_told() -> None:
    assert sheet_number(PACK) == "0123-4567"
    code = paper_code(OTHER, ("A", "Q1"))
    assert code != paper_code(PACK, ("A", "Q1"))
    with pytest.raises(CannotDo):
        answer_of(PACK, code, WANTED)
