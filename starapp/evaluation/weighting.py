"""Turns a score into points, exactly (``score_over_max`` and ``scale_offset``)."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel, Kind, ScoreRule


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


Points = Mapping[tuple[str, Decimal], Fraction]
"""Exact points by criterion code and score."""


def points_table(model: EvaluationModel) -> Points:
    """The points of every score of every scored criterion, worked out once for many bids."""
    shares = [(score, score_share(model, score)) for score in model.scores]
    return {
        (leaf.code, score): weight * share
        for leaf in model.leaves(Kind.SCORED)
        for weight in [Fraction(leaf.weight)]
        for score, share in shares
    }
