"""Models to start from: a whole example for learning disability and autism, a short one, price 60."""

from decimal import Decimal

from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    EvaluatorRole,
    Kind,
    Level,
    Part,
    PriceRule,
    RoundingRule,
    RoundingStage,
)
from starapp.criteria.price_edges import EdgeRules

SCALE = tuple(
    Level(Decimal(score), label, meaning, plain)
    for score, label, meaning, plain in (
        (0, "Not answered", "No answer, or a different question answered", "No answer"),
        (1, "Poor", "Large gaps, little trust that it would work", "Bad"),
        (2, "Limited", "Some of what is asked, with gaps that matter", "Not very good"),
        (3, "Satisfactory", "What is asked, with small gaps", "Good enough"),
        (4, "Good", "All that is asked, fitted to the person, with examples", "Good"),
        (5, "Excellent", "All that is asked, with proof and something extra", "Very good"),
    )
)
ROLES = (
    EvaluatorRole("E1", "Commissioner"),
    EvaluatorRole("E2", "Clinician or social worker"),
    EvaluatorRole("E3", "Expert by experience"),
    EvaluatorRole("E4", "Family carer"),
)
EVERYONE = tuple(role.code for role in ROLES)
ROUNDED = RoundingRule(RoundingStage.CRITERION)


def _section(code: str, title: str, part: Part, minimum: int | None = None) -> Criterion:
    least = None if minimum is None else Decimal(minimum)
    return Criterion(code, title, Kind.SECTION, part, minimum=least)


def _asked(
    code: str, title: str, weight: int, question: str, *, plain: str, minimum: int | None = 3,
    social: str = "",
) -> Criterion:  # fmt: skip
    return Criterion(
        code=code,
        title=title,
        kind=Kind.SCORED,
        part=Part.SOCIAL_VALUE if social else Part.QUALITY,
        parent=social or "quality",
        weight=Decimal(weight),
        minimum=None if minimum is None else Decimal(minimum),
        question=question,
        word_limit=300,
        roles=EVERYONE,
        plain_question=plain,
    )


def _priced(weight: int) -> tuple[Criterion, Criterion]:
    return (
        _section("price", "Price", Part.PRICE),
        Criterion("PR", "First-year price", Kind.PRICE, Part.PRICE, "price", Decimal(weight)),
    )


UNDERSTANDING = (
    "Tell us what you understand about the person and what matters to them. For each outcome, say "
    "what you will do first, how you will measure progress and when you will review it."
)
TEAM = (
    "Describe the team, how workers are matched to the person and chosen with them, what training "
    "they finish before a first shift, and how the same faces stay."
)
SAFETY = (
    "Explain how you keep the person and others safe with the fewest restrictions, who leads on "
    "positive behaviour support, and how you learn after an incident."
)
START = "Set out your plan with dates from signing to the first weeks, and what you do if it slips."


def whole_model() -> EvaluationModel:
    """Quality 60, price 25, social value 15, with a meeting with the person."""
    return EvaluationModel(
        name="Person-centred support, 60/25/15",
        scale=SCALE,
        roles=ROLES,
        rounding=ROUNDED,
        tie_break=("quality", "Q5", "Q3"),
        price=PriceRule(edges=EdgeRules()),
        criteria=(
            _section("quality", "Quality", Part.QUALITY, 36),
            _asked("Q1", "Understanding the person and their outcomes", 18, UNDERSTANDING,
                   plain="Do they know the person? How will they help with what the person wants?"),
            _asked("Q2", "Staff team: matching, skills, continuity", 14, TEAM,
                   plain="Who will help? Does the person help to choose them? Do they stay?"),
            _asked("Q3", "Safe support with the fewest restrictions", 12, SAFETY,
                   plain="How will they keep the person safe and still let them do things?"),
            _asked("Q4", "Transition and start", 8, START, minimum=None,
                   plain="How will they help the person move in?"),
            Criterion(
                "Q5", "Meeting with the person and family", Kind.SCORED, Part.QUALITY, "quality",
                Decimal(8),
                question="Meet the person and those they choose. No written answer is needed: the "
                "panel keeps a short record of the meeting.",
                written=False, roles=EVERYONE,
                plain_question="How were they with the person? Did they listen and wait?",
            ),
            *_priced(25),
            _section("social", "Social value", Part.SOCIAL_VALUE),
            _asked("SV1", "Local jobs and skills", 8,
                   "What jobs and training will this package bring to the area, and how many?",
                   plain="Will people who live here get work?", minimum=None, social="social"),
            _asked("SV2", "Community connection", 7,
                   "Which local groups will you work with, and what will change for the person?",
                   plain="Will the person meet people from here?", minimum=None, social="social"),
        ),
    )  # fmt: skip


def short_model() -> EvaluationModel:
    """Quality 70, price 30: three questions for a small package."""
    return EvaluationModel(
        name="Small package, 70/30",
        scale=SCALE,
        roles=ROLES,
        rounding=ROUNDED,
        tie_break=("quality", "Q1", "lower_price"),
        price=PriceRule(edges=EdgeRules()),
        criteria=(
            _section("quality", "Quality", Part.QUALITY),
            _asked("Q1", "Understanding the person and their outcomes", 30, UNDERSTANDING,
                   plain="Do they know the person?"),
            _asked("Q2", "Staff team: matching, skills, continuity", 20, TEAM,
                   plain="Who will help?"),
            _asked("Q3", "Safe support with the fewest restrictions", 20, SAFETY,
                   plain="How will they keep the person safe?"),
            *_priced(30),
        ),
    )  # fmt: skip


def fixed_price_model() -> EvaluationModel:
    """Quality 60, price 40 between two published prices, so that no bid moves another."""
    model = short_model()
    weights = {"Q1": 25, "Q2": 20, "Q3": 15, "PR": 40}
    return EvaluationModel(
        name="Prices in a fixed band, 60/40",
        scale=SCALE,
        roles=ROLES,
        rounding=ROUNDED,
        tie_break=model.tie_break,
        price=PriceRule(
            "fixed_band",
            (("best", Decimal(80000)), ("worst", Decimal(120000))),
            edges=EdgeRules(),
        ),
        criteria=tuple(
            Criterion(
                c.code, c.title, c.kind, c.part, c.parent, Decimal(weights.get(c.code, 0)),
                c.minimum, c.question, c.look_for, c.word_limit, c.written, c.roles,
                c.plain_question,
            )
            for c in model.criteria
        ),
    )  # fmt: skip


def blank_model() -> EvaluationModel:
    """A scale, four seats, an empty quality section and a price; every choice is still to make."""
    return EvaluationModel(
        name="New model",
        scale=SCALE,
        roles=ROLES,
        rounding=ROUNDED,
        criteria=(_section("quality", "Quality", Part.QUALITY), *_priced(0)),
    )


TEMPLATES = {
    "whole": ("Whole example", "Quality 60, price 25, social value 15, and a meeting", whole_model),
    "short": ("Small package", "Quality 70, price 30, three questions", short_model),
    "band": ("Fixed band", "Quality 60, price 40 between two published prices", fixed_price_model),
    "blank": ("Empty model", "A scale and a price; you choose everything else", blank_model),
}
"""Name, what it holds, and the model, by code."""
