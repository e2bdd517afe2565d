"""Ranks bids exactly: minimums first, then prices of those still in, then totals and tie-break.

A bid that fails a pass/fail question or a minimum, or is set aside, leaves the pool before any
price statistic is taken, and every reason is reported. Nothing is rounded but where the model's
rounding stage says.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, RoundingStage
from starapp.criteria.model_checks import LOWER_PRICE
from starapp.criteria.price_formulas import PricePool, price_share
from starapp.evaluation.result import BidInput, NotRanked, Placed, Reason, Result
from starapp.evaluation.weighting import Points, points_table
from starapp.foundation.exact import exact_sum, round_exact
from starapp.foundation.problems import Problem, raise_if


def rank(model: EvaluationModel, bids: Sequence[BidInput]) -> Result:
    """Ranks the bids; their order does not matter.

    Raises:
        CannotDo: a bid stands twice, a score is off the scale or of no question, or a score or
            price of a bid still in is missing; each with its place.
    """
    raise_if([*_unreadable(model, bids)])
    table = points_table(model)
    failed = {bid.bid: tuple(_failures(model, bid, table)) for bid in bids}
    pool = [bid for bid in bids if not failed[bid.bid]]
    raise_if([problem for bid in pool for problem in _missing(model, bid)])
    ranked = _ranked(model, pool, table)
    return Result(
        ranking=ranked,
        not_ranked=tuple(
            NotRanked(bid.bid, failed[bid.bid])
            for bid in sorted(bids, key=lambda one: one.bid)
            if failed[bid.bid]
        ),
        unresolved_tie=_unresolved(ranked),
    )


def _unreadable(model: EvaluationModel, bids: Sequence[BidInput]) -> Iterator[Problem]:
    """What no bid may have, whether it is still in or not."""
    for name, times in Counter(bid.bid for bid in bids).items():
        if times > 1:
            yield Problem(name, f"The bid {name} stands {times} times.", "twice")
    scored = {leaf.code for leaf in model.leaves(Kind.SCORED)}
    scale = frozenset(model.scores)
    for bid in bids:
        for code, score in bid.scores.items():
            place = f"{bid.bid}.{code}"
            if code not in scored:
                yield Problem(place, f"There is no scored question {code}.", "question")
            elif score not in scale:
                yield Problem(place, f"{code} has a score off the scale.", "scale")


def failures(model: EvaluationModel, bid: BidInput) -> Iterator[Reason]:
    """Gives every reason why a bid is not ranked; minimums are compared unrounded."""
    return _failures(model, bid, points_table(model))


def _failures(model: EvaluationModel, bid: BidInput, table: Points) -> Iterator[Reason]:
    if bid.set_aside is not None:
        yield Reason("set_aside", detail=bid.set_aside)
    for criterion in model.criteria:
        if criterion.kind is Kind.PASS_FAIL and bid.passes.get(criterion.code) is False:
            yield Reason("failed_pass_fail", criterion.code)
    for criterion in model.criteria:
        if criterion.minimum is None:
            continue
        if criterion.kind is Kind.SCORED:
            score = bid.scores.get(criterion.code)
            if score is not None and not _reaches(model, Fraction(score), criterion):
                yield Reason("below_minimum", criterion.code, Fraction(score), criterion.minimum)
        elif criterion.kind is Kind.SECTION:
            reached = _section_points(model, criterion.code, bid, table)
            if reached is not None and not _reaches(model, reached, criterion):
                yield Reason("below_section_minimum", criterion.code, reached, criterion.minimum)


def _reaches(model: EvaluationModel, value: Fraction, criterion: Criterion) -> bool:
    minimum = Fraction(criterion.minimum or 0)
    return value > minimum if model.comparator == ">" else value >= minimum


def section_points(model: EvaluationModel, code: str, bid: BidInput) -> Fraction | None:
    """Exact points of a section's scored leaves; None while one of them has no score."""
    return _section_points(model, code, bid, points_table(model))


def _section_points(
    model: EvaluationModel, code: str, bid: BidInput, table: Points
) -> Fraction | None:
    found: list[Fraction] = []
    for child in model.children(code):
        if child.kind is Kind.SECTION:
            inner = _section_points(model, child.code, bid, table)
            if inner is None:
                return None
            found.append(inner)
        elif child.kind is Kind.SCORED:
            if child.code not in bid.scores:
                return None
            found.append(table[child.code, bid.scores[child.code]])
    return exact_sum(found)


def _missing(model: EvaluationModel, bid: BidInput) -> Iterator[Problem]:
    for leaf in model.leaves():
        place = f"{bid.bid}.{leaf.code}"
        if leaf.kind is Kind.PRICE and bid.price is None:
            yield Problem(place, "A bid that is still in has no price.", "price")
        elif leaf.kind is Kind.PASS_FAIL and leaf.code not in bid.passes:
            yield Problem(place, f"{leaf.code} has no pass or fail.", "pass")
        elif leaf.kind is Kind.SCORED and leaf.code not in bid.scores:
            yield Problem(place, f"{leaf.code} of a bid that is still in has no score.", "score")


def _ranked(model: EvaluationModel, pool: Sequence[BidInput], table: Points) -> tuple[Placed, ...]:
    prices = PricePool(tuple(bid.price for bid in pool if bid.price is not None))
    leaves, tree = model.leaves(), _tree(model)
    by_price = LOWER_PRICE in model.tie_break and len(prices.prices) == len(pool)
    rows: list[_Row] = []
    for bid in pool:
        points = _leaf_points(model, leaves, table, bid, prices)
        sections = _sections(tree, points)
        price = Fraction(bid.price or 0) if by_price else Fraction(0)
        chain = _chain(model, price, points, sections)
        rows.append((_total(model, points), chain, bid.bid, points, sections))
    rows.sort(key=lambda row: (-row[0], tuple(-part for part in row[1]), row[2]))
    placed: list[Placed] = []
    for index, (total, chain, name, points, sections) in enumerate(rows):
        level = index > 0 and (total, chain) == (rows[index - 1][0], rows[index - 1][1])
        place = placed[-1].place if level else index + 1
        broken = _broken_by(model, index, rows)
        placed.append(Placed(name, place, total, points, sections, broken))
    return tuple(placed)


def _leaf_points(
    model: EvaluationModel,
    leaves: Sequence[Criterion],
    table: Points,
    bid: BidInput,
    prices: PricePool,
) -> Mapping[str, Fraction]:
    rule = model.rounding
    found: dict[str, Fraction] = {}
    for leaf in leaves:
        if leaf.kind is Kind.SCORED:
            value = table[leaf.code, bid.scores[leaf.code]]
        elif leaf.kind is Kind.PRICE and bid.price is not None:
            share = price_share(model.price, bid.price, prices)
            if rule.stage is RoundingStage.PRICE_RATIO:
                share = Fraction(round_exact(share, rule.places, rule.mode))
            value = Fraction(leaf.weight) * share
        else:
            continue
        if rule.stage is RoundingStage.CRITERION:
            value = Fraction(round_exact(value, rule.places, rule.mode))
        found[leaf.code] = value
    return found


_Tree = Mapping[str, tuple[str, ...]]


def _tree(model: EvaluationModel) -> _Tree:
    """The codes of the leaves under every section, however deep."""

    def under(code: str) -> Iterator[str]:
        for child in model.children(code):
            if child.kind is Kind.SECTION:
                yield from under(child.code)
            else:
                yield child.code

    return {c.code: tuple(under(c.code)) for c in model.criteria if c.kind is Kind.SECTION}


def _sections(tree: _Tree, points: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    return {
        code: exact_sum(points[leaf] for leaf in leaves if leaf in points)
        for code, leaves in tree.items()
    }


def _total(model: EvaluationModel, points: Mapping[str, Fraction]) -> Fraction:
    total = exact_sum(points.values())
    if model.rounding.stage is RoundingStage.TOTAL:
        return Fraction(round_exact(total, model.rounding.places, model.rounding.mode))
    return total


def _chain(
    model: EvaluationModel,
    price: Fraction,
    points: Mapping[str, Fraction],
    sections: Mapping[str, Fraction],
) -> tuple[Fraction, ...]:
    """What the tie-break compares, in order, higher first."""
    none = Fraction(0)
    return tuple(
        -price if name == LOWER_PRICE else sections.get(name, points.get(name, none))
        for name in model.tie_break
    )


_Row = tuple[Fraction, tuple[Fraction, ...], str, Mapping[str, Fraction], Mapping[str, Fraction]]


def _broken_by(model: EvaluationModel, index: int, rows: Sequence[_Row]) -> str | None:
    """The first rule that separated this bid from a neighbour level on total, or None."""
    total, chain = rows[index][0], rows[index][1]
    found: list[int] = []
    for other in (index - 1, index + 1):
        if 0 <= other < len(rows) and rows[other][0] == total and rows[other][1] != chain:
            pairs = zip(chain, rows[other][1], strict=True)
            found.append(next(n for n, (mine, theirs) in enumerate(pairs) if mine != theirs))
    return model.tie_break[min(found)] if found else None


def _unresolved(ranked: Sequence[Placed]) -> tuple[str, ...]:
    """Every bid that shares its place with another."""
    places = [placed.place for placed in ranked]
    return tuple(placed.bid for placed in ranked if places.count(placed.place) > 1)
