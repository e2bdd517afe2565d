"""The bids still in, prepared once, so that thousands of small what-ifs need no whole ranking.

A changed score moves one bid's points; a bid that leaves, or a changed price, moves only the
price points of the rest. Both are answered exactly from sums that are kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from starapp.criteria.evaluation_model import RoundingStage
from starapp.criteria.model_checks import LOWER_PRICE
from starapp.criteria.price_edges import LevelPrices, price_leaves_pool
from starapp.criteria.price_formula import PricePool
from starapp.criteria.price_formulas import FORMULAS, price_share
from starapp.evaluation.ranking import Key, failures_of
from starapp.evaluation.result import BidInput
from starapp.evaluation.rules import Rules
from starapp.evaluation.weighting import PointsTable
from starapp.foundation.exact import Exact, exact_sum, round_exact
from starapp.foundation.problems import CannotDo


@dataclass(frozen=True, slots=True)
class Standing:
    """One bid that is in.

    Attributes:
        scored: points of all scored criteria, after a rounding of each.
        sections: per section, the points of its scored criteria.
    """

    bid: BidInput
    scored: Fraction
    sections: Mapping[str, Fraction]


Head = tuple[Fraction, Standing, Fraction]
"""What a bid is compared by, the bid, and its price points."""


class Contest:
    """Everything about one competition that does not change from one what-if to the next."""

    def __init__(self, rules: Rules, bids: Sequence[BidInput]) -> None:
        self.rules = rules
        self.bids = {bid.bid: bid for bid in bids}
        self.table = PointsTable(rules)
        leaf = rules.price_leaf
        self.price_code = leaf.code if leaf is not None else ""
        self.price_weight = leaf.weight if leaf is not None else Fraction(0)
        self.price_sections = frozenset(
            section.code for section in rules.sections if self.price_code in section.leaves
        )
        self.sections_of: dict[str, tuple[str, ...]] = {
            one.code: tuple(s.code for s in rules.sections if one.code in s.leaves)
            for one in rules.leaves
        }
        formula = FORMULAS[rules.price.formula]
        self.compared = formula.compared if leaf is not None else None
        edges = rules.price.edges
        level = edges is not None and LevelPrices.FULL in {edges.all_equal, edges.single_bid}
        self._looks_at = ("prices",) if level else formula.looks_at
        self._rivals_known: dict[tuple[object, ...], tuple[list[Head], Fraction]] = {}
        self.standings = tuple(
            self.standing(bid) for bid in bids if not failures_of(rules, bid, self.table)
        )

        self._named = {one.bid.bid: one for one in self.standings}

    def standing(self, bid: BidInput) -> Standing:
        """One bid's sums; every scored criterion has a score."""
        points = {code: self.table.counted(code, bid.scores[code]) for code in self.table.codes}
        return Standing(
            bid,
            exact_sum(points.values()),
            {
                section.code: exact_sum(points[code] for code in section.leaves if code in points)
                for section in self.rules.sections
            },
        )

    def price_points(self, price: Exact | None, pool: PricePool) -> Fraction:
        """The points of a price among the prices of a pool, after the rounding stage."""
        if price is None or not self.price_code or not self.price_weight:
            return Fraction(0)
        rule = self.rules.rounding
        share = price_share(self.rules.price, price, pool)
        if rule.stage is RoundingStage.PRICE_RATIO:
            share = Fraction(round_exact(share, rule.places, rule.mode))
        value = self.price_weight * share
        if rule.stage is RoundingStage.CRITERION:
            value = Fraction(round_exact(value, rule.places, rule.mode))
        return value

    def head(self, one: Standing, priced: Fraction, *, price: Exact | None) -> Fraction:
        """What bids are compared by first, higher is better."""
        total = one.scored + priced
        rule = self.rules.rounding
        if rule.stage is RoundingStage.TOTAL:
            total = Fraction(round_exact(total, rule.places, rule.mode))
        if self.compared is not None and price is not None:
            return -self.compared(self.rules.price, price, total)
        return total

    def chain(self, one: Standing, priced: Fraction, *, price: Exact | None) -> Key:
        """The tie-break of one bid, higher is better."""
        return tuple(self._link(name, one, priced, price) for name in self.rules.tie_break)

    def _link(self, name: str, one: Standing, priced: Fraction, price: Exact | None) -> Fraction:
        if name == LOWER_PRICE:
            return -Fraction(price or 0)
        if name in one.sections:
            return one.sections[name] + (priced if name in self.price_sections else 0)
        if name == self.price_code:
            return priced
        score = one.bid.scores.get(name)
        return Fraction(0) if score is None else self.table.counted(name, score)

    def lead_at(self, name: str, price: Exact, *, over: str | None = None) -> tuple[Fraction, bool]:
        """How far ahead a bid that is in would be at another price, and whether it is first.

        A price that an edge rule sets aside puts the bid out: it is not first, by no measure.

        Args:
            name: the bid with the other price.
            price: in pounds.
            over: compares with this bid alone; None compares with all.
        """
        if price_leaves_pool(self.rules.price.edges, Fraction(price)):
            return Fraction(0), False
        given = {
            one.bid.bid: price if one.bid.bid == name else one.bid.price for one in self.standings
        }
        pool = PricePool(tuple(one for one in given.values() if one is not None))
        mine = self._named[name]
        priced = self.price_points(price, pool)
        head = self.head(mine, priced, price=price)
        rest, most = self._rivals(name, over, pool)
        lead = head - most if rest else Fraction(1)
        if lead:
            return lead, lead > 0
        return lead, self._best([(head, mine, priced), *rest], given) == name

    def _rivals(self, name: str, over: str | None, pool: PricePool) -> tuple[list[Head], Fraction]:
        """The heads of the others and the highest; they change only with the pool's figures."""
        key = (name, over, *(getattr(pool, figure) for figure in self._looks_at))
        known = self._rivals_known.get(key)
        if known is None:
            some = [self._named[over]] if over is not None else self.standings
            rest = [
                (self.head(one, priced, price=one.bid.price), one, priced)
                for one in some
                if one.bid.bid != name
                for priced in [self.price_points(one.bid.price, pool)]
            ]
            known = rest, max((head for head, _, _ in rest), default=Fraction(0))
            self._rivals_known[key] = known
        return known

    def first(
        self, standings: Iterable[Standing], prices: Mapping[str, Exact] | None = None
    ) -> str | None:
        """The bid in first place among some, at their own or other prices.

        None when first place is shared, or when a price of nought then needs a decision first.
        """
        some = list(standings)
        given = {one.bid.bid: (prices or {}).get(one.bid.bid, one.bid.price) for one in some}
        try:
            return self._best(self._heads(some, given), given)
        except CannotDo:
            return None

    def _heads(
        self, standings: Iterable[Standing], given: Mapping[str, Exact | None]
    ) -> list[Head]:
        pool = PricePool(tuple(price for price in given.values() if price is not None))
        heads = []
        for one in standings:
            price = given[one.bid.bid]
            priced = self.price_points(price, pool)
            heads.append((self.head(one, priced, price=price), one, priced))
        return heads

    def _best(
        self,
        heads: Sequence[Head],
        given: Mapping[str, Exact | None],
    ) -> str | None:
        if not heads:
            return None
        most = max(head for head, _, _ in heads)
        level = [(one, priced) for head, one, priced in heads if head == most]
        if len(level) == 1:
            return level[0][0].bid.bid
        chains = [
            (self.chain(one, priced, price=given[one.bid.bid]), one.bid.bid)
            for one, priced in level
        ]
        highest = max(chain for chain, _ in chains)
        found = [bid for chain, bid in chains if chain == highest]
        return found[0] if len(found) == 1 else None
