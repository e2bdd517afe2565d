"""What is said of how sure a result is holds when every bid is ranked again from the beginning.

Each claim is read from the words that are printed and tried by brute force with ``rank``; nothing
the claim was made from is looked at.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starapp.criteria.evaluation_model import EvaluationModel, RoundingRule, RoundingStage
from starapp.criteria.price_formulas import FORMULAS, example_rule
from starapp.evaluation.assurance import Assurance, assurance_of
from starapp.evaluation.ranking import rank, rank_by
from starapp.evaluation.result import BidInput, Result
from starapp.evaluation.result_words import (
    alike_when_printed,
    headline,
    no_winner_words,
    tie_break_sentence,
)
from starapp.evaluation.robustness import HOLDS, at_price_share
from starapp.evaluation.rules import rules_of, with_weights, without_minimums
from starapp.foundation.exact import points
from starapp.foundation.problems import CannotDo
from tests.make.letters import priced_model
from tests.make.results import irkdale_bids, irkdale_model, made_run

CODES = sorted(FORMULAS)
NAMES = {letter: f"Provider {letter}" for letter in "ABCDE"}
PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Told:
    """One competition with everything that is said of it."""

    model: EvaluationModel
    bids: Sequence[BidInput]
    result: Result
    found: Assurance

    @property
    def words(self) -> dict[str, str]:
        said = {one.about: one.words for one in (*self.found.sentences, *self.found.more)}
        if self.found.verdict is not None:
            said["verdict"] = self.found.verdict.sentence
        return said

    @property
    def ranked(self) -> list[BidInput]:
        placed = {one.bid for one in self.result.ranking}
        return [bid for bid in self.bids if bid.bid in placed]

    def first(self, bids: Sequence[BidInput]) -> str | None:
        """Who is alone in first place; nobody when it cannot be worked out."""
        try:
            return rank(self.model, bids).winner
        except CannotDo:
            return None

    def steps(self, bids: Sequence[BidInput]) -> Iterator[list[BidInput]]:
        """Every change of one score of some bids by one step."""
        for bid in bids:
            for code, score in bid.scores.items():
                for after in (score - 1, score + 1):
                    if 0 <= after <= 5:
                        yield self.with_bid(replace(bid, scores={**bid.scores, code: after}))

    def with_bid(self, changed: BidInput) -> list[BidInput]:
        return [changed if bid.bid == changed.bid else bid for bid in self.bids]

    def priced(self, name: str, price: Decimal) -> list[BidInput]:
        bid = next(bid for bid in self.bids if bid.bid == name)
        return self.with_bid(replace(bid, price=price))

    def price(self, name: str) -> Decimal:
        return next(bid.price for bid in self.bids if bid.bid == name)


@st.composite
def competitions(draw: Any, code: str) -> Told:  # hypothesis draws anything
    weight = 0 if FORMULAS[code].compared is not None else draw(st.integers(10, 70))
    rounding = RoundingRule(draw(st.sampled_from(RoundingStage)), draw(st.integers(0, 2)))
    tie_break = draw(st.sampled_from([(), ("Q1",), ("lower_price", "Q1")]))
    model = priced_model(example_rule(code), weight=weight, rounding=rounding, tie_break=tie_break)
    near = draw(st.integers(85_000_00, 115_000_00))
    prices = st.one_of(st.integers(near, near + 2_000_00), st.just(near))
    bids = []
    for letter in "ABCDE"[: draw(st.integers(1, 4))]:
        scores = {q: Decimal(draw(st.integers(0, 5))) for q in ("Q1", "Q2")}
        aside = draw(st.sampled_from([None] * 8 + ["late"]))
        bids.append(BidInput(letter, Decimal(draw(prices)) / 100, scores, set_aside=aside))
    run = made_run(bids, model)
    return Told(model, bids, run.result, assurance_of(run, NAMES, {}, {}))


def named(words: str) -> list[str]:
    return re.findall(r"Provider ([A-E])\b", words)


def amount(words: str) -> Decimal:
    return Decimal(re.search(r"£([\d,]+\.\d\d)", words).group(1).replace(",", ""))


def share_claims(one: Told, words: str) -> None:
    rules, winner = rules_of(one.model), one.result.winner
    firsts = {at: at_price_share(rules, one.bids, Fraction(at)).winner for at in range(101)}
    if "whatever" in words:
        for at in (*range(101), Fraction(1, 7), Fraction(332, 7), Fraction(9999, 100)):
            assert at_price_share(rules, one.bids, Fraction(at)).winner == winner
    if "every whole per cent" in words:
        assert set(firsts.values()) == {winner}
    if not words.startswith("In whole per cent"):
        return
    more = [int(n) for n in re.findall(r"(\d+)% or more", words)]
    less = [int(n) for n in re.findall(r"(\d+)% or less", words)]
    lost = [at for at, first in firsts.items() if first != winner]
    now = one.model.criterion("PR").weight
    assert (
        more == [min(at for at in lost if at > now)] if more else not [n for n in lost if n > now]
    )
    assert (
        less == [max(at for at in lost if at < now)] if less else not [n for n in lost if n < now]
    )
    ends = [firsts[at] for at in (*more, *less)]
    assert named(words.partition("before")[2])[-1:] == [n for n in ends if n][-1:] or None in ends


def flip_claims(one: Told, words: str) -> None:
    turned = [bids for bids in one.steps(one.ranked) if one.first(bids) != one.result.winner]
    tried = len(list(one.steps(one.ranked)))
    if words.startswith("None of the"):
        assert turned == []
        assert f"None of the {tried} single" in words
        return
    assert f"{len(turned)} of {tried} single-score changes" in words
    who, code, before, after = re.search(
        r"If Provider ([A-E])’s (Q\d) went from (\d) to (\d)", words
    ).groups()
    bid = next(bid for bid in one.bids if bid.bid == who)
    assert bid.scores[code] == int(before)
    then = rank(one.model, one.with_bid(replace(bid, scores={**bid.scores, code: Decimal(after)})))
    end = words.partition(f"to {after}, ")[2].partition(". ")[0]
    if "shared" in end:
        assert then.winner is None
        assert then.ranking
    elif "no bid would be ranked" in end:
        assert not then.ranking
    else:
        assert named(end) == [then.winner]
    if "win by" in end:
        ahead = then.ranking[0].total - then.ranking[1].total
        assert ahead > 0
        assert abs(Fraction(end.split()[-1]) - ahead) <= Fraction(1, 100)
    if "tie-break" in end:
        assert then.ranking[0].total == then.ranking[1].total


def removal_claims(one: Told, words: str) -> None:
    for loser in one.bids:
        if loser.bid == one.result.winner:
            continue
        first = one.first([bid for bid in one.bids if bid.bid != loser.bid])
        if "whichever one" in words:
            assert first == one.result.winner
            continue
        said = re.search(rf"If Provider {loser.bid} left, ([^.]+)", words)
        if first == one.result.winner:
            assert said is None
        elif first is None:
            assert said.group(1) == "no bid would be alone in first place"
        else:
            assert said.group(1) == f"Provider {first} would come first"


def price_claims(one: Told, words: str) -> None:
    (who,) = named(words)
    if "not win at any price" in words:
        for price in (PENNY, Decimal(1), one.price(who) / 2 // PENNY * PENNY, one.price(who)):
            assert one.first(one.priced(who, price)) != who
        return
    price = amount(words)
    assert one.first(one.priced(who, price)) == who
    if "below its bid" in words:
        assert one.first(one.priced(who, price + PENNY)) != who
        assert " 0.0% below" not in words


def headroom_claims(one: Told, words: str) -> None:
    winner = one.result.winner
    if "at any price up to" in words:
        for price in (one.price(winner), Decimal(10) ** 6, Decimal(10) ** 9):
            assert one.first(one.priced(winner, price)) == winner
        return
    assert one.first(one.priced(winner, amount(words))) == winner
    assert one.first(one.priced(winner, amount(words) + PENNY)) != winner


def rounding_claims(one: Told, words: str) -> None:
    plain = replace(one.model, rounding=replace(one.model.rounding, stage=RoundingStage.NONE))
    exact = rank(plain, one.bids)
    same = [(p.bid, p.place) for p in exact.ranking] == [
        (p.bid, p.place) for p in one.result.ranking
    ]
    assert same is ("did not change" in words)


def dominance_claims(one: Told, words: str) -> None:
    rules = without_minimums(rules_of(one.model))
    for loser, betters in re.findall(r"Provider (\w) is never better than ([^.]+)\.", words):
        low = next(bid for bid in one.bids if bid.bid == loser)
        for better in named(betters):
            high = next(bid for bid in one.bids if bid.bid == better)
            assert all(low.scores[code] <= high.scores[code] for code in low.scores)
            assert low.price >= high.price
            for q1 in (0, 17, 50, 100):
                weights = {
                    "Q1": Fraction(q1),
                    "Q2": Fraction(100 - q1) / 2,
                    "PR": Fraction(100 - q1) / 2,
                }
                try:
                    ranking = rank_by(with_weights(rules, weights), one.ranked).ranking
                except CannotDo:
                    continue
                places = {placed.bid: placed.place for placed in ranking}
                assert loser not in places or places[loser] >= places[better]


def verdict_claims(one: Told, words: str) -> None:
    winner = one.result.winner
    still_in = [bid for bid in one.bids if bid.set_aside is None]
    turned = [bids for bids in one.steps(still_in) if one.first(bids) != winner]
    tried = len(list(one.steps(still_in)))
    if counted := re.match(r"Of (\d+) single score steps, [a-z ]+, (none|\d+) change", words):
        assert (tried, len(turned)) == tuple(int(n.replace("none", "0")) for n in counted.groups())
    if "the same bid would be first" in words:
        removal_claims(one, "whichever one")
    if "would not be alone" in words:
        left = [[b for b in one.bids if b.bid != gone.bid] for gone in one.bids]
        assert any(one.first(bids) != winner for bids in left)
    for ratio, said in ((5, "step in five"), (20, "step in twenty")):
        if said in words:
            assert ratio * len(turned) > tried
    if "less than one point apart" in words:
        first, second = one.result.ranking[:2]
        assert 0 <= first.total - second.total < 1
    if "First place is shared" in words:
        assert winner is None
    if "for price changes who is first" in words:
        now, rules = one.model.criterion("PR").weight, rules_of(one.model)
        near = [Fraction(now) + Fraction(n, 1000) for n in range(-9999, 10000, 13)]
        firsts = {
            at_price_share(rules, one.bids, share).winner for share in near if 0 <= share <= 100
        }
        assert firsts != {winner}


def tie_break_claims(one: Told, words: str) -> None:
    assert (
        words.split(" Order:", maxsplit=1)[0]
        == tie_break_sentence(one.result, one.model).split(" Order:")[0]
    )
    placed = [p.place for p in one.result.ranking]
    level = len(placed) != len(set(placed))
    assert ("level" in words) is level
    if "not needed" in words:
        assert not level
        if FORMULAS[one.model.price.formula].compared is None:
            totals = [p.total for p in one.result.ranking]
            assert len(totals) == len(set(totals))


CLAIMS: dict[str, Callable[[Told, str], None]] = {
    "price share": share_claims,
    "flip": flip_claims,
    "removal": removal_claims,
    "price to win": price_claims,
    "headroom": headroom_claims,
    "rounding": rounding_claims,
    "dominance": dominance_claims,
    "verdict": verdict_claims,
    "tie-break": tie_break_claims,
}
"""By what a sentence is about: what has to hold for its words to be true."""
NEVER = re.compile(
    r"\b(no|none|never|nobody|nothing|always|only|every|any|whatever|whichever)\b", re.IGNORECASE
)
SAID_WITHOUT_PROOF = frozenset({"nothing to compare", "unranked flip", "goldilocks", "evaluators"})
"""Sentences without a word of that kind, or tried in tests of their own."""


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=20)
@given(data=st.data())
def test_every_sentence_is_literally_true(code: str, data: st.DataObject) -> None:
    one = data.draw(competitions(code))
    for about, words in one.words.items():
        if about in CLAIMS:
            CLAIMS[about](one, words)
        else:
            assert about in SAID_WITHOUT_PROOF, about
        if about in {"unranked flip", "goldilocks"}:
            assert NEVER.search(words) is None, words


def test_a_result_that_holds_up_says_how_many_steps_turn_it_over() -> None:
    model, bids = irkdale_model(), irkdale_bids()
    run = made_run(bids, model)
    names = {bid.bid: f"Provider {bid.bid}" for bid in bids}
    one = Told(model, bids, run.result, assurance_of(run, names, {}, {}))
    assert one.found.verdict is not None
    assert one.found.verdict.word == HOLDS
    assert re.match(
        r"Of \d\d single score steps, bids not ranked included, [2-9] change who",
        one.words["verdict"],
    )
    for about, words in one.words.items():
        CLAIMS[about](one, words)


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=20)
@given(data=st.data())
def test_the_headline_and_what_it_says_of_nobody_are_true(code: str, data: st.DataObject) -> None:
    one = data.draw(competitions(code))
    words = headline(one.result, NAMES, one.model)
    ranking = one.result.ranking
    assert ("only bid ranked" in words) is (len(ranking) == 1)
    assert (words == "No bid can be ranked") is (not ranking)
    if ahead := re.search(r"first, ([\d.]+) points ahead", words):
        between = ranking[0].total - ranking[1].total
        assert Fraction(ahead.group(1)) > 0 < between
        assert abs(Fraction(ahead.group(1)) - between) <= Fraction(1, 2)
    if "price and quality" in words:
        assert FORMULAS[code].compared is not None
    nobody = no_winner_words(one.result, NAMES, one.model)
    assert bool(nobody) is (one.result.winner is None)
    if "published tie-break" in nobody:
        assert one.model.tie_break
    for said in alike_when_printed(one.result, NAMES, one.model):
        better, worse = [p for p in ranking if p.bid in named(said.partition(" are ")[0])]
        assert better.total > worse.total
        rule = one.model.rounding
        assert points(better.total, rule.places) == points(worse.total, rule.places)
        assert Fraction(re.search(r"has ([\d.]+) more", said).group(1)) > 0


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=10)
@given(data=st.data())
def test_the_same_bid_is_first_inside_every_range_of_a_weight(
    code: str, data: st.DataObject
) -> None:
    one = data.draw(competitions(code))
    rules = without_minimums(rules_of(one.model))
    weights = {leaf.code: leaf.weight for leaf in rules.leaves}
    for row in one.found.weights:
        low, now, high = (Fraction(end.rstrip("%")) for end in (row.lowest, row.now, row.highest))
        assert low <= now <= high
        rest = 100 - weights[row.code]
        for share in (low + (high - low) / 100, (low + now) / 2, high - (high - low) / 100):
            if not rest or not low < share < high:
                continue
            moved = {
                name: share if name == row.code else weight * (100 - share) / rest
                for name, weight in weights.items()
            }
            assert rank_by(with_weights(rules, moved), one.ranked).winner == one.result.winner
