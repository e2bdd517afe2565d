"""Moderation rules: spread, mean, what an agreement needs, and who misses a minimum for certain."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    EvaluatorRole,
    Kind,
    Level,
    Part,
    ScoreRule,
)
from starapp.evaluation import moderation
from starapp.evaluation.moderation import (
    Agreement,
    SeatScore,
    agreement_problems,
    common_score,
    effect_against_mean,
    far_apart,
    left_to_agree,
    shortfalls,
)
from starapp.evaluation.result import ScoreState

MODEL = EvaluationModel(
    name="Test",
    criteria=(
        Criterion("quality", "Quality", Kind.SECTION, Part.QUALITY, minimum=Decimal(36)),
        Criterion("Q1", "One", Kind.SCORED, Part.QUALITY, "quality", Decimal(40), Decimal(3)),
        Criterion("Q2", "Two", Kind.SCORED, Part.QUALITY, "quality", Decimal(20)),
        Criterion("PR", "Price", Kind.PRICE, Part.PRICE, None, Decimal(40)),
    ),
    scale=tuple(
        Level(Decimal(n), word, meaning)
        for n, word, meaning in (
            (0, "Not answered", "No answer or not relevant"),
            (1, "Poor", "Major gaps; little confidence"),
            (2, "Limited", "Some relevant content; important gaps"),
            (3, "Satisfactory", "Meets the requirement; minor gaps"),
            (4, "Good", "Meets fully, tailored to J, with evidence"),
            (5, "Excellent", "Tailored, evidenced, adds value; full confidence"),
        )
    ),
    roles=(EvaluatorRole("E1", "Commissioner"), EvaluatorRole("E2", "PBS nurse")),
)
MEMBERS = {"s1": "Commissioner", "s2": "PBS nurse"}
GOOD_REASON = "The night plan on page nine names who comes within fifteen minutes"


def scored(*values: int) -> list[SeatScore]:
    return [SeatScore(f"s{i}", ScoreState.SCORED, Decimal(v), "x") for i, v in enumerate(values)]


seat_scores = st.lists(
    st.one_of(
        st.builds(
            SeatScore,
            st.text("ab", min_size=1),
            st.just(ScoreState.SCORED),
            st.integers(0, 5).map(Decimal),
        ),
        st.builds(
            SeatScore,
            st.text("ab", min_size=1),
            st.sampled_from(
                [ScoreState.NOT_SCORED, ScoreState.ABSTAINED, ScoreState.NOT_APPLICABLE]
            ),
        ),
    )
)


@given(seat_scores)
def test_the_spread_is_between_nothing_and_the_scale_and_mean_lies_within(
    scores: list[SeatScore],
) -> None:
    values = [one.score for one in scores if one.score is not None]
    apart, average = moderation.spread(scores), moderation.mean(scores)
    if not values:
        assert apart is None
        assert average is None
        return
    assert apart == max(values) - min(values)
    assert min(values) <= average <= max(values)
    assert average * len(values) == sum(values)


@given(seat_scores, st.randoms())
def test_the_order_of_members_changes_nothing(scores: list[SeatScore], random) -> None:
    mixed = list(scores)
    random.shuffle(mixed)
    assert moderation.spread(mixed) == moderation.spread(scores)
    assert moderation.mean(mixed) == moderation.mean(scores)
    assert far_apart(mixed, Decimal(2)) == far_apart(scores, Decimal(2))


@given(seat_scores)
def test_who_abstains_never_pulls_the_mean_towards_zero(scores: list[SeatScore]) -> None:
    more = [*scores, SeatScore("z", ScoreState.ABSTAINED), SeatScore("y", ScoreState.NOT_SCORED)]
    assert moderation.mean(more) == moderation.mean(scores)
    assert moderation.spread(more) == moderation.spread(scores)


def test_a_zero_is_a_score() -> None:
    assert moderation.mean(scored(0, 4)) == 2
    assert moderation.spread(scored(0)) == 0


def test_flags_follow_the_model_and_equal_scores_are_never_far_apart() -> None:
    assert far_apart(scored(5, 3), Decimal(2))
    assert not far_apart(scored(4, 3), Decimal(2))
    assert far_apart(scored(4, 3), Decimal(1))
    assert not far_apart(scored(4, 4), Decimal(0))


def entry(**changes: object) -> Agreement:
    fields: dict[str, object] = {
        "state": ScoreState.SCORED,
        "score": Decimal(4),
        "reason": GOOD_REASON,
        "agreed_by": frozenset(MEMBERS),
    }
    return Agreement(**{**fields, **changes})  # type: ignore[arg-type] # built from a dict


def codes(agreement: Agreement) -> set[str]:
    return {p.code for p in agreement_problems(agreement, model=MODEL, members=MEMBERS)}


def test_a_whole_agreement_has_no_problems() -> None:
    assert codes(entry()) == set()
    assert codes(entry(state=ScoreState.NOT_APPLICABLE, score=None)) == set()
    assert codes(entry(agreed_by=frozenset({"s1"}), differing={"s2": "Would give 3"})) == set()


def test_each_missing_part_is_named() -> None:
    assert codes(entry(score=None)) == {"no_score"}
    assert codes(entry(score=Decimal("3.5"))) == {"off_scale"}
    assert codes(entry(reason="  ")) == {"no_reason"}
    assert codes(entry(agreed_by=frozenset({"s1"}))) == {"not_everyone"}
    assert codes(entry(agreed_by=frozenset())) == {"nobody", "not_everyone"}
    assert codes(entry(agreed_by=frozenset({"s1", "s2", "s9"}))) == {"stranger"}
    assert codes(entry(reason="E2 moved from 4 to 3 after reading it again")) == {"names_member"}
    assert codes(entry(state=ScoreState.ABSTAINED, score=None)) == {"no_score"}
    assert codes(entry(state=ScoreState.NOT_APPLICABLE)) == {"score_and_state"}
    assert codes(entry(reason="long " * 10_000)) == {"too_long"}


def test_a_common_score_is_one_that_every_member_gave() -> None:
    assert common_score(scored(4, 4)) == 4
    assert common_score(scored(4, 3)) is None
    assert common_score([*scored(4, 4), SeatScore("s9", ScoreState.ABSTAINED)]) is None
    assert common_score(scored(4)) is None
    assert common_score([]) is None


def test_the_effect_against_the_mean_is_exact() -> None:
    q1 = MODEL.criterion("Q1")
    effect = effect_against_mean(MODEL, q1, score=Decimal(4), average=Fraction(15, 4))
    assert effect == Fraction(2)


@given(
    st.dictionaries(st.sampled_from(["Q1", "Q2"]), st.integers(0, 5).map(Decimal)),
    st.sampled_from([">=", ">"]),
    st.sampled_from(list(ScoreRule)),
)
@settings(max_examples=60)
def test_a_minimum_once_missed_stays_missed_whatever_is_agreed_next(
    agreed: dict[str, Decimal], comparator: str, rule: ScoreRule
) -> None:
    from dataclasses import replace

    model = replace(MODEL, comparator=comparator, score_rule=rule)
    missed = {one.criterion for one in shortfalls(model, agreed)}
    for code in {"Q1", "Q2"} - set(agreed):
        for score in model.scores:
            more = {one.criterion for one in shortfalls(model, {**agreed, code: score})}
            assert missed <= more


def test_minimums_are_compared_unrounded() -> None:
    assert shortfalls(MODEL, {}) == ()
    assert [one.criterion for one in shortfalls(MODEL, {"Q1": Decimal(2)})] == ["Q1"]
    scores = {"Q1": Decimal(3), "Q2": Decimal(2)}
    assert {one.criterion: one.reached for one in shortfalls(MODEL, scores)} == {
        "quality": Fraction(32)
    }
    assert shortfalls(MODEL, {"Q1": Decimal(3), "Q2": Decimal(3)}) == ()


def test_what_is_left_leaves_out_bids_not_taken_further() -> None:
    left = left_to_agree(MODEL, bids=["a", "b"], agreed=[("a", "Q1")], stopped=["b"])
    assert left == (("a", "Q2"),)
