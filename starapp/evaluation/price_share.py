"""What if price counted for more or less: totals and first place at other shares of the marks.

A question, never an edit: the published weights stay as they are. Quality and social value keep
their proportions, and the bids that met the minimums stay those that are ranked.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from starapp.criteria.evaluation_model import RoundingStage
from starapp.criteria.price_formulas import FORMULAS
from starapp.evaluation.result import BidInput
from starapp.evaluation.robustness import at_price_share
from starapp.evaluation.rules import HUNDRED, Rules

MOST_LINES = 3
STEPPED = frozenset({RoundingStage.CRITERION, RoundingStage.TOTAL})
"""Stages at which totals are no straight lines in the share, so that every whole one is tried."""
STEP = 5
"""Per cent between two points of a line, beside the shares at which something changes."""


@dataclass(frozen=True, slots=True)
class AtShare:
    """Who comes first when price counts for a share of the marks.

    Attributes:
        share: per cent of all marks.
        first: None when first place is shared or no bid is ranked.
        second: the next bid, or None.
        ahead: points between the two, exact; None without a second bid.
        totals: per bid that is ranked at this share.
    """

    share: Fraction
    first: str | None
    second: str | None
    ahead: Fraction | None
    totals: tuple[tuple[str, Fraction], ...]

    def total(self, bid: str) -> Fraction | None:
        """The total of a bid; None where it is not ranked."""
        return dict(self.totals).get(bid)


@dataclass(frozen=True, slots=True)
class ShareLines:
    """The totals of the first bids over every share of price, for a chart and its table.

    Attributes:
        now: what price counts for in the published model, in per cent.
        bids: at most three, in their order now: the first, whoever comes first beyond a turn, and
            those next in place.
        points: in order of share, from 0 to 100.
        first: who comes first now, or None.
        stays_from, stays_to: the shares between which nothing changes in first place.
        below, above: the nearest whole per cent on each side at which first place is another's;
            None when there is none.
        everywhere: it stays first at every share there is, whole or not.
    """

    now: Fraction
    bids: tuple[str, ...]
    points: tuple[AtShare, ...]
    first: str | None
    stays_from: Fraction
    stays_to: Fraction
    below: AtShare | None
    above: AtShare | None
    everywhere: bool = False


def price_has_a_share(rules: Rules) -> bool:
    """Tells whether price has marks of its own that could be more or fewer."""
    leaf = rules.price_leaf
    if leaf is None or len(rules.leaves) < 2:
        return False
    formula = FORMULAS.get(rules.price.formula)
    return formula is not None and formula.compared is None


def share_now(rules: Rules) -> Fraction:
    """What price counts for, in per cent of all marks; 0 without a price criterion."""
    return rules.price_leaf.weight if rules.price_leaf is not None else Fraction(0)


def at_share(rules: Rules, bids: Sequence[BidInput], share: Fraction) -> AtShare:
    """Ranks the bids again with another share for price."""
    result = at_price_share(rules, bids, share)
    ranking = result.ranking
    second = ranking[1] if len(ranking) > 1 else None
    return AtShare(
        share=share,
        first=result.winner,
        second=second.bid if second is not None else None,
        ahead=ranking[0].total - second.total if second is not None else None,
        totals=tuple((placed.bid, placed.total) for placed in ranking),
    )


def share_lines(rules: Rules, bids: Sequence[BidInput], changes: Sequence[Fraction]) -> ShareLines:
    """Works out the lines of the chart; only where ``price_has_a_share``.

    Args:
        rules: the published method.
        bids: every bid received.
        changes: the shares at which first place changes.
    """
    now = share_now(rules)
    wanted = {Fraction(n) for n in range(0, 101, STEP)} | {now, *changes}
    points = tuple(at_share(rules, bids, share) for share in sorted(wanted))
    here = next(point for point in points if point.share == now)
    stays_from = max((change for change in changes if change <= now), default=Fraction(0))
    stays_to = min((change for change in changes if change >= now), default=HUNDRED)
    near = (now, now) if rules.rounding.stage in STEPPED else (stays_from, stays_to)
    below = _turn(rules, bids, here, range(int(near[0] // 1), -1, -1))
    above = _turn(rules, bids, here, range(int(-(-near[1] // 1)), 101))
    straight = rules.rounding.stage not in STEPPED and not changes
    return ShareLines(
        now=now,
        bids=_on_the_chart(here, (above, below)),
        points=points,
        first=here.first,
        stays_from=stays_from,
        stays_to=stays_to,
        below=below,
        above=above,
        everywhere=straight and all(point.first == here.first for point in points),
    )


def _on_the_chart(here: AtShare, turns: Collection[AtShare | None]) -> tuple[str, ...]:
    order = [bid for bid, _ in here.totals]
    takers = [turn.first for turn in turns if turn is not None and turn.first in order]
    wanted = list(dict.fromkeys([*order[:1], *takers, *order]))[:MOST_LINES]
    return tuple(bid for bid in order if bid in wanted)


def _turn(
    rules: Rules,
    bids: Sequence[BidInput],
    here: AtShare,
    shares: Collection[int],
) -> AtShare | None:
    """The first whole per cent on the way at which another bid, or none, comes first."""
    for share in shares:
        if share != here.share:
            found = at_share(rules, bids, Fraction(share))
            if found.first != here.first:
                return found
    return None
