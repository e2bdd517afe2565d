"""What ranking needs of a model: codes, exact weights, scales and rules, without words.

A model of the screens and a case from a file both become ``Rules``, so both are ranked by the
same functions. Weights are exact fractions, because thirds and what-if weights are none of the
decimals people type.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from starapp.criteria.evaluation_model import (
    EvaluationModel,
    Kind,
    PriceRule,
    RoundingRule,
    ScoreRule,
)
from starapp.foundation.exact import Exact, exact_sum

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A criterion that is not a section.

    Attributes:
        weight: marks available, of 100; 0 for pass/fail.
        scale: allowed scores, lowest first; empty unless it is scored.
        minimum: in scale units, or None.
    """

    code: str
    kind: Kind
    weight: Fraction
    scale: tuple[Fraction, ...] = ()
    minimum: Exact | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section with all the leaves under it, however deep, and its minimum in points."""

    code: str
    leaves: tuple[str, ...]
    minimum: Exact | None = None


@dataclass(frozen=True)
class Rules:
    """The published method as the ranking takes it.

    Attributes:
        order: codes of leaves and sections in the order in which reasons are told.
    """

    leaves: tuple[Leaf, ...]
    sections: tuple[Section, ...]
    price: PriceRule
    score_rule: ScoreRule
    comparator: str
    rounding: RoundingRule
    tie_break: tuple[str, ...]
    order: tuple[str, ...]

    def leaf(self, code: str) -> Leaf:
        """Gives a leaf by its code.

        Raises:
            KeyError: when there is none.
        """
        for leaf in self.leaves:
            if leaf.code == code:
                return leaf
        raise KeyError(code)

    @cached_property
    def price_leaf(self) -> Leaf | None:
        """The price criterion, or None."""
        return next((leaf for leaf in self.leaves if leaf.kind is Kind.PRICE), None)


def rules_of(model: EvaluationModel) -> Rules:
    """The rules of a model."""
    scale = tuple(Fraction(score) for score in model.scores)

    def under(code: str) -> Iterator[str]:
        for child in model.children(code):
            if child.kind is Kind.SECTION:
                yield from under(child.code)
            else:
                yield child.code

    return Rules(
        leaves=tuple(
            Leaf(
                c.code,
                c.kind,
                Fraction(c.weight),
                scale if c.kind is Kind.SCORED else (),
                c.minimum,
            )
            for c in model.leaves()
        ),
        sections=tuple(
            Section(c.code, tuple(under(c.code)), c.minimum)
            for c in model.criteria
            if c.kind is Kind.SECTION
        ),
        price=model.price,
        score_rule=model.score_rule,
        comparator=model.comparator,
        rounding=model.rounding,
        tie_break=model.tie_break,
        order=tuple(c.code for c in model.criteria),
    )


def with_weights(rules: Rules, weights: Mapping[str, Fraction]) -> Rules:
    """The same rules with other weights for the leaves named."""
    return replace(
        rules,
        leaves=tuple(
            replace(leaf, weight=weights[leaf.code]) if leaf.code in weights else leaf
            for leaf in rules.leaves
        ),
    )


def with_share(rules: Rules, codes: Collection[str], share: Fraction) -> Rules:
    """The same rules with ``share`` of the 100 marks for the leaves named, together.

    Proportions inside and outside the group stay; a group that had nothing gets equal parts.
    """
    inside = [leaf for leaf in rules.leaves if leaf.code in codes]
    outside = [
        leaf for leaf in rules.leaves if leaf.code not in codes and leaf.kind is not Kind.PASS_FAIL
    ]
    return with_weights(rules, {**_parts(inside, share), **_parts(outside, HUNDRED - share)})


def without_minimums(rules: Rules) -> Rules:
    """The same rules for bids that have met the minimums already."""
    return replace(
        rules,
        leaves=tuple(replace(leaf, minimum=None) for leaf in rules.leaves),
        sections=tuple(replace(section, minimum=None) for section in rules.sections),
    )


def _parts(leaves: list[Leaf], share: Fraction) -> dict[str, Fraction]:
    whole = exact_sum(leaf.weight for leaf in leaves)
    if whole == 0:
        return {leaf.code: share / len(leaves) for leaf in leaves}
    return {leaf.code: leaf.weight * share / whole for leaf in leaves}
