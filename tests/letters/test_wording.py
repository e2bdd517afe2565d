"""Every letter carries what the law asks, stops at gaps, and tells nothing of other bidders."""

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Part, PriceRule
from starapp.criteria.evaluation_model import Kind as CriterionKind
from starapp.criteria.price_edges import AboveCeiling, EdgeRules
from starapp.documents.blocks import Heading, all_blocks, gaps
from starapp.documents.plain_text import plain_text
from starapp.evaluation.ranking import rank
from starapp.evaluation.result import BidInput, Reason
from starapp.evaluation.result_words import reason_words
from starapp.letters.kinds import Kind, kind_of, letter
from starapp.letters.letter_facts import AnyFacts, Assessment, PriceConcern, StandstillFacts
from tests.make import letters as make

ALL: dict[Kind, AnyFacts] = {
    Kind.AWARD: make.award_facts(),
    Kind.UNSUCCESSFUL: make.unsuccessful_facts(),
    Kind.BELOW_MINIMUM: make.not_ranked_facts(),
    Kind.LATE: make.late_facts(),
    Kind.SET_ASIDE: make.set_aside_facts(),
}
ASSESSED = (Kind.AWARD, Kind.UNSUCCESSFUL, Kind.BELOW_MINIMUM)
LOSERS = (Kind.UNSUCCESSFUL, Kind.BELOW_MINIMUM)


def words(facts: AnyFacts) -> str:
    return plain_text(letter(facts))


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_told_by_its_facts_and_has_no_gap(kind: Kind) -> None:
    assert kind_of(ALL[kind]) is kind
    assert gaps(letter(ALL[kind])) == ()


@pytest.mark.parametrize("kind", Kind)
def test_every_letter_names_sender_recipient_reference_and_law(kind: Kind) -> None:
    text = words(ALL[kind])
    to = ALL[kind].common.recipient
    for part in (
        "Alderbrook Council", "NV1 1WS", "commissioning@alderbrook.example", "01632 960147",
        to.name, *to.address_lines, to.email, to.identifier, "MC-2026-031", "PKG-2026-0147",
        "L2 Supported living: complex and PBS", "Procurement Act 2023", "25 September 2026",
        "The Director of Adult Services",
    ):  # fmt: skip
        assert part in text


@pytest.mark.parametrize("kind", Kind)
def test_the_first_heading_is_the_decision_and_levels_never_jump(kind: Kind) -> None:
    levels = [b.level for b in all_blocks(letter(ALL[kind]).blocks) if isinstance(b, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("kind", Kind)
def test_standstill_and_challenge_are_told_with_full_dates(kind: Kind) -> None:
    text = words(ALL[kind])
    assert "begins on Friday 25 September 2026" in text
    assert "end of Tuesday 6 October 2026" in text
    assert "before Wednesday 7 October 2026" in text
    assert "within 30 days" in text


@pytest.mark.parametrize("kind", ASSESSED)
def test_criteria_weights_and_scale_are_told(kind: Kind) -> None:
    text = words(ALL[kind])
    for part in ("Q1 Understanding", "60 %", "SV1 Local jobs", "15 %", "PR Price", "25 %"):
        assert part in text
    assert all(f"{n} {label}" in text for n, label in enumerate(make.LEVELS))
    assert "at least 3 of 5" in text
    assert "at least 36 points" in text


@pytest.mark.parametrize("kind", ASSESSED)
def test_own_scores_reasons_and_totals_are_told(kind: Kind) -> None:
    facts = ALL[kind]
    text = words(facts)
    own: Assessment = facts.own
    for line in own.lines:
        assert line.reason in text
    if kind is not Kind.BELOW_MINIMUM:
        assert "Total | 100 %" in text


@pytest.mark.parametrize("kind", LOSERS)
def test_losers_see_the_winner_but_never_its_price(kind: Kind) -> None:
    facts = ALL[kind]
    text = words(facts)
    for line in facts.winner.lines:
        assert line.reason in text
    assert "Kitewell Support CIC" in text
    assert "100,469.40" not in text
    assert "1,904.86" not in text


def test_the_award_letter_is_not_an_acceptance_and_names_the_offer() -> None:
    text = words(ALL[Kind.AWARD])
    assert "not an acceptance" in text
    for part in (
        "£1,904.86",
        "£99,319.40",
        "52.14",
        "£1,150.00",
        "£398,427.60",
        "3 years, with up to 1 more year",
    ):
        assert part in text
    assert "Monday 12 October 2026" in text
    assert "regulation 6" in text


def test_a_ranked_bidder_reads_how_far_behind_it_was() -> None:
    text = words(ALL[Kind.UNSUCCESSFUL])
    assert "Its total was 79.50 of 100; the winner’s was 91.50, which is 12.00 more." in text
    assert "second" not in text


def test_a_tie_is_explained_by_the_published_rule() -> None:
    facts = make.unsuccessful_facts(
        winner=make.assessment("Kitewell Support CIC", q1=4), tie_break="more points for Q1"
    )
    assert (
        "the same as the winner’s. The published tie-break decided: more points for Q1."
        in words(facts)
    )


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason("below_minimum", "Q1", Fraction(2), Decimal(3)), "agreed score 2, and the minimum is 3"),
        (Reason("below_section_minimum", "quality", Fraction(71, 2), Decimal(36)), "35.5 points, and the minimum is 36"),
        (Reason("failed_pass_fail", "SV1"), "must be passed"),
        (Reason("set_aside", detail="late"), "set aside"),
    ],
)  # fmt: skip
def test_every_reason_for_not_being_ranked_is_told(reason: Reason, told: str) -> None:
    two = (Reason("below_minimum", "Q1", Fraction(1), Decimal(3)), reason)
    text = words(make.not_ranked_facts(reasons=two))
    assert told in text
    assert "agreed score 1, and the minimum is 3" in text
    assert "for these reasons" in text


def test_a_late_letter_tells_both_times_to_the_second_and_the_rule() -> None:
    text = words(ALL[Kind.LATE])
    assert "12:00:00 on Monday 7 September 2026" in text
    assert "12:04:11 on Monday 7 September 2026" in text
    assert "logged, not opened and not scored" in text
    assert "no scores" in text


def test_a_late_letter_says_the_rule_was_the_same_only_where_no_late_bid_was_accepted() -> None:
    same = "The same rule was applied to every bid."
    assert same in words(ALL[Kind.LATE])
    assert same not in words(make.late_facts(same_for_all=False))


@pytest.mark.parametrize("kind", [Kind.LATE, Kind.SET_ASIDE])
def test_bidders_not_assessed_learn_no_name_and_no_score(kind: Kind) -> None:
    text = words(ALL[kind])
    assert "Kitewell" not in text
    assert "of 5" not in text


def test_a_missing_reason_is_a_gap_that_says_where_to_fill_it() -> None:
    own = ALL[Kind.UNSUCCESSFUL].own
    silent = replace(own, lines=(replace(own.lines[0], reason=" "), *own.lines[1:]))
    found = gaps(letter(make.unsuccessful_facts(own=silent)))
    assert [(gap.what, gap.where) for gap in found] == [
        ("the reason for your score of Q1", "moderation Q1")
    ]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"recipient": make.recipient(address_lines=())}, "the provider's postal address"),
        ({"recipient": make.recipient(email="")}, "the provider's email address"),
        ({"recipient": make.recipient(identifier="")}, "the provider's unique identifier"),
        ({"letterhead": make.letterhead(signatory_name="")}, "who signs the letter"),
        ({"letterhead": make.letterhead(other_formats="")}, "how to ask for other formats"),
        ({"letterhead": make.letterhead(email="")}, "the body's email address"),
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_missing_facts_are_gaps(kind: Kind, changes: dict[str, object], what: str) -> None:
    facts = replace(ALL[kind], common=make.common(**changes))
    assert what in [gap.what for gap in gaps(letter(facts))]


def test_a_score_that_was_not_given_is_told_apart_from_nought() -> None:
    none = words(make.not_ranked_facts(own=make.assessment("Merrow Bridge Trust", q1=None)))
    nought = words(make.not_ranked_facts(own=make.assessment("Merrow Bridge Trust", q1=0)))
    assert "Q1 Understanding | 60 % | not scored | –" in none
    assert "Q1 Understanding | 60 % | 0 of 5 | 0.00" in nought


def test_a_bidder_that_is_not_ranked_reads_the_winners_totals_beside_its_own() -> None:
    text = words(ALL[Kind.BELOW_MINIMUM])
    assert "Total | 100 % |  | 55.50 |  | 91.50" in text
    none = make.not_ranked_facts(own=make.assessment("Merrow Bridge Trust", q1=None))
    assert "Total | 100 % |  | – |  | 91.50" in words(none)
    assert "so your bid has no total" in words(none)
    assert "The panel agreed no score for a question shown as not scored" in words(none)
    assert "Questions shown as not scored" not in text


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason("set_aside", "PR", detail="zero_price"), "Its price is nought."),
        (Reason("set_aside", "PR", detail="above_ceiling"), "above the ceiling of £120,000.00"),
        (Reason("no_quality_points", "PR"), "The bid has no quality points"),
    ],
)
def test_a_bid_the_published_price_rule_leaves_out_reads_which_rule(
    reason: Reason, told: str
) -> None:
    edges = EdgeRules(ceiling=Decimal(120_000), above_ceiling=AboveCeiling.SET_ASIDE)
    model = replace(make.small_model(), price=PriceRule(edges=edges))
    text = words(make.not_ranked_facts(common=make.common(model=model), reasons=(reason,)))
    assert told in text
    assert "published rule" in text
    assert "withdrew" not in text


def test_what_is_withheld_is_told_with_its_ground_and_never_a_price_that_is_given_away() -> None:
    ranked, failed = words(ALL[Kind.UNSUCCESSFUL]), words(ALL[Kind.BELOW_MINIMUM])
    assert "We have withheld the winner’s rates, and what else its bid says of its staff" in ranked
    assert "We have withheld the winner’s price and rates" in failed
    for text in (ranked, failed):
        assert "(section 94(1)(b) of the Procurement Act 2023)" in text


@pytest.mark.parametrize("kind", [Kind.AWARD, Kind.LATE, Kind.SET_ASIDE])
def test_a_letter_that_shows_no_winner_does_not_speak_of_withholding(kind: Kind) -> None:
    assert "withheld" not in words(ALL[kind])
    assert "94(1)" not in words(ALL[kind])
    holds = "This letter holds every score agreed for your bid, with its reason."
    assert (holds in words(ALL[kind])) is (kind is Kind.AWARD)


@pytest.mark.parametrize("kind", ASSESSED)
def test_the_price_formula_and_the_tie_break_are_told(kind: Kind) -> None:
    model = replace(make.small_model(), tie_break=("Q1", "lower_price"))
    text = words(replace(ALL[kind], common=make.common(model=model)))
    assert "first-year price: lowest price ÷ this price × the marks." in text
    assert "decide in turn: more points for Understanding; the lower price." in text


def test_a_model_that_orders_by_price_and_quality_never_speaks_of_more_points() -> None:
    model = replace(make.small_model(), price=PriceRule("per_quality_point"))
    text = words(make.unsuccessful_facts(common=make.common(model=model)))
    assert "puts bids in order by price and quality" in text
    assert "which is" not in text
    level = make.unsuccessful_facts(common=make.common(model=model), tie_break="the lower price")
    assert "the published tie-break decided: the lower price." in words(level)


@pytest.mark.parametrize("kind", Kind)
def test_where_no_standstill_is_offered_the_letter_says_so(kind: Kind) -> None:
    none = StandstillFacts(
        first_day=date(2026, 9, 25),
        last_day=date(2026, 9, 25),
        earliest_signing=date(2026, 9, 25),
        working_days=0,
        voluntary=False,
        why="It is not required for a light-touch contract (section 51(3)), and none is offered.",
    )
    text = words(replace(ALL[kind], common=replace(ALL[kind].common, standstill=none)))
    assert "There is no standstill. It is not required" in text
    assert "before the award notice is published on Friday 25 September 2026" in text
    assert "working days begins" not in text


def test_a_bid_set_aside_for_its_price_reads_the_question_the_answer_and_the_conclusion() -> None:
    concern = PriceConcern(
        asked=date(2026, 9, 9),
        question="How do you pay a waking night at this rate?",
        answered=date(2026, 9, 11),
        answer="By the open-book sheet.",
        conclusion="The rate is below the National Living Wage.",
    )
    facts = make.set_aside_facts(code="abnormally_low", concerns=(concern,))
    text = words(facts)
    for part in (
        "On 9 September 2026 we asked: How do you pay a waking night at this rate?",
        "On 11 September 2026 you answered: By the open-book sheet.",
        "What we concluded: The rate is below the National Living Wage.",
        "section 19(3)(c) and (4)",
    ):
        assert part in text
    assert gaps(letter(facts)) == ()
    silent = gaps(letter(make.set_aside_facts(code="abnormally_low")))
    assert [gap.where for gap in silent] == ["bids"]


def test_facts_that_were_relied_on_are_asked_for_but_not_of_a_bid_that_was_withdrawn() -> None:
    (gap,) = gaps(letter(make.set_aside_facts(facts_relied_on=" ")))
    assert (gap.what, gap.where) == ("the facts the decision rests on", "bids")
    withdrawn = make.set_aside_facts(code="withdrawn", facts_relied_on="")
    assert gaps(letter(withdrawn)) == ()
    assert "because you withdrew it" in words(withdrawn)
    assert "The facts we relied on" not in words(withdrawn)


NEAR = tuple(f"Q{n}" for n in range(1, 8))


def near_model(comparator: str = ">=") -> EvaluationModel:
    """Seven questions that make 59.9998 of a section whose minimum is 36."""
    section = Criterion(
        "quality", "Quality", CriterionKind.SECTION, Part.QUALITY, minimum=Decimal(36)
    )
    asked = [
        Criterion(
            code, "Understanding", CriterionKind.SCORED, Part.QUALITY, "quality", Decimal("8.5714")
        )
        for code in NEAR
    ]
    price = Criterion("PR", "Price", CriterionKind.PRICE, Part.PRICE, None, Decimal("40.0002"))
    return replace(make.small_model(), criteria=(section, *asked, price), comparator=comparator)


def near_bid(name: str, score: int) -> BidInput:
    return BidInput(name, Decimal(100_000), dict.fromkeys(NEAR, Decimal(score)))


def test_a_minimum_missed_by_a_hair_shows_by_how_much_wherever_it_is_told() -> None:
    model = near_model()
    bids = [near_bid("A", 4), near_bid("B", 3)]
    (failed,) = rank(model, bids).not_ranked
    told = "35.99988 points, and the minimum is 36."
    assert f"Quality: {told}" in words(make.letters_of(model, bids)["B"])
    said = reason_words(failed.reasons[0], model)
    assert said == "Reached 35.99988 points for Quality, the minimum is 36"


def test_a_minimum_that_must_be_passed_is_not_called_reached() -> None:
    model = replace(near_model(">"), criteria=tuple(
        replace(c, weight=Decimal(9)) if c.code in NEAR else c for c in near_model().criteria
    ))  # fmt: skip
    reason = Reason("below_section_minimum", "quality", Fraction(36), Decimal(36))
    assert reason_words(reason, model) == ("Reached 36 points for Quality, it must be more than 36")
    text = words(
        make.not_ranked_facts(common=make.common(model=near_model(">")), reasons=(reason,))
    )
    assert "Quality: 36 points, and it must be more than 36." in text


def test_totals_a_hair_apart_are_never_told_as_the_same() -> None:
    own = make.assessment("Merrow Bridge Trust", q1=4, price="108033.81")
    winner = make.assessment("Kitewell Support CIC", q1=4)
    hair = Fraction(1, 3000)
    facts = make.unsuccessful_facts(own=own, winner=replace(winner, total=own.total + hair))
    assert "Its total was 79.50 of 100; the winner’s was 79.5003, which is 0.0003 more." in words(
        facts
    )
