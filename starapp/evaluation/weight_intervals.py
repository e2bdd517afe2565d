"""Over which share of all marks each criterion and each section leaves the winner in first place.

Closed form (weight stability intervals): with the share t of a criterion or section moved and the
proportions of all the others kept, the difference between two bids is a straight line in t, so
its only root is exact. At an end that is not 0 or 100 the two bids tie. The bids that met the
minimums stay those that are in, and no rounding stage is applied: where the rounding itself decides
first place, no interval is given. Growth: criteria x bids.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from starapp.criteria.evaluation_model import Kind
from starapp.criteria.price_formulas import FORMULAS, price_share
from starapp.evaluation.contest import Contest, Standing
from starapp.evaluation.ranking import price_pool
from starapp.evaluation.rules import HUNDRED, Leaf
from starapp.foundation.exact import exact_sum


@dataclass(frozen=True, slots=True)
class WeightInterval:
    """Shares of all marks in per cent.

    Attributes:
        code: of a leaf or a section.
        now: its share in the published rules.
        lowest, highest: between them the winner stays first.
    """

    code: str
    now: Fraction
    lowest: Fraction
    highest: Fraction


@dataclass(frozen=True, slots=True)
class _Sums:
    """A bid's points for each mark, if a group had all the marks and if it had none."""

    inside: Fraction
    outside: Fraction


def weight_intervals(contest: Contest, winner: str | None) -> tuple[WeightInterval, ...]:
    """The interval of each leaf that counts and of each section, in the order of the rules."""
    winning = next((one for one in contest.standings if one.bid.bid == winner), None)
    if winning is None:
        return ()
    shares = _Shares(contest)
    if any(shares.difference_now(winning, one) < 0 for one in contest.standings):
        return ()
    leaves = {
        leaf.code: (leaf.code,)
        for leaf in contest.rules.leaves
        if leaf.kind is not Kind.PASS_FAIL and shares.counts(leaf)
    }
    groups: dict[str, Collection[str]] = {}
    for code in contest.rules.order:
        if code in leaves:
            groups[code] = leaves[code]
    for section in contest.rules.sections:
        inside = [code for code in section.leaves if code in leaves]
        if inside:
            groups[section.code] = inside
    ordered = [code for code in contest.rules.order if code in groups]
    return tuple(shares.interval(code, groups[code], winning) for code in ordered)


class _Shares:
    """The share of its marks each bid has of each leaf, without any rounding."""

    def __init__(self, contest: Contest) -> None:
        self._contest = contest
        self._leaves = [
            leaf
            for leaf in contest.rules.leaves
            if leaf.kind is not Kind.PASS_FAIL and self.counts(leaf)
        ]
        pool = price_pool([one.bid for one in contest.standings])
        self._of: dict[str, dict[str, Fraction]] = {}
        for one in contest.standings:
            mine = {}
            for leaf in self._leaves:
                if leaf.kind is Kind.PRICE:
                    price = one.bid.price
                    mine[leaf.code] = (
                        Fraction(0)
                        if price is None
                        else price_share(contest.rules.price, price, pool)
                    )
                else:
                    mine[leaf.code] = contest.table.share(leaf.code, one.bid.scores[leaf.code])
            self._of[one.bid.bid] = mine
        self._parts = {
            name: {leaf.code: leaf.weight * mine[leaf.code] for leaf in self._leaves}
            for name, mine in self._of.items()
        }
        self._totals = {name: exact_sum(parts.values()) for name, parts in self._parts.items()}

    def counts(self, leaf: Leaf) -> bool:
        """Tells whether marks of a leaf can count: price has none where it orders the bids."""
        return leaf.kind is not Kind.PRICE or self._contest.compared is None

    def difference_now(self, winner: Standing, rival: Standing) -> Fraction:
        """By how much the winner is ahead of a rival without any rounding."""
        return self._ahead(winner, self._totals[winner.bid.bid], rival, self._totals[rival.bid.bid])

    def _ahead(
        self, winner: Standing, mine: Fraction, rival: Standing, theirs: Fraction
    ) -> Fraction:
        """A difference that is above 0 where the winner is ahead; linear in both totals."""
        rule = self._contest.rules.price
        formula = FORMULAS[rule.formula]
        own, other = winner.bid.price, rival.bid.price
        if self._contest.compared is None or own is None or other is None:
            return mine - theirs
        if formula.ratio:
            return Fraction(other) * mine - Fraction(own) * theirs
        compared = self._contest.compared
        return compared(rule, other, theirs) - compared(rule, own, mine)

    def interval(self, code: str, group: Collection[str], winner: Standing) -> WeightInterval:
        """The shares of one leaf or section over which the winner stays first."""
        inside = [leaf for leaf in self._leaves if leaf.code in group]
        outside = [leaf for leaf in self._leaves if leaf.code not in group]
        now = exact_sum(leaf.weight for leaf in inside)
        lowest, highest = Fraction(0), HUNDRED
        if not outside:
            return WeightInterval(code, now, lowest, highest)
        kept = (inside, outside, now)
        own = self._sums(winner, *kept)
        for rival in self._contest.standings:
            if rival.bid.bid == winner.bid.bid:
                continue
            other = self._sums(rival, *kept)
            if self._contest.compared is None and (
                own.inside > other.inside and own.outside > other.outside
            ):
                continue
            at_none = self._ahead(winner, HUNDRED * own.outside, rival, HUNDRED * other.outside)
            at_all = self._ahead(winner, HUNDRED * own.inside, rival, HUNDRED * other.inside)
            if at_none == at_all:
                continue
            root = HUNDRED * at_none / (at_none - at_all)
            if at_all < at_none and root >= now:
                highest = min(highest, root)
            elif at_all > at_none and root <= now:
                lowest = max(lowest, root)
        return WeightInterval(code, now, lowest, highest)

    def _sums(
        self, one: Standing, inside: Sequence[Leaf], outside: Sequence[Leaf], marks: Fraction
    ) -> _Sums:
        """Points for each mark if all marks were in the group, and if none were."""
        mine = self._of[one.bid.bid]
        if not 0 < marks < HUNDRED:
            return _Sums(_all_marks(inside, mine), _all_marks(outside, mine))
        parts = self._parts[one.bid.bid]
        part = (
            parts[inside[0].code]
            if len(inside) == 1
            else exact_sum(parts[leaf.code] for leaf in inside)
        )
        rest = self._totals[one.bid.bid] - part
        return _Sums(part / marks, rest / (HUNDRED - marks))


def _all_marks(leaves: Sequence[Leaf], shares: dict[str, Fraction]) -> Fraction:
    whole = exact_sum(leaf.weight for leaf in leaves)
    if not whole:
        return exact_sum(shares[leaf.code] for leaf in leaves) / len(leaves)
    return exact_sum(leaf.weight * shares[leaf.code] for leaf in leaves) / whole
