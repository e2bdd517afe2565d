"""Ranks bids exactly: minimums first, then prices of those still in, then totals and tie-break.

A bid that fails a pass/fail question or a minimum, or is set aside, leaves the pool before any
price statistic is taken, and every reason is reported. Nothing is rounded but where the model's
rounding stage says.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel, Kind, RoundingStage
from starapp.criteria.model_checks import LOWER_PRICE
from starapp.criteria.price_edges import price_leaves_pool
from starapp.criteria.price_formula import PricePool
from starapp.criteria.price_formulas import FORMULAS, price_share
from starapp.evaluation.result import BidInput, NotRanked, Placed, Reason, Result
from starapp.evaluation.rules import Rules, Section, rules_of
from starapp.evaluation.weighting import PointsTable
from starapp.foundation.exact import Exact, exact_sum, round_exact
from starapp.foundation.problems import Problem, raise_if

NO_QUALITY = "no_quality_points"
Key = tuple[Fraction, ...]


def rank(model: EvaluationModel, bids: Sequence[BidInput]) -> Result:
    """Ranks the bids by a model; their order does not matter.

    Raises:
        CannotDo: a bid stands twice, a score is off the scale or of no question, or a score or
            price of a bid still in is missing; each with its place.
    """
    return rank_by(rules_of(model), bids)


def rank_by(rules: Rules, bids: Sequence[BidInput], *, any_score: bool = False) -> Result:
    """Ranks the bids by rules; their order does not matter.

    Args:
        rules: the published method.
        bids: every bid received.
        any_score: also takes scores off the scale, such as means in a what-if.

    Raises:
        CannotDo: as ``rank``.
    """
    table = PointsTable(rules)
    raise_if([*_unreadable(table, bids, any_score=any_score)])
    failed = {bid.bid: _failures(rules, bid, table) for bid in bids}
    pool = [bid for bid in bids if not failed[bid.bid]]
    wanted = {leaf.code for leaf in rules.leaves}
    raise_if([problem for bid in pool for problem in _missing(rules, wanted, bid)])
    ranked = _ranked(rules, pool, table)
    return Result(
        ranking=ranked,
        not_ranked=tuple(
            NotRanked(bid.bid, failed[bid.bid])
            for bid in sorted(bids, key=lambda one: one.bid)
            if failed[bid.bid]
        ),
        unresolved_tie=_unresolved(ranked),
    )


def _unreadable(
    table: PointsTable, bids: Sequence[BidInput], *, any_score: bool
) -> Iterator[Problem]:
    """What no bid may have, whether it is still in or not."""
    for name, times in Counter(bid.bid for bid in bids).items():
        if times > 1:
            yield Problem(name, f"The bid {name} stands {times} times.", "twice")
    fine: set[tuple[str, Exact]] = set()
    for bid in bids:
        for code, score in bid.scores.items():
            if (code, score) in fine:
                continue
            place = f"{bid.bid}.{code}"
            if code not in table:
                yield Problem(place, f"There is no scored question {code}.", "question")
            elif not any_score and not table.on_scale(code, score):
                yield Problem(place, f"{code} has a score off the scale.", "scale")
            else:
                fine.add((code, score))


def failures(model: EvaluationModel, bid: BidInput) -> tuple[Reason, ...]:
    """Gives every reason why a bid is not ranked; minimums are compared unrounded."""
    return failures_of(rules_of(model), bid)


def failures_of(
    rules: Rules, bid: BidInput, table: PointsTable | None = None
) -> tuple[Reason, ...]:
    """Gives every reason why a bid is not ranked by these rules; a table serves many bids."""
    return _failures(rules, bid, table or PointsTable(rules))


def _failures(rules: Rules, bid: BidInput, table: PointsTable) -> tuple[Reason, ...]:
    return (
        *_set_aside(rules, bid),
        *(
            Reason("failed_pass_fail", leaf.code)
            for leaf in rules.leaves
            if leaf.kind is Kind.PASS_FAIL and bid.passes.get(leaf.code) is False
        ),
        *_below_minimums(rules, bid, table),
        *_without_quality(rules, bid, table),
    )


def _set_aside(rules: Rules, bid: BidInput) -> Iterator[Reason]:
    if bid.set_aside is not None:
        yield Reason("set_aside", detail=bid.set_aside)
    leaf = rules.price_leaf
    if leaf is not None and bid.price is not None:
        detail = price_leaves_pool(rules.price.edges, Fraction(bid.price))
        if detail:
            yield Reason("set_aside", leaf.code, detail=detail)


def _below_minimums(rules: Rules, bid: BidInput, table: PointsTable) -> Iterator[Reason]:
    leaves = {leaf.code: leaf for leaf in rules.leaves if leaf.minimum is not None}
    sections = {one.code: one for one in rules.sections if one.minimum is not None}
    for code in rules.order if leaves or sections else ():
        if code in leaves:
            leaf, score = leaves[code], bid.scores.get(code)
            if score is not None and not reaches(rules, Fraction(score), leaf.minimum):
                yield Reason("below_minimum", code, Fraction(score), leaf.minimum)
        elif code in sections:
            section = sections[code]
            reached = _scored_points(section, bid, table)
            if reached is not None and not reaches(rules, reached, section.minimum):
                yield Reason("below_section_minimum", code, reached, section.minimum)


def _without_quality(rules: Rules, bid: BidInput, table: PointsTable) -> Iterator[Reason]:
    """A bid without a quality point cannot be set against its price."""
    formula = FORMULAS.get(rules.price.formula)
    leaf = rules.price_leaf
    if leaf is None or formula is None or formula.compared is None or not formula.ratio:
        return
    scored = [one.code for one in rules.leaves if one.kind is Kind.SCORED]
    reached = _scored_points(Section("", tuple(scored)), bid, table)
    if reached is None:
        return
    counted = exact_sum(table.counted(code, bid.scores[code]) for code in scored)
    if not quality_counts(rules, counted):
        yield Reason(NO_QUALITY, leaf.code, reached)


def quality_counts(rules: Rules, counted: Fraction) -> bool:
    """Tells whether quality points are above nought after the rounding stage."""
    if rules.rounding.stage is RoundingStage.TOTAL:
        return round_exact(counted, rules.rounding.places, rules.rounding.mode) > 0
    return counted > 0


def reaches(rules: Rules, value: Fraction, minimum: Exact | None) -> bool:
    """Tells whether a score or points meet a minimum by the comparator of the rules."""
    asked = Fraction(minimum or 0)
    return value > asked if rules.comparator == ">" else value >= asked


def section_points(model: EvaluationModel, code: str, bid: BidInput) -> Fraction | None:
    """Exact points of a section's scored leaves; None while one of them has no score."""
    rules = rules_of(model)
    section = next(one for one in rules.sections if one.code == code)
    return _scored_points(section, bid, PointsTable(rules))


def _scored_points(section: Section, bid: BidInput, table: PointsTable) -> Fraction | None:
    scored = [code for code in section.leaves if code in table]
    if any(code not in bid.scores for code in scored):
        return None
    return exact_sum(table.exact(code, bid.scores[code]) for code in scored)


def _missing(rules: Rules, wanted: set[str], bid: BidInput) -> Iterator[Problem]:
    left = wanted - bid.scores.keys()
    for leaf in rules.leaves if left else ():
        if leaf.code not in left:
            continue
        place = f"{bid.bid}.{leaf.code}"
        if leaf.kind is Kind.PRICE and bid.price is None:
            yield Problem(place, "A bid that is still in has no price.", "price")
        elif leaf.kind is Kind.PASS_FAIL and leaf.code not in bid.passes:
            yield Problem(place, f"{leaf.code} has no pass or fail.", "pass")
        elif leaf.kind is Kind.SCORED and leaf.code not in bid.scores:
            yield Problem(place, f"{leaf.code} of a bid that is still in has no score.", "score")


def _ranked(rules: Rules, pool: Sequence[BidInput], table: PointsTable) -> tuple[Placed, ...]:
    prices = price_pool(pool)
    rows: list[_Row] = []
    for bid in pool:
        points = _leaf_points(rules, table, bid, prices)
        sections = section_sums(rules, points)
        total = total_of(rules, points)
        key = standing_key(rules, total, points, sections, bid.price)
        rows.append((key, bid.bid, total, points, sections))
    rows.sort(key=lambda row: (tuple(-part for part in row[0]), row[1]))
    placed: list[Placed] = []
    for index, (key, name, total, points, sections) in enumerate(rows):
        level = index > 0 and key == rows[index - 1][0]
        place = placed[-1].place if level else index + 1
        broken = _broken_by(rules, index, rows)
        placed.append(Placed(name, place, total, points, sections, broken))
    return tuple(placed)


def price_pool(pool: Sequence[BidInput]) -> PricePool:
    """The prices of the bids still in."""
    return PricePool(tuple(bid.price for bid in pool if bid.price is not None))


def leaf_points(rules: Rules, bid: BidInput, prices: PricePool) -> Mapping[str, Fraction]:
    """Exact points of each leaf of a bid that is in the pool, after the rounding stage."""
    return _leaf_points(rules, PointsTable(rules), bid, prices)


def _leaf_points(
    rules: Rules, table: PointsTable, bid: BidInput, prices: PricePool
) -> Mapping[str, Fraction]:
    found = {code: table.counted(code, bid.scores[code]) for code in table.codes}
    leaf, rule = rules.price_leaf, rules.rounding
    if leaf is not None and bid.price is not None:
        share = price_share(rules.price, bid.price, prices)
        if rule.stage is RoundingStage.PRICE_RATIO:
            share = Fraction(round_exact(share, rule.places, rule.mode))
        value = leaf.weight * share
        if rule.stage is RoundingStage.CRITERION:
            value = Fraction(round_exact(value, rule.places, rule.mode))
        found[leaf.code] = value
    return found


def section_sums(rules: Rules, points: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """Per section, the sum of its leaves' points."""
    return {
        section.code: exact_sum(points[leaf] for leaf in section.leaves if leaf in points)
        for section in rules.sections
    }


def total_of(rules: Rules, points: Mapping[str, Fraction]) -> Fraction:
    """The sum of all points, rounded when the stage says so."""
    total = exact_sum(points.values())
    if rules.rounding.stage is RoundingStage.TOTAL:
        return Fraction(round_exact(total, rules.rounding.places, rules.rounding.mode))
    return total


def standing_key(
    rules: Rules,
    total: Fraction,
    points: Mapping[str, Fraction],
    sections: Mapping[str, Fraction],
    price: Exact | None,
) -> Key:
    """What bids are put in order by, higher first: total or price and quality, then tie-break."""
    compared = FORMULAS[rules.price.formula].compared if rules.price_leaf else None
    first = total
    if compared is not None and price is not None:
        first = -compared(rules.price, price, total)
    none = Fraction(0)
    return (
        first,
        *(
            -Fraction(price or 0)
            if name == LOWER_PRICE
            else sections.get(name, points.get(name, none))
            for name in rules.tie_break
        ),
    )


_Row = tuple[Key, str, Fraction, Mapping[str, Fraction], Mapping[str, Fraction]]


def _broken_by(rules: Rules, index: int, rows: Sequence[_Row]) -> str | None:
    """The first rule that separated this bid from a neighbour level on what counts, or None."""
    key = rows[index][0]
    found: list[int] = []
    for other in (index - 1, index + 1):
        if 0 <= other < len(rows) and rows[other][0][0] == key[0] and rows[other][0] != key:
            pairs = zip(key[1:], rows[other][0][1:], strict=True)
            found.append(next(n for n, (mine, theirs) in enumerate(pairs) if mine != theirs))
    return rules.tie_break[min(found)] if found else None


def told_apart_by(
    rules: Rules, one: Placed, other: Placed, prices: Mapping[str, Exact | None]
) -> str | None:
    """The rule that decided between two ranked bids level on what counts; None where none did.

    Not the same as ``Placed.tie_break``, which tells of a bid and its neighbour in the order.
    """
    mine, theirs = (
        standing_key(rules, bid.total, bid.points, bid.sections, prices[bid.bid])
        for bid in (one, other)
    )
    if mine[0] != theirs[0]:
        return None
    pairs = zip(rules.tie_break, mine[1:], theirs[1:], strict=True)
    return next((rule for rule, here, there in pairs if here != there), None)


def _unresolved(ranked: Sequence[Placed]) -> tuple[str, ...]:
    """Every bid that shares its place with another."""
    places = Counter(placed.place for placed in ranked)
    return tuple(placed.bid for placed in ranked if places[placed.place] > 1)
