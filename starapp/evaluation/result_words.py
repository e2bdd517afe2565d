"""A result in sentences: the headline, why a bid is not ranked, how a tie was settled. Pure."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from starapp.criteria.evaluation_model import EvaluationModel, Kind, RoundingStage
from starapp.criteria.price_formulas import FORMULAS
from starapp.evaluation.result import NotRanked, Reason, Result
from starapp.foundation.exact import Rounding, apart, points

SET_ASIDE = {
    "late": "Arrived after the deadline and was not opened",
    "withdrawn": "Withdrawn by the provider",
    "non_compliant": "Set aside because it does not comply",
    "excluded": "Set aside because the provider is excluded",
    "abnormally_low": "Set aside because the price is abnormally low",
    "zero_price": "Set aside by the published rule: a price of nought",
    "above_ceiling": "Set aside by the published rule: the price is above the ceiling",
}
STAGES = {
    RoundingStage.NONE: "Nothing is rounded before bids are ranked.",
    RoundingStage.CRITERION: "The points of each question are rounded, then added.",
    RoundingStage.PRICE_RATIO: "The price ratio is rounded before it is multiplied by its weight.",
    RoundingStage.TOTAL: "The total is rounded before bids are ranked.",
}


def headline(result: Result, names: Mapping[str, str], model: EvaluationModel) -> str:
    """Who comes first and by how much, or why nobody does."""
    if not result.ranking:
        return "No bid can be ranked"
    first = result.ranking[0]
    level = [placed for placed in result.ranking if placed.place == 1]
    if len(level) > 1:
        who = " and ".join(names[placed.bid] for placed in level)
        return f"{who} are level in first place"
    if len(result.ranking) == 1:
        total = _points(first.total, model)
        return f"{names[first.bid]} is the only bid ranked, with {total} points"
    second = result.ranking[1]
    ahead = first.total - second.total
    together = price_orders(model)
    if first.tie_break:
        rule, what = tie_break_words(first.tie_break, model), "price and quality together"
        level_on = what if together else "points"
        return f"{names[first.bid]} comes first, level on {level_on} and ahead on {rule}"
    if together:
        return (
            f"{names[first.bid]} comes first by price and quality together, ahead of "
            f"{names[second.bid]}"
        )
    return (
        f"{names[first.bid]} comes first, {difference(ahead, model)} points ahead "
        f"of {names[second.bid]}"
    )


def price_orders(model: EvaluationModel) -> bool:
    """Tells whether bids are put in order by price and quality together, not by total points."""
    formula = FORMULAS.get(model.price.formula)
    return bool(model.leaves(Kind.PRICE)) and formula is not None and formula.compared is not None


def difference(between: Fraction, model: EvaluationModel) -> str:
    """Points between two bids, with as many places as show that there are any."""
    return apart(between, 0, model.rounding.places, model.rounding.mode)[0]


def alike_when_printed(
    result: Result, names: Mapping[str, str], model: EvaluationModel
) -> tuple[str, ...]:
    """Neighbours in the ranking whose totals print alike and are not, with what is between them."""
    if price_orders(model):
        return ()
    return tuple(
        f"{names[one.bid]} and {names[other.bid]} are both printed with "
        f"{_points(one.total, model)} points. {names[one.bid]} has "
        f"{difference(one.total - other.total, model)} more."
        for one, other in pairwise(result.ranking)
        if one.total != other.total and _points(one.total, model) == _points(other.total, model)
    )


def no_winner_words(result: Result, names: Mapping[str, str], model: EvaluationModel) -> str:
    """What may be done when nobody comes first; empty when somebody does."""
    if not result.ranking:
        return (
            "No bid is ranked. Abandon the competition with a reason, or buy another way "
            "that your legal lead agrees to."
        )
    if result.winner is None:
        who = " and ".join(names[placed.bid] for placed in result.ranking if placed.place == 1)
        how = (
            "after every published tie-break"
            if model.tie_break
            else "and the model has no tie-break"
        )
        return (
            f"{who} stay level {how}. The rules do not settle it. "
            "Ask your legal lead before you abandon the competition; do not add a rule now."
        )
    return ""


def reason_words(reason: Reason, model: EvaluationModel) -> str:
    """Why a bid is not ranked, as one sentence without the full stop of a list."""
    match reason.code:
        case "below_minimum":
            return f"Scored {against_minimum(reason, model, f' for {reason.criterion}, ')}"
        case "below_section_minimum":
            title = model.criterion(reason.criterion).title
            return f"Reached {against_minimum(reason, model, f' points for {title}, ')}"
        case "failed_pass_fail":
            return f"Did not pass {reason.criterion} {model.criterion(reason.criterion).title}"
        case "no_quality_points":
            return "Has no quality points to set against its price"
        case "set_aside":
            return SET_ASIDE.get(reason.detail, f"Set aside: {reason.detail}")
        case _:
            return f"Not ranked: {reason.code.replace('_', ' ')}"


def against_minimum(reason: Reason, model: EvaluationModel, between: str) -> str:
    """What was reached, some words, and the minimum: "35.99988 points, the minimum is 36"."""
    reached, least = apart(reason.reached or Fraction(0), reason.minimum or 0, pad=False)
    asked = "the minimum is" if model.comparator == ">=" else "it must be more than"
    return f"{reached}{between}{asked} {least}"


def short_reason(bid: NotRanked) -> str:
    """Two words for the place of the total: "below minimum"."""
    codes = {reason.code for reason in bid.reasons}
    if codes & {"below_minimum", "below_section_minimum"}:
        return "below minimum"
    if "failed_pass_fail" in codes:
        return "did not pass"
    return next((reason.detail.replace("_", " ") for reason in bid.reasons), "")


def tie_break_words(rule: str, model: EvaluationModel) -> str:
    """A tie-break rule in words: "lower price", "Quality", "Q5"."""
    if rule == "lower_price":
        return "lower price"
    try:
        criterion = model.criterion(rule)
    except KeyError:
        return rule
    return criterion.title if criterion.kind is Kind.SECTION else rule


def tie_break_sentence(result: Result, model: EvaluationModel) -> str:
    """Whether a tie-break was needed, whether it settled everything, and the published order."""
    return " ".join(tie_break_told(result, model))


def tie_break_told(result: Result, model: EvaluationModel) -> tuple[str, str]:
    """What a tie-break did: "Tie-break used." and the published order."""
    names = [tie_break_words(rule, model) for rule in model.tie_break]
    order = f"Order: {', then '.join(names)}." if names else "The model has none."
    if result.unresolved_tie:
        done = "Tie-break used, and bids are still level." if names else "Bids are level."
        return done, order
    used = any(placed.tie_break for placed in result.ranking)
    return ("Tie-break used." if used else "Tie-break not needed."), order


def rounding_words(model: EvaluationModel) -> str:
    """The model's rounding rule in words."""
    places = model.rounding.places
    half = "away from zero" if model.rounding.mode is Rounding.HALF_UP else "to the even digit"
    return (
        f"{STAGES[model.rounding.stage]} Points are shown to {places} decimal places; "
        f"exactly half way rounds {half}."
    )


def _points(value: Fraction, model: EvaluationModel) -> str:
    return points(value, model.rounding.places, model.rounding.mode)
