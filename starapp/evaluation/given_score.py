"""A score as one member gave it, wherever it was written."""

from dataclasses import dataclass
from decimal import Decimal

from starapp.evaluation.result import ScoreState


@dataclass(frozen=True, slots=True)
class GivenScore:
    """What one member gave one question of one bid: a score only in the state "scored"."""

    state: ScoreState
    score: Decimal | None
    reason: str
