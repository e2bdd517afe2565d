"""A result in sentences: the headline, why a bid is not ranked, how a tie was settled. Pure."""

from collections.abc import Mapping
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel, Kind, RoundingStage
from starapp.evaluation.result import NotRanked, Reason, Result
from starapp.foundation.exact import Rounding, plain, points

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
    if ahead == 0 and first.tie_break:
        rule = tie_break_words(first.tie_break, model)
        return f"{names[first.bid]} comes first, level on points and ahead on {rule}"
    return (
        f"{names[first.bid]} comes first, {_points(ahead, model)} points ahead "
        f"of {names[second.bid]}"
    )


def no_winner_words(result: Result, names: Mapping[str, str]) -> str:
    """What may be done when nobody comes first; empty when somebody does."""
    if not result.ranking:
        return (
            "No bid met every minimum. Abandon the competition with a reason, or buy another way "
            "that your legal lead agrees to."
        )
    if result.winner is None:
        who = " and ".join(names[placed.bid] for placed in result.ranking if placed.place == 1)
        return (
            f"{who} stay level after every published tie-break. The rules do not settle it. "
            "Ask your legal lead before you abandon the competition; do not add a rule now."
        )
    return ""


def reason_words(reason: Reason, model: EvaluationModel) -> str:
    """Why a bid is not ranked, as one sentence without the full stop of a list."""
    match reason.code:
        case "below_minimum" if reason.reached is not None and reason.minimum is not None:
            return (
                f"Scored {plain_fraction(reason)} for {reason.criterion}, "
                f"the minimum is {plain(reason.minimum)}"
            )
        case "below_section_minimum" if reason.reached is not None and reason.minimum is not None:
            title = model.criterion(reason.criterion).title
            return (
                f"Reached {_points(reason.reached, model)} points for {title}, "
                f"the minimum is {plain(reason.minimum)}"
            )
        case "failed_pass_fail":
            return f"Did not pass {reason.criterion} {model.criterion(reason.criterion).title}"
        case "no_quality_points":
            return "Has no quality points to set against its price"
        case "set_aside":
            return SET_ASIDE.get(reason.detail, f"Set aside: {reason.detail}")
        case _:
            return f"Not ranked: {reason.code.replace('_', ' ')}"


def plain_fraction(reason: Reason) -> str:
    """The score reached, as a plain number."""
    if reason.reached is None:
        return ""
    return points(reason.reached, 2).rstrip("0").rstrip(".")


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
    """Whether a tie-break was needed, and the published order."""
    order = ", then ".join(tie_break_words(rule, model) for rule in model.tie_break)
    used = [placed for placed in result.ranking if placed.tie_break]
    start = "Tie-break used." if used else "Tie-break not needed."
    return f"{start} Order: {order}." if order else f"{start} The model has none."


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
