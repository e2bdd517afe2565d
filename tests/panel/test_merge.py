"""What becomes of each score of a file: nothing is averaged, filled in or wiped."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.evaluation.given_score import GivenScore as Given
from starapp.evaluation.moderation import LONGEST_REASON
from starapp.evaluation.result import ScoreState
from starapp.panel.merge import MergeGround, MergeRow, Verdict, held_back, merge, missing
from starapp.panel.pack_format import ReturnedScore

SCALE = tuple(Decimal(score) for score in range(5))
WANTED = (("A", "Q1"), ("B", "Q1"))
THREE = Given(ScoreState.SCORED, Decimal(3), "Says how.")
TWO = Given(ScoreState.SCORED, Decimal(2), "Says little.")
ABSENT = Given(ScoreState.ABSTAINED, None, "Was ill.")


def returned(was: Given, bid: str = "A", code: str = "Q1") -> ReturnedScore:
    return ReturnedScore(bid, code, was.state, was.score, was.reason, discuss=False)


def ground(**fields: object) -> MergeGround:
    return MergeGround(WANTED, SCALE, **fields)  # type: ignore[arg-type] # fields of the ground


def first(given_ground: MergeGround, *scores: ReturnedScore, **decided: object) -> MergeRow:
    return merge(given_ground, scores, **decided)[0]  # type: ignore[arg-type] # decided only


def test_a_new_score_is_merged() -> None:
    row = first(ground(), returned(THREE))
    assert (row.was, row.returned, row.verdict) == (None, THREE, Verdict.MERGED)


def test_a_later_file_updates_what_an_earlier_one_wrote() -> None:
    key = WANTED[0]
    row = first(ground(stored={key: TWO}, written={key: TWO}), returned(THREE))
    assert (row.was, row.returned, row.verdict) == (TWO, THREE, Verdict.UPDATED)


def test_the_same_again_changes_nothing() -> None:
    row = first(ground(stored={WANTED[0]: THREE}), returned(THREE))
    assert row.verdict is Verdict.NO_CHANGE


@pytest.mark.parametrize("stored", [TWO, ABSENT])
def test_what_was_written_another_way_needs_a_decision(stored: Given) -> None:
    key = WANTED[0]
    asked = ground(stored={key: stored})
    assert first(asked, returned(THREE)).verdict is Verdict.NEEDS_DECISION
    assert first(asked, returned(THREE), decided={key: True}).verdict is Verdict.UPDATED
    assert first(asked, returned(THREE), decided={key: False}).verdict is Verdict.NO_CHANGE


def test_a_correction_in_the_workspace_is_not_overwritten() -> None:
    key = WANTED[0]
    row = first(ground(stored={key: TWO}, written={key: ABSENT}), returned(THREE))
    assert row.verdict is Verdict.NEEDS_DECISION


def test_where_no_one_knows_which_is_later_somebody_decides() -> None:
    key = WANTED[0]
    asked = ground(stored={key: TWO}, written={key: TWO}, order_known=False)
    assert first(asked, returned(THREE)).verdict is Verdict.NEEDS_DECISION
    assert "later" in first(asked, returned(THREE)).words


def test_a_blank_never_wipes() -> None:
    row = first(ground(stored={WANTED[0]: THREE}))
    assert (row.verdict, row.was, row.returned) == (Verdict.NO_CHANGE, THREE, None)


@pytest.mark.parametrize(
    "half",
    [Given(ScoreState.SCORED, None, "A reason."), Given(ScoreState.SCORED, Decimal(3), "  ")],
)
def test_half_a_score_is_part_done(half: Given) -> None:
    row = first(ground(), returned(half))
    assert row.verdict is Verdict.PART_DONE
    assert row.cure


def test_half_a_score_does_not_wipe() -> None:
    half = Given(ScoreState.SCORED, None, "A reason.")
    asked = ground(stored={WANTED[0]: THREE})
    rows = merge(asked, [returned(half)])
    assert rows[0].verdict is Verdict.PART_DONE
    assert missing(asked, rows) == (("B", "Q1"),)


@pytest.mark.parametrize("score", ["5", "-1", "2.5"])
def test_a_score_off_the_scale_is_refused_with_its_cure(score: str) -> None:
    row = first(ground(), returned(Given(ScoreState.SCORED, Decimal(score), "Why.")))
    assert row.verdict is Verdict.REFUSED
    assert "0, 1, 2, 3, 4" in row.cure


def test_a_reason_of_the_longest_length_is_taken_and_one_sign_more_is_not() -> None:
    longest = Given(ScoreState.SCORED, Decimal(3), "r" * LONGEST_REASON)
    assert first(ground(), returned(longest)).verdict is Verdict.MERGED
    longer = Given(ScoreState.SCORED, Decimal(3), "r" * (LONGEST_REASON + 1))
    assert first(ground(), returned(longer)).verdict is Verdict.REFUSED


def test_a_reason_as_long_as_a_book_is_refused() -> None:
    row = first(
        ground(), returned(Given(ScoreState.SCORED, Decimal(3), "x" * (LONGEST_REASON + 1)))
    )
    assert row.verdict is Verdict.REFUSED


def test_what_is_closed_stays() -> None:
    key = WANTED[0]
    closed = ground(closed={key: "The panel agreed this score."}, stored={key: TWO})
    row = first(closed, returned(THREE))
    assert (row.verdict, row.words) == (Verdict.REFUSED, "The panel agreed this score.")
    assert first(closed, returned(TWO)).verdict is Verdict.NO_CHANGE


def test_what_is_not_asked_any_more_is_told_last() -> None:
    rows = merge(ground(), [returned(THREE, "C"), returned(THREE)])
    assert [row.key for row in rows] == [("A", "Q1"), ("B", "Q1"), ("C", "Q1")]
    assert rows[-1].verdict is Verdict.REFUSED


givens = st.builds(
    Given,
    st.just(ScoreState.SCORED),
    st.sampled_from([None, *SCALE, Decimal(9)]),
    st.sampled_from(["", "Why.", "Because.", " Why.\n"]),
)
stored_givens = st.builds(
    Given, st.just(ScoreState.SCORED), st.sampled_from(SCALE), st.just("Why.")
)
keys = st.sampled_from([*WANTED, ("C", "Q1"), ("C", "Q2"), ("D", "Q1")])


@given(
    stored=st.dictionaries(st.sampled_from(WANTED), stored_givens),
    written=st.dictionaries(st.sampled_from(WANTED), stored_givens),
    scores=st.dictionaries(keys, givens),
    known=st.booleans(),
)
def test_every_answer_has_one_row_and_nothing_is_made_up(
    stored: dict[tuple[str, str], Given],
    written: dict[tuple[str, str], Given],
    scores: dict[tuple[str, str], Given],
    known: bool,
) -> None:
    asked = ground(stored=stored, written=written, order_known=known)
    rows = merge(asked, [returned(one, *key) for key, one in scores.items()])
    assert [row.key for row in rows] == [*WANTED, *sorted(scores.keys() - set(WANTED))]
    after = dict(stored)
    for row in rows:
        assert row.was == stored.get(row.key)
        given_there = scores.get(row.key)
        assert row.returned == (
            given_there and replace(given_there, reason=given_there.reason.strip())
        )
        if row.verdict.writes:
            assert row.returned is not None
            assert row.returned.score in SCALE
            assert row.returned.reason
            after[row.key] = row.returned
        if row.verdict in {Verdict.REFUSED, Verdict.NEEDS_DECISION}:
            assert row.words
            assert row.cure
    assert set(stored) <= set(after)
    assert missing(asked, rows) == tuple(key for key in WANTED if key not in after)
    again = merge(
        ground(stored=after, written=after), [returned(one, *key) for key, one in scores.items()]
    )
    if known:
        assert not any(row.verdict is Verdict.MERGED for row in again if row.key in WANTED)


@pytest.mark.parametrize("verdict", Verdict)
def test_of_a_file_that_is_held_back_nothing_is_written_or_decided(verdict: Verdict) -> None:
    row = MergeRow("A", "Q1", TWO, THREE, verdict, "Why.", "Do this.")
    (held,) = held_back([row])
    if verdict.writes or verdict is Verdict.NEEDS_DECISION:
        assert (held.verdict, held.cure) == (Verdict.WAITING, "")
    else:
        assert held == row
