"""Ranks bids exactly: minimums first, then prices of those still in, then totals and tie-break.

A bid that fails a pass/fail question or a minimum, or is set aside, leaves the pool before any
price statistic is taken, and every reason is reported. Nothing is rounded but where the model's
rounding stage says.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, RoundingStage
from starapp.criteria.model_checks import LOWER_PRICE
from starapp.criteria.price_formulas import PricePool, price_share
from starapp.evaluation.result import BidInput, NotRanked, Placed, Reason, Result
from starapp.evaluation.weighting import score_points
from starapp.foundation.exact import round_exact
from starapp.foundation.problems import Problem, raise_if


def rank(model: EvaluationModel, bids: Sequence[BidInput]) -> Result:
    """Ranks the bids; their order does not matter.

    Raises:
        CannotDo: a score or price of a bid still in is missing or off the scale, with its place.
    """
    failed = {bid.bid: tuple(failures(model, bid)) for bid in bids}
    pool = [bid for bid in bids if not failed[bid.bid]]
    raise_if([problem for bid in pool for problem in _missing(model, bid)])
    ranked = _ranked(model, pool)
    return Result(
        ranking=ranked,
        not_ranked=tuple(
            NotRanked(bid.bid, failed[bid.bid])
            for bid in sorted(bids, key=lambda one: one.bid)
            if failed[bid.bid]
        ),
        unresolved_tie=_unresolved(ranked),
    )


def failures(model: EvaluationModel, bid: BidInput) -> Iterator[Reason]:
    """Gives every reason why a bid is not ranked; minimums are compared unrounded."""
    if bid.set_aside is not None:
        yield Reason("set_aside", detail=bid.set_aside)
        return
    for leaf in model.leaves(Kind.PASS_FAIL):
        if bid.passes.get(leaf.code) is False:
            yield Reason("failed_pass_fail", leaf.code)
    for criterion in model.criteria:
        if criterion.minimum is None:
            continue
        if criterion.kind is Kind.SCORED:
            score = bid.scores.get(criterion.code)
            if score is not None and not _reaches(model, Fraction(score), criterion):
                yield Reason("below_minimum", criterion.code, Fraction(score), criterion.minimum)
        elif criterion.kind is Kind.SECTION:
            reached = section_points(model, criterion.code, bid)
            if reached is not None and not _reaches(model, reached, criterion):
                yield Reason("below_section_minimum", criterion.code, reached, criterion.minimum)


def _reaches(model: EvaluationModel, value: Fraction, criterion: Criterion) -> bool:
    minimum = Fraction(criterion.minimum or 0)
    return value > minimum if model.comparator == ">" else value >= minimum


def section_points(model: EvaluationModel, code: str, bid: BidInput) -> Fraction | None:
    """Exact points of a section's scored leaves; None while one of them has no score."""
    total = Fraction(0)
    for child in model.children(code):
        if child.kind is Kind.SECTION:
            inner = section_points(model, child.code, bid)
            if inner is None:
                return None
            total += inner
        elif child.kind is Kind.SCORED:
            if child.code not in bid.scores:
                return None
            total += score_points(model, child.weight, bid.scores[child.code])
    return total


def _missing(model: EvaluationModel, bid: BidInput) -> Iterator[Problem]:
    scale = set(model.scores)
    for leaf in model.leaves():
        place = f"{bid.bid}.{leaf.code}"
        if leaf.kind is Kind.PRICE and bid.price is None:
            yield Problem(place, "A bid that is still in has no price.", "price")
        if leaf.kind is Kind.PASS_FAIL and leaf.code not in bid.passes:
            yield Problem(place, f"{leaf.code} has no pass or fail.", "pass")
        if leaf.kind is Kind.SCORED:
            score = bid.scores.get(leaf.code)
            if score is None:
                yield Problem(
                    place, f"{leaf.code} of a bid that is still in has no score.", "score"
                )
            elif score not in scale:
                yield Problem(place, f"{leaf.code} has a score off the scale.", "scale")


def _ranked(model: EvaluationModel, pool: Sequence[BidInput]) -> tuple[Placed, ...]:
    prices = PricePool(tuple(bid.price for bid in pool if bid.price is not None))
    rows = [(bid, _leaf_points(model, bid, prices)) for bid in pool]
    scored = [
        (bid, points, _sections(model, points), _total(model, points)) for bid, points in rows
    ]
    keyed = sorted(
        ((total, _chain(model, bid, points, sections), bid.bid, points, sections)
         for bid, points, sections, total in scored),
        key=lambda row: (-row[0], tuple(-part for part in row[1]), row[2]),
    )  # fmt: skip
    placed: list[Placed] = []
    for index, (total, chain, name, points, sections) in enumerate(keyed):
        level = index > 0 and (total, chain) == (keyed[index - 1][0], keyed[index - 1][1])
        place = placed[-1].place if level else index + 1
        broken = _broken_by(model, index, keyed)
        placed.append(Placed(name, place, total, points, sections, broken))
    return tuple(placed)


def _leaf_points(
    model: EvaluationModel, bid: BidInput, prices: PricePool
) -> Mapping[str, Fraction]:
    rule = model.rounding
    found: dict[str, Fraction] = {}
    for leaf in model.leaves():
        if leaf.kind is Kind.SCORED:
            value = score_points(model, leaf.weight, bid.scores[leaf.code])
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


def _sections(model: EvaluationModel, points: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    def of(code: str) -> Fraction:
        return sum(
            (
                of(child.code)
                if child.kind is Kind.SECTION
                else points.get(child.code, Fraction(0))
                for child in model.children(code)
            ),
            Fraction(0),
        )

    return {c.code: of(c.code) for c in model.criteria if c.kind is Kind.SECTION}


def _total(model: EvaluationModel, points: Mapping[str, Fraction]) -> Fraction:
    total = sum(points.values(), Fraction(0))
    if model.rounding.stage is RoundingStage.TOTAL:
        return Fraction(round_exact(total, model.rounding.places, model.rounding.mode))
    return total


def _chain(
    model: EvaluationModel,
    bid: BidInput,
    points: Mapping[str, Fraction],
    sections: Mapping[str, Fraction],
) -> tuple[Fraction, ...]:
    """What the tie-break compares, in order, higher first."""
    return tuple(
        -Fraction(bid.price or 0)
        if name == LOWER_PRICE
        else sections.get(name, points.get(name, Fraction(0)))
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
