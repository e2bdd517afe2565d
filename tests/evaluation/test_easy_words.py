"""Picked reasons and hard words of the easier-to-read form."""

from hypothesis import given
from hypothesis import strategies as st

from starapp.evaluation.easy_words import hard_words, picked_in, reason_from

OFFERS = ("Easy to understand", "Gives examples", "He has a say")


@given(
    st.lists(st.sampled_from(OFFERS), unique=True),
    st.text(alphabet="abc XYZ,", max_size=40),
)
def test_what_was_picked_and_typed_comes_back(picked: list[str], own: str) -> None:
    again, rest = picked_in(reason_from(picked, own), OFFERS)
    assert set(again) == set(picked)
    assert rest == own.strip()


def test_a_reason_reads_as_sentences() -> None:
    assert reason_from(["Gives examples", "He has a say"], "I like the plan") == (
        "Gives examples. He has a say. I like the plan"
    )


def test_hard_words_come_in_the_order_they_stand() -> None:
    known = (("review", "a meeting"), ("outcome", "what J wants"), ("sensory", "about sounds"))
    found = hard_words("Each Outcome has reviews.", known)
    assert [word for word, _ in found] == ["outcome", "review"]
    assert hard_words("Nothing hard here", known) == ()
