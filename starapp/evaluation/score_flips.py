"""Every change of one score by one step, on one bid, after which another bid is first.

The audit question of Braceurself v NHS England [2022] EWHC 1532 (TCC), where one question marked
up one step overturned the result. Growth: bids x criteria x 2 small steps.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from starapp.criteria.evaluation_model import Kind, RoundingStage
from starapp.criteria.price_formulas import FORMULAS
from starapp.evaluation.contest import Contest, Standing
from starapp.evaluation.ranking import (
    Key,
    failures_of,
    price_pool,
    quality_counts,
    rank_by,
    reaches,
)
from starapp.evaluation.result import BidInput
from starapp.evaluation.rules import Leaf
from starapp.evaluation.weighting import PointsTable
from starapp.foundation.exact import Exact, exact_sum
from starapp.foundation.problems import CannotDo


@dataclass(frozen=True, slots=True)
class ScoreFlip:
    """One change of one score.

    Attributes:
        before, after: neighbours on the scale of the criterion.
        winner: who is first then; None when first place is shared or empty.
    """

    bid: str
    criterion: str
    before: Fraction
    after: Fraction
    winner: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One score moved to a neighbour on its scale.

    Attributes:
        counted: by how much the points move, after the rounding of a criterion.
        exact: the same before any rounding, as minimums are compared.
    """

    leaf: Leaf
    before: Fraction
    after: Fraction
    counted: Fraction
    exact: Fraction


def single_steps(contest: Contest) -> Iterator[tuple[BidInput, Step]]:
    """Every step of one score to its neighbours on the scale, of bids that were not set aside."""
    known: dict[tuple[str, Exact], tuple[Step, ...]] = {}
    scored = [leaf for leaf in contest.rules.leaves if leaf.kind is Kind.SCORED]
    for bid in contest.bids.values():
        if bid.set_aside is not None:
            continue
        for leaf in scored:
            score = bid.scores.get(leaf.code)
            if score is None:
                continue
            steps = known.get((leaf.code, score))
            if steps is None:
                steps = known[leaf.code, score] = tuple(_steps(contest.table, leaf, score))
            for step in steps:
                yield bid, step


def _steps(table: PointsTable, leaf: Leaf, score: Exact) -> Iterator[Step]:
    before = Fraction(score)
    place = leaf.scale.index(before)
    for near in (place - 1, place + 1):
        if 0 <= near < len(leaf.scale):
            after = leaf.scale[near]
            yield Step(
                leaf,
                before,
                after,
                table.counted(leaf.code, after) - table.counted(leaf.code, before),
                table.exact(leaf.code, after) - table.exact(leaf.code, before),
            )


def score_flips(contest: Contest, winner: str | None) -> tuple[tuple[ScoreFlip, ...], int]:
    """The steps after which the winner is no longer alone in first place, and how many were tried.

    Without a winner there is nothing to turn over.
    """
    tried, found = 0, []
    known = _Known(contest)
    for bid, step in single_steps(contest):
        tried += 1
        if winner is None:
            continue
        first = known.first_after(bid, step)
        if first != winner:
            code = step.leaf.code
            found.append(ScoreFlip(bid.bid, code, step.before, step.after, first))
    return tuple(found), tried


class _Known:
    """Keys of the bids that are in, and answers that many steps share."""

    def __init__(self, contest: Contest) -> None:
        self._contest = contest
        self._in = {one.bid.bid: one for one in contest.standings}
        prices = price_pool([one.bid for one in contest.standings])
        self._priced = {
            one.bid.bid: contest.price_points(one.bid.price, prices) for one in contest.standings
        }
        self._heads = {name: self._head(one) for name, one in self._in.items()}
        self._keys: dict[str, Key] = {name: self._key(one) for name, one in self._in.items()}
        self._gone: dict[str, str | None] = {}
        self._rest: dict[str, tuple[Fraction | None, list[str]]] = {}
        self._gaps: dict[str, Fraction] = {}
        total = contest.rules.rounding.stage is RoundingStage.TOTAL
        self._straight = contest.compared is None and not total
        self._minimums = [s for s in contest.rules.sections if s.minimum is not None]
        formula = FORMULAS[contest.rules.price.formula]
        self._needs_quality = contest.compared is not None and formula.ratio
        self._exact = {name: self._exact_sums(one) for name, one in self._in.items()}

    def _exact_sums(self, one: Standing) -> dict[str, Fraction]:
        """Unrounded points of the scored criteria of each section with a minimum."""
        table, scores = self._contest.table, one.bid.scores
        return {
            section.code: exact_sum(
                table.exact(code, scores[code]) for code in section.leaves if code in table
            )
            for section in self._minimums
        }

    def _head(self, one: Standing) -> Fraction:
        return self._contest.head(one, self._priced[one.bid.bid], price=one.bid.price)

    def _key(self, one: Standing) -> Key:
        chain = self._contest.chain(one, self._priced[one.bid.bid], price=one.bid.price)
        return (self._heads[one.bid.bid], *chain)

    def first_after(self, bid: BidInput, step: Step) -> str | None:
        """Who is first when one score of one bid is another."""
        standing = self._in.get(bid.bid)
        if standing is None:
            return self._first_with_newcomer(bid, step)
        if not self._stays_in(standing, step):
            return self._first_without(bid.bid)
        most, level = self._others(bid.bid)
        if most is None:
            return bid.bid
        behind = self._behind(standing, step, most)
        if behind < 0:
            return bid.bid
        if behind > 0:
            return level[0] if len(level) == 1 else self._alone(level, {})
        changed = self._contest.standing(
            replace(bid, scores={**bid.scores, step.leaf.code: step.after})
        )
        chain = self._contest.chain(changed, self._priced[bid.bid], price=bid.price)
        return self._alone([bid.bid, *level], {bid.bid: (most, *chain)})

    def _behind(self, standing: Standing, step: Step, most: Fraction) -> int:
        """Whether the bid is then behind the best of the others (1), level (0) or ahead (-1)."""
        if self._straight:
            name = standing.bid.bid
            if name not in self._gaps:
                self._gaps[name] = most - self._heads[name]
            one, other = self._gaps[name], step.counted
        else:
            moved = Standing(standing.bid, standing.scored + step.counted, standing.sections)
            one, other = most, self._head(moved)
        return (one > other) - (one < other)

    def _others(self, name: str) -> tuple[Fraction | None, list[str]]:
        """The highest head among all others, and who has it; the same for nearly every bid."""
        if name not in self._rest:
            others = {other: head for other, head in self._heads.items() if other != name}
            most = max(others.values(), default=None)
            self._rest[name] = most, [other for other, head in others.items() if head == most]
        return self._rest[name]

    def _alone(self, level: list[str], changed: Mapping[str, Key]) -> str | None:
        keys = {name: changed.get(name, self._keys[name]) for name in level}
        highest = max(keys.values())
        found = [name for name, key in keys.items() if key == highest]
        return found[0] if len(found) == 1 else None

    def _stays_in(self, standing: Standing, step: Step) -> bool:
        """Tells whether a bid that is in still meets every minimum."""
        rules, leaf = self._contest.rules, step.leaf
        if leaf.minimum is not None and not reaches(rules, step.after, leaf.minimum):
            return False
        exact = self._exact[standing.bid.bid]
        for section in self._minimums:
            if leaf.code in section.leaves and not reaches(
                rules, exact[section.code] + step.exact, section.minimum
            ):
                return False
        return not self._needs_quality or quality_counts(rules, standing.scored + step.counted)

    def _first_without(self, name: str) -> str | None:
        if name not in self._gone:
            rest = [one for one in self._contest.standings if one.bid.bid != name]
            self._gone[name] = self._contest.first(rest)
        return self._gone[name]

    def _first_with_newcomer(self, bid: BidInput, step: Step) -> str | None:
        """A bid that was out: the step may bring it in, and its price with it."""
        changed = replace(bid, scores={**bid.scores, step.leaf.code: step.after})
        if failures_of(self._contest.rules, changed, self._contest.table):
            return self._first_now()
        others = [one for one in self._contest.bids.values() if one.bid != bid.bid]
        try:
            return rank_by(self._contest.rules, [*others, changed]).winner
        except CannotDo:
            return self._first_now()

    def _first_now(self) -> str | None:
        return self._alone(list(self._keys), {}) if self._keys else None
