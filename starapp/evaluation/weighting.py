"""Turns a score into points, exactly (``score_over_max`` and ``scale_offset``)."""

from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel, ScoreRule


def score_share(model: EvaluationModel, score: Decimal) -> Fraction:
    """The share of a criterion's marks for a score, between 0 and 1."""
    highest = Fraction(model.scores[-1])
    if model.score_rule is ScoreRule.SCORE_OVER_MAX:
        return Fraction(score) / highest
    lowest = Fraction(model.scores[0])
    return (Fraction(score) - lowest) / (highest - lowest)


def score_points(model: EvaluationModel, weight: Decimal, score: Decimal) -> Fraction:
    """Exact points of a scored criterion: its weight times the share of the score."""
    return Fraction(weight) * score_share(model, score)
