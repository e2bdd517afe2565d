"""What one panel member sees while scoring: their questions, the bids by letter, their own scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from starapp.criteria.evaluation_model import Criterion, EvaluationModel
from starapp.evaluation.moderation import SeatScore
from starapp.evaluation.result import ScoreState

CellKey = tuple[str, str]
"""A bid and a criterion."""


@dataclass(frozen=True, slots=True)
class IndividualScore:
    """What one member gave one question of one bid."""

    bid_id: str
    criterion: str
    seat_id: str
    state: ScoreState
    score: Decimal | None
    reason: str
    frozen: bool

    def as_seat_score(self) -> SeatScore:
        """The score as the moderation rules take it."""
        return SeatScore(self.seat_id, self.state, self.score, self.reason)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The work of one member; names of providers and prices are not in it.

    Attributes:
        locked: why nothing can be written, in words; empty while scoring is open.
        bids: identity and letter of each bid, in order.
        questions: the questions this member scores, in order.
        wanted: bid and question of every score this member is asked for, question by question.
        writable: those of them that can be changed now.
        scores: what is written, by bid and question.
    """

    competition_id: str
    seat_id: str
    title: str
    locked: str
    model: EvaluationModel
    bids: tuple[tuple[str, str], ...]
    questions: tuple[Criterion, ...]
    wanted: tuple[CellKey, ...]
    writable: frozenset[CellKey]
    scores: Mapping[CellKey, IndividualScore]

    @property
    def done(self) -> int:
        """How many of the wanted scores are written."""
        return sum(
            key in self.scores and self.scores[key].state is not ScoreState.NOT_SCORED
            for key in self.wanted
        )

    def letter(self, bid_id: str) -> str:
        """The letter of a bid."""
        return dict(self.bids)[bid_id]
