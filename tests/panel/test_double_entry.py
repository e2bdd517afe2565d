"""Two entries of one sheet: every difference is found, and none that is none."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.evaluation.result import ScoreState
from starapp.panel.double_entry import discrepancies, settled_scores
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.paper_entries import scores_of, stored_scores

SCORES = st.builds(
    ReturnedScore,
    bid=st.sampled_from("ABC"),
    code=st.sampled_from(["Q1", "Q2"]),
    state=st.just(ScoreState.SCORED),
    score=st.one_of(st.none(), st.integers(0, 5).map(Decimal)),
    reason=st.text(max_size=30),
    discuss=st.booleans(),
)
ENTRIES = st.lists(SCORES, unique_by=lambda one: one.key, max_size=6)


def one(**changed: object) -> ReturnedScore:
    made = ReturnedScore("A", "Q1", ScoreState.SCORED, Decimal(3), "Says who.", discuss=False)
    return replace(made, **changed)  # type: ignore[arg-type] # fields of a score


@given(ENTRIES)
def test_an_entry_agrees_with_itself_in_any_order(entry: list[ReturnedScore]) -> None:
    assert discrepancies(entry, list(reversed(entry))) == ()
    assert settled_scores(entry, entry, {}) == tuple(sorted(entry, key=lambda s: s.key))


@given(ENTRIES, ENTRIES)
def test_differences_do_not_depend_on_who_typed_first(
    first: list[ReturnedScore], second: list[ReturnedScore]
) -> None:
    there = discrepancies(first, second)
    back = discrepancies(second, first)
    assert [d.key for d in there] == [d.key for d in back]
    assert [(d.first, d.second) for d in there] == [(d.second, d.first) for d in back]


@given(ENTRIES, ENTRIES)
def test_what_is_settled_agrees_with_both_where_they_agree(
    first: list[ReturnedScore], second: list[ReturnedScore]
) -> None:
    open_ones = {d.key: d.second for d in discrepancies(first, second)}
    scores = {s.key: s for s in settled_scores(first, second, open_ones)}
    mine, other = {s.key: s for s in first}, {s.key: s for s in second}
    for key in mine.keys() | other.keys():
        wanted = other.get(key) if key in open_ones else mine[key]
        assert scores.get(key) == wanted


@given(ENTRIES)
def test_scores_survive_the_record(entry: list[ReturnedScore]) -> None:
    assert list(scores_of(stored_scores(entry))) == sorted(entry, key=lambda s: s.key)


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        (one(score=Decimal(4)), ("score",)),
        (one(score=None), ("score",)),
        (one(state=ScoreState.ABSTAINED, score=None), ("score",)),
        (one(reason="Says when."), ("reason",)),
        (one(discuss=True), ("talk about it",)),
        (one(score=Decimal(2), reason="x", discuss=True), ("score", "reason", "talk about it")),
    ],
)
def test_what_differs_is_named(other: ReturnedScore, differs: tuple[str, ...]) -> None:
    (found,) = discrepancies([one()], [other])
    assert (found.key, found.differs) == (("A", "Q1"), differs)


@pytest.mark.parametrize("reason", ["  Says   who. ", "Says\nwho.", "Says who.\n"])
def test_spaces_are_no_difference(reason: str) -> None:
    assert discrepancies([one()], [one(reason=reason)]) == ()


def test_an_answer_only_one_typed_is_a_difference() -> None:
    (found,) = discrepancies([one()], [])
    assert (found.first, found.second) == (one(), None)
    assert settled_scores([one()], [], {("A", "Q1"): None}) == ()
    with pytest.raises(KeyError):
        settled_scores([one()], [], {})
