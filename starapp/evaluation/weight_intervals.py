"""Over which share of all marks each criterion and each section leaves the winner in first place.

Closed form (weight stability intervals): with the share t of a criterion or section moved and the
proportions of all the others kept, the difference between two bids is a straight line in t, so
its only root is exact. At an end that is not 0 or 100 the two bids tie. A share of price that the
rules round is rounded here too, and stays what it is. Where points or totals are rounded, the ends
are those of the rounded comparison, found by an exact search near the root. The bids that met the
minimums stay those that are in. Growth: criteria x bids.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from starapp.criteria.evaluation_model import Kind, RoundingStage
from starapp.criteria.model_checks import LOWER_PRICE
from starapp.criteria.price_formula import PricePool
from starapp.criteria.price_formulas import FORMULAS, price_share
from starapp.evaluation.contest import Contest, Standing
from starapp.evaluation.level_bids import Course, Line, SteppedPair, differences, lost_at
from starapp.evaluation.ranking import price_pool
from starapp.evaluation.rules import HUNDRED, Leaf
from starapp.foundation.exact import Exact, exact_sum, round_exact


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
    """The share of its marks each bid has of each leaf; points and totals are not rounded."""

    def __init__(self, contest: Contest) -> None:
        self.contest = contest
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
                    mine[leaf.code] = self._of_price(one.bid.price, pool)
                else:
                    mine[leaf.code] = contest.table.share(leaf.code, one.bid.scores[leaf.code])
            self._of[one.bid.bid] = mine
        self._parts = {
            name: {leaf.code: leaf.weight * mine[leaf.code] for leaf in self._leaves}
            for name, mine in self._of.items()
        }
        self._totals = {name: exact_sum(parts.values()) for name, parts in self._parts.items()}

    def of(self, one: Standing) -> Mapping[str, Fraction]:
        """The shares of one bid, by leaf."""
        return self._of[one.bid.bid]

    def counts(self, leaf: Leaf) -> bool:
        """Tells whether marks of a leaf can count: price has none where it orders the bids."""
        return leaf.kind is not Kind.PRICE or self.contest.compared is None

    def _of_price(self, price: Exact | None, pool: PricePool) -> Fraction:
        if price is None:
            return Fraction(0)
        rules = self.contest.rules
        share = price_share(rules.price, price, pool)
        if rules.rounding.stage is RoundingStage.PRICE_RATIO:
            return Fraction(round_exact(share, rules.rounding.places, rules.rounding.mode))
        return share

    def ahead(
        self, winner: Standing, mine: Fraction, rival: Standing, theirs: Fraction
    ) -> Fraction:
        """A difference that is above 0 where the winner is ahead; linear in both totals."""
        rule = self.contest.rules.price
        formula = FORMULAS[rule.formula]
        own, other = winner.bid.price, rival.bid.price
        if self.contest.compared is None or own is None or other is None:
            return mine - theirs
        if formula.ratio:
            return Fraction(other) * mine - Fraction(own) * theirs
        compared = self.contest.compared
        return compared(rule, other, theirs) - compared(rule, own, mine)

    def interval(self, code: str, group: Collection[str], winner: Standing) -> WeightInterval:
        """The shares of one leaf or section over which the winner stays first."""
        inside = [leaf for leaf in self._leaves if leaf.code in group]
        outside = [leaf for leaf in self._leaves if leaf.code not in group]
        now = exact_sum(leaf.weight for leaf in inside)
        lowest, highest = Fraction(0), HUNDRED
        if not outside:
            return WeightInterval(code, now, lowest, highest)
        moving = _Moving(self, winner, inside, outside, now)
        if self.contest.rules.rounding.stage in {RoundingStage.CRITERION, RoundingStage.TOTAL}:
            return WeightInterval(code, now, moving.stepped_end(-1), moving.stepped_end(1))
        kept = (inside, outside, now)
        own = self._sums(winner, *kept)
        for rival in self.contest.standings:
            if rival.bid.bid == winner.bid.bid:
                continue
            other = self._sums(rival, *kept)
            if self.contest.compared is None and (
                own.inside > other.inside and own.outside > other.outside
            ):
                continue
            at_none = self.ahead(winner, HUNDRED * own.outside, rival, HUNDRED * other.outside)
            at_all = self.ahead(winner, HUNDRED * own.inside, rival, HUNDRED * other.inside)
            if at_none == at_all:
                if not at_all:
                    lowest = max(lowest, moving.level_end(rival, -1))
                    highest = min(highest, moving.level_end(rival, 1))
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


class _Moving:
    """The winner against each rival while the share of one group moves."""

    def __init__(
        self,
        shares: _Shares,
        winner: Standing,
        inside: Sequence[Leaf],
        outside: Sequence[Leaf],
        now: Fraction,
    ) -> None:
        self._shares = shares
        self._contest = shares.contest
        self._winner = winner
        self._groups = ((inside, now, 1), (outside, HUNDRED - now, -1))
        self._now = now

    def stepped_end(self, way: int) -> Fraction:
        """The end of the interval, upwards (1) or downwards (-1), where points are rounded."""
        rule = self._contest.rules.rounding
        each = rule.stage is RoundingStage.CRITERION
        own = self._course(self._winner, way)
        pairs = [
            SteppedPair(own, self._course(one, way), self._ahead(one), rule, each=each)
            for one in self._contest.standings
            if one is not self._winner
        ]
        near = [(pair.from_here, n) for n, pair in enumerate(pairs)]
        end = self._room(way)
        for start, n in sorted((start, n) for start, n in near if start is not None):
            if start >= end:
                break
            lost = pairs[n].lost_at(end)
            end = end if lost is None else lost
        return self._now + way * end

    def level_end(self, rival: Standing, way: int) -> Fraction:
        """The end of the interval where a rival is level at every share: the tie-break decides."""
        links = differences(self._course(self._winner, way), self._course(rival, way))
        room = self._room(way)
        lost = lost_at(links, room)
        return self._now + way * (room if lost is None else lost)

    def _room(self, way: int) -> Fraction:
        return HUNDRED - self._now if way > 0 else self._now

    def _ahead(self, rival: Standing) -> Callable[[Fraction, Fraction], Fraction]:
        return lambda mine, theirs: self._shares.ahead(self._winner, mine, rival, theirs)

    def _course(self, one: Standing, way: int) -> Course:
        shares = self._shares.of(one)
        codes: list[str] = []
        parts: list[Line] = []
        for leaves, whole, sign in self._groups:
            for leaf in leaves:
                ratio = leaf.weight / whole if whole else Fraction(1, len(leaves))
                each = shares[leaf.code] * ratio
                codes.append(leaf.code)
                parts.append(Line(each * whole, each * sign * way))
        sections = {section.code: section.leaves for section in self._contest.rules.sections}
        chain = self._contest.rules.tie_break
        summed = [sections.get(name, (name,)) for name in chain]
        price = -Fraction(one.bid.price or 0)
        return Course(
            tuple(parts),
            tuple(tuple(n for n, code in enumerate(codes) if code in some) for some in summed),
            tuple(price if name == LOWER_PRICE else Fraction(0) for name in chain),
        )
