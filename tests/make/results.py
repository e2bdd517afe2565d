"""Results made without a workspace: one story whose figures were worked out by hand."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    Kind,
    Part,
    PriceBasis,
    PriceRule,
    RoundingRule,
)
from starapp.criteria.templates import SCALE
from starapp.evaluation.ranking import rank
from starapp.evaluation.result import BidInput, Run

MOMENT = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
QUESTIONS = ("Q1", "Q2", "Q3", "Q4", "Q5", "SV1", "SV2")
NAMES = {
    "A": "Quillbeck Support CIC",
    "B": "Brindlewick Living",
    "C": "Copperfold Care",
    "D": "Tarnfield Community Support",
    "E": "Wrenhollow Care Partners",
}


def _scored(code: str, part: Part, weight: int, minimum: int | None = None) -> Criterion:
    least = None if minimum is None else Decimal(minimum)
    section = "quality" if part is Part.QUALITY else "social"
    return Criterion(
        code, f"Question {code}", Kind.SCORED, part, section, Decimal(weight), least, roles=("E1",)
    )


def irkdale_model(*, price: PriceRule | None = None, price_weight: int = 25) -> EvaluationModel:
    """Quality 60 in five questions, price 25 by the lowest price, social value 15."""
    return EvaluationModel(
        "Irkdale",
        (
            Criterion("quality", "Quality", Kind.SECTION, Part.QUALITY),
            _scored("Q1", Part.QUALITY, 20),
            _scored("Q2", Part.QUALITY, 10),
            _scored("Q3", Part.QUALITY, 10),
            _scored("Q4", Part.QUALITY, 10, minimum=3),
            _scored("Q5", Part.QUALITY, 10),
            Criterion("PR", "Price", Kind.PRICE, Part.PRICE, weight=Decimal(price_weight)),
            Criterion("social", "Social value", Kind.SECTION, Part.SOCIAL_VALUE),
            _scored("SV1", Part.SOCIAL_VALUE, 8),
            _scored("SV2", Part.SOCIAL_VALUE, 7),
        ),
        SCALE,
        price=price or PriceRule(basis=PriceBasis.WEEKLY),
        rounding=RoundingRule(places=3),
        tie_break=("quality", "Q1", "lower_price"),
    )


def bid(name: str, price: str, scores: str) -> BidInput:
    """A bid with its scores as seven figures: five of quality, two of social value."""
    given = dict(zip(QUESTIONS, map(Decimal, scores), strict=True))
    return BidInput(name, Decimal(price), given)


def irkdale_bids() -> tuple[BidInput, ...]:
    """Four ranked bids and one below the minimum of Q4."""
    return (
        bid("A", "2689.40", "5444454"),
        bid("B", "2548.20", "4454444"),
        bid("C", "2431.75", "4344334"),
        bid("D", "2735.10", "3343433"),
        bid("E", "2318.50", "3332323"),
    )


def made_run(bids: Sequence[BidInput], model: EvaluationModel | None = None) -> Run:
    """A run over these bids, as it would be stored."""
    rules = model or irkdale_model()
    return Run("run", 1, rank(rules, bids), tuple(bids), "f" * 64, "r" * 64, MOMENT, "Chair", rules)


def names_of(bids: Sequence[BidInput]) -> Mapping[str, str]:
    """The names of bids; letters of the story have theirs."""
    return {one.bid: NAMES.get(one.bid, f"Provider {one.bid}") for one in bids}


def wide_model(questions: int = 39) -> EvaluationModel:
    """A model with many questions that share 75 marks, and a price of 25."""
    each = Decimal(75) / questions
    weights = [each.quantize(Decimal("0.0001"))] * (questions - 1)
    weights.append(Decimal(75) - sum(weights))
    return EvaluationModel(
        "Many questions",
        (
            *(
                Criterion(f"Q{n}", f"Question {n}", Kind.SCORED, Part.QUALITY, weight=weight)
                for n, weight in enumerate(weights, start=1)
            ),
            Criterion("PR", "Price", Kind.PRICE, Part.PRICE, weight=Decimal(25)),
        ),
        SCALE,
        tie_break=("Q1", "lower_price"),
    )


def wide_bids(bids: int = 20, questions: int = 39) -> tuple[BidInput, ...]:
    """Many bids with every score from 0 to 5."""
    return tuple(
        BidInput(
            f"B{n:02}",
            Decimal(90000 + 517 * n),
            {f"Q{q}": Decimal((n * q + n) % 6) for q in range(1, questions + 1)},
        )
        for n in range(bids)
    )
