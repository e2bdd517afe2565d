"""Sentences, parts and citations of an answer."""

from hypothesis import given
from hypothesis import strategies as st

from starapp.evaluation.reading import Span, citation, parts, sentences, sentences_of

TEXT = "We start small. Dr. Bell helps, e.g. on Mondays! Who decides?\n\nThe person does."


def shown(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[one.first : one.last] for one in spans]


def test_sentences_end_where_people_end_them() -> None:
    assert shown(TEXT, sentences(TEXT)) == [
        "We start small.",
        "Dr. Bell helps, e.g. on Mondays!",
        "Who decides?",
        "The person does.",
    ]


def test_a_selection_is_cited_by_its_sentences() -> None:
    where = TEXT.index("Mondays")
    assert sentences_of(TEXT, Span(where, where + 5)) == (2,)
    assert citation(sentences_of(TEXT, Span(where, len(TEXT)))) == "(answer, sentences 2 to 4)"
    assert citation(sentences_of(TEXT, Span(0, 3))) == "(answer, sentence 1)"
    assert citation(()) == ""


@given(st.text(alphabet="ab .!?\n", max_size=300), st.integers(1, 20))
def test_parts_hold_every_word_once_and_in_order(text: str, words: int) -> None:
    together = " ".join(shown(text, parts(text, words=words)))
    assert together.split() == text.split()


@given(st.text(max_size=200))
def test_sentences_cover_all_that_is_not_space(text: str) -> None:
    covered = set()
    for one in sentences(text):
        covered.update(range(one.first, one.last))
    assert all(text[place].isspace() for place in set(range(len(text))) - covered)


def test_long_answers_come_in_parts() -> None:
    text = " ".join("Ten words stand in this sentence, no more, no less." for _ in range(20))
    assert [len(part.split()) for part in shown(text, parts(text, words=60))] == [60, 60, 60, 20]
