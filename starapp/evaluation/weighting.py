"""Turns a score into points, exactly (``score_over_max`` and ``scale_offset``)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel, Kind, ScoreRule
from starapp.evaluation.rules import Rules
from starapp.foundation.exact import Exact


def share_of(score_rule: ScoreRule, scale: Sequence[Exact], score: Exact) -> Fraction:
    """The share of a criterion's marks for a score on a scale given lowest first."""
    highest = Fraction(scale[-1])
    if score_rule is ScoreRule.SCORE_OVER_MAX:
        return Fraction(score) / highest
    lowest = Fraction(scale[0])
    return (Fraction(score) - lowest) / (highest - lowest)


def score_points(model: EvaluationModel, weight: Exact, score: Exact) -> Fraction:
    """Exact points of a scored criterion: its weight times the share of the score."""
    return Fraction(weight) * share_of(model.score_rule, model.scores, score)


Points = Mapping[tuple[str, Exact], Fraction]
"""Exact points by criterion code and score; equal numbers find the same entry."""


def points_table(rules: Rules) -> Points:
    """The points of every score of every scored criterion, worked out once for many bids."""
    shares: dict[tuple[Fraction, ...], list[tuple[Fraction, Fraction]]] = {}
    for leaf in rules.leaves:
        if leaf.kind is Kind.SCORED and leaf.scale not in shares:
            shares[leaf.scale] = [
                (score, share_of(rules.score_rule, leaf.scale, score)) for score in leaf.scale
            ]
    return {
        (leaf.code, score): leaf.weight * share
        for leaf in rules.leaves
        if leaf.kind is Kind.SCORED
        for score, share in shares[leaf.scale]
    }
