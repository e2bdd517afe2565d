"""Words and rows that several cards of an evaluation model share."""

from decimal import Decimal

from starapp.criteria.criteria_tree import marks
from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, Part, PriceBasis
from starapp.foundation.exact import plain

MEANINGS = {Part.QUALITY: "quality", Part.PRICE: "price", Part.SOCIAL_VALUE: "social"}
PART_NAMES = {
    Part.QUALITY: "Quality",
    Part.PRICE: "Price",
    Part.SOCIAL_VALUE: "Social value",
}
KIND_NAMES = {
    Kind.SECTION: "section",
    Kind.SCORED: "question",
    Kind.PRICE: "price",
    Kind.PASS_FAIL: "pass or fail",
}
BASIS_NAMES = {
    PriceBasis.WEEKLY: "Price for a week",
    PriceBasis.ANNUAL: "Price for a year",
    PriceBasis.FIRST_YEAR: "Price for the first year, with the start",
}
HUNDRED = Decimal(100)


def minimum_words(model: EvaluationModel, criterion: Criterion) -> str:
    """What a bid must reach: "3 of 5" for a question, "36 of 60" for a section."""
    if criterion.minimum is None:
        return "None"
    if criterion.kind is Kind.SECTION:
        return f"{plain(criterion.minimum)} of {plain(marks(model, criterion.code))}"
    best = model.scores[-1] if model.scale else Decimal(0)
    return f"{plain(criterion.minimum)} of {plain(best)}"


def weight_words(model: EvaluationModel, criterion: Criterion) -> str:
    """The weight of a leaf or the sum of a section, in per cent."""
    if criterion.kind is Kind.PASS_FAIL:
        return "None"
    return f"{plain(marks(model, criterion.code))}%"


def tie_words(model: EvaluationModel, code: str) -> str:
    """One rule of the tie-break in words."""
    if code == "lower_price":
        return "The lower price"
    title = next((c.title for c in model.criteria if c.code == code), code)
    return f"More points for {title} ({code})"
