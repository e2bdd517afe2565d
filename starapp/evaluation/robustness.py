"""How sure a result is, exactly: what would have to be different for another bid to be first.

Nothing here is an edit, and nothing is estimated: every list is found by exact arithmetic over the
published rules. Costs grow with bids x criteria for steps and intervals, and with bids squared for
leaving bids and prices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import Kind, RoundingRule, RoundingStage
from starapp.criteria.price_formulas import FORMULAS
from starapp.evaluation.contest import Contest, Standing
from starapp.evaluation.price_to_win import PriceToWin, headroom, prices_to_win
from starapp.evaluation.ranking import failures_of, rank_by
from starapp.evaluation.result import BidInput, Result
from starapp.evaluation.rules import Rules, with_share, without_minimums
from starapp.evaluation.score_flips import ScoreFlip, score_flips
from starapp.evaluation.weight_intervals import WeightInterval, weight_intervals
from starapp.foundation.exact import exact_sum
from starapp.foundation.problems import CannotDo


@dataclass(frozen=True, slots=True)
class Removal:
    """Who is first when a losing bid leaves; None when first place is shared."""

    removed: str
    winner: str | None


@dataclass(frozen=True, slots=True)
class Robustness:
    """Everything that is known about how sure a result is.

    Attributes:
        margin: what separates the first two by total, in points; None without a second bid.
        flips: every single score step after which the winner is not alone in first place.
        tried: how many single score steps there are.
        headroom: the highest price at which the winner stays first; None where any would do.
        dominated: (loser, other) where the other is as good everywhere and better somewhere.
        rounding_changed_order: without any rounding the bids would be in another order.
        goldilocks: bids between two others in price and quality, with more quality for a pound
            than both, that come behind both: the shape of the formula, not the bid, decides.
    """

    winner: str | None
    runner_up: str | None
    margin: Fraction | None
    flips: tuple[ScoreFlip, ...]
    tried: int
    intervals: tuple[WeightInterval, ...]
    removals: tuple[Removal, ...]
    prices_to_win: tuple[PriceToWin, ...]
    headroom: Decimal | None
    wins_at_any_price: bool
    dominated: tuple[tuple[str, str], ...]
    rounding_changed_order: bool
    goldilocks: tuple[str, ...]


def robustness(rules: Rules, bids: Sequence[BidInput], result: Result | None = None) -> Robustness:
    """Works everything out.

    Args:
        rules: the published method.
        bids: every bid received.
        result: what ``rank_by`` gives for them, when it is known.

    Raises:
        CannotDo: as ``rank_by``.
    """
    result = result if result is not None else rank_by(rules, bids)
    contest = Contest(rules, bids)
    winner, ranking = result.winner, result.ranking
    flips, tried = score_flips(contest, winner)
    most, any_price = headroom(contest, winner)
    return Robustness(
        winner=winner,
        runner_up=ranking[1].bid if winner is not None and len(ranking) > 1 else None,
        margin=ranking[0].total - ranking[1].total if len(ranking) > 1 else None,
        flips=flips,
        tried=tried,
        intervals=weight_intervals(contest, winner),
        removals=_removals(contest, result),
        prices_to_win=prices_to_win(contest, winner),
        headroom=most,
        wins_at_any_price=any_price,
        dominated=_dominated(contest),
        rounding_changed_order=_rounding_changed_order(rules, bids, result),
        goldilocks=_goldilocks(contest, result),
    )


def _removals(contest: Contest, result: Result) -> tuple[Removal, ...]:
    found = []
    for placed in result.ranking:
        if placed.bid != result.winner:
            rest = [one for one in contest.standings if one.bid.bid != placed.bid]
            found.append(Removal(placed.bid, contest.first(rest)))
    return tuple(found)


def _dominated(contest: Contest) -> tuple[tuple[str, str], ...]:
    codes = [leaf.code for leaf in contest.rules.leaves if leaf.kind is Kind.SCORED]
    columns = {
        one.bid.bid: (
            *(one.bid.scores[code] for code in codes),
            *(() if one.bid.price is None else (-one.bid.price,)),
        )
        for one in contest.standings
    }
    return tuple(
        (loser, other)
        for loser, mine in columns.items()
        for other, theirs in columns.items()
        if mine != theirs and all(a <= b for a, b in zip(mine, theirs, strict=True))
    )


def _rounding_changed_order(rules: Rules, bids: Sequence[BidInput], result: Result) -> bool:
    if rules.rounding.stage is RoundingStage.NONE:
        return False
    plain = RoundingRule(RoundingStage.NONE, rules.rounding.places, rules.rounding.mode)
    exact = rank_by(replace(rules, rounding=plain), bids)
    return [(one.bid, one.place) for one in exact.ranking] != [
        (one.bid, one.place) for one in result.ranking
    ]


def _goldilocks(contest: Contest, result: Result) -> tuple[str, ...]:
    """Middle bids that only the curve of the formula puts behind their neighbours."""
    formula = FORMULAS[contest.rules.price.formula]
    if not formula.ratio or contest.compared is not None or not contest.price_code:
        return ()
    places = {placed.bid: placed.place for placed in result.ranking}
    order = sorted(
        (one for one in contest.standings if one.bid.price),
        key=lambda one: (Fraction(one.bid.price or 0), one.bid.bid),
    )
    return tuple(
        middle.bid.bid
        for n, middle in enumerate(order)
        if any(_between(low, middle, high, places) for low in order[:n] for high in order[n + 1 :])
    )


def _between(low: Standing, middle: Standing, high: Standing, places: Mapping[str, int]) -> bool:
    if places[middle.bid.bid] <= max(places[low.bid.bid], places[high.bid.bid]):
        return False
    rising = low.scored < middle.scored < high.scored
    return rising and _value(middle) >= max(_value(low), _value(high))


def _value(one: Standing) -> Fraction:
    return one.scored / Fraction(one.bid.price or 1)


def at_price_share(rules: Rules, bids: Sequence[BidInput], share: Fraction) -> Result:
    """The ranking if price had another share of all marks, in per cent; a question, no edit.

    The bids that met the minimums stay those that are ranked.
    """
    leaf = rules.price_leaf
    pool = [bid for bid in bids if not failures_of(rules, bid)]
    free = without_minimums(rules)
    return rank_by(free if leaf is None else with_share(free, (leaf.code,), share), pool)


def price_share_changes(rules: Rules, bids: Sequence[BidInput]) -> tuple[Fraction, ...]:
    """The shares of price, in per cent, at which first place changes; exact roots in order.

    Totals are straight lines in the share, so first place changes only where two of them cross.
    """
    leaf = rules.price_leaf
    contest = Contest(rules, bids)
    if leaf is None or contest.compared is not None or len(contest.standings) < 2:
        return ()
    kept = rules.rounding.stage is RoundingStage.PRICE_RATIO
    plain = rules if kept else replace(rules, rounding=RoundingRule())
    ends = [
        {placed.bid: placed.total for placed in at_price_share(plain, bids, Fraction(at)).ranking}
        for at in (0, 100)
    ]
    roots = set()
    names = list(ends[0])
    for n, one in enumerate(names):
        for other in names[n + 1 :]:
            at_none, at_all = (end[one] - end[other] for end in ends)
            if at_none != at_all and at_none * at_all <= 0:
                roots.add(100 * at_none / (at_none - at_all))
    return tuple(root for root in sorted(roots) if _leaders_meet(ends, root))


def _leaders_meet(ends: Sequence[Mapping[str, Fraction]], share: Fraction) -> bool:
    """Tells whether two bids share the highest total at a share."""
    totals = [ends[0][bid] + (ends[1][bid] - ends[0][bid]) * share / 100 for bid in ends[0]]
    return totals.count(max(totals)) > 1


@dataclass(frozen=True, slots=True)
class EvaluatorLeft:
    """Who would be first had one member not scored; None when first place would be shared."""

    seat: str
    winner: str | None


def without_each_evaluator(
    rules: Rules,
    bids: Sequence[BidInput],
    individual: Mapping[str, Mapping[tuple[str, str], Fraction]],
) -> tuple[EvaluatorLeft, ...]:
    """Leaves out one member at a time, exactly.

    The mean of the other members' scores stands in for the agreed score wherever the member left
    out had scored; it is a what-if and never a score.

    Args:
        rules: the published method.
        bids: with the agreed scores.
        individual: per seat, the score of each (bid, criterion).
    """
    found = []
    for seat in individual:
        changed = [_without(bid, seat, individual) for bid in bids]
        try:
            found.append(EvaluatorLeft(seat, rank_by(rules, changed, any_score=True).winner))
        except CannotDo:
            continue
    return tuple(found)


def _without(
    bid: BidInput, seat: str, individual: Mapping[str, Mapping[tuple[str, str], Fraction]]
) -> BidInput:
    scores = dict(bid.scores)
    for code in bid.scores:
        key = (bid.bid, code)
        others = [
            given[key] for other, given in individual.items() if other != seat and key in given
        ]
        if key in individual[seat] and others:
            scores[code] = exact_sum(others) / len(others)
    return replace(bid, scores=scores)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One word for the screen, and the sentence that says why."""

    word: str
    sentence: str


HOLDS, SENSITIVE, CLOSE, NOTHING = "Holds up well", "Sensitive", "Very close", "Nothing to compare"
CLOSE_MARGIN = Fraction(1)
"""Points: a margin under it is very close."""


def verdict(rules: Rules, found: Robustness) -> Verdict:
    """The word for a result, by a rule that Help states.

    Very close: first place is shared, the margin is under one point, more than one single score
    step in five turns it over, or the rounding decided the order. Sensitive: more than one in
    twenty does, a losing bid's leaving changes who is first, or a change of the price weight by
    less than ten per cent of marks does. Otherwise it holds up well.
    """
    if found.winner is None and found.margin is not None:
        return Verdict(CLOSE, "First place is shared.")
    if found.margin is None:
        which = "One bid is ranked" if found.winner is not None else "No bid is ranked"
        return Verdict(NOTHING, f"{which}, so there is nothing to compare.")
    for word, reasons in ((CLOSE, _close(rules, found)), (SENSITIVE, _sensitive(rules, found))):
        for holds, sentence in reasons:
            if holds:
                return Verdict(word, sentence)
    return Verdict(HOLDS, _why_it_holds(found))


def _why_it_holds(found: Robustness) -> str:
    """What was tried and how often it turned the result over; no losing bid's leaving did."""
    how_many = "none changes"
    if found.flips:
        how_many = f"{len(found.flips)} {'changes' if len(found.flips) == 1 else 'change'}"
    steps = (
        f"Of {found.tried} single score steps, bids not ranked included, {how_many} who is first"
    )
    return f"{steps}. If any one losing bid left, the same bid would be first."


def _close(rules: Rules, found: Robustness) -> tuple[tuple[bool, str], ...]:
    """Points are no margin where price and quality together make the order."""
    formula = FORMULAS[rules.price.formula]
    points = rules.price_leaf is None or formula.compared is None
    return (
        (found.rounding_changed_order, "Without rounding the bids would be in another order."),
        (
            points and (found.margin or Fraction(0)) < CLOSE_MARGIN,
            "The first two are less than one point apart.",
        ),
        (
            5 * len(found.flips) > found.tried,
            "More than one single score step in five changes who is first.",
        ),
    )


def _sensitive(rules: Rules, found: Robustness) -> tuple[tuple[bool, str], ...]:
    price = rules.price_leaf
    return (
        (
            20 * len(found.flips) > found.tried,
            "More than one single score step in twenty changes who is first.",
        ),
        (
            any(removal.winner != found.winner for removal in found.removals),
            "If one losing bid left, the same bid would not be alone in first place.",
        ),
        (
            any(
                _near(one)
                for one in found.intervals
                if price is not None and one.code == price.code
            ),
            "Less than ten per cent of all marks more or less for price changes who is first.",
        ),
    )


def _near(interval: WeightInterval) -> bool:
    below = interval.lowest > 0 and interval.now - interval.lowest < 10
    above = interval.highest < 100 and interval.highest - interval.now < 10
    return below or above
