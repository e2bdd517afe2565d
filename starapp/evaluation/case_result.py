"""The result of a case as ``star-evaluation-result/1``: printed points, exact totals, every reason."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from starapp.criteria.evaluation_model import Kind
from starapp.criteria.price_formulas import FORMULAS
from starapp.evaluation.case_file import Case
from starapp.evaluation.ranking import rank_by
from starapp.evaluation.result import Placed, Reason, Result
from starapp.evaluation.robustness import Robustness, robustness
from starapp.evaluation.working import total_working, workings
from starapp.foundation.exact import apart, fraction_text, plain, points

FORMAT = "star-evaluation-result/1"


def evaluate(case: Case, *, how_sure: bool = True, working: bool = False) -> dict[str, Any]:
    """Ranks a case and gives its result as plain JSON values.

    Args:
        case: as read from a file.
        how_sure: adds the robustness lists.
        working: adds how every number was made.

    Raises:
        CannotDo: a price that the formula cannot take.
    """
    result = rank_by(case.rules, case.bids)
    found: dict[str, Any] = {
        "format": FORMAT,
        "reference": case.reference,
        "rules": case.fingerprint,
        "ranking": [_ranked(case, placed) for placed in result.ranking],
        "not_ranked": [
            {"bid": one.bid, "reasons": [_reason(case, reason) for reason in one.reasons]}
            for one in result.not_ranked
        ],
        "winner": result.winner,
        "unresolved_tie": list(result.unresolved_tie),
    }
    if how_sure:
        found["robustness"] = _how_sure(case, robustness(case.rules, case.bids, result))
    if working:
        found["working"] = _working(case, result)
    return found


def as_text(result: Mapping[str, Any]) -> str:
    """The result as the text of a file."""
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def _shown(case: Case, value: Fraction) -> str:
    rule = case.rules.rounding
    return points(value, rule.places, rule.mode)


def _ranked(case: Case, placed: Placed) -> dict[str, Any]:
    row: dict[str, Any] = {
        "bid": placed.bid,
        "place": placed.place,
        "total": _shown(case, placed.total),
        "exact_total": fraction_text(placed.total),
        "points": {
            leaf.code: _shown(case, placed.points[leaf.code])
            for leaf in case.rules.leaves
            if leaf.kind is not Kind.PASS_FAIL and leaf.code in placed.points
        },
        "sections": {code: _shown(case, value) for code, value in placed.sections.items()},
        "tie_break": placed.tie_break,
    }
    rule = case.rules.price
    compared = FORMULAS[rule.formula].compared if case.rules.price_leaf else None
    price = next(bid.price for bid in case.bids if bid.bid == placed.bid)
    if compared is not None and price is not None:
        row["compared"] = fraction_text(compared(rule, price, placed.total))
    return row


def _reason(case: Case, reason: Reason) -> dict[str, Any]:
    told: dict[str, Any] = {"code": reason.code}
    if reason.criterion:
        told["criterion"] = reason.criterion
    if reason.code == "set_aside":
        told["reason"] = reason.detail
    elif reason.code == "below_section_minimum" and reason.reached is not None:
        told["points"] = _shown(case, reason.reached)
        told["exact_points"] = fraction_text(reason.reached)
    elif reason.reached is not None:
        told["score"] = plain(reason.reached)
    if reason.minimum is not None:
        told["minimum"] = plain(reason.minimum)
    return told


def _how_sure(case: Case, found: Robustness) -> dict[str, Any]:
    rule = case.rules.rounding
    margin = None if found.margin is None else apart(found.margin, 0, rule.places, rule.mode)[0]
    return {
        "margin": margin,
        "runner_up": found.runner_up,
        "closest_score_flips": [
            {
                "bid": flip.bid,
                "criterion": flip.criterion,
                "from": plain(flip.before),
                "to": plain(flip.after),
                "new_winner": flip.winner,
            }
            for flip in found.flips
            if flip.winner is not None
        ],
        "weight_intervals": [
            {"criterion": one.code, "from": plain(one.lowest), "to": plain(one.highest)}
            for one in found.intervals
        ],
        "removal": [{"removed": one.removed, "winner": one.winner} for one in found.removals],
        "price_to_win": [
            {"bid": one.bid, "price": format(one.price, "f")} for one in found.prices_to_win
        ],
    }


def _working(case: Case, result: Result) -> list[dict[str, Any]]:
    lines = workings(case.rules, case.bids, result)
    known = {bid.bid: bid for bid in case.bids}
    found = []
    for placed in result.ranking:
        total = total_working(case.rules, known[placed.bid], placed)
        found.append(
            {
                "bid": placed.bid,
                "lines": [
                    {
                        "criterion": line.criterion,
                        "sum": line.words,
                        "rounding": line.rounding,
                        "exact": fraction_text(line.points),
                        "points": _shown(case, line.points),
                    }
                    for line in lines[placed.bid]
                ],
                "total": {
                    "sum": total.words,
                    "exact": total.exact,
                    "note": total.note,
                    "compared": total.compared,
                },
            }
        )
    return found
