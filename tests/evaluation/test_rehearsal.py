"""Trying a model: made-up bids, hard cases, thresholds and weights that do nothing, past bids."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy.exc import NoResultFound

from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.competitions.records import CompetitionRecord
from starapp.criteria.commands import add_model, delete_model, save_model
from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    Kind,
    Part,
    PriceRule,
    RoundingRule,
    ScoreRule,
)
from starapp.criteria.price_edges import AboveCeiling, EdgeRules, ZeroPrice
from starapp.criteria.price_formulas import FORMULAS, example_rule
from starapp.criteria.queries import model as stored_model
from starapp.criteria.templates import ROLES, SCALE, short_model, whole_model
from starapp.evaluation.earlier_competitions import earlier_competitions
from starapp.evaluation.made_up_bids import Dice, made_up_contest
from starapp.evaluation.queries import run
from starapp.evaluation.rehearsal import Earlier, Rehearsal, rehearse
from starapp.evaluation.rehearsal_checks import standing_findings
from starapp.evaluation.rehearsal_commands import note_rehearsal, rehearsals
from starapp.evaluation.rehearsal_words import made_up_sentences, past_sentences
from starapp.evaluation.result import BidInput
from starapp.evaluation.rules import Leaf, Rules, Section, rules_of, with_weights
from starapp.foundation.problems import CannotDo
from starapp.history.history import entries, note
from tests.make.evaluation import Scene, work_out
from tests.make.scene import priced_scene


@pytest.fixture
def scene(store, clock) -> Scene:
    return priced_scene(store, clock)


def model_of(*weights: str, price: str = "", minimum: str = "", section: str = "") -> Rules:
    """Rules of questions Q1, Q2 ... in one section, and a price."""
    least = Decimal(minimum) if minimum else None
    criteria = [
        Criterion("all", "All", Kind.SECTION, Part.QUALITY,
                  minimum=Decimal(section) if section else None),
        *(
            Criterion(f"Q{n}", f"Question {n}", Kind.SCORED, Part.QUALITY, "all", Decimal(weight),
                      least if n == 1 else None)
            for n, weight in enumerate(weights, 1)
        ),
    ]  # fmt: skip
    if price:
        criteria.append(Criterion("PR", "Price", Kind.PRICE, Part.PRICE, None, Decimal(price)))
    return rules_of(EvaluationModel("Tried", tuple(criteria), SCALE, ROLES))


def found(rules: Rules) -> set[tuple[str, str]]:
    return {(one.code, one.criterion) for one in standing_findings(rules)}


def test_the_same_seed_gives_the_same_findings() -> None:
    rules = rules_of(whole_model())
    first = rehearse(rules, contests=60)
    assert rehearse(rules, contests=60) == first
    assert rehearse(rules, contests=60, seed=7).seed == 7
    bids = made_up_contest(rules, Dice(1))
    assert bids == made_up_contest(rules, Dice(1))
    assert 2 <= len(bids) <= 6
    assert all(price.price == int(price.price or 0) for price in bids)


@pytest.mark.parametrize("code", FORMULAS)
def test_only_formulas_that_say_so_let_a_loser_change_the_winner(code: str) -> None:
    rules = replace(model_of("60", price="40"), price=example_rule(code))
    if FORMULAS[code].compared is not None:
        rules = replace(model_of("100", price="0"), price=example_rule(code))
    tried = rehearse(rules, contests=150)
    assert tried.contests > 100
    assert tried.turned == 0 or FORMULAS[code].removal
    codes = {one.code for one in tried.findings}
    assert ("depends_on_losers" in codes) is FORMULAS[code].removal


def test_the_range_formula_is_caught_turning_over() -> None:
    rules = replace(model_of("60", price="40"), price=PriceRule("minmax_range"))
    tried = rehearse(rules, contests=150)
    assert tried.turned > 0
    assert f"In {tried.turned} of {tried.contests} made-up competitions" in " ".join(
        made_up_sentences(tried)
    )


@pytest.mark.parametrize(
    ("rules", "finding"),
    [
        (model_of("100", section="101"), ("unreachable", "all")),
        (model_of("100", minimum="6"), ("unreachable", "Q1")),
        (replace(model_of("100", minimum="5"), comparator=">"), ("unreachable", "Q1")),
        (model_of("100", minimum="0"), ("cannot_fail", "Q1")),
        (model_of("50", "50", minimum="3", section="30"), ("cannot_fail", "all")),
        (model_of("50", "50", "0"), ("counts_nothing", "Q3")),
        (model_of("100", price="0"), ("counts_nothing", "PR")),
        (model_of("50", "49", "1"), None),
        (model_of("60", "30", "10"), None),
        (model_of("49.5", "49.5", "1"), ("only_level", "Q3")),
        (model_of("99", price="1"), ("only_level", "PR")),
        (model_of("60", price="40"), None),
    ],
)
def test_thresholds_and_weights_that_do_nothing_are_named(
    rules: Rules, finding: tuple[str, str] | None
) -> None:
    assert found(rules) == ({finding} if finding else set())


def test_a_section_minimum_over_price_counts_only_its_questions() -> None:
    rules = model_of("60", section="70", price="40")
    section = replace(rules.sections[0], leaves=(*rules.sections[0].leaves, "PR"))
    assert ("unreachable", "all") in found(replace(rules, sections=(section,)))


def outcomes(tried: Rehearsal) -> dict[str, str]:
    return {case.name: case.outcome for case in tried.cases}


def test_hard_cases_are_told_in_words() -> None:
    tried = outcomes(rehearse(rules_of(short_model()), contests=1))
    assert tried["One bidder"] == "Bid B comes first."
    assert "level" in tried["Every bid the same"]
    assert tried["Every bid is below a minimum"] == "Nobody is ranked, so there is no award."
    assert "needs a decision first" in tried["Bid C has a price of nought"]
    edges = EdgeRules(ZeroPrice.SET_ASIDE, AboveCeiling.SET_ASIDE, Decimal(125000))
    strict = replace(short_model(), price=PriceRule(edges=edges))
    tried = outcomes(rehearse(rules_of(strict), contests=1))
    assert tried["Bid C has a price of nought"].endswith("Not ranked: Bid C.")
    assert tried["Bid A is a pound above the ceiling"] == "Bid B comes first. Not ranked: Bid A."


def test_what_cannot_rank_anything_says_what_it_needs() -> None:
    with pytest.raises(CannotDo) as refusal:
        rehearse(replace(model_of("0", price="100"), price=PriceRule("fixed_band")))
    places = {problem.place for problem in refusal.value.problems}
    assert places == {"weights", "price.best", "price.worst"}


def test_it_stops_when_asked() -> None:
    asked: list[int] = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) > 5

    assert rehearse(model_of("60", price="40"), stopped=stopped).contests <= 5


def test_an_earlier_competition_is_ranked_again_by_the_new_weights() -> None:
    bids = (
        BidInput("1", Decimal(100), {"Q1": Decimal(5), "Q2": Decimal(3), "OLD": Decimal(1)}),
        BidInput("2", Decimal(100), {"Q1": Decimal(3), "Q2": Decimal(5), "OLD": Decimal(1)}),
    )
    names = (("1", "Bid A"), ("2", "Bid B"))
    old = Earlier("PKG-1", names, model_of("60", "40"), bids, "1")
    same, other = (
        rehearse(model_of(*weights), earlier=[old], contests=0).replays[0]
        for weights in (("70", "30"), ("30", "70"))
    )
    assert (same.before, same.now, same.same) == ("Bid A", "Bid A", True)
    assert (other.before, other.now, other.same) == ("Bid A", "Bid B", False)
    said = past_sentences(rehearse(model_of("30", "70"), earlier=[old], contests=0), ())
    assert said[0] == "1 of 1 finished competition fits this model."
    assert said[-1] == "PKG-1: Bid A won; by this model Bid B."


def test_only_finished_competitions_that_fit_by_code_are_tried(scene: Scene) -> None:
    work_out(scene)
    with scene.store.reading() as session:
        model = competition(session, scene.competition_id).model
        assert earlier_competitions(session, model) == earlier_competitions(session, short_model())
        assert not earlier_competitions(session, model).fits
    with scene.store.writing(by=scene.people["M1"]) as session:
        session.get_one(CompetitionRecord, scene.competition_id).state = State.RECOMMENDED
        note(session, "recommended", about=("competition", scene.competition_id))
    with scene.store.reading() as session:
        past = earlier_competitions(session, model)
        won = run(session, scene.competition_id).result.winner
        letter = next(name for name, bid in scene.bids.items() if bid == won)
        assert [one.winner for one in past.fits] == [won]
        tried = rehearse(rules_of(model), earlier=past.fits, contests=0)
        assert tried.replays[0].same
        assert tried.replays[0].before == f"Bid {letter}"
        extra = replace(model.criterion("Q1"), code="Q99", weight=Decimal(0))
        wider = replace(model, criteria=(*model.criteria, extra))
        left = earlier_competitions(session, wider).left_out
    assert "Q99" in left[0].why


def test_findings_are_kept_with_the_model_they_were_made_for(store, commissioner) -> None:
    with store.writing(by=commissioner) as session:
        made = add_model(session, model=short_model()).made
    rules = short_model().fingerprint()
    keep = {"model_id": made, "rules": rules, "kind": "made-up", "seed": 1, "told": ["Fine."]}
    with store.writing(by=commissioner) as session:
        note_rehearsal(session, **keep)
    with store.reading() as session:
        kept = rehearsals(session, made)
        assert [(one.told, one.by, one.current) for one in kept] == [
            (("Fine.",), commissioner.name, True)
        ]
        assert any("tried with made-up bids" in one.words for one in entries(session))
    with store.writing(by=commissioner) as session:
        model = replace(stored_model(session, made).model, comparator=">")
        save_model(session, model_id=made, model=model)
    with store.reading() as session:
        assert not rehearsals(session, made)[0].current
    with pytest.raises(CannotDo, match="changed since"), store.writing(by=commissioner) as session:
        note_rehearsal(session, **keep)
    with store.writing(by=commissioner) as session:
        delete_model(session, model_id=made)
    with store.reading() as session, pytest.raises(NoResultFound):
        rehearsals(session, made)


def test_swings_are_compared_after_the_rounding_of_the_model() -> None:
    rules = model_of("99.9", "0.1")
    assert Fraction(1, 10) < Fraction("99.9") / 5
    whole = replace(rules, rounding=replace(whole_model().rounding, places=0))
    assert ("counts_nothing", "Q2") in found(whole)


def test_weights_that_miss_a_round_figure_are_told_with_the_minimum_they_endanger() -> None:
    codes = [f"Q{n}" for n in range(1, 8)]
    seventh = Fraction("8.5714")
    scale = tuple(Fraction(n) for n in range(6))
    leaves = [Leaf(code, Kind.SCORED, seventh, scale) for code in codes]
    leaves.append(Leaf("PR", Kind.PRICE, 100 - 7 * seventh))
    rules = Rules(
        tuple(leaves), (Section("quality", tuple(codes), 36),), example_rule("lowest_over_bid"),
        ScoreRule.SCORE_OVER_MAX, ">=", RoundingRule(), (), ("quality", *codes, "PR"),
    )  # fmt: skip
    found = [one.words for one in standing_findings(rules) if one.code == "not_round"]
    assert found == ["The weights of quality make 59.9998, not 60. Its minimum is 36."]
    whole = with_weights(rules, {"Q1": seventh + Fraction("0.0002")})
    assert [one for one in standing_findings(whole) if one.code == "not_round"] == []
    meant = with_weights(rules, {"Q1": Fraction(9)})
    assert [one for one in standing_findings(meant) if one.code == "not_round"] == []
