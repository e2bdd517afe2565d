"""How sure a result is, in sentences: the story worked out by hand, and results that are unusual."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.criteria.evaluation_model import PriceBasis, PriceRule
from starapp.documents.blocks import Bullets, Heading, Table
from starapp.evaluation.assurance import Assurance, assurance_of
from starapp.evaluation.assurance_queries import assurance
from starapp.evaluation.assurance_report import assurance_blocks
from starapp.evaluation.assurance_words import (
    FlipShown,
    Sentence,
    dominance_sentence,
    flip_sentence,
    goldilocks_sentence,
    headroom_sentence,
    price_to_win_sentence,
    removal_sentence,
    rounding_sentence,
    short_names,
    shown_points,
    unranked_flip_sentence,
)
from starapp.evaluation.price_share import at_share
from starapp.evaluation.rules import rules_of
from tests.make.evaluation import Scene, work_out
from tests.make.results import bid, irkdale_bids, irkdale_model, made_run, names_of
from tests.make.scene import moderating_scene, priced_scene


def sure(bids, model=None, given=None, titles=None) -> Assurance:
    return assurance_of(made_run(bids, model), names_of(bids), given or {}, titles or {})


def words(found: Assurance) -> dict[str, str]:
    return {one.about: one.words for one in (*found.sentences, *found.more)}


def test_the_story_worked_out_by_hand() -> None:
    found = sure(irkdale_bids())
    assert [one.about for one in found.sentences] == [
        "price share", "flip", "price to win", "tie-break",
    ]  # fmt: skip
    said = words(found)
    assert said["price share"] == (
        "In whole per cent, price must count for 49% or more before Brindlewick Living comes first."
    )
    assert said["flip"] == (
        "Closest flip: one score. If Quillbeck’s Q1 went from 5 to 4, Brindlewick would win by "
        "1.653. 2 of 53 single-score changes do this, both in Q1."
    )
    assert said["price to win"] == "Brindlewick would win at £2,302.12 a week, 9.7% below its bid."
    assert said["tie-break"] == "Tie-break not needed. Order: Quality, then Q1, then lower price."


def test_the_lines_of_the_chart_meet_where_first_place_changes() -> None:
    lines = sure(irkdale_bids()).lines
    assert lines is not None
    assert lines.now == 25
    assert lines.bids == ("A", "B", "C")
    assert lines.stays_from == 0
    assert Decimal("48.928") < lines.stays_to < Decimal("48.929")
    at_turn = next(point for point in lines.points if point.share == lines.stays_to)
    assert at_turn.total("A") == at_turn.total("B")
    now = next(point for point in lines.points if point.share == 25)
    assert [now.total(one) for one in "AB"] == [
        placed.total for placed in made_run(irkdale_bids()).result.ranking[:2]
    ]
    assert lines.below is None
    assert lines.above is not None
    assert (lines.above.share, lines.above.first) == (49, "B")


@given(st.integers(min_value=0, max_value=100))
def test_the_slider_says_what_a_model_with_that_share_would(share: int) -> None:
    model = irkdale_model()
    asked = at_share(rules_of(model), irkdale_bids(), Fraction(share))
    rest = Fraction(100 - share, 75)
    for one in irkdale_bids()[:4]:
        quality = sum(
            Fraction(model.criterion(code).weight) * Fraction(score) / 5
            for code, score in one.scores.items()
        )
        price = Fraction("2431.75") / Fraction(one.price or 0)
        assert asked.total(one.bid) == quality * rest + price * share


def test_the_further_lines_and_the_ranges_of_weights() -> None:
    found = sure(irkdale_bids())
    said = words(found)
    assert said["rounding"] == "Rounding did not change the order."
    assert "Quillbeck stays first whichever one other bid leaves." in said["removal"]
    assert "Tarnfield is never better than" in said["dominance"]
    assert "above its bid" in said["headroom"] or "at any price" in said["headroom"]
    ranges = {row.code: row for row in found.weights}
    assert list(ranges) == [
        "quality", "Q1", "Q2", "Q3", "Q4", "Q5", "PR", "social", "SV1", "SV2",
    ]  # fmt: skip
    assert (ranges["PR"].now, ranges["PR"].lowest, ranges["PR"].highest) == ("25%", "0%", "48.92%")
    assert ranges["quality"].whole
    assert not ranges["Q1"].whole


def test_one_bid_has_nothing_to_compare_with() -> None:
    found = sure(irkdale_bids()[:1])
    assert found.sentences[0].words == "There is one bid, so there is nothing to compare."
    assert found.verdict is None
    assert found.lines is None
    assert found.weights == ()


def test_one_ranked_bid_of_two_has_nothing_to_compare_with() -> None:
    found = sure((irkdale_bids()[0], irkdale_bids()[4]))
    assert found.sentences[0].words == "Only one bid is ranked, so there is nothing to compare."


def test_no_ranked_bid_has_nothing_to_compare() -> None:
    found = sure(irkdale_bids()[4:])
    assert [one.words for one in found.sentences] == [
        "No bid is ranked, so there is nothing to compare."
    ]
    assert found.verdict is None


def test_a_tie_says_that_first_place_is_shared() -> None:
    twins = (bid("A", "2500", "4444444"), bid("B", "2500", "4444444"), irkdale_bids()[3])
    said = words(sure(twins))
    assert said["price share"] == "First place is shared, so no share of price keeps it."
    assert said["tie-break"].startswith("Tie-break used, and bids are still level. Order:")
    assert "price to win" not in said


def test_prices_that_order_bids_together_with_quality_have_no_share() -> None:
    model = irkdale_model(price=PriceRule("per_quality_point", basis=PriceBasis.WEEKLY))
    model = replace(
        model,
        criteria=tuple(
            replace(c, weight=Decimal(0)) if c.code == "PR" else c for c in model.criteria
        ),
    )
    found = sure(irkdale_bids(), model)
    assert found.lines is None
    assert found.sentences[0].words == (
        "Bids are put in order by price and quality together, so price has no share to change."
    )


def test_without_one_member_another_bid_could_come_first() -> None:
    given_scores = {
        "one": {("A", "Q1"): Fraction(5), ("B", "Q1"): Fraction(4)},
        "two": {("A", "Q1"): Fraction(4), ("B", "Q1"): Fraction(4)},
    }
    titles = {"one": "PBS nurse", "two": "Commissioner"}
    found = sure(irkdale_bids(), given=given_scores, titles=titles)
    said = words(found)["evaluators"]
    assert said == (
        "If the mean of the others stood in for the scores agreed with a member: without the PBS "
        "nurse, Brindlewick would come first. Means were not used for the result."
    )


def test_nothing_is_said_before_there_is_a_result(store, clock) -> None:
    scene = moderating_scene(store, clock)
    with scene.store.reading() as session:
        assert assurance(session, scene.competition_id) is None


def test_the_example_from_its_record(store, clock) -> None:
    scene: Scene = priced_scene(store, clock)
    with scene.store.reading() as session:
        assert assurance(session, scene.competition_id) is None
    work_out(scene)
    with scene.store.reading() as session:
        found = assurance(session, scene.competition_id)
    assert found is not None
    said = words(found)
    assert "If Kitewell’s Q1 went from 5 to 4, Merrow Bridge would win by 0.51." in said["flip"]
    assert "for the first year" in said["price to win"]
    assert "the Lead commissioner" in said["evaluators"]
    assert "Alderbrook" not in said["evaluators"]


def test_the_report_says_the_same_sentences_with_the_ranges() -> None:
    found = sure(irkdale_bids())
    blocks = assurance_blocks(found)
    assert isinstance(blocks[0], Heading)
    assert blocks[0].text == "How sure is this result"
    bullets = next(block for block in blocks if isinstance(block, Bullets))
    assert len(bullets.items) == len(found.sentences) + len(found.more)
    table = next(block for block in blocks if isinstance(block, Table))
    assert len(table.rows) == len(found.weights)
    assert assurance_blocks(None) == []


def test_strong_parts_stand_in_the_words() -> None:
    for one in (*sure(irkdale_bids()).sentences, *sure(irkdale_bids()).more):
        assert "".join(part for part, _ in one.parts()) == one.words
        assert tuple(part for part, strong in one.parts() if strong) == one.strong


def test_a_sentence_comes_apart_at_its_strong_parts() -> None:
    made = Sentence("flip", "One and two.", ("One", "two"))
    assert made.parts() == (("One", True), (" and ", False), ("two", True), (".", False))


def test_names_are_shortened_unless_two_would_be_the_same() -> None:
    names = {"a": "Kitewell Support CIC", "b": "Merrow Bridge Trust", "c": "Care Ltd"}
    assert short_names(names) == {"a": "Kitewell", "b": "Merrow Bridge", "c": "Care"}
    twins = {"a": "Oak Support Ltd", "b": "Oak Homes Ltd"}
    assert short_names(twins) == twins


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(165, 100), "1.65"), (Fraction(1, 1000), "0.001"), (Fraction(0), "0.00")],
)
def test_a_small_lead_never_shows_as_nought(value: Fraction, shown: str) -> None:
    assert shown_points(value, replace(irkdale_model().rounding, places=2)) == shown


NAMES_SHORT = {"A": "Quillbeck", "B": "Brindlewick", "C": "Copperfold"}


@pytest.mark.parametrize(
    ("made", "words_of_it", "warns"),
    [
        (
            removal_sentence([("B", "A"), ("C", "B")], "A", NAMES_SHORT),
            "If Copperfold left, Brindlewick would come first.",
            True,
        ),
        (
            removal_sentence([("C", None)], "A", NAMES_SHORT),
            "If Copperfold left, no bid would be alone in first place.",
            True,
        ),
        (
            goldilocks_sentence(("B",), NAMES_SHORT),
            (
                "Brindlewick lies between two other bids in price and quality and offers at least as much "
                "quality for a pound as both, yet comes behind both. The price formula decides this."
            ),
            True,
        ),
        (
            dominance_sentence([("C", "A"), ("C", "B")], NAMES_SHORT),
            (
                "Copperfold is never better than Quillbeck and Brindlewick. No weights could put it "
                "ahead."
            ),
            False,
        ),
        (
            unranked_flip_sentence(
                FlipShown("C", "Q4", Fraction(2), Fraction(3), "B", Fraction(1)), NAMES_SHORT
            ),
            "Copperfold is not ranked. If its Q4 went from 2 to 3, Brindlewick would come first.",
            True,
        ),
        (
            headroom_sentence("A", None, Decimal(2000), NAMES_SHORT, PriceBasis.WEEKLY),
            "Quillbeck would still come first at any price up to a thousand million pounds.",
            True,
        ),
        (
            price_to_win_sentence("B", None, Decimal(2000), NAMES_SHORT, PriceBasis.FIRST_YEAR),
            "Brindlewick would not win at any price above nought.",
            False,
        ),
        (
            flip_sentence(None, (), 53, NAMES_SHORT, irkdale_model().rounding),
            "None of the 53 single-score changes of ranked bids changes who comes first.",
            False,
        ),
        (
            rounding_sentence(True),
            "Rounding changed the order. The published rule rounds before bids are ranked.",
            True,
        ),
    ],
)
def test_what_is_said_of_what_seldom_happens(
    made: Sentence | None, words_of_it: str, warns: bool
) -> None:
    assert made is not None
    assert made.words == words_of_it
    assert made.warns is warns
