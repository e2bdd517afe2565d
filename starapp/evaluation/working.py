"""The working of every number: score or price to points, in figures, with the rounding rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    Kind,
    RoundingStage,
    ScoreRule,
)
from starapp.criteria.price_formulas import FORMULAS, PricePool
from starapp.evaluation.result import BidInput, Result
from starapp.foundation.exact import plain, points


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """How one number was made.

    Attributes:
        criterion: its code.
        words: the sum with its figures, for example "4 ÷ 5 × 18".
        points: exact, after the model's rounding stage.
    """

    criterion: str
    words: str
    points: Fraction


def workings(
    model: EvaluationModel, bids: Sequence[BidInput], result: Result
) -> Mapping[str, tuple[WorkingLine, ...]]:
    """The working of every ranked bid, line by line in the order of the model."""
    known = {bid.bid: bid for bid in bids}
    ranked = [known[placed.bid] for placed in result.ranking]
    pool = PricePool(tuple(bid.price for bid in ranked if bid.price is not None))
    return {
        placed.bid: tuple(
            WorkingLine(
                leaf.code, _words(model, leaf, known[placed.bid], pool), placed.points[leaf.code]
            )
            for leaf in model.leaves()
            if leaf.code in placed.points
        )
        for placed in result.ranking
    }


def _words(model: EvaluationModel, leaf: Criterion, bid: BidInput, pool: PricePool) -> str:
    if leaf.kind is Kind.PRICE and bid.price is not None:
        told = FORMULAS[model.price.formula].sum_with(model.price, bid.price, pool)
        if model.rounding.stage is RoundingStage.PRICE_RATIO:
            told = f"{told}, rounded to {model.rounding.places} places,"
        words = f"{told} × {plain(leaf.weight)}"
    else:
        words = f"{_score_words(model, bid.scores[leaf.code])} × {plain(leaf.weight)}"
    if model.rounding.stage is RoundingStage.CRITERION:
        words += f", rounded to {model.rounding.places} places"
    return words


def _score_words(model: EvaluationModel, score: Decimal) -> str:
    highest, lowest = model.scores[-1], model.scores[0]
    if model.score_rule is ScoreRule.SCORE_OVER_MAX:
        return f"{plain(score)} ÷ {plain(highest)}"
    return f"({plain(score)} − {plain(lowest)}) ÷ ({plain(highest)} − {plain(lowest)})"


def parts_add_up(model: EvaluationModel, parts: Sequence[Fraction], total: Fraction) -> bool:
    """Tells whether the printed parts add up to the printed total; when not, say it."""
    rule = model.rounding
    printed = sum((Decimal(points(part, rule.places, rule.mode)) for part in parts), Decimal(0))
    return printed == Decimal(points(total, rule.places, rule.mode))
