"""What can be said of a model without any bids: thresholds and weights that do nothing. Pure.

- A threshold is *unreachable* when the highest score of every question it rests on misses it.
- Nobody can *fail* a threshold that the lowest score passes, or, for a section, that a bid passes
  with the lowest score of each of its questions that passes its own minimum.
- A question *counts nothing* when every score of its scale gives the same points, after the
  rounding of the model.
- The weights of a section are *not round* when they miss a whole number by a hundredth or less:
  seven questions at 8.5714 make 59.9998, not 60.
- A question or the price *decides only between level bids* when its whole swing (points of the
  highest less points of the lowest score; all the marks for price) is smaller than the smallest
  difference the points of all the other questions can make. That difference is the greatest common
  divisor of the steps of those questions: every difference of totals is a multiple of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from starapp.criteria.evaluation_model import Kind, RoundingStage
from starapp.criteria.price_formulas import FORMULAS
from starapp.evaluation.rules import Leaf, Rules, Section
from starapp.evaluation.weighting import PointsTable
from starapp.foundation.exact import Exact, apart, exact_sum, plain, round_exact

NEARLY = Fraction(1, 100)
"""Marks by which the weights of a section may miss a whole number and still mean it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its code, the criterion it is about, and words.

    Codes: unreachable, cannot_fail, counts_nothing, only_level, not_round, depends_on_losers.
    """

    code: str
    criterion: str
    words: str


def standing_findings(rules: Rules) -> tuple[Finding, ...]:
    """Everything that can be said of the rules by themselves, in the order of the model."""
    table = PointsTable(rules)
    return (
        *_leaf_minimums(rules),
        *_section_minimums(rules, table),
        *_not_round(rules),
        *_small(rules, table),
    )


def _passes(rules: Rules, value: Fraction, minimum: Exact) -> bool:
    return value > minimum if rules.comparator == ">" else value >= minimum


def _leaf_minimums(rules: Rules) -> Iterator[Finding]:
    for leaf in rules.leaves:
        if leaf.minimum is None or not leaf.scale:
            continue
        shown = plain(leaf.minimum)
        if not _passes(rules, leaf.scale[-1], leaf.minimum):
            words = f"Nobody can reach the minimum of {leaf.code}: {shown} is beyond the scale."
            yield Finding("unreachable", leaf.code, words)
        elif _passes(rules, leaf.scale[0], leaf.minimum):
            words = f"Nobody can fail {leaf.code}: its lowest score passes the minimum of {shown}."
            yield Finding("cannot_fail", leaf.code, words)


def _section_minimums(rules: Rules, table: PointsTable) -> Iterator[Finding]:
    for section in rules.sections:
        if section.minimum is None:
            continue
        most = _section_points(rules, table, section, best=True)
        least = _section_points(rules, table, section, best=False)
        if not _passes(rules, most, section.minimum):
            reached, shown = apart(most, section.minimum, pad=False)
            words = (
                f"Nobody can reach the minimum of {section.code}: its questions give at most "
                f"{reached} points, and {shown} are asked."
            )
            yield Finding("unreachable", section.code, words)
        elif _passes(rules, least, section.minimum):
            reached, shown = apart(least, section.minimum, pad=False)
            words = (
                f"Nobody can fail the minimum of {section.code} alone: a bid that passes its "
                f"questions has at least {reached} points, and {shown} are asked."
            )
            yield Finding("cannot_fail", section.code, words)


def _not_round(rules: Rules) -> Iterator[Finding]:
    """Sections whose weights miss a whole number by so little that it must have been meant."""
    for section in rules.sections:
        whole = exact_sum(rules.leaf(code).weight for code in section.leaves)
        meant = round_exact(whole, 0)
        if 0 < abs(whole - Fraction(meant)) <= NEARLY:
            marks, figure = apart(whole, meant, pad=False)
            words = f"The weights of {section.code} make {marks}, not {figure}."
            if section.minimum is not None:
                words += f" Its minimum is {plain(section.minimum)}."
            yield Finding("not_round", section.code, words)


def _section_points(rules: Rules, table: PointsTable, section: Section, *, best: bool) -> Fraction:
    """Points with the highest scores, or with the lowest that pass each question."""
    found = []
    for code in section.leaves:
        if code in table:
            leaf = rules.leaf(code)
            fits = [
                score
                for score in leaf.scale
                if leaf.minimum is None or _passes(rules, score, leaf.minimum)
            ]
            score = leaf.scale[-1] if best or not fits else fits[0]
            found.append(table.exact(code, score))
    return exact_sum(found)


def _small(rules: Rules, table: PointsTable) -> Iterator[Finding]:
    price = rules.price_leaf
    marked = price is not None and price.weight > 0
    ordered = price is not None and FORMULAS[rules.price.formula].compared is not None
    not_rounded = rules.rounding.stage is not RoundingStage.TOTAL
    scored = [leaf for leaf in rules.leaves if leaf.kind is Kind.SCORED]
    steps = {leaf.code: _steps(leaf, table) for leaf in scored}
    for leaf in scored:
        swing = exact_sum(steps[leaf.code])
        if swing == 0:
            words = f"Every score of {leaf.code} gives the same points."
            yield Finding("counts_nothing", leaf.code, words)
        elif not marked and not ordered and not_rounded:
            others = [x for code, each in steps.items() if code != leaf.code for x in each]
            yield from _only_level(leaf.code, swing, others)
    if price is not None and not ordered:
        if price.weight == 0:
            words = f"{price.code} has no marks, so no price earns points."
            yield Finding("counts_nothing", price.code, words)
        elif not_rounded:
            every = [x for each in steps.values() for x in each]
            yield from _only_level(price.code, price.weight, every)


def _steps(leaf: Leaf, table: PointsTable) -> list[Fraction]:
    """Points from each score to the next, as they count."""
    return [
        table.counted(leaf.code, after) - table.counted(leaf.code, before)
        for before, after in pairwise(leaf.scale)
    ]


def _only_level(code: str, swing: Fraction, others: list[Fraction]) -> Iterator[Finding]:
    gap = _common(others)
    if gap and swing < gap:
        worth, rest = apart(swing, gap)
        words = (
            f"{code} decides only between bids that are level on the rest: it is worth at most "
            f"{worth} points, and the rest differ by {rest} or more."
        )
        yield Finding("only_level", code, words)


def _common(steps: list[Fraction]) -> Fraction:
    """The greatest common divisor of the steps that are not nought; nought when there are none."""
    real = [step for step in steps if step]
    if not real:
        return Fraction(0)
    bottom = lcm(*(step.denominator for step in real))
    return Fraction(gcd(*(int(step * bottom) for step in real)), bottom)
