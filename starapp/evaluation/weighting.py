"""Turns a score into points, exactly (``score_over_max`` and ``scale_offset``)."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel, Kind, RoundingStage, ScoreRule
from starapp.evaluation.rules import Rules
from starapp.foundation.exact import Exact, round_exact


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


class PointsTable:
    """The points of each score of each scored criterion, worked out once for many bids.

    Scores are looked up as they were given, so that a decimal is never compared with a fraction.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._leaves = {leaf.code: leaf for leaf in rules.leaves if leaf.kind is Kind.SCORED}
        self._known: dict[str, dict[Exact, Fraction]] = {code: {} for code in self._leaves}
        self._rounded: dict[str, dict[Exact, Fraction]] = {code: {} for code in self._leaves}

    @property
    def codes(self) -> Collection[str]:
        """The codes of the scored criteria, in the order of the model."""
        return self._leaves.keys()

    def __contains__(self, code: object) -> bool:
        return code in self._leaves

    def exact(self, code: str, score: Exact) -> Fraction:
        """Points before any rounding, as minimums are compared."""
        known = self._known[code]
        value = known.get(score)
        if value is None:
            leaf = self._leaves[code]
            value = leaf.weight * share_of(self._rules.score_rule, leaf.scale, score)
            known[score] = value
        return value

    def share(self, code: str, score: Exact) -> Fraction:
        """The share of a criterion's marks, from 0 to 1."""
        return share_of(self._rules.score_rule, self._leaves[code].scale, score)

    def counted(self, code: str, score: Exact) -> Fraction:
        """Points after the rounding stage of a single criterion."""
        known = self._rounded[code]
        value = known.get(score)
        if value is None:
            value = self.exact(code, score)
            rule = self._rules.rounding
            if rule.stage is RoundingStage.CRITERION:
                value = Fraction(round_exact(value, rule.places, rule.mode))
            known[score] = value
        return value

    def on_scale(self, code: str, score: Exact) -> bool:
        """Tells whether the scale of a criterion has this score."""
        return score in self._known[code] or Fraction(score) in self._leaves[code].scale
