"""The working of every number: score or price to points to total, in figures, with the rounding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import Kind, RoundingRule, RoundingStage, ScoreRule
from starapp.criteria.price_formula import PricePool
from starapp.criteria.price_formulas import FORMULAS, gets_all_by_edge_rule
from starapp.evaluation.result import BidInput, Placed, Result
from starapp.evaluation.rules import Leaf, Rules
from starapp.foundation.exact import Exact, Rounding, fraction_text, money, plain, points


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """How one number was made.

    Attributes:
        criterion: its code.
        words: the sum with its figures, for example "4 ÷ 5 × 18".
        rounding: the rounding step in words, or empty where nothing is rounded yet.
        points: exact, after the model's rounding stage.
    """

    criterion: str
    words: str
    rounding: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class TotalWorking:
    """How the points of one bid became what it is ranked by.

    Attributes:
        words: the sum of the points as printed, for example "14.40 + 24.19 = 38.59".
        exact: the total as a fraction, after the rounding stage.
        note: why the printed parts do not add up to the printed total; empty when they do.
        compared: what bids are put in order by where that is not the total; else empty.
    """

    words: str
    exact: str
    note: str
    compared: str


def workings(
    rules: Rules, bids: Sequence[BidInput], result: Result
) -> Mapping[str, tuple[WorkingLine, ...]]:
    """The working of every ranked bid, line by line in the order of the model."""
    known = {bid.bid: bid for bid in bids}
    ranked = [known[placed.bid] for placed in result.ranking]
    pool = PricePool(tuple(bid.price for bid in ranked if bid.price is not None))
    return {
        placed.bid: tuple(
            WorkingLine(
                leaf.code,
                _words(rules, leaf, known[placed.bid], pool),
                _rounding(rules, leaf),
                placed.points[leaf.code],
            )
            for leaf in rules.leaves
            if leaf.code in placed.points
        )
        for placed in result.ranking
    }


def total_working(rules: Rules, bid: BidInput, placed: Placed) -> TotalWorking:
    """How the total of a ranked bid was made, and whether its printed parts add up."""
    rule = rules.rounding
    parts = [placed.points[leaf.code] for leaf in rules.leaves if leaf.code in placed.points]
    shown = [points(part, rule.places, rule.mode) for part in parts]
    total = points(placed.total, rule.places, rule.mode)
    note = ""
    if not parts_add_up(rule, parts, placed.total):
        printed = sum((Decimal(one) for one in shown), Decimal(0))
        note = (
            f"The points as printed add up to {printed}. The total is worked out from the exact "
            f"points and comes to {total}."
        )
    words = f"{' + '.join(shown)} = {total}"
    if rule.stage is RoundingStage.TOTAL:
        words += f", {rounding_step(rule)}"
    return TotalWorking(words, fraction_text(placed.total), note, _compared(rules, bid, placed))


def _compared(rules: Rules, bid: BidInput, placed: Placed) -> str:
    formula = FORMULAS[rules.price.formula]
    if rules.price_leaf is None or formula.compared is None or bid.price is None:
        return ""
    value = formula.compared(rules.price, bid.price, placed.total)
    if formula.parameters:
        worth = rules.price.parameter("value_per_point")
        return (
            f"{money(bid.price)} − {money(worth)} × {plain(placed.total)} quality points = "
            f"{money(value)}"
        )
    return f"{money(bid.price)} ÷ {plain(placed.total)} quality points = {money(value)} for a point"


def rounding_step(rule: RoundingRule) -> str:
    """One rounding step in words: "rounded to 2 places, half up"."""
    half = "half up" if rule.mode is Rounding.HALF_UP else "half to even"
    return f"rounded to {rule.places} places, {half}"


def _words(rules: Rules, leaf: Leaf, bid: BidInput, pool: PricePool) -> str:
    if leaf.kind is Kind.PRICE and bid.price is not None:
        return f"{_price_words(rules, bid.price, pool)} × {plain(leaf.weight)}"
    return f"{_score_words(rules, leaf, bid.scores[leaf.code])} × {plain(leaf.weight)}"


def _rounding(rules: Rules, leaf: Leaf) -> str:
    step = rounding_step(rules.rounding)
    if rules.rounding.stage is RoundingStage.PRICE_RATIO and leaf.kind is Kind.PRICE:
        return f"the share is {step}, before it is multiplied"
    if rules.rounding.stage is RoundingStage.CRITERION:
        return step
    return ""


def _price_words(rules: Rules, price: Exact, pool: PricePool) -> str:
    rule = rules.price
    if gets_all_by_edge_rule(rule, pool):
        if len(pool.prices) == 1:
            return f"{money(price)} is the only price: 1"
        return f"every price is {money(price)}: 1"
    return FORMULAS[rule.formula].sum_with(rule, price, pool)


def _score_words(rules: Rules, leaf: Leaf, score: Exact) -> str:
    highest, lowest = leaf.scale[-1], leaf.scale[0]
    if rules.score_rule is ScoreRule.SCORE_OVER_MAX:
        return f"{plain(score)} ÷ {plain(highest)}"
    return f"({plain(score)} − {plain(lowest)}) ÷ ({plain(highest)} − {plain(lowest)})"


def parts_add_up(rule: RoundingRule, parts: Sequence[Fraction], total: Fraction) -> bool:
    """Tells whether the printed parts add up to the printed total; when not, say it."""
    printed = sum((Decimal(points(part, rule.places, rule.mode)) for part in parts), Decimal(0))
    return printed == Decimal(points(total, rule.places, rule.mode))
